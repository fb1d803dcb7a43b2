"""The heading of a part of a page: small, but a heading."""

from __future__ import annotations

from docutils import nodes


def rubric(words: str) -> nodes.rubric:
    """A label line that is a heading of the second level on the web."""
    return nodes.rubric("", words, **{"heading-level": 2})
