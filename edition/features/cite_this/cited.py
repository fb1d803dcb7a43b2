"""What is cited, as one record; and the record as BibTeX, RIS and CSL-JSON.  What is not known is left out.

A sentence is cited as a place in the author's book, read in this edition: so the edition is named as what the address
belongs to.  A page of ours is cited as a page of the edition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from edition.base.words import _
from edition.editorial.people import Name

# In the forms of a work these stand for what differs from one citation to the next.  They belong to Unicode's private
# use, so that no processor changes their case, and no text has them.
LOCATOR, URL, KEY = "\ue001", "\ue002", "\ue003"

PART, WHOLE, PAGE = "part", "whole", "page"


@dataclass(frozen=True)
class Cited:
    """One thing to cite.

    `kind` is a part of a book (`title` in `container`), a whole book, or a page of the edition (`container`).
    `locator` is the place in it, as ``Conclusion 5.6``; `edition` the edition in which it is read, with its version.
    `free_copy` is where the book itself can be read; `url` the address of what is cited.
    """

    kind: str
    key: str
    title: str
    authors: tuple[Name, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    locator: str = ""
    edition: str = ""
    version: str = ""
    url: str = ""
    free_copy: str = ""

    @property
    def address(self) -> str:
        """Where it can be read: here, or else the book."""
        return self.url or self.free_copy

    @property
    def note(self) -> str:
        """What no field of a reference manager holds: the place, the edition that counts so, the free copy."""
        where = ", ".join(part for part in (self.locator, named(self.edition, self.version)) if part)
        free = _("The book is free to read at {address}", address=self.free_copy) if self.url and self.free_copy else ""
        return ". ".join(part for part in (where, free) if part)


def named(edition: str, version: str) -> str:
    """The edition with its version, as far as known."""
    return _("{edition}, version {version}", edition=edition, version=version) if edition and version else edition


def key_of(*parts: str) -> str:
    """A key that every reference manager takes: lower case, letters and digits, the rest as hyphens.

    A place for a key that is filled in later stays.
    """
    return re.sub(rf"[^a-z0-9.{KEY}]+", "-", " ".join(filter(None, parts)).lower()).strip("-") or "edition"


# ---- BibTeX ------------------------------------------------------------------------------------------------------

BIBTEX = {PART: "incollection", WHOLE: "book", PAGE: "misc"}
SPECIAL = str.maketrans({"\\": r"\textbackslash{}", **{c: f"\\{c}" for c in "&%$#_{}"}, "~": r"\~{}", "^": r"\^{}"})


def bibtex(work: Cited) -> str:
    """One entry.  Titles keep their capitals, hence the second pair of braces."""
    names = " and ".join(_bibtex_name(name) for name in work.authors)
    fields = [
        ("author", names),
        ("title", work.title and f"{{{_escaped(work.title)}}}"),
        ("booktitle", _escaped(work.container) if work.kind == PART else ""),
        ("howpublished", _escaped(named(work.container, work.version)) if work.kind == PAGE else ""),
        ("publisher", _escaped(work.publisher)),
        ("address", _escaped(work.place)),
        ("year", _escaped(work.year)),
        ("note", _escaped(work.note)),
        ("url", re.sub(r"[{}\\]", "", work.address)),
    ]
    lines = (f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@{BIBTEX[work.kind]}{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def _bibtex_name(name: Name) -> str:
    return f"{{{_escaped(name.literal)}}}" if name.literal else _escaped(f"{name.family}, {name.given}")


def _escaped(words: str) -> str:
    return words.translate(SPECIAL)


# ---- RIS ---------------------------------------------------------------------------------------------------------

RIS = {PART: "CHAP", WHOLE: "BOOK", PAGE: "ELEC"}


def ris(work: Cited) -> str:
    """One record, a field a line."""
    fields: Iterable[tuple[str, str]] = [
        ("TY", RIS[work.kind]),
        ("ID", work.key),
        *(("AU", name.literal or f"{name.family}, {name.given}") for name in work.authors),
        ("TI", work.title),
        ("T2", work.container),
        ("PB", work.publisher),
        ("CY", work.place),
        ("PY", work.year),
        ("N1", work.note if work.kind != PAGE else work.version and _("Version {version}", version=work.version)),
        ("UR", work.address),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n"


# ---- CSL-JSON ----------------------------------------------------------------------------------------------------

CSL = {PART: "chapter", WHOLE: "book", PAGE: "webpage"}


def csl_json(work: Cited) -> str:
    """A list of one item, as the schema of the Citation Style Language has it."""
    item: Mapping[str, Any] = {
        "id": work.key,
        "type": CSL[work.kind],
        "author": [_csl_name(name) for name in work.authors],
        "title": work.title,
        "container-title": work.container,
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": work.year and _csl_date(work.year),
        "version": work.version if work.kind == PAGE else "",
        "note": work.note,
        "URL": work.address,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], indent=2, ensure_ascii=False) + "\n"


def _csl_name(name: Name) -> dict[str, str]:
    return {"literal": name.literal} if name.literal else {"family": name.family, "given": name.given}


def _csl_date(year: str) -> dict[str, Any]:
    return {"date-parts": [[int(year)]]} if year.isdecimal() else {"literal": year}
