"""Sentences, paragraphs and units are found where a reader finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.core.model import Address, Boundary, Emendation, Ledger, Regularisation
from edition.witness.addresses import read_addresses
from edition.witness.division import sentences, title_of, unit_spans
from edition.witness.emending import edit
from edition.witness.sentence_ends import ends_of
from edition.witness.source import read_source, undo

LEDGER = Path("emendations.yaml")

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


# ---- What begins a sentence, and what is doubtful -----------------------------------------------------------------

BEGINNINGS = [
    ("It cost much. $5 was paid.", ["It cost much.", "$5 was paid."]),
    ("He paid. £ 3 was left.", ["He paid.", "£ 3 was left."]),
    ("He fell. § 5 followed.", ["He fell.", "§ 5 followed."]),
    ("It rained. ’Twas late.", ["It rained.", "’Twas late."]),
    ("Who? ¿Quién? ¡Nadie! It was late.", ["Who?", "¿Quién?", "¡Nadie!", "It was late."]),
    ("»Nein.« »Doch.« Sie ging.", ["»Nein.«", "»Doch.«", "Sie ging."]),
    ("« Non. » « Si. » Elle partit.", ["« Non. »", "« Si. »", "Elle partit."]),
    ("He left. *Nobody* knew.", ["He left.", "*Nobody* knew."]),
    ("It cost approx. five.", ["It cost approx. five."]),
]


@pytest.mark.parametrize(("paragraph", "expected"), BEGINNINGS)
def test_a_sentence_may_begin_with_a_mark(paragraph: str, expected: list[str]) -> None:
    assert [paragraph[start:end] for start, end in sentences(paragraph)] == expected


@pytest.mark.parametrize(
    ("paragraph", "parts", "doubt"),
    [
        ("It was the U.S. Nobody knew.", False, "“U.S.” may also end a sentence"),
        ("Ships, goods, etc. The registers burned.", False, "“etc.” may also end a sentence"),
        ("He left. nobody knew.", False, "a small letter follows"),
        ("He left. — Nobody knew.", False, "“—” follows"),
        ("He left.—Nobody knew.", False, "no blank follows the mark"),
        ("He left.Nobody knew.", False, "no blank follows the mark"),
        ("He met Gen. Ash.", True, "“Gen.” may be an abbreviation"),
        ("Am 3. Mai kam er.", True, "“3.” may be an abbreviation"),
        ("See fig. 3.", True, "a number follows"),
        ("“What next?” Ada asked.", True, "the sentence may go on after the quotation"),
        ("They left … Then it rained.", True, "the sentence may go on after the points"),
        ("It cost much. $5 was paid.", True, "“$” follows"),
    ],
)
def test_what_a_rule_is_unsure_of_is_doubtful(paragraph: str, parts: bool, doubt: str) -> None:
    (end,) = ends_of(paragraph)
    assert (end.parts, end.doubt) == (parts, doubt)


@pytest.mark.parametrize(
    "paragraph",
    [
        "One lamp burned. Two ships came.",
        "He didn’t. She did.",
        "He didn't. She did.",
        "Mr. Quill read e.g. Marx.",
        "“No!” she said.",
        "It rose 3.5 percent.",
    ],
)
def test_of_most_places_a_rule_is_sure(paragraph: str) -> None:
    assert [end for end in ends_of(paragraph) if end.doubt] == []


# ---- What the ledger divides and joins ------------------------------------------------------------------------------


def cut(line: str, *boundaries: Boundary, emendations: tuple[Emendation, ...] = (), rules: bool = False) -> list[str]:
    """The sentences of a text of one line, divided by this ledger."""
    made = (Regularisation("opening", r'(?<![^\s])"', "“", "", 1),) if rules else ()
    text, problems = edit(f"T\n{line}", Ledger(emendations, made, boundaries), LEDGER)
    assert [problem.sentence for problem in problems] == []
    assert undo(text) == f"T\n{line}".encode()
    return [sentence.text for sentence in text.sentences]


def at_place(parts: bool, before: str, after: str, line: int = 1) -> Boundary:
    return Boundary(parts, before, after, "for a reason", line)


MARKS = [
    "$ 5",
    "£x",
    "§ x",
    "¿x",
    "¡x",
    "’x",
    "— x",
    "» x",
    "« x",
    "* x",
    "x",
    "“x",
    "(x",
    "… x",
    "- x",
    "/x",
    "ßx",
    "5x",
]


@pytest.mark.parametrize("begins", MARKS)
@pytest.mark.parametrize("ends", ["U.S.", "etc.", "V.", "so", "so:", "no?”"])
def test_whatever_begins_a_sentence_can_be_divided_from_what_precedes_it(ends: str, begins: str) -> None:
    line = f"It was {ends} {begins} was there."
    parted, place = [f"It was {ends}", f"{begins} was there."], (f"was {ends}", f"{begins} was")
    if cut(line) == parted:  # by the rules
        assert cut(line, at_place(False, *place)) == [line]
    else:
        assert cut(line) == [line]
        assert cut(line, at_place(True, *place)) == parted


def test_a_sentence_can_begin_where_no_blank_stands() -> None:
    assert cut("He left.—Nobody knew.", at_place(True, "left.", "—Nobody")) == ["He left.", "—Nobody knew."]


def test_what_is_divided_wrongly_can_be_joined() -> None:
    line = "“What next?” Ada asked. Then Gen. Ash came."
    joined = cut(line, at_place(False, "next?”", "Ada"), at_place(False, "Gen.", "Ash"))
    assert joined == ["“What next?” Ada asked.", "Then Gen. Ash came."]


def test_a_place_is_found_by_the_words_of_the_witness_whatever_becomes_of_them() -> None:
    """Across a page break, an emendation and a rule, in both passes: the emendation's address counts the division."""
    line = 'It was the U.S.\n"nobody" kew. Then he left.'
    emendations = (
        Emendation(Address(0, 1), "page-break", 'U.S.\n"nobody', 'U.S. "nobody', "", 1),
        Emendation(Address(0, 2), "correction", "kew", "knew", "", 2),
    )
    found = cut(line, at_place(True, "the U.S.", '"nobody" kew'), emendations=emendations, rules=True)
    assert found == ["It was the U.S.", '"nobody" knew.', "Then he left."]


