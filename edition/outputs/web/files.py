"""The files of the site: those that pages load and features put into it, and none of the theme or an earlier build."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.domain import state
from edition.base.features import features_of
from edition.base.names import DOWNLOADS
from edition.base.publishing import STATE
from edition.core.files import write_whole
from edition.outputs.web.builder import SiteBuilder
from edition.outputs.web.joining import sent
from edition.outputs.web.lost import KNOWN
from edition.outputs.web.pictures import FOLDER, TOUCH_ICON
from edition.outputs.web.search import INDEX

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = "_static"


# The theme brings two megabytes that no page loads: icon fonts, Bootstrap, their sources; Sphinx its own scripts.
# What is ours stays, the files of features, and what the build makes: the face, data for scripts, the pictures.
MADE = {"fonts", INDEX, *(Path(path).name for path in (KNOWN, FOLDER, TOUCH_ICON))}


def send_only_what_is_used(app: Sphinx) -> None:
    used = MADE | sent(app).keys() | features_of(app).files.keys()
    for path in (Path(app.outdir) / "_static").iterdir():
        if path.name not in used:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def send_only_pages_that_are(app: Sphinx) -> None:
    """Away with those of documents that are gone, and with the sources, which Sphinx makes a folder for."""
    site, builder = Path(app.outdir), app.builder
    assert isinstance(builder, SiteBuilder)
    pages, apart = builder.pages(), (site / DOWNLOADS, site / STATIC)
    for path in site.rglob(f"*{builder.out_suffix}"):
        if path not in pages and not any(path.is_relative_to(folder) for folder in apart):
            path.unlink()
    if (site / "_sources").exists():
        shutil.rmtree(site / "_sources")


def note_state(app: Sphinx) -> None:
    """Last of all: this is whole, and made from that."""
    write_whole(Path(app.outdir, STATE), state(app.env))


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
