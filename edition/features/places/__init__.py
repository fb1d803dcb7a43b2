"""``{places}``: the places of the text that have coordinates, what happened there, and where the text names them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import edition_of
from edition.base.event_lists import event_list, events_told, leave_to_its_words
from edition.base.features import drawn, features_of
from edition.base.links import address_link, headword_of, page_link
from edition.base.words import _
from edition.editorial.matching import sentences_with

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.links import Headword
    from edition.core.model import Address
    from edition.editorial.edition import Edition
    from edition.editorial.entries import Entry

NAME = "places"


class gazetteer(nodes.General, nodes.Element):
    """Stands for all places until the text and the chronology are known."""


class coordinates(nodes.Inline, nodes.TextElement):
    """Latitude and longitude in words; `value` is the same for machines."""


class place_in_list(nodes.General, nodes.Element):
    """Stands for the way from an entry to its place in the list."""


class Located(NamedTuple):
    """A place as the list shows it: its entry, where the text has its name, and what happened there."""

    headword: Headword
    gloss: str
    coordinates: tuple[float, float]
    named_in: list[Address]
    events: list[tuple[str, str, str]]


def view(edition: Edition, docname: str) -> list[Located]:
    """All places in the order of their headwords, on the page that lists them."""
    page = edition.pages.get(docname)
    if page is None or not page.has(NAME):
        return []
    glossary = edition.glossary
    entries = sorted(glossary.entries.values(), key=lambda entry: glossary.sort_key(entry.id))
    return [
        Located(headword_of(e), e.gloss, e.coordinates, named_in(edition, e), events_told(edition, e.id))
        for e in entries
        if e.coordinates is not None
    ]


def way_to(edition: Edition, docname: str) -> str | None:
    """The list to which an entry with coordinates leads."""
    entry = edition.glossary.entry_of(docname)
    located = entry is not None and entry.coordinates is not None
    return next(iter(edition.pages_with(NAME)), None) if located else None


def named_in(edition: Edition, entry: Entry) -> list[Address]:
    """Where the text has the name of a place, also where it stands for a conference or a treaty."""
    own = (occurrence.address for occurrence in edition.glossary.by_entry[entry.id])
    return sorted({*own, *sentences_with(edition.text, entry.headword)})


class Places(SphinxDirective):
    """``{places}`` lists every entry with coordinates."""

    def run(self) -> list[Node]:
        return [gazetteer()]


class FillGazetteer(SphinxPostTransform):
    """One section a place; and from an entry the way to its place."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(gazetteer)):
            node.replace_self([self.place(located) for located in drawn(self.env, NAME, self.env.docname)])
        for way in list(self.document.findall(place_in_list)):
            way.replace_self(list(self.way_to_list()))

    def place(self, located: Located) -> nodes.section:
        entry, name, here = located.headword.entry, located.headword.words, self.env.docname
        section = nodes.section("", nodes.title("", name), ids=[place_id(entry)], layout="columns")
        page = edition_of(self.env).glossary.page(entry)
        link = page_link(self.env, here, page, _("{entry} in the glossary", entry=name))
        where = coordinates_node(*located.coordinates)
        facts = nodes.paragraph("", "", where, nodes.Text(" · "), link, classes=["place-facts"])
        for i, address in enumerate(located.named_in):
            facts += [nodes.Text(", " if i else f" · {_('named in')} "), address_link(self.env, here, address)]
        section += [facts, nodes.paragraph("", located.gloss)]
        if located.events:
            section += event_list(self.env, here, located.events)
        return section

    def way_to_list(self) -> list[nodes.Node]:
        entry = edition_of(self.env).glossary.entry_of(self.env.docname)
        page = drawn(self.env, "way to the list", self.env.docname)
        if entry is None or entry.coordinates is None or page is None:
            return []
        link = page_link(self.env, self.env.docname, page, coordinates_node(*entry.coordinates), place_id(entry.id))
        return [nodes.paragraph("", _("Among the places:") + " ", link, classes=["entry-place"])]


def place_id(entry: str) -> str:
    return f"place-{entry}"


def coordinates_node(latitude: float, longitude: float) -> coordinates:
    north, east = _("N") if latitude >= 0 else _("S"), _("E") if longitude >= 0 else _("W")
    words = f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"
    return coordinates("", words, value=f"{latitude} {longitude}")


def visit_coordinates(self: HTML5Translator, node: coordinates) -> None:
    self.body.append(f'<data value="{node["value"]}">')


def depart_coordinates(self: HTML5Translator, node: coordinates) -> None:
    self.body.append("</data>")


def setup(app: Sphinx) -> None:
    app.add_node(gazetteer)
    app.add_node(place_in_list)
    app.add_node(
        coordinates, html=(visit_coordinates, depart_coordinates), typst=(leave_to_its_words, leave_to_its_words)
    )
    app.add_directive(NAME, Places)
    app.add_post_transform(FillGazetteer)
    features_of(app).part_of_entry(NAME, lambda env, document: [place_in_list()])
    features_of(app).view(NAME, view)
    features_of(app).view("way to the list", way_to)
    features_of(app).style(Path(__file__).with_name("places.css"))
