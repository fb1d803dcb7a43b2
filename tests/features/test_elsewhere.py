"""The edition in another place: what is made is the same wherever its folder lies, and whoever makes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import build, build_apart, lay_out

# A path that has what paths of other people have, and a name that no shell and no engine takes for one word.
PLACE = "Ausgabe für Übung (2. Fassung), it’s “ours” & co"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    (tmp_path / PLACE).mkdir()
    return lay_out(tmp_path / PLACE / "tale")


def contents(folder: Path) -> dict[str, bytes]:
    """The words of all files; what Sphinx keeps of its own settings is no part of the edition."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".buildinfo"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_edition_is_the_same_under_any_path(small: Path, elsewhere: Path) -> None:
    build(elsewhere, "html", elsewhere / "_build")
    build(elsewhere, "pdf", elsewhere / "_build" / "downloads")
    here, there = contents(small / "_build"), contents(elsewhere / "_build")
    assert there.keys() == here.keys()
    assert [name for name in here if here[name] != there[name]] == []


def test_the_edition_is_made_without_a_home_or_any_program(small: Path, elsewhere: Path) -> None:
    """`build_apart` hands down neither HOME nor PATH: no program is found, git no more than others."""
    build_apart(elsewhere, "html", elsewhere / "site")
    assert (elsewhere / "site" / "index.html").read_bytes() == (small / "_build" / "index.html").read_bytes()
