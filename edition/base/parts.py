"""In which order the parts of a page stand.  A feature says what its part is; here alone is said where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.base.reading import unit_drawn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# The page of a unit: title, what stands under it, the editors' headnote, the text; then
UNDER_TITLE = ("unit_line",)
AFTER_TEXT = ("annotation", "argument")
AT_END = ("terms", "referred_to", "works")
# The page of an entry: headword, gloss and facts, body; then
ENTRY_PAGE = ("occurrences", "chronology", "places", "related", "provenance", "works")


class SetParts(SphinxTransform):
    """Put every part of a page into its place, once all directives of the page have been carried out."""

    default_priority = 715

    def apply(self) -> None:
        drawn, title = unit_drawn(self.document), next(self.document.findall(nodes.title), None)
        if drawn is not None:
            after = list(self._made(AFTER_TEXT))
            end = list(self._made(AT_END))
            if title is not None:  # one that is missing is reported
                self._insert_behind(title, self._made(UNDER_TITLE))
            self._insert_behind(drawn, after)
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


def setup(app: Sphinx) -> None:
    app.add_transform(SetParts)
