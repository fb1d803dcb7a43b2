"""What the record of a work says of its place: in which list of the bibliography it stands, what its address leads to.

The lists are those of the page; each asks for works by a ``:filter:`` of sphinxcontrib-bibtex.  The edition only sees
to it that every work stands in one of them, whatever they ask for.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style.sorting import BaseSortingStyle

from edition.base.bibliography import bibliography
from edition.base.domain import edition_of
from edition.base.reporting import report
from edition.core.messages import Mistake, Problem, at

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def folded(words: str) -> str:
    """Words as a list is sorted by them: without case, marks on letters, and what is no letter."""
    bare = (letter for letter in unicodedata.normalize("NFD", words) if letter.isalnum() or letter == " ")
    return "".join(bare).casefold().strip()


class Filing(BaseSortingStyle):  # type: ignore[misc]
    """By author, year and title; what has no author stands under its editor or title."""

    def sorting_key(self, entry: Entry) -> tuple[list[str], str, str]:
        people = entry.persons.get("author") or entry.persons.get("editor") or ()
        names = [
            " ".join(map(str, (*person.rich_prelast_names, *person.rich_last_names, *person.rich_first_names)))
            for person in people
        ]
        title = folded(str(Text.from_latex(entry.fields.get("title", ""))))
        return ([name for name in map(folded, names) if name] or [title], entry.fields.get("year", ""), title)


def sort_together(app: Sphinx, env: BuildEnvironment) -> None:
    """What cites works of several lists names them in one order, and not list by list."""
    domain = bibliography(env)
    if domain is not None:
        style = find_plugin("pybtex.style.formatting", app.config.bibtex_default_style)()
        order = {entry.key: i for i, entry in enumerate(style.sort([found.entry for found in domain.citations]))}
        domain.citations.sort(key=lambda found: order[found.entry.key])


def check_lists(app: Sphinx, env: BuildEnvironment) -> None:
    """Once all is read, and sphinxcontrib-bibtex has filled its lists."""
    report(unlisted(env))


def unlisted(env: BuildEnvironment) -> Iterator[Problem]:
    """A work in no list is nowhere to be found; one in two looks like two."""
    domain, edition = bibliography(env), edition_of(env)
    if domain is None or not domain.bibliographies:
        return
    lists = Counter(citation.key for citation in domain.citations)
    for work in edition.works.values():
        keywords = work.fields.get("keywords", "")
        said = f"; its keywords are “{keywords}”" if keywords else "; it has no keywords"
        if not lists[work.key] and work.key in edition.citing:
            sentence = f"“{work.key}” stands in no list of the bibliography{said}. Give it those that a list asks for."
            yield Problem(Mistake.SOURCE, at(work.path, work.line), sentence)
        elif lists[work.key] > 1:
            count = lists[work.key]
            sentence = f"“{work.key}” stands in {count} lists of the bibliography{said}. Let only one ask for it."
            yield Problem(Mistake.SOURCE, at(work.path, work.line), sentence)


def prepare_lists(app: Sphinx, config: Config) -> None:
    """A work keeps its address in the bibliography when others come and go; what stands twice is reported once."""
    config.bibtex_cite_id = config.bibtex_cite_id or "list{bibliography_count}-{key}"
    config.suppress_warnings += ["bibtex.duplicate_local_citation", "bibtex.duplicate_citation"]


def setup(app: Sphinx) -> None:
    register_plugin("pybtex.style.sorting", "edition", Filing)
    app.connect("config-inited", prepare_lists)
    app.connect("env-updated", sort_together, priority=700)  # after sphinxcontrib-bibtex, before whoever shows them
    app.connect("env-check-consistency", check_lists)
