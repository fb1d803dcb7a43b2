"""Whether a text is of the form that this edition can divide: a title line, and paragraphs numbered 1. to the last.

What is asked is the reading text, so that an editor can mend in the ledger what a witness has that no page can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from edition.core.messages import Mistake, Problem, at
from edition.core.model import Paragraph, Text
from edition.witness.changes import to_witness
from edition.witness.characters import wrong_characters
from edition.witness.numbering import wrong_numbers
from edition.witness.sentence_ends import CLOSING, OPENING, ends_of

LONG_TITLE, LONGEST_TITLE = 60, 200  # characters
WRAPPED = 40  # characters: a shorter line without a full stop may be a heading
MANY = 4  # as many lines that break off, and most of all, are a wrapped text
AS_ITEM = re.compile(r"\W*(?:[^\W\d_]|[ivx]{1,4})[.)]")  # (a), b., iv)
TABLE = re.compile(r"\S {3,}(?=\S).*?\S {3,}\S|\|[^|\n]*\|")
PAGE_BREAK = (
    "If a page of the print ends there, write an emendation, kind: page-break; otherwise write each paragraph on one "
    "line of the file, and the new seal."
)


def check_form(text: Text, content: str, path: Path) -> Iterator[Problem]:
    """What in the text the edition does not understand, each with the line of the witness."""
    if re.search(r"\r(?!\n)", content):
        line = content[: content.index("\r")].count("\n") + 1
        sentence = "A line ends with CR alone, which ends no line here. Save the file with LF, and write the new seal."
        yield Problem(Mistake.WITNESS, at(path, line), sentence)
        return
    edited = str(text)
    found = [*wrong_characters(edited), *_wrong_title(text), *wrong_numbers(edited), *_tables(edited)]
    place = to_witness(text.readings)
    for offset, sentence in sorted(found):
        line = content.count("\n", 0, place(offset)) + 1
        yield Problem(Mistake.WITNESS, at(path, line), sentence)
    yield from _without_words(text, content, path)
    yield from _broken_lines(text, path)


def _wrong_title(text: Text) -> Iterator[tuple[int, str]]:
    remedy = "Write the title of the text on the first line, and the new seal."
    if not text.title:
        yield 0, f"The first line is empty. {remedy}"
    elif re.match(r"\W*[0-9]{1,3}[.)]", text.title):
        yield 0, f"The first line is a numbered paragraph, and no title. {remedy}"
    elif _is_paragraph(text.title):
        yield 0, f"The first line is a paragraph, and no title. {remedy}"


def _is_paragraph(title: str) -> bool:
    """Whether a first line is too long for a title, or made of sentences."""
    parts = any(end.parts and not end.doubt and title[: end.at].endswith(".") for end in ends_of(title))
    return len(title) > LONGEST_TITLE or (parts and (title.endswith(".") or len(title) > LONG_TITLE))


def _tables(edited: str) -> Iterator[tuple[int, str]]:
    lines = list(re.finditer(r"[^\n]+", edited))
    rows = [line for line in lines if TABLE.search(line[0])]
    if len(rows) > 1:
        sentence = (
            f"This line and {len(rows) - 1} more look like a table, which the edition cannot set. Say in sentences "
            "what it says, or leave it out, and write the new seal."
        )
        yield rows[0].start(), sentence


def _without_words(text: Text, content: str, path: Path) -> Iterator[Problem]:
    if not any(text.units):
        sentence = "Nothing follows the title. Put the text below it: numbered paragraphs, 1. to the last."
        yield Problem(Mistake.WITNESS, at(path, 1), sentence)
    for unit in text.units:
        if not any(unit.sentences):
            line = content.count("\n", 0, max(content.find(unit.label.strip()), 0)) + 1
            sentence = f"Unit {unit.number} has no words. Put its words behind its number, on one line."
            yield Problem(Mistake.WITNESS, at(path, line), sentence)


def _broken_lines(text: Text, path: Path) -> Iterator[Problem]:
    """Lines that end in mid-sentence: at the ends of pages, or everywhere in a file whose lines are wrapped."""
    pairs = [pair for unit in text.units for pair in zip(unit.paragraphs, unit.paragraphs[1:], strict=False)]
    broken = [later for earlier, later in pairs if _breaks_off(earlier, later)]
    if len(broken) >= MANY and len(broken) * 2 > len(pairs):
        sentence = (
            f"This line begins in mid-sentence, as {len(broken) - 1} more do: the lines of the file are wrapped. Write "
            "each paragraph on one line, and the new seal."
        )
        yield Problem(Mistake.WITNESS, at(path, broken[0].sentences[0].line), sentence)
        return
    for later in broken:
        first = later.sentences[0]
        begins = " ".join(first.text.split()[:4])
        sentence = f"This line begins in mid-sentence (“{begins} …”). {PAGE_BREAK}"
        yield Problem(Mistake.WITNESS, at(path, first.line), sentence)


def _breaks_off(earlier: Paragraph, later: Paragraph) -> bool:
    last, first = earlier.sentences[-1], later.sentences[0].text
    if AS_ITEM.match(first):
        return False
    if first.lstrip(OPENING)[:1].islower():
        return True
    ends = last.text.rstrip(CLOSING)[-1:]
    whole = sum(len(s.text) for s in earlier.sentences)
    return ends in ",-" or (ends.isalnum() and whole >= WRAPPED and last.after.count("\n") == 1)
