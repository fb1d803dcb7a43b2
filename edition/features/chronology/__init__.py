"""The chronology: ``{event}`` leads to an event from prose, and an entry lists the events that name it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from edition.base.domain import edition_of
from edition.base.event_lists import date_nodes, event_list, events_told
from edition.base.features import drawn, features_of
from edition.base.rubric import rubric
from edition.base.words import _
from edition.editorial.prose import Role
from edition.features.chronology import page

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx

    from edition.editorial.edition import Edition

NAME = "entry events"


class entry_events(nodes.General, nodes.Element):
    """Stands for the events that name an entry until references can be set."""


def view(edition: Edition, docname: str) -> list[tuple[str, str, str]]:
    """The events that the page of an entry tells."""
    entry = edition.glossary.entry_of(docname)
    return events_told(edition, entry.id) if entry is not None else []


def dates_shown(edition: Edition, docname: str) -> list[tuple[str, str]]:
    """The dates that stand for links to events without words of their own."""
    page, dates = edition.pages.get(docname), {event.id: event.date for event in edition.events}
    roles = page.prose.every_role if page else ()
    return [(role.text, dates[role.text]) for role in roles if role.name == "event" and role.text in dates]


class ListEvents(SphinxPostTransform):
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(entry_events)):
            told = drawn(self.env, NAME, self.env.docname)
            listed = event_list(self.env, self.env.docname, told)
            node.replace_self([rubric(_("Events")), listed] if told else [])


class EventRole(SphinxRole):
    """``{event}`the treaty <e1922-04-16-rapallo>` `` leads to an event; without words, its date stands for it."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        words, target = Role(self.name, self.text, self.lineno).link
        found = next((event for event in edition_of(self.env).events if event.id == target), None)
        if found is None:  # reported where the page was read as data
            return [nodes.Text(words)], []
        shown = [nodes.Text(words)] if words != target else list(date_nodes(found.date))
        inner = nodes.inline("", "", *shown)
        reference = pending_xref("", inner, refdomain="edition", reftype="event", reftarget=target, refwarn=False)
        reference["refdoc"] = self.env.docname
        return [reference], []


def setup(app: Sphinx) -> None:
    app.add_node(entry_events)
    app.add_role("event", EventRole())
    app.add_post_transform(ListEvents)
    features = features_of(app)
    features.part_of_entry("chronology", lambda env, document: [entry_events()])
    features.view(NAME, view)
    features.view("dates of events", dates_shown)
    page.setup(app)
    features.style(Path(__file__).with_name("chronology.css"))
