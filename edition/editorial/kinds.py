"""What an editor may say in each kind of record: every field, and what may be written there.  No Sphinx."""

from __future__ import annotations

from edition.core.fields import Kind, Shape
from edition.core.messages import Mistake

TYPES = ("person", "organisation", "place", "event", "treaty", "state", "movement", "document", "concept")
CERTAINTIES = ("high", "medium", "disputed")
ENTRY = Kind(
    "An entry",
    Mistake.ENTRY,
    {
        "headword": Shape.WORDS,
        "name": Shape.WORDS,
        "type": TYPES,
        "forms": Shape.RECORDS,
        "aliases": Shape.RECORDS,
        "original": Shape.RECORD_OR_RECORDS,
        "dates": Shape.WORDS,
        "gloss": Shape.WORDS,
        "coordinates": Shape.LIST,
        "main": Shape.WORDS,
        "related": Shape.LIST,
        "yields": Shape.LIST,
        "sources": Shape.LIST,
        "checked": Shape.WORDS,
        "certainty": CERTAINTIES,
    },
    necessary=("headword", "type", "gloss", "sources", "checked", "certainty"),
    form="“entry:” has no fields. Indent them below it.",
)
FORM = Kind(
    "A form",
    Mistake.ENTRY,
    {"form": Shape.PROSE, "at": Shape.LIST},
    necessary=("form", "at"),
    form='A form is words, or {form: words, at: ["4.7"]}. Correct it.',
)
ALIAS = Kind(
    "An alias",
    Mistake.ENTRY,
    {"form": Shape.WORDS, "lang": Shape.WORDS},
    necessary=("form", "lang"),
    form="An alias is words, or {form: words, lang: de}. Correct it.",
)
ORIGINAL = Kind(
    "An original form",
    Mistake.ENTRY,
    {"lang": Shape.WORDS, "form": Shape.WORDS, "latin": Shape.WORDS},
    necessary=("lang", "form"),
    form="“original” needs a language and a form. Write {lang: ru, form: …, latin: …}.",
)

EVENT = Kind(
    "An event",
    Mistake.EVENT,
    {
        "id": Shape.WORDS,
        "date": Shape.WORDS,
        "once": Shape.WORDS,  # the date that it had when its id was published
        "sentence": Shape.PROSE,
        "places": Shape.LIST,
        "entries": Shape.LIST,
        "at": Shape.LIST,
        "units": Shape.LIST,
        "sources": Shape.LIST,
    },
    necessary=("id", "date", "sentence", "sources"),
)
# The front matter of a page.
PAGE = Kind(
    "A page",
    Mistake.PAGE,
    {
        "entry": Shape.RECORD,
        "book": ("omit", "before"),
        "layout": ("text", "columns", "wide"),
        "claim": Shape.WORDS,  # what the unit that it draws claims, in one sentence
        "cite": ("omit",),
        "orphan": ("true",),  # Sphinx's: no table of contents leads to it
    },
)
# What is said of the witness.
WITNESS = Kind(
    "A witness",
    Mistake.WITNESS,
    {
        **dict.fromkeys(("siglum", "file", "seal", "author", "title", "part", "publisher", "place"), Shape.LINE),
        **dict.fromkeys(("year", "rights", "free-copy", "unit", "opening", "language"), Shape.LINE),
        "abbreviations": Shape.LIST,
        "provenance": Shape.PROSE,  # for us; it is not printed
    },
    necessary=("siglum", "file", "seal", "author", "title", "rights"),
)
# Every kind of record that lies in a file of its own or in one of these; the ledger and what machines write aside.
KINDS = (ENTRY, FORM, ALIAS, ORIGINAL, EVENT, PAGE, WITNESS)
