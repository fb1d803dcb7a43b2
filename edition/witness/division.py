"""A text of this form, a title line and numbered paragraphs, divided into units, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from edition.witness.sentence_ends import ABBREVIATIONS, ends_of

UNIT_NUMBER = re.compile(r"([0-9]+)\.\s+")
# What the ledger says of places in the text: whether a sentence ends there.
NOTHING_SAID: Mapping[int, bool] = MappingProxyType({})


class Span(NamedTuple):
    """Where a sentence stands: characters `start` to `end`, white space after it to `after`."""

    unit: int
    paragraph: int
    sentence: int
    start: int
    end: int
    after: int


def title_of(content: str) -> tuple[str, str]:
    """The first line, and the white space that follows it."""
    line = content.split("\n", 1)[0]
    title = line.rstrip()
    body = content[len(title) :].lstrip()
    return title, content[len(title) : len(content) - len(body)]


def unit_spans(content: str) -> dict[int, tuple[int, int, int]]:
    """Unit number -> (start, end of its label, end), in characters.

    Unit 0 is what precedes the paragraph numbered 1.  A paragraph begins a unit only where it carries the next
    number, so that one that opens with a year, ``1924. …``, is not mistaken for a unit.
    """
    begin = len("".join(title_of(content)))
    units: dict[int, tuple[int, int, int]] = {}
    number, start, label_end = 0, begin, begin
    for line in re.finditer(r"[^\n]+", content[begin:]):
        match = UNIT_NUMBER.match(line[0])
        if match and int(match[1]) == number + 1:
            if begin + line.start() > start:
                units[number] = (start, label_end, begin + line.start())
            number, start = number + 1, begin + line.start()
            label_end = start + match.end()
            label_end += len(content[label_end:]) - len(content[label_end:].lstrip())
    if len(content) > start:
        units[number] = (start, label_end, len(content))
    return units


def paragraphs(content: str) -> Iterator[tuple[int, int, int, int]]:
    """Unit, number, start and end of every paragraph: a line, without the white space round it."""
    for unit, (_, begin, end) in unit_spans(content).items():
        for number, line in enumerate(re.finditer(r"[^\n]*\S", content[begin:end]), 1):
            lead = len(line[0]) - len(line[0].lstrip())
            yield unit, number, begin + line.start() + lead, begin + line.end()


def sentences(
    paragraph: str, abbreviations: Collection[str] = ABBREVIATIONS, said: Mapping[int, bool] = NOTHING_SAID
) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends, the white space between them left out."""
    cuts = {found.at: found.next for found in ends_of(paragraph, abbreviations) if found.parts}
    for place, parts in said.items():
        cuts.pop(place, None)
        if parts and 0 < place < len(paragraph):
            cuts[place] = len(paragraph) - len(paragraph[place:].lstrip())
    start = 0
    for end, following in sorted(cuts.items()):
        yield start, end
        start = following
    if start < len(paragraph):
        yield start, len(paragraph)


def divide(
    content: str, abbreviations: Collection[str] = ABBREVIATIONS, said: Mapping[int, bool] = NOTHING_SAID
) -> Iterator[Span]:
    """Every sentence of the text in order, each with the numbers of its unit, paragraph and place in the unit."""
    units = unit_spans(content)
    spans: list[tuple[int, int, int, int]] = []
    for unit, paragraph, begin, end in paragraphs(content):
        within = {place - begin: parts for place, parts in said.items() if begin < place < end}
        for start, stop in sentences(content[begin:end], abbreviations, within):
            spans.append((unit, paragraph, begin + start, begin + stop))
    count = 0
    for i, (unit, paragraph, start, stop) in enumerate(spans):
        count = count + 1 if i and spans[i - 1][0] == unit else 1
        after = spans[i + 1][2] if i + 1 < len(spans) and spans[i + 1][0] == unit else units[unit][2]
        yield Span(unit, paragraph, count, start, stop, after)
