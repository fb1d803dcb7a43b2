"""Whether the numbers of units are counted on, and written as the form has them: ``1. ``, where a line begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edition.witness.division import UNIT_NUMBER, title_of

YEARS = 1000  # from here on, a number that begins a line is no number of a unit
RIGHT = "Write the numbers of units as 1. 2. 3., at the beginning of a line and with a blank behind, and the new seal."
# A number as others write it: 1)  (1)  [1]  § 1.  # 1.  1.Word  1:  1 —  1 alone, one behind blanks, one of
# another script.
OTHERWISE = re.compile(
    r"""\s*(?:
        [(\[](?P<a>\d{1,3})[.)\]]+
      | (?:§+|[#*_>•–—-]+)\s*(?P<b>\d{1,3})(?:[.):\]*_]|\s|$)
      | (?P<c>\d{1,3})(?:[)\]:．、]|\.[)\]:]|\s+[).:—–-]\s|\.(?=[^\W\d])|\.?\s*$)
      | (?P<d>\d{1,3})\.\s
    )""",
    re.VERBOSE,
)
# Those that may also be words of the text; two in a row are numbers.
PERHAPS = re.compile(
    r"\s*(?:(?P<roman>[IVXLivxl]+)(?:[.):]\s|[.)]?\s*$)|[^\W\d_]{2,12}\.?\s+(?P<a>\d{1,3}|[IVXL]+)(?:[.):—–]|\s*$))"
)
ROMAN: Mapping[str, int] = {"I": 1, "V": 5, "X": 10, "L": 50}


class Line(NamedTuple):
    """A line that begins with a number: whether as the form has it."""

    start: int
    number: int
    right: bool
    begins: str


def wrong_numbers(edited: str) -> Iterator[tuple[int, str]]:
    """Places where a number is wanting, stands twice, or is written otherwise, each with a sentence."""
    count = int(title_of(edited)[0].startswith(("1.", "1)")))  # that the title is wanting is said elsewhere
    before, otherwise = 0, dict[int, Line]()
    for line in _numbered_lines(edited):
        if not line.right:
            # (2) after (1) goes on with a list that stands within a unit
            if line.number == count + 1 and not (count and before == count):
                otherwise[line.number] = line
            before = line.number
            continue
        before = 0
        if line.number == count + 1:
            count += 1
        elif line.number <= count:
            sentence = (
                f"The number {line.number}. stands here a second time; {count + 1}. is next. "
                "Correct it in the file, and write the new seal."
            )
            yield line.start, sentence
        elif count + 1 in otherwise and line.number == count + 2:
            yield _written(otherwise[count + 1])
            count = line.number
        else:
            where = f"follows {count}." if count else "is the first"
            sentence = (
                f"The number {line.number}. {where}, so {count + 1}. is missing. Restore what is lost, or correct the "
                "number in the file; then write the new seal."
            )
            yield line.start, sentence
            count = line.number
    if count + 1 in otherwise:
        yield _written(otherwise[count + 1])


def _written(line: Line) -> tuple[int, str]:
    return line.start, f"“{line.begins}” is no number that begins a unit here. {RIGHT}"


def _numbered_lines(edited: str) -> list[Line]:
    """The lines below the title that begin with a number, in whatever way it is written."""
    found, perhaps = [], []
    below = len("".join(title_of(edited)))
    for line in re.compile(r"[^\n]+").finditer(edited.replace("\r", " "), below):
        words = line[0]
        right = UNIT_NUMBER.match(words)
        if right and len(right[0]) < len(words):
            if int(right[1]) < YEARS:
                found.append(Line(line.start(), int(right[1]), True, right[0].strip()))
        elif match := OTHERWISE.match(words):
            found.append(_line(line, match))
        elif match := PERHAPS.match(words):
            perhaps.append(_line(line, match))
    values = [line.number for line in perhaps]
    if {1, 2} <= set(values):
        found += perhaps
    return sorted(found)


def _line(line: re.Match[str], match: re.Match[str]) -> Line:
    written = next(group for group in match.groups() if group)
    return Line(line.start(), _value(written), False, " ".join(line[0].split()[:3])[:20])


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    values = [ROMAN[letter] for letter in written.upper()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
