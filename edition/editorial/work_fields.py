"""The kinds of work, and the fields of each: what is printed of a record, and what is for editors.  No Sphinx.

A field that stands in neither list is refused: nothing that an editor writes is left out without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.core.messages import Problem, closest
from edition.editorial.bibtex import Work

# The fields that name a language, as BCP 47 tags: BibLaTeX's own for the title; and one for the journal or the book,
# for these may be in another language than what stands in them.
TITLE_LANGUAGE, HOST_LANGUAGE = "langid", "hostlangid"

# The fields that hold names.
PEOPLE = ("author", "editor", "translator")
# What a work of any kind may say, and what a list then prints.
EVERY = (
    *PEOPLE,
    *("organization", "year", "title", "titleaddon", "edition", "volume", "volumes", "series", "number"),
    *("publisher", "address", "doi", "url"),
)
# What is printed of a kind besides.
KINDS: dict[str, tuple[str, ...]] = {
    "article": ("journal", "issue", "pages"),
    "book": (),
    "collection": (),
    "inbook": ("booktitle", "pages"),
    "incollection": ("booktitle", "pages"),
    "inproceedings": ("booktitle", "pages"),
    "mastersthesis": ("school", "type"),
    "misc": ("howpublished",),
    "online": ("howpublished",),
    "phdthesis": ("school", "type"),
    "proceedings": (),
    "report": ("institution", "type"),
    "thesis": ("school", "type"),
    "unpublished": ("howpublished",),
}
# For editors, and for what is made of a record; no list prints them.
KEPT = ("access", "annotation", HOST_LANGUAGE, "isbn", "issn", "keywords", TITLE_LANGUAGE, "pagetotal")
VERIFIED = re.compile(r"verified\d*")

# What other programs have, and what to do with it here.
CALLED = {
    "abstract": "Write it as annotation, which is not printed",
    "crossref": "Write the fields of the book into this record",
    "date": "Write year",
    "eprint": "Write its address as url",
    "issuetitle": "Write it as titleaddon",
    "journaltitle": "Write journal",
    "location": "Write address, which is the place of the publisher",
    "month": "Write it as issue of an article, or as titleaddon",
    "note": "Write it as titleaddon, which is printed, or as annotation, which is not",
    "shorttitle": "Take it out: a citation prints author and year",
    "subtitle": "Write it into title, after a colon",
    "urldate": "Write it as annotation, which is not printed",
}
KINDS_CALLED = {
    "booklet": "misc",
    "conference": "inproceedings",
    "electronic": "online",
    "manual": "book",
    "mvbook": "book",
    "mvcollection": "collection",
    "periodical": "article",
    "reference": "collection",
    "suppbook": "inbook",
    "techreport": "report",
    "webpage": "online",
    "website": "online",
    "www": "online",
}


def check_fields(work: Work) -> Iterator[Problem]:
    """The kind is known, every field is one of its own and says something, and none is missing."""
    if work.kind not in KINDS:
        meant = f" Write @{KINDS_CALLED[work.kind]}." if work.kind in KINDS_CALLED else closest(work.kind, KINDS)
        choose = f"choose among {', '.join(KINDS)}.{meant}"
        yield work.problem(f"“{work.key}” is of the kind “{work.kind}”, which nothing prints; {choose}")
        return
    known = (*EVERY, *KINDS[work.kind], *KEPT)
    for name, words in work.fields.items():
        if name not in known and not VERIFIED.fullmatch(name):
            yield work.problem(_unknown(work, name, known), name)
        elif not words.strip("{} "):
            yield work.problem(f"“{name}” of “{work.key}” is empty. Fill it, or take it out.", name)
    yield from _missing(work)


def _unknown(work: Work, name: str, known: tuple[str, ...]) -> str:
    kinds = [kind for kind, fields in KINDS.items() if name in fields]
    if name in CALLED:
        remedy = CALLED[name]
    elif kinds:
        remedy = f"It belongs to {', '.join(kinds)}: correct it or the kind"
    else:
        remedy = f"{closest(name, known).strip()} Correct or delete it".strip()
    return f"A work of the kind “{work.kind}” has no field “{name}”, and “{work.key}” has. {remedy}."


def _missing(work: Work) -> Iterator[Problem]:
    if not any(map(VERIFIED.fullmatch, work.fields)):
        yield work.problem(
            f"“{work.key}” was not verified. Add verified = {{the address of the page that confirms it}}."
        )
    if "title" not in work.fields:
        ours = "title = {[Letter to the keeper]}"
        yield work.problem(f"“{work.key}” has no title. Add it; words of ours stand in brackets, {ours}.")
    if "booktitle" in KINDS[work.kind] and "booktitle" not in work.fields:
        yield work.problem(f"“{work.key}” has no booktitle. Name the book in which it stands, or change its kind.")
    place = next((name for name in ("volume", "number", "issue", "pages") if name in work.fields), "")
    if work.kind == "article" and place and "journal" not in work.fields:
        yield work.problem(f"“{work.key}” has “{place}” and no journal. Name the journal.", place)
