"""Readers who are lost: the page for an unknown address, and what its script knows of addresses and names."""

from __future__ import annotations

import json
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from edition.base.domain import edition_of
from edition.base.names import short_unit_name
from edition.base.words import _
from edition.outputs.web.headers import NOT_FOUND, encoded, site_path

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = NOT_FOUND.removesuffix(".html")
KNOWN = "_static/known.js"


def page(app: Sphinx) -> tuple[str, dict[str, Any], str]:
    """Name, context and template of the page for an unknown address."""
    happened = _("There is no page at this address. It may have been mistyped, or the page may have moved.")
    return PAGE, {"title": _("No such page"), "happened": happened, "description": happened}, "notfound.html"


def make_absolute(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """A host serves the page at any address, so nothing in it may be addressed from where it stands.

    It lies at the root of the site: what Sphinx writes from there is right behind the path of the site.
    """
    if pagename != PAGE:
        return
    base = encoded(site_path(app))
    context["content_root"] = base
    pathto, tag = context["pathto"], context["css_tag"]

    @wraps(pathto)
    def absolute(*arguments: Any, **named: Any) -> str:
        return base + str(pathto(*arguments, **named)).removeprefix("#")

    context["pathto"] = absolute
    context["css_tag"] = lambda sheet: tag(sheet).replace('href="', f'href="{base}')


def known(app: Sphinx) -> dict[str, Any]:
    """What the scripts know; every address is counted from the root of the site.

    units: number -> [address, how many sentences, what it is called]; pages: address -> title; names: name of an
    entry -> its address; moved: old path, as it is read, -> new address.
    """
    env, uri = app.env, app.builder.get_target_uri
    edition = edition_of(env)
    return {
        "units": {
            str(number): [
                uri(page),
                sum(1 for _ in edition.text.by_number[number].sentences),
                short_unit_name(edition, number),
            ]
            for number, page in edition.drawing.items()
        },
        "pages": {uri(doc): env.titles[doc].astext() for doc in sorted(env.found_docs)},
        "names": {
            name: uri(edition.glossary.page(entry.id))
            for entry in edition.glossary.entries.values()
            for name in dict.fromkeys(
                [*entry.names, *(form for name in entry.original for form in (name.form, name.latin) if form)]
            )
        },
        "moved": {unquote(uri(move.old)): uri(move.new) for move in edition.moved},
    }


def write_known(app: Sphinx) -> None:
    """Write what the scripts know."""
    written = json.dumps(known(app), ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, KNOWN).write_text(f'"use strict";\nedition.known = {written};\n', "utf-8")
