"""The small edition, for what the real one does not have: laid out in a folder of its own and built there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "mistakes" / "base"


def lay_out(folder: Path) -> None:
    """Copy the edition to `folder`, with the cuts of the face, if there are any: cutting them anew tests nothing."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for fonts in sorted((ROOT / "_build").glob("doctrees/fonts")):
        shutil.copytree(fonts, folder / "fonts")


def build(folder: Path, *more: str, fails: bool = False) -> str:
    """Build the web site into ``site/``; return what was said."""
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "--no-color", *more]
    command += ["-b", "html", "-d", str(folder / "_doctrees"), str(folder), str(folder / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr
