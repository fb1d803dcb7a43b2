"""``{chronology}``: every event in the order of its date, linked to entries, places, the text and its sources."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.abilities import NEEDS, SCREEN
from edition.base.domain import edition_of
from edition.base.event_lists import date_nodes
from edition.base.features import features_of
from edition.base.jumps import jump_row
from edition.base.links import entry_link, headword_of
from edition.base.names import short_unit_name
from edition.base.words import _
from edition.core.dates import dates_in_words
from edition.editorial.events import SHOWN_BY

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.links import Headword
    from edition.base.typst import Typst
    from edition.editorial.edition import Edition
    from edition.editorial.events import Event


class event_list(nodes.General, nodes.Element):
    """All events, year by year."""


class event_year(nodes.General, nodes.Element):
    """The events of one `year`."""


class event(nodes.General, nodes.Element):
    """One event, with its `units`: paragraphs of its date, its sentence, its place in the text, its names."""


class event_names(nodes.General, nodes.Element):
    """Stands for links to `entries` until their headwords are known."""


@dataclass(frozen=True)
class Shown:
    """What the page shows of the chronology: every event, and the entries that each names."""

    events: list[tuple[Event, list[Headword]]] = field(default_factory=list)
    units: list[str] = field(default_factory=list)  # what units are called for which an event has no sentence


def view(edition: Edition, docname: str) -> Shown:
    """The events, on the page that shows them."""
    page, entries = edition.pages.get(docname), edition.glossary.entries
    if page is None or not page.has(SHOWN_BY):
        return Shown()
    units = [short_unit_name(edition, number) for event in edition.events for number in event.units]
    return Shown([(event, [headword_of(entries[name]) for name in event.names]) for event in edition.events], units)


class ChronologyDirective(SphinxDirective):
    """``{chronology}`` shows all events; a sentence is parsed as any prose of the editor."""

    def run(self) -> list[Node]:
        shown = event_list("", layout="wide")
        for year, events in groupby(edition_of(self.env).events, key=lambda e: e.year):
            shown += event_year("", *map(self.event, events), year=year)
        return [shown]

    def event(self, e: Event) -> event:
        edition = edition_of(self.env)
        node = event("", ids=[e.id], units=e.all_units, place=f"event of {dates_in_words(e.date)}")
        with self.standing_at(edition.settings.folder / edition.settings.chronology, e.line):
            said = nodes.paragraph("", "", *self.inline(e.sentence, e), classes=["event-sentence"])
            if e.sources:
                take_stop_away(said)
                said += [*self.inline(f" {{cite:p}}`{','.join(e.sources)}`", e), nodes.Text(".")]
            where = ", ".join(f"{{at}}`{address}`" for address in e.at)
            text = nodes.paragraph("", "", *self.inline(where, e), classes=["event-text"])
        for unit in e.units:
            text += [nodes.Text(", " if len(text) else ""), self.unit(unit)]
        # In print it is the head of a column.
        text.insert(0, nodes.inline("", _("In the text:") + " ", classes=[f"{NEEDS}{SCREEN}"]))
        node += [nodes.paragraph("", "", *date_nodes(e.date, e.year), classes=["event-date"]), said, text]
        linked = [ref["reftarget"] for ref in said.findall(pending_xref) if ref["reftype"] == "gloss"]
        node += event_names(entries=[name for name in e.names if name not in linked])
        return node

    def inline(self, markup: str, e: Event) -> list[Node]:
        return self.parse_inline(markup, lineno=e.line)[0] if markup else []

    def unit(self, number: int) -> pending_xref:
        words = nodes.inline("", short_unit_name(edition_of(self.env), number))
        return pending_xref("", words, refdomain="edition", reftype="unit", reftarget=str(number), refwarn=False)

    @contextmanager
    def standing_at(self, path: Path, line: int) -> Iterator[None]:
        """While an event is parsed, mistakes are those of its line."""
        document, reporter = self.state.document, self.state.document.reporter
        kept = document["source"], reporter.get_source_and_line
        document["source"], reporter.get_source_and_line = str(path), lambda _: (str(path), line)
        try:
            yield
        finally:
            document["source"], reporter.get_source_and_line = kept


def take_stop_away(said: nodes.paragraph) -> None:
    """The full stop of a sentence stands behind its citation."""
    last = said.children[-1]
    if isinstance(last, nodes.Text):
        words = last.astext()
        said[-1] = nodes.Text(f"{words[:-2]}”" if words.endswith(".”") else words.removesuffix("."))


class NameYears(SphinxPostTransform):
    """A row of the years that the list has, over it."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(event_list)):
            years = [part["year"] for part in node.findall(event_year)]
            node.parent.insert(node.parent.index(node), jump_row((year, f"y{year}") for year in years))


class NameEntries(SphinxPostTransform):
    """Link the entries and places of each event."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        entries = edition_of(self.env).glossary.entries
        for node in list(self.document.findall(event_names)):
            links = [entry_link(self.env, self.env.docname, headword_of(entries[entry])) for entry in node["entries"]]
            line = nodes.paragraph(classes=["event-names"])
            for i, link in enumerate(links):
                line += [nodes.Text(" · " if i else ""), link]
            node.replace_self(line if links else [])


def visit_event_list(self: HTML5Translator, node: event_list) -> None:
    self.body.append('<div class="events filterable">\n')


def depart_event_list(self: HTML5Translator, node: event_list) -> None:
    self.body.append("</div>\n")


def visit_event_year(self: HTML5Translator, node: event_year) -> None:
    self.body.append(f'<section class="event-year">\n<h2 id="y{node["year"]}">{node["year"]}</h2>\n<ol>\n')


def depart_event_year(self: HTML5Translator, node: event_year) -> None:
    self.body.append("</ol>\n</section>\n")


def visit_event(self: HTML5Translator, node: event) -> None:
    units = " ".join(map(str, node["units"]))
    self.body.append(f'<li class="event" id="{self.attval(node["ids"][0])}" data-member="" data-units="{units}">\n')


def depart_event(self: HTML5Translator, node: event) -> None:
    self.body.append("</li>\n")


def visit_event_list_typst(self: Typst, node: event_list) -> None:
    self.body.append("#events(")


def depart_event_list_typst(self: Typst, node: event_list) -> None:
    self.body.append(");")


def visit_event_year_typst(self: Typst, node: event_year) -> None:
    self.body.append("event-year([")
    self.visit_Text(nodes.Text(node["year"]))
    self.body.append("]),")


def depart_event_year_typst(self: Typst, node: event_year) -> None:
    """In print the events of all years are one table."""


def visit_event_typst(self: Typst, node: event) -> None:
    date, said, text, *names = node.children
    for cell in ([date], [said, *names], [text]):
        self.body.append("[")
        if date in cell:
            self.anchor(node["ids"][0])
        for part in cell:
            self.write(part)
        self.body.append("],")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(
        event_list,
        html=(visit_event_list, depart_event_list),
        typst=(visit_event_list_typst, depart_event_list_typst),
    )
    app.add_node(
        event_year,
        html=(visit_event_year, depart_event_year),
        typst=(visit_event_year_typst, depart_event_year_typst),
    )
    app.add_node(event, html=(visit_event, depart_event), typst=(visit_event_typst, None))
    app.add_node(event_names)
    app.add_directive(SHOWN_BY, ChronologyDirective)
    app.add_post_transform(NameYears)
    app.add_post_transform(NameEntries)
    features_of(app).view(SHOWN_BY, view)
    features_of(app).sheet(Path(__file__).with_name("page.css"), "lists.css", SHOWN_BY)
