"""Both ends of a reference: under a unit, what elsewhere in the edition refers to its sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.abilities import NEEDS, SCREEN
from edition.base.features import drawn, features_of
from edition.base.links import address_link, place_link
from edition.base.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from edition.core.model import Address
    from edition.editorial.edition import Edition
    from edition.editorial.mentions import Place

NAME = "referred_to"


class referred_to(nodes.General, nodes.Element):
    """Stands for the references to the sentences of a unit until all are known."""


def view(edition: Edition, docname: str) -> list[tuple[Address, list[Place]]]:
    """Each sentence of a unit to which something refers, with the places that do, in reading order."""
    page = edition.pages.get(docname)
    if page is None or page.unit is None:
        return []
    found = edition.references.get(page.unit, {})
    return [(address, edition.in_reading_order(places)) for address, places in found.items()]


def titles_shown(env: BuildEnvironment, docname: str) -> object:
    """The titles by which places are called."""
    return [env.titles[place.docname].astext() for _, places in drawn(env, NAME, docname) for place in places]


class ListReferences(SphinxPostTransform):
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        here = self.env.docname
        for node in list(self.document.findall(referred_to)):
            items = nodes.bullet_list(classes=["referred-to"])
            for address, places in drawn(self.env, NAME, here):
                line = nodes.paragraph("", "", address_link(self.env, here, address), nodes.Text(f" {_('from')} "))
                for i, place in enumerate(places):
                    line += [nodes.Text(", " if i else ""), place_link(self.env, here, place)]
                items += nodes.list_item("", line)
            listed = nodes.container("", nodes.rubric("", _("Referred to")), items, classes=[f"{NEEDS}{SCREEN}"])
            node.replace_self(listed if len(items) else [])


def setup(app: Sphinx) -> None:
    app.add_node(referred_to)
    app.add_post_transform(ListReferences)
    features = features_of(app)
    features.part_of_unit(NAME, lambda env, document: [referred_to()])
    features.view(NAME, view)
    features.once_settled(NAME, titles_shown)
    features.style(Path(__file__).with_name("referred_to.css"))
