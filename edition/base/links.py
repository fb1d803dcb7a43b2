"""Links to sentences, entries, units and places, for whatever is drawn once every page is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.util.nodes import make_refnode

from edition.base.domain import edition_of
from edition.base.features import builder_of
from edition.base.language import foreign
from edition.base.names import DOWNLOADS, handout_name
from edition.base.words import _, locale
from edition.core.dates import dates_in_words

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from edition.core.model import Address
    from edition.editorial.entries import Entry
    from edition.editorial.mentions import Place

TYPE_NAMES = {"organisation": "organization"}  # our English is American; the data follow the field


def address_words(address: Address) -> nodes.inline:
    return nodes.inline("", str(address), classes=["address"])


def address_link(env: BuildEnvironment, docname: str, address: Address) -> nodes.Element:
    """A link from a page to a sentence."""
    words, page = address_words(address), edition_of(env).page_of(address.unit)
    return make_refnode(builder_of(env), docname, page, address.id, words) if page else words


def page_link(env: BuildEnvironment, docname: str, page: str, words: str | nodes.Node, id: str = "") -> nodes.reference:
    """A link from a page to another, or to an element of it."""
    inner = nodes.inline("", words) if isinstance(words, str) else words
    return make_refnode(builder_of(env), docname, page, id, inner)


def place_link(env: BuildEnvironment, docname: str, place: Place) -> nodes.reference:
    """A link to a place, under its words or the title of its page."""
    title: list[nodes.Node] = [child.deepcopy() for child in env.titles[place.docname].children]
    words: list[nodes.Node] = [nodes.inline("", called(place))] if place.words else title
    return make_refnode(builder_of(env), docname, place.docname, place.id, words)


def called(place: Place) -> str:
    """What a place is called where its page does not say it."""
    given = dict(place.given)
    if "kind" in given:
        given["kind"] = _(given["kind"])
    if "date" in given:
        given["date"] = dates_in_words(given["date"], locale())
    return _(place.words, **given)


def handout_way(docname: str, unit_page: str, *, large: bool = False) -> str:
    """The way from a page to the handout of a unit's page."""
    return f"{to_top(docname)}{DOWNLOADS}/{quote(handout_name(unit_page, large=large))}.pdf"


def to_top(docname: str) -> str:
    """From a page to the top of the site."""
    return "../" * docname.count("/")


class Headword(NamedTuple):
    """How an entry is called where others name it: its id, its headword, the language of this (a tag, or nothing)."""

    entry: str
    words: str
    language: str

    def node(self) -> nodes.inline:
        """The headword as the words of a link."""
        words = nodes.Text(self.words)
        return nodes.inline("", "", foreign(self.language, words) if self.language else words)


def headword_of(entry: Entry) -> Headword:
    """What a page shows of an entry that it only names."""
    return Headword(entry.id, entry.headword, entry.language_of(entry.headword))


def entry_link(env: BuildEnvironment, docname: str, headword: Headword) -> nodes.reference:
    """A link to an entry under its headword."""
    return page_link(env, docname, edition_of(env).glossary.page(headword.entry), headword.node())


def entry_type(type_: str) -> str:
    """What a type of entries is called in our prose."""
    return _(TYPE_NAMES.get(type_, type_))


def name_of(entry: Entry, name: str) -> nodes.Node:
    """A name of an entry, marked where it is in another language."""
    tag = entry.language_of(name)
    return foreign(tag, nodes.Text(name)) if tag else nodes.Text(name)
