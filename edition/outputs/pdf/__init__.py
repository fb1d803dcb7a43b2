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
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from urllib.parse import quote

import segno
from docutils import nodes
from sphinx.config import ENUM
from sphinx.util import logging
from sphinx.util.display import status_iterator

from edition.base.abilities import FOOTNOTES, PAGES
from edition.base.bibliography import bibliography
from edition.base.domain import edition_of, state
from edition.base.fonts import PRINT, cut_fonts, font_folder
from edition.base.names import BOOK, handout_name, unit_name
from edition.base.publishing import STATE
from edition.base.reporting import report_at, stop
from edition.base.words import _, likely_locale, table_of
from edition.core.files import write_whole
from edition.core.messages import Mistake
from edition.outputs.pdf.characters import characters_of, fields_in_print, rare_in, unprintable
from edition.outputs.pdf.job import Bookmark, Facts, Job
from edition.outputs.pdf.press import CannotPrint, Press
from edition.outputs.pdf.template import forms_of, lay_out
from edition.writers.typst import TypstTranslator
from edition.writers.typst_builder import PICTURES, Rare, TypstBuilder
from edition.writers.typst_calls import literal

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

LAYOUTS = ("text", "columns", "wide")


class Piece(NamedTuple):
    """One page as Typst, how it is laid out in the book, and the labels that stand in it."""

    words: str
    layout: str
    labels: frozenset[str]


