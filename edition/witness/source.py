"""The folder ``source/`` read, under its seal, and the way back: the file as received, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.core.model import Ledger, Text
from edition.core.records import Record, read_records
from edition.witness.division import ABBREVIATIONS
from edition.witness.emending import edit
from edition.witness.ledger import LEDGER, read_ledger

WITNESS = "witness.yaml"


class Source(NamedTuple):
    """The folder ``source/`` as read: what is said of the witness, the ledger, the text, and what is wrong."""

    witness: Record
    ledger: Ledger
    text: Text
    problems: list[Problem]


def read_witness(folder: Path) -> Record:
    """Read ``witness.yaml``.  Raises CannotRead where it or one of its necessary fields is missing."""
    path = folder / WITNESS
    record = read_records(path, Mistake.WITNESS, "It says which file the text is, and its seal; restore it.")
    if not isinstance(record, Record):
        raise CannotRead(Problem(Mistake.WITNESS, at(path, 1), "Nothing is said here of the text. Restore the file."))
    for name in ("siglum", "file", "seal", "author", "title", "rights"):
        if not isinstance(record.get(name), str) or not record[name]:
            raise CannotRead(
                Problem(
                    Mistake.WITNESS, at(path, 1), f"The field “{name}” is missing, or not text. Write it on one line."
                )
            )
    return record


def read_source(folder: Path) -> Source:
    """Read the text and its ledger.  Raises CannotRead where there is nothing to edit."""
    witness = read_witness(folder)
    path = folder / str(witness["file"])
    content, problems = _unseal(path, witness, folder / WITNESS)
    ledger, ledger_problems = read_ledger(folder)
    said = witness.get("abbreviations") or ()
    abbreviations = ABBREVIATIONS | {word for word in said if isinstance(word, str)}
    text, edit_problems = edit(content, ledger, folder / LEDGER, abbreviations)
    return Source(witness, ledger, text, [*problems, *ledger_problems, *edit_problems])


def _unseal(path: Path, witness: Record, described_at: Path) -> tuple[str, list[Problem]]:
    try:
        received = path.read_bytes() if path.is_file() else None
    except OSError:
        received = None
    if received is None:  # missing; a folder; a loop of links; a pipe without end
        raise CannotRead(
            Problem(
                Mistake.WITNESS,
                at(path, 1),
                "The text is missing. Put the file back as it was received, "
                "or build without it: make site TEXT=withheld.",
            )
        )
    try:
        content = received.decode("utf-8")
    except UnicodeDecodeError as error:
        line = received.count(b"\n", 0, error.start) + 1
        raise CannotRead(
            Problem(
                Mistake.WITNESS,
                at(path, line),
                f"The text is not UTF-8: byte {error.start} is 0x{received[error.start]:02x}. "
                "Put the file back as it was received.",
            )
        ) from None
    seal = hashlib.sha256(received).hexdigest()
    if seal == witness["seal"]:
        return content, []
    sentence = (
        f"The seal is broken: {path.name} is not the text as received (its SHA-256 is {seal}). Put the file back; "
        "an editor's change belongs in the ledger. For another text on purpose, write this number as the seal."
    )
    return content, [Problem(Mistake.SEAL, at(described_at, 1), sentence)]


def undo(text: Text) -> bytes:
    """Take back the ledger and the rules: the witness, byte for byte, as it was received.

    Raises ValueError where a reading of the edition does not stand where the text says it stands.
    """
    edited, parts, position = str(text), [], 0
    for reading in text.readings:
        if edited[reading.start : reading.end] != reading.edition:
            raise ValueError(f"“{reading.edition}” does not stand at character {reading.start} of the reading text")
        parts += [edited[position : reading.start], reading.witness]
        position = reading.end
    return "".join([*parts, edited[position:]]).encode("utf-8")
