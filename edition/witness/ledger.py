"""``emendations.yaml``: the ledger of every editorial change, read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from edition.core.messages import CannotRead, Mistake, Problem, at, closest
from edition.core.model import Address, Boundary, Emendation, Ledger, Regularisation
from edition.core.records import Record, read_records

LEDGER = "emendations.yaml"
KINDS = ("page-break", "spacing", "sic", "correction")


def read_ledger(folder: Path) -> tuple[Ledger, list[Problem]]:
    """Read the ledger; entries that cannot be understood are left out and reported.

    Raises CannotRead where the file is missing or is not YAML.
    """
    path = folder / LEDGER
    records = read_records(path, Mistake.EMENDATION, "Restore it; where nothing is emended, write: emendations: []")
    if not isinstance(records, Record):
        problem = Problem(Mistake.EMENDATION, at(path, 1), "Write two lists, “regularisations” and “emendations”.")
        raise CannotRead(problem)
    problems = []
    for name in records:
        if name not in LISTS:
            sentence = f"The ledger has no list “{name}”.{closest(name, LISTS)} Its lists are {', '.join(LISTS)}."
            problems.append(Problem(Mistake.EMENDATION, at(path, records.lines[name]), sentence))
    found: dict[str, list[Any]] = {}
    for name, read in LISTS.items():
        found[name], more = _read_list(records, name, read, path)
        problems += more
    boundaries = (*found["divide"], *found["join"])
    return Ledger(tuple(found["emendations"]), tuple(found["regularisations"]), boundaries), problems


def _read_list(
    records: Record, name: str, read: Callable[[object], Any], path: Path
) -> tuple[list[Any], list[Problem]]:
    written, found, problems = records.get(name) or [], [], []
    if not isinstance(written, list):
        sentence = f"“{name}” must be a list. Write each entry below it, after a hyphen."
        return [], [Problem(Mistake.EMENDATION, at(path, records.lines[name]), sentence)]
    for record in written:
        try:
            found.append(read(record))
        except ValueError as error:
            line = getattr(record, "line", records.lines[name])
            problems.append(Problem(Mistake.EMENDATION, at(path, line), str(error)))
    return found, problems


def _fields(record: object, names: tuple[str, ...], also: tuple[str, ...] = ()) -> list[str]:
    if not isinstance(record, Record):
        raise ValueError(f"This is not an entry. Write the fields {', '.join(names)}.")
    for name in record:
        if name not in (*names, *also):
            raise ValueError(f"Such an entry has no field “{name}”.{closest(name, names)} Correct or delete it.")
    for name in names:
        if not isinstance(record.get(name), str) or (not record[name] and name != "edition"):
            raise ValueError(f"The field “{name}” is missing or not text. Write {name}: …")
    return [record[name] for name in names]


def _regularisation(record: object) -> Regularisation:
    name, pattern, edition, reason = _fields(record, ("name", "pattern", "edition", "reason"))
    try:
        with catch_warnings():
            simplefilter("error")  # the engine warns of what it may read otherwise one day
            compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise ValueError(f"The pattern of “{name}” is not a regular expression: {error}. Mend it.") from None
    try:
        compiled.sub(edition, "")  # looks at the replacement, whether anything matches or not
    except (re.error, IndexError) as error:
        raise ValueError(f"The edition of “{name}” is no replacement for its pattern: {error}. Mend it.") from None
    return Regularisation(name, pattern, edition, reason, getattr(record, "line", 1))


def _emendation(record: object) -> Emendation:
    written, kind, witness, reason = _fields(record, ("at", "kind", "witness", "reason"), ("edition",))
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is no kind of emendation; choose among {', '.join(KINDS)}.{closest(kind, KINDS)}")
    try:
        address = Address.parse(written)
    except ValueError as error:
        raise ValueError(f"{error}.") from None
    assert isinstance(record, Record)
    if kind == "sic":  # need not be written twice
        edition = record.get("edition", witness)
        if edition != witness:
            raise ValueError("What stands as it is (sic) has no other words in the edition. Delete them, or the kind.")
    else:
        (edition,) = _fields(record, ("edition",), ("at", "kind", "witness", "reason"))
        if edition == witness:
            raise ValueError("The words of the edition are those of the witness. Correct them, or write kind: sic.")
    return Emendation(address, kind, witness, edition, reason, record.line)


def _boundary(record: object, *, parts: bool) -> Boundary:
    before, after, reason = _fields(record, ("before", "after", "reason"))
    if not before.strip() or not after.strip():
        raise ValueError("There are no words here. Write those that stand before the place, and those after it.")
    return Boundary(parts, before.strip(), after.strip(), reason, getattr(record, "line", 1))


LISTS: dict[str, Callable[[object], Any]] = {
    "regularisations": _regularisation,
    "emendations": _emendation,
    "divide": partial(_boundary, parts=True),
    "join": partial(_boundary, parts=False),
}
