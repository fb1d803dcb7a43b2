"""``made.yaml``: the number of the form, the text that this edition was made for, and what was written by ``make new``.

An edition that was not made so may have one with the form and the text alone.  No Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.core.messages import CannotRead, Mistake, Problem, at, closest
from edition.core.records import Record, read_records
from edition.editorial.people import people

MADE = "made.yaml"
CODE = "0.1.0"  # the version of this code, which an edition that is made of it notes
# What changed in the form of what editors write, a sentence for each number: the first is form 1.
FORMS = ("This is the first form that has a number.",)
FORM = len(FORMS)
BLANK = re.compile(r"\[fill in: ([^\]\n]*)\]")
FIELDS = ("form", "code", "settings", "text", "former", "files")
SETTINGS = ("language", "editors", "year")
NAMED = ("author", "title", "part", "unit")


@dataclass(frozen=True)
class Made:
    """What ``made.yaml`` says: `text` is what the witness said last, `former` are names of texts before it.

    `files` is path -> digest of what was written there, `settings` what was said of the edition as it was made.
    """

    form: str = str(FORM)
    code: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    former: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def read_made(folder: Path) -> Made | None:
    """Read ``made.yaml``; None where there is none.  Raises CannotRead where it is no record."""
    path = folder / MADE
    if not path.exists():
        return None
    record = read_records(path, Mistake.SETTINGS, "")
    if not isinstance(record, Record):
        raise CannotRead(Problem(Mistake.SETTINGS, at(path, 1), "This is no record of an edition. Restore the file."))
    _known(record, path, FIELDS)
    parts: dict[str, dict[str, str]] = {}
    for name in ("settings", "text", "files"):
        parts[name] = record.get(name) or {}
        if not isinstance(parts[name], dict) or not all(isinstance(said, str) for said in parts[name].values()):
            sentence = f"“{name}” must be names and words. Restore the file."
            raise CannotRead(Problem(Mistake.SETTINGS, at(path, record.lines[name]), sentence))
    _known(parts["settings"], path, SETTINGS)
    _known(parts["text"], path, NAMED)
    former = record.get("former") or []
    if not isinstance(former, list) or not all(isinstance(name, str) for name in former):
        sentence = "“former” must be a list of names. Write former: [one, another]."
        raise CannotRead(Problem(Mistake.SETTINGS, at(path, record.lines["former"]), sentence))
    form, code = (str(record.get(name, "")) for name in ("form", "code"))
    return Made(form, code, parts["settings"], parts["text"], tuple(former), parts["files"])


def _known(record: Mapping[str, Any], path: Path, names: tuple[str, ...]) -> None:
    for name in record.keys() - set(names):
        line = record.lines[name] if isinstance(record, Record) else 1
        sentence = f"“{name}” is no field here.{closest(name, names)} Correct or delete it."
        raise CannotRead(Problem(Mistake.SETTINGS, at(path, line), sentence))


def check_form(made: Made, path: Path, forms: tuple[str, ...] = FORMS) -> Iterator[Problem]:
    """The number of the form is that which this code reads."""
    number = int(made.form) if made.form.isdecimal() and len(made.form) < 6 else 0
    if not number:
        sentence = f"“{made.form}” is no number of a form. Write form: {len(forms)}, if the files are of that form."
    elif number > len(forms):
        sentence = f"The files are of form {number}, and this code reads form {len(forms)}. Call make upgrade."
    elif number < len(forms):
        changes = " ".join(forms[number:])
        sentence = (
            f"The files are of form {number}, and this code reads form {len(forms)}. {changes} "
            f"Change them so, then write form: {len(forms)}."
        )
    else:
        return
    yield Problem(Mistake.SETTINGS, at(path, 1), sentence)


def former_names(made: Made, witness: Mapping[str, str]) -> list[str]:
    """Names of a text that the witness does not name any more: its author, title, part, and what its units are."""
    now = " ".join(witness.get(name, "") for name in NAMED)
    names = list(made.former)
    for name in NAMED:
        said = made.text.get(name, "")
        if not said or said in now or BLANK.search(said):
            continue
        names.append(said)
        if name == "author":
            names += [family for family in _families(said) if family not in now]
        if name == "unit":  # in the middle of a sentence, and of several
            names += [f"{said}s", said.lower(), f"{said.lower()}s"]
    return list(dict.fromkeys(names))


def _families(author: str) -> list[str]:
    try:
        return [name.family or name.literal for name in people(author)]
    except ValueError:
        return []
