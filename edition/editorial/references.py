"""Whether what our prose refers to is there: sentences, entries, events, works, languages.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.core.messages import Mistake, Problem, at, closest
from edition.core.model import Address
from edition.core.tags import REMEDY, wrong_tag
from edition.editorial.edition import Edition
from edition.editorial.prose import Role
from edition.editorial.works import is_citation, keys_in, wrong_in


def check_references(edition: Edition) -> Iterator[Problem]:
    """Every role of every page and event, in their order."""
    chronology = edition.settings.folder / edition.settings.chronology
    for event in edition.events:
        for role in edition.prose[event.id].every_role:
            yield from check_role(role, chronology, edition)
        for sentence in (sentence for source in event.sources for sentence in wrong_in(source)):
            yield Problem(Mistake.SOURCE, at(chronology, event.line), sentence)
    for page in edition.pages.values():
        for role in sorted(page.prose.every_role, key=lambda role: role.line):
            yield from check_role(role, page.path, edition)


def check_role(role: Role, path: Path, edition: Edition) -> Iterator[Problem]:
    """What is wrong with one reference.  Roles that are not ours are left to MyST."""
    match role.name.partition(":")[0]:
        case "at":
            found = _address(role, edition)
        case "gloss":
            found = _gloss(role, edition)
        case "event":
            found = _event(role, edition)
        case "lang":
            found = _language(role)
        case "cite":
            found = _citation(role, edition)
        case _:
            return
    for mistake, sentence in found:
        yield Problem(mistake, at(path, role.line), sentence)


def _address(role: Role, edition: Edition) -> Iterator[tuple[Mistake, str]]:
    known = edition.text.by_address
    try:
        address = Address.parse(role.text)
    except ValueError as error:
        yield Mistake.ADDRESS, str(error)
        return
    if address not in known:
        hint = closest(role.text, map(str, known))
        yield Mistake.ADDRESS, f"There is no sentence {address} in the text.{hint} Correct the address."


def _gloss(role: Role, edition: Edition) -> Iterator[tuple[Mistake, str]]:
    glossary, target = edition.glossary, role.link[1]
    if glossary.named(target) is None:
        hint = closest(target, glossary.entries) or closest(target, glossary.by_name)
        yield Mistake.GLOSS, f"No entry is called “{target}”.{hint} Correct the name, or write the entry."


def _event(role: Role, edition: Edition) -> Iterator[tuple[Mistake, str]]:
    known, target = [event.id for event in edition.events], role.link[1]
    if target not in known:
        sentence = f"No event is called “{target}”.{closest(target, known)} Correct the id, or write the event."
        yield Mistake.EVENT, sentence


def _language(role: Role) -> Iterator[tuple[Mistake, str]]:
    tag, _, words = role.text.partition(" ")
    wrong = wrong_tag(tag)
    said = f"{wrong}. {REMEDY}" if wrong else "" if words.strip() else f"“{tag}” has no words. Write some."
    if said:
        yield Mistake.LANGUAGE, f"{said} The form is {{lang}}`de Zeitgeist`: the tag, a space, the words."


def _citation(role: Role, edition: Edition) -> Iterator[tuple[Mistake, str]]:
    works = edition.works
    for sentence in wrong_in(role.text):
        yield Mistake.SOURCE, sentence
    for key in keys_in(role.text) if is_citation(role.text) else ():
        if key not in works:
            sentence = f"The bibliography has no work “{key}”.{closest(key, works)} Correct the key, or add the work."
            yield Mistake.SOURCE, sentence


def check_event_names(edition: Edition) -> Iterator[Problem]:
    """The sentence of an event leads only to entries that the event names."""
    path = edition.settings.folder / edition.settings.chronology
    for event in edition.events:
        for role in edition.prose[event.id].every_role:
            entry = edition.glossary.named(role.link[1]) if role.name == "gloss" else None
            if entry is not None and entry not in event.names:
                sentence = f"The sentence leads to “{entry}”, which the event does not name. Add it to its entries."
                yield Problem(Mistake.EVENT, at(path, event.line), sentence)
