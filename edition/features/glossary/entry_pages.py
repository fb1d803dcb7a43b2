"""Entry pages: gloss and facts, body, every mention in the text, related entries, provenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.abilities import NEEDS, SCREEN
from edition.base.domain import edition_of
from edition.base.features import drawn, features_of
from edition.base.fonts import printable
from edition.base.language import foreign, language_class, language_of_text
from edition.base.links import address_link, entry_link, entry_type, headword_of, name_of
from edition.base.rubric import rubric
from edition.base.words import _, locale
from edition.core.dates import dates_in_words
from edition.core.tags import in_latin_letters

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

NAME = "entries"


class entry_head(nodes.General, nodes.Element):
    """Gloss and facts of an entry."""


class occurrences(nodes.General, nodes.Element):
    """Stands for every mention of an entry in the text until references can be set."""


class related(nodes.General, nodes.Element):
    """Stands for the related entries."""


class EntryPage(SphinxTransform):
    """Give the body of an entry its heading, its head and its tail, and make it a term of Sphinx's glossary too."""

    default_priority = 300

    def apply(self) -> None:
        entry = edition_of(self.env).glossary.entry_of(self.env.docname)
        if entry is None:
            return
        title = nodes.title("", "", name_of(entry, entry.headword))
        section = nodes.section("", title, ids=[f"entry-{entry.id}"], classes=["entry"], layout="columns")
        body = [node for node in self.document.children if not isinstance(node, (nodes.docinfo, nodes.field_list))]
        for node in body:
            self.document.remove(node)
        section += [head_node(entry), *body]
        self.document += section
        for name in dict.fromkeys((entry.headword, *entry.aliases)):
            standard = self.env.domains.standard_domain
            standard.note_object("term", name, section["ids"][0], location=section)


def head_node(entry: Entry) -> entry_head:
    """What stands over the body: type and dates, gloss, and the names under which it is found."""
    head = entry_head(found_apart=True)
    facts = [entry_type(entry.type)]
    if entry.dates:
        facts.append(dates_in_words(entry.dates, locale()))
    head += nodes.paragraph("", " · ".join(facts), classes=["entry-facts"])
    head += nodes.paragraph("", entry.gloss, classes=["entry-gloss"])
    if entry.name != entry.headword:
        head += fact(_("in full"), nodes.Text(entry.name))
    for original in entry.original:
        words: list[nodes.Node] = [foreign(original.lang, nodes.Text(original.form))]
        if original.latin:
            latin = foreign(in_latin_letters(original.lang), nodes.Text(original.latin))
            words += [nodes.Text(", "), nodes.emphasis("", "", latin)]
        # The face has no Chinese; a browser finds another.
        head += fact(language_name(original.lang), *words, on_screen=not printable(original.form))
    others = [*entry.aliases, *(f.words for f in entry.forms if f.words not in (entry.headword, entry.name))]
    others = list(dict.fromkeys(others))
    for names, on_screen in ((filter(printable, others), False), (filterfalse(printable, others), True)):
        listed = [node for name in names for node in (nodes.Text(" · "), name_of(entry, name))][1:]
        if listed:
            head += fact(_("also"), *listed, on_screen=on_screen)
    return head


def fact(label: str, *words: nodes.Node, on_screen: bool = False) -> nodes.paragraph:
    """One line of facts: what it is, and what it says."""
    line = nodes.paragraph("", "", nodes.inline("", label, classes=["fact-label"]), nodes.Text(" "))
    line += nodes.inline("", "", *words)
    line["classes"] = ["entry-name", *([f"{NEEDS}{SCREEN}"] if on_screen else [])]
    return line


def language_name(tag: str) -> str:
    """Name of a language in that of our words, ``ru`` -> ``Russian``; the tag itself where it has none."""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name(Locale.parse(locale())) or tag)
    except (UnknownLocaleError, ValueError):
        return tag


