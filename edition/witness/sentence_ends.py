"""Where sentences of a paragraph may end: what the rules make of each place, and whether they were sure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

OPENING, CLOSING = "\"'“‘’«»‹›„‚([¿¡*_", "\"'”’»›«‹“‘)]*_"
SIGNS = "$£€¥§"  # begin a sentence with the number that follows them
NEAR = 200  # characters on both sides of a place that decide on it
END = re.compile(rf"(?<![.!?…])[.!?…]++(?:[{re.escape(CLOSING)}]|[ \u00a0\u202f][»›])*(\s+)(?=[^\s.…])")
NO_BLANK = re.compile(rf"(?<=[^\W\d_]{{2}})[.!?…]+[{re.escape(CLOSING)}]*(?=[—–]?[{re.escape(OPENING)}]*[^\W\d_])")
BEFORE = re.compile(rf"(?:[«‹][ \u00a0\u202f]|[{re.escape(OPENING)}])*")  # what may stand before a first word
WITHIN = re.compile(r"[(\[“„«»‹›\"]")  # ends what stands before a word, though no white space does
INITIAL = re.compile(r"(?:[^\W\d_]\.)+")
# As abbreviations look: dotted, without a vowel, a name cut short, a numeral.
SHORT = re.compile(r"\S+\.\S*\.|[^\W\d_aeiouyAEIOUY]{1,4}\.|[A-ZÀ-Þ][a-zß-ÿ]{0,3}\.|[IVX]+\.|[0-9]{1,2}\.")
# These stand before what they belong to, and end no sentence.
LEADING = frozenset({"Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Prof.", "cf.", "e.g.", "i.e.", "vol.", "p.", "pp.", "No."})
ABBREVIATIONS = LEADING | {"etc."}


class End(NamedTuple):
    """A place where a sentence may end; the next would begin at `next`.  `doubt` says why the rules were unsure."""

    at: int
    next: int
    parts: bool
    doubt: str


def ends_of(paragraph: str, abbreviations: Collection[str] = ABBREVIATIONS) -> Iterator[End]:
    """Every place of a paragraph where a sentence ends, or where a reader might think so."""
    found = [_judge(paragraph, match, abbreviations) for match in END.finditer(paragraph)]
    for match in NO_BLANK.finditer(paragraph):
        begins = paragraph[match.end() : match.end() + NEAR].lstrip(OPENING + "—–")[:1]
        if not begins.islower():
            found.append(End(match.end(), match.end(), False, "no blank follows the mark"))
    yield from sorted(found)


def _judge(paragraph: str, match: re.Match[str], abbreviations: Collection[str]) -> End:
    before = paragraph[max(match.start(1) - NEAR, 0) : match.start(1)]
    begins, mark = BEFORE.sub("", paragraph[match.end() : match.end() + NEAR], count=1), match[0].strip()
    last = WITHIN.split((before.rstrip(CLOSING).split() or [""])[-1])[-1].lstrip(OPENING)
    if _is_abbreviation(before, last, abbreviations):
        # Of those that lead, and of initials before a name, one can be sure.
        sure = last in LEADING or begins[:1].islower() or begins[:1].isdigit()
        return End(match.start(1), match.end(), False, "" if sure else f"“{last}” may also end a sentence")
    if begins[:1].islower():
        doubt = "a small letter follows" if mark[0] == "." else ""
        return End(match.start(1), match.end(), False, doubt)
    if begins[:1] in SIGNS and begins[1:].lstrip()[:1].isdigit():
        return End(match.start(1), match.end(), True, f"“{begins[0]}” follows")
    if not begins[:1].isalnum():
        return End(match.start(1), match.end(), False, f"“{begins[:1] or mark}” follows")
    return End(match.start(1), match.end(), True, _doubt(before, mark, last, begins))


def _doubt(before: str, mark: str, last: str, begins: str) -> str:
    """Why a sentence that ends by the rules may yet go on."""
    if begins[:1].isdigit() and mark == ".":
        return "a number follows"
    if mark == "." and SHORT.fullmatch(last):
        return f"“{last}” may be an abbreviation"
    if "…" in mark or before.endswith(". ."):
        return "the sentence may go on after the points"
    if mark[0] in "!?" and len(mark.rstrip("*_)]")) > 1 and mark.rstrip("*_)]")[-1] not in "!?":
        return "the sentence may go on after the quotation"
    return ""


def _is_abbreviation(before: str, last: str, abbreviations: Collection[str]) -> bool:
    """Whether the full stop that ends `before` marks an abbreviation or an initial (``V.``, ``V. I.``, ``U.S.``)."""
    if last in abbreviations:
        return True
    if last == "I.":  # a numeral (World War I.) unless it follows another initial
        previous = before[: -len(last)].split()
        return bool(previous) and INITIAL.fullmatch(previous[-1]) is not None
    return INITIAL.fullmatch(last) is not None and last[:1].isupper()
