"""Dates as the data have them, and in words: ``1922-04-16`` is April 16, 1922, ``1918/1920`` is 1918–1920.

Years BCE have a minus: ``-0044`` is 44 BC.

In another language the months, and the order of day, month and year, are those that Unicode's tables have for it.
"""

from __future__ import annotations

import datetime
import os
import re
import time
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.dates import tokenize_pattern

AMERICAN = "en_US"
DATE = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def are_dates(written: str) -> bool:
    """Whether this is a date (a day, a month or a year), or two with a slash, of which the last may be open."""
    first, slash, last = written.partition("/")
    return _is_date(first) and (not slash or not last or (_is_date(last) and order(first) < order(last)))


def order(date: str) -> tuple[int, int, int]:
    """Where a date stands among others: a year before its months, a month before its days, BCE before CE."""
    match = DATE.fullmatch(date)
    return (int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else (0, 0, 0)


def year_of(date: str) -> str:
    """The year, as it is written."""
    match = DATE.match(date)
    return match[1] if match else ""


def is_day(written: str) -> bool:
    """Whether this is one day."""
    return len(written) >= len("1922-04-16") and "/" not in written and _is_date(written)


def today() -> str:
    """The last day that can have been, anywhere on earth: of the clock, or of the build where that is later."""
    seconds = max(time.time(), float(os.environ.get("SOURCE_DATE_EPOCH") or 0))
    return (datetime.datetime.fromtimestamp(seconds, datetime.UTC) + datetime.timedelta(hours=14)).date().isoformat()


def _is_date(written: str) -> bool:
    match = DATE.fullmatch(written)
    if match is None or not int(match[1]):  # no year has the number 0: -0001 is followed by 0001
        return False
    try:
        # The calendar of Python begins with the year 1; any leap year will do for the days of a month.
        datetime.date(max(int(match[1]), 4), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def dates_in_words(dates: str, locale: str = AMERICAN) -> str:
    """One date, or the two ends of a span; an open end is left open."""
    return "".join(words for words, _ in date_parts(dates, locale=locale))


def date_parts(dates: str, year: str = "", locale: str = AMERICAN) -> Iterator[tuple[str, str]]:
    """The words for dates, each with the date it stands for; what joins two stands for none.

    The year is not said twice, nor at all where it is the `year` that the reader knows already.
    """
    first, slash, last = dates.partition("/")
    if not slash:
        yield _words(first, year, locale), first
        return
    start, end = _span(first, last, year, locale) if last else (_words(first, "", locale), "")
    spaced = " " in start + end and not _in_one_month(first, last)
    yield start, first
    yield (" – " if end else " –") if spaced else "–", ""
    if last:
        yield end, last


def _in_one_month(first: str, last: str) -> bool:
    *month, day = order(first)
    *other, end = order(last)
    return month == other and bool(day and end)


def _span(first: str, last: str, year: str, locale: str) -> tuple[str, str]:
    """The two ends; what they share is said once, at the end at which the language has it."""
    if year_of(first) != year_of(last):
        return _words(first, "", locale), _words(last, "", locale)
    if _in_one_month(first, last):
        pattern = _pattern(last, year, locale)
        day = next(i for i, (kind, _) in enumerate(pattern) if kind == "d")
        # A stop or a character belongs to the day before it; a comma and a word to what follows.
        behind = pattern[day + 1][1].partition(" ")[0].strip(",-/") if day + 1 < len(pattern) else ""
        return _filled(pattern[: day + 1], first, locale) + behind, _filled(pattern[day:], last, locale)
    if _pattern(last, "", locale)[0][0] == "y":
        return _words(first, year, locale), _words(last, year_of(last), locale)
    return _words(first, year_of(first), locale), _words(last, year, locale)


def _words(date: str, year: str, locale: str) -> str:
    return _filled(_pattern(date, year, locale), date, locale)


Pattern = list[tuple[str, str]]
"""What a date is made of: y, M, L or d and how often it is written, or nothing and the words between."""


def _pattern(date: str, year: str, locale: str) -> Pattern:
    """The order in which a language says a date of this length, without the `year` where it is known."""
    known = bool(year) and date.startswith(year)
    match len(date.removeprefix("-")):
        case 10:
            return _of_language("MMMMd" if known else "long", locale)
        case 7:
            return [("L", "LLLL")] if known else _of_language("yMMMM", locale)
    return [("y", "y")]


@cache
def _language(locale: str) -> Locale:
    return Locale.parse(locale, sep="-" if "-" in locale else "_")


@cache
def _of_language(name: str, locale: str) -> Pattern:
    language = _language(locale)
    written = language.date_formats["long"] if name == "long" else language.datetime_skeletons[name]
    pattern: Pattern = []
    for kind, value in tokenize_pattern(written.pattern):
        letter, times = ("", 0) if kind == "chars" else (str(value[0]), int(value[1]))
        pattern.append((letter, letter * times or str(value)))
    return pattern


def _filled(pattern: Pattern, date: str, locale: str) -> str:
    match = DATE.fullmatch(date)
    if match is None:
        return date  # it was reported where it stands
    _, month, day = order(date)
    year = _year(match[1], locale)

    def said(kind: str, field: str) -> str:
        match kind:
            case "":
                return field
            case "y":
                return year
            case "d":
                return str(day).zfill(len(field))
            case "M" | "L":
                return _month(month, field, locale)
        return ""  # an era, which stands after the year where it is needed

    return "".join(said(kind, field) for kind, field in pattern).strip()


def _year(year: str, locale: str) -> str:
    """The year without zeros before it; one before the first, with its era."""
    number = int(year)
    return str(number) if number > 0 else f"{-number} {_language(locale).eras['abbreviated'][0]}"


def _month(month: int, field: str, locale: str) -> str:
    """The name of a month as it stands in a date (M) or alone (L); its number, where a language prefers that."""
    if len(field) < 3:
        return str(month).zfill(len(field))
    names = _language(locale).months["format" if field[0] == "M" else "stand-alone"]
    return str(names["wide" if len(field) > 3 else "abbreviated"][month])
