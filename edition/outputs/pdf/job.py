"""What the press is given to do, and where things stand in what it has made."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

Facts = dict[str, Any]


class Place(NamedTuple):
    """Where something stands: page from 1, points from the left and from the top of the page."""

    page: int
    x: Decimal
    y: Decimal


class Bookmark(NamedTuple):
    """A line of the reader's outline: under which chapter, what it says, where it leads."""

    chapter: str
    title: str
    label: str


class Job(NamedTuple):
    """One file to make: its name, its words as Typst, what the template needs to know, and its bookmarks."""

    name: str
    source: str
    facts: Facts
    bookmarks: list[Bookmark]
