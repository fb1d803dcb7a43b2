"""Words in another language than the edition's, marked as such for voices, hyphenation and search."""

from __future__ import annotations

from docutils import nodes


def language_class(tag: str) -> list[str]:
    """The classes by which docutils writes lang="…" and print sets the language; none for no tag."""
    return [f"language-{tag}"] if tag else []


def foreign(tag: str, *words: nodes.Node) -> nodes.inline:
    """Words in another language."""
    return nodes.inline("", "", *words, classes=["foreign", *language_class(tag)])
