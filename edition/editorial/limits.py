"""How long our texts may be, in words: what runs on is not read, and what is too short explains nothing.  No Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from edition.core.messages import closest


class Limit(NamedTuple):
    """The fewest words, and the most."""

    least: int
    most: int


# The one place where the limits stand; `edition_limits` in conf.py sets others.
LIMITS: Mapping[str, Limit] = {
    "headnote": Limit(60, 120),
    "annotation": Limit(8, 75),
    "first": Limit(1, 60),  # an annotation of the first level
    "argument": Limit(1, 40),
    "claim": Limit(1, 20),
    "entry": Limit(80, 250),  # the body
    "gloss": Limit(1, 40),
}
# What to do where there is too little, and too much.
REMEDIES = {
    "headnote": ("Say what is claimed, what is at stake, what it answers.", "Leave more to the text."),
    "annotation": ("Tell more, or make it part of another.", "Keep to what the lemma needs."),
    "first": ("Tell more.", "Keep to what the sentence is misread without, or make it a note for study."),
    "claim": ("Say it in one sentence, or take the line out.", "Keep to the one claim that all leans on."),
    "argument": ("Say in one sentence how.", "Say it in one short sentence."),
    "entry": ("Say what it means for this text.", "Keep to what it means for this text."),
    "gloss": ("Say who or what it is.", "Move the rest to the body."),
}


def limits_with(others: Mapping[str, tuple[int, int]]) -> Mapping[str, Limit]:
    """The limits, with others in the place of some.  Raises ValueError for one that is none."""
    if not isinstance(others, Mapping):
        raise ValueError('The limits are a table of kinds; write {"headnote": (60, 120)}.')
    for kind, pair in others.items():
        if kind not in LIMITS:
            meant = closest(str(kind), LIMITS)
            raise ValueError(f"No text is called “{kind}”; choose among {', '.join(LIMITS)}.{meant}")
        if (
            not isinstance(pair, (tuple, list))
            or len(pair) != 2
            or not all(isinstance(end, int) for end in pair)
            or not 0 <= pair[0] <= pair[1]
        ):
            raise ValueError(f"The limits of “{kind}” are the fewest words and the most; write (60, 120).")
    return {**LIMITS, **{kind: Limit(*pair) for kind, pair in others.items()}}


def count_words(text: str) -> int:
    """Words as a reader counts them: between white space, and not a dash or a stop alone."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def beyond_limit(what: str, kind: str, count: int, limits: Mapping[str, Limit]) -> str:
    """What is wrong with a text of this length, and what to do; or nothing."""
    least, most = limits[kind]
    if least <= count <= most:
        return ""
    bound, remedy = (f"{least} is the least", 0) if count < least else (f"{most} is the most", 1)
    return f"{what} has {count} word{'' if count == 1 else 's'}; {bound}. {REMEDIES[kind][remedy]}"
