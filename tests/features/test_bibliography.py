"""The bibliography of a small edition, built: lists and citations agree, in print as well, and in another language."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from lxml import html

from tests.printed import on_one_line, read_words
from tests.small import build

WORKS = """
@book{editors, verified = {here}, author = {Ash, Una},
  editor = {Birch, Vic and Cole, W.}, title = {The “Lamp”}, doi = {10.1000/182}}
@misc{nobodys, verified = {here}, title = {The “Wick”}, year = {1913}}
@online{office, verified = {here}, organization = {Harbor Office}, title = {Lamps}}
@online{office2, verified = {here}, organization = {Harbor Office}, title = {Wicks}, year = {n.d.}}
"""
GERMAN = {"and": "und", "edited by": "herausgegeben von", "n.d.": "o. J."}
CITED = "{cite:p}`editors`, {cite:p}`nobodys`, {cite:p}`office,office2`"


@pytest.fixture
def quay(tale: Path) -> Path:
    """The small edition with more works, and a catalogue for German."""
    for name, words, more in (("bibliography.bib", "", WORKS), ("pages/01.md", "not told", f"not told {CITED}")):
        path = tale / name
        path.write_text(
            path.read_text("utf-8").replace(words or more, more or words) + ("" if words else more), "utf-8"
        )
    catalog = Catalog(locale="de", charset="utf-8")
    for english, german in GERMAN.items():
        catalog.add(english, german)
    path = tale / "locales" / "de" / "LC_MESSAGES" / "edition.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as opened:
        write_po(opened, catalog)
    return tale


def listed(site: Path) -> list[str]:
    works = html.parse(site / "bibliography.html").xpath("//ul[contains(@class, 'works')]/li/p[1]")
    return [work.text_content().replace("\N{NO-BREAK SPACE}", " ") for work in works]


def cited(site: Path) -> list[str]:
    found = html.parse(site / "pages" / "01.html").xpath("//*[@class='citation' or @class='bibtex-citation']")
    return [citation.text_content() for citation in found]


def test_lists_and_citations_speak_the_language_of_the_editors(quay: Path) -> None:
    site = quay / "_build"
    build(quay, "html", site, "-D", "language=de")
    assert listed(site) == [
        "Ash, Una. o. J. The “Lamp.” Herausgegeben von Vic Birch und W. Cole. https://doi.org/10.1000/182",
        "Harbor Office. o. J.-a. “Lamps.”",
        "Harbor Office. o. J.-b. “Wicks.”",
        "Nobody. 1912. Tales of the Quay.",
        "“The ‘Wick.’” 1913.",
    ]
    assert {"(Ash o. J.)", "(“The ‘Wick’” 1913)", "(Harbor Office o. J.-a, Harbor Office o. J.-b)"} <= {*cited(site)}
    assert "(The editors, o. J.)" in (site / "glossary" / "ada.html").read_text("utf-8")
    build(quay, "html", site)  # what the build before has left of the works is in German
    assert "Harbor Office. n.d.-a. “Lamps.”" in listed(site)
    assert "(Harbor Office n.d.-a, Harbor Office n.d.-b)" in cited(site)


def test_print_has_the_same_references_and_the_link(quay: Path) -> None:
    folder = quay / "_build" / "downloads"
    build(quay, "pdf", folder)
    words = on_one_line(read_words(folder / "edition.pdf"))
    assert "The “Lamp.” Edited by Vic Birch and W. Cole." in words
    assert "“The ‘Wick.’” 1913." in words
    with pikepdf.open(folder / "edition.pdf") as opened:
        links = [
            str(note.A.URI) for page in opened.pages for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {})
        ]
    assert "https://doi.org/10.1000/182" in links
