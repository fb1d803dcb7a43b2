"""The files that features put into the site: all that are told, and none of an earlier build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.features import features_of
from edition.base.names import DOWNLOADS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = "_static"


def write_files(app: Sphinx) -> None:
    """Write every file; away with those in the folders of features that none tells any more."""
    site = Path(app.outdir)
    for name, files in features_of(app).files.items():
        told = {site / path: words for path, words in files(app).items()}
        for path, words in told.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, "utf-8")
        for folder in (site / DOWNLOADS / name, site / STATIC / name):
            for path in folder.rglob("*") if folder.exists() else ():
                if path.is_file() and path not in told:
                    path.unlink()
