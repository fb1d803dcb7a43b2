"""Another text of the same form builds without a line of ours changed, and the build is right when it is repeated."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "mistakes" / "base"


def build(folder: Path, builder: str, out: Path, *more: str) -> str:
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", *more]
    command += ["-b", builder, "-d", str(folder / "_doctrees"), str(folder), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(BASE, tmp_path / "tale"))
    fonts = ROOT / "_build" / "doctrees" / "fonts"
    if fonts.exists():  # cutting the face again would test nothing new
        shutil.copytree(fonts, folder / "fonts")
    return folder


def pages(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*.html"))}


def test_another_text_is_proved_in_every_output(tale: Path) -> None:
    site = tale / "_build"
    build(tale, "html", site)
    build(tale, "pdf", site / "downloads")
    command = [sys.executable, str(ROOT / "proof.py"), str(site), "--source", str(tale / "source")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("no difference") == 5
    unit = (site / "pages" / "01.html").read_text("utf-8")
    assert "Tale 1 of 2" in unit
    assert "Jacobson" not in unit


def test_addresses_of_another_text_are_published_once(tale: Path) -> None:
    file = tale / "source" / "addresses.yaml"
    before = file.read_text("utf-8")
    file.unlink()
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "addresses", str(tale), str(tale / "_build")]
    subprocess.run(command, check=True, env={"PYTHONPATH": str(ROOT)})
    assert file.read_text("utf-8") == before
    # What was published stays, whatever the text says now.
    file.write_text(before + '"2.9": {page: pages/02, paragraph: 1, begins: "Gone", seal: "00000000"}\n', "utf-8")
    subprocess.run(command, check=True, env={"PYTHONPATH": str(ROOT)})
    assert '"2.9"' in file.read_text("utf-8")


def test_a_parallel_build_gives_the_same_bytes(tale: Path) -> None:
    build(tale, "html", tale / "serial", "-E")
    build(tale, "html", tale / "parallel", "-E", "-j", "4")
    assert pages(tale / "serial") == pages(tale / "parallel")


def changed(tale: Path, file: str, old: str, new: str) -> set[str]:
    """Which pages another build writes after a change; they must be what a fresh build writes."""
    site = tale / "_build"
    build(tale, "html", site)
    before = {name: (site / name).stat().st_mtime_ns for name in pages(site)}
    path = tale / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    build(tale, "html", site)
    build(tale, "html", tale / "fresh", "-E")
    assert pages(site) == pages(tale / "fresh")
    return {name for name, then in before.items() if (site / name).stat().st_mtime_ns != then}


def test_a_changed_headnote_writes_one_page(tale: Path) -> None:
    written = changed(tale, "pages/01.md", "Compare", "See") - {"search.html", "genindex.html"}
    assert written == {"pages/01.html", "index.html"}  # Sphinx writes the page that holds the table of contents again


def test_a_changed_title_is_changed_wherever_it_is_shown(tale: Path) -> None:
    written = changed(tale, "pages/01.md", "# The keeper", "# The sister")
    assert {"pages/00.html", "pages/01.html", "pages/02.html", "index.html"} <= written
    assert "apparatus.html" not in written


def test_a_changed_ledger_writes_what_leans_on_it(tale: Path) -> None:
    written = changed(tale, "source/emendations.yaml", "edition: “", "edition: «")
    assert {"pages/01.html", "apparatus.html"} <= written


def test_witheld_text_needs_no_file(tale: Path) -> None:
    (tale / "source" / "lamp.txt").unlink()
    build(tale, "html", tale / "_build", "-D", "edition_text=withheld")
    page = (tale / "_build" / "pages" / "01.html").read_text("utf-8")
    assert 'id="s1.4"' in page
    assert "Ada" not in page
