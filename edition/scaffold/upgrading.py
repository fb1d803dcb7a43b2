"""``make upgrade``: an edition that was made gets newer code and pages; what somebody changed is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.core.messages import CannotRead
from edition.editorial.made import CODE, MADE, NAMED, Made, former_names, read_made
from edition.scaffold.contents import ROOT, copied, rendered
from edition.scaffold.making import Refused
from edition.scaffold.record import digest, put, written
from edition.witness.source import Source, read_source


@dataclass
class Upgraded:
    """What became of the files: the new ones, those written anew, those gone, and what was left alone and why."""

    new: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def upgrade(folder: Path) -> Upgraded:
    """Bring the edition in `folder` to this code, and its pages to what its witness says now.  Raises Refused."""
    made, source = _read(folder)
    received = (folder / "source" / str(source.witness["file"])).read_bytes()
    files = dict([*copied(ROOT), *rendered(source, received, made.settings)])
    done = Upgraded()
    for name, words in files.items():
        _bring(folder, name, words, made.files, done)
    for name in made.files.keys() - files.keys():
        _take_away(folder, name, made.files[name], done)
    names = {name: str(source.witness[name]) for name in NAMED if name in source.witness}
    former = tuple(former_names(made, names))
    record = replace(made, code=CODE, text=names, former=former, files=dict(sorted(done.digests.items())))
    put(folder / MADE, written(record).encode())
    return done


def _read(folder: Path) -> tuple[Made, Source]:
    try:
        made = read_made(folder)
        code = read_made(ROOT)
        source = read_source(folder / "source")
    except CannotRead as error:
        raise Refused(f"{error.problem.place}: {error.problem.sentence}") from None
    if made is None or not made.files:
        raise Refused(f"{folder} was not made by make new, so nobody knows what was changed in it. Say TO=….")
    if code is not None and code.files and folder.resolve() != ROOT.resolve():
        raise Refused(f"{ROOT} is itself an edition that was made. Say the folder of the code: FROM=…")
    for name in ("language", "editors", "year"):
        if not made.settings.get(name):
            raise Refused(f"{folder / MADE}: settings must say the {name} of the edition. Restore the line.")
    return made, source


def _bring(folder: Path, name: str, words: bytes, before: Mapping[str, str], done: Upgraded) -> None:
    """One file, if nobody has changed it."""
    path, now = folder / name, digest(words)
    if not path.exists():
        if name in before:
            done.left[name] = "it was taken away here"
            done.digests[name] = before[name]
            return
        put(path, words)
        done.new.append(name)
    elif (found := digest(path.read_bytes())) == now:
        pass
    elif name not in before:
        done.left[name] = "it was written here, and is new in the scaffold as well"
        return
    elif found != before[name]:
        done.left[name] = "it was changed here"
        done.digests[name] = before[name]
        return
    else:
        put(path, words)
        done.renewed.append(name)
    done.digests[name] = now


def _take_away(folder: Path, name: str, before: str, done: Upgraded) -> None:
    """A file that the scaffold no longer has, if nobody has changed it."""
    path = folder / name
    if not path.is_file():
        return
    if digest(path.read_bytes()) != before:
        done.left[name] = "it was changed here, and the scaffold has it no more"
        done.digests[name] = before
        return
    path.unlink()
    done.gone.append(name)
