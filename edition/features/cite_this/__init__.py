"""Cite this page, and every sentence: at the end of a page, in files for reference managers, and for the cards.

A page cites itself in plain HTML.  For the cards of the sentences each page of the text has a script of its own,
fetched when the first card is opened: the forms once, with places where the address stands.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from edition.base.domain import EditionDomain, edition_domain
from edition.features.cite_this.cited import (
    KEY,
    LOCATOR,
    PAGE,
    PART,
    URL,
    WHOLE,
    Cited,
    Name,
    bibtex,
    csl_json,
    key_of,
    people,
    ris,
)
from edition.features.cite_this.csl import TITLE, Form, fill, forms
from edition.outputs.web.frame import DOWNLOADS, handout_name, short_unit_name

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

FOLDER = "cite"  # in _static, and of files in the downloads
FORMATS = {"BibTeX": ("bib", bibtex), "RIS": ("ris", ris), "CSL-JSON": ("json", csl_json)}


class Citations(NamedTuple):
    """What the processor has set for this build, by style: a sentence without and with its address on the web, a page.

    Where the edition has a base address, every citation has one, and `bare` is empty.
    """

    bare: dict[str, Form]
    linked: dict[str, Form]
    page: dict[str, Form]


def text_cited(domain: EditionDomain, locator: str, url: str, key: str) -> Cited:
    """The author's text, as ``witness.yaml`` and the settings describe it."""
    config, known = domain.env.config, {name: str(value) for name, value in domain.source.witness.items()}
    authors, part = people(known["author"]), known.get("part", "")
    names = authors[0].family or authors[0].literal
    return Cited(
        kind=PART if part else WHOLE,
        key=key_of(f"{names}{known.get('year', '')}", key),
        title=part or known["title"],
        container=known["title"] if part else "",
        authors=authors,
        publisher=known.get("publisher", ""),
        place=known.get("place", ""),
        year=known.get("year", ""),
        locator=locator,
        edition=config.project,
        version=config.version,
        url=url,
        free_copy=known.get("free-copy", ""),
    )


def page_cited(domain: EditionDomain, title: str, url: str, key: str) -> Cited:
    """A page of ours.  `author` of the settings is one name, as it stands there; the year is that of the version."""
    config = domain.env.config
    authors = (Name(literal=config.author),) if config.author not in ("", "unknown") else ()
    return Cited(
        kind=PAGE,
        key=key_of(key),
        title=title,
        container=config.project,
        authors=authors,
        year=year_of_version(),
        version=config.version,
        url=url,
    )


def year_of_version() -> str:
    """The year of the commit that is built, where the build knows it."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or 0)
    return str(time.gmtime(seconds).tm_year) if seconds > 0 else ""


def cited_by(domain: EditionDomain, builder: Builder, docname: str) -> Cited | None:
    """What one cites who cites a page: a page of the text, the text; any other, the page; lists of pages, nothing."""
    env = domain.env
    url, unit = address_of(builder, docname), domain.unit_of(docname)
    if unit is not None:
        part = str(domain.source.witness.get("part", ""))
        locator = ", ".join(filter(None, (part, short_unit_name(domain, unit))))
        return text_cited(domain, locator, url, str(unit))
    front = env.metadata[docname]
    if docname == env.config.root_doc or "omit" in (front.get("book"), front.get("cite")):
        return None
    return page_cited(domain, env.titles[docname].astext(), url, docname)


def address_of(builder: Builder, docname: str) -> str:
    """The address of a page on the web, where the edition knows its own."""
    base = builder.config.html_baseurl
    return f"{base.rstrip('/')}/{builder.get_target_uri(docname)}" if base else ""


def prefix(domain: EditionDomain) -> str:
    """What stands before an address in a citation: ``Conclusion ``."""
    return f"{domain.source.witness['part']} " if domain.source.witness.get("part") else ""


def citations(domain: EditionDomain) -> Citations:
    """Every form of this build, set by the processor in one run of a tenth of a second."""
    return domain.worked_out("citations", partial(_set, domain))


def _set(domain: EditionDomain) -> Citations:
    based = bool(domain.env.config.html_baseurl)
    linked = text_cited(domain, LOCATOR, URL, KEY)
    works = [linked, page_cited(domain, TITLE, URL if based else "", ""), replace(linked, url="")]
    found = forms(works[: 2 if based else 3])
    return Citations(bare={} if based else found[2], linked=found[0], page=found[1])


# ---- The end of a page -------------------------------------------------------------------------------------------


def add_citation(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Give the template the forms in which its page is cited, the files, and the build of its script."""
    domain = edition_domain(app.env)
    cited = cited_by(domain, app.builder, pagename) if pagename in app.env.titles else None
    if cited is None:
        return
    known = citations(domain)
    chosen = known.page if cited.kind == PAGE else (known.linked if cited.url else known.bare)
    context["cite_forms"] = {style: list(_filled(form, cited)) for style, form in chosen.items()}
    name = file_name(domain, pagename)
    context["cite_files"] = {what: f"{DOWNLOADS}/{FOLDER}/{name}.{ext}" for what, (ext, _) in FORMATS.items()}
    if domain.unit_of(pagename) is not None:
        context["cite_script"] = f"{name}.js?v={zlib.crc32(script(domain, app.builder, pagename).encode()):08x}"


