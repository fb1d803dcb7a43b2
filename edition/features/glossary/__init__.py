"""The glossary: ``{gloss}`` leads to an entry from prose; every mention in the text leads there by itself."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxRole

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.editorial.prose import Role
from edition.features.glossary import entry_pages, terms

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


class Gloss(SphinxRole):
    """``{gloss}`Rapallo` `` or ``{gloss}`the treaty <treaty-of-rapallo>` `` leads to an entry."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        words, target = Role(self.name, self.text, self.lineno).link
        entry = edition_of(self.env).glossary.named(target)
        if entry is None:  # reported where the page was read as data
            return [nodes.Text(words)], []
        inner = nodes.inline("", words, classes=["gloss-words"])
        reference = pending_xref("", inner, refdomain="edition", reftype="gloss", reftarget=entry, refwarn=False)
        reference["refdoc"] = self.env.docname
        return [reference], []


def named(record: logging.LogRecord) -> bool:
    """Let ``suppress_warnings`` have an empty list of entries; Sphinx 9 forgets the first half of this name."""
    if getattr(record, "subtype", None) == "empty_glob" and getattr(record, "type", None) is None:
        record.type = "toc"
    return True


def setup(app: Sphinx) -> None:
    logging.getLogger("sphinx.sphinx.directives.other").addFilter(named)
    app.add_role("gloss", Gloss())
    terms.setup(app)
    entry_pages.setup(app)
    features = features_of(app)
    features.style(Path(__file__).with_name("glossary.css"))
    features.script(Path(__file__).with_name("glosses.js"), joined="reading.js")
