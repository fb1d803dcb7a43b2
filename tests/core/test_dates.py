"""Dates in words, and what is a date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.core.dates import are_dates, date_parts, dates_in_words, is_day, today

WORDS = {
    "1922": "1922",
    "1922-04": "April 1922",
    "1922-04-16": "April 16, 1922",
    "1918/1920": "1918–1920",
    "1918/": "1918–",
    "1872-11-24/": "November 24, 1872 –",
    "1922-04-10/1922-05-19": "April 10 – May 19, 1922",
    "1973-07-03/1973-07-07": "July 3–7, 1973",
    "1921-03/1923-10": "March 1921 – October 1923",
    "0988": "988",
    "-0044": "44 BC",
    "-0044/-0043": "44 BC – 43 BC",
    "-0044-03-15/-0044-03-20": "March 15–20, 44 BC",
    "-0027/0014-08-19": "27 BC – August 19, 14",
}


@pytest.mark.parametrize("dates", WORDS)
def test_dates_in_words(dates: str) -> None:
    assert dates_in_words(dates) == WORDS[dates]
    assert are_dates(dates)


def test_a_known_year_is_left_out_where_there_is_no_other() -> None:
    def short(dates: str) -> str:
        return "".join(words for words, _ in date_parts(dates, "1922"))

    assert short("1922-04-16") == "April 16"
    assert short("1922-04-10/1922-05-19") == "April 10 – May 19"
    assert short("1922-04-16/1923-01-11") == "April 16, 1922 – January 11, 1923"
    assert short("1922") == "1922"


NEVER = (
    *("", "22", "1922-4-1", "1922-13", "1922-02-30", "April 1922", "1920/1918", "1922 "),
    *("0000", "-0000", "0000-01-01", "1922/1922", "-0043/-0044", "0001/-0001", "１９２２", "1922-04-16/1922-04-15"),
)


@pytest.mark.parametrize("written", NEVER)
def test_what_is_no_date(written: str) -> None:
    assert not are_dates(written)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_is_a_date_and_keeps_its_parts(day: datetime.date) -> None:
    assert are_dates(day.isoformat())
    assert list(date_parts(day.isoformat())) == [(f"{day:%B} {day.day}, {day.year}", day.isoformat())]


ELSEWHERE = {
    "de": ("16. April 1922", "April 1922", "10.–16. April 1922", "10. April – 19. Mai 1922", "16. April"),
    "fr": ("16 avril 1922", "avril 1922", "10–16 avril 1922", "10 avril – 19 mai 1922", "16 avril"),
    "es": (
        "16 de abril de 1922",
        "abril de 1922",
        "10–16 de abril de 1922",
        "10 de abril – 19 de mayo de 1922",
        "16 de abril",
    ),
    "ja": ("1922年4月16日", "1922年4月", "1922年4月10日–16日", "1922年4月10日–5月19日", "4月16日"),
}


@pytest.mark.parametrize("locale", ELSEWHERE)
def test_another_language_has_its_own_order(locale: str) -> None:
    dates = ("1922-04-16", "1922-04", "1922-04-10/1922-04-16", "1922-04-10/1922-05-19")
    said = [dates_in_words(date, locale) for date in dates]
    assert (*said, *(words for words, _ in date_parts("1922-04-16", "1922", locale))) == ELSEWHERE[locale]


def test_today_is_that_of_the_clock_or_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert today() >= datetime.datetime.now(datetime.UTC).date().isoformat()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # where nobody knows of a commit
    assert today() >= datetime.datetime.now(datetime.UTC).date().isoformat()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "32503680000")
    assert today() == "3000-01-01"


@pytest.mark.parametrize(("written", "day"), [("2026-11-24", True), ("2026-11", False), ("2026-11-24/", False)])
def test_a_day_is_a_whole_date(written: str, day: bool) -> None:
    assert is_day(written) == day
