"""``{pullquote} 1.2`` sets a sentence of the text apart, once more and larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.core.model import Address

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst
    from edition.editorial.edition import Edition

NAME = "pullquote"


class pullquote(nodes.General, nodes.Element):
    """The words of the sentence `address`."""


class PullQuote(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        sentence = edition_of(self.env).text.by_address[Address.parse(self.arguments[0])]
        words = nodes.paragraph("", sentence.text)
        return [pullquote("", words, address=str(sentence.address))]


def view(edition: Edition, docname: str) -> list[str]:
    """The sentences that a page sets apart: where the text changes, so does the page."""
    page, known = edition.pages.get(docname), edition.text.by_address
    quoted = [found.argument for found in (page.prose.every_directive if page else ()) if found.name == NAME]
    return [known[Address.parse(written)].text for written in quoted]


def visit_pullquote(self: HTML5Translator, node: pullquote) -> None:
    self.body.append(f'<aside class="pullquote" data-editorial="" aria-label="{node["address"]}">\n')


def depart_pullquote(self: HTML5Translator, node: pullquote) -> None:
    self.body.append("</aside>\n")


def visit_pullquote_typst(self: Typst, node: pullquote) -> None:
    self.open("pullquote", node["address"])


def depart_pullquote_typst(self: Typst, node: pullquote) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(
        pullquote, html=(visit_pullquote, depart_pullquote), typst=(visit_pullquote_typst, depart_pullquote_typst)
    )
    app.add_directive(NAME, PullQuote)
    features_of(app).view(NAME, view)
