"""``{annotation}``: an editor's comment on words of the text, its lemma; numbered through the unit, linked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import edition_domain
from edition.base.spans import insert_at
from edition.core.messages import Mistake, Problem, closest, report
from edition.core.model import Address
from edition.editorial.matching import find_lemma
from edition.features.text import sentence, unit_text

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator

KINDS = ("context", "source", "debate", "caution", "echo")


class annotation(nodes.General, nodes.Element):
    """One comment: `address`, `lemma`, `start`, `end`, `kind`, and `label` once it is placed."""


class annotation_list(nodes.General, nodes.Element):
    """All comments of a unit, in the order of the text."""


class note_mark(nodes.Inline, nodes.Element):
    """The raised letter behind a lemma."""


class AnnotationDirective(SphinxDirective):
    """``{annotation} 5.6 the final liquidation of the war`` with ``:kind:`` and, if need be, ``:nth:``."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"kind": directives.unchanged, "nth": directives.unchanged}

    def run(self) -> list[Node]:
        try:
            address, start, end = self.place()
            kind = self.options.get("kind", "")
            if kind not in KINDS:
                said = f"“{kind}” is no kind of annotation; the kinds are {', '.join(KINDS)}.{closest(kind, KINDS)}"
                raise ValueError(said)
        except ValueError as error:
            mistake = Mistake.LEMMA if "lemma" in str(error) else Mistake.ANNOTATION
            report([Problem(mistake, self.get_location(), str(error))])
            return []
        node = annotation("", address=str(address), kind=kind, start=start, end=end)
        node["lemma"] = self.arguments[0].partition(" ")[2].strip()
        node["ids"] = [f"n{address}-{nodes.make_id(node['lemma'])}"]
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]

    def place(self) -> tuple[Address, int, int]:
        """The address, and where in its sentence the lemma stands.  Raises ValueError."""
        written, _, lemma = self.arguments[0].partition(" ")
        lemma = lemma.strip()
        domain = edition_domain(self.env)
        address = Address.parse(written)
        if address not in domain.source.text.by_address:
            raise ValueError(f"There is no sentence {address} in the text. Correct the address.")
        if not lemma:
            raise ValueError(
                f"The annotation of {address} has no lemma. Write the words it speaks of after the address."
            )
        if domain.withheld:
            return address, 0, 0
        nth = self.options.get("nth")
        if nth is not None and not nth.isdecimal():
            raise ValueError(f"“{nth}” is no number; write :nth: 2 for the second time that the lemma stands there.")
        return address, *find_lemma(domain.source.text.by_address[address], lemma, int(nth) if nth else None)


def note_label(index: int) -> str:
    """a … z, aa, ab …: the letter of the note with this index."""
    label = ""
    while index >= 0:
        label = chr(ord("a") + index % 26) + label
        index = index // 26 - 1
    return label


