"""Doctrees written as Typst: one call of the template for one node, and text always as string literals.

The visitor decides nothing.  What a node looks like, and what a class makes of it, stands in the template and in the
``.typ`` files of the features; a node or a class that neither knows stops the build with its place.
"""

from __future__ import annotations

from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from edition.writers.typst_builder import PICTURES
from edition.writers.typst_calls import TypstCalls, label, literal

if TYPE_CHECKING:
    from docutils.nodes import Element

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
SILENT = (nodes.comment, nodes.target, nodes.colspec, nodes.meta, nodes.substitution_definition)


class TypstTranslator(TypstCalls):
    """Visits every kind of node that prose of ours can have."""

    # The nodes of the tables above.

    def unknown_visit(self, node: nodes.Node) -> None:
        kind = type(node)
        if kind in CALLS:
            self._anchors(node)
            self.open(CALLS[kind])
        elif isinstance(node, SILENT):
            raise nodes.SkipNode
        elif not isinstance(node, TRANSPARENT):
            self.refuse(
                node, f"The PDF cannot set “{kind.__name__}”. Write it otherwise, or give it a visitor for Typst."
            )
            raise nodes.SkipNode

    def unknown_departure(self, node: nodes.Node) -> None:
        if type(node) in CALLS:
            self.close()

    # Structure.

    def visit_paragraph(self, node: Element) -> None:
        self._anchors(node)
        self.open("para", self.form("paragraph", node))

    def depart_paragraph(self, node: Element) -> None:
        self.close()

    def visit_container(self, node: Element) -> None:
        self.open("boxed", self.form("box", node))

    def depart_container(self, node: Element) -> None:
        self.close()

    def visit_section(self, node: Element) -> None:
        self.level += 1
        for name in node["ids"][1:]:
            self.anchor(name)

    def depart_section(self, node: Element) -> None:
        self.level -= 1

    def visit_title(self, node: Element) -> None:
        number, words = self.numbered(node)
        form, page = self.form("heading", node.parent), self.known("") if self.level == 1 else ""
        key = self.known((node.parent["ids"] or [f"title-{self.level}"])[0])
        said = "".join(part.astext() for part in words)
        self.open("titled", form, page, key, str(self.level), number, said)
        for part in words:
            part.walkabout(self)
        self.close()
        raise nodes.SkipNode

    def numbered(self, title: Element) -> tuple[str, list[nodes.Node]]:
        """The number of a chapter, which its title begins with, and the words after the space behind it."""
        first = title.children[0] if title.children else None
        if isinstance(first, nodes.inline) and not self.press.forms["number"].isdisjoint(first["classes"]):
            return first.astext(), title.children[2:]
        return "", title.children

    def visit_bullet_list(self, node: Element) -> None:
        self.body.append(f"#bullets({literal(self.form('list', node))}, ")

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
            form = "bare" if document in self.press.bare else form_of(node)
            self.open("xref", label(document, name), form, f"{quote(document)}.html" + (f"#{name}" if name else ""))
        else:
            self.note_rare(node["refuri"], node)
            self.open("weblink", node["refuri"], node.astext())

    def depart_reference(self, node: Element) -> None:
        self.close()

    def visit_inline(self, node: Element) -> None:
        self._anchors(node)
        marks = self.press.forms["mark"].intersection(node["classes"])
        for name in sorted(marks):
            self.call("mark", name, node.parent["refuri"].removeprefix("%"))
        language = next((name[len("language-") :] for name in node["classes"] if name.startswith("language-")), "")
        self.open("styled", "" if marks else self.form("words", node), language)

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

    def visit_raw(self, node: Element) -> None:
        """The break of a line, which MyST writes for each format; no other markup of theirs is ours to set."""
        if node.astext().strip() == "<br />":
            self.call("linebreak")
        elif "html" in node["format"].split():
            self.refuse(node, "Markup in HTML is not set. Write it in Markdown, or take it out.")
        raise nodes.SkipNode

    def visit_image(self, node: Element) -> None:
        uri, alt = node["uri"], node.get("alt", "").strip()
        if "://" in uri:
            self.refuse(node, f"The picture {uri} is not ours to print. Put a copy beside the page, and show that.")
        elif guess_type(uri)[0] not in PICTURES:
            self.refuse(node, f"The PDF cannot draw {uri}. Make a PNG, JPEG, GIF, SVG or WebP of it.")
        elif not alt:
            self.refuse(node, f"The picture {uri} has no words for who does not see it. Write ![what it shows](…).")
        elif uri in self.builder.images:
            self.call("picture", f"/{self.press.pictures}/{self.builder.images[uri]}", alt)
        raise nodes.SkipNode  # a file that is not there was reported as the page was read

    def visit_entry(self, node: Element) -> None:
        self.body.append("[")

    def depart_entry(self, node: Element) -> None:
        self.body.append("],")


def form_of(node: Element) -> str:
    """How a reference prints its page: not in the narrow cells of a table; without parentheses where one is open."""
    ancestor = node.parent
    while ancestor is not None and not isinstance(ancestor, nodes.entry):
        ancestor = ancestor.parent
    if ancestor is not None:
        return "bare"
    before = node.parent.astext()[: sum(len(child.astext()) for child in node.parent[: node.parent.index(node)])]
    return "in parentheses" if before.count("(") > before.count(")") else ""
