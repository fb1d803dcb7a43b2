"""Which pages are written again: those whose own source changed, and those that show something of another that did.

Pages are resolved when they are written, from what all pages and entries say together.  Each feature tells what a page
draws from elsewhere; where that differs from the last build, the page is written again, and no other is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from edition.base.domain import edition_domain
from edition.core.messages import report
from edition.features.argument import drawn_from_argument
from edition.features.chronology import drawn_from_events
from edition.features.cite_this import drawn_from_citations
from edition.features.glossary import drawn_from_glossary, lonely_entries
from edition.features.places import drawn_from_places
from edition.features.referred_to import drawn_from_references
from edition.features.registers import drawn_from_entries
from edition.features.works import drawn_from_works
from edition.outputs.web.frame import drawn_from_pdf, drawn_from_titles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DRAWS = (
    drawn_from_titles,
    drawn_from_argument,
    drawn_from_pdf,
    drawn_from_glossary,
    drawn_from_references,
    drawn_from_works,
    drawn_from_entries,
    drawn_from_events,
    drawn_from_places,
)


def pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    domain = edition_domain(env)
    before: dict[str, str] = domain.data["drawn_from"]
    now = {
        docname: hashlib.sha256(repr(drawn).encode()).hexdigest()
        for docname in env.found_docs
        for drawn in [[*(draws(env, docname) for draws in DRAWS), drawn_from_citations(app, docname)]]
    }
    domain.data["drawn_from"] = now
    return sorted(docname for docname in now if docname in before and before[docname] != now[docname])


def check_entries_are_met(app: Sphinx, env: BuildEnvironment) -> None:
    report(lonely_entries(env))


def setup(app: Sphinx) -> None:
    # After sphinxcontrib-bibtex, which sets its references at the same event.
    app.connect("env-updated", pages_to_write_again, priority=900)
    app.connect("env-check-consistency", check_entries_are_met)
