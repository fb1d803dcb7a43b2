"""The state of an edition: one digest of every file that the model and its pages are made of.  No Sphinx."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from edition.editorial.settings import Settings

CODE = Path(__file__).parents[1]


def state_of(settings: Settings, *said: str) -> str:
    """The digest of these files, of the code and of what else was said; of no time and no place."""
    digest = hashlib.sha256(repr(said).encode())
    for top, path in sorted(_files(settings)):
        digest.update(repr((path.relative_to(top).as_posix(), path.read_bytes())).encode())
    return digest.hexdigest()


def _files(settings: Settings) -> Iterator[tuple[Path, Path]]:
    folder = settings.folder
    yield from ((folder, path) for _, path in settings.pages())
    named = ("conf.py", settings.chronology, *settings.bibliography)
    yield from ((folder, folder / name) for name in named if (folder / name).is_file())
    yield from ((folder, path) for path in (folder / settings.source).rglob("*") if path.is_file())
    yield from ((CODE, path) for path in CODE.rglob("*") if path.is_file() and path.suffix != ".pyc")
