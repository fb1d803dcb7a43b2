"""Every change of language is marked, on the web and in print: a voice reads each word in its own language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

ROOT = Path(__file__).parents[2]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READ_OUT = {"alt", "aria-label", "content", "placeholder", "title"}
# Script, as Unicode's names of letters begin -> languages that are written in it; "und" with that script, too.
FITTING = {"CYRILLIC": {"be", "bg", "kk", "mk", "mn", "ru", "sr", "uk", "und"}, "CJK": {"ja", "ko", "und", "zh"}}


class Piece(NamedTuple):
    """Words between two tags, or of an attribute, with the language they are in and the ids of all that holds them."""

    language: str
    words: str
    ids: tuple[str, ...]


class Page(HTMLParser):
    """The pieces of a page, in their order."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open: list[tuple[str, str, str]] = [("", "", "")]  # name, language, id
        self.pieces: list[Piece] = []
        self.feed(path.read_text("utf-8"))
        assert len(self.open) == 1, f"{path}: {self.open[-1][0]} is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.open.append((tag, named.get("lang", self.open[-1][1]), named.get("id", "")))
        for name in READ_OUT & named.keys():
            self.handle_data(named[name])
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop()[0] != tag:  # a paragraph may be closed by what holds it
            pass

    def handle_data(self, data: str) -> None:
        self.pieces.append(Piece(self.open[-1][1], data, tuple(name for _, _, name in self.open if name)))

    def marked(self, within: str = "") -> list[tuple[str, str]]:
        """Language and words of all pieces that are not English, on the page or in the element with an id."""
        found = [p for p in self.pieces if p.words.strip() and (not within or within in p.ids)]
        return [(piece.language, piece.words) for piece in found if piece.language.partition("-")[0] != "en"]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {str(path.relative_to(site)): Page(path) for path in sorted(site.rglob("*.html"))}


def scripts(words: str) -> set[str]:
    letters = (unicodedata.name(character, "").partition(" ")[0] for character in words if character.isalpha())
    return {letter for letter in letters if letter in FITTING}


def misfits(pages: dict[str, Page]) -> Iterator[str]:
    """Page and words of everything in Cyrillic or Han letters that does not stand in a language written in them."""
    for name, page in pages.items():
        for piece in page.pieces:
            language, _, rest = piece.language.partition("-")
            for script in scripts(piece.words):
                if language not in FITTING[script] or rest == "Latn":
                    yield f"{name}: {piece.words.strip()} (lang {piece.language!r})"


def test_other_scripts_stand_in_their_language(pages: dict[str, Page]) -> None:
    assert list(misfits(pages)) == []


def test_a_misfit_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html lang="en"><p>The <i lang="ru">передышка</i>, перелом, <i lang="ru-Latn">поворот</i> <b lang="de">国</b>'
        '<img alt="дело"><a title="北伐" lang="zh">北伐</a></p></html>'
    )
    assert [found.split()[1] for found in misfits({"page": Page(page)})] == [",", "поворот", "国", "дело"]


def test_latin_letters_do_not_pass_for_another_script(pages: dict[str, Page]) -> None:
    """What is marked as Russian or Chinese, and not as transliterated, has letters of that script."""
    for name, page in pages.items():
        for language, words in page.marked():
            for script, languages in FITTING.items():
                if language.partition("-")[0] in languages and not language.endswith("-Latn"):
                    assert script in scripts(words), f"{name}: {words} (lang {language!r})"


def test_prose_is_marked(pages: dict[str, Page]) -> None:
    notes = pages["propositions/00-introduction.html"].marked()
    assert ("ru-Latn", "God velikogo pereloma") in notes
    assert ("ru-Latn", "Perelom") in notes
    assert ("ru-Latn", "Peredyshka") in pages["glossary/period-of-respite.html"].marked()


def test_names_of_entries_are_marked(pages: dict[str, Page]) -> None:
    wehrmacht = pages["glossary/wehrmacht.html"].marked()
    assert wehrmacht.count(("de", "Wehrmacht")) == 3  # heading, original form, mention
    assert ("de", "Wehrmacht") in pages["propositions/05-neither-genoa-nor-rapallo.html"].marked("s5.7")
    assert ("de", "Wehrmacht") in pages["glossary/red-army.html"].marked()  # a related entry
    assert ("nl", "Den Haag") in pages["glossary/the-hague.html"].marked()  # an alias whose file says so
    assert (
        pages["glossary/detente.html"].marked().count(("ru-Latn", "razriadka")) == 2
    )  # one is an alias, and says nothing
    assert ("zh-Latn", "Wusa yundong") in pages["glossary/may-30th-movement.html"].marked()


def records() -> dict[str, list[str]]:
    """Key -> the languages that the bibliography gives for its title and its journal or book, in this order."""
    found: dict[str, list[str]] = {}
    for record in re.split(r"^(?=@)", (ROOT / "bibliography.bib").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        key, fields = record.partition("{")[2].partition(",")[0], dict(re.findall(r"^  (\w+) = \{(.*)\}", record, re.M))
        found[key] = [fields[name] for name in ("langid", "hostlangid") if name in fields]
    return found


def test_every_list_of_works_has_the_languages_of_the_records(pages: dict[str, Page]) -> None:
    known, seen = records(), set()
    for name, page in pages.items():
        for work in dict.fromkeys(i[5:] for piece in page.pieces for i in piece.ids if i.startswith("work-")):
            assert [language for language, _ in page.marked(f"work-{work}")] == known[work], f"{name}: {work}"
            seen.add((name.partition("/")[0], *known[work]))
    assert {("glossary", "de"), ("propositions", "ru-Latn"), ("propositions", "fr")} <= seen
    shown = pages["bibliography.html"].marked()
    everywhere = [language for language, words in shown if words != "Wehrmacht"]  # an entry that cites
    assert sorted(everywhere) == sorted(language for languages in known.values() for language in languages)


def languages_in_print(path: Path) -> set[str]:
    """The languages that the marked content of a PDF is in."""
    with pikepdf.open(path) as opened:
        steps = (step for page in opened.pages for step in pikepdf.parse_content_stream(page))
        properties = (step.operands[1] for step in steps if str(step.operator) == "BDC")
        return {
            str(found["/Lang"]) for found in properties if isinstance(found, pikepdf.Dictionary) and "/Lang" in found
        }


@pytest.mark.pdf
def test_print_has_the_languages_of_the_web(site: Path, pages: dict[str, Page]) -> None:
    for path in sorted((site / "downloads").glob("[01]*.pdf")):
        page = pages[f"propositions/{path.stem.removesuffix('.large')}.html"]
        marked = {language.partition("-")[0] for language, _ in page.marked()}
        assert languages_in_print(path) - {"en-US"} == marked, path.name
    everywhere = {language.partition("-")[0] for page in pages.values() for language, _ in page.marked()}
    assert languages_in_print(site / "downloads" / "edition.pdf") == {"en-US", *everywhere}
