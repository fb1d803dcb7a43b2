"""The pure functions of the reader's scripts, tried in node by the tests beside this file."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.linting import node

HERE = Path(__file__).parent


def test_in_node() -> None:
    """Node runs every file of tests, and its words are shown where one fails."""
    files = [str(path) for path in sorted(HERE.glob("*.test.cjs"))]
    ran = subprocess.run([node(), "--test", *files], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    passed = re.search(r"^# pass (\d+)$", ran.stdout, re.MULTILINE) or re.search(r"pass (\d+)", ran.stdout)
    assert passed is not None
    assert int(passed[1]) >= sum(path.read_text("utf-8").count("\ntest(") for path in HERE.glob("*.test.cjs")) > 0
