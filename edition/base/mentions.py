"""Where something is said: the annotation, headnote, entry or page that a reference or a citation stands in.

Recorded for every reference as a page is read, so that each end of it can name the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.nodes import make_refnode

from edition.base.domain import edition_domain
from edition.features.annotation import annotation
from edition.features.argument import argument_link
from edition.features.headnote import headnote
from edition.features.text import unit_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Place(NamedTuple):
    """A place that can be linked: document, element id (or nothing for its head), and what it is called.

    `words` is empty where the title of the page says it best.
    """

    docname: str
    id: str
    words: str


def place_of(node: nodes.Element, docname: str) -> Place:
    """The place a node stands in."""
    ancestor = node.parent
    while ancestor is not None:
        if isinstance(ancestor, annotation):
            return Place(docname, ancestor["ids"][0], f"{ancestor['address']} {ancestor.get('label', '')}".strip())
        if isinstance(ancestor, argument_link):
            words = " ".join(ancestor[part] for part in ("address", "words", "other"))
            return Place(docname, ancestor["ids"][0], words)
        if isinstance(ancestor, headnote):
            drawn = next(node.document.findall(unit_text), None) if node.document is not None else None
            return Place(docname, "", f"headnote of {drawn['unit']}" if drawn is not None else "")
        if ancestor.get("place"):  # what another feature calls a place of its own
            return Place(docname, ancestor["ids"][0], ancestor["place"])
        ancestor = ancestor.parent
    return Place(docname, "", "")


def note_references(app: Sphinx, doctree: nodes.document) -> None:
    """Record every reference to a sentence, and every citation, with its place."""
    domain, docname = edition_domain(app.env), app.env.docname
    for reference in doctree.findall(pending_xref):
        kind = (reference.get("refdomain"), reference.get("reftype"))
        if kind == ("edition", "at") and not reference.get("apparatus"):
            entry = (reference["reftarget"], place_of(reference, docname))
            domain.data["references"].setdefault(docname, []).append(entry)
        elif kind[0] == "cite":
            entry = (reference["reftarget"], place_of(reference, docname))
            domain.data["citations"].setdefault(docname, []).append(entry)


def place_link(env: BuildEnvironment, builder: Builder, fromdocname: str, place: Place) -> nodes.reference:
    """A link to a place, under its words or the title of its page."""
    title: list[nodes.Node] = [child.deepcopy() for child in env.titles[place.docname].children]
    words: list[nodes.Node] = [nodes.inline("", place.words)] if place.words else title
    return make_refnode(builder, fromdocname, place.docname, place.id, words)


def in_reading_order(env: BuildEnvironment, places: list[Place]) -> list[Place]:
    """Each place once: the pages of the units first, in their order, then the others by name."""
    unit_of = edition_domain(env).unit_of

    def order(place: Place) -> tuple[bool, int, str]:
        unit = unit_of(place.docname)
        return unit is None, unit or 0, place.docname

    return sorted(dict.fromkeys(places), key=order)


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", note_references)
