"""``{reading-text}`` draws a unit of the text; ``{at}`` refers to a sentence; ``{units}`` lists the units.

``{whole-text}``, which shows all of them on one page, stands in a module of its own.

The text is never parsed as markup: its words go from the Text into nodes, one node a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from edition.base.domain import edition_of
from edition.base.features import drawn, features_of
from edition.base.language import language_of_text
from edition.base.links import address_words, page_link
from edition.base.names import UNIT_NUMBER
from edition.base.reading import milestone, sentence, unit_drawn, unit_text
from edition.base.words import _, counted
from edition.core.model import Address
from edition.editorial.pages import DRAWS, WHOLE
from edition.features.text import whole
from edition.features.text.paragraphs import paragraph_node, withheld_notice

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst
    from edition.editorial.edition import Edition


UNITS = "units"


class unit_list(nodes.General, nodes.Element):
    """Stands for the list of units until every page is read."""


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


class Units(SphinxDirective):
    """``{units}`` lists every unit of the text with the title of its page."""

    def run(self) -> list[Node]:
        return [unit_list()]


class UnitNumber(SphinxTransform):
    """Set the number of the unit before the title of its page, so that it goes with the title everywhere."""

    default_priority = 700

    def apply(self) -> None:
        drawn, title = unit_drawn(self.document), next(self.document.findall(nodes.title), None)
        if drawn is not None and title is not None:
            title[:0] = [nodes.inline("", str(drawn["unit"]), classes=[UNIT_NUMBER]), nodes.Text(" ")]


class ListUnits(SphinxPostTransform):
    """Fill the lists of units: titles are known only once every page is read."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(unit_list)):
            entries = nodes.bullet_list(classes=["units"])
            for page, count in drawn(self.env, "text", self.env.docname).units:
                title = nodes.inline()
                title.children = [child.deepcopy() for child in self.env.titles[page].children]
                link = page_link(self.env, self.env.docname, page, title)
                link.children = title.children
                extent = nodes.paragraph("", counted("{n} sentence", "{n} sentences", count), classes=["extent"])
                entries += nodes.list_item("", nodes.paragraph("", "", link), extent)
            node.replace_self(entries)


@dataclass(frozen=True)
class Shown:
    """What a page shows of the text: the units that it draws, or page and sentences of all that it lists."""

    drawn: list[object] = field(default_factory=list)
    units: list[tuple[str, int]] = field(default_factory=list)


def view(edition: Edition, docname: str) -> Shown:
    """The text of the units that a page draws, or the units that it lists."""
    page = edition.pages.get(docname)
    if page is None:
        return Shown()
    language = edition.witness.get("language")
    drawn: list[object] = [
        (edition.text.by_number[unit], language, edition.witness if edition.withheld else "") for unit, _ in page.drawn
    ]
    if not page.has(UNITS):
        return Shown(drawn)
    counts = {number: sum(1 for _ in unit.sentences) for number, unit in edition.text.by_number.items()}
    return Shown(drawn, [(name, counts[number]) for number, name in edition.drawing.items()])


def context_of(app: Sphinx, pagename: str) -> dict[str, bool]:
    """Whether a page is the list of units, or shows them all; the front door lists them as well, and is none."""
    listing = [name for directive in (UNITS, WHOLE) for name in edition_of(app.env).pages_with(directive)]
    return {"lists_units": pagename in listing and pagename != app.config.root_doc}


def titles_shown(env: BuildEnvironment, docname: str) -> object:
    """The titles in a list of units."""
    return [env.titles[page].astext() for page, _ in drawn(env, "text", docname).units]


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
    app.add_node(unit_list)
    app.add_directive(DRAWS, ReadingText)
    app.add_directive(UNITS, Units)
    app.add_role("at", At())
    app.add_transform(UnitNumber)
    app.add_post_transform(ListUnits)
    features_of(app).view("text", view)
    features_of(app).once_settled("text", titles_shown)
    features_of(app).leads_everywhere(UNITS)
    features_of(app).on_site("text", context=context_of)
    features_of(app).style(Path(__file__).with_name("text.css"))
    features_of(app).script(Path(__file__).with_name("touch.js"), joined="reading.js")
    whole.setup(app)
