"""``{lang}`de Zeitgeist` ``: words in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from edition.base.language import foreign
from edition.core.tags import wrong_tag

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


class Lang(SphinxRole):
    """The tag, a space, the words.  Whether they are in italics is the editor's choice, as of any other words."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        tag, _, words = self.text.partition(" ")
        if wrong_tag(tag) or not words.strip():  # reported where the page was read as data
            return [nodes.Text(words or tag)], []
        return [foreign(tag, nodes.Text(words))], []


def setup(app: Sphinx) -> None:
    app.add_role("lang", Lang())