class PlaceAnnotations(SphinxTransform):
    """Number the annotations of a page in the order of their lemmas, mark these in the text, list them after it."""

    default_priority = 715

    def apply(self) -> None:
        found = list(self.document.findall(annotation))
        if not found:
            return
        sentences = {part["address"]: part for part in self.document.findall(sentence)}
        for node in found:
            node.parent.remove(node)
        here = [node for node in found if node["address"] in sentences]
        report(self._elsewhere(node) for node in found if node not in here)
        report(problem for node in here for problem in self._unfounded(node))
        here.sort(key=lambda node: (Address.parse(node["address"]), node["end"], node["start"]))
        names: dict[str, int] = {}
        for index, node in enumerate(here):
            node["label"] = note_label(index)
            count = names[node["ids"][0]] = names.get(node["ids"][0], 0) + 1
            if count > 1:
                node["ids"] = [f"{node['ids'][0]}-{count}"]
            self._mark(node, sentences[node["address"]])
        drawn = next(self.document.findall(unit_text), None)
        if drawn is not None and here:
            drawn.parent.insert(drawn.parent.index(drawn) + 1, annotation_list("", *here))

    def _mark(self, node: annotation, part: sentence) -> None:
        name = node["ids"][0]
        mark = note_mark("", label=node["label"], kind=node["kind"], target=name, ids=[f"m{name[1:]}"], editorial=True)
        insert_at(part, node["end"] or len(part.astext()), mark)

    def _elsewhere(self, node: annotation) -> Problem:
        unit = Address.parse(node["address"]).unit
        sentence = (
            f"This page does not draw unit {unit}. Put the annotation of {node['address']} on the page that does."
        )
        return Problem(Mistake.ANNOTATION, node, sentence)

    def _unfounded(self, node: annotation) -> list[Problem]:
        references = {r.get("refdomain") for r in node.findall(pending_xref)}
        wanted, how = ("edition", "{at}`4.7`") if node["kind"] == "echo" else ("cite", "{cite:p}`key`")
        if wanted in references:
            return []
        what = "refers to no other sentence" if node["kind"] == "echo" else "has no source"
        sentence = f"The annotation of “{node['lemma']}” ({node['address']}) {what}. Add {how}."
        return [Problem(Mistake.SOURCE, node, sentence)]


class FootAnnotations(SphinxPostTransform):
    """In print an annotation is a footnote: it stands where its mark stands."""

    default_priority = 900
    formats = ("typst",)

    def run(self, **kwargs: Any) -> None:
        comments = {node["ids"][0]: node for node in self.document.findall(annotation)}
        for node in list(self.document.findall(annotation_list)):
            node.parent.remove(node)
        for mark in list(self.document.findall(note_mark)):
            comment = comments[mark["target"]]
            if comment.children and isinstance(comment[0], nodes.paragraph):
                comment[0]["classes"] = ["run-in"]  # behind the lemma, on its line
            mark.replace_self(comment)


def visit_note_mark(self: HTML5Translator, node: note_mark) -> None:
    self.body.append(
        f'<sup class="note-mark kind-{node["kind"]}" data-editorial><a id="{node["ids"][0]}" href="#{node["target"]}" '
        f'aria-label="Note {node["label"]}">{node["label"]}</a></sup>'
    )
    raise nodes.SkipNode


def visit_annotation_list(self: HTML5Translator, node: annotation_list) -> None:
    self.body.append('<section class="annotations" aria-labelledby="notes">\n<h2 id="notes">Notes</h2>\n<ol>\n')


def depart_annotation_list(self: HTML5Translator, node: annotation_list) -> None:
    self.body.append("</ol>\n</section>\n")


def visit_annotation(self: HTML5Translator, node: annotation) -> None:
    name, label, lemma = node["ids"][0], node["label"], self.encode(node["lemma"])
    self.body.append(
        f'<li><div class="annotation kind-{node["kind"]}" id="{name}" role="note" data-address="{node["address"]}" '
        f'data-start="{node["start"]}" data-end="{node["end"]}">\n'
        f'<p class="annotation-head"><a class="note-label" href="#m{name[1:]}" aria-label="Note {label}, back to the '
        f'text">{label}</a> <span class="lemma">{lemma}</span> <span class="kind">{node["kind"]}</span></p>\n'
    )


def depart_annotation(self: HTML5Translator, node: annotation) -> None:
    self.body.append("</div></li>\n")


def visit_annotation_typst(self: TypstTranslator, node: annotation) -> None:
    self.open("note", self.known(node["ids"][0]), node["label"], node["lemma"], node["kind"])


def depart_annotation_typst(self: TypstTranslator, node: annotation) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(
        annotation, html=(visit_annotation, depart_annotation), typst=(visit_annotation_typst, depart_annotation_typst)
    )
    app.add_node(annotation_list, html=(visit_annotation_list, depart_annotation_list))
    app.add_node(note_mark, html=(visit_note_mark, None))
    app.add_directive("annotation", AnnotationDirective)
    app.add_transform(PlaceAnnotations)
    app.add_post_transform(FootAnnotations)
