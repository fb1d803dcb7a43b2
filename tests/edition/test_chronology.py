"""The chronology and the places of the real edition: all are there, linked both ways, on the web and in print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from edition.editorial.entries import Entry, read_entries
from edition.editorial.events import Event, Known, read_events
from edition.editorial.works import keys_in
from edition.witness.source import read_source
from tests.printed import WordsOf

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    return read_entries(ROOT / "glossary")[0]


@pytest.fixture(scope="module")
def events(entries: dict[str, Entry]) -> list[Event]:
    works = re.findall(r"(?m)^@\w+\{([^,]+),", (ROOT / "bibliography.bib").read_text("utf-8"))
    places = [name for name, entry in entries.items() if entry.type == "place"]
    found, problems = read_events(
        ROOT / "chronology.yaml", Known(entries, places, works, read_source(ROOT / "source").text)
    )
    assert problems == []
    return found


class Links(HTMLParser):
    """The links within each element of a page that has an id, and its dates for machines."""

    def __init__(self, page: Path, inside: str) -> None:
        super().__init__()
        self.inside, self.now = inside, ""
        self.links: dict[str, list[str]] = {}
        self.dates: dict[str, list[str]] = {}
        self.units: dict[str, str] = {}
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == self.inside and "id" in named:
            self.now = named["id"]
            self.units[self.now] = named.get("data-units", "")
        if tag == "a":
            self.links.setdefault(self.now, []).append(named.get("href", ""))
        if tag == "time":
            self.dates.setdefault(self.now, []).append(named["datetime"])


def leads_back(site: Path, page: str, event: Event) -> bool:
    return f'chronology.html#{event.id}"' in (site / page).read_text("utf-8")


def test_every_event_is_shown_with_its_date_and_its_units(site: Path, events: list[Event]) -> None:
    page = Links(site / "chronology.html", "li")
    assert events
    assert [name for name in page.units if name.startswith("e")] == [event.id for event in events]
    for event in events:
        assert page.dates[event.id] == event.date.split("/")
        assert page.units[event.id] == " ".join(map(str, event.all_units))


def test_every_event_leads_to_all_that_it_names(site: Path, events: list[Event]) -> None:
    page = Links(site / "chronology.html", "li")
    for event in events:
        links = page.links[event.id]
        assert {f"glossary/{name}.html" for name in event.names} <= set(links), event.id
        assert {str(address) for address in event.at} == {link.partition("#s")[2] for link in links if "#s" in link}
        assert sum(link.startswith("bibliography.html#") for link in links) == len(event.sources)


def test_all_that_an_event_names_leads_back(site: Path, events: list[Event]) -> None:
    units = {path.name[:2]: f"propositions/{path.name}" for path in (site / "propositions").glob("[01]*.html")}
    for event in events:
        for name in event.names:
            assert leads_back(site, f"glossary/{name}.html", event), f"{event.id}: {name}"
        for address in event.at:
            assert leads_back(site, units[f"{address.unit:02}"], event), f"{event.id}: {address}"


def test_every_work_leads_back_to_its_events(site: Path, events: list[Event]) -> None:
    works = (site / "bibliography.html").read_text("utf-8")
    for event in events:
        cited = works.count(f'chronology.html#{event.id}"')
        assert cited == len({key for source in event.sources for key in keys_in(source)}), event.id


def located(entries: dict[str, Entry]) -> Iterator[Entry]:
    yield from (entry for entry in entries.values() if entry.coordinates is not None)


def test_every_place_is_shown_with_what_happened_there(
    site: Path, entries: dict[str, Entry], events: list[Event]
) -> None:
    page = Links(site / "places.html", "section")
    words = (site / "places.html").read_text("utf-8")
    assert list(located(entries))
    for entry in located(entries):
        assert f"glossary/{entry.id}.html" in page.links[f"place-{entry.id}"]
        assert f'places.html#place-{entry.id}"' in (site / "glossary" / f"{entry.id}.html").read_text("utf-8")
        assert any("#s" in link for link in page.links[f"place-{entry.id}"]), "the text names it"
        assert f'<data value="{" ".join(map(str, entry.coordinates or ()))}">' in words
        here = [link for link in page.links[f"place-{entry.id}"] if link.startswith("chronology.html#")]
        assert here == [f"chronology.html#{event.id}" for event in events if entry.id in event.names]


def test_no_style_stands_in_an_attribute(site: Path) -> None:
    for name in ("chronology", "places"):
        assert " style=" not in (site / f"{name}.html").read_text("utf-8")


@pytest.mark.pdf
def test_the_pdf_has_all_events_and_places(
    site: Path, entries: dict[str, Entry], events: list[Event], words_of: WordsOf
) -> None:
    reader, sheets = PdfReader(site / "downloads" / "edition.pdf"), words_of(site / "downloads" / "edition.pdf")
    starts = {
        str(part["/Title"]): reader.get_destination_page_number(part)
        for part in reader.outline
        if not isinstance(part, list)
    }

    def words(first: str, after: str) -> str:
        said = " ".join(sheets[starts[first] : starts[after]])
        return squeezed(re.sub(r"\(p\.\s*\d+\)", "", said))  # the page of what a link leads to

    chronology, places = words("Chronology", "Places"), words("Places", "Registers by type")
    for event in events:
        plain = re.sub(r"\{gloss\}`([^<`]*)[^`]*`", r"\1", event.sentence)
        plain = re.sub(r"\{lang\}`\S+ ([^`]*)`", r"\1", plain)
        assert squeezed(re.split("[,;:]", plain)[0]) in chronology, event.id
        assert event.year in chronology
    for entry in located(entries):
        assert squeezed(f"{entry.headword} in the glossary") in places


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
