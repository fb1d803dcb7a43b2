"""Glosses: every mention in the text wrapped in a link to its entry, and the key terms at the end of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domain import address_reference, edition_domain
from edition.base.spans import wrap_spans
from edition.core.dates import dates_in_words
from edition.core.model import Address
from edition.editorial.matching import Occurrence
from edition.features.glossary import entry_link, entry_type, glossary_of
from edition.features.text import sentence, unit_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator


class gloss(nodes.Inline, nodes.TextElement):
    """Words that name an entry: `entry` (id), `refuri` of its page, `headword`, `language` (a tag, or nothing), and
    `short`, its gloss, if first.
    """


class key_terms(nodes.General, nodes.Element):
    """The entries that a page names, each with its gloss; also what the pop-ups show."""


class LinkText(SphinxPostTransform):
    """Wrap every occurrence in the text in a gloss, and list the key terms of the page."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        glossary = glossary_of(self.env)
        named: list[str] = []
        for part in self.document.findall(sentence):
            spans = []
            for occurrence in glossary.by_address.get(Address.parse(part["address"]), ()):
                first = occurrence.entry not in named
                spans.append((occurrence.start, occurrence.end, self.gloss(occurrence, first)))
                named.append(occurrence.entry)
            wrap_spans(part, spans)
        for node in list(self.document.findall(key_terms)):
            prose = edition_domain(self.env).data["glosses"].get(self.env.docname, [])
            terms = sorted({*named, *prose} & glossary.entries.keys(), key=glossary.sort_key)
            if terms:
                node.children = [self.term(entry, entry in named) for entry in terms]
                for child in node.children:
                    child.parent = node
            else:
                node.parent.remove(node)

    def gloss(self, occurrence: Occurrence, first: bool) -> gloss:
        page = glossary_of(self.env).page(occurrence.entry)
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        found = glossary_of(self.env).entries[occurrence.entry]
        short = found.gloss if first else ""
        node = gloss("", entry=found.id, refuri=uri, headword=found.headword, short=short, language=occurrence.language)
        node["classes"] += ["first"] * first
        return node

    def term(self, entry_id: str, in_text: bool) -> nodes.definition_list_item:
        glossary = glossary_of(self.env)
        entry = glossary.entries[entry_id]
        link = entry_link(self.env, self.app.builder, self.env.docname, entry_id)
        facts = " · ".join([entry_type(entry), *([dates_in_words(entry.dates)] if entry.dates else [])])
        places = dict.fromkeys(occurrence.address for occurrence in glossary.by_entry[entry_id])
        where = nodes.paragraph(classes=["term-places"])
        if places:
            where += nodes.Text("In " if len(places) > 1 else "Only in ")
        for i, address in enumerate(places):
            where += [
                nodes.Text(", " if i else ""),
                address_reference(self.env, self.app.builder, self.env.docname, address),
            ]
        definition = nodes.definition(
            "",
            nodes.paragraph("", facts, classes=["term-facts"]),
            nodes.paragraph("", entry.gloss, classes=["term-gloss"]),
            where,
        )
        return nodes.definition_list_item("", nodes.term("", "", link), definition, entry=entry_id, in_text=in_text)


class AddKeyTerms(SphinxTransform):
    """A page that draws a unit ends with its key terms."""

    default_priority = 720

    def apply(self) -> None:
        drawn = next(self.document.findall(unit_text), None)
        if drawn is not None and glossary_of(self.env).entries:
            section = next(self.document.findall(nodes.section))
            section += key_terms()


def visit_gloss(self: HTML5Translator, node: gloss) -> None:
    classes = " ".join(["gloss", *node["classes"]])
    language = f' lang="{node["language"]}"' if node["language"] else ""
    self.body.append(f'<a class="{classes}" href="{node["refuri"]}" data-entry="{node["entry"]}"{language}>')


def depart_gloss(self: HTML5Translator, node: gloss) -> None:
    self.body.append("</a>")


def visit_gloss_typst(self: TypstTranslator, node: gloss) -> None:
    self.open("gloss", node["entry"], node["refuri"].removeprefix("%"), node["headword"], node["short"])
    if node["language"]:
        self.open("styled", "foreign", node["language"])


def depart_gloss_typst(self: TypstTranslator, node: gloss) -> None:
    if node["language"]:
        self.close()
    self.close()


def visit_key_terms(self: HTML5Translator, node: key_terms) -> None:
    self.body.append('<section class="key-terms" aria-labelledby="key-terms">\n<h2 id="key-terms">Key terms</h2>\n')
    for item in node.children:
        # Each term is an element of its own with an id, for that is what a pop-up shows.
        assert isinstance(item, nodes.definition_list_item)
        self.body.append(f'<div class="term" id="term-{item["entry"]}">\n')
        term, definition = item.children
        self.body.append('<p class="term-headword">')
        for child in term.children:
            child.walkabout(self)
        self.body.append("</p>\n")
        for child in definition.children:
            child.walkabout(self)
        self.body.append("</div>\n")
    self.body.append("</section>\n")
    raise nodes.SkipNode


def visit_key_terms_typst(self: TypstTranslator, node: key_terms) -> None:
    self.body.append("#key-terms(")
    for item in node.children:
        assert isinstance(item, nodes.definition_list_item)
        link, gloss_line = next(iter(item.findall(nodes.reference))), list(item.findall(nodes.paragraph))[1]
        page = link["refuri"].removeprefix("%")
        said = {"key": page, "web": f"{page}.html", "headword": link.astext(), "gloss": gloss_line.astext()}
        self.record(**said, in_margin=item["in_text"])
    self.body.append(");")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(gloss, html=(visit_gloss, depart_gloss), typst=(visit_gloss_typst, depart_gloss_typst))
    app.add_node(key_terms, html=(visit_key_terms, None), typst=(visit_key_terms_typst, None))
    app.add_transform(AddKeyTerms)
    app.add_post_transform(LinkText)
