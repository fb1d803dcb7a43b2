"""``divide`` and ``join``: places of the witness where the ledger says whether a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from edition.core.messages import Mistake, Problem, at
from edition.core.model import Boundary
from edition.witness.changes import Change, to_edition
from edition.witness.division import divide, paragraphs


class Placed(NamedTuple):
    """A boundary and its place: behind the last letter of its words `before`."""

    place: int
    boundary: Boundary


def _pattern(words: str) -> str:
    """These words, whatever white space stands between them, and no part of a longer word."""
    begin, end = (r"\b" if re.match(r"\w", letter) else "" for letter in (words[0], words[-1]))
    return begin + r"\s+".join(map(re.escape, words.split())) + end


def find_boundaries(content: str, boundaries: Iterable[Boundary], path: Path) -> tuple[list[Placed], list[Problem]]:
    """The place of each boundary in the witness, in which its words must stand exactly once."""
    placed: list[Placed] = []
    problems = []
    for boundary in boundaries:
        # Looks ahead, so that two places whose words overlap are two.
        pattern = rf"(?=({_pattern(boundary.before)})\s*{_pattern(boundary.after)})"
        places = [match.end(1) for match in re.finditer(pattern, content)]
        known = [p.boundary.line for p in placed if places == [p.place]]
        words = f"“{boundary.before} | {boundary.after}”"
        if not places:
            sentence = f"The text does not contain {words}. Copy whole words on both sides from the witness."
        elif len(places) > 1:
            sentence = f"The text contains {words} {len(places)} times. Write more of the words around the place."
        elif known:
            sentence = f"The place {words} is named in line {known[0]} already. Keep one of the two."
        else:
            placed.append(Placed(places[0], boundary))
            continue
        problems.append(Problem(Mistake.DIVISION, at(path, boundary.line), sentence))
    return placed, problems


def in_edition(content: str, changes: Iterable[Change], edited: str, placed: Iterable[Placed]) -> list[Placed]:
    """The same places in the edited string."""
    changes = list(changes)
    return [Placed(len(edited[: to_edition(content, changes, place)].rstrip()), boundary) for place, boundary in placed]


def check_boundaries(
    edited: str, placed: Collection[Placed], abbreviations: Collection[str], path: Path
) -> Iterator[Problem]:
    """Whether each boundary, given by its place in the edited string, changes the division."""
    if not placed:
        return
    ends = {span.end for span in divide(edited, abbreviations)}
    lines = [(begin, end) for _, _, begin, end in paragraphs(edited)]
    for place, boundary in placed:
        words = f"“{boundary.before} | {boundary.after}”"
        if not any(begin < place <= end for begin, end in lines):
            sentence = f"{words} stands in no paragraph of the text. Correct the words, or delete the entry."
        elif any(place == end for _, end in lines):
            sentence = f"Between {words} a line ends, and with it a sentence. " + (
                "Delete the entry."
                if boundary.parts
                else "If a page ends there, write an emendation: kind: page-break."
            )
        elif boundary.parts and place in ends:
            sentence = f"The text is divided between {words} without this entry. Delete it."
        elif not boundary.parts and place not in ends:
            sentence = f"The text is not divided between {words}, so nothing is to be joined. Delete the entry."
        else:
            continue
        yield Problem(Mistake.DIVISION, at(path, boundary.line), sentence)