class PdfBuilder(TypstBuilder):
    """Writes ``edition.pdf``, two handouts for each page that draws a unit, and ``pages.json`` (address -> page)."""

    name = "pdf"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    allow_parallel = False
    default_translator_class = TypstTranslator
    abilities: ClassVar[frozenset[str]] = frozenset({PAGES, FOOTNOTES})
    supported_image_types = sorted(PICTURES)
    supported_remote_images = True  # so that Sphinx fetches none: the translator refuses them with their place

    def init(self) -> None:
        self.pieces: dict[str, Piece] = {}
        self.rare: dict[str, list[Rare]] = {}
        self.fonts = font_folder(self.app) / "print"
        self.work = Path(self.doctreedir) / "typst"

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Lay out the face and the template, for the translator must know what they have."""
        cut_fonts(self.fonts, PRINT)
        lay_out(self.work)
        self.forms = forms_of(self.work, self.fonts)
        self.characters = characters_of(self.fonts)

    @cached_property
    def bare(self) -> frozenset[str]:  # type: ignore[override]
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
            self.post_process_images(doctree)
            translator = self.create_translator(doctree, self)
            doctree.walkabout(translator)
            assert isinstance(translator, TypstTranslator)
            self.rare[docname] = translator.rare
            words, layout = "".join(translator.body), self._layout(docname, doctree)
            self.pieces[docname] = Piece(words, layout, frozenset(translator.labels))

    def _layout(self, docname: str, doctree: nodes.document) -> str:
        """What the front matter of a page says, ``layout: columns``, or what the page holds."""
        said = edition_of(self.env).front(docname).get("layout")
        return said if said in LAYOUTS else layout_of(doctree)

    def finish(self) -> None:
        """Set the book, then the handouts, each also in large print; away with what no unit has any more."""
        (self.outdir / STATE).unlink(missing_ok=True)
        fields = rare_in(fields_in_print(edition_of(self.env), self.config), self.characters)
        written = {Path(self.env.doc2path(docname)): rare for docname, rare in self.rare.items()}
        unprinted = list(unprintable(fields, written, self.work, self.fonts))
        for place, sentence in unprinted:
            report_at(place, Mistake.PDF, sentence)
        if unprinted:
            stop("No PDF was made: some characters cannot be printed.")
        for source, name in self.images.items():
            copy = self.work / self.pictures / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((Path(self.srcdir) / source).read_bytes())
        jobs = list(self._jobs())
        made = Press(self.work, self.fonts, self.outdir).print(jobs)
        try:
            shown = status_iterator(
                made, "printing... ", "darkgreen", len(jobs), self.app.verbosity, lambda one: one[0]
            )
            pages = dict(shown)[BOOK]
        except CannotPrint as error:
            stop("{} cannot be set: {}".format(*error.args))
        for gone in set(self.outdir.glob("*.pdf")) - {self.outdir / f"{job.name}.pdf" for job in jobs}:
            gone.unlink()
        write_whole(self.outdir / "pages.json", json.dumps(pages, indent=1) + "\n")
        write_whole(self.outdir / STATE, state(self.env))

    def _jobs(self) -> Iterator[Job]:
        """The book, which takes longest, and of each unit the handout and its large print."""
        yield Job(BOOK, self._book_source(), self._facts("book", self.pieces), self._paragraphs())
        for number, page in edition_of(self.env).drawing.items():
            for large in (False, True):
                facts = self._facts("handout", [page], number, large=large)
                source = f"#show: handout\n{self.pieces[page].words}"
                yield Job(handout_name(page, large=large), source, facts, self._paragraphs(number))

    def book(self) -> list[str]:
        """The documents of the book, in the order of the table of contents; ``book: before`` puts one first."""
        edition, seen = edition_of(self.env), set[str]()

        def below(docname: str) -> Iterator[str]:
            for child in self.env.toctree_includes.get(docname, ()):
                if child not in seen:
                    seen.add(child)
                    if not edition.omitted(child):
                        yield child
                    yield from below(child)

        pages = list(below(self.config.root_doc))
        return sorted(pages, key=lambda docname: edition.front(docname).get("book") != "before")

    def _book_source(self) -> str:
        """The parts of the book: pages of one layout that follow one another, and the index."""
        source = "#show: book\n"
        for layout, docnames in groupby(self.pieces, lambda docname: self.pieces[docname].layout):
            source += f"#part({literal(layout)})[{''.join(self.pieces[docname].words for docname in docnames)}];\n"
        return source + self._index()

    def _facts(self, kind: str, docnames: Iterable[str], number: int = 0, *, large: bool = False) -> Facts:
        """What the template needs to know of one file."""
        edition = edition_of(self.env)
        witness = edition.witness
        rights = self.config.copyright
        title, base = self.config.project, self.config.html_baseurl
        text = ", ".join(witness[name] for name in ("title", "part") if name in witness)
        docnames = list(docnames)
        language, region = (likely_locale(self.config.language or "en") + "_").split("_")[:2]
        facts: Facts = {
            "kind": kind,
            "large": large,
            "paper": self.config.edition_paper,
            "title": title,
            "subtitle": unit_name(edition, number) if kind == "handout" else "",
            "authors": list(dict.fromkeys((witness["author"], self.config.author))),
            "description": _("{text}, annotated. {rights}", text=text, rights=witness["rights"]),
            "keywords": [text, *self._most_named(number if kind == "handout" else None)],
            "language": language,
            "region": region.lower() if region.isalpha() else None,
            "words": table_of(self.app),
            "page": _("Page {page}"),
            "version": self.config.version,
            "rights": rights if isinstance(rights, str) else "; ".join(rights),
            "cite": _(
                "{edition}, version {version} (an annotated edition of {author}, {text}). "
                "A sentence is cited by its address: {part} 4.7.",
                edition=title,
                version=self.config.version,
                author=witness["author"],
                text=text,
                part=witness.get("part") or _("Text"),
            ),
            "base": base,
            "address": "",
            "qr": "",
            "witness": witness,
            "inside": {label: 1 for docname in docnames for label in sorted(self.pieces[docname].labels)},
        }
        if kind == "handout":
            facts["title"] = f"{self.env.titles[docnames[0]].astext()} – {title}"
            if base:
                facts["address"] = f"{base}{quote(docnames[0])}.html"
                facts["qr"] = segno.make(facts["address"], micro=False).svg_inline(border=0)
        return facts

    def _most_named(self, only: int | None) -> list[str]:
        """The headwords that the text, or one unit of it, names most often."""
        glossary = edition_of(self.env).glossary
        counts = Counter(o.entry for o in glossary.occurrences if only in (None, o.address.unit))
        most = sorted(counts, key=lambda entry: (-counts[entry], glossary.sort_key(entry)))[:12]
        return [glossary.entries[entry].headword for entry in most]

    def _paragraphs(self, only: int | None = None) -> list[Bookmark]:
        """A bookmark for each paragraph of the text: number of its unit, its first and last address, its label."""
        return [
            Bookmark(str(number), f"{p.sentences[0].address}–{p.sentences[-1].address}", p.sentences[0].address.id)
            for number, unit in edition_of(self.env).text.by_number.items()
            for p in unit.paragraphs
            if only in (None, number)
        ]

    def _index(self) -> str:
        """The call of the back-of-book index: id, page of the entry and headword of each."""
        glossary = edition_of(self.env).glossary
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