@dataclass(frozen=True)
class Shown:
    """What the page of an entry shows: the entry, its mentions by sentence, the main one first; related entries."""

    entry: Entry | None = None
    mentions: list[tuple[Address, str, list[Occurrence]]] = field(default_factory=list)
    related: list[Headword] = field(default_factory=list)


def view(edition: Edition, docname: str) -> Shown:
    """An entry and what other files say of it."""
    glossary, entry = edition.glossary, edition.glossary.entry_of(docname)
    if entry is None:
        return Shown()
    found: dict[Address, list[Occurrence]] = {}
    for occurrence in glossary.by_entry[entry.id]:
        found.setdefault(occurrence.address, []).append(occurrence)
    in_order = sorted(found, key=lambda address: (address != entry.main, address))
    mentions = [(address, edition.text.by_address[address].text, found[address]) for address in in_order]
    return Shown(entry, mentions, [headword_of(glossary.entries[other]) for other in glossary.related[entry.id]])


class FillEntries(SphinxPostTransform):
    """Set occurrences and related entries, with their links."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        shown: Shown = drawn(self.env, NAME, self.env.docname)
        for node in list(self.document.findall(occurrences)):
            listed = nodes.bullet_list("", *self.sentences(shown), classes=["occurrences"])
            node.replace_self([rubric(_("In the text")), listed] if shown.mentions else [])
        for other in list(self.document.findall(related)):
            other.replace_self([rubric(_("Related entries")), self.related(shown)] if shown.related else [])

    def sentences(self, shown: Shown) -> Iterator[nodes.list_item]:
        """One item a sentence, its mentions marked."""
        assert shown.entry is not None
        for address, words, found in shown.mentions:
            line, position = nodes.paragraph(), 0
            line += [address_link(self.env, self.env.docname, address), nodes.Text(" ")]
            for occurrence in found:
                line += nodes.Text(words[position : occurrence.start])
                classes = ["mention", *language_class(occurrence.language)]
                line += nodes.inline("", words[occurrence.start : occurrence.end], classes=classes)
                position = occurrence.end
            line += nodes.Text(words[position:])
            if tag := language_of_text(self.env):
                line[2:] = [foreign(tag, *line[2:])]
            yield nodes.list_item("", line, classes=["main"] if address == shown.entry.main else [])

    def related(self, shown: Shown) -> nodes.paragraph:
        line = nodes.paragraph(classes=["related"])
        for i, other in enumerate(shown.related):
            line += [nodes.Text(" · " if i else ""), entry_link(self.env, self.env.docname, other)]
        return line


def place_provenance(env: BuildEnvironment, document: nodes.document) -> list[nodes.Node]:
    entry = edition_of(env).glossary.entry_of(env.docname)
    assert entry is not None
    checked = _("Checked {date}", date=dates_in_words(entry.checked, locale()))
    words = f"{checked} · {_('certainty: {certainty}', certainty=_(entry.certainty))}"
    return [nodes.paragraph("", words, classes=["provenance"], found_apart=True)]


def visit_entry_head(self: HTML5Translator, node: entry_head) -> None:
    self.body.append('<div class="entry-head">\n')


def depart_entry_head(self: HTML5Translator, node: entry_head) -> None:
    self.body.append("</div>\n")


def visit_entry_head_typst(self: Typst, node: entry_head) -> None:
    self.open("entry-head")


def depart_entry_head_typst(self: Typst, node: entry_head) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(
        entry_head,
        html=(visit_entry_head, depart_entry_head),
        typst=(visit_entry_head_typst, depart_entry_head_typst),
    )
    app.add_node(occurrences)
    app.add_node(related)
    app.add_transform(EntryPage)
    app.add_post_transform(FillEntries)
    features = features_of(app)
    features.part_of_entry("occurrences", lambda env, document: [occurrences()])
    features.part_of_entry("related", lambda env, document: [related()])
    features.part_of_entry("provenance", place_provenance)
    features.view(NAME, view)
