"""``{lang}`de Zeitgeist` ``: words in another language, marked as such for voices, hyphenation and search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from edition.core.messages import Mistake, Problem, report
from edition.core.tags import REMEDY, wrong_tag

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


def language_class(tag: str) -> list[str]:
    """The classes by which docutils writes lang="…" and the PDF sets the language; none for no tag."""
    return [f"language-{tag}"] if tag else []


def foreign(tag: str, *words: Node) -> nodes.inline:
    """Words in another language."""
    return nodes.inline("", "", *words, classes=["foreign", *language_class(tag)])


class Lang(SphinxRole):
    """The tag, a space, the words.  Whether they are in italics is the editor's choice, as of any other words."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        tag, _, words = self.text.partition(" ")
        wrong = wrong_tag(tag)
        said = f"{wrong}. {REMEDY}" if wrong else "" if words.strip() else f"“{tag}” stands without words."
        if said:
            said += " The form is {lang}`de Zeitgeist`: the tag, a space, the words."
            report([Problem(Mistake.LANGUAGE, self.get_location(), said)])
            return [nodes.Text(words or tag)], []
        return [foreign(tag, nodes.Text(words))], []


def setup(app: Sphinx) -> None:
    app.add_role("lang", Lang())
