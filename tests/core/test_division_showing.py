"""What `make division` shows: every sentence at its address, each doubtful place with the entry that changes it."""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from edition.__main__ import main
from edition.core.model import Boundary, Ledger, Regularisation, Text
from edition.witness.emending import edit
from edition.witness.sentence_ends import ABBREVIATIONS
from edition.witness.showing import doubts, show_division
from tests.mistakes.test_mistakes import lay_out
from tests.small import BASE

LEDGER = Path("emendations.yaml")
RULES = (Regularisation("opening", r'(?<![^\s])"', "“", "", 1), Regularisation("closing", '"', "”", "", 2))
MARKS = (
    "T\n"
    'He met Gen. Ash of the Lamp Co. in Jan. 1911. "What next?" Ada asked. They left . . . Then it rained. It cost '
    "much. $5 million was paid. It was the U.S. Nobody knew. § 5 followed. ’Twas late. — Yes. World War I. Ph.D. "
    "Smith.\n"
    "1. It was the U.S. Nobody knew. Then he left.Nobody saw it. goods, etc. The registers burned.\n"
)


def divided(witness: str, *boundaries: Boundary) -> Text:
    text, problems = edit(witness, Ledger((), RULES, boundaries), LEDGER)
    assert [problem.sentence for problem in problems] == []
    return text


def entries(text: Text) -> list[Boundary]:
    """What the lines shown propose, read as the ledger reads it."""
    found = []
    for line in show_division(text, ABBREVIATIONS):
        if match := re.match(r" +(divide|join): (.*)", line):
            (record,) = yaml.safe_load(match[2])
            found.append(Boundary(match[1] == "divide", record["before"], record["after"], record["reason"], 1))
    return found


def test_every_doubtful_place_is_shown_with_the_entry_that_changes_it() -> None:
    text = divided(MARKS)
    known, proposed = list(doubts(text, ABBREVIATIONS)), entries(text)
    assert len(proposed) == len(known) >= 14
    for doubt, boundary in zip(known, proposed, strict=True):
        changed = divided(MARKS, boundary)
        assert len(changed.by_address) == len(text.by_address) + (-1 if doubt.parts else 1)
        assert doubt.at not in [other.at for other in doubts(changed, ABBREVIATIONS)]


words = st.lists(
    st.sampled_from(["U.S.", "Gen.", "$5", "etc.", "A", '"No!"', "no.", "Ash", "2."]), min_size=1, max_size=12
)


@given(words)
def test_what_is_shown_is_the_text(words: list[str]) -> None:
    text = edit("T\n" + " ".join(words), Ledger((), RULES), LEDGER)[0]
    shown = [line for line in show_division(text, ABBREVIATIONS) if re.match(r"[ ?] +\d+\.\d+  ", line)]
    assert [line.split(maxsplit=1 + line.startswith("?"))[-1] for line in shown] == [s.text for s in text.sentences]


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with chdir(BASE):
        assert main(["division"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "Unit 1: 4 sentences\n" in said.out
    assert "    1.2  “I light it,” she said, “for my brother.”\n" in said.out
    assert said.out.endswith("3 units, 10 sentences, 1 doubtful place (marked with ?).\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("text-number-form", "source/lamp.txt:6: “2) One night” is no number"),
        ("division-words", "source/emendations.yaml:31: The text does not contain"),
        ("text-empty", "source/lamp.txt:1: This file has no words."),
        ("witness-missing", "source/witness.yaml:1: This file is missing."),
    ],
)
def test_the_command_tells_mistakes(name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(name, tmp_path)
    with chdir(tmp_path):
        assert main(["division"]) == 1
    assert said in capsys.readouterr().err
