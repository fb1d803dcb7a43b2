"""The glossary: entry pages, links from the text to them and back, ``{gloss}`` from prose, key terms of a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import filterfalse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from edition.citation import known_works
from edition.dates import dates_in_words
from edition.domain import EditionDomain, address_reference, edition_domain
from edition.entries import Entry, check_entries, read_entries
from edition.fonts import printable
from edition.matching import Occurrence, find_occurrences
from edition.messages import Mistake, Problem, at, closest, report
from edition.model import Address
from edition.reading_text import sentence, unit_text
from edition.spans import wrap_spans

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.builders.pdf.writer import TypstTranslator

TYPE_NAMES = {"organisation": "organization"}  # the text is American; the data follow the field


class Glossary:
    """All entries and all their occurrences in the text, with what is wrong with them."""

    def __init__(self, domain: EditionDomain) -> None:
        self.folder = domain.env.config.edition_glossary
        self.entries, self.problems = read_entries(Path(domain.env.srcdir, self.folder))
        self.occurrences: list[Occurrence] = []
        if not domain.withheld:
            self.occurrences, problems = find_occurrences(domain.source.text, self.entries)
            self.problems += problems

    def page(self, entry: str) -> str:
        return f"{self.folder}/{entry}"

    def entry_of(self, docname: str) -> Entry | None:
        folder, _, name = docname.rpartition("/")
        return self.entries.get(name) if folder == self.folder else None

    @cached_property
    def by_entry(self) -> dict[str, list[Occurrence]]:
        found: dict[str, list[Occurrence]] = {entry: [] for entry in self.entries}
        for occurrence in self.occurrences:
            found[occurrence.entry].append(occurrence)
        return found

    @cached_property
    def by_address(self) -> dict[Address, list[Occurrence]]:
        found: dict[Address, list[Occurrence]] = {}
        for occurrence in self.occurrences:
            found.setdefault(occurrence.address, []).append(occurrence)
        return found

    @cached_property
    def related(self) -> dict[str, list[str]]:
        """Entry -> related entries, seen from both sides, in the order of their headwords."""
        found: dict[str, set[str]] = {entry: set() for entry in self.entries}
        for entry in self.entries.values():
            for other in entry.related:
                if other in found:
                    found[entry.id].add(other)
                    found[other].add(entry.id)
        return {entry: sorted(others, key=self.sort_key) for entry, others in found.items()}

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Every name in lower case -> entry; where names meet, headwords and aliases win over forms."""
        found = {name.casefold(): e.id for e in self.entries.values() for name in e.names}
        return found | {n.casefold(): e.id for e in self.entries.values() for n in (e.headword, *e.aliases)}

    def sort_key(self, entry: str) -> tuple[str, str]:
        return self.entries[entry].headword.casefold(), entry


def glossary_of(env: BuildEnvironment) -> Glossary:
    """The glossary of this build, read once."""
    domain = edition_domain(env)
    if not hasattr(domain, "glossary"):
        domain.glossary = Glossary(domain)
    found = domain.glossary
    assert isinstance(found, Glossary)
    return found


# ---- Nodes ----------------------------------------------------------------------------------------------------


class gloss(nodes.Inline, nodes.TextElement):
    """Words that name an entry: `entry` (id), `refuri` of its page, `headword`."""


class entry_head(nodes.General, nodes.Element):
    """Gloss and facts of an entry."""


class entry_tail(nodes.General, nodes.Element):
    """Stands for occurrences, related entries and provenance until they are known."""


class key_terms(nodes.General, nodes.Element):
    """The entries that a page names, each with its gloss; also what the pop-ups show."""


# ---- From prose ----------------------------------------------------------------------------------------------


