"""``{apparatus}``: what the editor changed, by which rule, in which sentence; and the place of the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.base.language import language_class, language_of_text
from edition.base.links import address_words
from edition.base.tables import Row, table_of
from edition.base.words import _
from edition.core.model import Emendation

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst
    from edition.core.model import Address, Reading, Sentence, Text
    from edition.editorial.edition import Edition

READING = "reading-words"  # the class of words of the witness, or of the edition


class proof(nodes.General, nodes.Element):
    """Where the result of the proof is set once every output has been read back."""


def address_link(address: Address, docname: str) -> pending_xref:
    words = address_words(address)
    return pending_xref("", words, refdomain="edition", reftype="at", reftarget=str(address), refdoc=docname)


def quoted(words: str) -> nodes.Node:
    """Words of the witness or the edition; the end of a line of the witness is made visible."""
    return nodes.inline("", words.replace("\n", " | "), classes=[READING])


def words_around(sentence: Sentence) -> Iterator[tuple[str, str, list[Reading]]]:
    """Witness words, edition words and readings: those that touch one word are shown as one."""
    text, offset = sentence.text, sentence.start
    groups: list[tuple[int, int, list[Reading]]] = []
    for reading in sentence.readings:
        start = text.rfind(" ", 0, max(reading.start - offset, 0)) + 1
        end = text.find(" ", max(reading.end - offset, 0))
        end = len(text) if end == -1 else end
        if groups and start < groups[-1][1]:
            first, last, readings = groups.pop()
            groups.append((first, max(last, end), [*readings, reading]))
        else:
            groups.append((start, end, [reading]))
    for start, end, readings in groups:
        witness, position = "", start
        for reading in readings:
            witness += text[position : reading.start - offset] + reading.witness
            position = reading.end - offset
        yield witness + text[position:end], text[start:end], readings


def emendation_rows(edition: Edition, docname: str) -> Iterator[Row]:
    for e in edition.source.ledger.emendations:
        yield [
            [address_link(e.at, docname)],
            [quoted(e.witness)],
            [quoted(e.edition)],
            [nodes.Text(f"{_(e.kind.replace('-', ' '))}: {e.reason}")],
        ]


def regularisation_rows(edition: Edition, docname: str) -> Iterator[Row]:
    applied = _applications(edition.text)
    for rule in edition.source.ledger.regularisations:
        places = applied.get(rule.name, [])
        links: list[nodes.Node] = []
        for address in sorted(set(places)):
            times = places.count(address)
            links += [address_link(address, docname), nodes.Text(f" ({times}) " if times > 1 else " ")]
        if not links:
            links.append(nodes.Text(_("withheld with the text") if edition.withheld else _("nowhere")))
        yield [[nodes.Text(rule.name)], [quoted(rule.edition)], [nodes.Text(rule.reason)], links]


def _applications(text: Text) -> dict[str, list[Address]]:
    applied: dict[str, list[Address]] = {}
    for sentence in text.sentences:
        for reading in sentence.readings:
            if not isinstance(reading.source, Emendation):
                applied.setdefault(reading.source.name, []).append(sentence.address)
    return applied


def sentence_rows(edition: Edition, docname: str) -> Iterator[Row]:
    """One row for each place that was changed, and one for each sentence that was not."""
    for sentence in edition.text.sentences:
        link = address_link(sentence.address, docname)
        changed = False
        for witness, edited, readings in words_around(sentence):
            changed = True
            reasons = dict.fromkeys(_cause(reading) for reading in readings)
            yield [[link.deepcopy()], [quoted(witness)], [quoted(edited)], [nodes.Text("; ".join(reasons))]]
        if not changed:
            unchanged = _("withheld") if edition.withheld else _("as in the witness")
            yield [[link], [nodes.Text("—")], [nodes.Text("—")], [nodes.Text(unchanged)]]


def _cause(reading: Reading) -> str:
    if isinstance(reading.source, Emendation):
        return _(reading.source.kind.replace("-", " "))
    return reading.source.name


class Apparatus(SphinxDirective):
    """``{apparatus} emendations``, ``regularisations``, ``sentences`` or ``proof`` draws that part."""

    required_arguments = 1
    parts: ClassVar[dict[str, Callable[[Edition, str], nodes.Node]]] = {
        "emendations": lambda edition, doc: table_of(
            [_("Address"), _("Witness"), _("Edition"), _("Kind and reason")],
            emendation_rows(edition, doc),
            [15, 27, 27, 31],
            "emendations",
        ),
        "regularisations": lambda edition, doc: table_of(
            [_("Rule"), _("Edition"), _("Reason"), _("Applied in")],
            regularisation_rows(edition, doc),
            [18, 14, 34, 34],
            "rules",
        ),
        "sentences": lambda edition, doc: table_of(
            [_("Address"), _("Witness"), _("Edition"), _("Cause")],
            sentence_rows(edition, doc),
            [15, 29, 29, 27],
            "sentences",
        ),
        "proof": lambda edition, doc: proof(),
    }

    def run(self) -> list[Node]:
        part = self.parts.get(self.arguments[0])
        if part is None:  # reported where the page was read as data
            return []
        drawn = part(edition_of(self.env), self.env.docname)
        for words in drawn.findall(nodes.inline) if language_of_text(self.env) else ():
            if READING in words["classes"]:
                words["classes"] += language_class(language_of_text(self.env))
        return [drawn]


def view(edition: Edition, docname: str) -> object:
    """The whole text, with its language and its ledger, on a page that shows how they differ."""
    page = edition.pages.get(docname)
    shown = page is not None and page.has("apparatus")
    language = edition.witness.get("language")
    return (edition.text, language, edition.source.ledger, edition.withheld) if shown else None


def visit_proof(self: HTML5Translator, node: proof) -> None:
    # The marks are where `proof.py` writes what it found.
    not_yet = self.encode(_("The outputs of this build have not been read back yet; `make site` does so."))
    self.body.append(f'<div id="proof" data-editorial=""><!-- proof --><p>{not_yet}</p><!-- /proof --></div>\n')
    raise nodes.SkipNode


def visit_proof_typst(self: Typst, node: proof) -> None:
    # A file cannot state the result of reading itself.
    self.paragraph(
        _("The result of the proof, for this file and every other output, stands on this page of the web edition.")
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(proof, html=(visit_proof, None), typst=(visit_proof_typst, None))
    app.add_directive("apparatus", Apparatus)
    features_of(app).view("apparatus", view)
    features_of(app).style(Path(__file__).with_name("apparatus.css"), only_with=("apparatus",))
