"""A build is all or nothing: mistakes are told until they are mended, and what was broken off is made anew."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from edition.base import publishing
from tests.small import ROOT, STRICT, build, sphinx


def add(page: Path, words: str) -> None:
    page.write_text(page.read_text("utf-8") + words, "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for what is kept back from readers."""
    kept = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".buildinfo", ".state")))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def fresh(tale: Path, builder: str = "html") -> dict[str, bytes]:
    """What a build from nothing makes of the edition as it is now."""
    there = tale.with_name(f"{tale.name}-fresh")
    done = sphinx(tale, *STRICT, "-b", builder, "-d", "_fresh", ".", str(there))
    assert done.code == 0, done.err
    return files(there)


def told(said: str) -> list[str]:
    """The warnings among what a build said."""
    return sorted(line for line in said.splitlines() if "WARNING" in line)


# ---- Mistakes that only reading or resolving shows ---------------------------------------------------------------

MISTAKES = {
    "an unknown directive": ("pages/02.md", "\n:::{lantern} 1\n:::\n"),
    "an unknown role": ("pages/02.md", "\nA {lantern}`lamp`.\n"),
    "a link to no page": ("pages/02.md", "\n[The lamp](lantern.md)\n"),
    "a link to no heading": ("pages/02.md", "\n[The lamp](#lantern)\n"),
    "a page that is not there in the contents": ("index.md", "\n```{toctree}\nlantern\n```\n"),
    "a page in no contents": ("lantern.md", "# Lanterns\n\nThere are none.\n"),
}


@pytest.mark.parametrize(
    ("kind", "builder"),
    [
        *((kind, "check") for kind in MISTAKES),
        *((kind, "html") for kind in ("an unknown role", "a page in no contents")),
    ],
)
def test_a_mistake_is_told_until_it_is_mended(tale: Path, kind: str, builder: str) -> None:
    build(tale, builder, tale / "_build")
    name, words = MISTAKES[kind]
    page = tale / name
    before = page.read_text("utf-8") if page.exists() else None
    page.write_text((before or "") + words, "utf-8")
    said = [told(build(tale, builder, tale / "_build", fails=True)) for _ in range(3)]
    assert said[0]
    assert said[0] == said[1] == said[2]
    page.unlink() if before is None else page.write_text(before, "utf-8")
    build(tale, builder, tale / "_build")
    if builder == "html":
        assert files(tale / "_build") == fresh(tale)


def test_a_link_is_looked_at_again_when_its_heading_goes(tale: Path) -> None:
    other = tale / "places.md"
    before = other.read_text("utf-8")
    add(other, "\n(where-lamps-stand)=\n## Where lamps stand\n\nThere.\n")
    add(tale / "apparatus.md", "\n[Lamps](places.md#where-lamps-stand)\n")
    build(tale, "html", tale / "_build")
    other.write_text(before, "utf-8")
    for _ in range(2):
        assert "where-lamps-stand" in build(tale, "html", tale / "_build", fails=True)


# ---- Pages that are gone ----------------------------------------------------------------------------------------


def test_nothing_stays_of_a_page_that_is_gone(tale: Path) -> None:
    page = tale / "lantern.md"
    page.write_text("---\norphan: true\n---\n\n# Lanterns\n\nThere are none.\n", "utf-8")
    build(tale, "html", tale / "_build")
    assert (tale / "_build" / "lantern.html").exists()
    page.unlink()
    build(tale, "html", tale / "_build")
    assert files(tale / "_build") == fresh(tale)


def test_a_renamed_entry_leaves_no_old_page(tale: Path) -> None:
    build(tale, "html", tale / "_build")
    entry = tale / "glossary" / "quay-street.md"
    entry.rename(entry.with_name("street-of-quays.md"))
    for path in [*tale.glob("*.md"), *tale.glob("*/*.md"), tale / "chronology.yaml"]:
        path.write_text(path.read_text("utf-8").replace("quay-street", "street-of-quays"), "utf-8")
    build(tale, "html", tale / "_build")
    made = files(tale / "_build")
    assert "glossary/quay-street.html" not in made
    assert made == fresh(tale)


def test_nothing_stays_of_a_handout_that_is_gone(tale: Path) -> None:
    out = tale / "_build"
    build(tale, "pdf", out)
    (tale / "pages" / "01.md").rename(tale / "pages" / "lamp.md")
    index = tale / "index.md"
    index.write_text(index.read_text("utf-8").replace("pages/01", "pages/lamp"), "utf-8")
    (tale / "source" / "moved.yaml").write_text("pages/01: pages/lamp\n", "utf-8")
    build(tale, "pdf", out)
    assert {path.name for path in out.glob("*.pdf")} >= {"lamp.pdf", "edition.pdf"}
    assert not (out / "01.pdf").exists()


# ---- Builds that are broken off ---------------------------------------------------------------------------------


