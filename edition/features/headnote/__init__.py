"""``{headnote}``: the editor's introduction to a unit, set apart from the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator


class headnote(nodes.General, nodes.Element):
    """Paragraphs in the editor's voice."""


class Headnote(SphinxDirective):
    """The content is parsed as any prose of the editor."""

    has_content = True

    def run(self) -> list[Node]:
        self.assert_has_content()
        node = headnote("", *self.parse_content_to_nodes())
        self.set_source_info(node)
        return [node]


def visit_headnote(self: HTML5Translator, node: headnote) -> None:
    self.body.append('<div class="headnote">\n')


def depart_headnote(self: HTML5Translator, node: headnote) -> None:
    self.body.append("</div>\n")


def visit_headnote_typst(self: TypstTranslator, node: headnote) -> None:
    self.open("headnote")


def depart_headnote_typst(self: TypstTranslator, node: headnote) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(headnote, html=(visit_headnote, depart_headnote), typst=(visit_headnote_typst, depart_headnote_typst))
    app.add_directive("headnote", Headnote)
