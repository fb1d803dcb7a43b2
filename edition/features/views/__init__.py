"""How much a reader sees of notes and glosses: the text (read), the first of them (study), everything (all).

The choice stands before the text of a unit; style alone carries it out, by `data-view` of the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.abilities import NEEDS, SCRIPT
from edition.base.features import features_of
from edition.base.words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

NAME = "views"


class views(nodes.General, nodes.Element):
    """The three buttons, the way back from what a link has asked for, and the legend for who comes from outside."""


def place_views(env: BuildEnvironment, document: nodes.document) -> list[nodes.Node]:
    return [views(classes=[f"{NEEDS}{SCRIPT}"], found_apart=True)]


def visit_views(self: HTML5Translator, node: views) -> None:
    group, close = self.attval(_("How much is shown")), self.attval(_("Hide the legend"))
    buttons = {"read": _("Read"), "study": _("Study"), "all": _("All")}
    self.body.append(f'<div class="views js-only"><p role="group" aria-label="{group}">')
    for value, words in buttons.items():
        self.body.append(f'<button type="button" value="{value}">{self.encode(words)}</button> ')
    self.body.append(f'<button type="button" class="own">{self.encode(_("Back to my view"))}</button></p>\n')
    legend = self.encode(_("{dotted}: meaning · {letter}: note · {number}: cite"))
    signs = {"dotted": f'<span class="dotted">{_("dotted")}</span>', "letter": "<i>a</i>", "number": "<sup>1</sup>"}
    self.body.append(f'<p class="legend">{legend.format(**signs)} ')
    self.body.append(f'<button type="button" aria-label="{close}">×</button></p></div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(views, html=(visit_views, None))
    features = features_of(app)
    features.part_of_unit(NAME, place_views)
    features.style(Path(__file__).with_name("views.css"))
    features.script(Path(__file__).with_name("views.js"), joined="reading.js")
