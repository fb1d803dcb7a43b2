"""A row by which a reader jumps through a long list: the letters or the years that it has."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from edition.base.abilities import NEEDS, SCREEN


def jump_row(places: Iterable[tuple[str, str]]) -> nodes.paragraph:
    """Links to places on this page, each a word and an id; only a screen has them."""
    row = nodes.paragraph(classes=["jumps", f"{NEEDS}{SCREEN}"])
    for words, id in places:
        row += [nodes.Text(" "), nodes.reference("", "", nodes.inline("", words), refid=id, internal=True)]
    return row
