"""The builder of the site: Sphinx's own for HTML, with what the site is able to do."""

from __future__ import annotations

from typing import ClassVar

from sphinx.builders.html import StandaloneHTMLBuilder

from edition.base.abilities import DOWNLOADS, POPUPS, SCREEN, SCRIPT


class SiteBuilder(StandaloneHTMLBuilder):
    """Takes the place of Sphinx's builder under its name; the search is the edition's own."""

    name = "html"
    search = False
    abilities: ClassVar[frozenset[str]] = frozenset({SCREEN, SCRIPT, POPUPS, DOWNLOADS})
