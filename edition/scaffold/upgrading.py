"""``make upgrade``: an edition that was made gets newer code and pages; what somebody changed is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.core.messages import CannotRead
from edition.editorial.made import CODE, MADE, NAMED, Made, former_names, read_made
from edition.scaffold.contents import ROOT, copied, rendered
from edition.scaffold.making import LANGUAGES, Refused
from edition.scaffold.record import digest, put, written
from edition.witness.source import Source, read_source


@dataclass
class Upgraded:
    """What became of the files: the new ones, those written anew, those gone; what was left alone, and why.

    `digests` are those of what is offered now, so a file that was left alone counts as changed from now on.
    """

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
    if made.settings.get("language", "").partition("-")[0] not in LANGUAGES:
        raise Refused(f"{folder / MADE}: the language of settings must be one of {', '.join(LANGUAGES)}. Restore it.")
    for name in ("editors", "year"):
        if not made.settings.get(name):
            raise Refused(f"{folder / MADE}: settings must say the {name} of the edition. Restore the line.")
    return made, source


def _bring(folder: Path, name: str, words: bytes, before: Mapping[str, str], done: Upgraded) -> None:
    """One file, if nobody has changed it; one that stays behind is told of once, when there is something to miss."""
    path, now = folder / name, digest(words)
    done.digests[name] = now
    if path.exists():
        found = digest(path.read_bytes())
        if found == now:
            return
        if found == before.get(name):
            put(path, words)
            done.renewed.append(name)
        elif name not in before:
            done.left[name] = "somebody wrote one of this name here"
        elif now != before[name]:
            done.left[name] = "it was changed here, and the code has another now"
    elif name not in before:
        put(path, words)
        done.new.append(name)
    elif now != before[name]:
        done.left[name] = "it was taken away here, and the code has another now"


def _take_away(folder: Path, name: str, before: str, done: Upgraded) -> None:
    """A file that there is no more, if nobody has changed it."""
    path = folder / name
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return
    if digest(path.read_bytes()) != before:
        done.left[name] = "it was changed here, and the code has none any more"
        return
    path.unlink()
    done.gone.append(name)
