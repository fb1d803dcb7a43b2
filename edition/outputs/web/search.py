"""Search: what a reader may look for, as one script that is fetched when it is asked for; Sphinx's own is turned off.

What can be found is noted as each page is read and kept in the domain, so that an incremental or parallel build
writes the same file as a fresh one.  The script is a plain assignment: it loads from disk, where nothing may be
fetched.  How it is searched and shown stands in ``static/search.js``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref

from edition.base.bibliography import bibliography, reference
from edition.base.domain import edition_domain, edition_of
from edition.base.features import features_of
from edition.base.links import entry_type
from edition.base.names import UNIT_NUMBER
from edition.base.reading import unit_text
from edition.base.words import _
from edition.core.tags import in_latin_letters

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from edition.editorial.entries import Entry

INDEX = "search-index.js"
KEPT = "search"

# What a page shows but does not say, or what is found as something else than a page.
NOT_PROSE = (
    *(unit_text, nodes.title, nodes.section),
    *(nodes.Invisible, nodes.field_list, nodes.docinfo, nodes.system_message),
)
# The number of a unit; links that lie over cards.
NOT_SAID = {UNIT_NUMBER, "sd-stretched-link"}

# A citation has its words once every page is read; until then its type and target stand between these two.
CITATION = re.compile("\x02(\\w+):([^\x03]*)\x03")


class Found(NamedTuple):
    """What one document has to be found: sections (id, title, words), and by feature what that tells and its words."""

    sections: tuple[tuple[str, str, str], ...]
    apart: dict[str, tuple[tuple[str, ...], ...]]


def note_words(app: Sphinx, doctree: nodes.document) -> None:
    """Note the words of a page, section by section, and what features have in it."""
    apart = {
        name: tuple((*findable.note(node), plain(words_of(node))) for node in doctree.findall(findable.node))
        for name, findable in features_of(app).findables.items()
    }
    edition_domain(app.env).kept(KEPT)[app.env.docname] = Found(tuple(section_words(doctree)), apart)


def section_words(doctree: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Id, title and words of each section; the first is the page itself and needs no id."""
    for number, section in enumerate(doctree.findall(nodes.section)):
        title = next(iter(section.findall(nodes.title)), None)
        yield (
            section["ids"][0] if number else "",
            plain(words_of(title)) if title is not None else "",
            plain(words_of(section)),
        )


def words_of(node: nodes.Element) -> str:
    """The words of a node: those of blocks apart, those of inline elements together; without sections within."""
    words = ""
    for child in node.children:
        if isinstance(child, nodes.Text):
            words += child.astext()
        elif isinstance(child, nodes.raw):
            words += " "  # the break of a line; other markup is refused
        elif not isinstance(child, nodes.Element) or unsaid(child):
            continue
        elif isinstance(child, pending_xref) and child["refdomain"] == "cite":
            words += f"\x02{child['reftype']}:{child['reftarget']}\x03"
        elif isinstance(child, nodes.Inline):
            words += words_of(child)
        else:
            words += f" {words_of(child)} "
    return words


def unsaid(node: nodes.Element) -> bool:
    """Whether the words of a node are none that a search finds in its page."""
    return isinstance(node, NOT_PROSE) or bool(node.get("found_apart")) or bool(NOT_SAID & {*node["classes"]})


def plain(words: str) -> str:
    return " ".join(words.split())


