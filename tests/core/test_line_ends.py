"""What git is told of line ends: a clone on Windows has the bytes that are under the seal, and all the others."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from edition.editorial.checking import check
from tests.conftest import ROOT
from tests.small import BASE

ALONE = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}  # nothing that this machine is told
ALONE |= {f"GIT_{role}_{what}": "nobody" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def cloned(repository: Path, clone: Path) -> Path:
    """A clone of all that lies in the folder, as git makes it where it is told to write the line ends of Windows."""
    for command in (
        ["git", "init", "-q", "."],
        ["git", "add", "-A"],
        ["git", "commit", "-q", "-m", "All"],
        ["git", "clone", "-q", "-c", "core.autocrlf=true", ".", str(clone)],
    ):
        subprocess.run(command, cwd=repository, check=True, env=os.environ | ALONE)
    return clone


def laid_out(folder: Path) -> Path:
    """The small edition, and beside it a text with line ends of three kinds."""
    shutil.copytree(BASE, folder)
    shutil.copyfile(ROOT / "Makefile", folder / "Makefile")
    (folder / "source" / "received.txt").write_bytes(b"One\r\nTwo\rThree\n")
    return folder


def test_a_clone_on_windows_keeps_the_seal_and_every_byte(tmp_path: Path) -> None:
    repository = laid_out(tmp_path / "repository")
    shutil.copyfile(ROOT / ".gitattributes", repository / ".gitattributes")
    clone = cloned(repository, tmp_path / "clone")
    for path in repository.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            assert (clone / path.relative_to(repository)).read_bytes() == path.read_bytes(), path
    assert check(clone) == check(repository) == []


def test_without_it_the_seal_would_break(tmp_path: Path) -> None:
    clone = cloned(laid_out(tmp_path / "repository"), tmp_path / "clone")
    assert any("seal" in problem.sentence for problem in check(clone))
