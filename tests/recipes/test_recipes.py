"""The recipes of CONTRIBUTING followed: a feature, an output, a kind of annotation, each a folder and a word in a list.

The extension is copied, the folder beside this file laid into it, and the lists lengthened as the recipe says.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import page
import pytest
from lxml import etree

from tests.printed import on_one_line, read_words
from tests.small import ROOT, build_apart

HERE = Path(__file__).parent


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A copy of the extension, in which a recipe may be followed."""
    shutil.copytree(ROOT / "edition", tmp_path / "code" / "edition", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "code"


def lengthen(code: Path, file: str, old: str, new: str) -> None:
    """Change one list of one file, which must have it once."""
    path = code / "edition" / file
    words = path.read_text("utf-8")
    assert words.count(old) == 1, f"{file} has “{old}” {words.count(old)} times"
    path.write_text(words.replace(old, new), "utf-8")


def add(page: Path, words: str) -> None:
    page.write_text(page.read_text("utf-8") + words, "utf-8")


def test_a_feature_is_a_folder_and_a_word(code: Path, tale: Path) -> None:
    shutil.copytree(HERE / "pullquote", code / "edition" / "features" / "pullquote")
    lengthen(code, "__init__.py", '    "headnote",\n', '    "headnote",\n    "pullquote",\n')
    add(tale / "pages" / "01.md", "\n:::{pullquote} 1.2\n:::\n")
    build_apart(tale, "html", tale / "_build", code=code)
    html = etree.fromstring((tale / "_build" / "pages" / "01.html").read_bytes())
    said = html.xpath("//aside[@class='pullquote']/p/text()")
    sentence = html.xpath("//span[@id='s1.2']")[0]
    words = "".join(sentence.xpath(".//text()[not(ancestor::*[@data-editorial])]"))
    assert said == [words]
    build_apart(tale, "pdf", tale / "_build" / "downloads", code=code)
    handout = tale / "_build" / "downloads" / "01.pdf"
    assert page.validate_pdf(str(handout), profile="ua1").is_compliant
    assert words in on_one_line(read_words(handout)), "whole, where the text has the mark of a note among its words"
    # What the page shows of the text is its view: it follows a change of the ledger.
    ledger = tale / "source" / "emendations.yaml"
    ledger.write_text(ledger.read_text("utf-8").replace("edition: “", "edition: «"), "utf-8")
    build_apart(tale, "html", tale / "_build", code=code)
    changed = etree.fromstring((tale / "_build" / "pages" / "01.html").read_bytes())
    assert changed.xpath("//aside[@class='pullquote']/p/text()") != said


def test_an_output_is_a_folder_and_a_word(code: Path, tale: Path) -> None:
    shutil.copytree(HERE / "plain", code / "edition" / "outputs" / "plain")
    lengthen(code, "__init__.py", 'OUTPUTS = ("web",', 'OUTPUTS = ("plain", "web",')
    build_apart(tale, "plain", tale / "_plain", code=code)
    words = (tale / "_plain" / "edition.txt").read_text("utf-8")
    assert [line.split()[0] for line in words.splitlines() if not line.startswith(" ")] == [
        *("0.1", "0.2"),
        *("1.1", "1.2", "1.3", "1.4"),
        *("2.1", "2.2", "2.3", "2.4"),
    ]
    assert "\n  a my brother (echo): The brother of ." in words


def test_a_kind_of_annotation_is_a_word(code: Path, tale: Path) -> None:
    lengthen(code, "editorial/annotations.py", '"caution", "echo")', '"caution", "echo", "parallel")')
    note = tale / "pages" / "01.md"
    note.write_text(note.read_text("utf-8").replace(":kind: context", ":kind: parallel"), "utf-8")
    site = tale / "_build"
    build_apart(tale, "html", site, code=code)
    html = etree.fromstring((site / "pages" / "01.html").read_bytes())
    assert html.xpath("//div[contains(@class, 'kind-parallel')]//span[@class='kind']/text()") == ["parallel"]
    build_apart(tale, "pdf", site / "downloads", code=code)
    assert "parallel" in on_one_line(read_words(site / "downloads" / "01.pdf")).lower()
    style = (site / "_static" / "edition.css").read_text("utf-8")
    assert '[data-hidden~="parallel"] .kind-parallel' in style, "the reader can leave the kind out"
    assert '"parallel"' in (site / "_static" / "panel.js").read_text("utf-8"), "and is offered to"
