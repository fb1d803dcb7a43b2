"""``{places}``: the places of the text that have coordinates, what happened there, and where the text names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from edition.base.domain import address_reference, edition_domain
from edition.core.model import Address
from edition.editorial.entries import Entry
from edition.editorial.matching import sentences_with
from edition.features.chronology import chronology_of, events_of, events_shown
from edition.features.glossary import glossary_of

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator


class gazetteer(nodes.General, nodes.Element):
    """Stands for all places until the text and the chronology are known."""


class coordinates(nodes.Inline, nodes.TextElement):
    """Latitude and longitude in words; `value` is the same for machines."""


class Places(SphinxDirective):
    """``{places}`` lists every entry with coordinates."""

    def run(self) -> list[Node]:
        edition_domain(self.env).data["gazetteers"][self.env.docname] = True
        return [gazetteer()]


class FillGazetteer(SphinxPostTransform):
    """One section a place, in the order of the headwords."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(gazetteer)):
            node.replace_self([self.place(entry) for entry in located_entries(self.env)])

    def place(self, entry: Entry) -> nodes.section:
        builder, here = self.app.builder, self.env.docname
        section = nodes.section("", nodes.title("", entry.headword), ids=[place_id(entry)], layout="columns")
        words = nodes.inline("", f"{entry.headword} in the glossary")
        link = make_refnode(builder, here, glossary_of(self.env).page(entry.id), "", words)
        facts = nodes.paragraph("", "", coordinates_node(entry), nodes.Text(" · "), link, classes=["place-facts"])
        for i, address in enumerate(named_in(self.env, entry)):
            facts += [
                nodes.Text(", " if i else " · named in "),
                address_reference(self.env, builder, here, address),
            ]
        section += [facts, nodes.paragraph("", entry.gloss)]
        events = events_of(self.env, builder, here, entry.id)
        if events is not None:
            section += events
        return section


def located_entries(env: BuildEnvironment) -> list[Entry]:
    glossary = glossary_of(env)
    found = (entry for entry in glossary.entries.values() if entry.coordinates is not None)
    return sorted(found, key=lambda entry: glossary.sort_key(entry.id))


def named_in(env: BuildEnvironment, entry: Entry) -> list[Address]:
    """Where the text has the name of a place, also where it stands for a conference or a treaty."""
    own = (occurrence.address for occurrence in glossary_of(env).by_entry[entry.id])
    return sorted({*own, *sentences_with(edition_domain(env).source.text, entry.headword)})


def place_id(entry: Entry) -> str:
    return f"place-{entry.id}"


def coordinates_node(entry: Entry) -> coordinates:
    assert entry.coordinates is not None
    latitude, longitude = entry.coordinates
    words = (
        f"{abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"
    )
    return coordinates("", words, value=f"{latitude} {longitude}")


def place_in_gazetteer(env: BuildEnvironment, builder: Builder, docname: str, entry: Entry) -> nodes.paragraph | None:
    """From an entry to its place in the list of places."""
    page = next(iter(sorted(edition_domain(env).data["gazetteers"])), None)
    if entry.coordinates is None or page is None:
        return None
    link = make_refnode(builder, docname, page, place_id(entry), coordinates_node(entry))
    return nodes.paragraph("", "Among the places: ", link, classes=["entry-place"])


def drawn_from_places(env: BuildEnvironment, docname: str) -> object:
    """What the list of places shows of entries, the text and the chronology."""
    if docname not in edition_domain(env).data["gazetteers"]:
        return None
    return [*_shown(env)]


def _shown(env: BuildEnvironment) -> Iterator[object]:
    chronology, shown = chronology_of(env), events_shown(env)
    for entry in located_entries(env):
        yield entry.id, entry.headword, entry.gloss, entry.coordinates, named_in(env, entry)
        for event in chronology.by_entry.get(entry.id, ()):
            yield event.id, event.date, shown.get(event.id)


def visit_coordinates(self: HTML5Translator, node: coordinates) -> None:
    self.body.append(f'<data value="{node["value"]}">')


def depart_coordinates(self: HTML5Translator, node: coordinates) -> None:
    self.body.append("</data>")


def leave_to_its_words(self: TypstTranslator, node: coordinates) -> None:
    """In print coordinates are their words."""


def setup(app: Sphinx) -> None:
    app.add_node(gazetteer)
    app.add_node(
        coordinates, html=(visit_coordinates, depart_coordinates), typst=(leave_to_its_words, leave_to_its_words)
    )
    app.add_directive("places", Places)
    app.add_post_transform(FillGazetteer)