class Faults:
    """Counts what is written, renamed and removed below a folder; lets one of these fail, as on a full disk."""

    def __init__(self) -> None:
        self.folder, self.count, self.fails_at = "", 0, 0

    def __call__(self, event: str, said: tuple[Any, ...]) -> None:
        if not self.folder or event not in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"):
            return
        writes = event != "open" or bool(said[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and isinstance(said[0], (str, os.PathLike)) and os.fspath(said[0]).startswith(self.folder):
            self.count += 1
            if self.count == self.fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(said[0]))


FAULTS = Faults()
sys.addaudithook(FAULTS)  # for good: Python takes none away; it sleeps but within `failing`


@contextmanager
def failing(folder: Path, number: int) -> Iterator[Faults]:
    """Let the write of this number below a folder fail."""
    FAULTS.folder, FAULTS.count, FAULTS.fails_at = f"{folder}{os.sep}", 0, number
    try:
        yield FAULTS
    finally:
        FAULTS.folder = ""


def make_site(tale: Path) -> int:
    """What `make html` does: build, lay the site beside the old one, publish.  The exit code."""
    work = tale / "_build"
    if sphinx(tale, *STRICT, "-q", "-b", "html", "-d", "_doctrees", ".", str(work / "made")).code:
        return 1
    try:
        publishing.stage(work / "made", work / "site")
        publishing.publish(work / "site")
    except OSError:
        return 1
    return 0


def change_what_other_pages_show(tale: Path) -> None:
    """A gloss, a headword and a title: each shows on pages that are not themselves changed."""
    for name, old, new in (
        ("glossary/lamp.md", "headword: Lamp", "headword: Lantern"),
        ("pages/02.md", "# ", "# Again: "),
    ):
        page = tale / name
        words = page.read_text("utf-8")
        assert old in words, name
        page.write_text(words.replace(old, new, 1), "utf-8")


def in_turn(every: int) -> Iterator[int]:
    """1, 2, 3, then wider steps; `FAULTS=all` in the environment takes every one."""
    number = 1
    while True:
        yield number
        number += 1 if os.environ.get("FAULTS") == "all" else max(1, number // every)


@pytest.mark.long
def test_whatever_write_fails_the_site_is_the_old_or_the_new_and_the_next_is_as_from_nothing(tale: Path) -> None:
    site = tale / "_build" / "site"
    assert make_site(tale) == 0
    old = files(site)
    change_what_other_pages_show(tale)
    new = fresh(tale)
    assert old != new
    kept = tale.rename(tale.with_name("kept"))
    failed = 0
    for number in in_turn(every=2):
        shutil.rmtree(tale, ignore_errors=True)
        subprocess.run(["cp", "-a", kept, tale], check=True)
        with failing(tale, number) as faults:
            code = make_site(tale)
        if faults.count < number:
            break
        failed += code
        there = files(site) if site.exists() else files(site.with_name("site.old"))
        assert there in (old, new), f"write {number} failed, and the site is neither the old nor the new"
        assert make_site(tale) == 0, f"after write {number} had failed"
        assert files(site) == new, f"after write {number} had failed"
    assert code == 0
    assert failed > 5


@pytest.mark.parametrize("seen", ["environment.pickle", "02.html", "search-index.js"])
def test_a_killed_build_is_followed_by_one_from_nothing(tale: Path, seen: str) -> None:
    work = tale / "_build"
    assert make_site(tale) == 0
    change_what_other_pages_show(tale)
    command = [sys.executable, "-m", "sphinx", *STRICT, "-q"]
    command += ["-d", str(tale / "_doctrees"), str(tale), str(work / "made")]
    watched = next(path for folder in (tale / "_doctrees", work / "made") for path in folder.rglob(seen))
    before = watched.stat().st_mtime_ns
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: watched.exists() and watched.stat().st_mtime_ns != before, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert make_site(tale) == 0
    assert files(work / "site") == fresh(tale)


def wait_until(true: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    while not true():
        assert process.poll() is None, "the build ended before it could be killed"
        time.sleep(0.001)


# ---- What is published ------------------------------------------------------------------------------------------


def test_pdfs_made_from_other_files_are_not_published(tale: Path) -> None:
    made, site = tale / "_build", tale / "_site"
    build(tale, "pdf", made / "downloads")
    build(tale, "html", made)
    assert publishing.stage(made, site) == []
    publishing.publish(site)
    assert (site / "downloads" / "edition.pdf").exists()
    add(tale / "pages" / "02.md", "\nMore words.\n")
    build(tale, "html", made)
    assert publishing.stage(made, site) == ["PDFs"]
    publishing.publish(site)
    assert not list(site.rglob("*.pdf"))
    assert (site / "downloads" / "cite").is_dir()


def test_nothing_is_published_that_no_reader_asks_for(tale: Path) -> None:
    made, site = tale / "_build", tale / "_site"
    build(tale, "html", made)
    publishing.stage(made, site)
    publishing.publish(site)
    hidden = {path.name for path in site.rglob(".*")}
    assert hidden <= {".htaccess", ".nojekyll"}
    assert not (site / "_sources").exists()
    assert [path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())] == []


def test_a_site_that_lost_its_name_gets_it_back(tmp_path: Path) -> None:
    """Killed between the two names: the last site stands beside its place."""
    made, site = tmp_path / "made", tmp_path / "site"
    made.mkdir()
    (made / "index.html").write_text("new", "utf-8")
    (made / publishing.STATE).write_text("1", "utf-8")
    old = publishing.beside(site)[1]
    old.mkdir()
    (old / "index.html").write_text("old", "utf-8")
    publishing.stage(made, site)
    assert (site / "index.html").read_text("utf-8") == "old"
    publishing.publish(site)
    assert files(site) == {"index.html": b"new"}
    assert not old.exists()
