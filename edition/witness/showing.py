"""The division of the text as its editor looks at it: units, sentences, and the places of which a rule was unsure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from edition.core.model import Address, Boundary, Paragraph, Text
from edition.witness.boundaries import find_boundaries
from edition.witness.changes import to_witness
from edition.witness.sentence_ends import ends_of
from edition.witness.source import undo

WIDTH, INDENT = 100, 9
MOST_WORDS = 12  # on each side of a place, until its words are those of no other


class Doubt(NamedTuple):
    """A place in or behind the sentence `address`, `at` so many characters of the reading text."""

    address: Address
    at: int
    parts: bool
    reason: str


def doubts(text: Text, abbreviations: Collection[str]) -> Iterator[Doubt]:
    """Every place of which a rule was unsure and the ledger says nothing, in the order of the text."""
    for unit in text.units:
        for paragraph in unit.paragraphs:
            yield from _doubts_of(paragraph, abbreviations)


def _doubts_of(paragraph: Paragraph, abbreviations: Collection[str]) -> Iterator[Doubt]:
    words = "".join(s.text + s.after for s in paragraph.sentences).rstrip()
    begin = paragraph.sentences[0].start
    ends = [s.start - begin + len(s.text) for s in paragraph.sentences]
    for end in ends_of(words, abbreviations):
        if end.doubt and end.parts == (end.at in ends):
            address = next(s.address for s, at in zip(paragraph.sentences, ends, strict=True) if end.at <= at)
            yield Doubt(address, begin + end.at, end.parts, end.doubt)


def show_division(text: Text, abbreviations: Collection[str]) -> Iterator[str]:
    """The lines to print."""
    known = list(doubts(text, abbreviations))
    entries = _as_entries(text, known)
    for unit in text.units:
        yield f"Unit {unit.number}: {_counted(sum(1 for _ in unit.sentences), 'sentence')}"
        for paragraph in unit.paragraphs:
            for sentence in paragraph.sentences:
                mine = [doubt for doubt in known if doubt.address == sentence.address]
                first, *more = wrap(sentence.text, WIDTH - INDENT, break_on_hyphens=False)
                yield f"{'?' if mine else ' '} {sentence.address!s:>5}  {first}"
                yield from (f"{'':{INDENT}}{line}" for line in more)
                for doubt in mine:
                    yield from (f"{'':{INDENT}}{line}" for line in _told(doubt, entries[doubt]))
            yield ""
    told = ((text.units, "unit"), (text.by_address, "sentence"), (known, "doubtful place"))
    yield f"{', '.join(_counted(len(found), name) for found, name in told)} (marked with ?)."


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _told(doubt: Doubt, entry: str) -> Iterator[str]:
    if doubt.parts:
        yield f"→ divided behind it, though {doubt.reason}; if it goes on there, write in the ledger"
    else:
        yield f"→ not divided in it, though {doubt.reason}; if it ends there, write in the ledger"
    yield f"  {'join' if doubt.parts else 'divide'}: {entry}"


def _as_entries(text: Text, known: list[Doubt]) -> dict[Doubt, str]:
    """What the ledger would have to say of each place, in the words of the witness."""
    content, place = undo(text).decode("utf-8"), to_witness(text.readings)
    return {doubt: _as_entry(content, place(doubt.at), parts=not doubt.parts) for doubt in known}


def _as_entry(content: str, place: int, *, parts: bool) -> str:
    before, after = content[:place].split(), content[place:].split()
    for count in range(2, MOST_WORDS):
        first, second = " ".join(before[-count:]), " ".join(after[:count])
        boundary = Boundary(parts, first, second, "", 1)
        if find_boundaries(content, [boundary], Path())[0]:
            break
    quoted = [json.dumps(words, ensure_ascii=False) for words in (first, second)]
    return f"[{{before: {quoted[0]}, after: {quoted[1]}, reason: …}}]"
