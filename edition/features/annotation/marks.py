"""The letters of notes, behind their lemmas: in a unit, and in each copy of its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.features import drawn, features_of
from edition.base.reading import sentence
from edition.base.spans import insert_at
from edition.base.words import _
from edition.editorial.annotations import NAME

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.editorial.annotations import Annotation
    from edition.editorial.edition import Edition


class note_mark(nodes.Inline, nodes.Element):
    """The raised letter behind a lemma; on the web drawn by style, so that no letter of ours stands in the sentence."""


class Marked(NamedTuple):
    """What is shown of a note in its sentence; `end` is where its lemma ends."""

    address: str
    id: str
    end: int
    label: str
    kind: str
    level: str


def marked(note: Annotation) -> Marked:
    return Marked(str(note.address), note.id, note.end, note.label, note.kind, note.level)


def mark(note: Marked, part: sentence) -> None:
    """Put the letter of a note behind its lemma; in a copy of the sentence it leads to the note at its home."""
    said = {"label": note.label, "kind": note.kind, "level": note.level, "home": part.get("home", "")}
    raised = note_mark("", target=note.id, ids=[f"m{note.id[1:]}"], editorial=True, **said)
    insert_at(part, note.end or len(part.astext()), raised)


def view(edition: Edition, docname: str) -> list[Marked]:
    """The annotations of all units, on a page that shows them all once more; where it draws them, it has its own."""
    units = edition.units_on(docname) if edition.unit_of(docname) is None else ()
    return [marked(note) for unit in units for note in edition.pages[edition.drawing[unit]].annotations]


class MarkCopies(SphinxPostTransform):
    """Mark the lemmas in copies of sentences, before mentions among their words are wrapped."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        copies = {part["address"]: part for part in self.document.findall(sentence) if part.get("home")}
        for note in drawn(self.env, NAME, self.env.docname):
            if note.address in copies:
                mark(note, copies[note.address])


def visit_note_mark(self: HTML5Translator, node: note_mark) -> None:
    called, home = self.encode(_("Note {label}", label=node["label"])), self.attval(node["home"])
    self.body.append(
        f'<sup class="note-mark kind-{node["kind"]}" data-level="{node["level"]}" data-editorial=""><a '
        f'id="{node["ids"][0]}" href="{home}#{node["target"]}" role="doc-noteref" aria-label="{called}" '
        f'data-drawn="{node["label"]}"></a></sup>'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(note_mark, html=(visit_note_mark, None))
    app.add_post_transform(MarkCopies)
    features_of(app).view(NAME, view)
