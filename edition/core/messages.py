"""Every mistake an editor can make: a closed list with a sentence each, with its place and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path


class Mistake(Enum):
    """The kinds of mistake; the value is the subtype of the warning, ``[edition.seal]``."""

    SETTINGS = "settings"
    """What ``conf.py`` says cannot be read, or is no choice."""
    WITNESS = "witness"
    """The file of the text, or what is said of it, cannot be read."""
    SEAL = "seal"
    """The text is not, byte for byte, the text that was received."""
    EMENDATION = "emendation"
    """An entry of the ledger cannot be carried out."""
    DIVISION = "division"
    """A place named in the ledger cannot be divided or joined."""
    ADDRESS = "address"
    """An address does not exist, was lost, or was never published."""
    BLANK = "blank"
    """Something was left to be filled in."""
    ANOTHER = "another"
    """A file speaks of another text, or does not say of this one what it must."""
    PAGE = "page"
    """A page cannot be read, or is not as a page must be."""
    MARKUP = "markup"
    """Markup that the edition does not have, or that would be lost or printed as it was typed."""
    UNIT = "unit"
    """A unit of the text is drawn by no page, or by two."""
    ENTRY = "entry"
    """An entry of the glossary is not as an entry must be, or nothing leads to it."""
    FORM = "form"
    """A form by which the text names an entry is not in the text, or two entries claim it."""
    GLOSS = "gloss"
    """A gloss role names no known entry."""
    LEMMA = "lemma"
    """An annotation's lemma does not stand in its sentence, or stands there twice."""
    ANNOTATION = "annotation"
    """An annotation is not as an annotation must be."""
    ARGUMENT = "argument"
    """A link between two units is not as such a link must be."""
    LENGTH = "length"
    """A text of ours is shorter or longer than its kind may be."""
    EVENT = "event"
    """An event of the chronology is not as an event must be, or no page shows it."""
    SOURCE = "source"
    """A work is cited that the bibliography does not have, or is there and cited nowhere; or a source is missing."""
    LANGUAGE = "language"
    """Words are marked with a language that is none."""
    PDF = "pdf"
    """A page cannot be set in the PDF."""


ENDLESS = re.compile("(“[^”]{100})[^”]{200,}”")  # words of an editor that no message should quote whole


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what is wrong and what to do, in a sentence each; `place` is ``file:line``."""

    mistake: Mistake
    place: str
    sentence: str
    fatal: bool = False  # where it stands, nothing can be built

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentence", ENDLESS.sub(r"\1 …”", self.sentence))


class CannotRead(Exception):
    """The source is in no state to be edited further; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


def at(path: Path, line: int) -> str:
    """The place of a mistake as Sphinx prints it."""
    return f"{path}:{line}"


def brief(words: str, most: int = 60) -> str:
    """Words of an editor as a message quotes them: what runs on is cut."""
    return words if len(words) <= most else f"{words[:most]} …"


def closest(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """A sentence that names what was perhaps meant, or nothing where none is like it, `least` of 1."""
    matches = get_close_matches(word, list(known), n=1, cutoff=least)
    return f" Did you mean “{matches[0]}”?" if matches else ""
