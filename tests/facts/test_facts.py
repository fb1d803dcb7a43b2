"""What is so of this text and of its edition as far as they have come, and need not be so of another.

All other tests are laws: they hold of any edition.  An editor who adds an event or a work meets none of these; who
loses some, does.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from edition.editorial.entries import read_entries
from edition.editorial.kinds import TYPES
from proof import reading_text

ROOT = Path(__file__).parents[2]
PAGES = {path.name[:2]: path.read_text("utf-8") for path in sorted((ROOT / "propositions").glob("[01]*.md"))}
WORKS = (ROOT / "bibliography.bib").read_text("utf-8")


def test_the_text_has_eleven_units_and_ninety_sentences() -> None:
    units = Counter(int(address.partition(".")[0]) for address in reading_text(ROOT / "source"))
    assert [units[number] for number in sorted(units)] == [13, 5, 13, 4, 10, 7, 8, 8, 3, 13, 6]
    assert sum(units.values()) == 90
    assert len(PAGES) == 11


def test_there_are_entries_of_every_type() -> None:
    entries, _ = read_entries(ROOT / "glossary")
    assert len(entries) >= 30
    assert {entry.type for entry in entries.values()} == set(TYPES)
    assert sum(1 for entry in entries.values() if entry.coordinates is not None) == 11


def test_every_unit_has_annotations_and_all_have_every_kind() -> None:
    kinds = {name: Counter(re.findall(r"(?m)^:kind: (\w+)", page)) for name, page in PAGES.items()}
    assert all(kinds.values())
    together = sum(kinds.values(), Counter[str]())
    assert set(together) == {"context", "source", "debate", "caution", "echo"}
    assert sum(together.values()) > 150


def test_every_unit_has_three_links_at_least() -> None:
    links = re.findall(r"(?m)^:::\{argument\} (\d+)\.\d+ [a-z ]+ (\d+)\.\d+", "".join(PAGES.values()))
    ends = Counter(int(end) for link in links for end in link)
    assert {number: ends[number] >= 3 for number in range(11)} == dict.fromkeys(range(11), True)


def test_there_are_events() -> None:
    assert len(re.findall(r"(?m)^- id: ", (ROOT / "chronology.yaml").read_text("utf-8"))) >= 80


def test_there_are_works_of_every_kind_and_access() -> None:
    records = re.split(r"(?m)^(?=@)", WORKS)[1:]
    assert len(records) >= 374
    lists = Counter(found[1] if (found := re.search(r"(?m)^  keywords = \{(.*)\}", r)) else "" for r in records)
    assert all(lists[name] > 50 for name in ("primary", "", "reference"))
    linked = [record for record in records if re.search(r"(?m)^  url = ", record)]
    access = Counter(found[1] if (found := re.search(r"(?m)^  access = \{(.*)\}", r)) else "" for r in linked)
    assert all(access[name] >= 20 for name in ("open", "publisher", ""))
