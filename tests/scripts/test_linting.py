"""That the judges of scripts and style find faults: copies of our sources, each with one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.linting import FOLDERS, STATIC, judge
from tests.tools import ROOT


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """What the judges look at, and their settings, in a folder of its own."""
    looked_at = [path for at in FOLDERS for ending in ("js", "css", "d.ts") for path in ROOT.glob(f"{at}/*.{ending}")]
    for path in (*looked_at, ROOT / STATIC / ".." / "scripts.d.ts"):
        copy = tmp_path / path.resolve().relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    shutil.copytree(ROOT / "tests" / "judges", tmp_path / "tests" / "judges")
    return tmp_path


def test_our_sources_are_without_fault(sources: Path) -> None:
    assert judge(sources) == []


@pytest.mark.parametrize(
    ("file", "fault", "said"),
    [
        (f"{STATIC}/kit.js", "const lost = isPlain === 1 ? 2 : 3;\nif (lost == 2) alert(lost);", "eqeqeq"),
        (f"{STATIC}/kit.js", 'isPlain("click");', "TS2345"),
        (f"{STATIC}/lost.js", "edition.sya('lost');", "TS2339"),
        (f"{STATIC}/lost.css", ".lost { color: #8c2a1c; }", "color-no-hex"),
        (f"{STATIC}/lost.css", ".lost { colour: var(--ink); }", "property-no-unknown"),
        ("edition/features/annotation/notes.js", "if (1 == GAP) alert(1);", "eqeqeq"),
        ("edition/features/annotation/notes.js", "isPlain(1);", "TS2345"),
        ("edition/features/annotation/annotation.css", ".lemma { color: #8c2a1c; }", "color-no-hex"),
    ],
)
def test_a_fault_is_found(sources: Path, file: str, fault: str, said: str) -> None:
    with (sources / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{fault}\n")
    assert said in "".join(judge(sources))
