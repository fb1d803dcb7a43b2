"""``{cite:p}`` and ``{cite:t}``: the roles of sphinxcontrib-bibtex, which would end a build where one is malformed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinxcontrib.bibtex.roles import CiteRole

from edition.base.bibliography import bibliography
from edition.editorial.references import is_citation

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


class Cite(CiteRole):
    """A citation, or its words where they name no works."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        if not is_citation(self.target):  # reported where the page was read as data
            return [nodes.Text(self.target)], []
        cited: tuple[list[Node], list[system_message]] = super().run()
        return cited


def take_over(app: Sphinx) -> None:
    """Once the domain is there, whatever the order of the extensions."""
    app.add_role("cite", Cite(), override=True)  # that of docutils, which the edition does not know
    domain = bibliography(app.env)
    if domain is not None:
        domain.roles.update(dict.fromkeys(domain.roles, Cite()))  # its own copy, made for this build


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", take_over)
