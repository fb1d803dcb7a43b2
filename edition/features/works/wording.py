"""Words of a reference, as nodes of pybtex's templates: quotations, stops, languages, and names.

pybtex's own `sentence` sets a full stop behind a quotation, and its own `names` knows authors and editors alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.plugin import find_plugin
from pybtex.richtext import BaseMultipartText, String, Symbol, Text
from pybtex.style.template import FieldIsMissing, join, node
from pybtex_docutils import Backend

from edition.base.language import foreign
from edition.base.words import _
from edition.core.quotations import place_of_stop, within_quotation
from edition.core.tags import script_of

# Scripts in which a family name precedes the given name, and nothing parts them.
FAMILY_FIRST = ("Hani", "Hira", "Kana", "Hang")


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


def lettered(words: Any, letters: Iterator[str]) -> Any:
    """The same words, italics and languages with other letters, one for each; what is no letter, as a tie, stays."""
    if not isinstance(words, String | Symbol):
        return type(words)(*words.info, *(lettered(part, letters) for part in words.parts))
    taken = "".join(next(letters) for _letter in str(words))
    return String(taken) if isinstance(words, String) else words


@node  # type: ignore[untyped-decorator]
def quoted(children: Any, data: Any, stop: bool = False) -> Any:
    """Words in quotation marks, with or without a full stop within them; a quotation in them has marks of its own."""
    words = join[children].format_data(data)
    words = lettered(words, iter(within_quotation(str(words))))
    return Text("“", with_stop(words) if stop else words, "”")


@node  # type: ignore[untyped-decorator]
def sentence(children: Any, data: Any, capital: bool = False) -> Any:
    """Words with a full stop, unless they end with a stop of their own."""
    words = join[children].format_data(data)
    return with_stop(words.capfirst() if capital else words)


def with_stop(words: Any) -> Any:
    plain = str(words)
    place = place_of_stop(plain)
    if not place:
        return words.append(".") if place == 0 else words
    letters = list(plain)
    letters[-place] = f".{letters[-place]}"
    return lettered(words, iter(letters))


class Label(BaseMultipartText):  # type: ignore[misc]
    """Words that a page sets apart, by a class of their own."""

    def __init__(self, name: str, *parts: Any) -> None:
        self.name = name
        self.info = (name,)
        super().__init__(*parts)

    def render(self, backend: Any) -> Any:
        rendered = super().render(backend)
        return [nodes.inline("", "", *rendered, classes=[self.name])] if isinstance(backend, Backend) else rendered


# ---- Names ---------------------------------------------------------------------------------------------------------


def persons(entry: Any, role: str) -> list[Person]:
    """Those in a role; pybtex reads the names of authors and editors, and those of translators are a field to it."""
    return entry.persons.get(role) or [Person(name) for name in split_name_list(entry.fields.get(role, ""))]


def are_cut(people: list[Person]) -> bool:
    """Whether a list of names ends with “and others”."""
    return bool(people) and str(people[-1]) == "others"


@node  # type: ignore[untyped-decorator]
def names(children: Any, data: Any, role: str, style: str = "plain") -> Any:
    """All names in a role, as they are spoken, or with the family name first."""
    found = persons(data["entry"], role)
    if not found:
        raise FieldIsMissing(role, data["entry"])
    if are_cut(found):
        return Text(", ").join([*(named(person, style) for person in found[:-1]), _("et al.")])
    listed = join(sep=", ", sep2=f" {_('and')} ", last_sep=f"{_(', and')} ")
    return listed[[named(person, style) for person in found]].format_data(data)


def named(person: Person, style: str) -> Any:
    family, given = person.rich_last_names, [*person.rich_first_names, *person.rich_middle_names]
    if family and given and script_of(str(family[0])) in FAMILY_FIRST:
        return Text(*family, *given)
    return find_plugin("pybtex.style.names", style)().format(person).format()
