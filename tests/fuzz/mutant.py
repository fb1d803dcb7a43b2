"""The small edition, changed: by one change or a few, which follow from a number alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.small import BASE


class Link(NamedTuple):
    """A symbolic link; it leads to `target`, which need not be there."""

    target: str


class Folder(NamedTuple):
    """A folder with nothing in it, where a file is expected."""


Thing = bytes | Link | Folder
Files = dict[str, Thing]  # by their paths
Change = Callable[[Random, Files], None]

CHANGES: dict[str, Change] = {}
# How many changes a mutant has: mostly one, so that what follows from it is not hidden by another.
HOW_MANY = (1, 1, 1, 1, 1, 1, 2, 2, 3)


def change(function: Change) -> Change:
    """Let mutants be made by this function too."""
    kind = function.__module__.rpartition(".")[2]
    CHANGES[f"{kind}: {function.__name__.strip('_').replace('_', ' ')}"] = function
    return function


@dataclass(frozen=True)
class Mutant:
    """An edition with some changes, each told by its name."""

    seed: int
    changes: tuple[str, ...]
    files: Files

    @property
    def diff(self) -> str:
        """What differs from the edition that was changed."""
        base = read_base()
        paths = sorted(base.keys() | self.files.keys())
        return "".join(_diff(path, base.get(path), self.files.get(path)) for path in paths)

    def lay_out(self, folder: Path) -> None:
        """Write its files below `folder`, which is empty; links last, so that none is followed."""
        for path, thing in sorted(self.files.items(), key=lambda one: not isinstance(one[1], bytes)):
            where = folder / path
            if where.exists() or where.is_symlink():
                continue  # one change made a folder of what another has as a file
            where.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(thing, Link):
                where.symlink_to(thing.target)
            elif isinstance(thing, Folder):
                where.mkdir()
            else:
                where.write_bytes(thing)


def mutant_of(seed: int, only: int | None = None) -> Mutant:
    """The mutant of a number; `only` leaves one of its changes, which are independent of one another."""
    chance = chance_of(str(seed))
    names = [chance.choice(sorted(CHANGES)) for _ in range(chance.choice(HOW_MANY))]
    files, done = read_base(), []
    for number, name in enumerate(names):
        if only in (None, number):
            CHANGES[name](chance_of(f"{seed}/{number}"), files)
            done.append(name)
    return Mutant(seed, tuple(done), files)


def chance_of(seed: str) -> Random:
    """Chance that can be repeated."""
    return Random(seed)  # noqa: S311 (nothing here is a secret)


def read_base() -> Files:
    """The small edition as it is, by its paths."""
    paths = sorted(path for path in BASE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in paths}


def _diff(path: str, before: Thing | None, after: Thing | None) -> str:
    if before == after:
        return ""
    lines = unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}", n=0, lineterm="")
    return "".join(f"{line}\n" for line in lines) or f"{path}: differs\n"


def _lines(thing: Thing | None) -> list[str]:
    """A file as lines in which every character can be seen."""
    if thing is None or isinstance(thing, (Link, Folder)):
        return [] if thing is None else [repr(thing)]
    lines = thing.decode("utf-8", "backslashreplace").split("\n")
    return [line if line.isprintable() else repr(line)[1:-1] for line in (line[:400] for line in lines)]
