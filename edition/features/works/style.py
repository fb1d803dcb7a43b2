"""The styles that pybtex and sphinxcontrib-bibtex ask for: how works are listed, cited, and told apart by a letter."""

from __future__ import annotations

import functools
import itertools
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import TYPE_CHECKING, Any

import pybtex.plugin
from docutils import nodes
from pybtex.database import Person
from pybtex.richtext import Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import FieldIsMissing, field, first_of, join, node, optional, tag
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.roles import CiteRole
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from edition.base.words import _
from edition.editorial.work_fields import TITLE_LANGUAGE
from edition.editorial.work_words import FORTHCOMING, NO_DATE
from edition.editorial.works import is_citation
from edition.features.works.form import WHOLE, template
from edition.features.works.wording import are_cut, in_language_of, quoted

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx


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

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> Any:
        """Once a work: sphinxcontrib-bibtex asks twice, for the list and for what a pointer shows."""
        if (label, entry.key) not in self.formatted:
            self.formatted[label, entry.key] = super().format_entry(label, entry, bib_data)
        return self.formatted[label, entry.key]

    @functools.cached_property
    def formatted(self) -> dict[tuple[str, str], Any]:
        return {}


def cited_as(work: Entry) -> tuple[str, ...]:
    """What a citation prints of a work: its year, and its last names, of more than two the first alone."""
    people = work.persons.get("author") or work.persons.get("editor") or []
    last = [" ".join(map(str, (*person.rich_prelast_names, *person.rich_last_names))) for person in people]
    cut = len(last) > 2 or are_cut(people)
    last = last or [str(Text.from_latex(work.fields.get("title", "")))]
    return (*(last[:1] if cut else last), str(cut), work.fields.get("year", ""))


def tell_apart(works: Iterable[Entry]) -> None:
    """Give works that would be cited alike a letter, in the order of their titles: 1994a, n.d.-a.

    A book keeps its bare year beside its own parts.  The year as it was written is kept, since the works of an
    earlier build come back as that build left them.
    """
    alike: dict[tuple[str, ...], list[Entry]] = {}
    for work in works:
        year = work.fields.setdefault("dated", work.fields.get("year", ""))
        words = {"": _("n.d."), NO_DATE: _("n.d."), FORTHCOMING: _("forthcoming")}
        work.fields["year"] = words.get(year, year)
        alike.setdefault(cited_as(work), []).append(work)
    for group in alike.values():
        wholes = {work.fields.get("booktitle") for work in group} - {None}
        lettered = [work for work in group if work.fields.get("title") not in wholes]
        if len(group) == 1:
            continue
        lettered.sort(key=lambda work: (str(work.fields.get("title", "")), work.key))
        for letters, work in zip(every_letter(), lettered, strict=False):
            year = work.fields["year"]
            work.fields["year"] = f"{year}{'' if year[-1:].isdigit() else '-'}{letters}"


def every_letter() -> Iterator[str]:
    """a to z, then aa, ab …"""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_lowercase, repeat=length))


def name_untitled(works: Iterable[Entry]) -> None:
    """A work without a title was reported; until it has one it goes by its key."""
    for work in works:
        work.fields.setdefault("title", work.key)


def put_bodies_among_authors(works: Iterable[Entry]) -> None:
    """A work by a body that only `organization` names is sorted, cited and listed as the work of an author is."""
    for work in works:
        if "organization" in work.fields and not (work.persons.get("author") or work.persons.get("editor")):
            work.add_person(Person(f"{{{work.fields.pop('organization')}}}"), "author")


def prepare_works(app: Sphinx) -> None:
    """As soon as the bibliography is read, so that citations, lists and what is stored of them agree."""
    bibdata = app.env.domains["cite"].data["bibdata"] if "cite" in app.env.domains else None
    if bibdata is not None:
        name_untitled(bibdata.data.entries.values())
        put_bodies_among_authors(bibdata.data.entries.values())
        tell_apart(bibdata.data.entries.values())


# ---- Citations -----------------------------------------------------------------------------------------------------


@node  # type: ignore[untyped-decorator]
def last_names(children: Any, data: Any, role: str, full: bool) -> Any:
    """The last names in a role; of more than two the first alone, unless all are asked for."""
    found = data["entry"].persons.get(role)
    if not found:
        raise FieldIsMissing(role, data["entry"])
    shown = [pybtex.plugin.find_plugin("pybtex.style.names", "last")().format(person).format() for person in found]
    if are_cut(found) or (len(found) > 2 and not full):
        shown = shown[:-1] if full else shown[:1]
        return Text(Text(", ").join(shown), " ", Tag("em", _("et al.")))
    return join(sep=", ", sep2=f" {_('and')} ", last_sep=f"{_(', and')} ")[shown].format_data(data)


@node  # type: ignore[untyped-decorator]
def title_alone(children: Any, data: Any) -> Any:
    """The title of a work that names nobody, as its list has it."""
    title = in_language_of(TITLE_LANGUAGE)[field("title")]
    form = tag("em")[title] if data["entry"].type.lower() in WHOLE else quoted[title]
    return form.format_data(data)


@dataclass
class Persons(PersonStyle):
    """Whose a work is: of its author, or else of its editor, or else its title."""

    def names(self, role: str, full: bool) -> Any:
        return last_names(role, full)

    def author_or_editor_or_title(self, full: bool) -> Any:
        return first_of[optional[last_names("author", full)], optional[last_names("editor", full)], title_alone]


class Citation(CiteRole):
    """A citation.  One that is none was reported, and is printed as it was written."""

    def result_nodes(self, document: Any, env: Any, node: Any, is_ref: bool) -> Any:
        if is_citation(self.target):
            return super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        return [nodes.Text(self.text)], []


def round_brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class EditionReferenceStyle(AuthorYearReferenceStyle):
    """Author and year in round brackets, with no comma between them: (Byron 1843)."""

    bracket_parenthetical: BracketStyle = field_of(default_factory=round_brackets)
    bracket_textual: BracketStyle = field_of(default_factory=round_brackets)
    person: PersonStyle = field_of(default_factory=Persons)
    author_year_sep: str = " "


def look_plugins_up_once() -> None:
    """pybtex reads the entry points of every installed package anew for each citation: half the time of a check."""
    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = functools.cache(pybtex.plugin._load_entry_point)


def decode_once() -> None:
    """pybtex decodes TeX anew whenever it meets a field: an eighth of a check.  What it makes is never changed."""
    if not hasattr(Text.from_latex, "cache_info"):
        Text.from_latex = functools.cache(Text.from_latex)


def setup(app: Sphinx) -> None:
    decode_once()
    look_plugins_up_once()
    BibtexDomain.roles = {name: Citation() for name in BibtexDomain.roles}
    app.add_role("cite", Citation(), override=True)  # that of docutils, which the edition does not know
    register_plugin("sphinxcontrib.bibtex.style.referencing", "edition", EditionReferenceStyle)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "edition", EditionStyle)
    pybtex.plugin.register_plugin("pybtex.style.labels", "edition", KeyLabels)
    app.connect("builder-inited", prepare_works, priority=900)  # after sphinxcontrib-bibtex has read them
