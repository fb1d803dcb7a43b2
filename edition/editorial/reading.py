"""The model read from its files, stage by stage: witness, what editors write, matches.  No Sphinx."""

from __future__ import annotations

from pathlib import Path

from edition.core.files import is_there
from edition.core.messages import CannotRead, Problem
from edition.editorial.edition import Edition
from edition.editorial.entries import read_entries
from edition.editorial.events import Event, Known, read_events
from edition.editorial.folder import check_folder
from edition.editorial.glossary import Glossary
from edition.editorial.matching import find_occurrences
from edition.editorial.pages import read_pages
from edition.editorial.prose import read_prose
from edition.editorial.settings import Settings
from edition.editorial.works import read_works
from edition.witness.addresses import Published, read_addresses, withhold
from edition.witness.ledger import read_ledger
from edition.witness.moved import read_moved
from edition.witness.source import Source, read_source, read_witness


def read_edition(settings: Settings) -> Edition:
    """Read an edition, stage by stage.  Raises CannotRead where there is no text to edit, or a link leads away."""
    for problem in check_folder(settings):
        raise CannotRead(problem)
    source, published, problems = _read_source(settings)
    moved, more = read_moved(settings.folder / settings.source)
    problems += more
    works, more = read_works([settings.folder / name for name in settings.bibliography])
    problems += more
    entries, more = read_entries(settings.folder / settings.glossary, settings.limits)
    problems += more
    occurrences, more = ([], []) if settings.withheld else find_occurrences(source.text, entries)
    problems += more
    events: list[Event] = []
    path = settings.folder / settings.chronology
    if is_there(path):
        places = {name for name, entry in entries.items() if entry.type == "place"}
        events, more = read_events(path, Known(entries, places, works, source.text))
        problems += more
    pages, more = read_pages(settings, source.text)
    return Edition(
        settings,
        source,
        published,
        tuple(moved),
        works,
        Glossary(settings.glossary, entries, tuple(occurrences)),
        tuple(events),
        {event.id: read_prose(event.sentence, settings.extensions, event.line) for event in events},
        pages,
        tuple(dict.fromkeys([*problems, *more])),  # an entry is read as such and as a page
    )


def _read_source(settings: Settings) -> tuple[Source, tuple[Published, ...] | None, list[Problem]]:
    """The folder ``source/``, without the words of the text where they are withheld, and what was published."""
    folder = Path(settings.folder, settings.source)
    if settings.withheld:
        witness = read_witness(folder)
        ledger, problems = read_ledger(folder)
        published, more = read_addresses(folder)
        text = withhold(published, str(witness.get("part", "")))
        return Source(witness, ledger, text, []), tuple(published), problems + more
    source = read_source(folder)
    try:
        published, problems = read_addresses(folder)
    except CannotRead as error:
        return source, None, [*source.problems, error.problem]
    return source, tuple(published), source.problems + problems
