"""The glossary: all entries and all their mentions in the text; ``{gloss}`` leads to one from prose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from edition.base.domain import EditionDomain, edition_domain
from edition.core.messages import Mistake, Problem, at, closest, report
from edition.core.model import Address
from edition.editorial.entries import Entry, check_entries, read_entries
from edition.editorial.limits import limits_with
from edition.editorial.matching import Occurrence, find_occurrences
from edition.features.language import foreign
from edition.features.works import known_works

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


TYPE_NAMES = {"organisation": "organization"}  # the text is American; the data follow the field


class Glossary:
    """All entries and all their occurrences in the text, with what is wrong with them."""

    def __init__(self, domain: EditionDomain) -> None:
        self.folder = domain.env.config.edition_glossary
        config = domain.env.config
        folder = Path(domain.env.srcdir, self.folder)
        self.entries, self.problems = read_entries(folder, limits_with(config.edition_limits))
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


def entry_type(entry: Entry) -> str:
    return TYPE_NAMES.get(entry.type, entry.type)


def note_gloss(env: BuildEnvironment, entry: str) -> None:
    """Record that the page which is being read leads to an entry."""
    edition_domain(env).data["glosses"].setdefault(env.docname, []).append(entry)


def entry_link(env: BuildEnvironment, builder: Builder, docname: str, entry: str) -> nodes.reference:
    """A link to an entry under its headword, for lists that are made once every page is read."""
    glossary = glossary_of(env)
    return make_refnode(builder, docname, glossary.page(entry), "", headword_of(glossary.entries[entry]))


def name_of(entry: Entry, name: str) -> nodes.Node:
    """A name of an entry, marked where it is in another language."""
    tag = entry.language_of(name)
    return foreign(tag, nodes.Text(name)) if tag else nodes.Text(name)


def headword_of(entry: Entry) -> nodes.inline:
    """The headword as the words of a link."""
    return nodes.inline("", "", name_of(entry, entry.headword))


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
        note_gloss(self.env, entry)
        inner = nodes.inline("", words, classes=["gloss-words"])
        reference = pending_xref("", inner, refdomain="edition", reftype="gloss", reftarget=entry, refwarn=False)
        reference["refdoc"] = self.env.docname
        return [reference], []


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
        shown += [str(headword_of(glossary.entries[other])) for other in glossary.related[entry.id]]
    for unit, _ in domain.drawn.get(docname, ()):
        for part in domain.source.text.by_number[unit].sentences:
            shown += glossary.by_address.get(part.address, ())
    if docname in domain.drawn:  # only the page of a unit has key terms
        terms = {o.entry for o in shown if isinstance(o, Occurrence)} | set(domain.data["glosses"].get(docname, ()))
        for e in (glossary.entries[term] for term in sorted(terms & glossary.entries.keys())):
            places = [o.address for o in glossary.by_entry[e.id]]
            shown.append((str(headword_of(e)), e.type, e.dates, e.gloss, places))
    return shown


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_glossary", "glossary", "env", str)
    app.add_role("gloss", Gloss())
    app.connect("builder-inited", check_glossary)
