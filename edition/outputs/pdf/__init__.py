"""The builder ``pdf``: the whole edition as a book, and a handout for each unit, set by Typst.

Each page is resolved once; the book and the handouts are made of the same pieces.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import segno
from docutils import nodes
from sphinx.builders import Builder
from sphinx.config import ENUM
from sphinx.util import logging
from sphinx.util.display import status_iterator

from edition.base import colors
from edition.base.domain import edition_domain
from edition.base.fonts import PRINT, cut_fonts, font_folder
from edition.core.messages import stop
from edition.features.glossary import glossary_of
from edition.features.works import bibliography
from edition.outputs.pdf.press import Bookmark, CannotPrint, Facts, Job, Press
from edition.outputs.web.frame import handout_name, unit_name
from edition.writers.typst import TypstTranslator, literal

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

TEMPLATES = [*(Path(__file__).parent / name for name in ("template.typ", "look.typ")), colors.FILE]
BOOK = "edition"


class Piece(NamedTuple):
    """One page as Typst, how it is laid out in the book, and the labels that stand in it."""

    words: str
    layout: str
    labels: frozenset[str]


class PdfBuilder(Builder):
    """Writes ``edition.pdf``, two handouts for each page that draws a unit, and ``pages.json`` (address -> page)."""

    name = "pdf"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    allow_parallel = False
    default_translator_class = TypstTranslator

    def init(self) -> None:
        self.pieces: dict[str, Piece] = {}

    @cached_property
    def bare(self) -> frozenset[str]:
        """Documents to which a reference prints no page: a citation names its work well enough."""
        domain = bibliography(self.env)
        return frozenset(key.docname for key in domain.bibliographies) if domain else frozenset()

    def get_outdated_docs(self) -> str:
        return "the book and its handouts"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Resolve every page of the book once, in the order of its contents."""
        for docname in status_iterator(list(self.book()), "setting... ", "darkgreen", verbosity=self.app.verbosity):
            doctree = self.env.get_and_resolve_doctree(docname, self)
            doctree["docname"] = docname
            translator = self.create_translator(doctree, self)
            doctree.walkabout(translator)
            assert isinstance(translator, TypstTranslator)
            self.pieces[docname] = Piece("".join(translator.body), layout_of(doctree), frozenset(translator.labels))

    def finish(self) -> None:
        """Set the book, then the handouts, each also in large print."""
        fonts = font_folder(self.app) / "print"
        cut_fonts(fonts, PRINT)
        work = Path(self.doctreedir) / "typst"
        work.mkdir(parents=True, exist_ok=True)
        for template in TEMPLATES:
            (work / template.name).write_text(template.read_text("utf-8"), "utf-8")
        jobs = list(self._jobs())
        made = Press(work, fonts, self.outdir).print(jobs)
        try:
            shown = status_iterator(
                made, "printing... ", "darkgreen", len(jobs), self.app.verbosity, lambda one: one[0]
            )
            pages = dict(shown)[BOOK]
        except CannotPrint as error:
            stop("{} cannot be set: {}".format(*error.args))
        (self.outdir / "pages.json").write_text(json.dumps(pages, indent=1) + "\n", "utf-8")

    def _jobs(self) -> Iterator[Job]:
        """The book, which takes longest, and of each unit the handout and its large print."""
        yield Job(BOOK, self._book_source(), self._facts("book", self.pieces), self._paragraphs())
        for number, page in edition_domain(self.env).pages().items():
            for large in (False, True):
                facts = self._facts("handout", [page], number, large=large)
                source = f"#show: handout\n{self.pieces[page].words}"
                yield Job(handout_name(page, large=large), source, facts, self._paragraphs(number))

    def book(self) -> list[str]:
        """The documents of the book, in the order of the table of contents; ``book: before`` puts one first."""
        seen: set[str] = set()

        def below(docname: str) -> Iterator[str]:
            for child in self.env.toctree_includes.get(docname, ()):
                if child not in seen:
                    seen.add(child)
                    if self.env.metadata[child].get("book") != "omit":
                        yield child
                    yield from below(child)

        pages = list(below(self.config.root_doc))
        return sorted(pages, key=lambda docname: self.env.metadata[docname].get("book") != "before")

    def _book_source(self) -> str:
        """The parts of the book: pages of one layout that follow one another, and the index."""
        source = "#show: book\n"
        for layout, docnames in groupby(self.pieces, lambda docname: self.pieces[docname].layout):
            source += f"#part({literal(layout)})[{''.join(self.pieces[docname].words for docname in docnames)}];\n"
        return source + self._index()

    def _facts(self, kind: str, docnames: Iterable[str], number: int = 0, *, large: bool = False) -> Facts:
        """What the template needs to know of one file."""
        domain = edition_domain(self.env)
        witness = {name: value for name, value in domain.source.witness.items() if isinstance(value, str)}
        rights = self.config.copyright
        title, base = self.config.project, self.config.html_baseurl
        text = ", ".join(witness[name] for name in ("title", "part") if name in witness)
        docnames = list(docnames)
        facts: Facts = {
            "kind": kind,
            "large": large,
            "paper": self.config.edition_paper,
            "title": title,
            "subtitle": unit_name(domain, number) if kind == "handout" else "",
            "authors": list(dict.fromkeys((witness["author"], self.config.author))),
            "description": f"{text}, annotated. {witness['rights']}",
            "keywords": [text, *self._most_named(number if kind == "handout" else None)],
            "language": self.config.language or "en",
            "version": self.config.version,
            "rights": rights if isinstance(rights, str) else "; ".join(rights),
            "cite": f"{title}, version {self.config.version} (an annotated edition of {witness['author']}, {text}). "
            f"A sentence is cited by its address: {witness.get('part', 'Text')} 4.7.",
            "base": base,
            "address": "",
            "qr": "",
            "witness": witness,
            "inside": {label: 1 for docname in docnames for label in sorted(self.pieces[docname].labels)},
        }
        if kind == "handout":
            facts["title"] = f"{self.env.titles[docnames[0]].astext()} – {title}"
            if base:
                facts["address"] = f"{base}{docnames[0]}.html"
                facts["qr"] = segno.make(facts["address"], micro=False).svg_inline(border=0)
        return facts

    def _most_named(self, only: int | None) -> list[str]:
        """The headwords that the text, or one unit of it, names most often."""
        glossary = glossary_of(self.env)
        counts = Counter(o.entry for o in glossary.occurrences if only in (None, o.address.unit))
        most = sorted(counts, key=lambda entry: (-counts[entry], glossary.sort_key(entry)))[:12]
        return [glossary.entries[entry].headword for entry in most]

    def _paragraphs(self, only: int | None = None) -> list[Bookmark]:
        """A bookmark for each paragraph of the text: number of its unit, its first and last address, its label."""
        return [
            Bookmark(str(number), f"{p.sentences[0].address}–{p.sentences[-1].address}", p.sentences[0].address.id)
            for number, unit in edition_domain(self.env).source.text.by_number.items()
            for p in unit.paragraphs
            if only in (None, number)
        ]

    def _index(self) -> str:
        """The call of the back-of-book index: id, page of the entry and headword of each."""
        glossary = glossary_of(self.env)
        entries = [e for e in sorted(glossary.entries, key=glossary.sort_key) if glossary.page(e) in self.pieces]
        lines = (
            f"({literal(entry)}, {literal(glossary.page(entry))}, {literal(glossary.entries[entry].headword)}),"
            for entry in entries
        )
        return f'#part("columns")[#back-index({"".join(lines)})];\n' if entries else ""


def layout_of(doctree: nodes.document) -> str:
    """Lists stand in columns, tables over the whole width; everything else is text with a margin.

    A feature's node that is a list or a table without being docutils' says so by an attribute, ``layout``.
    """
    said = (node["layout"] for node in doctree.findall(nodes.Element) if "layout" in node)
    if any("filterable" in node["classes"] for node in doctree.findall(nodes.bullet_list)):
        return "columns"
    return next(said, "wide" if next(doctree.findall(nodes.table), None) is not None else "text")


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_paper", "a4", "", ENUM("a4", "us-letter"))
    app.add_builder(PdfBuilder)
