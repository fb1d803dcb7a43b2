"""No style attribute in any page: a strict policy forbids them, and the look is the style sheet's alone.

docutils writes one for the widths of columns, tables and pictures, sphinx-design and MyST for whatever an editor asks.
A picture keeps its size in pixels, as attributes; all other widths are those of the style sheet.  Links lose the
classes that nobody asks for and bear those of the element that holds all their words, and words that run from right to
left say so by an attribute of HTML.
"""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING, Any

from docutils import nodes

from edition.base.abilities import NEEDS
from edition.base.language import RIGHT_TO_LEFT
from edition.outputs.web.builder import SiteBuilder
from edition.outputs.web.escaping import WithoutRaw

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CLASSES = re.compile(r' class="([^"]*)"')
UNASKED = re.compile(rf"docutils|container|{NEEDS}.*")
SIZE = re.compile(r"(width|height):\s*(\d+)px")


class WithoutStyle:
    """Mixed into whatever translator the theme and other extensions have made."""

    def starttag(
        self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        style = next((str(attributes.pop(name)) for name in list(attributes) if name.lower() == "style"), "")
        if tagname.lower() == "img":
            attributes |= dict(SIZE.findall(style))
        if tagname.lower() == "a":  # said of every link, asked for by no style sheet: half a kilobyte on a page of text
            classes = set(str(attributes.pop("class", "")).split()) - {"reference", "internal", "external"}
            classes.update(*(child["classes"] for child in node.findall(nodes.inline) if _only_holds(child)))
            attributes |= {"class": " ".join(sorted(classes))} if classes else {}
        if RIGHT_TO_LEFT in node.get("classes", ()) and tagname.lower() == "span":
            attributes["dir"] = "rtl"  # which sets the words apart as well
        written: str = super().starttag(node, tagname, suffix, empty, **attributes)  # type: ignore[misc]
        return CLASSES.sub(_asked_for, written, 1)

    def visit_inline(self, node: nodes.inline) -> None:
        if not _only_holds(node):
            super().visit_inline(node)  # type: ignore[misc]

    def depart_inline(self, node: nodes.inline) -> None:
        if not _only_holds(node):
            super().depart_inline(node)  # type: ignore[misc]


def _asked_for(written: re.Match[str]) -> str:
    """The classes of an element, without what docutils says of boxes and what an output was asked to be able to."""
    classes = " ".join(name for name in written[1].split() if not UNASKED.fullmatch(name))
    return f' class="{classes}"' if classes else ""


def _only_holds(node: nodes.Node) -> bool:
    """Whether an element holds all words of a link and says nothing but classes; over a whole card it is hidden."""
    link = node.parent
    if not (isinstance(node, nodes.inline) and isinstance(link, nodes.reference)) or RIGHT_TO_LEFT in node["classes"]:
        return False
    said = any(value for name, value in node.attributes.items() if name != "classes")
    return len(link.children) == 1 and not said and not link["classes"]


def refuse_style(app: Sphinx) -> None:
    """Give the builder a translator that writes no style, and no markup of a page's own."""
    if not isinstance(app.builder, SiteBuilder):
        return
    name = SiteBuilder.name
    present = app.registry.translators.get(name) or app.builder.default_translator_class
    app.set_translator(
        name, types.new_class(f"Strict{present.__name__}", (WithoutStyle, WithoutRaw, present)), override=True
    )
