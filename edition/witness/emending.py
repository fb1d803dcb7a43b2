"""The ledger applied to the witness: the words of the reading text, and where each of them comes from.

A change is found in the witness, never by rewriting it: each is a span of the witness and the words that stand for
it in the edition.  So every change keeps its place and can be undone.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path

from edition.core.messages import Mistake, Problem, at
from edition.core.model import Address, Emendation, Ledger, Paragraph, Reading, Sentence, Text, Unit
from edition.witness.boundaries import Placed, check_boundaries, find_boundaries, in_edition
from edition.witness.changes import Change, apply, to_witness, without_overlaps
from edition.witness.division import Span, divide, title_of, unit_spans
from edition.witness.rules import match_rules, outside
from edition.witness.sentence_ends import ABBREVIATIONS

Extent = tuple[int, int]


def edit(
    content: str, ledger: Ledger, path: Path, abbreviations: Iterable[str] = ABBREVIATIONS
) -> tuple[Text, list[Problem]]:
    """Apply the ledger to the witness and divide the result.

    Page breaks come first, for they make paragraphs and words whole, and with them the rules; in what they leave,
    sentences are found, and in each sentence the emendations that name its address.  Rules apply to all that no
    emendation has touched.
    """
    known = frozenset(abbreviations)
    page_breaks = [e for e in ledger.emendations if e.kind == "page-break"]
    others = [e for e in ledger.emendations if e.kind != "page-break"]
    placed, problems = find_boundaries(content, ledger.boundaries, path)
    matches, more = match_rules(content, ledger.regularisations, path)
    problems += more

    units = {number: (start, end) for number, (start, _, end) in unit_spans(content).items()}
    changes, more = _find(content, page_breaks, lambda a: units.get(a.unit), path)
    problems += more
    edited, readings, said, _ = _carry_out(content, without_overlaps(changes), matches, placed)
    found, more = _find(content, others, _spans_in_witness(edited, readings, known, said).get, path)
    changes += found
    problems += [*more, *_overlaps(changes, path)]

    edited, readings, said, placed = _carry_out(content, without_overlaps(changes), matches, placed)
    text = _divide(content, edited, readings, known, said)
    problems += [*check_boundaries(edited, placed, known, path), *_misplaced(text, ledger, path)]
    return text, problems


def _carry_out(
    content: str, changes: list[Change], matches: list[Change], placed: list[Placed]
) -> tuple[str, list[Reading], dict[int, bool], list[Placed]]:
    """The edited string with its readings, and what the ledger says of the ends of sentences in it."""
    changes = without_overlaps(changes + outside(matches, changes, len(content)))
    edited, readings = apply(content, changes)
    placed = in_edition(content, changes, edited, placed)
    return edited, readings, {place: boundary.parts for place, boundary in placed}, placed


def _find(
    content: str, emendations: Iterable[Emendation], extent: Callable[[Address], Extent | None], path: Path
) -> tuple[list[Change], list[Problem]]:
    """The place of each emendation: its witness reading must stand exactly once where its address points."""
    changes, problems = [], []
    for emendation in emendations:
        place, quoted = at(path, emendation.line), emendation.witness.replace("\n", " | ")
        where = extent(emendation.at)
        if where is None:
            sentence = f"There is no sentence {emendation.at} in the text. Correct the address of “{quoted}”."
            problems.append(Problem(Mistake.ADDRESS, place, sentence))
            continue
        reading = emendation.witness.replace("\n", "\r\n") if "\r\n" in content else emendation.witness
        starts = _occurrences(content, reading, where)
        if len(starts) == 1:
            end = starts[0] + len(reading)
            changes.append(Change(starts[0], end, emendation.edition, emendation))
        elif not starts:
            sentence = (
                f"{emendation.at} does not contain the witness reading “{quoted}”. "
                "Copy it from the witness, or correct the address."
            )
            problems.append(Problem(Mistake.EMENDATION, place, sentence))
        else:
            sentence = (
                f"{emendation.at} contains the witness reading “{quoted}” {len(starts)} times. "
                "Write more of the words around it."
            )
            problems.append(Problem(Mistake.EMENDATION, place, sentence))
    return changes, problems


def _occurrences(content: str, reading: str, extent: Extent) -> list[int]:
    start, end = extent
    found, position = [], content.find(reading, start, end)
    while position != -1:
        found.append(position)
        position = content.find(reading, position + 1, end)
    return found


def _overlaps(changes: list[Change], path: Path) -> Iterator[Problem]:
    for first, second in pairwise(sorted(changes, key=lambda c: c[:2])):
        if second.start < first.end and isinstance(first.source, Emendation) and isinstance(second.source, Emendation):
            later, earlier = sorted((first.source, second.source), key=lambda e: -e.line)
            sentence = (
                f"Two emendations of {later.at} claim the same words, “{earlier.witness}” (line {earlier.line}) and "
                f"“{later.witness}”. Join them into one entry, or delete one."
            ).replace("\n", " | ")
            yield Problem(Mistake.EMENDATION, at(path, later.line), sentence)


def _spans_in_witness(
    edited: str, readings: list[Reading], abbreviations: frozenset[str], said: Mapping[int, bool]
) -> dict[Address, Extent]:
    place = to_witness(readings)
    return {
        Address(span.unit, span.sentence): (place(span.start), place(span.end))
        for span in divide(edited, abbreviations, said)
    }


def _divide(
    content: str, edited: str, readings: list[Reading], abbreviations: frozenset[str], said: Mapping[int, bool]
) -> Text:
    place, title = to_witness(readings), title_of(edited)
    queue = list(readings)
    line_ends = [match.start() for match in re.finditer("\n", content)]

    def sentence(span: Span) -> Sentence:
        while queue and queue[0].end <= span.start:
            queue.pop(0)
        mine = tuple(reading for reading in _until(queue, span.after) if reading.start < span.after)
        start, end = place(span.start), place(span.end)
        seal = hashlib.sha256(content[start:end].encode()).hexdigest()[:8]
        line = bisect_left(line_ends, start) + 1
        address = Address(span.unit, span.sentence)
        return Sentence(
            address, edited[span.start : span.end], edited[span.end : span.after], span.start, seal, line, mine
        )

    paragraphs: dict[int, list[Paragraph]] = {}
    for (unit, nth), spans in groupby(divide(edited, abbreviations, said), key=lambda span: span[:2]):
        paragraphs.setdefault(unit, []).append(Paragraph(nth, tuple(map(sentence, spans))))
    units = [
        Unit(number, edited[start:end], tuple(paragraphs.get(number, ())))
        for number, (start, end, _) in unit_spans(edited).items()
    ]
    return Text(*title, tuple(units), tuple(readings))


def _until(readings: list[Reading], end: int) -> Iterator[Reading]:
    for reading in readings:
        if reading.start >= end:
            return
        yield reading


def _misplaced(text: Text, ledger: Ledger, path: Path) -> Iterator[Problem]:
    """Page breaks are sought in the whole unit, so their addresses are checked once sentences are known."""
    seen = {
        id(reading.source): sentence.address
        for sentence in reversed(list(text.sentences))
        for reading in sentence.readings
        if isinstance(reading.source, Emendation)
    }
    for emendation in ledger.emendations:
        found = seen.get(id(emendation), emendation.at)
        if found != emendation.at:
            quoted = emendation.witness.replace("\n", " | ")
            sentence = f"The witness reading “{quoted}” stands in {found}, not in {emendation.at}. Correct the address."
            yield Problem(Mistake.EMENDATION, at(path, emendation.line), sentence)
