"""Options and fixtures for all tests: the real edition, made once a run by the command that its readers use."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.printed import WordsOf, read_words
from tests.small import build, face, lay_out

ROOT = Path(__file__).parent.parent


# How long an example takes says nothing here: the machine has other work.
settings.register_profile("edition", deadline=None)
settings.load_profile("edition")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected outputs anew; look at the diff")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with its stage, and put them in an order that keeps all processes busy.

    Of two processes the first gets the first half, which begins with what takes long and makes the real edition; the
    second begins with what needs none of it.
    """
    for item in items:
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if item.path.parent != ROOT / "tests":
            item.add_marker(folder)
        if folder in ("features", "edition", "browser", "hosts") and item.get_closest_marker("pdf") is None:
            item.add_marker("web")
    real = sorted((item for item in items if _rank(item) < SMALL), key=_rank)
    small = [item for item in items if _rank(item) == SMALL]
    half = len(items) // 2
    items[:] = [*real[:half], *small, *real[half:]]


SMALL = 3


def _rank(item: pytest.Item) -> int:
    """The lower, the earlier a test should begin: by what it needs made."""
    needs = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("long"):
        return 0
    return 1 if needs & {"shared", "withheld"} else 2 if needs & {"site", "built"} else SMALL


def make(target: str, out: Path, **variables: str) -> str:
    """Run `make` with another output folder, in which the text face is cut already; return what it said."""
    shutil.copytree(face(), out / "doctrees" / "fonts", dirs_exist_ok=True)
    settings = [f"{name}={value}" for name, value in variables.items()]
    # A make that called these tests must not hand its own settings down.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    clean["SOURCE_DATE_EPOCH"] = "1750000000"
    command = ["make", target, f"OUT={out}", *settings]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=clean)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


Once = Callable[[str, Callable[[Path], str]], tuple[Path, str]]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder once a run, whichever process of the run is the first to ask; tells it and what was said."""
    top = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent

    def made(name: str, make_it: Callable[[Path], str]) -> tuple[Path, str]:
        out, said = top / name, top / f"{name}.said"
        with FileLock(top / f"{name}.lock"):
            if not said.exists():
                words = make_it(out)
                said.write_text(words, "utf-8")
        return out, said.read_text("utf-8")

    return made


@pytest.fixture(scope="session")
def built(once: Once) -> tuple[Path, str]:
    """The folder in which `make site` worked, and what it said."""
    return once("edition", lambda out: make("site", out))


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Path:
    """The built web site; EDITION_SITE names one that is there already, for whoever works on a single test."""
    there = os.environ.get("EDITION_SITE")
    if there:
        return Path(there)
    built: tuple[Path, str] = request.getfixturevalue("built")
    return built[0] / "site"


BASE_ADDRESS = "https://example.org/edition/"


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest, once: Once) -> Path:
    """The web site built for a base address; EDITION_SHARED names one that is there already."""
    there = os.environ.get("EDITION_SHARED")
    if there:
        return Path(there)

    def build(out: Path) -> str:
        if "EDITION_SITE" not in os.environ:  # what was read and cut is taken over
            built: tuple[Path, str] = request.getfixturevalue("built")
            shutil.copytree(built[0] / "doctrees", out / "doctrees")
        return make("html", out, URL=BASE_ADDRESS.rstrip("/"))

    return once("shared", build)[0] / "site"


@pytest.fixture(scope="session")
def withheld(built: tuple[Path, str], once: Once) -> Path:
    def build(out: Path) -> str:
        return make("site", out, TEXT="withheld")

    return once("withheld", build)[0] / "site-withheld"


@pytest.fixture(scope="session")
def words_of(once: Once) -> WordsOf:
    """Reads a PDF once a run, whichever process asks: to read the book takes twenty seconds."""

    def words(path: Path) -> list[str]:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        found: list[str] = json.loads(once(f"words-{digest}", lambda _: json.dumps(read_words(path)))[1])
        return found

    return words


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    """The small edition, in a folder where it may be changed."""
    return lay_out(tmp_path / "tale")


@pytest.fixture(scope="session")
def small(once: Once) -> Path:
    """The small edition as it is, with site and PDFs in `_build`, made once a run and only to be read."""

    def make_it(folder: Path) -> str:
        lay_out(folder)
        return build(folder, "html", folder / "_build") + build(folder, "pdf", folder / "_build" / "downloads")

    return once("small", make_it)[0]
