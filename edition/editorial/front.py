"""The front matter of a page, parted from its body: of entries, and of any other page.  No Sphinx."""

from __future__ import annotations

from pathlib import Path

from edition.core.fields import Fields
from edition.core.files import read_text
from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.core.records import Record, parse_records
from edition.editorial.kinds import PAGE

DASHES = "---"

# What a page may say at its head, and no library reads; the rest is MyST's and Sphinx's.
OURS = frozenset({"entry", "book", "layout", "claim"})


def parted(path: Path) -> tuple[Record, str, int]:
    """Front matter, body, and the first line of the body in its file.  Raises CannotRead.

    What MyST would take for front matter and read otherwise than we do, and what looks like it and is none, is a
    mistake: a page would lose it without a word.
    """
    text = read_text(path, Mistake.PAGE, "Restore it.", fatal=True)
    if not text.startswith(DASHES):
        if text.lstrip().startswith(DASHES):
            raise _cannot(path, 1, "Front matter begins on the first line. Take away what stands before its hyphens.")
        return Record(), text, 1
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines) if i and line.strip().startswith((DASHES, "..."))), 0)
    if not end:
        raise _cannot(path, 1, "The front matter has no end. Close it with a line of three hyphens.")
    for i in (0, end):
        if lines[i].rstrip() != DASHES:
            raise _cannot(path, i + 1, "Front matter stands between two lines of three hyphens. Write no more on them.")
    # The line of the dashes is counted.
    record = parse_records("\n".join(["", *lines[1:end]]), path, Mistake.PAGE, fatal=True)
    if record is not None and not isinstance(record, Record):
        raise _cannot(path, 2, "Front matter is a list of fields. Write book: omit, or the like, or take it out.")
    return record or Record(), "\n".join(lines[end + 1 :]), end + 2


def _cannot(path: Path, line: int, sentence: str) -> CannotRead:
    return CannotRead(Problem(Mistake.PAGE, at(path, line), sentence, fatal=True))


def check_front(front: Record, path: Path) -> list[Problem]:
    """What is wrong with the front matter of any page; what stands under ``entry`` is told as the entry is read."""
    return Fields(front, path, PAGE).problems
