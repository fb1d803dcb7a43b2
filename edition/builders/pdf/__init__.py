"""The builder ``pdf``: the whole edition as a book and one handout a unit, set by Typst.

Each page is resolved once; the book and the handouts are made of the same pieces.  Typst names only headings as
destinations, so the addresses are added to the finished file (`destinations`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator

from edition.builders.pdf.writer import TypstTranslator, literal
from edition.citation import bibliography
from edition.domain import edition_domain
from edition.fonts import PRINT, cut_fonts, font_folder
from edition.glossary import glossary_of
from edition.messages import stop
from edition.pages import handout_name, unit_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "template.typ"
BOOK = "edition"


class PdfBuilder(Builder):
    """Writes ``edition.pdf`` and a handout for each page that draws a unit, and ``pages.json`` (address -> page)."""

    name = "pdf"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    allow_parallel = False
    default_translator_class = TypstTranslator

    def init(self) -> None:
        self.pieces: dict[str, str] = {}

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
            self.pieces[docname] = "".join(translator.body)

    def finish(self) -> None:
        """Set the book, then the handouts; the engine keeps what it has read between them."""
        fonts = font_folder(self.app) / "print"
        cut_fonts(fonts, PRINT)
        work = Path(self.doctreedir) / "typst"
        work.mkdir(parents=True, exist_ok=True)
        (work / "template.typ").write_text(TEMPLATE.read_text("utf-8"), "utf-8")
        domain = edition_domain(self.env)
        units = {page: number for number, page in domain.pages().items()}
        pages = self._set(work, fonts, BOOK, list(self.pieces), "book", "")
        (self.outdir / "pages.json").write_text(json.dumps(pages, indent=1) + "\n", "utf-8")
        for page in status_iterator(units, "handouts... ", "darkgreen", len(units), self.app.verbosity):
            self._set(work, fonts, handout_name(page), [page], "handout", unit_name(domain, units[page]))

    def book(self) -> Iterator[str]:
        """The documents of the book, in the order of the table of contents."""
        seen: set[str] = set()

        def below(docname: str) -> Iterator[str]:
            for child in self.env.toctree_includes.get(docname, ()):
                if child not in seen:
                    seen.add(child)
                    if self.env.metadata[child].get("book") != "omit":
                        yield child
                    yield from below(child)

        return below(self.config.root_doc)

    def _set(self, work: Path, fonts: Path, name: str, docnames: list[str], kind: str, subtitle: str) -> dict[str, int]:
        """Set one PDF; return address -> page."""
        # Imported here: every web build registers this builder, and need not pay for the engine.
        import typst

        from edition.builders.pdf.destinations import add_destinations

        source = work / f"{name}.typ"
        source.write_text(self._source(docnames, kind, subtitle), "utf-8")
        compiler = typst.Compiler(str(source), root=str(work), ignore_system_fonts=True, font_paths=[str(fonts)])
        try:
            pdf, warnings = compiler.compile_with_warnings(
                pdf_standards=["ua-1", "a-2a"], timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
            )
            places = json.loads(compiler.query("<address>", field="value"))
        except typst.TypstError as error:
            stop(f"{name}.pdf cannot be set: {error.message} {' '.join(error.hints)}".strip())
        if warnings:  # an unknown font family, for one, is only a warning to the engine
            stop(f"{name}.pdf cannot be set: {'; '.join(warning.message for warning in warnings)}")
        assert isinstance(pdf, bytes)
        (self.outdir / f"{name}.pdf").write_bytes(add_destinations(pdf, places))
        return {place["address"]: place["page"] for place in places}

    def _source(self, docnames: list[str], kind: str, subtitle: str) -> str:
        """The Typst file: what the template needs to know, then the pieces."""
        witness = edition_domain(self.env).source.witness
        facts = {
            "title": self.config.project,
            "kind": kind,
            "subtitle": subtitle,
            "author": self.config.author,
            "language": self.config.language or "en",
            "version": self.config.version,
            "rights": self.config.copyright
            if isinstance(self.config.copyright, str)
            else "; ".join(self.config.copyright),
            "base": self.config.html_baseurl,
            **{f"witness-{name}": value for name, value in witness.items() if isinstance(value, str)},
        }
        written = ", ".join(f"{literal(name)}: {literal(value)}" for name, value in facts.items())
        head = f'#import "template.typ": *\n#show: {kind}.with(({written}))\n'
        index = self._index() if kind == "book" else ""
        return head + "\n".join(self.pieces[docname] for docname in docnames) + "\n" + index

    def _index(self) -> str:
        """The call of the back-of-book index: id, page of the entry and headword of all that the text names."""
        glossary = glossary_of(self.env)
        named = sorted((entry for entry, found in glossary.by_entry.items() if found), key=glossary.sort_key)
        lines = (
            f"({literal(entry)}, {literal(glossary.page(entry))}, {literal(glossary.entries[entry].headword)}),"
            for entry in named
        )
        return f"#back-index({''.join(lines)})\n" if named else ""


def setup(app: Sphinx) -> None:
    app.add_builder(PdfBuilder)
