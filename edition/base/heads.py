"""The front matter of a page is read once, by the model; MyST gets the body, each line with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.base.domain import edition_of
from edition.editorial.front import OURS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def leave_to_the_model(app: Sphinx, docname: str, content: list[str]) -> None:
    """Blank a front matter in which all is ours: MyST would read its YAML twice, a tenth of a build."""
    front = edition_of(app.env).front(docname)
    if front and OURS.issuperset(front):
        head, dashes, body = content[0].partition("\n---")
        content[0] = "\n" * (head + dashes).count("\n") + body.lstrip("-")


def setup(app: Sphinx) -> None:
    app.connect("source-read", leave_to_the_model)
