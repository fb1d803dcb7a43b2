"""A few dozen mutants that never change, and that the fuzzer itself would see what it must not let pass."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import tests.fuzz.kinds  # noqa: F401 (the changes register themselves)
from edition.core.messages import Mistake, Problem
from tests.fuzz.command import death
from tests.fuzz.mutant import CHANGES, Files, Folder, Link, Mutant, mutant_of, read_base
from tests.fuzz.readers import lost_words
from tests.fuzz.trial import Outcome, outcome_of, watched
from tests.fuzz.verdict import breaches
from tests.small import BASE, Ran

# Where a mutant breaks a promise, `make fuzz SEED=… N=1` shows it whole.
SEEDS = range(100, 136)


@pytest.mark.parametrize("seed", SEEDS)
def test_mutant_is_met_with_a_sentence_or_loses_nothing(seed: int, tmp_path: Path) -> None:
    mutant = mutant_of(seed)
    broken = list(breaches(outcome_of(mutant, tmp_path)))
    assert not broken, f"make fuzz SEED={seed} N=1\n{mutant.diff}\n{broken[0].said}"


def test_edition_that_was_not_changed_breaks_nothing(tmp_path: Path) -> None:
    outcome = outcome_of(_mutant(), tmp_path, "pdf")
    assert [outcome.builds[name].code for name in ("html", "pdf")] == [0, 0]
    assert list(breaches(outcome)) == []


def test_mutants_follow_from_their_numbers() -> None:
    made = {seed: mutant_of(seed) for seed in range(400)}
    assert all(mutant_of(seed) == made[seed] for seed in range(0, 400, 40))
    assert {name for mutant in made.values() for name in mutant.changes} == set(CHANGES)
    assert sum(not mutant.diff for mutant in made.values()) < 20


# ---- What the fuzzer must see ------------------------------------------------------------------------------------


def _mutant(**changed: bytes) -> Mutant:
    return Mutant(0, ("lines: dropped",), read_base() | changed)


def _kinds(tmp_path: Path, **said: object) -> list[str]:
    """The kinds of breach of a mutant of which this was said."""
    outcome = Outcome(_mutant(), tmp_path)
    for name, value in said.items():
        setattr(outcome, name, value)
    return [breach.kind.partition(":")[0] for breach in breaches(outcome)]


SEEN = {
    "index.md:3: WARNING: There is no sentence 9.9. Correct the address. [edition.address]": [],
    "index.md:3: WARNING: There is no sentence 9.9. [edition.address]": ["no remedy"],
    "index.md:99: WARNING: There is no sentence 9.9. Correct the address. [edition.address]": ["wrong place"],
    "nowhere.md:3: WARNING: There is no sentence 9.9. Correct the address. [edition.address]": ["wrong place"],
    "WARNING: There is no sentence 9.9. Correct the address. [edition.address]": ["no place"],
    "index.md: WARNING: There is no sentence 9.9. Correct the address. [edition.address]": ["no place"],
    "index.md:3: WARNING: Unknown directive type: 'x' [myst.directive_unknown]": ["foreign words alone"],
    "Traceback (most recent call last):\nKeyError: 'x'": ["traceback"],
    "This is a fault of the edition's code\n  KeyError: 'x'\n  edition/x.py:3 in read": ["traceback"],
    "/x/edition/x.py:3: FutureWarning: Possible nested set\n  compile(x)": ["words of Python's", "foreign words alone"],
    "": ["failure without a word"],
}


@pytest.mark.parametrize("words", SEEN)
def test_messages_are_judged(words: str, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    assert _kinds(tmp_path, builds={"html": Ran(1, "", words)}) == SEEN[words]


def test_silence_is_judged(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    problem = Problem(Mistake.ADDRESS, "index.md:3", "There is no sentence 9.9. Correct the address.")
    silent = {"html": Ran(0, "", "")}
    assert _kinds(tmp_path, builds=silent) == []
    assert _kinds(tmp_path, builds=silent, problems=[problem]) == ["passes though the check refuses"]
    assert _kinds(tmp_path, builds=silent, proof=["1.1 is missing"]) == ["proof"]
    assert _kinds(tmp_path, builds=silent, lost=[("index.md", "words")]) == ["lost"]
    assert _kinds(tmp_path, builds=silent, outside=["open /x"]) == ["outside"]


@pytest.mark.parametrize("path", [path for path in read_base() if "lamp.txt" not in path and "addresses" not in path])
def test_lost_words_are_seen(path: str, small: Path) -> None:
    """Nothing of the edition is missed in its site; and of each file a line of words that no page has."""
    files = read_base()
    added = {
        ".bib": b"@book{a, title = {Nowhere said}}",
        ".yaml": b"anything: Nowhere said",
        ".py": b'version = "Nowhere said"',
    }
    changed: Files = files | {
        path: files_bytes(files, path) + b"\n" + added.get(Path(path).suffix, b"Nowhere said") + b"\n"
    }
    assert list(lost_words(files, small / "_build")) == []
    assert [(lost, "Nowhere" in run) for lost, run in lost_words(changed, small / "_build")] == [(path, True)]


def files_bytes(files: Files, path: str) -> bytes:
    thing = files[path]
    assert isinstance(thing, bytes)
    return thing


@pytest.mark.parametrize("text", [b"The Lamp\nA line of the author's that nobody prints.\n"])
def test_lost_words_of_the_author_are_seen(text: bytes, small: Path) -> None:
    found = dict(lost_words(read_base() | {"source/lamp.txt": text}, small / "_build"))
    assert list(found) == ["source/lamp.txt"]


def test_what_is_written_outside_is_seen(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
    noted: list[str] = []
    with watched(inside, noted):
        (inside / "a").write_text("words", "utf-8")
        with tempfile.TemporaryFile() as file:
            file.write(b"words")
        assert noted == []
        (outside / "a").write_text("words", "utf-8")
        (outside / "a").rename(outside / "b")
    (outside / "c").write_text("words", "utf-8")
    assert noted == [f"open {outside / 'a'}", f"os.rename {outside / 'a'}", f"os.rename {outside / 'b'}"]


def test_links_are_laid_out_and_not_followed(tmp_path: Path) -> None:
    files: Files = {"a/b.md": b"words", "a": Link("/"), "c": Link("."), "d": Folder(), "d/e": b"x"}
    Mutant(0, (), files).lay_out(tmp_path)
    assert (tmp_path / "a" / "b.md").read_bytes() == b"words"
    assert (tmp_path / "c").is_symlink()
    assert (tmp_path / "d" / "e").exists()


@pytest.mark.parametrize(
    ("ends", "kind"), [(signal.SIGXCPU, "hang"), (signal.SIGALRM, "hang"), (signal.SIGKILL, "death")]
)
def test_worker_that_dies_is_told(ends: signal.Signals, kind: str) -> None:
    command = [sys.executable, "-c", f"import os; os.kill(os.getpid(), {ends.value})"]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert death(process, 1).kind.startswith(kind)
