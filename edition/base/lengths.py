"""The length of our texts, looked at as each page is read; the limits stand in `limits`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from edition.core.messages import Mistake, Problem, at, report, stop
from edition.editorial.limits import beyond_limit, count_words, limits_with
from edition.features.annotation import annotation
from edition.features.argument import argument_link
from edition.features.glossary.entry_pages import entry_head, entry_tail
from edition.features.headnote import headnote
from edition.features.works import works_cited

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.config import Config


def prose_of(found: list[Node]) -> str:
    """The words of our prose: citations, and the addresses of sentences, are none."""
    return " ".join(_words(node) for node in found)


def _words(node: Node) -> str:
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, pending_xref) and (node["refdomain"], node["reftype"]) != ("edition", "gloss"):
        return ""
    parts = map(_words, node.children)
    return " ".join(parts) if isinstance(node, (nodes.Structural, nodes.Body)) else "".join(parts)


class CheckLengths(SphinxTransform):
    default_priority = 735

    def apply(self) -> None:
        limits = limits_with(self.config.edition_limits)
        for kind, what, place, found in self.texts():
            said = beyond_limit(what, kind, count_words(prose_of(found)), limits)
            if said:
                report([Problem(Mistake.LENGTH, place, said)])

    def texts(self) -> Iterator[tuple[str, str, nodes.Element, list[Node]]]:
        """Kind, what it is called in a message, place, and the nodes that hold it."""
        for node in self.document.findall(headnote):
            yield "headnote", "The headnote", node, node.children
        for note in self.document.findall(annotation):
            yield "annotation", f"The annotation of “{note['lemma']}” ({note['address']})", note, note.children
        for link in self.document.findall(argument_link):
            yield "argument", f"The sentence on {link['address']} and {link['other']}", link, link.children
        for section in self.document.findall(nodes.section):
            if "entry" in section["classes"]:
                ours = (nodes.title, entry_head, entry_tail, works_cited)
                body = [child for child in section.children if not isinstance(child, ours)]
                first = next((child for child in body if isinstance(child, nodes.Element)), section)
                yield "entry", "The body of the entry", first, body


def check_limits(app: Sphinx, config: Config) -> None:
    """Limits that are none stop the build before anything is read."""
    try:
        limits_with(config.edition_limits)
    except ValueError as error:
        path = Path(app.confdir, "conf.py")
        lines = enumerate(path.read_text("utf-8").splitlines(), 1)
        line = next((number for number, words in lines if words.startswith("edition_limits")), 1)
        report([Problem(Mistake.LENGTH, at(path, line), str(error))])
        stop("Without its limits nothing can be checked; nothing was written.")


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_limits", {}, "env", dict)
    app.connect("config-inited", check_limits)
    app.add_transform(CheckLengths)
