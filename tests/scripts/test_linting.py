"""That the judges of scripts and style find faults: copies of our sources, once as they are, once with every fault."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.linting import FOLDERS, STATIC, judge
from tests.tools import ROOT

# A file, what is written at its end, and the rule that must say so.
FAULTS = [
    (f"{STATIC}/kit.js", "const lost = isPlain === 1 ? 2 : 3;\nif (lost == 2) alert(lost);", "eqeqeq"),
    (f"{STATIC}/kit.js", 'isPlain("click");', "TS2345"),
    (f"{STATIC}/lost.js", "edition.sya('lost');", "TS2339"),
    (f"{STATIC}/lost.css", ".lost { color: #8c2a1c; }", "color-no-hex"),
    (f"{STATIC}/lost.css", ".lost { colour: var(--ink); }", "property-no-unknown"),
    ("edition/features/annotation/notes.js", "if (1 == GAP) alert(1);", "eqeqeq"),
    ("edition/features/annotation/notes.js", "isPlain(1);", "TS2345"),
    ("edition/features/annotation/annotation.css", ".lemma { color: #8c2a1c; }", "color-no-hex"),
]


def lay_out(folder: Path) -> Path:
    """What the judges look at, and their settings, in a folder of its own."""
    looked_at = [path for at in FOLDERS for ending in ("js", "css", "d.ts") for path in ROOT.glob(f"{at}/*.{ending}")]
    for path in (*looked_at, ROOT / STATIC / ".." / "scripts.d.ts"):
        copy = folder / path.resolve().relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    shutil.copytree(ROOT / "tests" / "judges", folder / "tests" / "judges")
    return folder


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """File -> all that is said of it: the judges name a file before or beside what they say."""
    sources = lay_out(tmp_path_factory.mktemp("faulty"))
    for file, fault, _ in FAULTS:
        with (sources / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{fault}\n")
    said: dict[str, str] = {}
    file = ""
    for line in "\n".join(judge(sources)).splitlines():
        file = next((name for name, _, _ in FAULTS if name in line), file)
        said[file] = f"{said.get(file, '')}{line}\n"
    return said


def test_our_sources_are_without_fault(tmp_path: Path) -> None:
    assert judge(lay_out(tmp_path)) == []


@pytest.mark.parametrize(("file", "fault", "rule"), FAULTS)
def test_a_fault_is_found(found: Mapping[str, str], file: str, fault: str, rule: str) -> None:
    assert rule in found[file], fault
