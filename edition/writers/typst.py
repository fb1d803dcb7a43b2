"""Doctrees written as Typst: one call of the template for one node, and text always as string literals.

The visitor decides nothing.  What a node looks like stands in ``template.typ``; a node that neither this table nor
its own feature knows stops the build with its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from edition.base.reporting import report_at
from edition.core.messages import Mistake

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

# Nodes that are one call of the template's function of that name, with their content.
CALLS: dict[type[nodes.Node], str] = {
    nodes.emphasis: "emph",
    nodes.strong: "strong",
    nodes.title_reference: "emph",
    nodes.literal: "code",
    nodes.subscript: "sub",
    nodes.superscript: "super",
    nodes.block_quote: "quoted",
    nodes.attribution: "attribution",
    nodes.term: "term",
    nodes.definition: "definition",
    nodes.rubric: "label-line",
    nodes.caption: "caption",
}
# Nodes that only hold others.
TRANSPARENT = (
    nodes.definition_list,
    nodes.document,
    nodes.compound,
    nodes.definition_list_item,
    nodes.container,
    nodes.tgroup,
    nodes.tbody,
    nodes.row,
)
# Nodes that say nothing to a reader of the PDF.
SILENT = (nodes.comment, nodes.target, nodes.colspec, nodes.meta, nodes.substitution_definition, nodes.raw)


def literal(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


class TypstTranslator(SphinxTranslator):
    """Writes one document; `label` turns (document, id) into the label that the whole book agrees on."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.docname: str = document["docname"]
        self.level = 0
        self.bare: frozenset[str] = getattr(builder, "bare", frozenset())
        self.labels: list[str] = []  # of all that can be referred to in this document

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

    # Text and the nodes of the table.

    def visit_Text(self, node: nodes.Text) -> None:
        self.body.append(f"#{literal(node.astext())};")

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def unknown_visit(self, node: nodes.Node) -> None:
        kind = type(node)
        if kind in CALLS:
            self._anchors(node)
            self.open(CALLS[kind])
        elif isinstance(node, SILENT):
            raise nodes.SkipNode
        elif not isinstance(node, TRANSPARENT):
            sentence = f"The PDF cannot set “{kind.__name__}”. Write it otherwise, or give it a visitor for Typst."
            report_at(node, Mistake.PDF, sentence)
            raise nodes.SkipNode

    def unknown_departure(self, node: nodes.Node) -> None:
        if type(node) in CALLS:
            self.close()

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

    # Structure.

    def visit_paragraph(self, node: Element) -> None:
        self._anchors(node)
        self.open("para", node["classes"][0] if node["classes"] else "")

    def depart_paragraph(self, node: Element) -> None:
        self.close()

    def visit_container(self, node: Element) -> None:
        if "works-cited" in node["classes"]:
            self.open("works-cited")

    def depart_container(self, node: Element) -> None:
        if "works-cited" in node["classes"]:
            self.close()

    def visit_section(self, node: Element) -> None:
        self.level += 1
        for name in node["ids"][1:]:
            self.anchor(name)

    def depart_section(self, node: Element) -> None:
        self.level -= 1

    def visit_title(self, node: Element) -> None:
        ids = node.parent["ids"] or [f"title-{self.level}"]
        number = next((child.astext() for child in node.findall(nodes.inline) if "unit-number" in child["classes"]), "")
        if number:
            del node[:2]  # the template sets the number
        entry = "entry" in node.parent["classes"]
        if self.level == 1:
            if not entry:
                self.call("opening")  # before the anchor, which would stay on the page before
            self.anchor("")
        if entry:
            self.open("entry", self.known(ids[0]), node.astext())
        elif self.level == 1:
            self.open("chapter", self.known(ids[0]), number, node.astext())
        else:
            self.open("section", self.known(ids[0]), str(self.level))

    def depart_title(self, node: Element) -> None:
        self.close()

    def visit_bullet_list(self, node: Element) -> None:
        self.body.append(f"#bullets({literal(' '.join(node['classes']))}, ")

    def visit_enumerated_list(self, node: Element) -> None:
        self.body.append(f"#enum(start: {node.get('start', 1)}, ")

    def depart_bullet_list(self, node: Element) -> None:
        self.body.append(");")

    depart_enumerated_list = depart_bullet_list

    def visit_list_item(self, node: Element) -> None:
        self.body.append("[")
        self._anchors(node)

    def depart_list_item(self, node: Element) -> None:
        self.body.append("],")

    # References.

    def visit_reference(self, node: Element) -> None:
        if "refid" in node or node["refuri"].startswith("%"):
            target = node["refuri"][1:] if "refuri" in node else f"{self.docname}#{node['refid']}"
            document, _, name = target.partition("#")
            form = "bare" if document in self.bare else form_of(node)
            self.open("xref", label(document, name), form, f"{document}.html" + (f"#{name}" if name else ""))
        else:
            self.open("weblink", node["refuri"], node.astext())

    def depart_reference(self, node: Element) -> None:
        self.close()

    def visit_inline(self, node: Element) -> None:
        self._anchors(node)
        if "gloss-words" in node["classes"]:
            self.call("mention", node.parent["refuri"].rpartition("/")[2])
        language = next((name[len("language-") :] for name in node["classes"] if name.startswith("language-")), "")
        self.open("styled", node["classes"][0] if node["classes"] else "", language)

    def depart_inline(self, node: Element) -> None:
        self.close()

    # Tables.

    def visit_table(self, node: Element) -> None:
        widths = [column["colwidth"] for column in node.findall(nodes.colspec)]
        self.body.append(f"#ruled(({', '.join(f'{width}fr' for width in widths)},), ")

    def depart_table(self, node: Element) -> None:
        self.body.append(");")

    def visit_thead(self, node: Element) -> None:
        self.body.append("table.header(")

    def depart_thead(self, node: Element) -> None:
        self.body.append("),")

    def visit_transition(self, node: Element) -> None:
        self.call("ornament")
        raise nodes.SkipNode

    def visit_image(self, node: Element) -> None:
        self.call("picture", node["uri"], node.get("alt", ""))
        raise nodes.SkipNode

    def visit_entry(self, node: Element) -> None:
        self.body.append("[")

    def depart_entry(self, node: Element) -> None:
        self.body.append("],")


def label(docname: str, name: str) -> str:
    """The name of a place in the PDF: an address alone (``s4.7``), anything else with its document."""
    return name if is_address_id(name) else f"{docname}:{name}" if name else docname


def form_of(node: Element) -> str:
    """How a reference prints its page: not in the narrow cells of a table; without parentheses where one is open."""
    ancestor = node.parent
    while ancestor is not None and not isinstance(ancestor, nodes.entry):
        ancestor = ancestor.parent
    if ancestor is not None:
        return "bare"
    before = node.parent.astext()[: sum(len(child.astext()) for child in node.parent[: node.parent.index(node)])]
    return "in parentheses" if before.count("(") > before.count(")") else ""


def is_address_id(name: str) -> bool:
    unit, point, sentence = name[1:].partition(".")
    return name[:1] == "s" and bool(point) and unit.isdecimal() and sentence.isdecimal()
