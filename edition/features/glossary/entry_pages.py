"""Entry pages: gloss and facts, body, every mention in the text, related entries, provenance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import filterfalse
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domain import address_reference, edition_domain
from edition.base.fonts import printable
from edition.core.dates import dates_in_words
from edition.core.model import Address
from edition.core.tags import in_latin_letters
from edition.editorial.entries import Entry
from edition.editorial.matching import Occurrence
from edition.features.chronology import events_of
from edition.features.glossary import entry_link, entry_type, glossary_of, name_of
from edition.features.language import foreign, language_class
from edition.features.places import place_in_gazetteer

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator


class entry_head(nodes.General, nodes.Element):
    """Gloss and facts of an entry."""


class entry_tail(nodes.General, nodes.Element):
    """Stands for occurrences, related entries and provenance until they are known."""


class EntryPage(SphinxTransform):
    """Give the body of an entry its heading, its head and its tail, and make it a term of Sphinx's glossary too."""

    default_priority = 300

    def apply(self) -> None:
        glossary = glossary_of(self.env)
        entry = glossary.entry_of(self.env.docname)
        if entry is None:
            return
        title = nodes.title("", "", name_of(entry, entry.headword))
        section = nodes.section("", title, ids=[f"entry-{entry.id}"], classes=["entry"], layout="columns")
        body = [node for node in self.document.children if not isinstance(node, (nodes.docinfo, nodes.field_list))]
        for node in body:
            self.document.remove(node)
        section += [head_node(entry), *body, entry_tail(entry=entry.id)]
        self.document += section
        for name in dict.fromkeys((entry.headword, *entry.aliases)):
            standard = self.env.domains.standard_domain
            standard.note_object("term", name, section["ids"][0], location=section)


def head_node(entry: Entry) -> entry_head:
    """What stands over the body: type and dates, gloss, and the names under which it is found."""
    head = entry_head()
    facts = [entry_type(entry)]
    if entry.dates:
        facts.append(dates_in_words(entry.dates))
    head += nodes.paragraph("", " · ".join(facts), classes=["entry-facts"])
    head += nodes.paragraph("", entry.gloss, classes=["entry-gloss"])
    if entry.name != entry.headword:
        head += fact("in full", nodes.Text(entry.name))
    for original in entry.original:
        words: list[nodes.Node] = [foreign(original.lang, nodes.Text(original.form))]
        if original.latin:
            latin = foreign(in_latin_letters(original.lang), nodes.Text(original.latin))
            words += [nodes.Text(", "), nodes.emphasis("", "", latin)]
        # The face has no Chinese; a browser finds another.
        head += fact(language_name(original.lang), *words, web_only=not printable(original.form))
    others = [*entry.aliases, *(f.words for f in entry.forms if f.words not in (entry.headword, entry.name))]
    others = list(dict.fromkeys(others))
    for names, web_only in ((filter(printable, others), False), (filterfalse(printable, others), True)):
        listed = [node for name in names for node in (nodes.Text(" · "), name_of(entry, name))][1:]
        if listed:
            head += fact("also", *listed, web_only=web_only)
    return head


def fact(label: str, *words: nodes.Node, web_only: bool = False) -> nodes.paragraph:
    """One line of facts: what it is, and what it says."""
    line = nodes.paragraph("", "", nodes.inline("", label, classes=["fact-label"]), nodes.Text(" "))
    line += nodes.inline("", "", *words)
    line["classes"] = ["entry-name", *(["only-web"] if web_only else [])]
    return line


def language_name(tag: str) -> str:
    """English name of a language, ``ru`` -> ``Russian``; the tag itself where it has none."""
    try:
        return str(Locale.parse(tag, sep="-").english_name or tag)
    except (UnknownLocaleError, ValueError):
        return tag


class FillEntries(SphinxPostTransform):
    """Occurrences, related entries, provenance: known once all entries have met the text."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(entry_tail)):
            entry = glossary_of(self.env).entries[node["entry"]]
            node.replace_self(list(self.tail(entry)))

    def tail(self, entry: Entry) -> Iterator[nodes.Element]:
        glossary = glossary_of(self.env)
        found = glossary.by_entry[entry.id]
        if found:
            yield nodes.rubric("", "In the text")
            yield nodes.bullet_list("", *self.occurrences(entry, found), classes=["occurrences"])
        events = events_of(self.env, self.app.builder, self.env.docname, entry.id)
        if events is not None:
            yield from (nodes.rubric("", "Events"), events)
        place = place_in_gazetteer(self.env, self.app.builder, self.env.docname, entry)
        if place is not None:
            yield place
        related = glossary.related[entry.id]
        if related:
            yield nodes.rubric("", "Related entries")
            line = nodes.paragraph(classes=["related"])
            for i, other in enumerate(related):
                link = entry_link(self.env, self.app.builder, self.env.docname, other)
                line += [nodes.Text(" · " if i else ""), link]
            yield line
        words = f"Checked {dates_in_words(entry.checked)} · certainty: {entry.certainty}"
        yield nodes.paragraph("", words, classes=["provenance"])

    def occurrences(self, entry: Entry, found: list[Occurrence]) -> Iterator[nodes.list_item]:
        """One item a sentence, the main one first, its mentions marked."""
        sentences: dict[Address, list[Occurrence]] = {}
        for occurrence in found:
            sentences.setdefault(occurrence.address, []).append(occurrence)
        text = edition_domain(self.env).source.text
        for address in sorted(sentences, key=lambda a: (a != entry.main, a)):
            words, line, position = text.by_address[address].text, nodes.paragraph(), 0
            line += [address_reference(self.env, self.app.builder, self.env.docname, address), nodes.Text(" ")]
            for occurrence in sentences[address]:
                line += nodes.Text(words[position : occurrence.start])
                classes = ["mention", *language_class(occurrence.language)]
                line += nodes.inline("", words[occurrence.start : occurrence.end], classes=classes)
                position = occurrence.end
            line += nodes.Text(words[position:])
            yield nodes.list_item("", line, classes=["main"] if address == entry.main else [])


def visit_entry_head(self: HTML5Translator, node: entry_head) -> None:
    self.body.append('<div class="entry-head">\n')


def depart_entry_head(self: HTML5Translator, node: entry_head) -> None:
    self.body.append("</div>\n")


def visit_entry_head_typst(self: TypstTranslator, node: entry_head) -> None:
    self.open("entry-head")


def depart_entry_head_typst(self: TypstTranslator, node: entry_head) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(
        entry_head,
        html=(visit_entry_head, depart_entry_head),
        typst=(visit_entry_head_typst, depart_entry_head_typst),
    )
    app.add_node(entry_tail)
    app.add_transform(EntryPage)
    app.add_post_transform(FillEntries)
