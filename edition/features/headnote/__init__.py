"""``{headnote}``: the editor's introduction to a unit, set apart from the author's words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.editorial.mentions import HEADNOTE

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst


class headnote(nodes.General, nodes.Element):
    """Paragraphs in the editor's voice."""


class Headnote(SphinxDirective):
    """The content is parsed as any prose of the editor."""

    has_content = True

    def run(self) -> list[Node]:
        self.assert_has_content()
        page = edition_of(self.env).pages.get(self.env.docname)
        place = f"headnote of {page.unit}" if page and page.unit is not None else ""
        node = headnote("", *self.parse_content_to_nodes(), describes=True, place=place)
        self.set_source_info(node)
        return [node]


def visit_headnote(self: HTML5Translator, node: headnote) -> None:
    self.body.append('<div class="headnote">\n')


def depart_headnote(self: HTML5Translator, node: headnote) -> None:
    self.body.append("</div>\n")


def visit_headnote_typst(self: Typst, node: headnote) -> None:
    self.open("headnote")


def depart_headnote_typst(self: Typst, node: headnote) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(headnote, html=(visit_headnote, depart_headnote), typst=(visit_headnote_typst, depart_headnote_typst))
    app.add_directive(HEADNOTE, Headnote)
    features_of(app).style(Path(__file__).with_name("headnote.css"))
    features_of(app).script(Path(__file__).with_name("headnote.js"), joined="reading.js")
