"""``{annotation}``: an editor's comment on words of the text, its lemma; numbered through the unit, linked twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.abilities import FOOTNOTES, can
from edition.base.domain import edition_of
from edition.base.features import Findable, features_of
from edition.base.language import language_of_text
from edition.base.reading import sentence
from edition.base.words import _, counted
from edition.editorial.annotations import KINDS, NAME, STUDY
from edition.features.annotation import marks

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst
    from edition.editorial.annotations import Annotation


class annotation(nodes.General, nodes.Element):
    """One comment: `address`, `lemma`, `start`, `end`, `kind`, `level`, and `label` once it is placed."""


class annotation_list(nodes.General, nodes.Element):
    """All comments of a unit, in the order of the text."""


class AnnotationDirective(SphinxDirective):
    """``{annotation} 5.6 the final liquidation of the war`` with ``:kind:`` and, if need be, ``:level:``, ``:nth:``."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("kind", "level", "nth"), directives.unchanged)

    def run(self) -> list[Node]:
        found = next((note for note in annotations_on(self.env) if note.line == self.lineno), None)
        if found is None:  # reported where the page was read as data
            return []
        named = {"address": str(found.address), "lemma": found.lemma, "kind": found.kind, "label": found.label}
        named["level"] = found.level
        named |= {"place": f"{found.address} {found.label}", "language": language_of_text(self.env)}
        node = annotation("", ids=[found.id], start=found.start, end=found.end, **named)
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


def annotations_on(env: BuildEnvironment) -> tuple[Annotation, ...]:
    """The annotations of the page that is being read, in the order of the text."""
    page = edition_of(env).pages.get(env.docname)
    return page.annotations if page else ()


def place_annotations(env: BuildEnvironment, document: nodes.document) -> list[Node]:
    """Take the annotations of a page together in the order of their lemmas, and mark these in the text."""
    written = {node["ids"][0]: node for node in document.findall(annotation)}
    sentences = {part["address"]: part for part in document.findall(sentence)}
    for node in written.values():
        node.parent.remove(node)
    # A unit or a note that stands where nothing can was reported where the page was read as data.
    notes = [note for note in annotations_on(env) if str(note.address) in sentences and note.id in written]
    here = [written[note.id] for note in notes]
    for note in notes:
        marks.mark(marks.marked(note), sentences[str(note.address)])
    return [annotation_list("", *here, found_apart=True)] if here else []


def tell(node: annotation) -> tuple[str, ...]:
    """What the search knows of a note besides its words: address, id, kind, label, lemma."""
    return node["address"], node["ids"][0], _(node["kind"]), node["label"], node["lemma"]


class FootAnnotations(SphinxPostTransform):
    """In print an annotation is a footnote: it stands where its mark stands."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        if not can(self.app.builder, FOOTNOTES):
            return
        comments = {node["ids"][0]: node for node in self.document.findall(annotation)}
        for node in list(self.document.findall(annotation_list)):
            node.parent.remove(node)
        for raised in list(self.document.findall(marks.note_mark)):
            comment = comments[raised["target"]]
            if comment.children and isinstance(comment[0], nodes.paragraph):
                comment[0]["classes"] = ["run-in"]  # behind the lemma, on its line
            raised.replace_self(comment)


def visit_annotation_list(self: HTML5Translator, node: annotation_list) -> None:
    self.body.append('<section class="annotations" aria-labelledby="notes">\n')
    self.body.append(f'<h2 id="notes">{self.encode(_("Notes"))}</h2>\n')


def depart_annotation_list(self: HTML5Translator, node: annotation_list) -> None:
    self.body.append("</section>\n")
    more = sum(note["level"] == STUDY for note in node.findall(annotation))
    if more:
        words = self.encode(counted("{n} more note for study", "{n} more notes for study", more))
        self.body.append(f'<p class="more-notes js-only"><button type="button" value="all">{words}</button></p>\n')


def visit_annotation(self: HTML5Translator, node: annotation) -> None:
    name, label, lemma = node["ids"][0], node["label"], self.encode(node["lemma"])
    language = f' lang="{self.attval(node["language"])}"' if node["language"] else ""
    back = self.encode(_("Note {label}, back to the text", label=label))
    if not _same_sentence(node, -1):
        self.body.append("<ol>\n")
    self.body.append(
        f'<li><div class="annotation kind-{node["kind"]}" id="{name}" role="doc-footnote" data-level="{node["level"]}" '
        f'data-address="{node["address"]}" '
        f'data-start="{node["start"]}" data-end="{node["end"]}">\n'
        f'<p class="annotation-head"><a class="note-label" href="#m{name[1:]}" aria-label="{back}">'
        f'{label}</a> <span class="lemma"{language}>{lemma}</span> '
        f'<span class="kind">{self.encode(_(node["kind"]))}</span></p>\n'
    )


def depart_annotation(self: HTML5Translator, node: annotation) -> None:
    self.body.append("</div></li>\n" if _same_sentence(node, 1) else "</div></li>\n</ol>\n")


def _same_sentence(node: annotation, step: int) -> bool:
    """Whether the note before this one, or behind it, is on the same sentence: such share a list."""
    notes, place = node.parent.children, node.parent.index(node) + step
    other = notes[place] if 0 <= place < len(notes) else None
    return isinstance(other, annotation) and other["address"] == node["address"]


def visit_annotation_typst(self: Typst, node: annotation) -> None:
    name, letter, lemma, kind = self.known(node["ids"][0]), node["label"], node["lemma"], node["kind"]
    self.open("note", name, letter, lemma, node["language"], kind, _(kind))


def depart_annotation_typst(self: Typst, node: annotation) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(
        annotation, html=(visit_annotation, depart_annotation), typst=(visit_annotation_typst, depart_annotation_typst)
    )
    app.add_node(annotation_list, html=(visit_annotation_list, depart_annotation_list))
    app.add_directive(NAME, AnnotationDirective)
    app.add_post_transform(FootAnnotations)
    features = features_of(app)
    # The reader may leave out each kind by itself.
    hidden = ",".join(f'[data-hidden~="{kind}"] .kind-{kind}' for kind in KINDS)
    features.say("edition.css", f"{hidden}{{display:none}}")
    features.say("panel.js", f"edition.kinds={json.dumps(KINDS)};")
    features.part_of_unit(NAME, place_annotations)
    marks.setup(app)
    features.findable("notes", Findable(annotation, tell))
    for name in ("annotation.css", "margin.css"):
        features.style(Path(__file__).with_name(name))
    features.script(Path(__file__).with_name("notes.js"), joined="reading.js")