class Gloss(SphinxRole):
    """``{gloss}`Rapallo` `` or ``{gloss}`the treaty <treaty-of-rapallo>` `` leads to an entry."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        glossary = glossary_of(self.env)
        words, _, rest = self.text.partition(" <")
        target = rest.removesuffix(">") or words
        entry = target if target in glossary.entries else glossary.by_name.get(target.casefold())
        if entry is None:
            hint = closest(target, glossary.entries) or closest(target, glossary.by_name)
            sentence = f"No entry is called “{target}”.{hint} Correct the name, or write the entry."
            report([Problem(Mistake.GLOSS, self.get_location(), sentence)])
            return [nodes.Text(words)], []
        edition_domain(self.env).data["glosses"].setdefault(self.env.docname, []).append(entry)
        inner = nodes.inline("", words, classes=["gloss-words"])
        reference = pending_xref("", inner, refdomain="edition", reftype="gloss", reftarget=entry, refwarn=False)
        reference["refdoc"] = self.env.docname
        return [reference], []


# ---- Entry pages ---------------------------------------------------------------------------------------------


class EntryPage(SphinxTransform):
    """Give the body of an entry its heading, its head and its tail, and make it a term of Sphinx's glossary too."""

    default_priority = 300

    def apply(self) -> None:
        glossary = glossary_of(self.env)
        entry = glossary.entry_of(self.env.docname)
        if entry is None:
            return
        section = nodes.section("", nodes.title("", entry.headword), ids=[f"entry-{entry.id}"], classes=["entry"])
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
        head += nodes.paragraph("", entry.name, classes=["entry-name"])
    for original in entry.original:
        line = nodes.paragraph("", "", foreign(original.form, original.lang), classes=["entry-name"])
        if not printable(original.form):  # the face has no Chinese; a browser finds another
            line["classes"].append("only-web")
        if original.latin:
            line += [nodes.Text(", "), nodes.emphasis("", "", foreign(original.latin, f"{original.lang}-Latn"))]
        head += line
    others = [*entry.aliases, *(f.words for f in entry.forms if f.words not in (entry.headword, entry.name))]
    others = list(dict.fromkeys(others))
    for names, classes in ((filter(printable, others), []), (filterfalse(printable, others), ["only-web"])):
        words = "; ".join(names)
        if words:
            head += nodes.paragraph("", f"Also: {words}", classes=["entry-name", *classes])
    return head


def foreign(words: str, lang: str) -> nodes.inline:
    """Words in another language, marked as such."""
    return nodes.inline("", words, classes=["foreign", f"language-{lang}"])  # docutils makes it lang="…"


def entry_type(entry: Entry) -> str:
    return TYPE_NAMES.get(entry.type, entry.type)


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
        related = glossary.related[entry.id]
        if related:
            yield nodes.rubric("", "Related entries")
            line = nodes.paragraph(classes=["related"])
            for i, other in enumerate(related):
                line += [nodes.Text(" · " if i else ""), self.link(other)]
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
                line += nodes.inline("", words[occurrence.start : occurrence.end], classes=["mention"])
                position = occurrence.end
            line += nodes.Text(words[position:])
            yield nodes.list_item("", line, classes=["main"] if address == entry.main else [])

    def link(self, entry: str) -> nodes.reference:
        glossary = glossary_of(self.env)
        words = nodes.inline("", glossary.entries[entry].headword)
        return make_refnode(self.app.builder, self.env.docname, glossary.page(entry), "", words)


# ---- In the text ---------------------------------------------------------------------------------------------


