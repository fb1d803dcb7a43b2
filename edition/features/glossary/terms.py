"""Glosses: every mention in the text wrapped in a link to its entry, and the key terms at the end of its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domain import edition_of
from edition.base.features import drawn, features_of
from edition.base.language import RIGHT_TO_LEFT, runs_right_to_left
from edition.base.links import address_link, entry_link, entry_type, headword_of
from edition.base.reading import sentence
from edition.base.spans import wrap_spans
from edition.base.words import _, locale
from edition.core.dates import dates_in_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.links import Headword
    from edition.base.typst import Typst
    from edition.core.model import Address
    from edition.editorial.edition import Edition
    from edition.editorial.entries import Entry
    from edition.editorial.matching import Occurrence

NAME = "terms"


class gloss(nodes.Inline, nodes.TextElement):
    """Words that name an entry: `entry` (id), `refuri` of its page, `headword`, `language` (a tag, or nothing), and
    `short`, its gloss, if first.
    """


class key_terms(nodes.General, nodes.Element):
    """The entries that a page names, each with its gloss; also what the pop-ups show."""


class Term(NamedTuple):
    """An entry that a page names, as far as the page shows it; `places` are where the whole text names it."""

    headword: Headword
    type: str
    dates: str
    gloss: str
    places: tuple[Address, ...]
    in_text: bool


@dataclass(frozen=True)
class Shown:
    """What the page of a unit shows of the glossary: mentions by sentence, and its terms in their order."""

    mentions: dict[str, list[Occurrence]] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


def view(edition: Edition, docname: str) -> Shown:
    """The mentions in the units that a page shows; if it draws them, the terms of these and of its prose."""
    glossary, units = edition.glossary, edition.units_on(docname)
    sentences = [part for unit in units for part in edition.text.by_number[unit].sentences]
    mentions = {str(part.address): glossary.by_address.get(part.address, []) for part in sentences}
    if edition.unit_of(docname) is None:
        return Shown(mentions)
    named = {occurrence.entry for found in mentions.values() for occurrence in found}
    listed = sorted({*named, *edition.named_in_prose.get(docname, ())}, key=glossary.sort_key)
    terms = [
        term_of(glossary.entries[e], tuple(dict.fromkeys(o.address for o in glossary.by_entry[e])), e in named)
        for e in listed
    ]
    return Shown(mentions, terms)


def term_of(entry: Entry, places: tuple[Address, ...], in_text: bool) -> Term:
    return Term(headword_of(entry), entry.type, entry.dates, entry.gloss, places, in_text)


class LinkText(SphinxPostTransform):
    """Wrap every occurrence in the text in a gloss, and list the key terms of the page."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        shown: Shown = drawn(self.env, NAME, self.env.docname)
        named: set[str] = set()
        for part in self.document.findall(sentence):
            spans = []
            for occurrence in shown.mentions.get(part["address"], ()):
                spans.append((occurrence.start, occurrence.end, self.gloss(occurrence, occurrence.entry not in named)))
                named.add(occurrence.entry)
            wrap_spans(part, spans)
        for node in list(self.document.findall(key_terms)):
            if shown.terms:
                node.extend(map(self.term, shown.terms))
            else:
                node.parent.remove(node)

    def gloss(self, occurrence: Occurrence, first: bool) -> gloss:
        glossary = edition_of(self.env).glossary
        uri = self.app.builder.get_relative_uri(self.env.docname, glossary.page(occurrence.entry))
        found = glossary.entries[occurrence.entry]
        short = found.gloss if first else ""
        node = gloss("", entry=found.id, refuri=uri, headword=found.headword, short=short, language=occurrence.language)
        node["classes"] += ["first"] * first
        return node

    def term(self, term: Term) -> nodes.definition_list_item:
        here = self.env.docname
        dates = [dates_in_words(term.dates, locale())] if term.dates else []
        facts = " · ".join([entry_type(term.type), *dates])
        where = nodes.paragraph(classes=["term-places"])
        if term.places:
            where += nodes.Text(f"{_('In') if len(term.places) > 1 else _('Only in')} ")
        for i, address in enumerate(term.places):
            where += [nodes.Text(", " if i else ""), address_link(self.env, here, address)]
        definition = nodes.definition(
            "",
            nodes.paragraph("", facts, classes=["term-facts"]),
            nodes.paragraph("", term.gloss, classes=["term-gloss"]),
            where,
        )
        headword = nodes.term("", "", entry_link(self.env, here, term.headword))
        page = edition_of(self.env).pages[here]
        units = [unit for unit, _line in page.drawn]
        of = " ".join(str(address) for address in term.places if address.unit in units)
        return nodes.definition_list_item(
            "", headword, definition, entry=term.headword.entry, in_text=term.in_text, of=of
        )


def place_terms(env: BuildEnvironment, document: nodes.document) -> list[nodes.Node]:
    """A page that draws a unit ends with its key terms."""
    return [key_terms(heading=_("Key terms"))] if edition_of(env).glossary.entries else []


def visit_gloss(self: HTML5Translator, node: gloss) -> None:
    classes = " ".join(["gloss", *node["classes"]])
    language = f' lang="{self.attval(node["language"])}"' if node["language"] else ""
    language += ' dir="rtl"' if runs_right_to_left(node.astext()) else ""
    address, entry = self.attval(node["refuri"]), self.attval(node["entry"])
    self.body.append(f'<a class="{classes}" href="{address}" data-entry="{entry}"{language}>')


def depart_gloss(self: HTML5Translator, node: gloss) -> None:
    self.body.append("</a>")


def visit_gloss_typst(self: Typst, node: gloss) -> None:
    self.open("gloss", node["entry"], node["refuri"].removeprefix("%"), node["headword"], node["short"])
    if node["language"]:
        form = RIGHT_TO_LEFT if runs_right_to_left(node.astext()) else "foreign"
        self.open("styled", form, node["language"])


def depart_gloss_typst(self: Typst, node: gloss) -> None:
    if node["language"]:
        self.close()
    self.close()


def visit_key_terms(self: HTML5Translator, node: key_terms) -> None:
    self.body.append('<div class="key-terms" id="key-terms">\n')
    for item in node.children:
        # Each term is an element of its own with an id, for that is what a pop-up shows.
        assert isinstance(item, nodes.definition_list_item)
        of = f' data-of="{item["of"]}"' if item["of"] else ""
        self.body.append(f'<div class="term" id="term-{self.attval(item["entry"])}"{of}>\n')
        term, definition = item.children
        self.body.append('<p class="term-headword">')
        for child in term.children:
            child.walkabout(self)
        self.body.append("</p>\n")
        for child in definition.children:
            child.walkabout(self)
        self.body.append("</div>\n")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_key_terms_typst(self: Typst, node: key_terms) -> None:
    self.body.append("#key-terms(")
    for item in node.children:
        assert isinstance(item, nodes.definition_list_item)
        link, gloss_line = next(iter(item.findall(nodes.reference))), list(item.findall(nodes.paragraph))[1]
        page = link["refuri"].removeprefix("%")
        said = {"key": page, "web": f"{quote(page)}.html", "headword": link.astext(), "gloss": gloss_line.astext()}
        self.record(**said, in_margin=item["in_text"])
    self.body.append(");")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(gloss, html=(visit_gloss, depart_gloss), typst=(visit_gloss_typst, depart_gloss_typst))
    app.add_node(key_terms, html=(visit_key_terms, None), typst=(visit_key_terms_typst, None))
    app.add_post_transform(LinkText)
    features_of(app).part_of_unit(NAME, place_terms)
    features_of(app).view(NAME, view)
