"""The PDFs as built, judged by others: PDF/UA-1 and PDF/A-2a, qpdf's library, and a reader's outline."""

from __future__ import annotations

import json
from pathlib import Path

import page
import pikepdf
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from tests.conftest import make

NAMES = ["edition", *(f"{n:02}" for n in range(11))]


@pytest.fixture(params=NAMES)
def pdf(request: pytest.FixtureRequest, site: Path) -> Path:
    (path,) = (site / "downloads").glob(f"{request.param}*.pdf")
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
            assert "The Regents of the University of California" in str(metadata["dc:description"])


def test_every_address_is_a_destination_on_its_page(site: Path) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    pages = json.loads((site / "downloads" / "pages.json").read_text("utf-8"))
    assert len(pages) == 90
    for address, number in pages.items():
        destination = reader.named_destinations[address]
        assert reader.get_destination_page_number(destination) == number - 1
        number_in_unit = address.partition(".")[2]
        assert number_in_unit in reader.pages[number - 1].extract_text()


def test_bookmarks_lead_to_every_unit(site: Path) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    titles = [entry.title for entry in reader.outline if isinstance(entry, Destination) and entry.title is not None]
    assert titles[0] == "Contents"
    assert titles[1:12] == [title for title in titles if title[0].isdigit()]
    assert titles[6] == "5 Neither Genoa nor Rapallo"


def test_the_contents_name_pages(site: Path) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    pages = json.loads((site / "downloads" / "pages.json").read_text("utf-8"))
    contents = reader.pages[1].extract_text()
    assert f"{pages['s7.1']}" in contents.split("Two forecasts")[1].split()[0]


def test_references_print_the_page(site: Path) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    pages = json.loads((site / "downloads" / "pages.json").read_text("utf-8"))
    words = " ".join(reader.pages[pages["s5.1"] - 1].extract_text().split())
    assert f"8.3 (p. {pages['s8.3']})" in words.replace("\u00a0", " ")


def test_links_lead_to_destinations(pdf: Path) -> None:
    reader = PdfReader(pdf)
    for number, sheet in enumerate(reader.pages):
        for annotation in sheet.get("/Annots") or ():
            action = annotation.get_object().get("/A")
            target = annotation.get_object().get("/Dest")
            assert action or target, f"{pdf.name}: a link on page {number + 1} leads nowhere"


def test_same_bytes_twice(built: tuple[Path, str], tmp_path: Path) -> None:
    out, _ = built
    make("pdf", tmp_path)
    for path in sorted((out / "site" / "downloads").glob("*.pdf")):
        assert path.read_bytes() == (tmp_path / "site" / "downloads" / path.name).read_bytes(), path.name
