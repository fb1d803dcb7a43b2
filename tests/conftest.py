"""Options and fixtures for all tests: the real edition, made once a run by the command that its readers use."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent


# How long an example takes says nothing here: the machine has other work.
settings.register_profile("edition", deadline=None)
settings.load_profile("edition")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected outputs anew; look at the diff")


def make(target: str, out: Path, **variables: str) -> str:
    """Run `make` with another output folder; return what it said."""
    settings = [f"{name}={value}" for name, value in variables.items()]
    # A make that called these tests must not hand its own settings down.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    clean["SOURCE_DATE_EPOCH"] = "1750000000"
    command = ["make", target, f"OUT={out}", *settings]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=clean)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which `make site` worked, and what it said."""
    out = tmp_path_factory.mktemp("edition")
    return out, make("site", out)


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
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web site built for a base address; EDITION_SHARED names one that is there already."""
    there = os.environ.get("EDITION_SHARED")
    if there:
        return Path(there)
    out = tmp_path_factory.mktemp("shared")
    if "EDITION_SITE" not in os.environ:  # what was read and cut is taken over
        built: tuple[Path, str] = request.getfixturevalue("built")
        shutil.copytree(built[0] / "doctrees", out / "doctrees")
    make("html", out, URL=BASE_ADDRESS.rstrip("/"))
    return out / "site"


@pytest.fixture(scope="session")
def withheld(built: tuple[Path, str]) -> Path:
    make("site", built[0], TEXT="withheld")
    return built[0] / "site-withheld"
