"""The bibliography as data: every record with its lines, checked before anything cites it; and the form of a citation.

No Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from edition.core.messages import CannotRead, Mistake, Problem, closest
from edition.core.ranges import mended, wrong_range
from edition.core.tags import REMEDY, wrong_tag
from edition.editorial.bibtex import Work, read_bib
from edition.editorial.work_fields import HOST_LANGUAGE, TITLE_LANGUAGE, check_fields
from edition.editorial.work_words import check_words

# What the field `access` of a record may say, and how the link is then called.
ACCESS: Mapping[str, str] = {
    "open": "Open access",  # the whole work is free to read there
    "publisher": "Publisher’s page",  # which shows a part of it, or is for subscribers
}
KEY = re.compile(r"[A-Za-z0-9][\w:.+/-]*", re.ASCII)
# One work in a citation, with what may stand before and after it in braces: {see}key{p. 5}.
CITED = re.compile(r"\s*(?:\{([^{}]+)\})?\s*([^{}\s,]+)\s*(?:\{([^{}]+)\})?\s*(?:,|$)")


def read_works(paths: list[Path]) -> tuple[dict[str, Work], list[Problem]]:
    """Every work by its key, in the order of the files; a file that cannot be read is reported and left out."""
    works: dict[str, Work] = {}
    problems: list[Problem] = []
    names: dict[str, Work] = {}
    for path in paths:
        try:
            records, more = read_bib(path)
        except CannotRead as error:
            problems.append(error.problem)
            continue
        problems += more
        for work in records:
            problems += [*_check_key(work, names), *check_fields(work), *check_words(work), *_check_access(work)]
            works.setdefault(work.key, work)
    return works, problems


def _check_key(work: Work, names: dict[str, Work]) -> Iterator[Problem]:
    """A key becomes part of an address, in which capitals and marks count for nothing."""
    known = names.setdefault(re.sub(r"[^a-z0-9]+", "-", work.key.lower()), work)
    if not KEY.fullmatch(work.key):
        sentence = f"“{work.key}” is no key of a work. Write Latin letters and digits, as nobody1912tales."
        yield work.problem(sentence, fatal=True)
    elif known is not work:
        place = f"{known.path.name}, line {known.line}"
        sentence = f"“{known.key}” stands in {place} already. Give one of the two another key, or take it out."
        yield work.problem(sentence, fatal=True)


def _check_access(work: Work) -> Iterator[Problem]:
    """What is said of an address must be known, and there must be one; languages must be some."""
    access = work.fields.get("access")
    if access is not None and access not in ACCESS:
        choose = f"choose among {', '.join(ACCESS)}.{closest(access, ACCESS)}"
        yield work.problem(f"The access of “{work.key}” is “{access}”; {choose}", "access")
    elif access is not None and "url" not in work.fields:
        sentence = f"“{work.key}” has access and no url. Add the address at which it can be read, or take access out."
        yield work.problem(sentence, "access")
    for name in (TITLE_LANGUAGE, HOST_LANGUAGE):
        wrong = wrong_tag(work.fields[name]) if name in work.fields else ""
        if wrong:
            yield work.problem(f"The {name} of “{work.key}”: {wrong}. {REMEDY}", name, Mistake.LANGUAGE)


def keys_in(target: str) -> Iterator[str]:
    """The keys in the text of a citation: ``{see}key{p. 5}, other``."""
    for match in CITED.finditer(target):
        yield match[2]


def is_citation(target: str) -> bool:
    """Whether the text of a citation is made of works and of nothing else."""
    end = 0
    for match in CITED.finditer(target):
        if match.start() != end:
            return False
        end = match.end()
    return end == len(target) and bool(end) and target[-1] != ","


def wrong_in(target: str) -> Iterator[str]:
    """What is wrong with the text of a citation, whatever the bibliography has."""
    if not is_citation(target):
        form = "{see}key{pp. 5–7}, other"
        yield (
            f"“{target}” is no citation. Write {form}: the key of a work, words before it and its locator behind it "
            "in braces, and a comma between two works."
        )
        return
    for before, _, behind in CITED.findall(target):
        for wrong in filter(None, map(wrong_range, (before, behind))):
            yield f"“{wrong}” in “{target}” has no en dash. Write a real one: {mended(wrong)}."
