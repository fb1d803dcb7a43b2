"""Right behind the text of a unit: the ways to the unit before it and to the next, each under its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.abilities import NEEDS, SCREEN
from edition.base.features import drawn, features_of
from edition.base.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.editorial.edition import Edition

NAME = "way_on"


class way_on(nodes.General, nodes.Element):
    """Stands for the ways until every page has its title."""


class way(nodes.General, nodes.Element):
    """A way to another page: `rel` (prev or next), `refuri`; its children are the title of that page."""


class Shown(NamedTuple):
    """The pages of the units beside one; nothing where it is the first or the last."""

    prev: str = ""
    next: str = ""


def view(edition: Edition, docname: str) -> Shown:
    """The neighbors of a unit's page, in the order of the units."""
    if edition.unit_of(docname) is None:
        return Shown()
    pages = ["", *dict.fromkeys(edition.drawing.values()), ""]
    here = pages.index(docname)
    return Shown(pages[here - 1], pages[here + 1])


def titles_shown(env: BuildEnvironment, docname: str) -> object:
    """The titles under which the ways stand."""
    return [page and env.titles[page].astext() for page in drawn(env, NAME, docname)]


class FindWays(SphinxPostTransform):
    """Set the ways: titles are known only once every page is read."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        here = self.env.docname
        ways = []
        for rel, page in drawn(self.env, NAME, here)._asdict().items():
            if page:
                title = [child.deepcopy() for child in self.env.titles[page].children]
                ways.append(way("", *title, rel=rel, refuri=self.app.builder.get_relative_uri(here, page)))
        for node in list(self.document.findall(way_on)):
            node.replace_self(way_on("", *ways, classes=[f"{NEEDS}{SCREEN}"]) if ways else [])


def visit_way_on(self: HTML5Translator, node: way_on) -> None:
    self.body.append(f'<nav class="prev-next" aria-label="{self.attval(_("Previous and next page"))}">\n')


def depart_way_on(self: HTML5Translator, node: way_on) -> None:
    self.body.append("</nav>\n")


def visit_way(self: HTML5Translator, node: way) -> None:
    rel, words = node["rel"], _("Previous") if node["rel"] == "prev" else _("Next")
    self.body.append(f'<a class="{rel}" href="{self.attval(node["refuri"])}" rel="{rel}">')
    self.body.append(f"<span>{self.encode(words)}</span> ")


def depart_way(self: HTML5Translator, node: way) -> None:
    self.body.append("</a>\n")


def setup(app: Sphinx) -> None:
    app.add_node(way_on, html=(visit_way_on, depart_way_on))
    app.add_node(way, html=(visit_way, depart_way))
    app.add_post_transform(FindWays)
    features = features_of(app)
    features.part_of_unit(NAME, lambda env, document: [way_on(found_apart=True)])
    features.view(NAME, view)
    features.once_settled(NAME, titles_shown)
