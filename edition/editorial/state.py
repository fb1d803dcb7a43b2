"""The state of an edition: one digest of every file that the model and its pages are made of.  No Sphinx."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from edition.editorial.edition import Edition
from edition.editorial.leads import pictures

CODE = Path(__file__).parents[1]
MADE = (".pyc", ".mo")  # of the code, by whoever runs it


def state_of(edition: Edition, *said: str) -> str:
    """The digest of these files, of the code and of what else was said; of no time and no place."""
    digest = hashlib.sha256(repr(said).encode())
    code = ((CODE, path) for path in CODE.rglob("*") if path.is_file() and path.suffix not in MADE)
    for top, path in sorted((*((edition.settings.folder, path) for path in files_of(edition)), *code)):
        digest.update(repr((path.relative_to(top).as_posix(), path.read_bytes())).encode())
    return digest.hexdigest()


def files_of(edition: Edition) -> Iterator[Path]:
    """Every file that an editor wrote and an output shows something of."""
    folder, settings = edition.settings.folder, edition.settings
    named = ("conf.py", "CHANGELOG.md", settings.chronology, *settings.bibliography, *pictures(edition))
    yield from (path for path in dict.fromkeys(folder / name for name in named) if path.is_file())
    yield from (path for _, path in settings.pages())
    yield from (path for path in (folder / settings.source).rglob("*") if path.is_file())
