"""Who refers to what: every reference in our prose, with the annotation, headnote, event or entry it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from edition.editorial.annotations import NAME as ANNOTATION
from edition.editorial.events import Event
from edition.editorial.links import NAME as LINK
from edition.editorial.pages import Page
from edition.editorial.prose import Prose, Role


class Place(NamedTuple):
    """A place that can be linked: page, element id (or nothing for its head), and what it is called.

    `words` is empty where the title of the page says it best; what is `given` stands in them in braces.
    """

    docname: str
    id: str
    words: str
    given: tuple[tuple[str, str], ...] = ()


class Mention(NamedTuple):
    """One reference: what kind of thing is meant (the name of the role), which one, and where it is said."""

    kind: str
    target: str
    place: Place


HEADNOTE = "headnote"
HEADNOTE_OF, EVENT_OF = "headnote of {unit}", "event of {date}"
APART = (ANNOTATION, LINK, HEADNOTE)  # what is a place of its own on its page


def mentions_of(page: Page) -> Iterator[Mention]:
    """The references of a page: in its prose, then in its notes and links."""
    yield from _in(_outside(page.prose), Place(page.name, "", ""))
    for directive in page.prose.every_directive:
        if directive.name == HEADNOTE:
            place = Place(page.name, "", HEADNOTE_OF, (("unit", str(page.unit)),))
            yield from _in(directive.prose.every_role, Place(page.name, "", "") if page.unit is None else place)
    for note in page.annotations:
        ends = (("address", str(note.address)), ("label", note.label))
        yield from _in(note.prose.every_role, Place(page.name, note.id, "{address} {label}", ends))
    for link in page.links:
        said = (("address", str(link.address)), ("kind", link.kind), ("other", str(link.other)))
        place = Place(page.name, link.id, "{address} {kind} {other}", said)
        yield from _in(link.prose.every_role, place)


def mentions_of_event(event: Event, page: str, roles: Iterable[Role]) -> Iterator[Mention]:
    """The references of an event on the page that shows it."""
    place = Place(page, event.id, EVENT_OF, (("date", event.date),))
    yield from _in(roles, place)
    yield from (Mention("cite", source, place) for source in event.sources)
    yield from (Mention("at", str(address), place) for address in event.at)


def _outside(prose: Prose) -> Iterator[Role]:
    """The roles of a page that stand in none of its notes, links and headnotes."""
    yield from prose.roles
    for directive in prose.directives:
        if directive.name not in APART:
            yield from _outside(directive.prose)


def _in(roles: Iterable[Role], place: Place) -> Iterator[Mention]:
    for role in roles:
        target = role.text if role.name.startswith("cite") else role.link[1]
        yield Mention(role.name.partition(":")[0], target, place)
