"""``{units}`` lists the units of the text: the title of each, what it claims, how long it takes, its handouts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.abilities import DOWNLOADS as HAS_DOWNLOADS
from edition.base.abilities import NEEDS
from edition.base.domain import edition_of
from edition.base.features import drawn, features_of
from edition.base.links import handout_way, page_link
from edition.base.names import extent
from edition.base.words import _
from edition.editorial.pages import CLAIM, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from edition.editorial.edition import Edition

UNITS = "units"


class unit_list(nodes.General, nodes.Element):
    """Stands for the list of units until every page is read."""


class Units(SphinxDirective):
    """``{units}`` lists every unit of the text with the title of its page."""

    def run(self) -> list[Node]:
        return [unit_list()]


class Listed(NamedTuple):
    """A unit as a list shows it: its page, what it claims, sentences, minutes."""

    page: str
    claim: str
    sentences: int
    minutes: int


def view(edition: Edition, docname: str) -> list[Listed]:
    """The units, on a page that lists them."""
    page = edition.pages.get(docname)
    if page is None or not page.has(UNITS):
        return []
    units = edition.text.by_number
    return [
        Listed(name, str(edition.front(name).get(CLAIM, "")), len(list(units[number].sentences)), units[number].minutes)
        for number, name in edition.drawing.items()
    ]


def titles_shown(env: BuildEnvironment, docname: str) -> object:
    """The titles in a list of units."""
    return [env.titles[unit.page].astext() for unit in drawn(env, UNITS, docname)]


class ListUnits(SphinxPostTransform):
    """Fill the lists of units: titles are known only once every page is read."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(unit_list)):
            items = [nodes.list_item("", *self.lines(unit)) for unit in drawn(self.env, UNITS, self.env.docname)]
            node.replace_self(nodes.bullet_list("", *items, classes=["units"]))

    def lines(self, unit: Listed) -> Iterator[nodes.paragraph]:
        title = nodes.inline()
        title.children = [child.deepcopy() for child in self.env.titles[unit.page].children]
        link = page_link(self.env, self.env.docname, unit.page, title)
        link.children = title.children
        yield nodes.paragraph("", "", link)
        if unit.claim:
            yield nodes.paragraph("", unit.claim, classes=["claim"])
        yield nodes.paragraph("", extent(unit.sentences, unit.minutes), self.handouts(unit), classes=["extent"])

    def handouts(self, unit: Listed) -> nodes.inline:
        """The handout of a unit, and the same in large print."""
        found = nodes.inline(classes=[f"{NEEDS}{HAS_DOWNLOADS}"])
        for label, large in ((_("PDF"), False), (_("large print"), True)):
            way = handout_way(self.env.docname, unit.page, large=large)
            found += [nodes.Text(" · "), nodes.reference("", label, refuri=way)]
        return found


def context_of(app: Sphinx, pagename: str) -> dict[str, bool]:
    """Whether a page is the list of units, or shows them all; the front door lists them as well, and is none."""
    listing = [name for directive in (UNITS, WHOLE) for name in edition_of(app.env).pages_with(directive)]
    return {"lists_units": pagename in listing and pagename != app.config.root_doc}


def setup(app: Sphinx) -> None:
    app.add_node(unit_list)
    app.add_directive(UNITS, Units)
    app.add_post_transform(ListUnits)
    features = features_of(app)
    features.view(UNITS, view)
    features.once_settled(UNITS, titles_shown)
    features.leads_everywhere(UNITS)
    features.on_site(UNITS, context=context_of)
    features.sheet(Path(__file__).with_name("units.css"), "front.css", UNITS, WHOLE)
