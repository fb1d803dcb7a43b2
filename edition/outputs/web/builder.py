"""The builder of the site: Sphinx's own for HTML, with what the site is able to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from sphinx.builders.html import StandaloneHTMLBuilder

from edition.base.abilities import DOWNLOADS, POPUPS, SCREEN, SCRIPT


class SiteBuilder(StandaloneHTMLBuilder):
    """Takes the place of Sphinx's builder under its name; the search is the edition's own."""

    name = "html"
    search = False
    abilities: ClassVar[frozenset[str]] = frozenset({SCREEN, SCRIPT, POPUPS, DOWNLOADS})

    def init(self) -> None:
        super().init()
        self.without_document: set[str] = set()

    def handle_page(self, pagename: str, *said: Any, **more: Any) -> None:
        if pagename not in self.env.found_docs:
            self.without_document.add(pagename)
        super().handle_page(pagename, *said, **more)

    def pages(self) -> set[Path]:
        """Every page of this build, written now or as it was."""
        return {Path(self.get_output_path(name)) for name in self.env.found_docs | self.without_document}
