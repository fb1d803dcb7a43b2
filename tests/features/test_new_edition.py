"""What ``make new`` makes is built at once: in English, and in German with a German text."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from edition.editorial.checking import check
from edition.scaffold.making import Said, make
from tests.conftest import Once
from tests.small import build, face

HERE = Path(__file__).parent
MILL = HERE.parent / "core" / "mill.txt"
FORMER = re.compile(r"Jacobson|Soviet|Conclusion, annotated|Proposition|Rapallo", re.IGNORECASE)
ENTRY = """\
---
entry:
  headword: Grete
  type: person
  forms: [Grete]
  dates: 1890-02-01/1911-10
  gloss: Sie schlägt das Eis los.
  sources: [mueller1911muehle]
  checked: 2026-11-24
  certainty: high
---

Die Tochter des Müllers. Wer sie war, wissen wir aus dem Text allein, denn die Bücher des Dorfes verbrannten, und in
denen der Nachbarn steht von ihr nichts. Sie heißt in dem Satz, der sie nennt, nicht nach ihrem Vater, sondern nach dem,
was sie kann. Dass die anderen es nicht so gut konnten, ist das einzige Urteil, das der Text über Menschen fällt; über
das Wasser fällt er zwei. Wann sie die Mühle verließ, ist nicht bekannt, auch nicht, ob sie es tat: Nach dem Oktober des
Jahres, in dem das Wehr wieder stand, wird sie nirgends mehr genannt {cite:p}`mueller1911muehle`.
"""
EVENT = """\
- id: e1911-05-03-rad
  date: 1911-05-03
  sentence: Das Rad der Mühle bleibt zum ersten Mal stehen.
  at: ["0.2"]
  sources: [mueller1911muehle]
"""
WORK = """\
@book{mueller1911muehle,
  author = {Müller, Grete},
  title = {Die Mühle am Bach},
  year = {1911},
  verified = {https://example.org/muehle}
}
"""


def begun(folder: Path, text: Path, said: Said) -> Path:
    """A new edition, with the text face cut already."""
    make(text, folder, said)
    (folder / "fonts").symlink_to(face(), target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def german(once: Once) -> Path:
    """A German text with German editors: an entry, an event and a work; addresses published, and built."""

    def made(folder: Path) -> str:
        folder.mkdir()
        said = Said("Die Mühle am Bach", "Grete Müller", "Gemeinfrei; CC0 1.0.", "de", "de", "Ada Stein")
        begun(folder / "muehle", HERE / "muehle.txt", said)
        for name, words in (("glossary/grete.md", ENTRY), ("chronology.yaml", EVENT), ("bibliography.bib", WORK)):
            (folder / "muehle" / name).write_text(words, "utf-8")
        for builder, out in (("addresses", "_addresses"), ("pdf", "_build/downloads"), ("html", "_build")):
            build(folder / "muehle", builder, folder / "muehle" / out)
        return ""

    return once("german", made)[0] / "muehle"


def words_of(site: Path, page: str) -> str:
    return BeautifulSoup((site / page).read_text("utf-8"), "lxml").get_text(" ", strip=True)


def test_a_new_edition_is_built_at_once(tmp_path: Path) -> None:
    mill = begun(tmp_path / "mill", MILL, Said("The Mill", "Jane Miller", "CC0."))
    site = mill / "_build"
    build(mill, "html", site)
    assert "Part 1 of 3" in words_of(site, "parts/01.html")
    for path in (path for path in site.rglob("*") if path.is_file()):
        assert not FORMER.search(path.read_bytes().decode("utf-8", "ignore")), path
    # Nothing is promised yet, and the proof says so.
    command = [sys.executable, "proof.py", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=mill)
    assert (done.returncode, "No address is published yet" in done.stdout) == (0, True), done.stderr
    # Without the words there would be nothing at all.
    said = build(mill, "html", mill / "_withheld", "-D", "edition_text=withheld", fails=True)
    assert "make addresses" in said


def test_a_blank_fails_the_build_with_its_sentence(tmp_path: Path) -> None:
    mill = begun(tmp_path / "mill", MILL, Said("The Mill", rights="CC0."))
    said = build(mill, "dummy", mill / "_build", fails=True)
    lines = [line for line in said.splitlines() if "WARNING" in line]
    assert len(lines) == 1
    assert "witness.yaml:5: WARNING: Still to be filled in: the author." in lines[0]


def test_german_words_dates_and_tags(german: Path) -> None:
    site = german / "_build"
    for path in site.rglob("*.html"):
        assert '<html lang="de"' in path.read_text("utf-8"), path
    assert "Teil 1 von 3" in words_of(site, "parts/01.html")
    assert "3. Mai" in words_of(site, "chronology.html")
    assert "1. Februar 1890" in words_of(site, "glossary/grete.html")
    assert "Geprüft am 24. November 2026" in words_of(site, "glossary/grete.html")
    assert "Ada Stein" in words_of(site, "about/index.html")
    script = (site / "_static" / "page.js").read_text("utf-8")
    assert '"Copied.":"Kopiert."' in script
    for path in sorted((site / "downloads").glob("*.pdf")):
        assert str(PdfReader(path).root_object["/Lang"]) == "de-DE", path


def test_no_english_word_is_left_on_german_pages(german: Path) -> None:
    """Forms of citations follow the rules of their styles, which are English; the keys of the keyboard are its own."""
    ours = re.compile(r"\b(the|of|is|in the|page|sentences?|this|with|search|for|note|go|skip|there)\b", re.I)
    for path in sorted((german / "_build").rglob("*.html")):
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        for apart in page.select(".cite dd, script, style, code"):
            apart.extract()
        said = [
            page.get_text(" ").replace("The Literata Project Authors", ""),
            *(str(node[name]) for name in ("aria-label", "title") for node in page.select(f"[{name}]")),
        ]
        found = [words for words in said for words in ours.findall(words)]
        assert found == [], path


def test_a_day_ends_no_german_sentence(german: Path) -> None:
    published = (german / "source" / "addresses.yaml").read_text("utf-8")
    assert re.findall(r'^"(\S+)":', published, re.MULTILINE) == [
        *("0.1", "0.2", "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2")
    ]
    assert 'begins: "Dann beginnt, z. B. im"' in published


def test_a_german_edition_is_proved_and_without_mistake(german: Path, tmp_path: Path) -> None:
    assert check(german) == []
    site = Path(shutil.copytree(german / "_build", tmp_path / "site"))
    command = [sys.executable, str(german / "proof.py"), str(site), "--source", str(german / "source")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("no difference") == 10


def test_a_german_text_in_an_english_edition_is_marked(tmp_path: Path) -> None:
    folder = begun(tmp_path / "mill", HERE / "muehle.txt", Said("Die Mühle", "Grete Müller", "CC0.", "de"))
    build(folder, "html", folder / "_build")
    page = BeautifulSoup((folder / "_build" / "parts" / "01.html").read_text("utf-8"), "lxml")
    assert page.html is not None
    assert page.html["lang"] == "en"
    sentence = page.select_one(".sentence")
    assert sentence is not None
    assert sentence.find_parent(lang="de") is not None or sentence.get("lang") == "de"
    assert "Part 1 of 3" in page.get_text()
