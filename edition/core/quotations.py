"""Quotation marks as American English sets them: one within another, and the full stop that follows.  No Sphinx."""

from __future__ import annotations

import re

# The marks that open a quotation, with those that may close it; German and Russian ones close with ours.
CLOSING = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’"}
MARKS = ("“”", "‘’")  # of a quotation, of one within it, and so on in turn
ENDED = re.compile(r"[.?!…][’”]*$")


def within_quotation(words: str) -> str:
    """Words that are set in double marks: a quotation in them gets single ones, one in that double, and so on.

    Every letter keeps its place, so that whoever knows where words are in italics still knows it.
    """
    found = list(words)
    opened: list[str] = []
    for index, mark in enumerate(words):
        if opened and mark in CLOSING[opened[-1]] and not _is_apostrophe(words, index):
            opened.pop()
            found[index] = MARKS[(len(opened) + 1) % 2][1]
        elif mark in CLOSING:
            found[index] = MARKS[(len(opened) + 1) % 2][0]
            opened.append(mark)
        elif mark == "”":  # which nothing opened
            found[index] = "’"
    return "".join(found)


def _is_apostrophe(words: str, index: int) -> bool:
    """A closing single mark between two letters is none."""
    return words[index] == "’" and words[index - 1 : index].isalnum() and words[index + 1 : index + 2].isalnum()


def place_of_stop(words: str) -> int | None:
    """Where the full stop stands that follows these words, counted from their end; None where they end with one.

    It stands within the marks of a quotation that ends with the words, and after an apostrophe.
    """
    if not words or ENDED.search(words):
        return None
    marks = re.search(r"[”’]*$", words)
    assert marks is not None
    quoted = "”" in marks[0] or "‘" in words
    return len(marks[0]) if quoted else 0


def are_paired(words: str) -> bool:
    """Whether each double mark has its other half; a single one may be an apostrophe, or a letter."""
    bare, pair = words, re.compile("[“„][^“”„]*[“”]")
    while pair.search(bare):
        bare = pair.sub("", bare)
    return not re.search("[“”„]", bare)
