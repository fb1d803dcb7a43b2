"""The apparatus of the real edition: enough of every kind, linked both ways, in every output."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

from edition.editorial.entries import read_entries
from edition.editorial.matching import find_occurrences
from edition.witness.source import read_source
from tests.printed import WordsOf, on_one_line

ROOT = Path(__file__).parents[2]


def test_every_annotation_is_shown_with_its_kind(site: Path) -> None:
    for path in sorted((ROOT / "propositions").glob("[01]*.md")):
        page = (site / "propositions" / f"{path.stem}.html").read_text("utf-8")
        shown = Counter(re.findall(r'class="annotation kind-(\w+)"', page))
        assert shown == Counter(re.findall(r"(?m)^:kind: (\w+)", path.read_text("utf-8"))), path.name


def test_every_occurrence_is_a_link_and_no_other_word_is(site: Path) -> None:
    text = read_source(ROOT / "source").text
    entries, _ = read_entries(ROOT / "glossary")
    occurrences, _ = find_occurrences(text, entries)
    linked: Counter[str] = Counter()
    for path in (site / "propositions").glob("[01]*.html"):
        page = path.read_text("utf-8")
        linked.update(re.findall(r'<a class="gloss[^"]*" href="[^"]*" data-entry="([^"]+)"', page))
    assert linked == Counter(occurrence.entry for occurrence in occurrences)


def test_every_mention_is_listed_on_the_entry(site: Path) -> None:
    text = read_source(ROOT / "source").text
    entries, _ = read_entries(ROOT / "glossary")
    occurrences, _ = find_occurrences(text, entries)
    for name in entries:
        page = (site / "glossary" / f"{name}.html").read_text("utf-8")
        assert page.count('class="mention"') == sum(1 for o in occurrences if o.entry == name), name


def test_every_gloss_of_a_page_is_on_the_page(site: Path) -> None:
    for path in (site / "propositions").glob("[01]*.html"):
        page = path.read_text("utf-8")
        for entry in set(re.findall(r'data-entry="([^"]+)"', page)):
            assert f'id="term-{entry}"' in page, f"{path.name}: {entry}"


def test_every_note_has_its_mark_and_the_way_back(site: Path) -> None:
    for path in (site / "propositions").glob("[01]*.html"):
        page = path.read_text("utf-8")
        notes = re.findall(r'<div class="annotation [^"]*" id="n([^"]+)"', page)
        marks = re.findall(r'<a id="m([^"]+)" href="#n([^"]+)"', page)
        assert notes
        assert [mark for mark, _ in marks] == [target for _, target in marks] == notes, path.name


@pytest.mark.pdf
def test_the_pdf_has_the_back_matter(site: Path, words_of: WordsOf) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    titles = [str(entry["/Title"]) for entry in reader.outline if not isinstance(entry, list)]
    assert [t for t in titles if t in {"Glossary", "Concordance", "Bibliography", "Index"}] == [
        "Glossary",
        "Concordance",
        "Bibliography",
        "Index",
    ]
    assert "NKID" in "".join(words_of(site / "downloads" / "edition.pdf")[-12:])


@pytest.mark.pdf
def test_a_handout_has_its_terms_and_works(site: Path, words_of: WordsOf) -> None:
    words = on_one_line(words_of(site / "downloads" / "05-neither-genoa-nor-rapallo.pdf"))
    assert "erms of this page" in words
    assert "orks cited here" in words