class Index:
    """All that can be found, as lists; what their fields are is said in ``static/search.js``."""

    def __init__(self, app: Sphinx) -> None:
        self.app, self.env = app, app.env
        self.edition, self.glossary = edition_of(app.env), edition_of(app.env).glossary
        self.works = bibliography(app.env)
        self.words: dict[str, Found] = edition_domain(app.env).kept(KEPT)
        self.numbers: dict[str, int] = {}  # docname -> its place in `pages`
        self.pages: list[list[str]] = []
        self.cited: dict[str, str] = {}

    def __str__(self) -> str:
        """One line of script."""
        witness = self.edition.witness
        parts = {
            "cited": witness.get("part", ""),
            "unit": witness.get("unit") or _("Part"),
            "units": {number: self.page(docname) for number, docname in self.edition.drawing.items()},
            "examples": self.app.config.edition_search_examples,
            "text": [[str(part.address), part.text] for part in self.edition.text.sentences],
            "entries": list(self.entries()),
            **{name: list(self.apart(name)) for name in features_of(self.app).findables},
            "works": list(self.references()),
            "prose": list(self.prose()),
            "pages": self.pages,
        }
        return f"edition.index={json.dumps(parts, ensure_ascii=False, separators=(',', ':'))};\n"

    def page(self, docname: str) -> int:
        """The number of a page; its address and, but for an entry, whose headword says it, its title are listed."""
        if docname not in self.numbers:
            title = [] if self.glossary.entry_of(docname) else [plain(words_of(self.env.titles[docname]))]
            self.numbers[docname] = len(self.pages)
            self.pages.append([self.app.builder.get_target_uri(docname), *title])
        return self.numbers[docname]

    def entries(self) -> Iterator[list[Any]]:
        """Page, headword, type, gloss, other names (in another language: tag and name), body, addresses of mentions."""
        for entry in sorted(self.glossary.entries.values(), key=lambda entry: self.glossary.sort_key(entry.id)):
            docname = self.glossary.page(entry.id)
            sections = self.words[docname].sections if docname in self.words else ()
            body = " ".join(self.resolved(docname, words) for _, _, words in sections if words)
            at = list(dict.fromkeys(str(found.address) for found in self.glossary.by_entry[entry.id]))
            yield [
                self.page(docname),
                entry.headword,
                entry_type(entry.type),
                entry.gloss,
                other_names(entry),
                body,
                at,
            ]

    def apart(self, name: str) -> Iterator[list[str]]:
        """What a feature tells, in the order of the text; its words last."""
        for docname in self.edition.drawing.values():
            for *told, words in self.words[docname].apart[name]:
                yield [*told, self.resolved(docname, words)]

    def references(self) -> Iterator[list[Any]]:
        """Page, id and full reference of each work, in the order of the bibliography."""
        for citation in self.works.citations if self.works else ():
            line = reference(citation)
            for link in list(line.findall(nodes.reference)):  # to the work itself; not for searching
                link.parent.remove(link)
            yield [self.page(citation.bibliography_key.docname), citation.citation_id, plain(line.astext())]

    def prose(self) -> Iterator[list[Any]]:
        """Page, id, title and words of each section that is no entry; the title of a page stands with the page."""
        for docname in sorted(self.words):
            if self.glossary.entry_of(docname) is None:
                for name, title, words in self.words[docname].sections:
                    yield [self.page(docname), name, title if name else "", self.resolved(docname, words)]

    def resolved(self, docname: str, words: str) -> str:
        """The words with their citations set as the page shows them."""
        return CITATION.sub(lambda match: self.citation(docname, match[1], match[2]), words)

    def citation(self, docname: str, kind: str, target: str) -> str:
        key = f"{kind} {target}"
        if key not in self.cited and self.works:
            node = pending_xref("", refdomain="cite", reftype=kind, reftarget=target)
            shown = self.works.resolve_xref(self.env, docname, self.app.builder, kind, target, node, nodes.inline())
            self.cited[key] = shown.astext()
        return self.cited.get(key, "")


def other_names(entry: Entry) -> list[str | list[str]]:
    """Every name but the headword by which a reader may look for an entry."""
    marked = ((entry.language_of(name), name) for name in entry.names if name != entry.headword)
    names: list[str | list[str]] = [[tag, name] if tag else name for tag, name in marked]
    for original in entry.original:
        names.append([original.lang, original.form])
        if original.latin:
            names.append([in_latin_letters(original.lang), original.latin])
    return names


def page(app: Sphinx) -> tuple[str, dict[str, Any], str]:
    """The page that ``search.html`` always was; where no script runs it leads to the lists of the edition."""
    edition = edition_of(app.env)
    lists = sorted({page for directive in features_of(app).lists for page in edition.pages_with(directive)})
    return "search", {"lists": [(docname, app.env.titles[docname].astext()) for docname in lists]}, "search.html"


def write_index(app: Sphinx) -> None:
    """Once all is written, whether pages were or not: entries and works change without them."""
    path, script = Path(app.outdir, "_static", INDEX), str(Index(app))
    if not path.exists() or path.read_text("utf-8") != script:
        path.parent.mkdir(exist_ok=True)
        path.write_text(script, "utf-8")


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_search_examples", [], "html", list)
    app.connect("doctree-read", note_words)
