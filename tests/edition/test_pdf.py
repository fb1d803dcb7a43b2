"""The PDFs as built, judged by others: PDF/UA-1 and PDF/A-2a, qpdf's library, and a reader's outline."""

from __future__ import annotations

import json
import re
from pathlib import Path

import page
import pikepdf
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from proof import reading_text
from tests.conftest import ROOT, make
from tests.printed import WordsOf

pytestmark = pytest.mark.pdf
UNITS = sorted({int(address.partition(".")[0]) for address in reading_text(ROOT / "source")})
NAMES = ["edition", *(f"{n:02}{large}" for n in UNITS for large in ("", ".large"))]


@pytest.fixture(params=NAMES)
def pdf(request: pytest.FixtureRequest, site: Path) -> Path:
    number, _, large = request.param.partition(".")
    (path,) = (p for p in (site / "downloads").glob(f"{number}*.pdf") if p.stem.endswith(".large") == bool(large))
    return path


def test_standards(pdf: Path) -> None:
    for profile in ("ua1", "2a"):
        verdict = page.validate_pdf(str(pdf), profile=profile)
        assert verdict.is_compliant, verdict.failures


def test_the_file_is_sound(pdf: Path) -> None:
    with pikepdf.open(pdf) as opened:
        assert opened.check_pdf_syntax() == []
        assert str(opened.Root.Lang).startswith("en")
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"]
            assert "CC BY 4.0" in str(metadata["dc:rights"])
            assert metadata["dc:creator"] == ["Jon Jacobson, The editors"]
            assert metadata["pdf:Keywords"]
            assert "The Regents of the University of California" in str(metadata["dc:description"])


@pytest.fixture
def book(site: Path, words_of: WordsOf) -> list[str]:
    """The words of each page of the book."""
    return words_of(site / "downloads" / "edition.pdf")


def test_every_address_is_a_destination(site: Path) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    places = reader.named_destinations
    pages = json.loads((site / "downloads" / "pages.json").read_text("utf-8"))
    assert pages.keys() == {f"s{address}" for address in reading_text(ROOT / "source")}
    for address, number in pages.items():
        assert reader.get_destination_page_number(places[address]) == number - 1


def test_every_sentence_begins_on_the_page_of_its_address(site: Path, book: list[str]) -> None:
    """Its number stands there before its first word.

    Where a page ends right before a sentence, the engine leaves its address there; seldom.
    """
    pages = json.loads((site / "downloads" / "pages.json").read_text("utf-8"))
    letters = ["", *(re.sub(r"[\W_]", "", words) for words in book), ""]
    late = []
    for address, words in reading_text(ROOT / "source").items():
        first = address.partition(".")[2] + re.sub(r"[\W_]", "", words.split()[0])
        number = pages[f"s{address}"]
        if first not in letters[number]:
            assert letters[number + 1].startswith(first), address
            late.append(address)
    assert len(late) <= 1, late


def test_bookmarks_lead_to_every_unit_and_its_paragraphs(site: Path) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    titles = [entry.title for entry in reader.outline if isinstance(entry, Destination) and entry.title is not None]
    units = [title for title in titles if title[0].isdigit()]
    assert len(units) == len(UNITS)
    assert units[5] == "5 Neither Genoa nor Rapallo"
    assert titles.index("Reading the ten propositions") < titles.index(units[0]) < titles.index("Since 1994")
    following = reader.outline[next(i for i, e in enumerate(reader.outline) if getattr(e, "title", "") == units[5]) + 1]
    assert isinstance(following, list)
    assert next(entry.title for entry in following if isinstance(entry, Destination)) == "5.1–5.7"


def test_the_contents_name_pages(site: Path, book: list[str]) -> None:
    pages = json.loads((site / "downloads" / "pages.json").read_text("utf-8"))
    contents = next(words for words in book if words.startswith("Contents"))
    assert f"{pages['s7.1']}" in contents.split("Two forecasts")[1].split()[0]


def test_references_print_the_page(site: Path, book: list[str]) -> None:
    pages = json.loads((site / "downloads" / "pages.json").read_text("utf-8"))
    words = " ".join(book[pages["s5.1"] - 1].split())
    assert f"8.3 (p. {pages['s8.3']})" in words.replace("\u00a0", " ")


def test_references_to_a_page_lead_to_its_head(site: Path, book: list[str]) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    there = reader.named_destinations["glossary/nkid"]
    number = reader.get_destination_page_number(there)
    assert number is not None
    assert "NKID" in book[number]
    chapter = reader.named_destinations["about/since-1994"]
    number = reader.get_destination_page_number(chapter)
    assert number is not None
    assert book[number].startswith("Since 1994")


def test_notes_begin_on_the_page_of_their_mark(pdf: Path) -> None:
    """Or after it.  Where one line has several, the engine may leave some on the page before; seldom."""
    reader = PdfReader(pdf)
    order = {sheet.indirect_reference.idnum: i for i, sheet in enumerate(reader.pages) if sheet.indirect_reference}
    before, seen = [], 0
    for label, destination in reader.named_destinations.items():
        address = re.search(r":n(\d+\.\d+)-", label)
        if address:
            sentence = reader.named_destinations[f"s{address[1]}"]
            first, note = (order[place.raw_get("/Page").idnum] for place in (sentence, destination))
            seen += 1
            if note < first:
                before.append(label)
    assert seen
    assert len(before) <= 2, before


def test_links_lead_to_destinations(pdf: Path) -> None:
    reader = PdfReader(pdf)
    names = set(reader.named_destinations)
    for number, sheet in enumerate(reader.pages):
        for annotation in sheet.get("/Annots") or ():
            action = annotation.get_object().get("/A")
            target = annotation.get_object().get("/Dest")
            assert action or target, f"{pdf.name}: a link on page {number + 1} leads nowhere"
            assert action is None or not str(action.get("/URI", "")).startswith("at:")
            if isinstance(target, str):
                assert target in names, f"{pdf.name}: page {number + 1} leads to {target}"


@pytest.mark.long
def test_same_bytes_twice(built: tuple[Path, str], tmp_path: Path) -> None:
    out, _ = built
    make("pdf", tmp_path)
    for path in sorted((out / "site" / "downloads").glob("*.pdf")):
        assert path.read_bytes() == (tmp_path / "site" / "downloads" / path.name).read_bytes(), path.name
