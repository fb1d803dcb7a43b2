"""Dates as the data have them, and in words: ``1922-04-16`` is April 16, 1922, ``1918/1920`` is 1918–1920."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

MONTHS = "January February March April May June July August September October November December".split()
DATE = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def are_dates(written: str) -> bool:
    """Whether this is a date (a day, a month or a year), or two with a slash, of which the last may be open."""
    first, slash, last = written.partition("/")
    return _is_date(first) and (not slash or not last or (_is_date(last) and first <= last))


def _is_date(written: str) -> bool:
    match = DATE.fullmatch(written)
    if match is None:
        return False
    try:
        # The calendar of Python begins with the year 1; any leap year will do for the days of a month.
        datetime.date(max(int(match[1]), 4), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def dates_in_words(dates: str) -> str:
    """One date, or the two ends of a span; an open end is left open."""
    return "".join(words for words, _ in date_parts(dates))


def date_parts(dates: str, year: str = "") -> Iterator[tuple[str, str]]:
    """The words for dates, each with the date it stands for; what joins two stands for none.

    The year is not said twice, nor at all where it is the `year` that the reader knows already.
    """
    first, slash, last = dates.partition("/")
    if not slash:
        yield _words(first, year), first
        return
    one_year = first[:4] == last[:4]
    start = _words(first, first[:4] if one_year else "")
    end = _words(last, year if one_year else "") if last else ""
    joined = "–"
    if len(first) == len(last) == len("1922-04-16") and first[:7] == last[:7]:
        end = end.partition(" ")[2]
    elif " " in start + end:
        joined = " – " if end else " –"
    yield start, first
    yield joined, ""
    if last:
        yield end, last


def _words(date: str, year: str = "") -> str:
    match = DATE.fullmatch(date)
    if match is None:
        return date  # it was reported where it stands
    day = f" {int(match[3])}" if match[3] else ""
    month = MONTHS[int(match[2]) - 1] + day if match[2] else ""
    if month and match[1] == year:
        return month
    return f"{month}, {match[1]}" if day else f"{month} {match[1]}".strip()
