"""What pages are called where they are published: names that hosts and machines of readers can have, none twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.editorial.checking import check
from edition.editorial.published import MADE
from tests.small import BASE


def said_of(folder: Path, name: str) -> list[str]:
    """What is said of the small edition with one page more."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\norphan: true\n---\n\n# A page\n\nWords.\n", "utf-8")
    return [problem.sentence for problem in check(folder)]


@pytest.mark.parametrize(
    "name", ["a page", "Über uns", "rights & duties", "what's new", "notes/v1.0", "тексты/o’clock"]
)
def test_a_name_may_be_words(tmp_path: Path, name: str) -> None:
    assert said_of(tmp_path, name) == []


@pytest.mark.parametrize(
    "name",
    [*MADE, "Search", "what?", "a#b", "100%", 'a "page"', "a<b>", "a\\b", "{7}", "_static/a", "a/_b/c", " a", "a."],
)
def test_a_name_that_no_address_can_have_is_refused(tmp_path: Path, name: str) -> None:
    (sentence,) = said_of(tmp_path, name)
    assert sentence.endswith(("Give the file another name.", "Put the file into another folder.", "Take it off."))


def test_capitals_make_no_other_name(tmp_path: Path) -> None:
    assert said_of(tmp_path, "PAGES/01") == [
        "But for capitals this file has the name of PAGES/01. Give one of them another name."
    ]
