"""Nothing of an editor's reaches a page as markup: templates escape what they are given, visitors write no raw HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup, escape

from edition.base.features import features_of
from edition.base.reporting import report_at
from edition.base.words import _
from edition.core.messages import Mistake

if TYPE_CHECKING:
    from sphinx.application import Sphinx

TEMPLATES = Path(__file__).parent / "templates"
BREAK = "<br />"  # all of HTML that MyST writes for Markdown as such: the break of a line


def escape_in_templates(app: Sphinx) -> None:
    """Have Jinja escape whatever a template of ours prints and does not call ``safe``.

    The theme's layout, which ours extends, has another name there (``!layout.html``) and prints what it always did.
    """
    ours = {path.name for path in (*TEMPLATES.glob("*.html"), *features_of(app).feet.values())}
    app.builder.templates.environment.autoescape = lambda name: name in ours


def words_in_template(words: str, **given: object) -> Markup:
    """Words in the language of the editors, for a template; what is filled in is escaped unless it is markup."""
    found = escape(_(words))
    return found.format(**given) if given else found


class WithoutRaw:
    """Mixed into the translator of the site: it writes no markup that a page brought along."""

    def visit_raw(self, node: nodes.raw) -> None:
        if node.astext().strip() == BREAK:
            self.body.append(f"{BREAK}\n")  # type: ignore[attr-defined]
        elif "html" in node["format"].split():
            report_at(node, Mistake.PAGE, "Markup in HTML is not written. Write it in Markdown, or take it out.")
        raise nodes.SkipNode
