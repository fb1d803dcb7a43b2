"""``{reading-text}`` draws a unit of the text; ``{at}`` refers to a sentence; ``{units}`` lists the units.

The text is never parsed as markup: its words go from the Text into nodes, one node a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from edition.base.domain import edition_domain
from edition.core.messages import Mistake, Problem, closest, report
from edition.core.model import Address, Paragraph, Sentence, Unit

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator


class unit_text(nodes.General, nodes.Element):
    """The reading text of one unit: paragraphs, and nothing else."""


class sentence(nodes.Inline, nodes.TextElement):
    """One sentence; its id is its address, its text the author's words."""


class milestone(nodes.Inline, nodes.Element):
    """Where a page of the printed book begins."""


class unit_list(nodes.General, nodes.Element):
    """Stands for the list of units until every page is read."""


class ReadingText(SphinxDirective):
    """``{reading-text} 4`` draws unit 4 of the text."""

    required_arguments = 1

    def run(self) -> list[Node]:
        domain = edition_domain(self.env)
        for file in domain.files:
            self.env.note_dependency(str(file))
        written = self.arguments[0]
        unit = domain.source.text.by_number.get(int(written)) if written.isdecimal() else None
        if unit is None:
            numbers = [str(number) for number in domain.source.text.by_number]
            sentence = (
                f"The text has no unit {written}; its units are {numbers[0]} to {numbers[-1]}. Correct the number."
            )
            report([Problem(Mistake.UNIT, self.get_location(), sentence)])
            return []
        domain.drawn.setdefault(self.env.docname, []).append((unit.number, self.lineno))
        drawn = unit_text("", unit=unit.number)
        if domain.withheld:
            drawn += withheld_notice(unit, domain.source.witness)
        drawn += [paragraph_node(unit, paragraph) for paragraph in unit.paragraphs]
        return [drawn]


def paragraph_node(unit: Unit, paragraph: Paragraph) -> nodes.paragraph:
    node = nodes.paragraph(classes=["reading"], ids=[f"p{unit.number}-{paragraph.number}"])
    for part in paragraph.sentences:
        if len(node):
            node += nodes.Text(" ")
        node += sentence_node(part)
    return node


def sentence_node(part: Sentence) -> sentence:
    node = sentence("", address=str(part.address), ids=[part.address.id])
    position = 0
    for offset in part.milestones:
        node += [nodes.Text(part.text[position:offset]), milestone(editorial=True)]
        position = offset
    node += nodes.Text(part.text[position:])
    return node


def withheld_notice(unit: Unit, witness: dict[str, str]) -> nodes.paragraph:
    """What is missing, and where it can be read."""
    count = sum(len(paragraph.sentences) for paragraph in unit.paragraphs)
    notice = nodes.paragraph(
        "",
        f"The words of these {count} sentences are withheld from this copy: {witness['rights']} ",
        classes=["withheld"],
    )
    if "free-copy" in witness:
        url = witness["free-copy"]
        notice += [nodes.Text("They are free to read at "), nodes.reference("", url, refuri=url), nodes.Text(".")]
    return notice


class At(SphinxRole):
    """``{at}`4.7` `` refers to sentence 4.7 from anywhere."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        known = edition_domain(self.env).source.text.by_address
        try:
            address = Address.parse(self.text)
            if address not in known:
                suggestion = closest(self.text, map(str, known))
                raise ValueError(f"There is no sentence {address} in the text.{suggestion} Correct the address.")
        except ValueError as error:
            report([Problem(Mistake.ADDRESS, self.get_location(), str(error))])
            return [nodes.Text(self.text)], []
        words = nodes.inline("", str(address), classes=["address"])
        reference = pending_xref(
            "", words, refdomain="edition", reftype="at", reftarget=str(address), refexplicit=False, refwarn=False
        )
        reference["refdoc"] = self.env.docname
        self.set_source_info(reference)
        return [reference], []


class Units(SphinxDirective):
    """``{units}`` lists every unit of the text with the title of its page."""

    def run(self) -> list[Node]:
        for file in edition_domain(self.env).files:
            self.env.note_dependency(str(file))
        edition_domain(self.env).data["unit_lists"][self.env.docname] = True
        return [unit_list()]


class UnitNumber(SphinxTransform):
    """Set the number of the unit before the title of its page, so that it goes with the title everywhere."""

    default_priority = 700

    def apply(self) -> None:
        drawn = next(self.document.findall(unit_text), None)
        title = next(self.document.findall(nodes.title), None)
        if drawn is not None and title is not None:
            number = str(drawn["unit"])
            title[:0] = [nodes.inline("", number, classes=["unit-number"]), nodes.Text(" ")]


class ListUnits(SphinxPostTransform):
    """Fill the lists of units: titles are known only once every page is read."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        domain = edition_domain(self.env)
        for node in list(self.document.findall(unit_list)):
            entries = nodes.bullet_list(classes=["units"])
            for number, page in domain.pages().items():
                unit = domain.source.text.by_number[number]
                title = [child.deepcopy() for child in self.env.titles[page].children]
                link = make_refnode(self.app.builder, self.env.docname, page, "", title)
                count = sum(1 for _ in unit.sentences)
                extent = nodes.paragraph("", f"{count} sentences", classes=["extent"])
                entries += nodes.list_item("", nodes.paragraph("", "", link), extent)
            node.replace_self(entries)


def visit_unit_text(self: HTML5Translator, node: unit_text) -> None:
    self.body.append(f'<div class="reading-text" data-unit="{node["unit"]}">\n')


def depart_unit_text(self: HTML5Translator, node: unit_text) -> None:
    self.body.append("</div>\n")


def visit_sentence(self: HTML5Translator, node: sentence) -> None:
    address, number = node["address"], node["address"].partition(".")[2]
    self.body.append(
        f'<span class="sentence" id="s{address}"><a class="sentence-number" data-editorial href="#s{address}" '
        f'aria-label="{address}">{number}</a>'
    )


def depart_sentence(self: HTML5Translator, node: sentence) -> None:
    self.body.append("</span>")


def visit_milestone(self: HTML5Translator, node: milestone) -> None:
    self.body.append('<span class="milestone" data-editorial title="A page of the printed book begins here"></span>')
    raise nodes.SkipNode


def visit_unit_text_typst(self: TypstTranslator, node: unit_text) -> None:
    self.open("unit-text", str(node["unit"]))


def visit_sentence_typst(self: TypstTranslator, node: sentence) -> None:
    self.known(node["ids"][0])
    self.open("sentence", node["address"])


def visit_milestone_typst(self: TypstTranslator, node: milestone) -> None:
    self.call("milestone")
    raise nodes.SkipNode


def depart_typst(self: TypstTranslator, node: nodes.Element) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(unit_text, html=(visit_unit_text, depart_unit_text), typst=(visit_unit_text_typst, depart_typst))
    app.add_node(sentence, html=(visit_sentence, depart_sentence), typst=(visit_sentence_typst, depart_typst))
    app.add_node(milestone, html=(visit_milestone, None), typst=(visit_milestone_typst, None))
    app.add_node(unit_list)
    app.add_directive("reading-text", ReadingText)
    app.add_directive("units", Units)
    app.add_role("at", At())
    app.add_transform(UnitNumber)
    app.add_post_transform(ListUnits)
