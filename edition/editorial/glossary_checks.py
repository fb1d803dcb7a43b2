"""What can only be seen with all entries, the works and the text before one.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.core.files import is_there
from edition.core.messages import Mistake, Problem, at, closest
from edition.core.model import Address, Text
from edition.editorial.edition import Edition
from edition.editorial.entries import Entry, Form
from edition.editorial.matching import sentences_with

INDEX = "index"  # the page of all entries, which is none


def check_entries(edition: Edition) -> Iterator[Problem]:
    """Every file of the glossary is an entry; every entry names only what is there."""
    entries = edition.glossary.entries
    yield from _check_files(edition)
    yield from _check_names(entries.values())
    for entry in entries.values():
        for name, others in (("related", entry.related), ("yields", entry.yields)):
            for other in others:
                if other not in entries or other == entry.id:
                    hint = closest(other, entries)
                    sentence = f"“{other}” is no other entry.{hint} Write the name of its file, without .md."
                    yield Problem(Mistake.ENTRY, entry.place_of(name), sentence)
        for work in entry.sources:
            if work not in edition.works:
                hint = closest(work, edition.works)
                sentence = f"The bibliography has no work “{work}”.{hint} Correct the key, or add the work."
                yield Problem(Mistake.SOURCE, entry.place_of("sources"), sentence)
        yield from _check_addresses(entry, edition)


def _check_files(edition: Edition) -> Iterator[Problem]:
    """Whatever lies in the folder is an entry, or the page of all; what the machine hides there is left alone."""
    folder, glossary = edition.settings.folder / edition.settings.glossary, edition.glossary
    if not folder.is_dir():
        if is_there(folder):
            yield Problem(Mistake.ENTRY, at(folder, 1), "The glossary is no folder. Make one of this name.")
        return
    for path in sorted(folder.iterdir()):
        page = edition.pages.get(glossary.page(path.stem))
        if path.is_dir():
            sentence = "A glossary has no folders in it. Put the entries beside the others, and take this away."
            yield Problem(Mistake.ENTRY, at(path, 1), sentence)
        elif path.suffix != ".md":
            if not path.name.startswith("."):
                sentence = "This is no entry: its name does not end in .md. Rename it, or take it out of the glossary."
                yield Problem(Mistake.ENTRY, at(path, 1), sentence)
        elif page is None:
            sentence = "conf.py leaves this page out, so nobody sees the entry. Correct the patterns, or move the file."
            yield Problem(Mistake.ENTRY, at(path, 1), sentence)
        elif path.stem == INDEX:
            if "entry" in page.front:
                sentence = "This is the page of all entries. Give an entry a file with another name."
                yield Problem(Mistake.ENTRY, at(path, page.front.lines["entry"]), sentence)
        elif not any(name == "entry" or closest(name.lower(), ["entry"]) for name in page.front):
            sentence = (
                "This is no entry: it has no “entry:” between two lines of three hyphens at its head. "
                "Write it, or move the file."
            )
            yield Problem(Mistake.ENTRY, at(path, 1), sentence)


def _check_names(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Headwords and aliases lead to one entry each; forms may be shared, for addresses can keep them apart."""
    known: dict[str, Entry] = {}
    for entry in entries:
        for name in dict.fromkeys((entry.headword, *entry.aliases)):
            other = known.setdefault(name.casefold(), entry)
            if name and other is not entry:
                sentence = f"“{name}” is a headword or alias of {other.path.name} too. Keep it in one of them."
                yield Problem(Mistake.ENTRY, at(entry.path, entry.line), sentence)


def _check_addresses(entry: Entry, edition: Edition) -> Iterator[Problem]:
    """The sentences that an entry names are there, and speak of it."""
    text, withheld = edition.text, edition.withheld
    for form in entry.forms:
        yield from (
            _nowhere(address, at(entry.path, form.line), text) for address in form.at if address not in text.by_address
        )
        if not withheld:
            yield from _unspoken(form, entry, text)
    if entry.main is None:
        return
    if entry.main not in text.by_address:
        yield _nowhere(entry.main, entry.place_of("main"), text)
        return
    spoken = [occurrence.address for occurrence in edition.glossary.by_entry[entry.id]]
    # Where no form stands anywhere, this was reported.
    if entry.main not in spoken and not withheld and (spoken or not entry.forms):
        sentence = f"{entry.main} does not name this entry, so it cannot be its main sentence. Choose one that does."
        yield Problem(Mistake.ENTRY, entry.place_of("main"), sentence)


def _nowhere(address: Address, place: str, text: Text) -> Problem:
    hint = closest(str(address), map(str, text.by_address))
    return Problem(Mistake.ADDRESS, place, f"There is no sentence {address} in the text.{hint} Correct the address.")


def _unspoken(form: Form, entry: Entry, text: Text) -> Iterator[Problem]:
    """Where a form stands in some of its sentences and not in others; one that stands in none was reported."""
    spoken = set(sentences_with(text, form.words))
    missing = [address for address in form.at if address in text.by_address and address not in spoken]
    for address in missing if spoken.intersection(form.at) else ():
        sentence = f"The form “{form.words}” does not stand in {address}. Take the address out, or correct it."
        yield Problem(Mistake.FORM, at(entry.path, form.line), sentence)
