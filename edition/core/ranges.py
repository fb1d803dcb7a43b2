"""Ranges of numbers, which an en dash joins and no hyphen: ``pp. 5–7``, ``xii–xv``, ``1918–1941``.  No Sphinx."""

from __future__ import annotations

import re

# What stands between two numbers and is no en dash: hyphens, the minus, other dashes, and two or three hyphens.
HYPHEN = "(?:-{2,3}|[-\u2010\u2011\u2012\u2014\u2015\u2212])"
ARABIC = r"[A-Za-z]{0,2}\d+(?:[.:]\d+)*[a-z]?"
ROMAN = r"(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
# A chain of three or more is a date, an ISBN or the like, and an address of the web is left as it is.
BEFORE, AFTER = r"(?<![\w.\u2010-\u2015\u2212-])", r"(?![\w\u2010-\u2015\u2212-])"
RANGE = re.compile(
    rf"{BEFORE}(?:{ARABIC}\s*{HYPHEN}\s*{ARABIC}|(?i:{ROMAN})\s*{HYPHEN}\s*(?i:{ROMAN})){AFTER}",
)
YEARS = re.compile(rf"{BEFORE}(\d\d)(\d\d)\s*{HYPHEN}\s*(\d\d)?(\d\d)(?:s|e)?{AFTER}")
ADDRESS = re.compile(r"\w+://\S+|\b10\.\d{4,9}/\S+")


def wrong_range(words: str) -> str:
    """The first range in these words that has no en dash, or nothing."""
    match = RANGE.search(ADDRESS.sub(" ", words))
    return match[0] if match else ""


def wrong_years(words: str) -> str:
    """The same for years alone, in words that may have other numbers with hyphens, as a title."""
    for match in YEARS.finditer(ADDRESS.sub(" ", words)):
        if match[3] or match[4] > match[2]:
            return match[0]
    return ""


def mended(wrong: str) -> str:
    """A range as it should be."""
    return re.sub(rf"\s*{HYPHEN}\s*", "–", wrong)