@pytest.mark.parametrize(
    ("boundary", "said"),
    [
        (at_place(True, "the moon", "fell"), "does not contain"),
        (at_place(True, "he", "left"), "contains “he | left” 2 times"),
        (at_place(True, "left.", "Then he"), "without this entry"),
        (at_place(False, "he", "left. Then"), "is not divided between"),
        (at_place(True, "knew.", "Two"), "a line ends"),
        (at_place(False, "knew.", "Two"), "kind: page-break"),
        (at_place(True, "The", "Lamp"), "stands in no paragraph"),
    ],
)
def test_a_place_that_is_none_is_a_mistake(boundary: Boundary, said: str) -> None:
    text = "The Lamp\nThere he left. Then he left. Who knew.\nTwo ships came."
    (problem,) = edit(text, Ledger((), (), (boundary,)), LEDGER)[1]
    assert said in problem.sentence
    assert problem.place == f"{LEDGER}:1"


def test_a_place_is_named_once() -> None:
    twice = at_place(True, "left", "at", 3), at_place(True, "he left", "at night", 7)
    (problem,) = edit("T\nHe came; he left at night.", Ledger((), (), twice), LEDGER)[1]
    assert "in line 3 already" in problem.sentence
    assert problem.place == f"{LEDGER}:7"


words = st.lists(st.sampled_from(["a", "B", "U.S.", "$5", "no.", "—", "etc.", "“x”"]), min_size=2, max_size=9)


@given(words, st.data())
def test_any_place_between_two_words_can_be_divided_and_joined(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(words) - 1))
    line, said = " ".join(words), len(" ".join(words[:place]))
    for parts in (True, False):
        found = list(sentences(line, said={said: parts}))
        assert (said in {end for _, end in found}) == parts
        assert "".join(line[start:end] for start, end in found).replace(" ", "") == line.replace(" ", "")


@pytest.mark.facts
def test_the_addresses_of_the_text_are_those_published() -> None:
    """Better rules, and the ledger's divide and join, leave every promise as it was."""
    folder = Path(__file__).parents[2] / "source"
    published, _ = read_addresses(folder)
    text = read_source(folder).text
    assert [(p.address, p.seal) for p in published] == [(s.address, s.seal) for s in text.sentences]
