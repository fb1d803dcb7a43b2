"""Forms find every mention and no other; lemmas find their one place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.core.model import Address, Ledger, Sentence, Text
from edition.editorial.entries import Entry, Form, read_entries
from edition.editorial.matching import find_lemma, find_occurrences, sentences_with
from edition.witness.emending import edit
from edition.witness.source import read_source

ROOT = Path(__file__).parents[2]


def entry(name: str, *forms: str | tuple[str, str], yields: tuple[str, ...] = ()) -> Entry:
    made = tuple(
        Form(form, (), 1) if isinstance(form, str) else Form(form[0], (Address.parse(form[1]),), 1) for form in forms
    )
    path = Path(f"{name}.md")
    return Entry(name, name, name, "concept", made, (), (), "", "", None, (), yields, (), "", "high", path, 1)


def text_of(*sentences: str) -> Text:
    text, _ = edit("Title\n" + " ".join(sentences), Ledger(), Path("emendations.yaml"))
    return text


def found(text: Text, *entries: Entry) -> list[tuple[str, str]]:
    occurrences, problems = find_occurrences(text, {e.id: e for e in entries})
    assert problems == []
    return [(text.by_address[o.address].text[o.start : o.end], o.entry) for o in occurrences]


def test_the_longest_form_wins() -> None:
    text = text_of("The Rapallo Treaty and Rapallo itself.")
    both = entry("treaty", "Rapallo Treaty"), entry("town", "Rapallo")
    assert found(text, *both) == [("Rapallo Treaty", "treaty"), ("Rapallo", "town")]


def test_words_have_ends() -> None:
    text = text_of("Asian Asia, Asia’s Rapallo-based Rapallos.")
    assert found(text, entry("asia", "Asia"), entry("rapallo", "Rapallo")) == [
        ("Asia", "asia"),
        ("Asia", "asia"),
        ("Rapallo", "rapallo"),
    ]


def test_a_name_is_found_whatever_it_stands_for() -> None:
    text = text_of("Rapallo was a treaty.", "A Rapallo-based one.", "Not so Rapallos.", "Old Rapallo.")
    assert [str(address) for address in sentences_with(text, "Rapallo")] == ["0.1", "0.2", "0.4"]


MARKED = ["$", "$5", "’tis", "§ 7", "“lamp”", "(lamp)", "U.S.", "—", "é", "«x»", "№ 5", "…", "lamp!", "_x_", "*", "😀"]


@pytest.mark.parametrize("form", MARKED)
def test_a_form_may_begin_and_end_with_a_mark(form: str) -> None:
    text = text_of(f"{form} was {form} and {form}.", "Nothing.", f"It was {form}")
    assert found(text, entry("mark", form)) == [(form, "mark")] * 4
    assert [str(address) for address in sentences_with(text, form)] == ["0.1", "0.3"]
    assert find_lemma(text.by_address[Address(0, 1)], form, 1)[0] == 0


def test_a_mark_is_found_beside_a_word_and_a_word_within_none() -> None:
    assert found(text_of("It cost US$5, and 5$, and $50."), entry("dollar", "$")) == [("$", "dollar")] * 3
    assert found(text_of("It cost US$5, and not $50."), entry("five", "$5")) == [("$5", "five")]


def test_a_form_can_be_limited() -> None:
    text = text_of("The Opposition spoke.", "The Opposition fell.")
    assert found(text, entry("faction", ("Opposition", "0.2"))) == [("Opposition", "faction")]


def test_one_may_yield() -> None:
    text = text_of("The war came.")
    assert found(text, entry("a", "war", yields=("b",)), entry("b", "war")) == [("war", "b")]
    assert found(text, entry("a", "war"), entry("b", "war", yields=("a",))) == [("war", "a")]


def test_two_claims_are_reported_once_with_both_places() -> None:
    _, problems = find_occurrences(text_of("The war came."), {"a": entry("a", "war"), "b": entry("b", "war")})
    (problem,) = problems
    assert problem.place == "b.md:1"
    assert "a.md" in problem.sentence


words = st.lists(
    st.sampled_from(["a", "b", "ab", "A", "b-a", "ab’s", "$", "’a", "“b", "a”", "§ a"]), min_size=1, max_size=9
).map(" ".join)


@given(words, st.lists(words, min_size=1, max_size=4, unique=True))
def test_occurrences_never_overlap_and_say_what_they_found(sentence: str, forms: list[str]) -> None:
    text = text_of(sentence + ".")
    occurrences, _ = find_occurrences(text, {f"e{i}": entry(f"e{i}", form) for i, form in enumerate(forms)})
    for first, second in pairwise(occurrences):
        assert first.end <= second.start
    for o in occurrences:
        assert text.by_address[o.address].text[o.start : o.end] == forms[int(o.entry[1:])]


@given(words, words)
def test_a_form_is_found_where_its_words_stand(sentence: str, form: str) -> None:
    """By the search of the list of places too."""
    text = text_of(sentence + ".")
    occurrences, problems = find_occurrences(text, {"e": entry("e", form)})
    assert bool(occurrences) == bool(sentences_with(text, form)) == (not problems)


def sentence(words: str) -> Sentence:
    return Sentence(Address(1, 1), words, "", 0, "", 1)


def test_a_lemma_has_one_place() -> None:
    assert find_lemma(sentence("war and war"), "and", None) == (4, 7)
    assert find_lemma(sentence("war and war"), "war", 2) == (8, 11)


@pytest.mark.parametrize(
    ("lemma", "said"),
    [
        ("final liquidation of war", "Closest: “final liquidation of the war”"),
        ("fnal liquidation", "Closest: “final liquidation”"),
        ("the", "2 times"),
        ("zzz", "Correct the lemma or the address"),
    ],
)
def test_a_broken_lemma_is_told_apart(lemma: str, said: str) -> None:
    with pytest.raises(ValueError, match="lemma") as error:
        find_lemma(sentence("what was called the final liquidation of the war"), lemma, None)
    assert said in str(error.value)


def test_mentions_in_the_real_text() -> None:
    """A list made by hand, reading the text with a pencil."""
    text = read_source(ROOT / "source").text
    entries, problems = read_entries(ROOT / "glossary")
    assert problems == []
    occurrences, problems = find_occurrences(text, entries)
    assert problems == []
    by_hand = {
        "nkid": ["0.7", "2.3", "2.11", "8.1", "8.1", "9.11", "9.13"],
        "comintern": ["2.7", "6.1", "9.11", "9.13", "10.4"],
        "chicherin": ["2.13", "8.1"],
        "litvinov": ["8.1", "10.5"],
        "stalin": ["6.8"],
        "bukharin": ["6.8"],
        "dawes-plan": ["9.9"],
        "wehrmacht": ["5.7"],
        "red-army": ["0.2", "3.2", "5.7"],
        "kremlin": ["3.3"],
        "genoa-conference": ["5.1", "5.2", "5.7", "9.8"],
    }
    for name, addresses in by_hand.items():
        assert [str(o.address) for o in occurrences if o.entry == name] == addresses, name
