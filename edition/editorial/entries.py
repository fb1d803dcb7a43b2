"""The glossary: one file an entry, read and checked before any page is.  No Sphinx."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.core.fields import Fields
from edition.core.messages import CannotRead, Mistake, Problem, at, closest
from edition.core.model import Address
from edition.core.records import Record
from edition.core.tags import REMEDY, UNDETERMINED, in_latin_letters, script_of, wrong_tag
from edition.editorial.front import parted
from edition.editorial.limits import LIMITS, Limit, beyond_limit, count_words

TYPES = ("person", "organisation", "place", "event", "treaty", "state", "movement", "document", "concept")
CERTAINTIES = ("high", "medium", "disputed")
NECESSARY = ("headword", "type", "gloss", "sources", "checked", "certainty")
FIELDS = (*NECESSARY, "name", "forms", "aliases", "original", "dates", "main", "related", "yields", "coordinates")


@dataclass(frozen=True, slots=True)
class Form:
    """Words by which the text names an entry; at these addresses only, or (empty) wherever they stand."""

    words: str
    at: tuple[Address, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Original:
    """A name in its own language: BCP 47 tag, form, and the form in Latin letters (or nothing)."""

    lang: str
    form: str
    latin: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the glossary; `id` is the name of its file."""

    id: str
    headword: str
    name: str
    type: str
    forms: tuple[Form, ...]
    aliases: tuple[str, ...]
    original: tuple[Original, ...]
    dates: str
    gloss: str
    main: Address | None
    related: tuple[str, ...]
    yields: tuple[str, ...]
    sources: tuple[str, ...]
    checked: str
    certainty: str
    path: Path
    line: int
    coordinates: tuple[float, float] | None = None  # latitude and longitude in degrees
    languages: Mapping[str, str] = field(default_factory=dict)  # alias -> BCP 47 tag, where one was written

    @property
    def names(self) -> Iterator[str]:
        """Every name by which a reader may look for it."""
        yield from dict.fromkeys([self.headword, self.name, *(form.words for form in self.forms), *self.aliases])

    def language_of(self, name: str) -> str:
        """The tag of a name in another language, or nothing: as its original or its alias has it, or by its script."""
        for original in self.original:
            if name == original.form:
                return original.lang
            if name == original.latin:
                return in_latin_letters(original.lang)
        script = script_of(name)
        alike = (original.lang for original in self.original if script_of(original.form) == script)
        return self.languages.get(name) or (next(alike, f"{UNDETERMINED}-{script}") if script else "")


