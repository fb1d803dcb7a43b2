"""What the edition is made of: frozen, and without Sphinx.

The words are those of the field: a *witness* is divided into *units*, *paragraphs* and *sentences*; a *reading* is
one place where the edition departs from the witness (or says that it does not), and the *ledger* is their list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

ADDRESS = re.compile(r"(0|[1-9][0-9]{0,4})\.([1-9][0-9]{0,4})")
WORDS_A_MINUTE = 100  # of an argument that one follows; a story goes twice as fast


@dataclass(frozen=True, order=True, slots=True)
class Address:
    """The permanent number of a sentence: ``4.7`` is sentence 7 of unit 4."""

    unit: int
    sentence: int

    @classmethod
    def parse(cls, written: str) -> Address:
        """Read ``4.7``.  Raises ValueError for anything else, ``4.07`` and ``4`` included."""
        match = ADDRESS.fullmatch(written)
        if match is None:
            raise ValueError(f"“{written[:60]}” is not an address; write unit and sentence, for instance 4.7")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.unit}.{self.sentence}"

    @property
    def id(self) -> str:
        """The name of the sentence in every output: element id, PDF destination, ``xml:id``."""
        return f"s{self}"


@dataclass(frozen=True, slots=True)
class Emendation:
    """One intervention by the editor, as the ledger lists it at `line`."""

    at: Address
    kind: str
    witness: str
    edition: str
    reason: str
    line: int

    @property
    def milestone(self) -> int | None:
        """For a page break: how many characters of the edition reading precede it."""
        if self.kind != "page-break":
            return None
        differ = (i for i, (a, b) in enumerate(zip(self.witness, self.edition, strict=False)) if a != b)
        offset = next(differ, min(len(self.witness), len(self.edition)))
        return offset + self.edition[offset:].startswith(" ")


@dataclass(frozen=True, slots=True)
class Regularisation:
    """A rule that applies wherever `pattern` matches the witness, as the ledger lists it at `line`."""

    name: str
    pattern: str
    edition: str
    reason: str
    line: int

    kind = "regularisation"


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place in the witness, between the words `before` and `after`, where sentences part, or do not."""

    parts: bool
    before: str
    after: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every editorial change to the witness, single emendations and rules; and every one to its division."""

    emendations: tuple[Emendation, ...] = ()
    regularisations: tuple[Regularisation, ...] = ()
    boundaries: tuple[Boundary, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One application of the ledger: `edition` stands `start` characters into the reading text, for `witness`."""

    start: int
    witness: str
    edition: str
    source: Emendation | Regularisation

    @property
    def end(self) -> int:
        return self.start + len(self.edition)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, and the white space that parts it from the next."""

    address: Address
    text: str
    after: str
    start: int
    seal: str
    line: int
    readings: tuple[Reading, ...] = ()

    @property
    def milestones(self) -> tuple[int, ...]:
        """Where pages of the printed book begin, in characters from the start of the sentence."""
        found = (
            reading.start + reading.source.milestone - self.start
            for reading in self.readings
            if isinstance(reading.source, Emendation) and reading.source.milestone is not None
        )
        return tuple(offset for offset in found if 0 <= offset < len(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a unit, numbered for display; sentences are what carries addresses."""

    number: int
    sentences: tuple[Sentence, ...]


def minutes_for(sentences: Iterable[Sentence]) -> int:
    """How long they take to read, one at least; nothing, where their words are withheld."""
    words = sum(len(sentence.text.split()) for sentence in sentences)
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0


@dataclass(frozen=True, slots=True)
class Unit:
    """The introduction (0) or a numbered proposition; `label` is the number as the witness prints it (``4. ``)."""

    number: int
    label: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        for paragraph in self.paragraphs:
            yield from paragraph.sentences

    @property
    def minutes(self) -> int:
        return minutes_for(self.sentences)


@dataclass(frozen=True)
class Text:
    """The reading text: title and units, and every reading by which it departs from the witness."""

    title: str = ""
    after_title: str = ""
    units: tuple[Unit, ...] = ()
    readings: tuple[Reading, ...] = field(default=())

    @property
    def sentences(self) -> Iterator[Sentence]:
        for unit in self.units:
            yield from unit.sentences

    @property
    def minutes(self) -> int:
        return minutes_for(self.sentences)

    @cached_property
    def by_address(self) -> dict[Address, Sentence]:
        return {sentence.address: sentence for sentence in self.sentences}

    @cached_property
    def by_number(self) -> dict[int, Unit]:
        return {unit.number: unit for unit in self.units}

    def __str__(self) -> str:
        """The whole reading text as one string, white space included."""
        parts = [self.title, self.after_title]
        for unit in self.units:
            parts.append(unit.label)
            parts.extend(part for sentence in unit.sentences for part in (sentence.text, sentence.after))
        return "".join(parts)
