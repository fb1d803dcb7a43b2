"""Only plain files of text within the folder are read; anything else is met with a sentence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.core.files import read_text
from edition.core.messages import CannotRead, Mistake
from edition.editorial.checking import check
from tests.small import BASE


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    """The small edition, in a folder beside which other files lie."""
    (tmp_path / "secret.md").write_text("# Secret\n\nWords of the machine.\n", "utf-8")
    return Path(shutil.copytree(BASE, tmp_path / "tale"))


def told(folder: Path) -> list[tuple[str, str]]:
    """Every mistake: the name of its file, and the sentence."""
    return [(p.place.removeprefix(f"{folder}/").rpartition(":")[0], p.sentence) for p in check(folder)]


READ = (
    "glossary/lamp.md",
    "pages/01.md",
    "chronology.yaml",
    "bibliography.bib",
    "source/witness.yaml",
    "source/emendations.yaml",
    "source/addresses.yaml",
    "source/lamp.txt",
)


def test_the_small_edition_has_no_mistake(tale: Path) -> None:
    assert told(tale) == []


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("target", ["../../secret.md", "/etc/passwd"])
def test_a_link_that_leads_out_is_refused(tale: Path, name: str, target: str) -> None:
    (tale / name).unlink()
    (tale / name).symlink_to(target if "/" in name else target.removeprefix("../"))
    ((place, sentence),) = told(tale)
    assert place == name
    assert "out of the folder" in sentence


def test_a_folder_that_leads_out_is_refused(tale: Path) -> None:
    (tale.parent / "others").mkdir()
    shutil.move(tale.parent / "secret.md", tale.parent / "others")
    (tale / "pages" / "others").symlink_to(tale.parent / "others")
    ((place, sentence),) = told(tale)
    assert place == "pages/others"
    assert "out of the folder" in sentence


def test_a_folder_that_leads_back_is_refused(tale: Path) -> None:
    (tale / "pages" / "again").symlink_to(tale)
    ((place, sentence),) = told(tale)
    assert place == "pages/again"
    assert "circle" in sentence


def test_a_link_within_the_folder_is_followed(tale: Path) -> None:
    shutil.move(tale / "chronology.yaml", tale / "source" / "events.yaml")
    (tale / "chronology.yaml").symlink_to("source/events.yaml")
    assert told(tale) == []


def test_a_text_elsewhere_is_refused(tale: Path) -> None:
    witness = tale / "source" / "witness.yaml"
    witness.write_text(witness.read_text("utf-8").replace("file: lamp.txt", "file: ../../secret.md"), "utf-8")
    ((_, sentence),) = told(tale)
    assert "out of the folder" in sentence


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _nowhere(path: Path) -> None:
    path.symlink_to("nothing")


def _latin_1(path: Path) -> None:
    path.write_bytes("größer".encode("latin-1"))


def _utf_16(path: Path) -> None:
    path.write_bytes("words".encode("utf-16"))


MADE: list[Callable[[Path], None]] = [Path.mkdir, os.mkfifo, _circle, _nowhere, _latin_1, _utf_16]


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize("name", READ)
def test_what_is_no_file_of_text_is_named(tale: Path, name: str, make: Callable[[Path], None]) -> None:
    (tale / name).unlink()
    make(tale / name)
    found = told(tale)
    assert [place for place, _ in found] == [name]
    assert all(sentence.count(". ") >= 1 for _, sentence in found)


@pytest.mark.parametrize("name", [name for name in READ if name != "source/lamp.txt"])
def test_a_mark_of_the_order_of_bytes_is_no_word(tale: Path, name: str) -> None:
    (tale / name).write_bytes(b"\xef\xbb\xbf" + (tale / name).read_bytes())
    assert told(tale) == []


@pytest.mark.parametrize("name", [name for name in READ if name != "source/lamp.txt"])
def test_line_ends_of_windows_are_line_ends(tale: Path, name: str) -> None:
    (tale / name).write_bytes((tale / name).read_bytes().replace(b"\n", b"\r\n"))
    assert told(tale) == []


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffd", "\uffff"]
)
def test_what_nobody_sees_is_named_with_its_line(tmp_path: Path, character: str) -> None:
    path = tmp_path / "words.md"
    path.write_text(f"One.\nTwo{character}.\n", "utf-8")
    with pytest.raises(CannotRead, match="nobody sees") as told:
        read_text(path, Mistake.PAGE, "")
    assert told.value.problem.place == f"{path}:2"


@pytest.mark.parametrize("words", ["a\tb\n", "naïve – “words” …", "שלום", "\u200f\u200e", "日本語", "𝒳", "a\u00adb"])
def test_what_can_be_seen_is_read(tmp_path: Path, words: str) -> None:
    path = tmp_path / "words.md"
    path.write_text(words, "utf-8")
    assert read_text(path, Mistake.PAGE, "") == words
