"""Words in another language than the edition's, marked as such for voices, hyphenation and search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.domain import edition_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def language_class(tag: str) -> list[str]:
    """The classes by which docutils writes lang="…" and print sets the language; none for no tag."""
    return [f"language-{tag}"] if tag else []


def language_of_text(env: BuildEnvironment) -> str:
    """The language of the author's words (``language`` of ``witness.yaml``), where it is not that of the editors."""
    own = str(edition_of(env).witness.get("language", ""))
    return "" if own == (env.config.language or "en") else own


def foreign(tag: str, *words: nodes.Node) -> nodes.inline:
    """Words in another language."""
    return nodes.inline("", "", *words, classes=["foreign", *language_class(tag)])
