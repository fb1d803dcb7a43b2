"""The words of the Text as nodes, one node a sentence; where they are withheld, what is said instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.reading import milestone, sentence
from edition.base.words import _, counted

if TYPE_CHECKING:
    from edition.core.model import Paragraph, Sentence, Unit


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
        counted(
            "The words of this sentence are withheld from this copy: {rights}",
            "The words of these {n} sentences are withheld from this copy: {rights}",
            count,
            rights=witness["rights"],
        )
        + " ",
        classes=["withheld"],
    )
    if "free-copy" in witness:
        url = witness["free-copy"]
        notice += [
            nodes.Text(_("They are free to read at") + " "),
            nodes.reference("", url, refuri=url),
            nodes.Text("."),
        ]
    return notice
