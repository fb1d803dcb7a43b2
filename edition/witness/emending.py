"""The ledger applied to the witness: the words of the reading text, and where each of them comes from.

A change is found in the witness, never by rewriting it: each is a span of the witness and the words that stand for
it in the edition.  So every change keeps its place and can be undone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from edition.core.messages import Mistake, Problem, at
from edition.core.model import Address, Emendation, Ledger, Paragraph, Reading, Regularisation, Sentence, Text, Unit
from edition.witness.division import ABBREVIATIONS, Span, divide, title_of, unit_spans

Extent = tuple[int, int]


class Change(NamedTuple):
    """Characters `start` to `end` of the witness, and what the edition prints for them."""

    start: int
    end: int
    edition: str
    source: Emendation | Regularisation


def edit(
    content: str, ledger: Ledger, path: Path, abbreviations: Iterable[str] = ABBREVIATIONS
) -> tuple[Text, list[Problem]]:
    """Apply the ledger to the witness and divide the result.

    Page breaks come first, for they make paragraphs and words whole; in what they leave, sentences are found, and
    in each sentence the emendations that name its address; rules apply to all that no emendation has touched.
    """
    known = frozenset(abbreviations)
    page_breaks = [e for e in ledger.emendations if e.kind == "page-break"]
    others = [e for e in ledger.emendations if e.kind != "page-break"]
    units = {number: (start, end) for number, (start, _, end) in unit_spans(content).items()}
    changes, problems = _find(content, page_breaks, lambda a: units.get(a.unit), path)
    spans = _spans_in_witness(content, _without_overlaps(changes), known)
    found, more = _find(content, others, spans.get, path)
    changes, problems = changes + found, problems + more
    problems += _overlaps(changes, path)
    changes = _without_overlaps(changes)
    changes = _without_overlaps(changes + _regularise(content, ledger.regularisations, changes))
    text = _divide(content, changes, known)
    return text, [*problems, *_misplaced(text, ledger, path)]


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
        starts = _occurrences(content, emendation.witness, where)
        if len(starts) == 1:
            end = starts[0] + len(emendation.witness)
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


def _without_overlaps(changes: list[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: c[:2]):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


def _regularise(content: str, rules: Iterable[Regularisation], changes: list[Change]) -> list[Change]:
    """Every application of every rule outside the emendations, whose words are final; the earlier rule wins."""
    taken = bytearray(len(content))
    for change in changes:
        taken[change.start : change.end] = b"\x01" * (change.end - change.start)
    applied = []
    for rule in rules:
        for match in re.finditer(rule.pattern, content):
            start, end = match.span()
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                applied.append(Change(start, end, match.expand(rule.edition), rule))
    return applied


def _apply(content: str, changes: list[Change]) -> tuple[str, list[Reading]]:
    """The edited string, and each change as a reading at its place in that string."""
    parts, readings, position, length = [], [], 0, 0
    for change in changes:
        parts.append(content[position : change.start])
        length += len(parts[-1])
        readings.append(Reading(length, content[change.start : change.end], change.edition, change.source))
        parts.append(change.edition)
        length += len(change.edition)
        position = change.end
    parts.append(content[position:])
    return "".join(parts), readings


def _to_witness(readings: list[Reading]) -> Callable[[int], int]:
    """A function from places in the edited string to places in the witness, for ascending places."""
    queue, shift = iter(readings), 0
    pending = next(queue, None)

    def place(offset: int) -> int:
        nonlocal pending, shift
        while pending is not None and pending.end <= offset:
            shift += len(pending.witness) - len(pending.edition)
            pending = next(queue, None)
        if pending is not None and pending.start < offset:
            return pending.start + shift + min(offset - pending.start, len(pending.witness))
        return offset + shift

    return place


def _spans_in_witness(content: str, changes: list[Change], abbreviations: frozenset[str]) -> dict[Address, Extent]:
    edited, readings = _apply(content, changes)
    place = _to_witness(readings)
    return {
        Address(span.unit, span.sentence): (place(span.start), place(span.end))
        for span in divide(edited, abbreviations)
    }


def _divide(content: str, changes: list[Change], abbreviations: frozenset[str]) -> Text:
    edited, readings = _apply(content, changes)
    place, title = _to_witness(readings), title_of(edited)
    queue = list(readings)

    def sentence(span: Span) -> Sentence:
        while queue and queue[0].end <= span.start:
            queue.pop(0)
        mine = tuple(reading for reading in _until(queue, span.after) if reading.start < span.after)
        start, end = place(span.start), place(span.end)
        seal = hashlib.sha256(content[start:end].encode()).hexdigest()[:8]
        line = content.count("\n", 0, start) + 1
        address = Address(span.unit, span.sentence)
        return Sentence(
            address, edited[span.start : span.end], edited[span.end : span.after], span.start, seal, line, mine
        )

    paragraphs: dict[int, list[Paragraph]] = {}
    for (unit, nth), spans in groupby(divide(edited, abbreviations), key=lambda span: span[:2]):
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
