"""In which order the parts of a page stand.  A feature says what its part is; here alone is said where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.abilities import SCREEN, can
from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.base.reading import unit_drawn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

# The page of a unit: title, what stands under it, the editors' headnote, what stands before the text, the text; then
UNDER_TITLE = ("unit_line",)
BEFORE_TEXT = ("views",)
AFTER_TEXT = ("way_on", "annotation", "argument")
FOLDED = ("terms", "referred_to", "works")
# The page of an entry: headword, gloss and facts, body; then
ENTRY_PAGE = ("occurrences", "chronology", "places", "related", "provenance", "works")


class folded(nodes.General, nodes.Element):
    """A part that stays shut on a screen until it is asked for, found, or led to; its `heading` is always shown."""


class SetParts(SphinxTransform):
    """Put every part of a page into its place, once all directives of the page have been carried out."""

    default_priority = 715

    def apply(self) -> None:
        drawn, title = unit_drawn(self.document), next(self.document.findall(nodes.title), None)
        if drawn is not None:
            before, after = list(self._made(BEFORE_TEXT)), list(self._made(AFTER_TEXT))
            end = [folded("", *self._made((name,))) for name in FOLDED]
            if title is not None:  # one that is missing is reported
                self._insert_behind(title, self._made(UNDER_TITLE))
            self._insert_behind(drawn, after)
            drawn.parent[(place := drawn.parent.index(drawn)) : place] = before
            next(self.document.findall(nodes.section), self.document).extend(end)
        elif edition_of(self.env).glossary.entry_of(self.env.docname) is not None:
            parts = features_of(self.app).entry_parts
            section = next(self.document.findall(nodes.section))
            section.extend([node for name in ENTRY_PAGE for node in parts[name](self.env, self.document)])

    def _made(self, names: tuple[str, ...]) -> Iterator[nodes.Node]:
        parts = features_of(self.app).unit_parts
        for name in names:
            yield from parts[name](self.env, self.document)

    def _insert_behind(self, node: nodes.Element, parts: Iterator[nodes.Node] | list[nodes.Node]) -> None:
        parent = node.parent
        place = parent.index(node) + 1
        parent[place:place] = list(parts)


class Fold(SphinxPostTransform):
    """The rubric of a part becomes what one sees of it; a part that has turned out empty goes."""

    default_priority = 940  # when parts are filled, before what an output cannot show is left out

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(folded)):
            if not node.children or not can(self.app.builder, SCREEN):
                node.replace_self(node.children)
                continue
            rubric = next(node.findall(nodes.rubric), None)
            if rubric is not None:
                node["heading"] = rubric.astext()
                rubric.parent.remove(rubric)
            else:
                node["heading"] = next(part["heading"] for part in node.findall(nodes.Element) if "heading" in part)


def visit_folded(self: HTML5Translator, node: folded) -> None:
    self.body.append(f'<details class="folded"><summary><h2>{self.encode(node["heading"])}</h2></summary>\n')


def depart_folded(self: HTML5Translator, node: folded) -> None:
    self.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    app.add_node(folded, html=(visit_folded, depart_folded))
    app.add_transform(SetParts)
    app.add_post_transform(Fold)