def read_entries(folder: Path, limits: Mapping[str, Limit] = LIMITS) -> tuple[dict[str, Entry], list[Problem]]:
    """Read every entry of the folder, in the order of file names; what cannot be read is reported and left out."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        try:
            record = front_matter(path)
            if record is not None:
                entry, more = _entry(record, path, limits)
                entries[entry.id] = entry
                problems += more
        except CannotRead as error:
            problems.append(error.problem)
    return entries, problems


def front_matter(path: Path) -> Record | None:
    """The mapping under ``entry:`` in the front matter, or nothing where the page is no entry."""
    front, _, _ = parted(path)
    if "entry" not in front:
        return None
    if not isinstance(front["entry"], Record):
        sentence = "“entry:” has no fields. Indent them below it."
        raise CannotRead(Problem(Mistake.ENTRY, at(path, front.lines["entry"]), sentence))
    return front["entry"]


def _entry(record: Record, path: Path, limits: Mapping[str, Limit]) -> tuple[Entry, list[Problem]]:
    fields = Fields(record, path, Mistake.ENTRY, "An entry")
    fields.check(FIELDS, NECESSARY)
    aliases = dict(_aliases(fields))
    entry = Entry(
        id=path.stem,
        headword=fields.text("headword"),
        name=fields.text("name") or fields.text("headword"),
        type=fields.choice("type", TYPES),
        forms=tuple(_forms(fields)),
        aliases=tuple(aliases),
        original=tuple(_originals(fields)),
        dates=fields.dates("dates"),
        gloss=_gloss(fields, limits),
        main=fields.address("main", record["main"]) if record.get("main") else None,
        related=fields.texts("related"),
        yields=fields.texts("yields"),
        sources=fields.texts("sources"),
        checked=_checked(fields),
        certainty=fields.choice("certainty", CERTAINTIES),
        path=path,
        line=record.line,
        coordinates=_coordinates(fields),
        languages={alias: tag for alias, tag in aliases.items() if tag},
    )
    return entry, fields.problems


def _forms(fields: Fields) -> Iterator[Form]:
    for form in fields.records("forms"):
        line = fields.record.lines["forms"]
        if isinstance(form, str):
            yield Form(form, (), line)
        elif isinstance(form, Record) and isinstance(form.get("form"), str) and isinstance(form.get("at"), list):
            limited = (fields.address("forms", written) for written in form["at"])
            yield Form(form["form"], tuple(address for address in limited if address), form.line)
        else:
            fields.report("forms", 'A form is words, or {form: words, at: ["4.7"]}. Correct it.')


def _language(fields: Fields, field: str, tag: str) -> str:
    wrong = wrong_tag(tag)
    if wrong:
        fields.report(field, f"{wrong}. {REMEDY}", Mistake.LANGUAGE)
    return tag


def _aliases(fields: Fields) -> Iterator[tuple[str, str]]:
    """Each alias and its tag, or nothing."""
    for alias in fields.records("aliases"):
        if isinstance(alias, str):
            yield alias, ""
        elif isinstance(alias, Record) and isinstance(alias.get("form"), str) and isinstance(alias.get("lang"), str):
            yield alias["form"], _language(fields, "aliases", alias["lang"])
        else:
            fields.report("aliases", "An alias is words, or {form: words, lang: de}. Correct it.")


def _originals(fields: Fields) -> Iterator[Original]:
    for original in fields.records("original"):
        if isinstance(original, Record) and original.get("lang") and original.get("form"):
            yield Original(_language(fields, "original", original["lang"]), original["form"], original.get("latin", ""))
        else:
            fields.report("original", "“original” needs a language and a form. Write {lang: ru, form: …, latin: …}.")


def _checked(fields: Fields) -> str:
    checked = fields.text("checked")
    try:
        datetime.date.fromisoformat(checked or "2000-01-01")
    except ValueError:
        fields.report("checked", f"“{checked}” is no date. Write the day on which it was checked: 2026-11-24.")
    return checked


def _gloss(fields: Fields, limits: Mapping[str, Limit]) -> str:
    gloss = fields.text("gloss")
    said = beyond_limit("The gloss", "gloss", count_words(gloss), limits)
    if gloss and said:
        fields.report("gloss", said, Mistake.LENGTH)
    return gloss


def _coordinates(fields: Fields) -> tuple[float, float] | None:
    written = fields.texts("coordinates")
    if not written:
        return None
    try:
        latitude, longitude = map(float, written)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    except ValueError:
        pass
    sentence = (
        f"“{', '.join(written)}” are no coordinates. Write degrees north (at most 90) and east (at most 180), "
        "south and west with a minus: [44.40478, 8.94439]."
    )
    fields.report("coordinates", sentence)
    return None


def check_entries(entries: Mapping[str, Entry], works: Collection[str]) -> Iterator[Problem]:
    """What can only be seen with all entries, and the works of the bibliography, before one."""
    yield from _check_names(entries.values())
    for entry in entries.values():
        place = at(entry.path, entry.line)
        for other in (*entry.related, *entry.yields):
            if other not in entries or other == entry.id:
                sentence = (
                    f"“{other}” is no other entry.{closest(other, entries)} Write the name of its file, without .md."
                )
                yield Problem(Mistake.ENTRY, place, sentence)
        for work in entry.sources:
            if work not in works:
                sentence = (
                    f"The bibliography has no work “{work}”.{closest(work, works)} Correct the key, or add the work."
                )
                yield Problem(Mistake.SOURCE, place, sentence)


def _check_names(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Headwords and aliases lead to one entry each; forms may be shared, for addresses can keep them apart."""
    known: dict[str, Entry] = {}
    for entry in entries:
        for name in dict.fromkeys((entry.headword, *entry.aliases)):
            other = known.setdefault(name.casefold(), entry)
            if other is not entry:
                sentence = f"“{name}” is a headword or alias of {other.path.name} too. Keep it in one of them."
                yield Problem(Mistake.ENTRY, at(entry.path, entry.line), sentence)
