"""The chronology: all events of this build, the page that shows each, and the entries that each names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from edition.base.domain import EditionDomain, edition_domain
from edition.core.dates import date_parts
from edition.core.messages import Mistake, Problem, at, closest, report
from edition.editorial.events import Event, Known, read_events
from edition.features.glossary import glossary_of
from edition.features.works import known_works

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator


class event_date(nodes.Inline, nodes.TextElement):
    """A date in words; `date` is the same for machines."""


class Chronology:
    """All events of this build, with what is wrong with them."""

    def __init__(self, domain: EditionDomain) -> None:
        env, entries = domain.env, glossary_of(domain.env).entries
        self.path = Path(env.srcdir, env.config.edition_chronology)
        self.events: list[Event] = []
        self.problems: list[Problem] = []
        if self.path.exists():
            places = {name for name, entry in entries.items() if entry.type == "place"}
            known = Known(entries, places, known_works(env), domain.source.text)
            self.events, self.problems = read_events(self.path, known)

    @cached_property
    def by_entry(self) -> dict[str, list[Event]]:
        """Entry -> the events that name it, as an entry or as a place."""
        found: dict[str, list[Event]] = {}
        for e in self.events:
            for entry in e.names:
                found.setdefault(entry, []).append(e)
        return found


def chronology_of(env: BuildEnvironment) -> Chronology:
    """The chronology of this build, read once."""
    domain = edition_domain(env)
    if not hasattr(domain, "chronology"):
        domain.chronology = Chronology(domain)
    found = domain.chronology
    assert isinstance(found, Chronology)
    return found


def date_nodes(dates: str, year: str = "") -> Iterator[Node]:
    """Dates in words, each marked for machines; without the `year`, where it is known."""
    for words, date in date_parts(dates, year):
        yield event_date("", words, date=date) if date else nodes.Text(words)


def events_of(env: BuildEnvironment, builder: Builder, docname: str, entry: str) -> nodes.bullet_list | None:
    """The events that name an entry, each linked to its place in the chronology."""
    shown = events_shown(env)
    items = nodes.bullet_list(classes=["entry-events"])
    for e in chronology_of(env).by_entry.get(entry, ()):
        if e.id in shown:
            page, words = shown[e.id]
            date = make_refnode(builder, docname, page, e.id, list(date_nodes(e.date)))
            items += nodes.list_item("", nodes.paragraph("", "", date, nodes.Text(f": {words}")))
    return items if len(items) else None


def events_shown(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Event -> the page that shows it, and its sentence without markup."""
    pages = edition_domain(env).data["events"]
    return {name: (page, words) for page in sorted(pages) for name, words in pages[page].items()}


def drawn_from_events(env: BuildEnvironment, docname: str) -> object:
    """What an entry shows of its events, and the chronology of the entries that its events name."""
    glossary, chronology, shown = glossary_of(env), chronology_of(env), events_shown(env)
    if docname in edition_domain(env).data["events"]:
        return [glossary.entries[name].headword for name in sorted(chronology.by_entry)]
    entry = glossary.entry_of(docname)
    events = chronology.by_entry.get(entry.id, ()) if entry is not None else ()
    return [(e.id, e.date, shown.get(e.id)) for e in events]


class EventRole(SphinxRole):
    """``{event}`the treaty <e1922-04-16-rapallo>` `` leads to an event; without words, its date stands for it."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        words, _, rest = self.text.partition(" <")
        target = rest.removesuffix(">") or words
        chronology = chronology_of(self.env)
        self.env.note_dependency(str(chronology.path))
        known = {e.id: e for e in chronology.events}
        if target not in known:
            sentence = f"No event is called “{target}”.{closest(target, known)} Correct the id, or write the event."
            report([Problem(Mistake.EVENT, self.get_location(), sentence)])
            return [nodes.Text(words)], []
        shown = [nodes.Text(words)] if rest else list(date_nodes(known[target].date))
        inner = nodes.inline("", "", *shown)
        reference = pending_xref("", inner, refdomain="edition", reftype="event", reftarget=target, refwarn=False)
        reference["refdoc"] = self.env.docname
        return [reference], []


def check_events(app: Sphinx) -> None:
    """Report what is wrong with the events, all at once, before any page is read."""
    if app.builder.name != "addresses":
        report(chronology_of(app.env).problems)


def check_events_are_shown(app: Sphinx, env: BuildEnvironment) -> None:
    first, *others = [*sorted(edition_domain(env).data["events"]), ""]
    path = chronology_of(env).path
    if path.exists() and not first:
        sentence = "No page shows the events. Write a page with {chronology}."
        report([Problem(Mistake.EVENT, at(path, 1), sentence)])
    for other in filter(None, others):
        sentence = f"The events are shown a second time; {first} shows them too. Keep one of them."
        report([Problem(Mistake.EVENT, at(Path(env.doc2path(other)), 1), sentence)])


def visit_event_date(self: HTML5Translator, node: event_date) -> None:
    self.body.append(f'<time datetime="{node["date"]}">')


def depart_event_date(self: HTML5Translator, node: event_date) -> None:
    self.body.append("</time>")


def leave_to_its_words(self: TypstTranslator, node: event_date) -> None:
    """In print a date is its words."""


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_chronology", "chronology.yaml", "env", str)
    app.add_node(event_date, html=(visit_event_date, depart_event_date), typst=(leave_to_its_words, leave_to_its_words))
    app.add_role("event", EventRole())
    app.connect("builder-inited", check_events)
    app.connect("env-check-consistency", check_events_are_shown)
