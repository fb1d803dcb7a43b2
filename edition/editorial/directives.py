"""Whether each directive is one, stands where it may, and is written as it must be: by the forms of `markup`."""

from __future__ import annotations

from collections.abc import Iterator

from edition.core.messages import Mistake, Problem, at, closest
from edition.editorial.markup import NEEDED, NONE, PAGE, Form, directives, instead
from edition.editorial.pages import Page
from edition.editorial.prose import Directive

Wrong = Iterator[tuple[int, str]]


def check_directives(page: Page) -> Iterator[Problem]:
    """All that is wrong with the directives of a page, in their order."""
    printed = page.front.get("book") != "omit"
    for line, sentence in _all(page.prose.directives, printed=printed):
        yield Problem(Mistake.MARKUP, at(page.path, line), sentence)


def _all(found: tuple[Directive, ...], *, printed: bool, holder: Directive | None = None) -> Wrong:
    for directive in found:
        yield from _one(directive, holder, printed=printed)
        yield from _all(directive.prose.directives, printed=printed, holder=directive)


def _one(directive: Directive, holder: Directive | None, *, printed: bool) -> Wrong:
    form = directives().get(directive.name)
    if form is None:
        remedy = (
            instead(directive.name)
            or f"{closest(directive.name.lower(), directives())} Correct the name, or write prose."
        )
        yield directive.line, f"There is no directive “{directive.name}”. {remedy.strip()}"
        return
    said = [*_place(directive, form, holder), *_argument(directive, form), *_content(directive, form)]
    if form.screen and printed:
        said.append("cannot be set in print. Write prose, or keep the page out of the book (book: omit).")
    for option in directive.options:
        if option not in form.options:
            said.append(f"has no option “{option}”.{closest(option, form.options)} Correct it, or take it away.")
    yield from ((directive.line, f"{{{directive.name}}} {sentence}") for sentence in said)


def _place(directive: Directive, form: Form, holder: Directive | None) -> Iterator[str]:
    """Whether it is closed, and not within what it must not stand in; if it is not, only the first is told."""
    fence = directive.fence
    swallowed = next((each for each in directive.prose.directives if not each.closed and each.fence == fence), None)
    if swallowed is not None:
        inner = f"line {swallowed.line} ({{{swallowed.name}}})"
        known = directives().get(swallowed.name)
        both = (
            f", or {fence}{fence[0]} at both its ends, if it is to hold that" if known and known.place != PAGE else ""
        )
        yield f"is not closed before {inner}. Write {fence} on a line of its own where it ends{both}."
    elif not directive.closed and (holder is None or holder.fence != fence):
        yield f"is not closed. Write {fence} on a line of its own where it ends."
    elif form.place == PAGE and directive.nested and directive.closed:
        where = f"{{{holder.name}}}" if holder else "a list or a quotation"
        yield f"stands in {where}. Put it at the top level of the page."


def _argument(directive: Directive, form: Form) -> Iterator[str]:
    argument, choose = directive.argument, f"choose among {', '.join(form.choices)}"
    if not argument and form.argument == NEEDED:
        yield (
            f"has nothing behind its name; {choose}."
            if form.choices
            else ("has nothing behind its name. Write there what it is about.")
        )
    elif argument and form.argument == NONE:
        yield f"can have nothing behind its name. Put “{argument}” on the next line, or take it away."
    elif argument and form.choices and argument not in form.choices:
        yield f"does not know “{argument}”; {choose}.{closest(argument, form.choices)}"


def _content(directive: Directive, form: Form) -> Iterator[str]:
    if form.content == NONE and (directive.body.strip() or "\n" in directive.body) and directive.closed:
        yield f"can hold nothing. Write {directive.fence} above what stands in it."
    elif form.content == NEEDED and not directive.body.strip():
        yield "is empty. Write below its name what it holds, or take it away."