def _filled(form: Form, cited: Cited) -> Iterator[tuple[str, Markup]]:
    for way, words in form:
        finished = fill(words, {LOCATOR: cited.locator, TITLE: cited.title})
        link = f'<a href="{Markup.escape(cited.url)}">{Markup.escape(cited.url)}</a>' if cited.url else ""
        yield way, Markup(finished.replace(URL, link))  # noqa: S704 (escaped by `fill`)


def file_name(domain: EditionDomain, docname: str) -> str:
    """A page of the text gives its files its own name, as to its handout; others, with their folder."""
    return handout_name(docname) if domain.unit_of(docname) is not None else docname


# ---- Files -------------------------------------------------------------------------------------------------------


def script(domain: EditionDomain, builder: Builder, docname: str) -> str:
    """What the cards of a page need to know: a plain assignment, since a page opened from disk can fetch nothing."""
    known, unit = citations(domain), domain.unit_of(docname)
    text = text_cited(domain, f"{prefix(domain)}{LOCATOR}", URL, KEY)
    every = {"bare": (known.bare, replace(text, url="")), "linked": (known.linked, text)}
    facts = {
        "prefix": prefix(domain),
        "url": address_of(builder, docname),
        "pdf": f"{DOWNLOADS}/edition.pdf",
        "pages": pages_of_pdf(domain, unit),
        "forms": {
            name: {
                **{style: _filled_text(form, text.locator) for style, form in chosen.items()},
                **{what: write(work) for what, (_, write) in FORMATS.items()},
            }
            for name, (chosen, work) in every.items()
            if chosen
        },
    }
    return f"edition.cited = {json.dumps(facts, sort_keys=True)};\n"


def _filled_text(form: Form, locator: str) -> Form:
    return [(way, fill(words, {LOCATOR: locator})) for way, words in form]


def pages_of_pdf(domain: EditionDomain, unit: int | None) -> dict[str, int]:
    """Address -> page of the whole PDF, for the sentences of a unit; nothing where no PDF was made before."""
    pages = domain.env.config.edition_pdf_pages
    shown = domain.source.text.by_number[unit].sentences if unit is not None else ()
    return {str(s.address): pages[s.address.id] for s in shown if s.address.id in pages}


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write every file, since pages of the PDF change where no page of the web does; away with those of old pages."""
    if exception or app.builder.name != "html":
        return
    domain = edition_domain(app.env)
    written: set[Path] = set()
    folders = [Path(app.outdir, part, FOLDER) for part in (DOWNLOADS, "_static")]
    for docname in sorted(app.env.found_docs):
        cited, name = cited_by(domain, app.builder, docname), file_name(domain, docname)
        files = {folders[0] / f"{name}.{ext}": write(cited) for ext, write in FORMATS.values()} if cited else {}
        if domain.unit_of(docname) is not None:
            files[folders[1] / f"{name}.js"] = script(domain, app.builder, docname)
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        written.update(files)
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path not in written:
            path.unlink()


def drawn_from_citations(app: Sphinx, docname: str) -> object:
    """What a page shows of the settings, the witness and, by the build of its script, of the PDF."""
    domain = edition_domain(app.env)
    return cited_by(domain, app.builder, docname), pages_of_pdf(domain, domain.unit_of(docname))


def set_once(app: Sphinx, builder: Builder) -> None:
    """Before the pages are written, perhaps by several processes at once."""
    if builder.name == "html":
        citations(edition_domain(app.env))


def setup(app: Sphinx) -> None:
    app.connect("write-started", set_once)
    app.connect("html-page-context", add_citation)
    # After `pages`, which leaves out of _static what no page loads.
    app.connect("build-finished", write_files, priority=900)
