"""``{whole-text}`` shows all units one after the other.  Each keeps its home: what is shown here are copies.

Nothing refers to a copy: the model knows a sentence at its home alone.  The page is filled as it is written, from the
Text, so that no copy is searched, cited or printed; a number, a mark and a gloss lead to where each has its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import edition_of
from edition.base.features import drawn, features_of
from edition.base.language import language_of_text
from edition.base.links import page_link
from edition.base.names import extent
from edition.base.reading import sentence, unit_text
from edition.core.model import minutes_for
from edition.editorial.pages import WHOLE
from edition.features.text.paragraphs import paragraph_node, withheld_notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from edition.core.model import Unit
    from edition.editorial.edition import Edition

NAME = "whole_text"


class whole_text(nodes.General, nodes.Element):
    """Stands for all units until every page is read."""


class WholeText(SphinxDirective):
    """``{whole-text}`` shows every unit of the text, with a list of them before it."""

    def run(self) -> list[Node]:
        return [whole_text()]


def view(edition: Edition, docname: str) -> list[tuple[str, Unit]]:
    """Every unit with the page that is its home, on a page of the whole text; a unit without a home is reported."""
    if docname not in edition.pages_with(WHOLE):
        return []
    return [(page, edition.text.by_number[unit]) for unit, page in edition.drawing.items()]


def titles_shown(env: BuildEnvironment, docname: str) -> object:
    """The titles of the units."""
    return [env.titles[page].astext() for page, _ in drawn(env, NAME, docname)]


class ShowWhole(SphinxPostTransform):
    """Draw the copies, before others mark and link what stands in a sentence."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        shown: list[tuple[str, Unit]] = drawn(self.env, NAME, self.env.docname)
        for node in list(self.document.findall(whole_text)):
            node.replace_self([*self.contents(shown), *(self.unit(page, unit) for page, unit in shown)])

    def contents(self, shown: list[tuple[str, Unit]]) -> Iterator[nodes.Element]:
        """How long all is, and the units, each with a link to where it begins below."""
        listed = nodes.bullet_list(classes=["units"])
        for page, unit in shown:
            link = nodes.reference("", "", *self.title(page), internal=True, refid=f"u{unit.number}")
            listed += nodes.list_item("", nodes.paragraph("", "", link), _extent(unit))
        yield _extent(*(unit for _, unit in shown))
        yield listed

    def unit(self, page: str, unit: Unit) -> nodes.section:
        """A unit under its title, which leads to its page."""
        link = page_link(self.env, self.env.docname, page, "")
        link.children = []
        link += self.title(page)
        home = self.app.builder.get_relative_uri(self.env.docname, page)
        text = unit_text("", unit=unit.number, language=language_of_text(self.env), home=home)
        edition = edition_of(self.env)
        if edition.withheld:
            text += withheld_notice(unit, edition.witness)
        text += [paragraph_node(unit, paragraph) for paragraph in unit.paragraphs]
        for part in text.findall(sentence):
            part["home"] = home
        return nodes.section("", nodes.title("", "", link), text, ids=[f"u{unit.number}"])

    def title(self, page: str) -> list[nodes.Node]:
        return [child.deepcopy() for child in self.env.titles[page].children]


def _extent(*units: Unit) -> nodes.paragraph:
    sentences = [part for unit in units for part in unit.sentences]
    return nodes.paragraph("", extent(len(sentences), minutes_for(sentences)), classes=["extent"])


def setup(app: Sphinx) -> None:
    app.add_node(whole_text)
    app.add_directive(WHOLE, WholeText)
    app.add_post_transform(ShowWhole)
    features = features_of(app)
    features.view(NAME, view)
    features.once_settled(NAME, titles_shown)
