"""Only what lies in the folder of an edition is read, and what lies there to be read is.

A link may publish any file of the machine that builds.

No Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from os import walk
from os.path import realpath
from pathlib import Path
from unicodedata import is_normalized

from edition.core.messages import Mistake, Problem, at
from edition.editorial.edition import Edition
from edition.editorial.made import MADE
from edition.editorial.settings import Settings
from edition.witness.addresses import ADDRESSES
from edition.witness.ledger import LEDGER
from edition.witness.moved import MOVED
from edition.witness.source import WITNESS, read_witness

MANY = 500  # folders
DECOMPOSED = "In the name of this file a letter and its accent are two characters. Rename it with one."
DATA = (".bib", ".yaml", ".yml")
UNREAD = "Nothing reads this file. Give it the name of one that is read, or take it away."
OUT = "This leads out of the folder of the edition. Put the file itself here."
CIRCLE = "This link leads round in a circle. Take it away."


def check_folder(settings: Settings) -> Iterator[Problem]:
    """Links among what the edition reads that lead out of its folder, or back to where they stand."""
    root = settings.folder.resolve()
    for top, folders, _ in settings.folders():
        for path in (top / name for name in folders):
            if path.suffix == ".md":
                yield Problem(Mistake.PAGE, at(path, 1), "This is a folder and is called like a page. Rename it.")
            # Sphinx would find the pages of such a folder again and again, or those of the whole machine.
            if path.is_symlink() and top.resolve().is_relative_to(path.resolve()):
                yield Problem(Mistake.PAGE, at(path, 1), CIRCLE)
            elif path.is_symlink() and not path.resolve().is_relative_to(root) and _may_hold_pages(path):
                yield Problem(Mistake.PAGE, at(path, 1), OUT)
    homes: dict[str, Path] = {}
    for name, path in settings.pages():
        if not is_normalized("NFC", name):  # Sphinx would look for it under another
            yield Problem(Mistake.PAGE, at(path, 1), DECOMPOSED)
        home = homes.setdefault(realpath(path), path)
        if home is not path:
            yield Problem(Mistake.PAGE, at(path, 1), f"This is {home.name} once more, by a link. Put a file here.")
    for path in _read(settings):
        try:
            if not path.resolve().is_relative_to(root):
                named = path if path.is_relative_to(settings.folder) else settings.folder / settings.source / WITNESS
                yield Problem(Mistake.PAGE, at(named, 1), OUT)
        except (OSError, RuntimeError):
            yield Problem(Mistake.PAGE, at(path, 1), CIRCLE)


def _may_hold_pages(folder: Path) -> bool:
    """Whether a folder elsewhere has pages, which Sphinx would take in, or is too large to look through."""
    tops = list(islice(walk(folder), MANY))
    return len(tops) == MANY or any(name.endswith(".md") for _, _, files in tops for name in files)


def _read(settings: Settings) -> Iterator[Path]:
    """Every file that the edition reads, conf.py aside, which can do anything."""
    yield from (path for _, path in settings.pages())
    for name in (settings.source, settings.glossary):
        for top, _, files in walk(settings.folder / name):
            yield from (Path(top, file) for file in sorted(files))
    yield from (settings.folder / name for name in (settings.chronology, *settings.bibliography))
    folder = settings.folder / settings.source
    yield folder / str(read_witness(folder)["file"])  # last: what says its name was looked at before


def check_unread(edition: Edition) -> Iterator[Problem]:
    """Data beside what is read that nothing reads: a copy, or a name that is not quite right."""
    settings = edition.settings
    source = Path(settings.source)
    known = {source / name for name in (WITNESS, LEDGER, ADDRESSES, MOVED, str(edition.source.witness["file"]))}
    known |= {Path(name) for name in (settings.chronology, *settings.bibliography, MADE)}
    read = {(settings.folder / path).resolve() for path in known}
    for folder in sorted({path.parent for path in known} | {Path(settings.glossary)}):
        for path in sorted((settings.folder / folder).glob("[!.]*")):
            if path.suffix.lower() in DATA and path.resolve() not in read:
                yield Problem(Mistake.PAGE, at(path, 1), UNREAD)
