"""The writing of Typst: calls with text as string literals, labels, and what cannot be set told with its place."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from edition.base.reporting import report_at
from edition.core.messages import Mistake
from edition.writers.typst_builder import Rare, TypstBuilder, is_unprinted

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder


def literal(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


class TypstCalls(SphinxTranslator):
    """Writes one document; `label` turns (document, id) into the label that the whole book agrees on."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        assert isinstance(builder, TypstBuilder)
        self.press = builder
        self.body: list[str] = []
        self.docname: str = document["docname"]
        self.level = 0
        self.labels: list[str] = []  # of all that can be referred to in this document
        self.rare: list[Rare] = []

    # What features' visitors use.

    def open(self, function: str, *arguments: str) -> None:
        """Begin a call whose content follows, to be ended by `close`."""
        written = ", ".join(map(literal, arguments))
        self.body.append(f"#{function}({written})[" if arguments else f"#{function}[")

    def close(self) -> None:
        self.body.append("];")

    def call(self, function: str, *arguments: str) -> None:
        self.body.append(f"#{function}({', '.join(map(literal, arguments))});")

    def record(self, **said: str | bool) -> None:
        """One of the records that a call is given."""
        written = ", ".join(
            f"{name.replace('_', '-')}: {literal(value) if isinstance(value, str) else str(value).lower()}"
            for name, value in said.items()
        )
        self.body.append(f"({written}), ")

    def write(self, node: nodes.Node) -> None:
        """A node with all that it holds."""
        node.walkabout(self)

    def label(self, name: str) -> str:
        """The label of an id of this document."""
        return label(self.docname, name)

    def paragraph(self, words: str) -> None:
        self.open("para", "")
        self.visit_Text(nodes.Text(words))
        self.close()

    # Words.

    def visit_Text(self, node: nodes.Text) -> None:
        self.note_rare(node.astext(), node)
        self.body.append(f"#{literal(node.astext())};")

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    # What cannot be set.

    def refuse(self, node: nodes.Node, sentence: str) -> None:
        report_at(self.place(node), Mistake.PDF, sentence)

    def note_rare(self, words: str, node: nodes.Node) -> None:
        """Keep the characters that the face does not have; whether another face has them, the engine is asked later."""
        words = unicodedata.normalize("NFC", words)  # a letter and its mark are set as one where there is such a one
        if not self.press.characters.issuperset(words):
            self.rare += [Rare(one, self.place(node)) for one in words if one not in self.press.characters]

    def place(self, node: nodes.Node) -> str | nodes.Node:
        """The node itself or the nearest above that knows its line; else the document."""
        above: nodes.Node | None = node
        while above is not None and not getattr(above, "line", None):
            above = above.parent
        return above or self.docname

    def form(self, kind: str, node: Element) -> str:
        """The class by which a node is set, or nothing; one that nobody knows is refused."""
        known = self.press.forms[kind]
        for name in node["classes"]:
            if name not in known and not is_unprinted(name):
                sentence = (
                    f"No form of print is known for the class “{name}” ({node.tagname}). Take it away, or give it"
                )
                self.refuse(node, f"{sentence} a form in the .typ file of its feature.")
        return next((name for name in node["classes"] if name in known), "")

    def _anchors(self, node: Any) -> None:
        for name in node.get("ids", ()):
            self.anchor(name)

    def anchor(self, name: str) -> None:
        """A place that can be referred to."""
        self.call("anchor", self.known(name))

    def known(self, name: str) -> str:
        """The label of an id that stands here."""
        self.labels.append(self.label(name))
        return self.labels[-1]


def label(docname: str, name: str) -> str:
    """The name of a place in the PDF: an address alone (``s4.7``), anything else with its document."""
    return name if is_address_id(name) else f"{docname}:{name}" if name else docname


def is_address_id(name: str) -> bool:
    unit, point, sentence = name[1:].partition(".")
    return name[:1] == "s" and bool(point) and unit.isdecimal() and sentence.isdecimal()
