"""What frames a page on the web: the row of units, the face, the statement of rights, the scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.domain import edition_domain, edition_of, state
from edition.base.features import features_of
from edition.base.fonts import WEB, cut_fonts, font_folder
from edition.base.names import BOOK, DOWNLOADS
from edition.base.publishing import state_in
from edition.outputs.web.escaping import TEMPLATES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

NEAR = 6  # units shown on either side of the present one; a row of all would grow with the edition


def settled(env: BuildEnvironment, docname: str) -> object:
    """What frames every page: its neighbors, what is said of the witness, the pages of the units."""
    relations = edition_domain(env).worked_out("relations", env.collect_relations)
    neighbors = [(doc, env.titles[doc].astext()) for doc in relations.get(docname, [])[1:] if doc in env.titles]
    return neighbors, edition_of(env).witness, edition_of(env).drawing


def context_of(app: Sphinx, pagename: str) -> dict[str, Any]:
    """What the templates need to know of this edition."""
    edition = edition_of(app.env)
    pages, here = edition.drawing, edition.unit_of(pagename)
    near = list(pages)
    if len(pages) > 2 * NEAR:
        middle = here if here is not None else near[0]
        shown = {near[0], near[-1], *range(middle - NEAR, middle + NEAR + 1)}
        near = sorted(shown & pages.keys())
    return {
        "unit_row": [(number, pages[number], number == here) for number in near],
        "unit_number": here,
        "witness": edition.source.witness,
        "main_pages": app.config.edition_main_pages,
        "foot_pages": app.config.edition_foot_pages,
        "entry_page": edition.glossary.entry_of(pagename) is not None,
        "static_build": app.config.edition_static,
        "sheets": sheets_of(app, pagename),
        "whole_pdf": f"{DOWNLOADS}/{BOOK}.pdf",
        "short_title": app.config.edition_short_title or app.config.project,
    }


def sheets_of(app: Sphinx, pagename: str) -> list[str]:
    """The style sheets that a page loads beside that of every page, by the directives that it uses."""
    page, sheets = edition_of(app.env).pages.get(pagename), features_of(app).sheets
    if page is None:
        return []
    return [name for name, parts in sheets.items() if any(page.has(d) for used in parts.values() for d in used)]


def read_pdf_pages(app: Sphinx) -> None:
    """The builder of the PDF has written them beside it, where the site is made after it and from the same."""
    folder = Path(app.outdir, DOWNLOADS)
    same = state_in(folder) == state(app.env)
    app.config.edition_pdf_pages = json.loads((folder / "pages.json").read_text("utf-8")) if same else {}


def add_paths(app: Sphinx, config: Config) -> None:
    config.templates_path.append(str(TEMPLATES))
    config.templates_path += [str(path.parent) for path in features_of(app).feet.values()]


def provide_fonts(app: Sphinx) -> None:
    """Cut the face for the web and let Sphinx copy it."""
    folder = font_folder(app)
    cut_fonts(folder / "web" / "fonts", WEB)
    app.config.html_static_path.append(str(folder / "web"))


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_main_pages", [], "html", list)
    app.add_config_value("edition_foot_pages", [], "html", list)
    app.add_config_value("edition_short_title", "", "html", str)
    app.add_config_value("edition_pdf_pages", {}, "", dict)
    app.connect("config-inited", add_paths)
    app.connect("builder-inited", read_pdf_pages)
    features_of(app).once_settled("frame", settled)
