"""All that can be wrong with an edition and be known from its files, in one call and without Sphinx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.core.files import is_there
from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.editorial.directives import check_directives
from edition.editorial.edition import Edition
from edition.editorial.events import SHOWN_BY
from edition.editorial.folder import check_unread
from edition.editorial.glossary_checks import check_entries
from edition.editorial.headings import check_headings
from edition.editorial.leads import check_leads
from edition.editorial.lengths import check_lengths
from edition.editorial.links import doubled_links
from edition.editorial.pages import DRAWS
from edition.editorial.prose import Prose
from edition.editorial.published import check_names
from edition.editorial.reading import read_edition
from edition.editorial.references import check_event_names, check_references
from edition.editorial.settings import read_settings
from edition.editorial.settings_checks import check_settings
from edition.editorial.speaking import check_speaking
from edition.editorial.trees import check_trees
from edition.editorial.witness_checks import check_witness
from edition.witness.addresses import ADDRESSES, REMEDY, check_addresses
from edition.witness.moved import MOVED, check_moved
from edition.witness.source import WITNESS


def check(folder: Path) -> list[Problem]:
    """Every mistake of the edition in `folder` that needs no build to be found."""
    try:
        edition = read_edition(read_settings(folder))
    except CannotRead as error:
        return [error.problem]
    return list(check_edition(edition))


def check_edition(edition: Edition) -> Iterator[Problem]:
    """All mistakes, in the order of the stages; where a file cannot be read that all lean on, this alone is told."""
    fatal = [problem for problem in edition.problems if problem.fatal]
    yield from fatal or edition.problems
    if fatal:
        return
    yield from check_settings(edition)
    yield from check_unread(edition)
    yield from check_speaking(edition)
    yield from check_text(edition)
    yield from check_prose(edition)
    yield from check_names(edition)
    yield from check_entries(edition)
    yield from check_events(edition)
    yield from check_references(edition)
    yield from check_lengths(edition)
    yield from doubled_links(edition.links, edition.settings.folder)
    yield from lonely_entries(edition)
    yield from uncited_works(edition)


def check_text(edition: Edition) -> Iterator[Problem]:
    """The witness is described, one page draws each unit, addresses are kept, and moved pages are found."""
    folder = Path(edition.settings.folder, edition.settings.source)
    yield from check_witness(edition)
    if edition.withheld and not edition.published:
        yield Problem(Mistake.ADDRESS, at(folder / ADDRESSES, 1), f"Without its words the text has no frame. {REMEDY}")
    elif edition.published and not edition.withheld:  # in a new edition nothing is promised yet
        yield from check_addresses(edition.text, edition.published, folder, str(edition.source.witness["file"]))
    yield from _check_drawing(edition, folder)
    yield from check_moved(list(edition.moved), edition.pages, folder)
    yield from _check_pages(edition, folder)


def _check_drawing(edition: Edition, folder: Path) -> Iterator[Problem]:
    places: dict[int, list[str]] = {}
    for page in edition.pages.values():
        for number, line in page.drawn:
            places.setdefault(number, []).append(at(page.path.relative_to(edition.settings.folder), line))
    for number in edition.text.by_number:
        first, *others = places.get(number, [""])
        if not first:
            sentence = f"No page draws unit {number} of the text. Write a page with {{{DRAWS}}} {number}."
            yield Problem(Mistake.UNIT, at(folder / WITNESS, 1), sentence)
        for place in others:
            sentence = f"Unit {number} is drawn a second time; {first} draws it too. Keep one of them."
            yield Problem(Mistake.UNIT, str(edition.settings.folder / place), sentence)


def _check_pages(edition: Edition, folder: Path) -> Iterator[Problem]:
    """An address stays on the page on which it was published, or it is said where that went."""
    moved, seen = {move.old: move.new for move in edition.moved}, set()
    for promise in edition.published or ():
        unit = promise.address.unit
        page = edition.drawing.get(unit, promise.page)
        if page not in (promise.page, moved.get(promise.page)) and unit not in seen:
            seen.add(unit)
            sentence = (
                f"{promise.address} was published on the page {promise.page} and now stands on {page}. "
                f"Give the page its name back, or say in {MOVED} where it went: {promise.page}: {page}."
            )
            yield Problem(Mistake.ADDRESS, at(folder / ADDRESSES, promise.line), sentence)


def check_prose(edition: Edition) -> Iterator[Problem]:
    """Nothing of our prose is lost or printed as it was typed: markup, directives, headings, links, pictures."""
    settings, glossary = edition.settings, edition.glossary
    for prose in edition.prose.values():
        yield from _flaws(prose, settings.folder / settings.chronology)
    for page in edition.pages.values():
        yield from check_headings(page, is_entry=glossary.entry_of(page.name) is not None)
        yield from _flaws(page.prose, page.path)
        yield from check_directives(page)
    yield from check_leads(edition)
    yield from check_trees(edition)


def _flaws(prose: Prose, path: Path) -> Iterator[Problem]:
    for part in prose.everything:
        for line, sentence in part.flaws:
            yield Problem(Mistake.MARKUP, at(path, line), sentence)


def check_events(edition: Edition) -> Iterator[Problem]:
    """The events are shown by one page, and lead to no entry that they do not name."""
    path = edition.settings.folder / edition.settings.chronology
    first, *others = [*edition.pages_with(SHOWN_BY), ""]
    if is_there(path) and not first:
        sentence = "No page shows the events. Write a page with {" + SHOWN_BY + "}."
        yield Problem(Mistake.EVENT, at(path, 1), sentence)
    for other in filter(None, others):
        sentence = f"The events are shown a second time; {first} shows them too. Keep one of them."
        yield Problem(Mistake.EVENT, at(edition.pages[other].path, 1), sentence)
    yield from check_event_names(edition)


def lonely_entries(edition: Edition) -> Iterator[Problem]:
    """Entries to which nothing leads: no occurrence, no gloss in prose, no related entry."""
    glossary = edition.glossary
    if edition.withheld:
        return
    named = {entry for entries in edition.named_in_prose.values() for entry in entries}
    for entry in glossary.entries.values():
        if not (glossary.by_entry[entry.id] or entry.id in named or glossary.related[entry.id]):
            sentence = "Nothing leads to this entry. Give it a form that the text has, or name it as related."
            yield Problem(Mistake.ENTRY, at(entry.path, entry.line), sentence)


def uncited_works(edition: Edition) -> Iterator[Problem]:
    """A work in the bibliography that nothing cites is a promise not kept."""
    for work in edition.works.values():
        if work.key not in edition.citing:
            sentence = f"Nothing cites “{work.key}”. Cite it, or take it out of the bibliography."
            yield Problem(Mistake.SOURCE, at(work.path, work.line), sentence)