class LinkText(SphinxPostTransform):
    """Wrap every occurrence in the text in a gloss, and list the key terms of the page."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        glossary = glossary_of(self.env)
        named: list[str] = []
        for part in self.document.findall(sentence):
            spans = []
            for occurrence in glossary.by_address.get(Address.parse(part["address"]), ()):
                spans.append(
                    (occurrence.start, occurrence.end, self.gloss(occurrence.entry, occurrence.entry not in named))
                )
                named.append(occurrence.entry)
            wrap_spans(part, spans)
        for node in list(self.document.findall(key_terms)):
            prose = edition_domain(self.env).data["glosses"].get(self.env.docname, [])
            terms = sorted({*named, *prose} & glossary.entries.keys(), key=glossary.sort_key)
            if terms:
                node.children = [self.term(entry) for entry in terms]
                for child in node.children:
                    child.parent = node
            else:
                node.parent.remove(node)

    def gloss(self, entry: str, first: bool) -> gloss:
        page = glossary_of(self.env).page(entry)
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        return gloss("", entry=entry, refuri=uri, classes=["first"] if first else [])

    def term(self, entry_id: str) -> nodes.definition_list_item:
        glossary = glossary_of(self.env)
        entry = glossary.entries[entry_id]
        words = nodes.inline("", entry.headword)
        link = make_refnode(self.app.builder, self.env.docname, glossary.page(entry_id), "", words)
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
        return nodes.definition_list_item("", nodes.term("", "", link), definition, entry=entry_id)


class AddKeyTerms(SphinxTransform):
    """A page that draws a unit ends with its key terms."""

    default_priority = 720

    def apply(self) -> None:
        drawn = next(self.document.findall(unit_text), None)
        if drawn is not None and glossary_of(self.env).entries:
            section = next(self.document.findall(nodes.section))
            section += key_terms()


# ---- Checks and freshness --------------------------------------------------------------------------------------


def check_glossary(app: Sphinx) -> None:
    """Report what is wrong with the entries, all at once, before any page is read."""
    if app.builder.name != "addresses":
        glossary = glossary_of(app.env)
        report([*glossary.problems, *check_entries(glossary.entries, known_works(app.env))])


def lonely_entries(env: BuildEnvironment) -> Iterator[Problem]:
    """Entries to which nothing leads: no occurrence, no gloss in prose, no related entry."""
    glossary, domain = glossary_of(env), edition_domain(env)
    if domain.withheld:
        return
    named = {entry for entries in domain.data["glosses"].values() for entry in entries}
    for entry in glossary.entries.values():
        if not (glossary.by_entry[entry.id] or entry.id in named or glossary.related[entry.id]):
            sentence = "Nothing leads to this entry. Give it a form that the text has, or name it as related."
            yield Problem(Mistake.ENTRY, at(entry.path, entry.line), sentence)


def drawn_from_glossary(env: BuildEnvironment, docname: str) -> object:
    """What a page shows of entries that are not its own; if it changes, the page is written again."""
    glossary, domain = glossary_of(env), edition_domain(env)
    shown: list[object] = []
    entry = glossary.entry_of(docname)
    if entry is not None:
        text = domain.source.text
        shown += [(o, text.by_address[o.address].text) for o in glossary.by_entry[entry.id]]
        shown += [glossary.entries[other].headword for other in glossary.related[entry.id]]
    for unit, _ in domain.drawn.get(docname, ()):
        for part in domain.source.text.by_number[unit].sentences:
            shown += glossary.by_address.get(part.address, ())
    if docname in domain.drawn:  # only the page of a unit has key terms
        terms = {o.entry for o in shown if isinstance(o, Occurrence)} | set(domain.data["glosses"].get(docname, ()))
        for e in (glossary.entries[term] for term in sorted(terms & glossary.entries.keys())):
            shown.append((e.headword, e.type, e.dates, e.gloss, [o.address for o in glossary.by_entry[e.id]]))
    return shown


# ---- Visitors ------------------------------------------------------------------------------------------------


def visit_gloss(self: HTML5Translator, node: gloss) -> None:
    classes = " ".join(["gloss", *node["classes"]])
    self.body.append(f'<a class="{classes}" href="{node["refuri"]}" data-entry="{node["entry"]}">')


def depart_gloss(self: HTML5Translator, node: gloss) -> None:
    self.body.append("</a>")


def visit_gloss_typst(self: TypstTranslator, node: gloss) -> None:
    self.open("gloss", node["entry"], node["refuri"].removeprefix("%"))


def visit_entry_head(self: HTML5Translator, node: entry_head) -> None:
    self.body.append('<div class="entry-head">\n')


def depart_div(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


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
    self.open("key-terms")
    for item in node.children:
        assert isinstance(item, nodes.definition_list_item)
        link, gloss_line = next(iter(item.findall(nodes.reference))), list(item.findall(nodes.paragraph))[1]
        page = link["refuri"].removeprefix("%")
        self.call("key-term", page, f"{page}.html", link.astext(), gloss_line.astext())
    self.close()
    raise nodes.SkipNode


def visit_entry_head_typst(self: TypstTranslator, node: entry_head) -> None:
    self.open("entry-head")


def depart_typst(self: TypstTranslator, node: nodes.Element) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_glossary", "glossary", "env", str)
    app.add_node(gloss, html=(visit_gloss, depart_gloss), typst=(visit_gloss_typst, depart_typst))
    app.add_node(entry_head, html=(visit_entry_head, depart_div), typst=(visit_entry_head_typst, depart_typst))
    app.add_node(entry_tail)
    app.add_node(key_terms, html=(visit_key_terms, None), typst=(visit_key_terms_typst, None))
    app.add_role("gloss", Gloss())
    app.add_transform(EntryPage)
    app.add_transform(AddKeyTerms)
    app.add_post_transform(FillEntries)
    app.add_post_transform(LinkText)
    app.connect("builder-inited", check_glossary)
