"""The folder ``source/`` read, under its seal, and the way back: the file as received, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.core.model import Ledger, Text
from edition.core.records import Record, read_records
from edition.witness.emending import edit
from edition.witness.form import check_form
from edition.witness.ledger import LEDGER, read_ledger
from edition.witness.sentence_ends import ABBREVIATIONS

WITNESS = "witness.yaml"
NEEDED = ("siglum", "file", "seal", "author", "title", "rights")


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
    lacking = [name for name in NEEDED if not isinstance(record.get(name), str) or not record[name]]
    if lacking:
        names = " and ".join(f"“{name}”" for name in lacking)
        sentence = f"The field {names} is missing, or not text. Write it on one line."
        if len(lacking) > 1:
            sentence = f"The fields {names} are missing, or not text. Write each on a line of its own."
        raise CannotRead(Problem(Mistake.WITNESS, at(path, 1), sentence))
    return record


def read_source(folder: Path) -> Source:
    """Read the text and its ledger.  Raises CannotRead where there is nothing to edit."""
    witness = read_witness(folder)
    path = folder / str(witness["file"])
    content, problems = _unseal(path, witness, folder / WITNESS)
    ledger, ledger_problems = read_ledger(folder)
    text, edit_problems = edit(content, ledger, folder / LEDGER, abbreviations_of(witness))
    problems += check_form(text, content, path)
    return Source(witness, ledger, text, [*problems, *ledger_problems, *edit_problems])


def abbreviations_of(witness: Record) -> frozenset[str]:
    """The words whose full stop ends no sentence: those that every text may have, and those of this one."""
    said = witness.get("abbreviations") or ()
    return ABBREVIATIONS | {word for word in said if isinstance(word, str)}


def _unseal(path: Path, witness: Record, described_at: Path) -> tuple[str, list[Problem]]:
    received = _read(path)
    try:
        content = received.decode("utf-8")
    except UnicodeDecodeError as error:
        line = received.count(b"\n", 0, error.start) + 1
        sentence = (
            f"The text is not UTF-8: byte {error.start} is 0x{received[error.start]:02x}. Put the file back as it was "
            "received; if it was received so, save it as UTF-8 and write the new seal."
        )
        raise CannotRead(Problem(Mistake.WITNESS, at(path, line), sentence)) from None
    if not content.strip():
        sentence = "This file has no words. Put the text here: a title line, and numbered paragraphs, 1. to the last."
        raise CannotRead(Problem(Mistake.WITNESS, at(path, 1), sentence))
    seal, given = _sealed(received), str(witness["seal"]).lower()
    if seal == given:
        return content, []
    as_unix = content.replace("\r\n", "\n").replace("\r", "\n")
    for end, name in {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}.items():
        sealed = as_unix.replace("\n", end)
        if _sealed(sealed.encode()) == given:
            sentence = (
                f"The seal is broken, but only line ends differ: those of {path.name} were {name} when it was sealed. "
                "Put the file back as it was received, and keep git or an editor from changing line ends."
            )
            return sealed, [Problem(Mistake.SEAL, at(described_at, witness.lines["seal"]), sentence)]
    sentence = (
        f"The seal is broken: {path.name} is not the text as received (its SHA-256 is {seal}). Put the file back; "
        "an editor's change belongs in the ledger. For another text on purpose, write this number as the seal."
    )
    return content, [Problem(Mistake.SEAL, at(described_at, witness.lines["seal"]), sentence)]


def _sealed(received: bytes) -> str:
    return hashlib.sha256(received).hexdigest()


def _read(path: Path) -> bytes:
    """The bytes of the text.  Raises CannotRead where there is no file, or one that cannot be read."""
    sentence = (
        "The text is missing. Put the file back as it was received, or build without it: make site TEXT=withheld."
    )
    try:
        if path.is_file():
            return path.read_bytes()
        if path.exists():  # a folder, or what would wait for words for ever
            sentence = "This is no file of words. Name the file of the text in witness.yaml, under “file”."
    except (OSError, ValueError) as error:
        sentence = f"The text cannot be read: {getattr(error, 'strerror', None) or error}. Put a file here that can be."
    raise CannotRead(Problem(Mistake.WITNESS, at(path, 1), sentence))


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
