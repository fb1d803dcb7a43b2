"""What the ledger changes, as spans of the witness; and the way between places of the witness and of the edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from edition.core.model import Emendation, Reading, Regularisation


class Change(NamedTuple):
    """Characters `start` to `end` of the witness, and what the edition prints for them."""

    start: int
    end: int
    edition: str
    source: Emendation | Regularisation


def without_overlaps(changes: Iterable[Change]) -> list[Change]:
    """The changes in the order of the witness; of two that claim the same words, the first."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: c[:2]):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


def apply(content: str, changes: Iterable[Change]) -> tuple[str, list[Reading]]:
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


def to_witness(readings: Iterable[Reading]) -> Callable[[int], int]:
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


def to_edition(content: str, changes: Iterable[Change], offset: int) -> int:
    """The place in the edited string of a place in the witness; within a change, by the letters that both share."""
    shift = 0
    for change in changes:
        if offset <= change.start:
            break
        if offset < change.end:
            words, within = content[change.start : change.end], offset - change.start
            if words[:within] != change.edition[:within]:  # not in the letters that begin both: in those that end them
                within = max(len(change.edition) - (len(words) - within), 0)
            return change.start + shift + within
        shift += len(change.edition) - (change.end - change.start)
    return offset + shift
