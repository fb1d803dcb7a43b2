"""What in prose would be lost, or printed as it was typed: found in the tokens that MyST reads too.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from edition.core.messages import closest
from edition.editorial.markup import BLOCKS, LINKING, MARKS, directives, instead, nearest, roles

FENCES = ("fence", "colon_fence")
BREAKS = ("softbreak", "hardbreak")
DIRECTIVE = re.compile(r"\{([^\s{}]+)\}")
BRACED = re.compile(r"\{\s*([.#]?[A-Za-z][\w:.+-]*)\s*\}")

# Blocks and marks that are often written, and what to do instead; any other that is not known gets OTHERWISE.
CODE = "A block of code cannot be set. Write it as prose, and begin no paragraph with four blanks."
FOOTNOTE = "A footnote cannot be set. Say it in the sentence, or in an annotation of the text."
INSTEAD = {
    "code_block": CODE,
    "myst_line_comment": "A line that begins with % is left out. Take it away, or write \\%.",
    "myst_block_break": "A line that begins with +++ is left out. Take it away.",
    "footnote_ref": FOOTNOTE,
    "footnote_reference": FOOTNOTE,
}
OTHERWISE = "“{name}” cannot be set. Write it as prose."
# What stands in prose only if it was meant as markup, and what to do.  After a backslash it is meant as it stands.
ALONE = "{name} stands here without its other. Close what it opens, or write \\{sign}."
PRINTED = "“{sign}” would be printed as it stands. {remedy}"
UNREAD = "A link cannot be read: its address has a blank, or a scheme that is none. Write [words](https://…)."
LOOKALIKES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"::"),
        PRINTED.format(sign="::", remedy="Write :::{name} at the beginning of a line."),
    ),
    (
        re.compile(r"(?<!\w):[A-Za-z][\w-]*:(?!\w)"),
        PRINTED.format(sign=":name:", remedy="Write {name}`words`."),
    ),
    (re.compile(r"`"), ALONE.format(name="A backtick", sign="`")),
    (re.compile(r"\*"), ALONE.format(name="An asterisk", sign="*")),
    (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), ALONE.format(name="An underscore", sign="_")),
    (re.compile(r"\[@"), PRINTED.format(sign="[@", remedy="Cite with {cite:p}`key`.")),
    (re.compile(r"~~"), PRINTED.format(sign="~~", remedy="Take it away, or write \\~.")),
    (re.compile(r"\]\("), UNREAD),
)


class Flaw(NamedTuple):
    """What is wrong in prose, and what to do: the line, and the sentences."""

    line: int
    sentence: str


def flaws_in(tokens: Sequence[Token], defined: Mapping[str, Any], text: str, line: int) -> Iterator[Flaw]:
    """The flaws of prose whose first line is `line` of its file; `defined` is what the tokenizer noted beside."""
    for reference in (*defined.get("references", {}).values(), *defined.get("duplicate_refs", ())):
        sentence = "[…]: at the beginning of a line defines a link and is left out. Write [words](address), or \\[."
        yield Flaw(line + reference["map"][0], sentence)
    lines = text.split("\n")
    columns = 0
    yield from _rules(tokens, line)
    for token in tokens:
        begins = line + (token.map[0] if token.map else 0)
        kind = kind_of(token)
        if token.nesting < 0:
            continue
        if kind in BLOCKS and kind != "myst_target":
            yield from _attributes(token, begins)
        if kind == "html_block":
            yield Flaw(begins, html(token.content))
        elif kind not in BLOCKS:
            yield Flaw(begins, INSTEAD.get(kind, OTHERWISE.format(name=kind)))
        elif kind == "heading" and token.level > 0:
            yield Flaw(begins, "A heading stands in a list or a quotation. Put it above, or write \\#.")
        elif kind in FENCES:
            yield from _fence(token, begins)
        elif kind == "inline":
            yield from _inline(token.children or (), begins)
        columns = 0 if kind == "table" else columns + (kind == "th")
        if kind == "tr" and token.map and columns and len(_cells(lines[token.map[0]])) > columns:
            sentence = f"This row has more cells than the table has columns ({columns}). Take some away, or write \\|."
            yield Flaw(begins, sentence)


def _rules(tokens: Iterable[Token], line: int) -> Iterator[Flaw]:
    """A rule parts what stands above it from what stands below."""
    blocks = [token for token in tokens if token.level == 0 and token.nesting >= 0]
    kinds = ["heading", *map(kind_of, blocks), "hr"]
    for token, before, after in zip(blocks, kinds, kinds[2:], strict=False):
        if token.type == "hr" and (before in ("heading", "hr") or after == "hr"):
            begins = line + (token.map[0] if token.map else 0)
            yield Flaw(begins, "A rule stands where it parts nothing. Take it away, or write \\ before it.")


def kind_of(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


def directive_of(token: Token) -> tuple[str, str] | None:
    """Name and argument of a fence that is a directive, as MyST takes it."""
    first, _, argument = token.info.strip().partition(" ")
    match = DIRECTIVE.fullmatch(first)
    return (match[1], argument.strip()) if match else None


def closed(token: Token) -> bool:
    """Whether the end of a fence was written, and not only found where the text ends."""
    first, after = token.map or (0, 0)
    count = token.content.count("\n") + bool(token.content and not token.content.endswith("\n"))
    return after - first == count + 2


def html(written: str) -> str:
    """What is wrong with HTML."""
    if written.startswith("<!--"):
        what = "A comment (<!--) is left out" if "-->" in written else "<!-- takes all with it that stands below"
        return f"{what}. Take it away."
    return f"“{written.strip().partition(chr(10))[0]}” is HTML. Write Markdown, or \\< for the sign itself."


def _fence(token: Token, line: int) -> Iterator[Flaw]:
    """A fence is a directive: nothing else can be set."""
    if directive_of(token):
        return
    word = token.info.strip().partition(" ")[0]
    if not word and token.type == "colon_fence":
        yield Flaw(line, f"{token.markup} opens nothing and takes with it what stands below. Take it away.")
    elif token.type == "colon_fence" or "{" in word or nearest(word, directives()):
        name = nearest(re.sub(r"[^\w-].*", "", word.strip("{ ")), directives()) or "name"
        sentence = f"“{token.markup}{word}” is no directive. Write {token.markup}{{{name}}}, a blank, the rest."
        yield Flaw(line, sentence)
    else:
        yield Flaw(line, CODE)


def _inline(children: Iterable[Token], line: int) -> Iterator[Flaw]:
    linked = typed = marked = False
    for child in children:
        kind = kind_of(child)
        if kind == "link":
            linked, typed = child.nesting > 0, child.nesting > 0 and child.markup == "autolink"
        if child.nesting < 0:
            continue
        if kind == "html_inline":
            if not (marked and child.content.startswith("</")):  # the end of what was told
                yield Flaw(line, html(child.content))
            marked = True
        elif kind not in MARKS:
            yield Flaw(line, INSTEAD.get(kind, OTHERWISE.format(name=kind)))
        elif kind == "myst_role":
            yield from _role(child, line, linked=linked)
        elif kind == "image" or (kind == "text" and not typed):
            yield from _words(child.content, line)
        yield from _attributes(child, line)
        line += child.type in BREAKS


def _role(token: Token, line: int, *, linked: bool) -> Iterator[Flaw]:
    name = token.meta["name"]
    if name not in roles():
        remedy = instead(name) or f"{closest(name.lower(), roles())} Correct the name, or write the words alone."
        yield Flaw(line, f"There is no role “{name}”. {remedy.strip()}")
    elif linked and name in LINKING:
        yield Flaw(line, f"{{{name}}} makes a link and stands within another. Let one of the two go.")
    if not name.startswith("cite") and (match := BRACED.search(token.content)):
        yield Flaw(line, braced(match[1]))


def _words(words: str, line: int) -> Iterator[Flaw]:
    """What looks like markup."""
    if match := BRACED.search(words):
        yield Flaw(line, braced(match[1]))
        return
    for pattern, sentence in LOOKALIKES:
        if pattern.search(words):
            yield Flaw(line, sentence)
            return


def braced(name: str) -> str:
    """What to do with a name in braces that is neither a role nor a directive where it stands."""
    found = nearest(name, [*roles(), *directives()])
    if found in roles():
        remedy = f"Write {{{found}}}`…`, with backticks right behind the brace"
    elif found:
        remedy = f"Write :::{{{found}}} at the beginning of a line"
    else:
        remedy = "Take the braces away"
    return f"“{{{name}}}” would be printed as it stands. {remedy}; for a brace itself write \\{{."


def _attributes(token: Token, line: int) -> Iterator[Flaw]:
    """Words may have a language; no other class has a form."""
    classes = str(token.attrs.get("class", "")).split()
    for name in classes:
        if not name.startswith("language-"):
            yield Flaw(line, f"The class “{name}” has no form. Take it away.")


def _cells(row: str) -> list[str]:
    return escapedSplit(row.strip().removeprefix("|").removesuffix("|"))
