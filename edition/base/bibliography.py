"""The one way to what sphinxcontrib-bibtex knows: its domain, and the reference of a work in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib.bibtex.domain import BibtexDomain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import Citation


def bibliography(env: BuildEnvironment) -> BibtexDomain | None:
    """sphinxcontrib-bibtex's own domain, where the edition has a bibliography."""
    found = env.domains.get("cite")
    return found if isinstance(found, BibtexDomain) and env.config.bibtex_bibfiles else None


def reference(citation: Citation) -> nodes.paragraph:
    """A work as a list prints it."""
    line: nodes.paragraph = BibtexDomain.backend.paragraph(citation.formatted_entry)
    return line
