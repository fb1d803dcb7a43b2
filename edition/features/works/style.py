"""How a work is printed in full, and cited: one form for all kinds, in the order author, year, title, place.

Two styles, for pybtex and for sphinxcontrib-bibtex.  What a record does not have is left out without a word: fields
were entered as they were verified, and nothing is filled in from memory.  Works that would be cited alike are told
apart by a letter after the year.
"""

from __future__ import annotations

import functools
import string
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import TYPE_CHECKING, Any

import pybtex.plugin
from docutils import nodes
from pybtex.richtext import BaseMultipartText, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import field, first_of, href, join, names, node, optional, sentence, tag
from pybtex_docutils import Backend
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from edition.base.language import foreign
from edition.base.words import _
from edition.editorial.works import ACCESS, HOST_LANGUAGE, TITLE_LANGUAGE

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx

# Kinds of work whose title is set in italics; those of others stand in quotation marks.
WHOLE = ("book", "proceedings", "collection", "phdthesis", "thesis")


class Foreign(BaseMultipartText):  # type: ignore[misc]
    """Words of a reference that are in another language."""

    def __init__(self, language: str, *parts: Any) -> None:
        self.language = language
        self.info = (language,)  # what pybtex needs to make another of the kind
        super().__init__(*parts)

    def render(self, backend: Any) -> Any:
        rendered = super().render(backend)
        return [foreign(self.language, *rendered)] if isinstance(backend, Backend) else rendered


@node  # type: ignore[untyped-decorator]
def in_language_of(children: Any, data: Any, name: str) -> Any:
    """The words in the language that the field `name` of the record gives, if it has one."""
    words = join[children].format_data(data)
    language = data["entry"].fields.get(name)
    return Foreign(language, words) if language else words


class Label(BaseMultipartText):  # type: ignore[misc]
    """Words that a page sets apart, by a class of their own."""

    def __init__(self, name: str, *parts: Any) -> None:
        self.name = name
        self.info = (name,)
        super().__init__(*parts)

    def render(self, backend: Any) -> Any:
        rendered = super().render(backend)
        return [nodes.inline("", "", *rendered, classes=[self.name])] if isinstance(backend, Backend) else rendered


@node  # type: ignore[untyped-decorator]
def where_it_leads(children: Any, data: Any) -> Any:
    """What the address of a work leads to, as its record says; where it says nothing, no more is claimed."""
    access = data["entry"].fields.get("access", "")
    words = _(ACCESS[access]) if access in ACCESS else _("Page")
    return Label("open-access", words) if access == "open" else Text(words)


def dashes(pages: Any) -> Any:
    return Text("–").join(pages.split("--"))


def template(kind: str) -> Any:
    """The form of a work of this kind."""
    listed = {"sep": ", ", "sep2": f" {_('and')} ", "last_sep": f"{_(', and')} "}
    editors = names("editor", **listed)
    author = first_of[
        optional[names("author", **listed)],
        optional[join[editors, f", {_('ed')}"]],
        field("organization"),
    ]
    title = in_language_of(TITLE_LANGUAGE)[field("title")]
    title = sentence[tag("em")[title]] if kind in WHOLE else join["“", sentence[title], "”"]
    journal = join[
        tag("em")[in_language_of(HOST_LANGUAGE)[field("journal")]],
        optional[join[" ", field("volume")]],
        optional[join[f", {_('no.')} ", field("number")]],
        optional[join[", ", field("issue")]],
        optional[join[": ", field("pages", apply_func=dashes)]],
    ]
    book = join[
        f"{_('In')} ",
        tag("em")[in_language_of(HOST_LANGUAGE)[field("booktitle")]],
        optional[join[", ", field("edition")]],
        optional[join[f", {_('edited by')} ", editors]],
        optional[join[", ", field("pages", apply_func=dashes)]],
    ]
    publisher = first_of[optional[field("publisher")], optional[field("school")], field("institution")]
    imprint = first_of[optional[join[field("address"), ": ", publisher]], optional[publisher], field("address")]
    return join(sep=" ")[
        optional[sentence[author]],
        optional[sentence[field("year")]],
        title,
        optional[sentence[field("titleaddon")]],
        optional[sentence[field("edition")]] if kind in WHOLE else "",
        optional[sentence[first_of[optional[journal], optional[book], field("howpublished")]]],
        optional[sentence[imprint]],
        optional[href[field("url", raw=True), where_it_leads]],
    ]


