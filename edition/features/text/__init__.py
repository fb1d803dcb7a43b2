"""``{reading-text}`` draws a unit of the text; ``{at}`` refers to a sentence.

``{whole-text}``, which shows all of them on one page, stands in a module of its own.

The text is never parsed as markup: its words go from the Text into nodes, one node a sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.base.language import language_of_text
from edition.base.links import address_words
from edition.base.names import UNIT_NUMBER
from edition.base.reading import milestone, sentence, unit_drawn, unit_text
from edition.base.words import _
from edition.core.model import Address
from edition.editorial.pages import DRAWS
from edition.features.text import whole
from edition.features.text.paragraphs import paragraph_node, withheld_notice

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst
    from edition.editorial.edition import Edition


class ReadingText(SphinxDirective):
    """``{reading-text} 4`` draws unit 4 of the text."""

    required_arguments = 1

    def run(self) -> list[Node]:
        edition, written = edition_of(self.env), self.arguments[0]
        unit = next((unit for number, unit in edition.text.by_number.items() if str(number) == written), None)
        if unit is None:  # reported where the page was read as data
            return []
        text = unit_text("", unit=unit.number, language=language_of_text(self.env))
        if edition.withheld:
            text += withheld_notice(unit, edition.witness)
        text += [paragraph_node(unit, paragraph) for paragraph in unit.paragraphs]
        return [text]


class At(SphinxRole):
    """``{at}`4.7` `` refers to sentence 4.7 from anywhere."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        try:
            address = Address.parse(self.text)
        except ValueError:  # reported where the page was read as data, as is an address that the text does not have
            return [nodes.Text(self.text)], []
        if address not in edition_of(self.env).text.by_address:
            return [nodes.Text(self.text)], []
        reference = pending_xref(
            "",
            address_words(address),
            refdomain="edition",
            reftype="at",
            reftarget=str(address),
            refexplicit=False,
            refwarn=False,
        )
        reference["refdoc"] = self.env.docname
        self.set_source_info(reference)
        return [reference], []


class UnitNumber(SphinxTransform):
    """Set the number of the unit before the title of its page, so that it goes with the title everywhere."""

    default_priority = 700

    def apply(self) -> None:
        drawn, title = unit_drawn(self.document), next(self.document.findall(nodes.title), None)
        if drawn is not None and title is not None:
            title[:0] = [nodes.inline("", str(drawn["unit"]), classes=[UNIT_NUMBER]), nodes.Text(" ")]


def view(edition: Edition, docname: str) -> list[object]:
    """The text of the units that a page draws."""
    page, language = edition.pages.get(docname), edition.witness.get("language")
    return [
        (edition.text.by_number[unit], language, edition.witness if edition.withheld else "")
        for unit, _ in (page.drawn if page else ())
    ]


def visit_unit_text(self: HTML5Translator, node: unit_text) -> None:
    language = f' lang="{self.attval(node["language"])}"' if node["language"] else ""
    copy = ' data-copy=""' if node.get("home") else ""
    self.body.append(f'<div class="reading-text" data-unit="{node["unit"]}"{copy}{language}>\n')


def depart_unit_text(self: HTML5Translator, node: unit_text) -> None:
    self.body.append("</div>\n")


def visit_sentence(self: HTML5Translator, node: sentence) -> None:
    address, number = node["address"], node["address"].partition(".")[2]
    home = self.attval(node.get("home", ""))
    self.body.append(
        f'<span class="sentence" id="s{address}"><sup data-editorial=""><a class="sentence-number" '
        f'href="{home}#s{address}" aria-label="{address}" data-drawn="{number}"></a></sup>'
    )


def depart_sentence(self: HTML5Translator, node: sentence) -> None:
    self.body.append("</span>")


def visit_milestone(self: HTML5Translator, node: milestone) -> None:
    said = self.encode(_("A page of the printed book begins here"))
    self.body.append(f'<span class="milestone" data-editorial="" title="{said}"></span>')
    raise nodes.SkipNode


def visit_unit_text_typst(self: Typst, node: unit_text) -> None:
    self.open("unit-text", str(node["unit"]), node["language"])


def visit_sentence_typst(self: Typst, node: sentence) -> None:
    self.known(node["ids"][0])
    self.open("sentence", node["address"])


def visit_milestone_typst(self: Typst, node: milestone) -> None:
    self.call("milestone")
    raise nodes.SkipNode


def depart_typst(self: Typst, node: nodes.Element) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(unit_text, html=(visit_unit_text, depart_unit_text), typst=(visit_unit_text_typst, depart_typst))
    app.add_node(sentence, html=(visit_sentence, depart_sentence), typst=(visit_sentence_typst, depart_typst))
    app.add_node(milestone, html=(visit_milestone, None), typst=(visit_milestone_typst, None))
    app.add_directive(DRAWS, ReadingText)
    app.add_role("at", At())
    app.add_transform(UnitNumber)
    features_of(app).view("text", view)
    features_of(app).style(Path(__file__).with_name("text.css"))
    features_of(app).script(Path(__file__).with_name("touch.js"), joined="reading.js")
    whole.setup(app)
