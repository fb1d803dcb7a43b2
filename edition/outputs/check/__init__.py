"""The builder ``check``: reads all pages and writes none; of what is found only in resolving, all that can be wrong."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from sphinx.builders.dummy import DummyBuilder

from edition.base.links_of_sphinx import holds_one

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CheckBuilder(DummyBuilder):
    """Resolves the pages alone that hold a reference of Sphinx's own: where all others lead the model has told."""

    name = "check"
    epilog = ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        for docname in sorted(docnames):
            if holds_one(self.env, docname):
                self.env.get_and_resolve_doctree(docname, self)


def setup(app: Sphinx) -> None:
    app.add_builder(CheckBuilder)
