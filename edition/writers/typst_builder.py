"""What a document needs to know of its builder to be written as Typst, and which classes print leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from sphinx.builders import Builder

if TYPE_CHECKING:
    from docutils import nodes

# Classes that change nothing in print, whatever node has them; a pattern stands for many.
UNPRINTED = (
    # docutils, of directives whose node says all: the kind of a quotation, how a table was measured and aligned.
    *("epigraph", "pull-quote", "highlights", "colwidths-auto", "colwidths-given", "align-*", "text-*"),
    # docutils and Sphinx, of words that are set as the node around them, a link or code.
    *("std", "std-*", "doc", "xref", "any", "myst", "code", "guilabel", "menuselection"),
    # MyST: it asks the site to let dollars alone.
    *("tex2jax_ignore", "mathjax_ignore"),
    # sphinx-design: boxes, columns and buttons; paper has words in their order.
    *("sd-*", "docutils"),
    # sphinxcontrib-bibtex and pybtex, of a citation, which is set as the link in it.
    *("bibtex", "bibtex-*"),
    # Ours, of the site's filter, and of languages, which are a matter of their own.
    *("filterable", "language-*", "needs-*"),
)

Forms = Mapping[str, frozenset[str]]
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/svg+xml", "image/webp"}  # what the engine can draw


class Rare(NamedTuple):
    """A character that the face does not have, and the place of its words."""

    character: str
    place: str | nodes.Node


class TypstBuilder(Builder):
    """What the translator asks of its builder."""

    forms: Forms
    """The classes that the template knows, under the kind of node that they set."""
    bare: frozenset[str]
    """Documents to which a reference prints no page."""
    characters: frozenset[str]
    """The characters of the face."""
    pictures = "pictures"
    """The folder of Typst in which the pictures are, each under its name in `images`."""


def is_unprinted(name: str) -> bool:
    """Whether a class changes nothing in print."""
    return any(fnmatchcase(name, pattern) for pattern in UNPRINTED)
