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
from urllib.parse import quote

from markupsafe import Markup

from edition.base.abilities import SCRIPT, can
from edition.base.domain import edition_domain, edition_of
from edition.base.features import builder_of, features_of
from edition.base.names import BOOK, DOWNLOADS, handout_name, short_unit_name
from edition.base.words import _
from edition.editorial.people import Name
from edition.features.cite_this.cited import (
    KEY,
    LOCATOR,
    PAGE,
    PART,
    URL,
    WHOLE,
    Cited,
    bibtex,
    csl_json,
    key_of,
    ris,
)
from edition.features.cite_this.csl import TITLE, Form, fill, forms

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
FOLDER = "cite"  # in _static, and of files in the downloads
FORMATS = {"BibTeX": ("bib", bibtex), "RIS": ("ris", ris), "CSL-JSON": ("json", csl_json)}


class Citations(NamedTuple):
    """What the processor has set for this build, by style: a sentence without and with its address on the web, a page.

    Where the edition has a base address, every citation has one, and `bare` is empty.
    """

    bare: dict[str, Form]
    linked: dict[str, Form]
    page: dict[str, Form]


def text_cited(env: BuildEnvironment, locator: str, url: str, key: str) -> Cited:
    """The author's text, as ``witness.yaml`` and the settings describe it."""
    config, known = env.config, edition_of(env).witness
    authors, part = edition_of(env).authors, known.get("part", "")
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


def page_cited(env: BuildEnvironment, title: str, url: str, key: str) -> Cited:
    """A page of ours.  `author` of the settings is one name, as it stands there; the year is that of the version."""
    config = env.config
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


def cited_by(env: BuildEnvironment, docname: str) -> Cited | None:
    """What one cites who cites a page: a page of the text, the text; any other, the page; lists of pages, nothing."""
    edition = edition_of(env)
    url, unit = address_of(env, docname), edition.unit_of(docname)
    if unit is not None:
        locator = ", ".join(filter(None, (edition.witness.get("part", ""), short_unit_name(edition, unit))))
        return text_cited(env, locator, url, str(unit))
    front = edition.front(docname)
    if docname == env.config.root_doc or "omit" in (front.get("book"), front.get("cite")):
        return None
    return page_cited(env, env.titles[docname].astext(), url, docname)


def address_of(env: BuildEnvironment, docname: str) -> str:
    """The address of a page on the web, where the edition knows its own."""
    base = env.config.html_baseurl
    return f"{base.rstrip('/')}/{builder_of(env).get_target_uri(docname)}" if base else ""


def prefix(env: BuildEnvironment) -> str:
    """What stands before an address in a citation: ``Conclusion ``."""
    part = edition_of(env).witness.get("part")
    return f"{part} " if part else ""


def citations(env: BuildEnvironment) -> Citations:
    """Every form of this build, set by the processor in one run of a tenth of a second."""
    return edition_domain(env).worked_out("citations", partial(_set, env))


def _set(env: BuildEnvironment) -> Citations:
    based = bool(env.config.html_baseurl)
    linked = text_cited(env, LOCATOR, URL, KEY)
    works = [linked, page_cited(env, TITLE, URL if based else "", ""), replace(linked, url="")]
    found = forms(works[: 2 if based else 3])
    return Citations(bare={} if based else found[2], linked=found[0], page=found[1])


# ---- The end of a page -------------------------------------------------------------------------------------------


def context_of(app: Sphinx, pagename: str) -> dict[str, Any]:
    """The forms in which a page is cited, the files, and the build of its script."""
    env = app.env
    cited = cited_by(env, pagename) if pagename in env.titles else None
    if cited is None:
        return {}
    known = citations(env)
    chosen = known.page if cited.kind == PAGE else (known.linked if cited.url else known.bare)
    name = file_name(env, pagename)
    context: dict[str, Any] = {
        "cite_forms": {style: list(_filled(form, cited)) for style, form in chosen.items()},
        "cite_files": {what: f"{DOWNLOADS}/{FOLDER}/{name}.{ext}" for what, (ext, _) in FORMATS.items()},
    }
    if edition_of(env).unit_of(pagename) is not None:
        context["cite_script"] = f"{quote(name)}.js?v={zlib.crc32(script(env, pagename).encode()):08x}"
    return context


def _filled(form: Form, cited: Cited) -> Iterator[tuple[str, Markup]]:
    for way, words in form:
        finished = fill(words, {LOCATOR: cited.locator, TITLE: cited.title})
        link = f'<a href="{Markup.escape(cited.url)}">{Markup.escape(cited.url)}</a>' if cited.url else ""
        yield _(way), Markup(finished.replace(URL, link))  # noqa: S704 (escaped by `fill`)


def file_name(env: BuildEnvironment, docname: str) -> str:
    """A page of the text gives its files its own name, as to its handout; others, with their folder."""
    return handout_name(docname) if edition_of(env).unit_of(docname) is not None else docname


# ---- Files -------------------------------------------------------------------------------------------------------


def script(env: BuildEnvironment, docname: str) -> str:
    """What the cards of a page need to know: a plain assignment, since a page opened from disk can fetch nothing."""
    known, unit = citations(env), edition_of(env).unit_of(docname)
    text = text_cited(env, f"{prefix(env)}{LOCATOR}", URL, KEY)
    every = {"bare": (known.bare, replace(text, url="")), "linked": (known.linked, text)}
    facts = {
        "prefix": prefix(env),
        "url": address_of(env, docname),
        "pdf": f"{DOWNLOADS}/{BOOK}.pdf",
        "pages": pages_of_pdf(env, unit),
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
    return [(_(way), fill(words, {LOCATOR: locator})) for way, words in form]


def pages_of_pdf(env: BuildEnvironment, unit: int | None) -> dict[str, int]:
    """Address -> page of the whole PDF, for the sentences of a unit; nothing where no PDF was made before."""
    pages = env.config.edition_pdf_pages
    shown = edition_of(env).text.by_number[unit].sentences if unit is not None else ()
    return {str(s.address): pages[s.address.id] for s in shown if s.address.id in pages}


def files_of(app: Sphinx) -> dict[str, str]:
    """Every file, since pages of the PDF change where no page of the web does."""
    env = app.env
    found: dict[str, str] = {}
    for docname in sorted(env.found_docs):
        cited, name = cited_by(env, docname), file_name(env, docname)
        if cited is not None:
            found |= {f"{DOWNLOADS}/{FOLDER}/{name}.{ending}": write(cited) for ending, write in FORMATS.values()}
        if edition_of(env).unit_of(docname) is not None:
            found[f"_static/{FOLDER}/{name}.js"] = script(env, docname)
    return found


def settled(env: BuildEnvironment, docname: str) -> object:
    """What a page shows of the settings, the witness and, by the build of its script, of the PDF."""
    return cited_by(env, docname), pages_of_pdf(env, edition_of(env).unit_of(docname))


def set_once(app: Sphinx, builder: Builder) -> None:
    """Before the pages are written, perhaps by several processes at once."""
    if can(builder, SCRIPT):
        citations(app.env)


def setup(app: Sphinx) -> None:
    app.connect("write-started", set_once)
    features = features_of(app)
    features.once_settled(FOLDER, settled)
    features.on_site(FOLDER, context=context_of, foot=HERE / "cite.html", files=files_of)
    features.style(HERE / "cite.css")
    features.script(HERE / "cards.js", joined="reading.js")
    features.script(HERE / "card.js")
    features.style(HERE / "card.css", alone=True)
