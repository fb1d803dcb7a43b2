"""The index of the search: everything that can be found is in it, the same in every build, and no word withheld."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import proof
from edition.editorial.entries import read_entries

ROOT = Path(__file__).parents[2]


def index_of(site: Path) -> dict[str, Any]:
    script = (site / "_static" / "search-index.js").read_text("utf-8")
    match = re.fullmatch(r"edition\.index=(.*);\n", script)
    assert match is not None, "a plain assignment, on one line"
    found: dict[str, Any] = json.loads(match[1])
    return found


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, Any]:
    return index_of(site)


@cache
def ids(site: Path, page: str) -> set[str]:
    return {unescape(name) for name in re.findall(r'\bid="([^"]+)"', (site / page).read_text("utf-8"))}


def test_every_sentence_can_be_found(index: dict[str, Any]) -> None:
    assert dict(index["text"]) == proof.reading_text(ROOT / "source")


def test_every_entry_can_be_found_under_every_name(index: dict[str, Any]) -> None:
    entries, _ = read_entries(ROOT / "glossary")
    found = {index["pages"][page][0]: fields for page, *fields in index["entries"]}
    assert found.keys() == {f"glossary/{name}.html" for name in entries}
    for entry in entries.values():
        headword, _type, gloss, names, body, at = found[f"glossary/{entry.id}.html"]
        known = {headword, *(name if isinstance(name, str) else name[1] for name in names)}
        assert known >= {*entry.names, *(o.form for o in entry.original), *(o.latin for o in entry.original if o.latin)}
        assert gloss == entry.gloss
        assert len(body.split()) > 20, entry.id
        assert not re.search("[\x02\x03`{}]", body), entry.id
        assert at or not entry.forms, entry.id


def test_every_annotation_is_found_at_its_place(site: Path, index: dict[str, Any]) -> None:
    written = sorted(re.findall(r'class="annotation[^>]*? id="(n[^"]+)"', pages(site, "propositions")))
    assert sorted(note[1] for note in index["notes"]) == [unescape(name) for name in written]
    for address, name, _kind, label, lemma, words in index["notes"]:
        assert name in ids(site, index["pages"][index["units"][address.split(".")[0]]][0])
        assert label
        assert lemma
        assert len(words.split()) > 10, name


def pages(site: Path, folder: str) -> str:
    return "".join(path.read_text("utf-8") for path in sorted((site / folder).glob("*.html")))


def test_every_work_is_found_at_its_place(site: Path, index: dict[str, Any]) -> None:
    keys = re.findall(r"(?m)^@\w+\{([^,\s]+),", (ROOT / "bibliography.bib").read_text("utf-8"))
    assert len(index["works"]) == len(keys)
    for page, name, reference in index["works"]:
        assert name in ids(site, index["pages"][page][0])
        assert len(reference) > 10


def test_every_page_with_prose_is_found_at_its_sections(site: Path, index: dict[str, Any]) -> None:
    listed = {index["pages"][page][0] for page, *_ in index["prose"]}
    every = {str(path.relative_to(site)) for path in site.rglob("*.html")}
    others = {"search.html", "genindex.html", "404.html", *(index["pages"][page][0] for page, *_ in index["entries"])}
    assert every - listed <= others
    for page, name, title, words in index["prose"]:
        assert not name or name in ids(site, index["pages"][page][0])
        assert bool(title) == bool(name)
        assert "\x02" not in words


def test_no_word_of_the_author_is_indexed_as_ours(index: dict[str, Any]) -> None:
    ours = " ".join(words for *_, words in index["prose"])
    assert not [address for address, words in index["text"] if len(words) > 60 and words in ours]


def test_nothing_withheld_is_in_the_index(withheld: Path) -> None:
    index = index_of(withheld)
    assert len(index["text"]) == len(proof.reading_text(ROOT / "source"))
    assert {words for _, words in index["text"]} == {""}
    assert index["notes"]
    shown = json.dumps(index, ensure_ascii=False)
    assert not [
        a for a, words in proof.reading_text(ROOT / "source").items() if len(words.split()) > 9 and words in shown
    ]


def test_nothing_of_sphinx_search_is_left(site: Path) -> None:
    names = {path.name for path in site.rglob("*.js")}
    assert not names & {"searchindex.js", "searchtools.js", "doctools.js", "language_data.js", "sphinx_highlight.js"}
