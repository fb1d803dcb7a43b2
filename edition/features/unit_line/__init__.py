"""Under the title of a unit's page: which unit this is, how long, its handout, and the way to its citation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.abilities import DOWNLOADS as HAS_DOWNLOADS
from edition.base.abilities import NEEDS, can
from edition.base.domain import edition_of
from edition.base.features import drawn, features_of
from edition.base.links import handout_way, to_top
from edition.base.names import BOOK, DOWNLOADS, extent, unit_name
from edition.base.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from edition.editorial.edition import Edition

NAME = "unit_line"


class Shown(NamedTuple):
    """What the line says of its unit: its name, how many sentences and minutes it has, the id of the first sentence."""

    name: str = ""
    sentences: int = 0
    minutes: int = 0
    first: str = ""


def view(edition: Edition, docname: str) -> Shown:
    """The unit that a page draws."""
    page = edition.pages.get(docname)
    if page is None or page.unit is None:
        return Shown()
    unit = edition.text.by_number[page.unit]
    sentences = list(unit.sentences)
    return Shown(unit_name(edition, page.unit), len(sentences), unit.minutes, sentences[0].address.id)


def place_line(env: BuildEnvironment, document: nodes.document) -> list[nodes.Node]:
    """The line as far as it is known before the other outputs are made."""
    shown: Shown = drawn(env, NAME, env.docname)
    line = nodes.paragraph(classes=["unit-line"])
    line += nodes.inline("", f"{shown.name} · ", classes=["roomy"])
    line += nodes.Text(extent(shown.sentences, shown.minutes))
    line += [*linked(_("PDF"), handout_way(env.docname, env.docname)), *linked(_("Cite"), "#cite")]
    large = handout_way(env.docname, env.docname, large=True)
    line += nodes.inline("", "", *linked(_("large print"), large), classes=["roomy"])
    return [nodes.container("", line, classes=[f"{NEEDS}{HAS_DOWNLOADS}"], found_apart=True)]


def linked(words: str, target: str) -> list[nodes.Node]:
    """A link, behind the sign that parts it from what stands before."""
    return [nodes.Text(" · "), nodes.reference("", words, refuri=target)]


class NamePdfPage(SphinxPostTransform):
    """Where the whole PDF is made already, the line says on which page of it the unit begins, and leads there."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        page = page_of_pdf(self.env, self.env.docname)
        lines = (node for node in self.document.findall(nodes.paragraph) if "unit-line" in node["classes"])
        line = next(lines, None)
        if page is None or line is None or not can(self.app.builder, HAS_DOWNLOADS):
            return
        first = drawn(self.env, NAME, self.env.docname).first
        target = f"{to_top(self.env.docname)}{DOWNLOADS}/{BOOK}.pdf#nameddest={first}"
        link = linked(_("p. {page} of the whole PDF", page=page), target)
        line += nodes.inline("", "", *link, classes=["roomy"])


def page_of_pdf(env: BuildEnvironment, docname: str) -> int | None:
    """The page of the whole PDF on which the unit of a page begins."""
    unit = edition_of(env).unit_of(docname)
    pages: dict[str, int] = env.config.edition_pdf_pages
    return None if unit is None else pages.get(drawn(env, NAME, docname).first)


def setup(app: Sphinx) -> None:
    app.add_post_transform(NamePdfPage)
    features = features_of(app)
    features.part_of_unit(NAME, place_line)
    features.view(NAME, view)
    features.once_settled(NAME, page_of_pdf)
    features.style(Path(__file__).with_name("unit_line.css"))
