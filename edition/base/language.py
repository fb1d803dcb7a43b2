"""Words in another language than the edition's, marked as such for voices, hyphenation and search."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.domain import edition_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


# The class of words that run from right to left.  They are set apart from the line around them, or they would draw the
# numbers, brackets and names that follow to their other side.
RIGHT_TO_LEFT = "right-to-left"


def language_class(tag: str) -> list[str]:
    """The classes by which docutils writes lang="…" and print sets the language; none for no tag."""
    return [f"language-{tag}"] if tag else []


def language_of_text(env: BuildEnvironment) -> str:
    """The language of the author's words (``language`` of ``witness.yaml``), where it is not that of the editors."""
    own = str(edition_of(env).witness.get("language", ""))
    return "" if own == (env.config.language or "en") else own


def foreign(tag: str, *words: nodes.Node) -> nodes.inline:
    """Words in another language."""
    direction = [RIGHT_TO_LEFT] if runs_right_to_left("".join(node.astext() for node in words)) else []
    return nodes.inline("", "", *words, classes=[*direction, "foreign", *language_class(tag)])


def runs_right_to_left(words: str) -> bool:
    """Whether the first letter that has a direction runs so, whatever language the words are in (``ar-Latn``)."""
    directions = (unicodedata.bidirectional(character) for character in words)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"
