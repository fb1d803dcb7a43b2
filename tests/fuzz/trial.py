"""One mutant laid out, checked and built, in this process; and what it did outside its folder."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import proof
from edition.core.messages import Problem
from edition.editorial.checking import check
from tests.fuzz.mutant import Mutant
from tests.fuzz.readers import lost_words
from tests.small import STRICT, Ran, face, sphinx

# How far a mutant is tried: the check of its files alone, the site, the site with its PDFs.
DEPTHS = ("check", "html", "pdf")


@dataclass
class Outcome:
    """What became of a mutant: what the check found, what each build said, and what a site without mistake lacks."""

    mutant: Mutant
    folder: Path
    problems: list[Problem] = field(default_factory=list)
    fault: BaseException | None = None  # of the check, or of a build that let it out
    builds: dict[str, Ran] = field(default_factory=dict)
    proof: list[str] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def outcome_of(mutant: Mutant, top: Path, depth: str = "html") -> Outcome:
    """Try a mutant in a folder of its own below `top`, as `make check` and `make site` would."""
    folder = Path(tempfile.mkdtemp(dir=top)).resolve() / "tale"
    folder.mkdir()
    outcome = Outcome(mutant, folder)
    mutant.lay_out(folder)
    if "fonts" not in mutant.files:
        (folder / "fonts").symlink_to(face(), target_is_directory=True)
    with watched(folder.parent, outcome.outside):
        try:
            _try(outcome, depth)
        except Exception as error:
            outcome.fault = error
        except SystemExit as error:
            outcome.fault = error
    return outcome


def _try(outcome: Outcome, depth: str) -> None:
    folder = outcome.folder
    outcome.problems = check(folder)
    if depth == "check":
        return
    if "source/addresses.yaml" not in outcome.mutant.files and "source/witness.yaml" in outcome.mutant.files:
        _build(outcome, "addresses", folder / "_build" / "addresses")
        outcome.problems = check(folder)
    site = folder / "_build" / "site"
    if _build(outcome, "html", site) == 0:
        outcome.proof = prove(folder, site)
        outcome.lost = list(lost_words(outcome.mutant.files, site))
        if depth == "pdf" and _build(outcome, "pdf", site / "downloads") == 0:
            outcome.proof = prove(folder, site)


def _build(outcome: Outcome, builder: str, out: Path) -> int:
    strict = [flag for flag in STRICT if builder != "addresses" or flag != "-W"]
    trees = str(outcome.folder / f"_doctrees-{builder}")  # beside the text face, which is cut already
    ran = sphinx(outcome.folder, "-q", "-T", *strict, "-b", builder, "-d", trees, ".", str(out))
    outcome.builds[builder] = ran
    return ran.code


def prove(folder: Path, site: Path) -> list[str]:
    """What the proof says of the site."""
    try:
        findings = proof.prove(site, folder / "source")
    except SystemExit as error:
        return [str(error)]
    return [difference for finding in findings for difference in finding.differences]


# ---- What is written outside -----------------------------------------------------------------------------------

_watching: list[tuple[str, list[str]]] = []
_CHANGES = (
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "shutil.rmtree",
)
_OURS = ("/dev/", "/proc/")


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching or (event != "open" and event not in _CHANGES):
        return
    if event == "open" and not (
        isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    ):
        return
    top, outside = _watching[-1]
    for name in arguments[:2] if event in ("os.rename", "os.link") else arguments[:1]:
        if isinstance(name, (str, bytes, os.PathLike)):
            path = os.path.abspath(os.fsdecode(name))  # noqa: PTH100 (Path would ask the disk)
            if not path.startswith((top, *_OURS)) and "__pycache__" not in path:
                outside.append(f"{event} {path}")


sys.addaudithook(_hear)


@contextmanager
def watched(top: Path, outside: list[str]) -> Iterator[None]:
    """Note whatever is written, made, moved or taken away outside of `top`; temporary files belong within."""
    before, tempfile.tempdir = tempfile.tempdir, str(top)
    _watching.append((str(top), outside))
    try:
        yield
    finally:
        _watching.pop()
        tempfile.tempdir = before


def trace_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def away(outcome: Outcome) -> None:
    shutil.rmtree(outcome.folder.parent, ignore_errors=True)
