"""The fields of a record as its editor wrote them, each fetched once and in its type.  No Sphinx."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from edition.core.dates import are_dates
from edition.core.messages import Mistake, Problem, at, closest
from edition.core.model import Address
from edition.core.records import Record


class Fields:
    """One record of the kind `name` (“An entry”); what is wrong with it goes to `problems`."""

    def __init__(self, record: Record, path: Path, mistake: Mistake, name: str) -> None:
        self.record, self.path, self.mistake, self.name = record, path, mistake, name
        self.problems: list[Problem] = []

    def report(self, field: str, sentence: str, mistake: Mistake | None = None) -> None:
        line = self.record.lines.get(field, self.record.line)
        self.problems.append(Problem(mistake or self.mistake, at(self.path, line), sentence))

    def check(self, known: Collection[str], necessary: Collection[str]) -> None:
        """Report fields that nobody knows, and those that must be there and are not."""
        for field in self.record:
            if field not in known:
                hint = closest(field, known)
                self.report(field, f"{self.name} has no field “{field}”.{hint} Correct or delete it.")
        for field in necessary:
            if not self.record.get(field):
                mistake = Mistake.SOURCE if field == "sources" else None
                self.report(field, f"The field “{field}” is missing. Add it.", mistake)

    def text(self, field: str) -> str:
        value = self.record.get(field, "")
        if isinstance(value, str):
            return value
        self.report(field, f"“{field}” must be text. Write {field}: … on one line.")
        return ""

    def texts(self, field: str) -> tuple[str, ...]:
        value = self.record.get(field) or []
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(value)
        self.report(field, f"“{field}” must be a list. Write {field}: [one, another].")
        return ()

    def records(self, field: str) -> list[str | Record]:
        value = self.record.get(field) or []
        return value if isinstance(value, list) else [value]

    def choice(self, field: str, choices: tuple[str, ...]) -> str:
        value = self.text(field)
        if value and value not in choices:
            choose = f"choose among {', '.join(choices)}.{closest(value, choices)}"
            self.report(field, f"“{value}” is no {field}; {choose}")
        return value

    def dates(self, field: str) -> str:
        dates = self.text(field)
        if dates and not are_dates(dates):
            write = "Write 1922-04-16, 1922-04, 1922, or two of them with a slash."
            self.report(field, f"“{dates}” is no date. {write}")
        return dates

    def address(self, field: str, written: object) -> Address | None:
        try:
            return Address.parse(written if isinstance(written, str) else str(written))
        except ValueError as error:
            self.report(field, f"{error}.")
            return None

    def addresses(self, field: str) -> Iterator[Address]:
        """Those of a list that are addresses."""
        for written in self.texts(field):
            address = self.address(field, written)
            if address is not None:
                yield address
