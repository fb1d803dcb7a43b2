"""The front matter of a page, parted from its body: of entries, and of any other page.  No Sphinx."""

from __future__ import annotations

from pathlib import Path

from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.core.records import Record, parse_records

# What a page may say at its head, and no library reads; the rest is MyST's and Sphinx's.
OURS = frozenset({"entry", "book", "layout"})


def parted(path: Path) -> tuple[Record, str, int]:
    """Front matter, body, and the first line of the body in its file.  Raises CannotRead."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        sentence = f"This file is not UTF-8 (byte {error.start}). Save it as UTF-8."
        raise CannotRead(Problem(Mistake.PAGE, at(path, 1), sentence, fatal=True)) from None
    if not text.startswith("---\n"):
        return Record(), text, 1
    front, _, rest = text[4:].partition("\n---")
    record = parse_records("\n" + front, path, Mistake.ENTRY)  # the line of the dashes is counted
    found = record if isinstance(record, Record) else Record()
    return found, rest.partition("\n")[2], front.count("\n") + 4
