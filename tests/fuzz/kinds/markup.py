"""Markup: fences and roles that are not as they must be, and what the syntax takes for something else than words."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.kinds.odd import ODD
from tests.fuzz.kinds.picking import insert_line, lines_of, paths, replace_one, words_of, write
from tests.fuzz.kinds.records import CASES
from tests.fuzz.mutant import Files, change

FENCE, OPENED, ROLE = r"^(?::{3,}|`{3,})$", r"^(?::{3,}|`{3,})\{[\w-]+\}", r"\{[\w:]+\}`[^`]+`"
LINES = (*ODD["markup"]["lines"], "words " * 400)
ROLES = ODD["markup"]["roles"]


@change
def fence_not_closed(chance: Random, files: Files) -> None:
    replace_one(chance, files, FENCE, "", ".md")


@change
def fence_of_other_length(chance: Random, files: Files) -> None:
    new = chance.choice(("::", "::::", "``", "````", ": ::", ":::.", ":::}", "::: ", " :::", "~~~", "::: x"))
    replace_one(chance, files, FENCE, new, ".md")


@change
def directive_misspelt(chance: Random, files: Files) -> None:
    new = chance.choice(ODD["markup"]["directive misspelt"])
    replace_one(chance, files, OPENED, new, ".md")


@change
def option_broken(chance: Random, files: Files) -> None:
    new = chance.choice(ODD["markup"]["option broken"])
    replace_one(chance, files, r"^:kind: \w+$", new, ".md")


@change
def argument_broken(chance: Random, files: Files) -> None:
    path = chance.choice([p for p in paths(files, ".md") if p.startswith("pages/")] or ["index.md"])
    words = words_of(files, path)
    new = chance.choice(ODD["markup"]["argument broken"])
    write(
        files,
        path,
        re.sub(r"(?<=\})( .*)$", lambda _: f" {new}", words, count=chance.choice((1, 0)), flags=re.MULTILINE),
    )


@change
def role_broken(chance: Random, files: Files) -> None:
    replace_one(chance, files, ROLE, chance.choice(ROLES), ".md", ".yaml")


@change
def role_put_in(chance: Random, files: Files) -> None:
    replace_one(chance, files, r"(?<=\w) (?=\w)", f" {chance.choice(ROLES)} ", ".md", "chronology.yaml")


@change
def line_put_in(chance: Random, files: Files) -> None:
    line = chance.choice(LINES)
    insert_line(chance, files, chance.choice((line, f"\n{line}\n", f"\n{line}\n")), ".md")


@change
def line_put_behind(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files, ".md")
    write(files, path, "\n".join([*lines, "", chance.choice(LINES), ""]))


@change
def public_case_put_in(chance: Random, files: Files) -> None:
    insert_line(chance, files, f"\n{chance.choice(CASES['markdown'])}\n", ".md")


@change
def words_marked_up(chance: Random, files: Files) -> None:
    """Words of ours become markup of a kind that an editor may know from elsewhere."""
    found = [
        (path, m)
        for path in paths(files, ".md", ".yaml")
        for m in re.finditer(r"\b[A-Za-z]{4,}\b", words_of(files, path))
    ]
    path, match = chance.choice(found)
    form = chance.choice(ODD["markup"]["words marked up"])
    words = words_of(files, path)
    write(files, path, words[: match.start()] + form.format(match[0]) + words[match.end() :])
