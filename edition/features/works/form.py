"""How a work is printed in full: one form for all kinds, in the order author, year, title, place, address.

A form is a template of pybtex.  What a record does not have is left out without a word: fields were entered as they
were verified, and nothing is filled in from memory.  What it has is printed, if `editorial.work_fields` lists it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

from pybtex.richtext import HRef, Text
from pybtex.style.template import FieldIsMissing, field, first_of, join, node, optional, tag

from edition.base.words import _
from edition.editorial.work_fields import HOST_LANGUAGE, KINDS, TITLE_LANGUAGE
from edition.editorial.works import ACCESS
from edition.features.works.wording import Label, in_language_of, names, persons, quoted, sentence

# Kinds of work whose title is set in italics; those of others stand in quotation marks.
WHOLE = ("book", "proceedings", "collection", "phdthesis", "mastersthesis", "thesis", "report")
THESES = ("phdthesis", "mastersthesis", "thesis")
DOI = "https://doi.org/"


def title_of(kind: str) -> Any:
    """A title in italics, or in quotation marks, with its full stop."""
    title = in_language_of(TITLE_LANGUAGE)[field("title")]
    return sentence[tag("em")[title]] if kind in WHOLE else quoted(stop=True)[title]


@node  # type: ignore[untyped-decorator]
def head(children: Any, data: Any, kind: str) -> Any:
    """Author, year, title; where nobody is named, the title comes first."""
    entry, title, year = data["entry"], title_of(kind), optional[sentence[field("year")]]
    editors = persons(entry, "editor")
    if entry.persons.get("author"):
        parts = [sentence[names("author", "lastfirst")], year, title]
    elif editors:
        parts = [sentence[names("editor", "lastfirst"), ", ", _("eds.") if len(editors) > 1 else _("ed.")], year, title]
    else:
        parts = [title, year]
    return join(sep=" ")[parts].format_data(data)


@node  # type: ignore[untyped-decorator]
def beside_author(children: Any, data: Any) -> Any:
    """The editors of a work that has an author; where it has none, they have been named already."""
    if not data["entry"].persons.get("author"):
        raise FieldIsMissing("author", data["entry"])
    return names("editor").format_data(data)


def container(kind: str) -> Any:
    """The journal, the book or whatever else holds the work, and its place there."""
    host = tag("em")[in_language_of(HOST_LANGUAGE)[field("booktitle" if "booktitle" in KINDS[kind] else "journal")]]
    pages = field("pages")
    if "booktitle" in KINDS[kind]:
        return join[
            f"{_('In')} ",
            host,
            optional[", ", field("edition")],
            optional[f", {_('vol.')} ", field("volume")],
            optional[", ", field("volumes"), f" {_('vols.')}"],
            optional[f", {_('edited by')} ", beside_author],
            optional[f", {_('translated by')} ", names("translator")],
            optional[", ", pages],
        ]
    numbered = join[optional[" ", field("volume")], optional[f", {_('no.')} ", field("number")]]
    return join[host, numbered, optional[", ", field("issue")], optional[after_number, pages]]


@node  # type: ignore[untyped-decorator]
def after_number(children: Any, data: Any) -> Any:
    """What stands before the pages of an article: a colon behind the number of its volume or issue."""
    fields = data["entry"].fields
    return ": " if ("volume" in fields or "number" in fields) and "issue" not in fields else ", "


def by_hands(kind: str) -> Iterator[Any]:
    """What a work says of itself that is no part of another."""
    if "booktitle" in KINDS[kind]:
        return
    yield optional[sentence(capital=True)[f"{_('edited by')} ", beside_author]]
    yield optional[sentence(capital=True)[f"{_('translated by')} ", names("translator")]]
    yield optional[sentence[field("edition")]]
    if kind != "article":
        yield optional[sentence(capital=True)[f"{_('vol.')} ", field("volume")]]
    yield optional[sentence[field("volumes"), f" {_('vols.')}"]]


def imprint(kind: str) -> Any:
    """Place and publisher; of a thesis, where it was written."""
    bodies = ("publisher", "school", "institution", "organization")
    publisher = join(sep=", ")[[optional[field(name)] for name in bodies]]
    place = optional[field("address")]
    if kind in THESES:
        return join(sep=", ")[first_of[optional[field("type")], _("thesis")], publisher, place]
    return join(sep=": ")[place, publisher]


def numbered_series(kind: str) -> Iterator[Any]:
    """The series with the number of the work in it; that of an article is its issue, that of a report its own."""
    if kind == "report":
        yield sentence(capital=True)[join(sep=" ")[optional[field("type")], optional[field("number")]]]
    numbered = kind not in ("article", "report")
    yield sentence(capital=True)[
        join(sep=" ")[optional[field("series")], optional[number_in_series] if numbered else ""]
    ]


@node  # type: ignore[untyped-decorator]
def number_in_series(children: Any, data: Any) -> Any:
    number = field("number").format_data(data)
    return number if "series" in data["entry"].fields else Text(f"{_('no.')} ", number)


@node  # type: ignore[untyped-decorator]
def addresses(children: Any, data: Any) -> Any:
    """The DOI as the address that it is, then the address, called what it leads to; both once, where they are one."""
    fields = data["entry"].fields
    doi, url = fields.get("doi", ""), fields.get("url", "")
    found = [HRef(f"{DOI}{quote(doi, safe='/:;().,-_')}", f"{DOI}{doi}")] if doi and not leads_to(url, doi) else []
    if url:
        access = fields.get("access", "")
        words = _(ACCESS[access]) if access in ACCESS else _("Page")
        found.append(HRef(url, Label("open-access", words) if access == "open" else words))
    return Text(" ").join(found)


def leads_to(url: str, doi: str) -> bool:
    """Whether an address is that of the DOI."""
    host, _slash, path = url.partition("://")[2].partition("/")
    return host.lower() in ("doi.org", "dx.doi.org", "www.doi.org") and unquote(path).lower() == doi.lower()


def template(kind: str) -> Any:
    """The form of a work of this kind."""
    kind = kind if kind in KINDS else "misc"  # which was reported
    held = KINDS[kind]
    return join(sep=" ")[
        head(kind),
        optional[sentence(capital=True)[field("titleaddon")]],
        *by_hands(kind),
        optional[sentence[container(kind)]] if "pages" in held else "",
        optional[sentence(capital=True)[field("howpublished")]] if "howpublished" in held else "",
        *numbered_series(kind),
        sentence(capital=True)[imprint(kind)],
        addresses,
    ]
