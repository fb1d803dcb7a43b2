"""The chronology: what happened when, by whom it is told, and what of the text and the glossary it is.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from edition.core.dates import order, year_of
from edition.core.fields import Fields, whole_number
from edition.core.messages import CannotRead, Mistake, Problem, at, brief, closest
from edition.core.model import Address, Text
from edition.core.records import Record, read_records
from edition.editorial.kinds import EVENT

SHOWN_BY = "chronology"  # the directive that shows all events
ID = re.compile(r"e(-?[0-9]{4}(?:-[0-9]{2}){0,2})(?:-[a-z0-9]*[a-z][a-z0-9]*)+")
SOURCE = re.compile(r"(?:\{[^}]*\})?([^{}]+)(?:\{[^}]*\})?")
EMPTY = "A chronology is a list of events. Write - id: …, or delete the file."


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `date` is as precise as it is known; `sources` are keys, with locators as a citation has them."""

    id: str
    date: str
    sentence: str
    places: tuple[str, ...]
    entries: tuple[str, ...]
    at: tuple[Address, ...]
    units: tuple[int, ...]
    sources: tuple[str, ...]
    line: int

    @property
    def begins(self) -> str:
        return self.date.partition("/")[0]

    @property
    def year(self) -> str:
        return year_of(self.date)

    @property
    def names(self) -> list[str]:
        """The entries that it names, as such or as places, each once."""
        return list(dict.fromkeys((*self.entries, *self.places)))

    @property
    def all_units(self) -> list[int]:
        """The units of its addresses too, in their order."""
        return sorted({*self.units, *(address.unit for address in self.at)})


class Known(NamedTuple):
    """What an event may name: entries by id (and those that are places), works by key, the text."""

    entries: Collection[str]
    places: Collection[str]
    works: Collection[str]
    text: Text


def read_events(path: Path, known: Known) -> tuple[list[Event], list[Problem]]:
    """Read every event, in the order of the file; of what it names, only what is known is kept."""
    try:
        records = read_records(path, Mistake.EVENT, EMPTY, fatal=True)
    except CannotRead as error:
        return [], [error.problem]
    if not isinstance(records, list) or not all(isinstance(record, Record) for record in records):
        return [], [Problem(Mistake.EVENT, at(path, 1), EMPTY, fatal=True)]
    events: list[Event] = []
    problems: list[Problem] = []
    for record in records:
        fields = Fields(record, path, EVENT)
        events.append(_event(fields, known))
        problems += fields.problems
    problems += [*_in_order(events, path), *_doubled(events, path)]
    return events, problems


def _event(fields: Fields, known: Known) -> Event:
    date = _date(fields)
    event = Event(
        id=_id(fields, date),
        date=date,
        sentence=_sentence(fields),
        places=tuple(_named(fields, "places", known.places, "place", "Write the name of its file, without .md.")),
        entries=tuple(_named(fields, "entries", known.entries, "entry", "Write the name of its file, without .md.")),
        at=tuple(_addresses(fields, known.text)),
        units=tuple(_units(fields, known.text)),
        sources=tuple(_sources(fields, known.works)),
        line=fields.record.line,
    )
    if not (fields.record.get("at") or fields.record.get("units")):
        sentence = 'This event is told of no place in the text. Write at: ["5.3"], or units: [5].'
        fields.report("id", sentence)
    return event


def _id(fields: Fields, date: str) -> str:
    """The id, which tells the date of the event, or the one that it had `once`, when the id was published."""
    name, match = fields.text("id"), ID.fullmatch(fields.text("id"))
    date = (fields.dates("once") or date).partition("/")[0]
    if name and not match:
        fields.report("id", f"“{name}” is no id of an event. Write e, its first date and a word: e1922-04-16-rapallo.")
    elif match and date and match[1] != date:
        sentence = (
            f"“{name}” does not begin with the date of the event, e{date}. Correct one of them; "
            f"where the date was corrected and the id is published, write once: {match[1]}."
        )
        fields.report("id", sentence)
    return name


def _date(fields: Fields) -> str:
    date = fields.dates("date")
    if date.endswith("/"):
        fields.report("date", f"“{date}” has no end. Write the day on which it ended, or leave out the slash.")
    return date


def _sentence(fields: Fields) -> str:
    sentence = fields.text("sentence")
    if sentence and not sentence.endswith((".", ".”")):
        fields.report("sentence", "The sentence has no full stop. Write one sentence, and end it.")
    return sentence or "…"  # its absence was reported


def _named(fields: Fields, field: str, known: Collection[str], what: str, remedy: str) -> Iterator[str]:
    for name in fields.texts(field):
        if name in known:
            yield name
        else:
            fields.report(field, f"“{name}” is no {what} of the glossary.{closest(name, known)} {remedy}")


def _addresses(fields: Fields, text: Text) -> Iterator[Address]:
    for address in fields.addresses("at"):
        if address in text.by_address:
            yield address
        else:
            hint = closest(str(address), map(str, text.by_address))
            sentence = f"There is no sentence {address} in the text.{hint} Correct the address."
            fields.report("at", sentence, Mistake.ADDRESS)


def _units(fields: Fields, text: Text) -> Iterator[int]:
    for number in fields.texts("units"):
        if whole_number(number) in text.by_number:
            yield int(number)
        else:
            units = list(text.by_number) or [0]
            said = f"The text has no unit {brief(number)}; its units are {units[0]} to {units[-1]}."
            fields.report("units", f"{said} Correct the number.", Mistake.UNIT)


def _sources(fields: Fields, works: Collection[str]) -> Iterator[str]:
    """Those whose key is known; a source is a key alone or, as in a citation, key{pp. 5–7}."""
    for source in fields.texts("sources"):
        match = SOURCE.fullmatch(source)
        key = match[1] if match else source
        if key in works:
            yield source
        else:
            sentence = f"The bibliography has no work “{key}”.{closest(key, works)} Correct the key, or add the work."
            fields.report("sources", sentence, Mistake.SOURCE)


def _in_order(events: list[Event], path: Path) -> Iterator[Problem]:
    for before, event in pairwise(event for event in events if event.date):
        if order(event.begins) < order(before.begins):
            sentence = f"{event.begins} stands after {before.begins}. Move one of them: the order is that of the dates."
            yield Problem(Mistake.EVENT, at(path, event.line), sentence)


def _doubled(events: list[Event], path: Path) -> Iterator[Problem]:
    known: dict[str, int] = {}
    for event in events:
        line = known.setdefault(event.id, event.line)
        if event.id and line != event.line:
            sentence = f"Line {line} has the id “{event.id}” too. Give this event another word."
            yield Problem(Mistake.EVENT, at(path, event.line), sentence)
