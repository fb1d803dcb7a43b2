"""The front door: ``{begin}`` leads into the text and says how long it takes, ``{signs}`` shows what one meets there.

Only a screen has them: a book begins by itself, and its signs are other ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.abilities import NEEDS, SCREEN
from edition.base.features import builder_of, drawn, features_of
from edition.base.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.editorial.annotations import Annotation
    from edition.editorial.edition import Edition
    from edition.editorial.matching import Occurrence

NAME, BEGIN, SIGNS = "front_door", "begin", "signs"
WORDS = 4  # of the sentence whose number is shown


class begin(nodes.General, nodes.Element):
    """The way into the text; its children are other ways."""


class signs(nodes.General, nodes.Element):
    """What dots, letters and numbers in the text mean."""


class Begin(SphinxDirective):
    """``{begin}``: a button to the first unit; below it what the editor offers besides."""

    has_content = True

    def run(self) -> list[Node]:
        return [begin("", *self.parse_content_to_nodes(), classes=[f"{NEEDS}{SCREEN}"])]


class Signs(SphinxDirective):
    """``{signs}``: the three signs as they look in the text."""

    def run(self) -> list[Node]:
        return [signs(classes=[f"{NEEDS}{SCREEN}"], found_apart=True)]


class Sign(NamedTuple):
    """One sign of the text: its class, words that have it, what is raised, and where this one leads."""

    kind: str
    words: str
    raised: str
    page: str
    id: str = ""


class Shown(NamedTuple):
    """What the front door shows of the text: its first page, the minutes of all, the first of each sign that it has."""

    first: str = ""
    minutes: int = 0
    signs: tuple[Sign, ...] = ()


def view(edition: Edition, docname: str) -> Shown:
    """The beginning of the text, on a page that leads into it."""
    page = edition.pages.get(docname)
    if page is None or not (page.has(BEGIN) or page.has(SIGNS)) or not edition.drawing:
        return Shown()
    first = next(iter(edition.drawing.values()))
    return Shown(first, edition.text.minutes, tuple(_signs(edition)))


def _signs(edition: Edition) -> Iterator[Sign]:
    """The first of each; where the first word that is explained is that of the first note, the next."""
    pages, glossary = edition.drawing, edition.glossary
    notes = [note for page in pages.values() for note in edition.pages[page].annotations][:1]
    for occurrence in [o for o in glossary.occurrences if not any(_meet(o, note) for note in notes)][:1]:
        words = edition.text.by_address[occurrence.address].text[occurrence.start : occurrence.end]
        headword = glossary.entries[occurrence.entry].headword
        yield Sign("gloss", words or headword, "", glossary.page(occurrence.entry))
    for note in notes:
        yield Sign("note", note.lemma, note.label, pages[note.address.unit], note.id)
    for sentence in list(edition.text.sentences)[:1]:
        if sentence.address.unit in pages:
            words = " ".join(sentence.text.split()[:WORDS])
            address = sentence.address
            yield Sign("number", f"{words} …" if words else "", str(address.sentence), pages[address.unit], address.id)


def _meet(occurrence: Occurrence, note: Annotation) -> bool:
    return occurrence.address == note.address and occurrence.start < note.end and note.start < occurrence.end


class FindPlaces(SphinxPostTransform):
    """Work out where each link leads."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        here, builder = self.env.docname, builder_of(self.env)

        def way(page: str, id: str = "") -> str:
            return builder.get_relative_uri(here, page) + (f"#{id}" if id else "")

        shown: Shown = drawn(self.env, NAME, here)
        for node in self.document.findall(begin):
            node["way"], node["minutes"] = way(shown.first) if shown.first else "", shown.minutes
        for legend in self.document.findall(signs):
            legend["shown"] = [(sign, way(sign.page, sign.id)) for sign in shown.signs]


def visit_begin(self: HTML5Translator, node: begin) -> None:
    minutes = f" <span>{self.encode(_('{n} min', n=node['minutes']))}</span>" if node["minutes"] else ""
    self.body.append('<div class="begin">\n')
    if node["way"]:
        words = self.encode(_("Start reading"))
        self.body.append(f'<p class="begin-link"><a href="{self.attval(node["way"])}">{words}{minutes}</a></p>\n')


def depart_begin(self: HTML5Translator, node: begin) -> None:
    self.body.append("</div>\n")


def visit_signs(self: HTML5Translator, node: signs) -> None:
    """Each as it is drawn in the text, by the same styles."""
    meanings = {
        "gloss": _("A dotted line: press, and the word says what it means."),
        "note": _("A raised letter: press, and a note opens."),
        "number": _("A raised number: press, and it says how to cite the sentence."),
    }
    self.body.append('<dl class="signs">\n')
    for sign, way in node["shown"]:
        shown = _drawn_sign(sign, self.encode(sign.words), self.attval(way))
        self.body.append(f"<div><dt>{shown}</dt> <dd>{self.encode(meanings[sign.kind])}</dd></div>\n")
    self.body.append("</dl>\n")
    raise nodes.SkipNode


def _drawn_sign(sign: Sign, words: str, way: str) -> str:
    if sign.kind == "gloss":
        return f'<a class="gloss" href="{way}">{words}</a>'
    if sign.kind == "note":
        called = _("Note {label}", label=sign.raised)
        raised = f'<a href="{way}" aria-label="{called}" data-drawn="{sign.raised}"></a>'
        return f'{words}<sup class="note-mark">{raised}</sup>'
    called = sign.id.removeprefix("s")
    raised = f'<a class="sentence-number" href="{way}" aria-label="{called}" data-drawn="{sign.raised}"></a>'
    return f"<sup>{raised}</sup>{words}"


def setup(app: Sphinx) -> None:
    app.add_node(begin, html=(visit_begin, depart_begin))
    app.add_node(signs, html=(visit_signs, None))
    app.add_directive(BEGIN, Begin)
    app.add_directive(SIGNS, Signs)
    app.add_post_transform(FindPlaces)
    features = features_of(app)
    features.view(NAME, view)
    features.sheet(Path(__file__).with_name("front_door.css"), "front.css", BEGIN, SIGNS)
