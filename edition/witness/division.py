"""A text of this form, a title line and numbered paragraphs, divided into units, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

UNIT_NUMBER = re.compile(r"(\d+)\.\s+")
OPENING, CLOSING = "\"'“‘«‹„([", "\"'”’»›“)]"
SENTENCE_END = re.compile(rf"[.!?…]+[{re.escape(CLOSING)}]*(\s+)(?=[{re.escape(OPENING)}]*[^\W_])")
LAST_WORD = re.compile(rf"[^\s{re.escape(OPENING)}]*$")
INITIAL = re.compile(r"(?:[^\W\d_]\.)+")
ABBREVIATIONS = frozenset(
    {"Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Prof.", "cf.", "e.g.", "i.e.", "etc.", "vol.", "p.", "pp.", "No."}
)


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


def sentences(paragraph: str, abbreviations: Collection[str] = ABBREVIATIONS) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends, the white space between them left out."""
    start = 0
    for match in SENTENCE_END.finditer(paragraph):
        following = paragraph[match.end() :].lstrip(OPENING)[:1]
        if following.islower() or _is_abbreviation(paragraph[: match.start(1)], abbreviations):
            continue
        yield start, match.start(1)
        start = match.end()
    if start < len(paragraph):
        yield start, len(paragraph)


def _is_abbreviation(before: str, abbreviations: Collection[str]) -> bool:
    """Whether the full stop that ends `before` marks an abbreviation or an initial (``V.``, ``V. I.``, ``U.S.``)."""
    word = LAST_WORD.search(before.rstrip(CLOSING))
    last = word[0] if word else ""
    if last in abbreviations:
        return True
    if last == "I.":  # a numeral (World War I.) unless it follows another initial
        previous = before[: -len(last)].split()
        return bool(previous) and INITIAL.fullmatch(previous[-1]) is not None
    return INITIAL.fullmatch(last) is not None and last[:1].isupper()


def divide(content: str, abbreviations: Collection[str] = ABBREVIATIONS) -> Iterator[Span]:
    """Every sentence of the text in order, each with the numbers of its unit, paragraph and place in the unit."""
    for number, (_, begin, end) in unit_spans(content).items():
        count = 0
        spans = []
        for paragraph, line in enumerate(re.finditer(r"[^\n]*\S", content[begin:end]), 1):
            lead = len(line[0]) - len(line[0].lstrip())
            for start, stop in sentences(line[0][lead:], abbreviations):
                count += 1
                spans.append(
                    (paragraph, count, begin + line.start() + lead + start, begin + line.start() + lead + stop)
                )
        for i, (par, nth, start, stop) in enumerate(spans):
            after = spans[i + 1][2] if i + 1 < len(spans) else end
            yield Span(number, par, nth, start, stop, after)
