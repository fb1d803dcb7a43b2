"""The small edition, for what the real one does not have: the fixture `tale` lays it out in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "mistakes" / "base"


def build(folder: Path, builder: str, out: Path, *more: str, fails: bool = False, code: Path = ROOT) -> str:
    """Build it strictly, with the extension in `code`; return what was said."""
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "--no-color", *more]
    command += ["-b", builder, "-d", str(folder / "_doctrees"), str(folder), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=code, env={"PYTHONPATH": str(code)})
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr
