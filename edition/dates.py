"""Dates as the data have them, in words: ``1922-04-16`` is 16 April 1922, ``1918/1920`` is 1918–1920."""

from __future__ import annotations

MONTHS = "January February March April May June July August September October November December".split()


def dates_in_words(dates: str) -> str:
    """One date, or the two ends of a span; an open end is left open."""
    first, slash, last = dates.partition("/")
    if not slash:
        return _date(first)
    start, end = _date(first), _date(last) if last else ""
    return f"{start} – {end}".strip() if " " in start + end else f"{start}–{end}"


def _date(date: str) -> str:
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(part for part in parts if part)
