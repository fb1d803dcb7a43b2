"""``emendations.yaml``: the ledger of every editorial change, read and checked."""

from __future__ import annotations

import re
from pathlib import Path

from edition.core.messages import CannotRead, Mistake, Problem, at, closest
from edition.core.model import Address, Emendation, Ledger, Regularisation
from edition.core.records import Record, read_records

LEDGER = "emendations.yaml"
KINDS = ("page-break", "spacing", "sic", "correction")


def read_ledger(folder: Path) -> tuple[Ledger, list[Problem]]:
    """Read the ledger; entries that cannot be understood are left out and reported.

    Raises CannotRead where the file is missing or is not YAML.
    """
    path = folder / LEDGER
    records = read_records(path, Mistake.EMENDATION, "A text without emendations has an empty ledger: emendations: []")
    if not isinstance(records, Record):
        problem = Problem(Mistake.EMENDATION, at(path, 1), "Write two lists, “regularisations” and “emendations”.")
        raise CannotRead(problem)
    emendations, regularisations, problems = [], [], []
    for record in records.get("regularisations") or ():
        try:
            regularisations.append(_regularisation(record))
        except ValueError as error:
            problems.append(Problem(Mistake.EMENDATION, at(path, getattr(record, "line", 1)), str(error)))
    for record in records.get("emendations") or ():
        try:
            emendations.append(_emendation(record))
        except ValueError as error:
            problems.append(Problem(Mistake.EMENDATION, at(path, getattr(record, "line", 1)), str(error)))
    return Ledger(tuple(emendations), tuple(regularisations)), problems


def _fields(record: object, names: tuple[str, ...]) -> list[str]:
    if not isinstance(record, Record):
        raise ValueError(f"This is not an entry. Write the fields {', '.join(names)}.")
    for name in names:
        if not isinstance(record.get(name), str) or (not record[name] and name != "edition"):
            raise ValueError(f"The field “{name}” is missing or not text. Write {name}: …")
    return [record[name] for name in names]


def _regularisation(record: object) -> Regularisation:
    name, pattern, edition, reason = _fields(record, ("name", "pattern", "edition", "reason"))
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"The pattern of “{name}” is not a regular expression: {error}. Mend it.") from None
    try:
        compiled.sub(edition, "")  # looks at the replacement, whether anything matches or not
    except (re.error, IndexError) as error:
        raise ValueError(f"The edition of “{name}” is no replacement for its pattern: {error}. Mend it.") from None
    return Regularisation(name, pattern, edition, reason, getattr(record, "line", 1))


def _emendation(record: object) -> Emendation:
    written, kind, witness, reason = _fields(record, ("at", "kind", "witness", "reason"))
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is no kind of emendation; the kinds are {', '.join(KINDS)}.{closest(kind, KINDS)}")
    try:
        address = Address.parse(written)
    except ValueError as error:
        raise ValueError(f"{error}.") from None
    # What stands as it is (sic) need not be written twice.
    edition = _fields(record, ("edition",))[0] if kind != "sic" else witness
    return Emendation(address, kind, witness, edition, reason, getattr(record, "line", 1))
