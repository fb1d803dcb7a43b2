"""The small edition, for what the real one does not have, built in the process of the tests.

A process that has Sphinx loaded builds it in half a second; a new one would take two, and cut the text face besides,
which takes ten.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock
from sphinx.config import Config
from sphinx.locale import translators

from edition.__main__ import main
from edition.base import fonts

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "mistakes" / "base"
STRICT = ("-n", "-W", "--keep-going", "--no-color")
# What `make` sets for the real edition would be seen in the small one.
UNSET = ("SOURCE_DATE_EPOCH",)


class Ran(NamedTuple):
    """What became of a build: its exit code, and what it printed."""

    code: int
    out: str
    err: str


@contextmanager
def without(names: tuple[str, ...]) -> Iterator[None]:
    """The environment without these variables."""
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


@contextmanager
def defaults_kept() -> Iterator[None]:
    """The lists that are Sphinx's defaults, as they were: extensions lengthen them, and the next build would see it."""
    lists = [option.default for option in Config.config_values.values() if isinstance(option.default, list)]
    kept = [list(each) for each in lists]
    try:
        yield
    finally:
        for each, before in zip(lists, kept, strict=True):
            each[:] = before


def sphinx(folder: Path, *arguments: str) -> Ran:
    """Build with these arguments, as `make` in `folder` would.

    Sphinx takes roles, directives and nodes away again when it ends (`docutils_namespace`); the styles of pybtex are
    registered again by every build, under the same names.  Its own words stay in the language of the last build where
    that of this one has no catalogue, as English.
    """
    translators.clear()
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), without(UNSET), defaults_kept(), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(["build", *arguments])
        except SystemExit as end:  # how the edition stops a build; a shell prints its sentence
            print(end.code, file=err)
            code = 1
    return Ran(code, out.getvalue(), err.getvalue())


def build(folder: Path, builder: str, out: Path, *more: str, fails: bool = False) -> str:
    """Build it strictly; return what was said."""
    done = sphinx(folder, *_arguments(folder, builder, out, more))
    assert (done.code != 0) == fails, done.out + done.err
    return done.out + done.err


def build_apart(folder: Path, builder: str, out: Path, *more: str, seed: int = 0, code: Path = ROOT) -> None:
    """Build it strictly in a process of its own, with the extension in `code` and sets in the order of this seed."""
    command = [sys.executable, "-m", "sphinx", *_arguments(folder, builder, out, more)]
    surroundings = {"PYTHONPATH": str(code), "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=code, env=surroundings)
    assert done.returncode == 0, done.stdout + done.stderr


def _arguments(folder: Path, builder: str, out: Path, more: tuple[str, ...]) -> list[str]:
    return [*STRICT, *more, "-b", builder, "-d", str(folder / "_doctrees"), str(folder), str(out)]


def lay_out(folder: Path) -> Path:
    """A copy of the small edition in `folder`, with the text face cut already: to cut it anew tests nothing."""
    shutil.copytree(BASE, folder)
    (folder / "fonts").symlink_to(face(), target_is_directory=True)
    return folder


def face() -> Path:
    """The text face, cut once and kept until the cut, the face or the cutter is another.

    Cut by a build that needs all of it, of a site whose pages have pictures; what `make site` has cut is taken over.
    """
    cutters = [version(name) for name in ("fontpkg-literata", "fonttools", "brotli")]
    key = hashlib.sha256(Path(fonts.__file__).read_bytes() + "".join(cutters).encode()).hexdigest()[:12]
    folder = ROOT / "_build" / "tools" / "face" / key
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent) as name:
                work = Path(shutil.copytree(BASE, Path(name) / "small"))
                for cut in (ROOT / "_build" / "doctrees").glob("fonts"):
                    shutil.copytree(cut, work / "fonts")
                build(work, "html", work / "_build", "-D", "html_baseurl=https://example.org/")
                (work / "fonts").replace(folder)
    return folder
