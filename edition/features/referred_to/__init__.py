"""Both ends of a reference: under a unit, what elsewhere in the edition refers to its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.abilities import NEEDS, SCREEN
from edition.base.features import drawn, features_of
from edition.base.links import address_link, page_link, place_link
from edition.base.rubric import rubric
from edition.base.words import _, locale
from edition.core.dates import dates_in_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.core.model import Address
    from edition.editorial.edition import Edition
    from edition.editorial.mentions import Place

NAME = "referred_to"
# What only the name of such a place gives -> what its kind is called, in the order in which they are listed.
KINDS = {"label": "Notes", "other": "In this argument", "date": "Events", "": "Pages"}


class referred_to(nodes.General, nodes.Element):
    """Stands for the references to the sentences of a unit until all are known."""


class referred_line(nodes.General, nodes.TextElement):
    """What refers to the sentence at `address`."""


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
            items = nodes.container(classes=["referred-to"])
            for address, places in drawn(self.env, NAME, here):
                line = referred_line("", "", address_link(self.env, here, address), address=str(address))
                line += list(self.groups(places))
                items += line
            listed = nodes.container("", rubric(_("Referred to")), items, classes=[f"{NEEDS}{SCREEN}"])
            node.replace_self(listed if len(items) else [])

    def groups(self, places: list[Place]) -> Iterator[nodes.Node]:
        """The places by their kind: what the kind is called, how many there are, and each under its shortest name."""
        by_kind: dict[str, list[Place]] = {_(kind): [] for kind in KINDS.values()}
        for place in places:
            by_kind[self.kind(place)].append(place)
        for kind, found in by_kind.items():
            if not found:
                continue
            head = f"{kind} ({len(found)})" if len(found) > 1 else kind
            yield from (nodes.Text(" · "), nodes.inline("", head, classes=["kind"]), nodes.Text(" "))
            for i, place in enumerate(found):
                yield from (nodes.Text(", " if i else ""), self.link(place))

    def kind(self, place: Place) -> str:
        given = dict(place.given)
        return _(next(words for name, words in KINDS.items() if name in given or not name))

    def link(self, place: Place) -> nodes.reference:
        """A link that says no more than its kind leaves open."""
        given = dict(place.given)
        if "date" not in given and "other" not in given:
            return place_link(self.env, self.env.docname, place)
        words = dates_in_words(given["date"], locale()) if "date" in given else f"{given['address']}–{given['other']}"
        return page_link(self.env, self.env.docname, place.docname, words, place.id)


def visit_referred_line(self: HTML5Translator, node: referred_line) -> None:
    self.body.append(f'<p data-of="{node["address"]}">')


def depart_referred_line(self: HTML5Translator, node: referred_line) -> None:
    self.body.append("</p>\n")


def setup(app: Sphinx) -> None:
    app.add_node(referred_to)
    app.add_node(referred_line, html=(visit_referred_line, depart_referred_line))
    app.add_post_transform(ListReferences)
    features = features_of(app)
    features.part_of_unit(NAME, lambda env, document: [referred_to()])
    features.view(NAME, view)
    features.once_settled(NAME, titles_shown)
    features.style(Path(__file__).with_name("referred_to.css"))
