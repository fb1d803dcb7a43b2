"""``moved.yaml``: pages that got another name, each with the page that took its place.  No Sphinx."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from edition.core.files import is_there
from edition.core.messages import CannotRead, Mistake, Problem, at, closest
from edition.core.records import Record, read_records

MOVED = "moved.yaml"
FORM = "Write the old name and the new one, both without an ending: glossary/old: glossary/new."


class Move(NamedTuple):
    """The page once called `old` is now `new`; the file says so at `line`."""

    old: str
    new: str
    line: int


def read_moved(folder: Path) -> tuple[list[Move], list[Problem]]:
    """Read every move, in the order of the file.  No file, no moves."""
    path = folder / MOVED
    if not is_there(path):
        return [], []
    try:
        records = read_records(path, Mistake.ADDRESS, "")
    except CannotRead as error:
        return [], [error.problem]
    if records is None:  # comments alone
        return [], []
    if not isinstance(records, Record):
        return [], [Problem(Mistake.ADDRESS, at(path, 1), f"This is no list of pages. {FORM}")]
    moves, problems = [], []
    for old, new in records.items():
        line = records.lines[old]
        if not _is_name(old):
            shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in old)
            problems.append(Problem(Mistake.ADDRESS, at(path, line), f"“{shown}” is no name of a page. {FORM}"))
        elif isinstance(new, str) and _is_name(new):
            moves.append(Move(old, new, line))
        else:
            problems.append(Problem(Mistake.ADDRESS, at(path, line), f"“{old}” leads to no page. {FORM}"))
    return moves, problems


def _is_name(old: str) -> bool:
    """Whether it can be the path of a page; line ends or markup would get into the files of servers."""
    parts = old.split("/")
    strange = not old.isprintable() or set("<>").intersection(old) or {"", ".", ".."}.intersection(parts)
    return not strange and not old.endswith((".html", ".md"))


def check_moved(moves: list[Move], pages: Collection[str], folder: Path) -> Iterator[Problem]:
    """Whether every old name is free, and leads to a page that is there."""
    for move in moves:
        place = at(folder / MOVED, move.line)
        if move.old in pages:
            sentence = f"“{move.old}” is a page, so no reader can be led away from it. Delete the line."
            yield Problem(Mistake.ADDRESS, place, sentence)
        if move.new not in pages:
            sentence = f"“{move.old}” leads to “{move.new}”, and no page is called so.{closest(move.new, pages)} {FORM}"
            yield Problem(Mistake.ADDRESS, place, sentence)
