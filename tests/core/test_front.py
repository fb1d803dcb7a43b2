"""Front matter as editors write it: read by the model as MyST reads it, or met with a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from myst_parser.config.main import read_topmatter

from edition.core.messages import CannotRead
from edition.editorial.checking import check
from edition.editorial.entries import read_entries
from edition.editorial.front import parted
from tests.small import BASE

LAMP = (BASE / "glossary" / "lamp.md").read_text("utf-8")
ALIKE = {
    "a mark of the order of bytes": "\ufeff" + LAMP,
    "blanks behind the hyphens": LAMP.replace("---\n", "---  \n"),
    "line ends of Windows": LAMP.replace("\n", "\r\n"),
    "a rule in the body": LAMP + "\n---\n\nMore words.\n",
    "no line end": LAMP.rstrip("\n"),
}


@pytest.mark.parametrize("how", ALIKE)
def test_an_entry_is_kept(tmp_path: Path, how: str) -> None:
    (tmp_path / "lamp.md").write_bytes(ALIKE[how].encode())
    entries, problems = read_entries(tmp_path)
    assert problems == []
    assert entries["lamp"].headword == "Lamp"
    topmatter = read_topmatter(ALIKE[how].removeprefix("\ufeff"))
    assert topmatter is not None
    assert topmatter["entry"]["headword"] == "Lamp"


LOST = {
    "a line before": "\n" + LAMP,
    "a blank before": " " + LAMP,
    "a comment before": "% the lamp\n" + LAMP,
    "two hyphens": LAMP.replace("---\n", "--\n", 1),
    "four hyphens": LAMP.replace("---\n", "----\n"),
    "dashes": LAMP.replace("---\n", "———\n"),
    "no end": LAMP.partition("---\n\n")[0],
    "an indented end": LAMP.replace("---\n\n", "  ---\n\n"),
    "words behind the hyphens": LAMP.replace("---\n", "--- entry\n", 1),
    "a misspelt name": LAMP.replace("entry:", "entrie:"),
    "a name with a capital": LAMP.replace("entry:", "Entry:"),
    "no name": LAMP.replace("entry:\n", "").replace("\n  ", "\n"),
    "nothing below the name": "---\nentry:\n---\n\nWords.\n",
    "words below the name": "---\nentry: Lamp\n---\n\nWords.\n",
    "a list": LAMP.replace("entry:", "- entry:"),
    "nothing between": "---\n---\n\nWords.\n",
    "nothing at all": "",
    "blanks alone": " \n\n",
}


@pytest.mark.parametrize("how", LOST)
def test_an_entry_is_never_lost_without_a_word(tmp_path: Path, how: str) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "tale"))
    path = folder / "glossary" / "lamp.md"
    path.write_text(LOST[how], "utf-8")
    assert any(problem.place.startswith(f"{path}:") for problem in check(folder))


@pytest.mark.parametrize("name", ["lamp.MD", "lamp.md.bak", "lamp.txt", "lamp.markdown", "lamp", "lamp.md~"])
def test_another_ending_is_named(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "tale"))
    (folder / "glossary" / "lamp.md").rename(folder / "glossary" / name)
    assert any(problem.place == f"{folder / 'glossary' / name}:1" for problem in check(folder))


def test_a_page_without_front_matter_is_all_body(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Title\n\n---\n\nWords.\n", "utf-8")
    assert parted(path) == ({}, "# Title\n\n---\n\nWords.\n", 1)


def test_the_lines_of_the_body_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("---\nbook: omit\n---\n\n# Title\n", "utf-8")
    assert parted(path) == ({"book": "omit"}, "\n# Title\n", 4)


def test_what_is_wrong_stops_the_build(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("---\nbook: omit\n", "utf-8")
    with pytest.raises(CannotRead) as told:
        parted(path)
    assert told.value.problem.fatal
