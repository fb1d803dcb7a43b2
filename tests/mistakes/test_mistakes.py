"""Every mistake an editor can make is met with a sentence: place, what is wrong, what to do.

Each folder beside this file is one mistake: the files that differ from the edition in ``base/``, ``gone.txt`` (paths
to take away), and ``expected.txt``, the whole of what the build says.  ``pytest --update-golden`` writes that anew.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.small import BASE, STRICT, sphinx

HERE = Path(__file__).parent
MISTAKES = sorted(path.name for path in HERE.iterdir() if (path / "about.txt").exists())


def lay_out(name: str, folder: Path) -> None:
    """The base edition with one mistake made in it."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    mistake = HERE / name
    for path in mistake.rglob("*"):
        if path.is_file() and path.name not in ("expected.txt", "gone.txt", "about.txt"):
            target = folder / path.relative_to(mistake)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    if (mistake / "gone.txt").exists():
        for line in (mistake / "gone.txt").read_text("utf-8").split():
            (folder / line).unlink()


def check(folder: Path) -> tuple[int, str]:
    """The exit code of a strict check, and all that it said."""
    done = sphinx(folder, "-q", *STRICT, "-b", "dummy", ".", "_build")
    said = (done.err + done.out).replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")
    return done.code, re.sub(r"\n{2,}", "\n", said).strip() + "\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    lay_out(name, tmp_path)
    code, said = check(tmp_path)
    expected = HERE / name / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert code != 0
    assert "Traceback" not in said


def test_base_is_without_mistake(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    assert check(tmp_path) == (0, "\n")


def test_there_are_mistakes() -> None:
    assert len(MISTAKES) >= 90
