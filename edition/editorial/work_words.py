"""What the fields of a work say: names, TeX, quotation marks, years, ranges, addresses.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from edition.core.messages import Problem
from edition.core.quotations import are_paired
from edition.core.ranges import mended, wrong_range, wrong_years
from edition.core.web import wrong_address
from edition.editorial.bibtex import Work
from edition.editorial.work_fields import EVERY, KINDS, PEOPLE

# How a record says that a work has no year, as one without the field says as well, or none as yet.
NO_DATE, FORTHCOMING = "n.d.", "forthcoming"
YEAR = re.compile(r"\[?(?:c\. )?\d{3,4}\??(?:(?:--|–|/)(?:\d{2,4})?\??)?\]?")
# The fields that are addresses, taken letter by letter, without TeX.
ADDRESSES = ("url", "doi")
# The fields whose numbers may have hyphens that join no range.
TITLES = ("title", "booktitle", "journal", "publisher", "organization", "institution", "school", *PEOPLE)
DOI = re.compile(r"10\.\d{4,9}/\S+")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffd-\uffff]"
)
BARE_TEX = re.compile(r"(?<!\\)(?:\\\\)*([%$])")
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
STRAIGHT = re.compile(r'(?<!\w)"(?=\S)[^"]*(?<=\S)"(?!\w)')


def check_words(work: Work) -> Iterator[Problem]:
    """All fields that are printed."""
    printed = {*EVERY, *KINDS.get(work.kind, ())}
    for name, words in work.fields.items():
        wrong = UNPRINTABLE.search(words)
        if wrong:
            said = f"“{name}” of “{work.key}” has a character that cannot be printed, U+{ord(wrong[0]):04X}."
            yield work.problem(f"{said} Take it out.", name, fatal=True)
        elif name == "url":
            yield from _check_url(work, words)
        elif name == "doi":
            yield from _check_doi(work, words)
        elif name in printed:
            problems = [*_check_tex(work, name, words), *(_check_names(work, name, words) if name in PEOPLE else ())]
            yield from problems or _check_numbers(work, name, words)


# ---- Words


# Words in which nothing can be TeX: most of a bibliography, and the decoder is slow.
PLAIN = re.compile(r"(?:[^\\{}$%&~#^_`'\"<>\s-]|[ -](?![\s-]))*")


@cache
def plain(words: str) -> str:
    """TeX as it is printed.  Raises ValueError where it is none."""
    return words if PLAIN.fullmatch(words) else str(Text.from_latex(words))


def _check_tex(work: Work, name: str, words: str) -> Iterator[Problem]:
    """Accents, dashes and quotation marks of TeX are understood, and nothing else of it; nor is HTML."""
    of = f"“{name}” of “{work.key}”"
    try:
        shown = plain(words)
    except ValueError:
        yield work.problem(f"{of} is TeX that cannot be read: {words}. Write the letters without it.", name, fatal=True)
        return
    bare, entity = BARE_TEX.search(words), ENTITY.search(words)
    left, straight = re.search(r"\\[a-zA-Z]+|[\\`]", shown), STRAIGHT.search(shown)
    if bare:
        yield work.problem(f"{of} has a bare {bare[1]}, which is a command of TeX. Write \\{bare[1]}.", name)
    elif left and left[0] == "`":
        yield work.problem(f"{of} has the mark `. Write “…” for a quotation, or ‘…’ for one within it.", name)
    elif left:
        yield work.problem(f"{of} has TeX that is not understood: {left[0]}. Write the words without it.", name)
    elif entity:
        yield work.problem(f"{of} has {entity[0]}, which is HTML. Write the character itself.", name)
    elif straight:
        yield work.problem(f"{of} has straight quotation marks: {straight[0]}. Write “…”, or ``…''.", name)
    elif not are_paired(shown):
        yield work.problem(f"{of} has a quotation mark without its other half: {shown}. Write “…”.", name)


def _check_names(work: Work, name: str, words: str) -> Iterator[Problem]:
    """Names as BibTeX has them, with ``and`` between two."""
    of = f"in “{name}” of “{work.key}”"
    write = "Write Family, Given, with “and” between two, “and others” for the rest, and a body in braces."
    for written in split_name_list(words):
        try:
            person = Person(written)
        except (PybtexError, ValueError):
            yield work.problem(f"“{written}”, {of}, has too many commas. {write}", name, fatal=True)
            continue
        family = [*person.prelast_names, *person.last_names, *person.lineage_names]
        if not all(map(_is_tex, [*family, *person.first_names, *person.middle_names])):
            sentence = f"“{written}”, {of}, has TeX that no name can be cut through. Write the letters without it."
            yield work.problem(sentence, name, fatal=True)
        elif not (person.last_names and written.strip()) or re.search(r"^and\b|\band$", written):
            yield work.problem(f"A name is missing {of}, “{words}”. {write}", name)
        elif re.search(r";|&|\bet al\b", re.sub(r"\{[^{}]*\}", "", written)):
            yield work.problem(f"“{written}”, {of}, is not one name. {write}", name)


def _is_tex(words: str) -> bool:
    try:
        plain(words)
    except ValueError:
        return False
    return True


def _check_numbers(work: Work, name: str, words: str) -> Iterator[Problem]:
    """A year is one, and a range has its en dash, which TeX writes with two hyphens."""
    of, shown = f"“{name}” of “{work.key}”", plain(words)
    wrong = wrong_years(shown) if name in TITLES else wrong_range(shown)
    if wrong:
        yield work.problem(
            f"“{wrong}” in {of} has no en dash. Write a real one, {mended(wrong)}, or two hyphens.", name
        )
    elif name == "year" and words not in (NO_DATE, FORTHCOMING) and not YEAR.fullmatch(words):
        forms = f"Write 1922, c. 1922, 1922--1923, {FORTHCOMING}, or {NO_DATE}"
        yield work.problem(
            f"“{words}” is no year, in “{work.key}”. {forms}; a day belongs into titleaddon or issue.", name
        )
    elif name in ("edition", "type") and words.isdigit():
        yield work.problem(f"{of} is a number alone. Write the words that are printed, as “2nd edition”.", name)


# ---- Addresses


def _check_url(work: Work, url: str) -> Iterator[Problem]:
    wrong = wrong_address(url)
    if wrong:
        write = "Write it as a browser shows it, without TeX: https://example.org/a_b."
        yield work.problem(f"The url of “{work.key}”, “{url}”, {wrong}. {write}", "url")


def _check_doi(work: Work, doi: str) -> Iterator[Problem]:
    found = DOI.search(doi)
    if not DOI.fullmatch(doi) or re.search(r'[\\{}<>"]', doi):
        alone = f": {found[0]}" if found and not re.search(r'[\\{}<>"]', found[0]) else ", as 10.1000/182, without TeX"
        yield work.problem(f"The doi of “{work.key}”, “{doi}”, is none. Write the DOI alone{alone}.", "doi")
