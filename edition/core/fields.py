"""The fields of a record as its editor wrote them, each declared, and fetched in its type.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from edition.core.dates import are_dates
from edition.core.messages import Mistake, Problem, at, brief, closest
from edition.core.model import Address
from edition.core.plain import has_markup
from edition.core.records import Record


class Shape(Enum):
    """What can be written in a field; the value says it in a message."""

    WORDS = "words on one line"  # printed as they stand, so without markup
    LINE = "one line"  # printed as it stands, whatever stands in it
    PROSE = "words"  # Markdown, or a notation of its own
    VERBATIM = "text"  # in which every blank and every line end counts
    LIST = "a list of words"
    RECORDS = "a list"  # of records, or words in the place of some
    RECORD_OR_RECORDS = "a record, or a list of records"
    RECORD = "a record"


ONE = (Shape.WORDS, Shape.LINE, Shape.PROSE, Shape.VERBATIM)
Shapes = Mapping[str, "Shape | tuple[str, ...]"]


@dataclass(frozen=True)
class Kind:
    """A kind of record: how a sentence calls it (“An entry”), and what each field may be; a tuple lists its words.

    Every record that an editor writes has one: what is not declared here is refused, and cannot be fetched.
    """

    name: str
    mistake: Mistake
    fields: Shapes
    necessary: Collection[str] = ()
    form: str = ""  # what to write, where there is no record at all


def whole_number(written: str) -> int | None:
    """A number as editors count, from 0 to 99999; nothing for anything else."""
    return int(written) if re.fullmatch("[0-9]{1,5}", written) else None


class Fields:
    """One record of this kind; all that is wrong with its form goes to `problems` as soon as it is read."""

    def __init__(self, record: Record, path: Path, kind: Kind, problems: list[Problem] | None = None) -> None:
        self.record, self.path, self.kind = record, path, kind
        self.problems: list[Problem] = [] if problems is None else problems
        self.wrong: set[str] = set()
        self._check()

    @property
    def line(self) -> int:
        return self.record.line

    def line_of(self, field: str) -> int:
        return self.record.lines.get(field, self.record.line)

    def report(self, field: str, sentence: str, mistake: Mistake | None = None) -> None:
        self.wrong.add(field)
        self.problems.append(Problem(mistake or self.kind.mistake, at(self.path, self.line_of(field)), sentence))

    def _check(self) -> None:
        known = self.kind.fields
        for name, value in self.record.items():
            if name not in known:
                hint = closest(name, known)
                self.report(name, f"{self.kind.name} has no field “{brief(name)}”.{hint} Correct or delete it.")
                continue
            wrong = _misshapen(name, value, known[name]) or (
                _misworded(name, value, known[name]) if isinstance(value, str) else ""
            )
            if wrong:
                self.report(name, wrong)
        for name in self.kind.necessary:
            if name not in self.wrong and not _said(self.record.get(name)):
                mistake = Mistake.SOURCE if name == "sources" else None
                self.report(name, f"The field “{name}” is missing. Add it.", mistake)

    def text(self, field: str) -> str:
        """The words; nothing where there are none."""
        shape, value = self.kind.fields[field], self.record.get(field, "")
        if not isinstance(value, str):
            return ""
        return value if shape is Shape.VERBATIM else value.strip()

    def texts(self, field: str) -> tuple[str, ...]:
        assert self.kind.fields[field] is Shape.LIST
        return tuple(part.strip() for part in self.record.get(field) or ()) if field not in self.wrong else ()

    def records(self, field: str, kind: Kind) -> Iterator[str | Fields]:
        """The parts of a list, each words or the fields of a record of this kind; what is neither is reported."""
        value = self.record.get(field) or []
        for part in (value if isinstance(value, list) else [value]) if field not in self.wrong else ():
            if isinstance(part, Record):
                yield Fields(part, self.path, kind, self.problems)
            elif self.kind.fields[field] is Shape.RECORDS and isinstance(part, str) and _said(part):
                yield part.strip()
            else:
                self.report(field, kind.form)

    def dates(self, field: str) -> str:
        dates = self.text(field)
        if dates and not are_dates(dates):
            write = "Write 1922-04-16, 1922-04, 1922, or two of them with a slash."
            self.report(field, f"“{brief(dates)}” is no date. {write}")
            return ""
        return dates

    def address(self, field: str, written: str) -> Address | None:
        try:
            return Address.parse(written)
        except ValueError as error:
            self.report(field, f"{error}.")
            return None

    def addresses(self, field: str) -> Iterator[Address]:
        """Those of a list that are addresses."""
        for written in self.texts(field):
            address = self.address(field, written)
            if address is not None:
                yield address


def _said(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _misshapen(name: str, value: object, shape: Shape | tuple[str, ...]) -> str:
    """What to write where a list stands in the place of a word, or the reverse; or nothing."""
    if isinstance(shape, tuple) or shape in ONE:
        return "" if isinstance(value, str) else f"“{name}” must be text. Write {name}: … on one line."
    if shape is Shape.RECORD:
        return "" if isinstance(value, Record) else f"“{name}” must have fields. Indent them below it."
    if shape is Shape.RECORD_OR_RECORDS or not _said(value):
        return ""  # a part of them is looked at as it is fetched
    if not isinstance(value, list) or (shape is Shape.LIST and not all(isinstance(part, str) for part in value)):
        return f"“{name}” must be a list. Write {name}: [one, another]."
    return "" if all(map(_said, value)) else f"“{name}” has a place without words. Fill it, or take it out."


def _misworded(name: str, value: str, shape: Shape | tuple[str, ...]) -> str:
    """What is wrong with the words of a field; or nothing."""
    written = value.strip()
    if isinstance(shape, tuple):
        if not written or written in shape:
            return ""
        choose = f"choose among {', '.join(shape)}" if len(shape) > 1 else f"write {shape[0]}, or take the line out"
        return f"“{brief(written)}” is no {name}; {choose}.{closest(written, shape)}"
    if shape in (Shape.WORDS, Shape.LINE) and "\n" in written:
        return f"“{name}” runs over several lines. Write it on one."
    if shape is Shape.WORDS and has_markup(written):
        return f"“{name}” is printed as it stands, and has markup. Write plain words."
    return ""
