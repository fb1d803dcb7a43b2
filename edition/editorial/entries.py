"""The glossary: one file an entry, read before any page is.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.core.dates import is_day, today
from edition.core.fields import Fields
from edition.core.messages import CannotRead, Mistake, Problem, at, brief
from edition.core.model import Address
from edition.core.records import Record
from edition.core.tags import REMEDY, UNDETERMINED, in_latin_letters, script_of, wrong_tag
from edition.editorial.front import parted
from edition.editorial.kinds import ALIAS, ENTRY, FORM, ORIGINAL
from edition.editorial.limits import LIMITS, Limit, beyond_limit, count_words

DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,8})?")


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
    lines: Mapping[str, int] = field(default_factory=dict)  # field -> where it stands

    def place_of(self, name: str) -> str:
        """Where a field of it stands."""
        return at(self.path, self.lines.get(name, self.line))

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
    found = parted(path)[0].get("entry")
    return found if isinstance(found, Record) else None


def _entry(record: Record, path: Path, limits: Mapping[str, Limit]) -> tuple[Entry, list[Problem]]:
    fields = Fields(record, path, ENTRY)
    aliases = dict(_aliases(fields))
    headword = fields.text("headword") or path.stem  # its absence was reported
    entry = Entry(
        id=path.stem,
        headword=headword,
        name=fields.text("name") or headword,
        type=fields.text("type"),
        forms=tuple(_forms(fields)),
        aliases=tuple(aliases),
        original=tuple(_originals(fields)),
        dates=fields.dates("dates"),
        gloss=_gloss(fields, limits),
        main=fields.address("main", fields.text("main")) if fields.text("main") else None,
        related=fields.texts("related"),
        yields=fields.texts("yields"),
        sources=fields.texts("sources"),
        checked=_checked(fields),
        certainty=fields.text("certainty"),
        path=path,
        line=record.line,
        coordinates=_coordinates(fields),
        languages={alias: tag for alias, tag in aliases.items() if tag},
        lines=record.lines,
    )
    return entry, fields.problems


def _forms(fields: Fields) -> Iterator[Form]:
    for form in fields.records("forms", FORM):
        if isinstance(form, str):
            yield Form(form, (), fields.line_of("forms"))
        elif form.text("form") and (limited := tuple(form.addresses("at"))):  # else it is of everywhere
            yield Form(form.text("form"), limited, form.line)


def _language(fields: Fields, tag: str) -> str:
    wrong = wrong_tag(tag) if tag else ""
    if wrong:
        fields.report("lang", f"{wrong}. {REMEDY}", Mistake.LANGUAGE)
    return tag


def _aliases(fields: Fields) -> Iterator[tuple[str, str]]:
    """Each alias and its tag, or nothing."""
    for alias in fields.records("aliases", ALIAS):
        if isinstance(alias, str):
            yield alias, ""
        elif alias.text("form") and alias.text("lang"):
            yield alias.text("form"), _language(alias, alias.text("lang"))


def _originals(fields: Fields) -> Iterator[Original]:
    for original in fields.records("original", ORIGINAL):
        if isinstance(original, Fields) and original.text("lang") and original.text("form"):
            yield Original(_language(original, original.text("lang")), original.text("form"), original.text("latin"))


def _checked(fields: Fields) -> str:
    checked = fields.text("checked")
    if checked and not is_day(checked):
        fields.report("checked", f"“{brief(checked)}” is no date. Write the day on which it was checked: 2026-11-24.")
    elif checked > today():
        fields.report("checked", f"“{checked}” is still to come. Write the day on which it was checked.")
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
    if fields.text("type") not in ("place", ""):
        fields.report("coordinates", f"A {fields.text('type')} has no coordinates. Take them out.")
        return None
    if len(written) == 2 and all(map(DEGREES.fullmatch, written)):
        latitude, longitude = map(float, written)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    sentence = (
        f"“{', '.join(written)}” are no coordinates. Write degrees north (at most 90) and east (at most 180), "
        "south and west with a minus: [44.40478, 8.94439]."
    )
    fields.report("coordinates", sentence)
    return None
