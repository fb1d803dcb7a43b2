"""References that are Sphinx's own, as a link of Markdown: which pages hold one, and where such can lead.

The edition's own follow from the model.  Of these it is known only once all pages are read where they lead; when any
heading or label has changed, the pages that hold one are written again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.addnodes import pending_xref

from edition.base.domain import edition_domain
from edition.base.features import features_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAME = "links of Sphinx"
OURS = ("edition", "cite")  # the domains in which the model has looked at every reference


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Whether a page holds one, as it is read."""
    held = any(node.get("refdomain") not in OURS for node in doctree.findall(pending_xref))
    edition_domain(app.env).kept(NAME)[app.env.docname] = held


def holds_one(env: BuildEnvironment, docname: str) -> bool:
    return bool(edition_domain(env).kept(NAME).get(docname))


def settled(env: BuildEnvironment, docname: str) -> object:
    """All to which a link can lead, for the pages that hold one."""
    if not holds_one(env, docname):
        return None
    return edition_domain(env).worked_out(NAME, lambda: _targets(env))


def _targets(env: BuildEnvironment) -> object:
    known = env.domains.standard_domain
    pages = [(name, env.titles[name].astext(), env.metadata[name].get("myst_slugs")) for name in sorted(env.titles)]
    return pages, sorted(known.labels.items()), sorted(known.anonlabels.items()), sorted(known.objects.items())


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", note)
    features_of(app).once_settled(NAME, settled)
