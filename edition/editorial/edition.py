"""The one model of an edition: all that is known from its files, read once and frozen.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from edition.core.messages import Problem
from edition.core.model import Address, Text
from edition.editorial.bibtex import Work
from edition.editorial.events import SHOWN_BY, Event
from edition.editorial.glossary import Glossary
from edition.editorial.links import Link
from edition.editorial.mentions import Mention, Place, mentions_of, mentions_of_event
from edition.editorial.pages import WHOLE, Page
from edition.editorial.people import Name, people
from edition.editorial.prose import Prose
from edition.editorial.settings import Settings
from edition.editorial.works import keys_in
from edition.witness.addresses import Published
from edition.witness.moved import Move
from edition.witness.source import Source


@dataclass(frozen=True)
class Edition:
    """The text and everything that stands off from it, in the visible order: witness, what editors write, matches.

    `prose` is event -> its sentence as prose; `problems` are those met in reading, and not all: see `checking`.
    """

    settings: Settings
    source: Source
    published: tuple[Published, ...] | None = None  # where they cannot be read
    moved: tuple[Move, ...] = ()
    works: Mapping[str, Work] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=lambda: Glossary(""))
    events: tuple[Event, ...] = ()
    prose: Mapping[str, Prose] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    # ---- The text and its pages

    @property
    def text(self) -> Text:
        return self.source.text

    @property
    def witness(self) -> dict[str, str]:
        """What is said of the witness in words."""
        return {name: said for name, said in self.source.witness.items() if isinstance(said, str)}

    @cached_property
    def authors(self) -> tuple[Name, ...]:
        """Who wrote the text; names that cannot be read are reported, and stand as they are written."""
        try:
            return people(self.witness["author"])
        except ValueError:
            return (Name(literal=self.witness["author"]),)

    @property
    def withheld(self) -> bool:
        return self.settings.withheld

    @cached_property
    def drawing(self) -> dict[int, str]:
        """Unit -> the (first) page that draws it, in the order of the units."""
        drawn = sorted(((unit, name) for name, page in self.pages.items() for unit, _ in page.drawn), reverse=True)
        return dict(reversed(dict(drawn).items()))

    @cached_property
    def _units(self) -> dict[str, int]:
        return {name: unit for unit, name in self.drawing.items()}

    def page_of(self, unit: int) -> str | None:
        """The page that draws a unit."""
        return self.drawing.get(unit)

    def unit_of(self, page: str) -> int | None:
        """The unit that a page draws, as the first to do so; None for any other page."""
        return self._units.get(page)

    def units_on(self, page: str) -> list[int]:
        """The units whose words a page shows: those that it draws; all, where it shows the whole text."""
        if page not in self.pages:
            return []
        found = self.pages[page]
        return list(self.drawing) if found.has(WHOLE) else [unit for unit, _ in found.drawn]

    def pages_with(self, directive: str) -> list[str]:
        """The pages that use a directive, in the order of their names."""
        return [name for name, page in self.pages.items() if page.has(directive)]

    # ---- Links and events

    @property
    def links(self) -> Iterator[Link]:
        for page in self.pages.values():
            yield from page.links

    @cached_property
    def links_to(self) -> dict[int, list[Link]]:
        """Unit -> the links that other units have to it."""
        found: dict[int, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.other.unit, []).append(link)
        return found

    @cached_property
    def events_of(self) -> dict[str, list[Event]]:
        """Entry -> the events that name it, as an entry or as a place."""
        found: dict[str, list[Event]] = {}
        for event in self.events:
            for entry in event.names:
                found.setdefault(entry, []).append(event)
        return found

    # ---- Who refers to what

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every reference in our prose; an event is told on the first page that shows the events."""
        found = [mention for page in self.pages.values() for mention in mentions_of(page)]
        for shown in self.pages_with(SHOWN_BY)[:1]:
            for event in self.events:
                found += mentions_of_event(event, shown, self.prose[event.id].every_role)
        return tuple(found)

    @cached_property
    def named_in_prose(self) -> dict[str, list[str]]:
        """Page -> the entries to which its prose leads."""
        found: dict[str, list[str]] = {}
        for kind, target, place in self.mentions:
            entry = self.glossary.named(target) if kind == "gloss" else None
            if entry is not None:
                found.setdefault(place.docname, []).append(entry)
        for shown in self.pages_with(SHOWN_BY):
            found.setdefault(shown, []).extend(name for event in self.events for name in event.names)
        return found

    @cached_property
    def citing(self) -> dict[str, list[Place]]:
        """Work -> every place that cites it; an entry cites its sources."""
        found: dict[str, list[Place]] = {}
        for kind, target, place in sorted(self.mentions, key=lambda mention: mention.place.docname):
            for key in keys_in(target) if kind == "cite" else ():
                found.setdefault(key, []).append(place)
        for entry in self.glossary.entries.values():
            for key in entry.sources:
                found.setdefault(key, []).append(Place(self.glossary.page(entry.id), "", ""))
        return found

    @cached_property
    def cited_on(self) -> dict[str, list[str]]:
        """Page -> the works that it cites, each once."""
        found: dict[str, dict[str, None]] = {}
        for key, places in self.citing.items():
            for place in places:
                found.setdefault(place.docname, {})[key] = None
        return {name: list(keys) for name, keys in found.items()}

    @cached_property
    def references(self) -> dict[int, dict[Address, list[Place]]]:
        """Unit -> each of its sentences to which something elsewhere refers -> the places that do."""
        found: dict[int, dict[Address, list[Place]]] = {}
        for kind, target, place in sorted(self.mentions, key=lambda mention: mention.place.docname):
            if kind != "at" or self.omitted(place.docname):
                continue  # tables of contents and the front door point at everything
            try:
                address = Address.parse(target)
            except ValueError:
                continue  # reported where it stands
            if place.id or place.docname != self.page_of(address.unit):
                found.setdefault(address.unit, {}).setdefault(address, []).append(place)
        return {unit: dict(sorted(addresses.items())) for unit, addresses in found.items()}

    def front(self, page: str) -> Mapping[str, Any]:
        """The front matter of a page; nothing, where the page could not be read."""
        return self.pages[page].front if page in self.pages else {}

    def omitted(self, page: str) -> bool:
        """Whether a page is left out of the book."""
        return self.front(page).get("book") == "omit"

    def in_reading_order(self, places: list[Place]) -> list[Place]:
        """Each place once: the pages of the units first, in their order, then the others by name."""

        def order(place: Place) -> tuple[bool, int, str]:
            unit = self.unit_of(place.docname)
            return unit is None, unit or 0, place.docname

        return sorted(dict.fromkeys(places), key=order)
