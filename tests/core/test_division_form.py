"""A text that is not of the form is refused, with a sentence for each thing that is not understood; others are not."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.core.messages import CannotRead, Problem
from edition.core.model import Ledger, Regularisation
from edition.witness.emending import edit
from edition.witness.form import check_form
from edition.witness.source import read_source
from tests.small import BASE

FILE = Path("text.txt")


def said(content: str, *rules: Regularisation) -> list[str]:
    """Line and sentence of everything that is wrong with the form of a text."""
    text, _ = edit(content, Ledger((), rules), Path("emendations.yaml"))
    return [f"{p.place.removeprefix('text.txt:')}: {p.sentence}" for p in check_form(text, content, FILE)]


RIGHT = {
    "numbered": "The Lamp\nA lamp burned.\n1. One.\n2. Two.\nAnd more.\n3. Three.\n",
    "without an introduction": "The Lamp\n1. One.\n2. Two.\n",
    "without numbers": "The Lamp\nOne.\nTwo.\n",
    "blank lines": "The Lamp\n\n\nA lamp burned.\n\n1. One.\n\n2. Two.\n\n",
    "a question as title": "What Is to Be Done? Burning Questions of Our Movement\n1. One.\n",
    "a title with a full stop": "The Lamp.\n1. One.\n",
    "a title in parts": "Part One. The Lamp\n1. One.\n",
    "a year": "The Lamp\n1. One.\n1924. A year.\n2. Two.\n",
    "a list within a unit": "The Lamp\n1. Of lamps:\n(1) Red ones.\n(2) Blue ones.\n(3) Others.\n2. Two.\n",
    "a list at the end": "The Lamp\n1. Of lamps:\n1) Red ones.\n2) Blue ones.\n",
    "a list in the introduction": "The Lamp\nOf lamps:\n(1) Red ones.\n(2) Blue ones.\n1. One.\n2. Two.\n",
    "a list of letters": "The Lamp\n1. Of lamps:\na) red ones;\nb) blue ones.\n2. Two.\n",
    "names with initials": "The Lamp\n1. One.\nI. Kant knew.\nV. I. Lenin did.\nC. Darwin too.\n2. Two.\n",
    "a heading": "The Lamp\n1. One.\nThe second lamp\nIt burned.\n2. Two.\n",
    "a heading with a number": "The Lamp\n1. One.\nWorld War II.\nIt came.\n",
    "decimals": "The Lamp\n1. One.\n3.5 percent burned.\n2. Two.\n",
    "a time": "The Lamp\n1. One.\n12:30 was late.\n2. Two.\n",
    "CRLF": "The Lamp\r\nA lamp burned.\r\n\r\n1. One.\r\n2. Two.\r\n",
    "spaces that do not break": "The Lamp\n1. One\u00a0000 lamps\u202f: five.\n",
    "Persian": "چراغ\n1. او می\u200cرود.\n",
    "wide gaps": "The Lamp\n1. One.   Two.    Three.\n2. Two.\n",
    "a paragraph that ends in a quotation": "The Lamp\n1. She said: “No.”\n“Yes.” He wrote.\nThen, said she:\nNo!\n",
}


@pytest.mark.parametrize("name", RIGHT)
def test_of_the_form(name: str) -> None:
    assert said(RIGHT[name]) == []


WRAPPED = """The Lamp
A lamp burned on Quay Street, where nobody had lived
since the year of the great storm, and those who passed
by saw it from afar. Nobody knew who lit it; some said
Mr. Quill did, others had their doubts.
1. The keeper was a woman whose name was not known to
those who passed, nor to those who stayed.
"""
HALF_WRAPPED = "The Lamp\nA lamp burned. Nobody\nknew who lit it.\nMr. Quill did.\n1. One.\n2. Two.\n"
WRONG = {
    "wrapped lines": (WRAPPED, "3: This line begins in mid-sentence, as 3 more do: the lines of the file are wrapped."),
    "one broken line": (HALF_WRAPPED, "3: This line begins in mid-sentence (“knew who lit it. …”)."),
    "a line that ends with a comma": ("T\n1. Said she,\nAda went.\n", "3: This line begins in mid-sentence"),
    "a word cut": ("T\n1. A har-\nBor.\n", "3: This line begins in mid-sentence"),
    "a gap": ("T\n1. One.\n2. Two.\n4. Four.\n", "4: The number 4. follows 2., so 3. is missing."),
    "a gap at the beginning": ("T\nIntro.\n2. Two.\n", "3: The number 2. is the first, so 1. is missing."),
    "a double": (
        "T\n1. One.\n2. Two.\n2. Two.\n3. Three.\n",
        "4: The number 2. stands here a second time; 3. is next.",
    ),
    "a wide gap": ("T\n1. One.\n90. Ninety.\n", "3: The number 90. follows 1., so 2. is missing."),
    "brackets": ("T\n1) One.\n2) Two.\n", "2: “1) One.” is no number that begins a unit here."),
    "two brackets": ("T\nIntro.\n(1) One.\n(2) Two.\n", "3: “(1) One.” is no number"),
    "square brackets": ("T\n[1] One.\n[2] Two.\n", "2: “[1] One.” is no number"),
    "Roman": ("T\nI. One.\nII. Two.\n", "2: “I. One.” is no number"),
    "Roman alone": ("T\nI\nOne.\nII\nTwo.\n", "2: “I” is no number"),
    "paragraphs": ("T\n§ 1. One.\n§ 2. Two.\n", "2: “§ 1. One.” is no number"),
    "one paragraph": ("T\n§ 1 One.\n", "2: “§ 1 One.” is no number"),
    "indented": ("T\n1. One.\n  2. Two.\n3. Three.\n", "3: “2. Two.” is no number"),
    "indented at the end": ("T\n1. One.\n   2. Two.\n", "3: “2. Two.” is no number"),
    "without a blank": ("T\n1. One.\n2.Two.\n", "3: “2.Two.” is no number"),
    "a blank before the full stop": ("T\n1 . One.\n", "2: “1 . One.” is no number"),
    "colon": ("T\n1: One.\n2: Two.\n", "2: “1: One.” is no number"),
    "dash": ("T\n1 — One.\n", "2: “1 — One.” is no number"),
    "hyphen": ("T\n1 - One.\n", "2: “1 - One.” is no number"),
    "alone": ("T\n1\nOne.\n2\nTwo.\n", "2: “1” is no number"),
    "alone with a full stop": ("T\n1.\nOne.\n2.\nTwo.\n", "2: “1.” is no number"),
    "Markdown": ("T\n## 1. One.\n## 2. Two.\n", "2: “## 1. One.” is no number"),
    "bold": ("T\n**1.** One.\n", "2: “**1.** One.” is no number"),
    "chapters": ("T\nChapter 1. One.\nChapter 2. Two.\n", "2: “Chapter 1. One.” is no number"),
    "chapters, Roman": ("T\nChapter I\nOne.\nChapter II\nTwo.\n", "2: “Chapter I” is no number"),
    "Arabic digits": ("T\n١. One.\n٢. Two.\n", "2: “١. One.” is no number"),
    "full width": ("T\n１．One.\n", "2: “１．One.” is no number"),
    "the last in brackets": ("T\n1. One.\n2) Two.\n", "3: “2) Two.” is no number"),
    "one of them in brackets": ("T\n1. One.\n2) Two.\n3. Three.\n", "3: “2) Two.” is no number"),
    "no title": ("1. One.\n2. Two.\n", "1: The first line is a numbered paragraph, and no title."),
    "an empty title": ("\nA lamp burned.\n1. One.\n", "1: The first line is empty."),
    "a paragraph for a title": ("A lamp burned. Nobody knew.\n1. One.\n", "1: The first line is a paragraph, and no"),
    "a paragraph cut short for a title": (
        f"{'A lamp ' * 9}burned. Nobody knew who\nlit it.\n1. One.\n",
        "1: The first",
    ),
    "a long title": (f"{'A lamp burned ' * 20}\n1. One.\n", "1: The first line is a paragraph, and no"),
    "a title alone": ("The Lamp\n", "1: Nothing follows the title."),
    "CR": ("The Lamp\r1. One.\r2. Two.\r", "1: A line ends with CR alone"),
    "one CR": ("The Lamp\n1. One.\rTwo.\n", "2: A line ends with CR alone"),
    "a tab": ("T\n1. One.\nYear\tWeight.\nMore\tand more.\n", "3: A tab stands here, and in 1 more place,"),
    "columns": ("T\n1. One.\nA    B    C\n1    2    3\n", "3: This line and 1 more look like a table"),
    "pipes": ("T\n1. One.\n| A | B |\n| 1 | 2 |\n", "3: This line and 1 more look like a table"),
    "NUL": ("T\n1. One\0.\n", "2: A character that nobody sees, U+0000 (a control character), stands here."),
    "form feed": ("T\n1. One.\n\fTwo.\n", "3: A character that nobody sees, U+000C"),
    "vertical tab": ("T\n1. One\x0btwo.\n", "2: A character that nobody sees, U+000B"),
    "next line": ("T\n1. One\x85two.\n", "2: A character that nobody sees, U+0085"),
    "line separator": ("T\n1. One\u2028two.\n", "2: A character that nobody sees, U+2028 (line separator)"),
    "zero width": (
        "T\n1. O\u200bne\u200b.\n",
        "2: A character that nobody sees, U+200B (zero width space), stands here, and",
    ),
    "joiner": ("T\n1. O\u200dne.\n", "2: A character that nobody sees, U+200D"),
    "soft hyphen": ("T\n1. O\u00adne.\n", "2: A character that nobody sees, U+00AD (soft hyphen)"),
    "right to left": ("T\n1. O\u202ene.\n", "2: A character that nobody sees, U+202E"),
    "private use": ("T\n1. O\ue000ne.\n", "2: A character that nobody sees, U+E000"),
    "no character": ("T\n1. O\ufffene.\n", "2: A character that nobody sees, U+FFFE"),
    "tag": ("T\n1. O\U000e0041ne.\n", "2: A character that nobody sees, U+E0041"),
    "a lost letter": ("T\n1. O\ufffdne.\n", "2: The sign for a lost letter, U+FFFD, stands here."),
    "BOM": ("\ufeffT\n1. One.\n", "1: A mark of the order of bytes, U+FEFF, stands here. Take it out by a rule"),
    "not composed": ("T\n1. Cafe\u0301.\n", "2: “Cafe\u0301.” is not in Unicode’s composed form (NFC)"),
}


@pytest.mark.parametrize("name", WRONG)
def test_not_of_the_form(name: str) -> None:
    content, begins = WRONG[name]
    found = said(content)
    assert len(found) == 1, found
    assert found[0].startswith(begins)
    assert found[0].rstrip(".").count(". ") + found[0].count("; ") >= 1, "what is wrong, and what to do"


def test_a_unit_without_words() -> None:
    assert said("T\n1. One.\n2. \n3. Three.\n")[0].startswith("3: “2.” is no number that begins a unit here.")


def test_what_a_witness_has_can_be_mended_in_the_ledger() -> None:
    def rule(pattern: str, edition: str) -> Regularisation:
        return Regularisation("a rule", pattern, edition, "", 1)

    assert said("\ufeffT\n1. O\u200bne.\n2. Two.\n", rule(r"\u200b|\ufeff", "")) == []
    assert said("T\n1. One\ttwo.\n", rule(r"\t", " ")) == []
    assert said(WRAPPED, rule(r"(?<=[a-z,;])\n(?=\w)", " ")) != []  # the last lines
    assert said(WRAPPED, rule(r"(?<!Lamp)\n(?=[a-zM])", " ")) == []


# ---- The file and its seal ------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE / "source", tmp_path / "source"))


def problems_of(folder: Path, content: bytes, *, seal: bool = True) -> list[Problem]:
    (folder / "lamp.txt").write_bytes(content)
    witness = folder / "witness.yaml"
    if seal:
        number = hashlib.sha256((BASE / "source" / "lamp.txt").read_bytes()).hexdigest()
        new = hashlib.sha256(content).hexdigest().upper()  # as some programs print it
        witness.write_text(witness.read_text("utf-8").replace(number, new), "utf-8")
    return read_source(folder).problems


LAMP = (BASE / "source" / "lamp.txt").read_bytes()


def test_a_witness_received_with_crlf_is_as_good(folder: Path) -> None:
    assert problems_of(folder, LAMP.replace(b"\n", b"\r\n")) == []


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_a_seal_broken_by_line_ends_alone(folder: Path, end: bytes) -> None:
    (problem,) = problems_of(folder, LAMP.replace(b"\n", end), seal=False)
    assert problem.sentence.startswith("The seal is broken, but only line ends differ: those of lamp.txt were LF")
    assert problem.place.endswith("witness.yaml:3")


def test_line_ends_that_were_crlf(folder: Path) -> None:
    problems_of(folder, LAMP.replace(b"\n", b"\r\n"))
    (problem,) = problems_of(folder, LAMP, seal=False)
    assert "were CRLF when it was sealed" in problem.sentence


def test_more_than_line_ends(folder: Path) -> None:
    problem = problems_of(folder, LAMP.replace(b"\n", b"\r\n").replace(b"ship", b"shop"), seal=False)[0]
    assert problem.sentence.startswith("The seal is broken: lamp.txt is not the text as received")


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", "\u2028".encode()])
def test_an_empty_file(folder: Path, content: bytes) -> None:
    with pytest.raises(CannotRead, match="has no words"):
        problems_of(folder, content)


@pytest.mark.parametrize("content", [LAMP.decode().encode("utf-16"), LAMP + b"\xe9.\n"])
def test_not_utf_8(folder: Path, content: bytes) -> None:
    with pytest.raises(CannotRead, match="save it as UTF-8"):
        problems_of(folder, content)


@pytest.mark.parametrize("name", [".", "nothing.txt", "loop.txt", '"a\\0b"', "x" * 300, "pipe"])
def test_what_is_no_file(folder: Path, name: str) -> None:
    (folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(folder / "pipe")
    witness = folder / "witness.yaml"
    witness.write_text(witness.read_text("utf-8").replace("file: lamp.txt", f"file: {name}"), "utf-8")
    with pytest.raises(CannotRead) as error:
        read_source(folder)
    assert error.value.problem.sentence.count(". ") >= 1


letters = st.text(st.sampled_from("abI1. ()§V\t\n\r\u200b\ufeffé\u0301-,;|"), max_size=80)


@given(letters)
def test_of_any_text_it_is_said_where_it_is_not_of_the_form(content: str) -> None:
    text, _ = edit(content, Ledger(), Path("emendations.yaml"))
    for problem in check_form(text, content, FILE):
        assert 1 <= int(problem.place.removeprefix("text.txt:")) <= content.count("\n") + 1
