"""Anchors of headings last: they are made of the words, in whatever script, and do not change with their neighbors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.base.anchors import anchor_of
from tests.small import build

HEADINGS = """
## Первый вопрос

See [the second](#second).

## Notes

(second)=
## Второй вопрос

## Notes
"""


def anchors(tale: Path, more: str = "") -> list[str]:
    """The anchors of a page with these headings behind its own."""
    path = tale / "apparatus.md"
    before = path.read_text("utf-8")
    path.write_text(f"{before}{more}{HEADINGS}", "utf-8")
    build(tale, "html", tale / "_build")
    path.write_text(before, "utf-8")
    page = (tale / "_build" / "apparatus.html").read_text("utf-8")
    assert 'href="#second"' in page
    return re.findall(r'<section id="([^"]+)"', page)


def test_anchors_are_made_of_words_and_last(tale: Path) -> None:
    found = anchors(tale)
    assert found[1:] == ["первый-вопрос", "notes", "second", "notes-2"]
    assert anchors(tale, "\n## Вопрос ещё один\n") == [found[0], "вопрос-ещё-один", *found[1:]]


def test_they_are_found_and_printed(tale: Path) -> None:
    anchors(tale)
    index = (tale / "_build" / "_static" / "search-index.js").read_text("utf-8")
    assert '"первый-вопрос","Первый вопрос"' in index
    build(tale, "pdf", tale / "_build" / "downloads")


@pytest.mark.parametrize(
    ("words", "anchor"), [("Первый, «вопрос»!", "первый-вопрос"), ("Ωμέγα 2", "ωμέγα-2"), ("日本", "日本"), ("?!", "")]
)
def test_an_anchor_is_the_letters_of_its_words(words: str, anchor: str) -> None:
    assert anchor_of(words) == anchor
