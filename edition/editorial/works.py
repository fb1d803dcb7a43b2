"""The bibliography as data: every record with its line, checked before anything cites it.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pybtex.database import BibliographyData, parse_string
from pybtex.exceptions import PybtexError

from edition.core.files import read_text
from edition.core.messages import CannotRead, Mistake, Problem, at, closest
from edition.core.tags import REMEDY, wrong_tag

# What the field `access` of a record may say, and how the link is then called.
ACCESS: Mapping[str, str] = {
    "open": "Open access",  # the whole work is free to read there
    "publisher": "Publisher’s page",  # which shows a part of it, or is for subscribers
}
# The fields that name a language, as BCP 47 tags: BibLaTeX's own for the title; and one for the journal or the book,
# for these may be in another language than what stands in them.
TITLE_LANGUAGE, HOST_LANGUAGE = "langid", "hostlangid"
RECORD = re.compile(r"\s*@(?!comment|string|preamble)\w+\s*\{\s*([^,\s]+)", re.IGNORECASE)
# One work in a citation, with what may stand before and after it in braces: {see}key{p. 5}.
CITED = re.compile(r"\s*(?:\{[^{}]+\})?\s*([^{}\s,]+)\s*(?:\{[^{}]+\})?\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Work:
    """A record of the bibliography: its key, its place in a file, its fields as written."""

    key: str
    path: Path
    line: int
    fields: Mapping[str, str]


def read_works(paths: list[Path]) -> tuple[dict[str, Work], list[Problem]]:
    """Every work by its key, in the order of the files; a file that cannot be read is reported and left out."""
    works: dict[str, Work] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            text, records = _read(path)
        except CannotRead as error:
            problems.append(error.problem)
            continue
        lines = {match[1]: n for n, line in enumerate(text.splitlines(), 1) if (match := RECORD.match(line))}
        for key, record in records.entries.items():
            works[key] = Work(key, path, lines.get(key, 1), dict(record.fields))
    return works, [*problems, *(problem for work in works.values() for problem in _check(work))]


def _read(path: Path) -> tuple[str, BibliographyData]:
    text = read_text(path, Mistake.SOURCE, "Restore it, or take it out of bibtex_bibfiles in conf.py.", fatal=True)
    try:
        return text, parse_string(text, "bibtex")
    except PybtexError as error:
        line = getattr(error, "lineno", None) or 1
        sentence = f"This is not BibTeX: {error}. Mend it."
        raise CannotRead(Problem(Mistake.SOURCE, at(path, line), sentence, fatal=True)) from None


def _check(work: Work) -> Iterator[Problem]:
    """What is said of an address must be known, and there must be one; languages must be some."""
    place, access = at(work.path, work.line), work.fields.get("access")
    if access is not None and access not in ACCESS:
        choose = f"choose among {', '.join(ACCESS)}.{closest(access, ACCESS)}"
        yield Problem(Mistake.SOURCE, place, f"The access of “{work.key}” is “{access}”; {choose}")
    elif access is not None and "url" not in work.fields:
        sentence = f"“{work.key}” has access and no url. Add the address at which it can be read, or take access out."
        yield Problem(Mistake.SOURCE, place, sentence)
    for name in (TITLE_LANGUAGE, HOST_LANGUAGE):
        wrong = wrong_tag(work.fields[name]) if name in work.fields else ""
        if wrong:
            yield Problem(Mistake.LANGUAGE, place, f"The {name} of “{work.key}”: {wrong}. {REMEDY}")


def keys_in(target: str) -> Iterator[str]:
    """The keys in the text of a citation: ``{see}key{p. 5}, other``."""
    for match in CITED.finditer(target):
        yield match[1]
