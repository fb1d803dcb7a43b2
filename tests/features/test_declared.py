"""Freshness is complete: what the build of a page opens is what it declares, its source, or part of the model.

The model is read anew by every build, and what a page shows of it is compared; of every other file Sphinx must know.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.base.domain import edition_of
from edition.editorial.state import files_of
from tests.small import build


class Opened:
    """The files below a folder that are opened to be read, as long as it is set; with the page at work."""

    def __init__(self) -> None:
        self.folder, self.page = "", ""
        self.found: set[tuple[str, Path]] = set()

    def __call__(self, event: str, said: tuple[Any, ...]) -> None:
        if self.folder and event == "open" and isinstance(said[0], (str, os.PathLike)):
            path = os.fspath(said[0])
            if path.startswith(self.folder) and not said[2] & (os.O_WRONLY | os.O_RDWR):
                self.found.add((self.page, Path(path)))


OPENED = Opened()
sys.addaudithook(OPENED)  # for good: Python takes none away


def opened_for_pages(tale: Path, builder: str) -> tuple[Sphinx, set[tuple[str, Path]]]:
    """Build all pages; what was opened while each was read, resolved or written."""
    OPENED.folder, OPENED.page, OPENED.found = f"{tale}{os.sep}", "", set()

    def begin(app: Sphinx, docname: str, *_: object) -> None:
        OPENED.page = docname

    try:
        with patch_docutils(tale), docutils_namespace():
            app = Sphinx(tale, tale, tale / "_build", tale / "_doctrees", builder, status=None, warning=None)
            app.connect("source-read", begin, priority=0)
            app.connect("html-page-context", begin, priority=0)
            app.connect("build-finished", lambda *_: setattr(OPENED, "page", ""), priority=0)
            app.build()
            return app, {(page, path) for page, path in OPENED.found if page}
    finally:
        OPENED.folder = ""


@pytest.mark.parametrize("builder", ["html", "check"])
def test_a_page_opens_what_it_declares(tale: Path, builder: str) -> None:
    (tale / "lamp.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "utf-8")
    page = tale / "places.md"
    page.write_text(page.read_text("utf-8") + "\n![A lamp](lamp.svg)\n", "utf-8")
    app, opened = opened_for_pages(tale, builder)
    known = {path.resolve() for path in files_of(edition_of(app.env))}
    known |= {Path(app.srcdir, name).resolve() for names in app.env.dependencies.values() for name in names}
    made = [tale / name for name in ("_build", "_doctrees", "static", "fonts")]
    strange = {
        (page, path)
        for page, path in opened
        if path.is_file() and path.resolve() not in known and not any(path.is_relative_to(folder) for folder in made)
    }
    assert opened
    assert strange == set()


def test_an_undeclared_file_would_be_found(tale: Path) -> None:
    """A page that reads a file behind Sphinx's back."""
    (tale / "secret.txt").write_text("1", "utf-8")
    conf = tale / "conf.py"
    conf.write_text(
        f"{conf.read_text('utf-8')}\n\ndef setup(app):\n"
        "    app.connect('doctree-read', lambda app, tree: open(app.srcdir / 'secret.txt').close())\n",
        "utf-8",
    )
    _, opened = opened_for_pages(tale, "html")
    assert any(path.name == "secret.txt" for _, path in opened)


def test_the_state_of_an_edition_follows_every_file(tale: Path) -> None:
    """What decides whether PDFs belong to the pages: no file of the model is left out."""
    build(tale, "html", tale / "_build")
    before = (tale / "_build" / ".state").read_text("utf-8")
    for name in ("source/witness.yaml", "chronology.yaml", "bibliography.bib", "glossary/lamp.md", "conf.py"):
        path = tale / name
        words = path.read_text("utf-8")
        path.write_text(words + "\n", "utf-8")
        build(tale, "html", tale / "_build")
        now = (tale / "_build" / ".state").read_text("utf-8")
        assert now != before, name
        path.write_text(words, "utf-8")
