"""Markup in every field of every file is refused with a sentence, or is nothing but words in every output.

The leaves are those of the files themselves (`tests.leaves`), so a new field cannot be forgotten; and the files have
every field that the model knows.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import fields as fields_of
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from edition.core.messages import Problem
from edition.core.model import Emendation, Regularisation
from edition.editorial.kinds import KINDS
from tests.conftest import Once
from tests.leaves import Leaf
from tests.planting import MARKUP, leaves_of, plant
from tests.printed import WordsOf, on_one_line
from tests.small import build, lay_out, sphinx

OWN = Path(__file__).with_name("markup")  # laid over the small edition, so that it has every field
# Files of which a site shows something.
SHOWN = {"conf.py", "bibliography.bib", "glossary/ada.md", "source/emendations.yaml", "source/witness.yaml"}


class Planted(NamedTuple):
    """An edition full of markup: the leaves that took it, by their marks; of the others, what was said; the build."""

    folder: Path
    taken: dict[str, Leaf]
    refused: dict[Leaf, list[Problem]]
    said: str


def lay_out_full(folder: Path) -> None:
    """The small edition with every field, and markup in the author's text as well."""
    lay_out(folder)
    shutil.copytree(OWN, folder, dirs_exist_ok=True)


class Elements(HTMLParser):
    """Each element of a page with the names of its attributes, each address that it has, and all words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *sorted(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.words += " ".join(f" {value}" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def pages_of(site: Path) -> dict[str, Elements]:
    return {str(path.relative_to(site)): Elements(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="session")
def clean(once: Once) -> Path:
    """The edition with every field and no markup, built."""

    def make_it(folder: Path) -> str:
        lay_out_full(folder)
        return build(folder, "html", folder / "_build") + build(folder, "pdf", folder / "_build" / "downloads")

    return once("markup-clean", make_it)[0] / "_build"


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Markup in all that is no prose, in site and PDFs."""
    folder = tmp_path_factory.mktemp("fields") / "edition"
    lay_out_full(folder)
    taken, refused = plant(folder, prose=False)
    said = build(folder, "html", folder / "_build") + build(folder, "pdf", folder / "_build" / "downloads")
    return Planted(folder, taken, refused, said)


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Markup in prose, in the site; what Sphinx says of it counts as well as what the check says."""
    folder = tmp_path_factory.mktemp("prose") / "edition"
    lay_out_full(folder)
    taken, refused = plant(folder, prose=True)
    said = sphinx(folder, "-q", "-b", "html", "-d", "_doctrees", ".", "_build").err.replace(f"{folder}/", "")
    return Planted(folder, taken, refused, said)


def look_at_refusals(planted: Planted) -> None:
    """Each has its place and its sentence."""
    for leaf, problems in planted.refused.items():
        for problem in problems:
            file, _, line = problem.place.rpartition(":")
            assert line.isdigit(), (leaf, problem)
            assert Path(file).is_relative_to(planted.folder), (leaf, problem)
            assert len(problem.sentence.split()) > 4, (leaf, problem)


def test_fields_are_refused_or_words(fields: Planted, clean: Path) -> None:
    look_at_refusals(fields)
    site, before = pages_of(fields.folder / "_build"), pages_of(clean)
    assert site.keys() == before.keys()
    for name, page in site.items():
        assert Counter(page.found) == Counter(before[name].found), name  # their order may be that of names
        for shown in re.findall(rf"leaf\d+x (.{{{len(MARKUP[0])}}})", page.words):
            assert shown == MARKUP[0] or "…" in shown, (name, shown)
    words = " ".join(page.words for page in site.values())
    shown = [leaf for found, leaf in fields.taken.items() if f"{found} {MARKUP[0]}" in words]
    assert {leaf.file for leaf in shown} >= SHOWN, shown


def test_scripts_are_data(fields: Planted, clean: Path) -> None:
    site = fields.folder / "_build"
    scripts = [path.relative_to(site) for path in site.rglob("*.js") if "leaf" in path.read_text("utf-8")]
    assert {str(path) for path in scripts} >= {"_static/search-index.js", "_static/known.js", "_static/cite/01.js"}
    for path in scripts:
        begins, _, assigned = (site / path).read_text("utf-8").partition("=")
        assert begins.strip().removeprefix('"use strict";').strip() in (
            "edition.index",
            "edition.known",
            "edition.cited",
            "edition.sentences",
        )
        assert len(json.loads(assigned.strip().removesuffix(";"))) > 0


def test_files_keep_their_form(fields: Planted, clean: Path) -> None:
    """The feed, what is cited, what tells hosts: as many elements, lines and records as without markup."""
    site = fields.folder / "_build"
    for name in ("feed.xml", "sitemap.xml"):
        elements, before = ([one.tag for one in etree.parse(top / name).iter()] for top in (site, clean))
        assert elements == before
    for one in etree.parse(site / "feed.xml").iter("{*}content"):
        assert {name for name, *_ in Elements(one.text or "").found} <= {"ul", "li", "p"}
    for name in ("_headers", "_redirects", ".htaccess", "nginx.conf", "vercel.json", "robots.txt"):
        words = (site / name).read_text("utf-8")
        assert words.count("\n") == (clean / name).read_text("utf-8").count("\n")
        assert "<script" not in words
    cited = sorted(path for path in (site / "downloads" / "cite").rglob("*") if path.is_file())
    assert len(cited) > 3
    for path in cited:
        words = path.read_text("utf-8")
        if path.suffix == ".json":
            assert isinstance(json.loads(words), list)
        elif path.suffix == ".ris":
            assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in words.splitlines() if line)
        else:
            assert words.count("\n@") + words.startswith("@") == 1


def test_print_has_words(fields: Planted, words_of: WordsOf) -> None:
    downloads = fields.folder / "_build" / "downloads"
    for name, least in (("edition", 20), ("01", 3), ("01.large", 3)):
        words = on_one_line(words_of(downloads / f"{name}.pdf")).replace(" ", "")
        assert words.count("<script>alert(1)</script>") >= least
        assert '#read("/etc/passwd")#panic' in words
        assert "{{7*7}}" in words
        assert "root:" not in words


def test_prose_is_refused_or_words(prose: Planted, clean: Path) -> None:
    look_at_refusals(prose)
    site, before = pages_of(prose.folder / "_build"), pages_of(clean)
    for name, page in site.items():
        new = set(page.found) - set(before[name].found)
        assert not [one for one in new if one[0] in ("script", "img") or any(part.startswith("on") for part in one[1:])]
        assert not [one for one in page.addresses if re.match(r"\s*(javascript|data|vbscript):", one, re.IGNORECASE)]
    words = " ".join(page.words for page in site.values())
    for found, leaf in prose.taken.items():
        assert f"{leaf.file}:" in prose.said or f"{found} {MARKUP[0]}" in words, leaf


def test_every_field_of_the_model_is_there(tmp_path: Path) -> None:
    """A field that is added to the model stands in the edition of these tests as well."""
    lay_out_full(tmp_path / "edition")
    ways = {str(part) for leaf, _ in leaves_of(tmp_path / "edition") for part in leaf.way}
    of_ledger = {one.name for kind in (Emendation, Regularisation) for one in fields_of(kind)} - {"address", "line"}
    for known in (*(kind.fields for kind in KINDS), of_ledger):
        assert set(known) <= ways
