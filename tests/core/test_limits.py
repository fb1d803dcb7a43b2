"""Lengths of our texts, and the written form of a link: plain functions."""

from __future__ import annotations

import re

import pytest

from edition.core.model import Address
from edition.editorial.limits import LIMITS, Limit, beyond_limit, count_words, limits_with
from edition.editorial.links import KINDS, ORDER, read_ends

KNOWN = [Address(unit, sentence) for unit in range(3) for sentence in range(1, 4)]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("One word", 2), ("no-debt-payment/no-loan – nothing …", 2), ("“Quoted,” in 1922–26.", 3)],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, count: int) -> None:
    assert count_words(text) == count


def test_both_limits_are_allowed_and_what_lies_beyond_is_not() -> None:
    least, most = LIMITS["headnote"]
    assert [bool(beyond_limit("It", "headnote", n, LIMITS)) for n in (least - 1, least, most, most + 1)] == [
        True,
        False,
        False,
        True,
    ]


def test_another_edition_sets_other_limits() -> None:
    limits = limits_with({"headnote": (1, 9)})
    assert limits["headnote"] == Limit(1, 9)
    assert limits["gloss"] == LIMITS["gloss"]


@pytest.mark.parametrize("others", [{"headnotes": (1, 2)}, {"gloss": (2, 1)}, {"gloss": (1,)}, {"gloss": 40}])
def test_limits_that_are_none_are_refused(others: dict[str, tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        limits_with(others)


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_is_read(kind: str) -> None:
    assert read_ends(f"1.2  {kind} 2.3", KNOWN) == (Address(1, 2), kind, Address(2, 3))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.2", "is no link"),
        ("1.2 2.3", "is no link"),
        ("1.2 lean on 2.3", "Did you mean “leans on”?"),
        ("1.2 leans on two", "“two” is not an address"),
        ("1.2 leans on 2.4", "There is no sentence 2.4"),
        ("1.2 leans on 1.3", "stand in one unit"),
    ],
)
def test_what_is_no_link_is_refused(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_ends(written, KNOWN)


def test_each_kind_has_a_reverse_of_its_own() -> None:
    assert len(set(ORDER)) == 2 * len(KINDS)
