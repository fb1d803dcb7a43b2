"""No style attribute in any page: a strict policy forbids them, and the look is the style sheet's alone.

docutils writes one for the widths of columns, tables and pictures, sphinx-design and MyST for whatever an editor asks.
A picture keeps its size in pixels, as attributes; all other widths are those of the style sheet.  Links lose the
classes that nobody asks for, and the element within that only says what they are: a page of text has hundreds.  Words
that run from right to left say so by an attribute of HTML.
"""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING, Any

from docutils import nodes

from edition.base.language import RIGHT_TO_LEFT
from edition.outputs.web.builder import SiteBuilder
from edition.outputs.web.escaping import WithoutRaw

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIZE = re.compile(r"(width|height):\s*(\d+)px")


def without_inner(node: nodes.Element) -> None:
    """A link whose words are all in one element that has but classes has these itself."""
    inner = node.children[0] if len(node) == 1 else None
    if type(inner) is not nodes.inline or RIGHT_TO_LEFT in inner["classes"]:
        return
    if not any(value for name, value in inner.attributes.items() if name != "classes"):
        node["classes"] += inner["classes"]
        node[:] = inner.children


class WithoutStyle:
    """Mixed into whatever translator the theme and other extensions have made."""

    def visit_reference(self, node: nodes.Element) -> None:
        without_inner(node)
        super().visit_reference(node)  # type: ignore[misc]

    def starttag(
        self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        style = next((str(attributes.pop(name)) for name in list(attributes) if name.lower() == "style"), "")
        if tagname.lower() == "img":
            attributes |= dict(SIZE.findall(style))
        if tagname.lower() == "a":  # said of every link, asked for by no style sheet: half a kilobyte on a page of text
            classes = set(str(attributes.pop("class", "")).split()) - {"reference", "internal", "external"}
            attributes |= {"class": " ".join(sorted(classes))} if classes else {}
        if RIGHT_TO_LEFT in node.get("classes", ()) and tagname.lower() == "span":
            attributes["dir"] = "rtl"  # which sets the words apart as well
        written: str = super().starttag(node, tagname, suffix, empty, **attributes)  # type: ignore[misc]
        return written


def refuse_style(app: Sphinx) -> None:
    """Give the builder a translator that writes no style, and no markup of a page's own."""
    if not isinstance(app.builder, SiteBuilder):
        return
    name = SiteBuilder.name
    present = app.registry.translators.get(name) or app.builder.default_translator_class
    app.set_translator(
        name, types.new_class(f"Strict{present.__name__}", (WithoutStyle, WithoutRaw, present)), override=True
    )
