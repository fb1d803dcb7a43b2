"""Sentences, paragraphs and units are found where a reader finds them."""

from __future__ import annotations

import pytest

from edition.witness.division import sentences, title_of, unit_spans

CASES = [
    ("One. Two.", ["One.", "Two."]),
    ('He said "no." She left.', ['He said "no."', "She left."]),
    ("Washington: The debts were owed.", ["Washington: The debts were owed."]),
    ("Mr. Quill lit it. G. V. Chicherin did not.", ["Mr. Quill lit it.", "G. V. Chicherin did not."]),
    ("V. I. Lenin wrote. It was read.", ["V. I. Lenin wrote.", "It was read."]),
    ("It ended World War I. Peace came.", ["It ended World War I.", "Peace came."]),
    ("The U.S. Senate voted. It lost.", ["The U.S. Senate voted.", "It lost."]),
    ("Was it his? She did not ask!", ["Was it his?", "She did not ask!"]),
    ("It rose 3.5 percent (cf. Fig. 2). Then it fell.", ["It rose 3.5 percent (cf. Fig. 2).", "Then it fell."]),
    ("She read e.g. Marx. He slept.", ["She read e.g. Marx.", "He slept."]),
    ("No stop at the end", ["No stop at the end"]),
    ("In 1923. 1924 was better.", ["In 1923.", "1924 was better."]),
    ("First… then nothing. Nothing.", ["First… then nothing.", "Nothing."]),
    ("", []),
]


@pytest.mark.parametrize(("paragraph", "expected"), CASES)
def test_sentences(paragraph: str, expected: list[str]) -> None:
    found = [paragraph[start:end] for start, end in sentences(paragraph, {"Mr.", "cf.", "e.g.", "Fig."})]
    assert found == expected


def test_a_year_begins_no_unit() -> None:
    content = "T\nIntro.\n1. One.\n1924. A year.\n2. Two.\n"
    assert {n: content[s:e] for n, (s, _, e) in unit_spans(content).items()} == {
        0: "Intro.\n",
        1: "1. One.\n1924. A year.\n",
        2: "2. Two.\n",
    }


def test_a_text_may_begin_with_unit_one() -> None:
    assert list(unit_spans("T\n1. One.\n2. Two.")) == [1, 2]


def test_title() -> None:
    assert title_of("Title \n\n Body") == ("Title", " \n\n ")
