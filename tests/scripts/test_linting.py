"""That the judges of scripts and style find faults: copies of our sources, each with one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.linting import STATIC, judge
from tests.tools import ROOT


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """What the judges look at, and their settings, in a folder of its own."""
    shutil.copytree(ROOT / STATIC, tmp_path / STATIC)
    shutil.copy(ROOT / STATIC / ".." / "scripts.d.ts", (tmp_path / STATIC).parent)
    shutil.copytree(ROOT / "tests" / "judges", tmp_path / "tests" / "judges")
    return tmp_path


def test_our_sources_are_without_fault(sources: Path) -> None:
    assert judge(sources) == []


@pytest.mark.parametrize(
    ("file", "fault", "said"),
    [
        ("kit.js", "const lost = isPlain === 1 ? 2 : 3;\nif (lost == 2) alert(lost);", "eqeqeq"),
        ("kit.js", 'isPlain("click");', "TS2345"),
        ("lost.js", "edition.sya('lost');", "TS2339"),
        ("lost.css", ".lost { color: #8c2a1c; }", "color-no-hex"),
        ("lost.css", ".lost { colour: var(--ink); }", "property-no-unknown"),
    ],
)
def test_a_fault_is_found(sources: Path, file: str, fault: str, said: str) -> None:
    with (sources / STATIC / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{fault}\n")
    assert said in "".join(judge(sources))
