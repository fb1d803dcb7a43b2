"""``addresses.yaml``: every address ever published, with its page and first words.  A promise, and its check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.core.model import Address, Paragraph, Sentence, Text, Unit
from edition.core.records import Record, read_records

ADDRESSES = "addresses.yaml"
REMEDY = "Publish the addresses of the text: make addresses."
FIRST_WORDS = 5


class Published(NamedTuple):
    """One promise: the sentence `address` stands on `page`; `seal` is the start of its witness words' SHA-256."""

    address: Address
    page: str
    paragraph: int
    begins: str
    seal: str
    line: int


def first_words(sentence: Sentence) -> str:
    return " ".join(sentence.text.split()[:FIRST_WORDS])


def read_addresses(folder: Path) -> tuple[list[Published], list[Problem]]:
    """Read every promise, in the order of the file.  Raises CannotRead where the file is missing or is not YAML."""
    path = folder / ADDRESSES
    records = read_records(path, Mistake.ADDRESS, REMEDY)
    if records is None:
        raise CannotRead(Problem(Mistake.ADDRESS, at(path, 1), f"There are no addresses here. {REMEDY}"))
    if not isinstance(records, Record):
        raise CannotRead(Problem(Mistake.ADDRESS, at(path, 1), "This is no list of addresses. Restore the file."))
    published: list[Published] = []
    problems: list[Problem] = []
    for written, record in records.items():
        line = getattr(record, "line", 1)
        try:
            address, paragraph = Address.parse(written), int(record["paragraph"])
            said = [record[name] for name in ("page", "begins", "seal")]
            page, begins, seal = (word for word in said if isinstance(word, str))
            if published and (address.unit == published[-1].address.unit) and address < published[-1].address:
                sentence = f"{address} stands behind {published[-1].address}. Put the addresses in their order."
                problems.append(Problem(Mistake.ADDRESS, at(path, line), sentence))
            published.append(Published(address, page, paragraph, begins, seal, line))
        except (ValueError, KeyError, TypeError):
            sentence = (
                f"“{written}” is not a published address with page, paragraph, begins and seal. Restore the line."
            )
            problems.append(Problem(Mistake.ADDRESS, at(path, line), sentence))
    return published, problems


def check_addresses(text: Text, published: Iterable[Published], folder: Path, file: str) -> Iterator[Problem]:
    """Compare the division of the text with what was published, unit by unit."""
    path, promises = folder / ADDRESSES, _by_unit(published)
    for number in sorted(promises.keys() | text.by_number.keys()):
        old = promises.get(number, [])
        new = list(text.by_number[number].sentences) if number in text.by_number else []
        matcher = SequenceMatcher(None, [p.seal for p in old], [s.seal for s in new], autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag == "equal":
                continue
            if j - i == m - k:
                yield from (_changed(promise, at(path, promise.line)) for promise in old[i:j])
            elif tag == "insert":
                yield _unknown(new[k:m], at(folder / file, new[k].line), path)
            elif tag == "delete":
                yield _lost(old[i:j], at(path, old[i].line))
            else:
                yield _divided(old[i:j], new[k:m], at(path, old[i].line))


def _by_unit(published: Iterable[Published]) -> dict[int, list[Published]]:
    ordered = sorted(published)
    return {number: list(promises) for number, promises in groupby(ordered, key=lambda p: p.address.unit)}


def _changed(promise: Published, place: str) -> Problem:
    sentence = (
        f"{promise.address} (“{promise.begins} …”) has other words in the witness than when it was published. "
        "Restore them."
    )
    return Problem(Mistake.ADDRESS, place, sentence)


def _span(first: Address, last: Address) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _unknown(new: list[Sentence], place: str, path: Path) -> Problem:
    span = _span(new[0].address, new[-1].address)
    sentence = (
        f"{span} (“{first_words(new[0])} …”) is not in {path.name}. "
        "If the sentence is divided rightly, publish it: make addresses."
    )
    return Problem(Mistake.ADDRESS, place, sentence)


def _lost(old: list[Published], place: str) -> Problem:
    span = _span(old[0].address, old[-1].address)
    sentence = (
        f"The published address {span} (“{old[0].begins} …”) is lost: the text has no such sentence. Restore the text."
    )
    return Problem(Mistake.ADDRESS, place, sentence)


def _divided(old: list[Published], new: list[Sentence], place: str) -> Problem:
    span = _span(old[0].address, old[-1].address)
    sentence = (
        f"{span} (“{old[0].begins} …”) was published as {len(old)} sentence(s) and is now divided into {len(new)}. "
        "Restore the words, or keep the division: an abbreviation in witness.yaml, divide or join in emendations.yaml."
    )
    return Problem(Mistake.ADDRESS, place, sentence)


def withhold(published: Iterable[Published], title: str) -> Text:
    """The frame of the text without its words: every address, in its unit and paragraph, empty."""
    units = []
    for number, promises in _by_unit(published).items():
        paragraphs = tuple(
            Paragraph(nth, tuple(Sentence(p.address, "", " ", 0, p.seal, p.line) for p in group))
            for nth, group in groupby(promises, key=lambda p: p.paragraph)
        )
        units.append(Unit(number, f"{number}. " if number else "", paragraphs))
    return Text(title, "\n", tuple(units))


def are_missing(problem: Problem) -> bool:
    """Whether publishing is all that a problem asks for: there is no list of addresses yet, or an empty one."""
    return problem.mistake is Mistake.ADDRESS and problem.sentence.endswith(REMEDY)


def publish(text: Text, pages: Mapping[int, str], published: Iterable[Published]) -> list[Published]:
    """Every promise, what was published before as it was, and new sentences on the pages that draw their units."""
    promises = {promise.address: promise for promise in published}
    for unit in text.units:
        for paragraph in unit.paragraphs:
            for s in paragraph.sentences:
                new = Published(s.address, pages[unit.number], paragraph.number, first_words(s), s.seal, 0)
                promises.setdefault(s.address, new)
    return sorted(promises.values())


def write_addresses(promises: Iterable[Published]) -> str:
    """The whole file."""
    lines = [
        "# Every published address, with its page, paragraph and first words: a promise, kept by the build.",
        "# Written by `make addresses`, which adds and never takes away; `seal` proves the witness words unchanged.",
    ]
    for promise in promises:
        page = promise.page if re.fullmatch(r"[\w./-]+", promise.page) else _quoted(promise.page)
        lines.append(
            f'"{promise.address}": {{page: {page}, paragraph: {promise.paragraph}, '
            f'begins: {_quoted(promise.begins)}, seal: "{promise.seal}"}}'
        )
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