class KeyLabels(BaseLabelStyle):  # type: ignore[misc]
    """Labels that no page prints: the keys, for numbers begin anew in each list."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterable[str]:
        return (entry.key for entry in sorted_entries)


class EditionStyle(BaseStyle):  # type: ignore[misc]
    """Names inverted; sorted by author, year and title."""

    default_name_style = "lastfirst"
    default_sorting_style = "edition"
    default_label_style = "edition"

    def __getattr__(self, name: str) -> Any:
        # pybtex asks for get_<kind>_template.
        if name.startswith("get_") and name.endswith("_template"):
            form = template(name.removeprefix("get_").removesuffix("_template"))
            return lambda entry: form
        raise AttributeError(name)


def cited_as(work: Entry) -> tuple[str, ...]:
    """What a citation prints of a work: its year, and its last names, of more than two the first alone."""
    people = work.persons.get("author") or work.persons.get("editor") or ()
    names_of = [" ".join((*person.prelast_names, *person.last_names)) for person in people]
    names_of = names_of or [work.fields.get("organization") or work.fields.get("title", "")]
    return (*(names_of if len(names_of) < 3 else names_of[:1]), str(len(names_of) > 2), work.fields.get("year", ""))


def tell_apart(works: Iterable[Entry]) -> None:
    """Give works that would be cited alike a letter, in the order of their titles: 1994a, n.d.-a.

    A book keeps its bare year beside its own parts.
    """
    alike: dict[tuple[str, ...], list[Entry]] = {}
    for work in works:
        alike.setdefault(cited_as(work), []).append(work)
    for group in alike.values():
        wholes = {work.fields.get("booktitle") for work in group} - {None}
        lettered = [work for work in group if work.fields.get("title") not in wholes]
        if len(group) == 1 or len(lettered) > len(string.ascii_lowercase):
            continue
        lettered.sort(key=lambda work: (str(work.fields.get("title", "")), work.key))
        for letter, work in zip(string.ascii_lowercase, lettered, strict=False):
            year = work.fields.get("year", "")
            work.fields["year"] = f"{year}{'' if year[-1:].isdigit() else '-'}{letter}"


def tell_works_apart(app: Sphinx) -> None:
    """As soon as the bibliography is read, so that citations, lists and what is stored of them agree."""
    bibdata = app.env.domains["cite"].data["bibdata"] if "cite" in app.env.domains else None
    if bibdata is not None:
        tell_apart(bibdata.data.entries.values())


def round_brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")")


def persons() -> PersonStyle:
    """Made with the domain of the citations, when the language is known."""
    others = Text(" ", Tag("em", _("et al.")))
    return PersonStyle(sep2=f" {_('and')} ", last_sep=f"{_(', and')} ", other=others)


@dataclass
class EditionReferenceStyle(AuthorYearReferenceStyle):
    """Author and year in round brackets, with no comma between them: (Byron 1843)."""

    bracket_parenthetical: BracketStyle = field_of(default_factory=round_brackets)
    bracket_textual: BracketStyle = field_of(default_factory=round_brackets)
    person: PersonStyle = field_of(default_factory=persons)
    author_year_sep: str = " "


def look_plugins_up_once() -> None:
    """pybtex reads the entry points of every installed package anew for each citation: half the time of a check."""
    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = functools.cache(pybtex.plugin._load_entry_point)


def setup(app: Sphinx) -> None:
    look_plugins_up_once()
    register_plugin("sphinxcontrib.bibtex.style.referencing", "edition", EditionReferenceStyle)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "edition", EditionStyle)
    pybtex.plugin.register_plugin("pybtex.style.labels", "edition", KeyLabels)
    app.connect("builder-inited", tell_works_apart, priority=900)  # after sphinxcontrib-bibtex has read them
