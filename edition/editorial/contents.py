"""The tables of contents: every page stands in one, and each line of one is a page.  No Sphinx."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from edition.core.messages import Mistake, Problem, at, closest
from edition.editorial.edition import Edition
from edition.editorial.prose import Directive
from edition.editorial.settings import matcher

CONTENTS = "toctree"
TITLED = re.compile(r".+?\s*<([^<>]*)>")
ELSEWHERE = re.compile(r"self|[a-z]+://.*|mailto:.*")


def check_contents(edition: Edition) -> Iterator[Problem]:
    """A page that no table names cannot be found; a line that names none leads nowhere."""
    listed = {edition.settings.root}
    for page in edition.pages.values():
        for found in page.prose.every_directive:
            if found.name == CONTENTS:
                for line in _lines(found):
                    pages = list(_pages(line, page.name, found, edition))
                    listed.update(pages)
                    if not pages:
                        hint = closest(line, edition.pages)
                        sentence = f"“{line}” is no page.{hint} Write its name from this folder, without .md."
                        yield Problem(Mistake.PAGE, at(page.path, found.line), sentence)
    for name, page in edition.pages.items():
        if name not in listed and "orphan" not in page.front:
            sentence = f"No table of contents leads to this page. Write {name} into the {{{CONTENTS}}} of another page."
            yield Problem(Mistake.PAGE, at(page.path, 1), sentence)


def _lines(found: Directive) -> Iterator[str]:
    """The lines that name pages: without their titles, and without what lies elsewhere."""
    for line in found.body.splitlines():
        titled = TITLED.fullmatch(line.strip())
        target = titled[1] if titled else line.strip()
        if target and not ELSEWHERE.fullmatch(target):
            yield target


def _pages(line: str, page: str, found: Directive, edition: Edition) -> Iterator[str]:
    """The pages that a line names: one, or with ``glob`` all that are like it."""
    name = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), line)).lstrip("/")
    if "glob" in found.options and re.search(r"[*?\[]", line):
        like = matcher((re.sub(r"\[.*?\]", "?", name),))
        yield from (other for other in edition.pages if like(other) and other != page)
    elif name.removesuffix(".md") in edition.pages:
        yield name.removesuffix(".md")
