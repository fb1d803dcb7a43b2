"""The author's words in a doctree: units, sentences and page breaks as nodes, which every feature may look for."""

from __future__ import annotations

from docutils import nodes


class unit_text(nodes.General, nodes.Element):
    """The reading text of one `unit` (its number): paragraphs, and nothing else."""


class sentence(nodes.Inline, nodes.TextElement):
    """One sentence; its id is its address, its text the author's words."""


class milestone(nodes.Inline, nodes.Element):
    """Where a page of the printed book begins."""


def unit_drawn(document: nodes.document) -> unit_text | None:
    """The unit that a page is about: the first that it draws."""
    return next(document.findall(unit_text), None)
