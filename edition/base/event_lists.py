"""Events as several features show them: a date in words, and the events that name an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.domain import edition_of
from edition.base.links import page_link
from edition.base.words import locale
from edition.core.dates import date_parts
from edition.editorial.events import SHOWN_BY

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst
    from edition.editorial.edition import Edition


class event_date(nodes.Inline, nodes.TextElement):
    """A date in words; `date` is the same for machines."""


def date_nodes(dates: str, year: str = "") -> Iterator[Node]:
    """Dates in words, each marked for machines; without the `year`, where it is known."""
    for words, date in date_parts(dates, year, locale()):
        yield event_date("", words, date=date) if date else nodes.Text(words)


def events_told(edition: Edition, entry: str) -> list[tuple[str, str, str]]:
    """Id, date and sentence of the events that name an entry, where a page shows them."""
    events = edition.events_of.get(entry, ()) if edition.pages_with(SHOWN_BY) else ()
    return [(event.id, event.date, edition.prose[event.id].words) for event in events]


def event_list(env: BuildEnvironment, docname: str, told: list[tuple[str, str, str]]) -> nodes.bullet_list:
    """Events, each linked from a page to its place in the chronology."""
    items = nodes.bullet_list(classes=["entry-events"])
    for name, dates, words in told:
        page = edition_of(env).pages_with(SHOWN_BY)[0]
        date = page_link(env, docname, page, nodes.inline(), name)
        date.children = list(date_nodes(dates))
        items += nodes.list_item("", nodes.paragraph("", "", date, nodes.Text(f": {words}")))
    return items


def visit_event_date(self: HTML5Translator, node: event_date) -> None:
    self.body.append(f'<time datetime="{self.attval(node["date"])}">')


def depart_event_date(self: HTML5Translator, node: event_date) -> None:
    self.body.append("</time>")


def leave_to_its_words(self: Typst, node: nodes.Element) -> None:
    """In print it is its words."""


def setup(app: Sphinx) -> None:
    app.add_node(event_date, html=(visit_event_date, depart_event_date), typst=(leave_to_its_words, leave_to_its_words))
