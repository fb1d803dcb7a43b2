"""What stands in a PDF: the words of its pages, and its tags in the order in which they are heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pypdf import PdfReader

# The words of each page of a file; the fixture `words_of` reads a file once a run.
WordsOf = Callable[[Path], list[str]]


class Tag(NamedTuple):
    """A structure element: its kind, and the kinds of those it stands in, the outermost first."""

    kind: str
    above: tuple[str, ...]


def read_words(path: Path) -> list[str]:
    """The words of each page, as pypdf finds them."""
    return [sheet.extract_text() for sheet in PdfReader(path).pages]


def on_one_line(pages: list[str]) -> str:
    """All words, with one space between them."""
    return re.sub(r"\s+", " ", " ".join(pages))


def read_tags(path: Path) -> list[Tag]:
    """Every structure element in reading order."""
    with pikepdf.open(path) as opened:
        return list(_elements(opened.Root.StructTreeRoot, ()))


def _elements(node: Any, above: tuple[str, ...]) -> Iterator[Tag]:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            kind = str(kid.S)[1:]
            yield Tag(kind, above)
            yield from _elements(kid, (*above, kind))
