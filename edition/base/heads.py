"""What Sphinx and MyST are given to read: pages in Markdown alone, and of these the body, each line with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.base.domain import edition_of
from edition.editorial.front import DASHES, OURS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def read_markdown_alone(app: Sphinx, config: Config) -> None:
    """Sphinx would take in a page of reStructuredText, which nothing here has looked at."""
    config.source_suffix = {".md": "markdown"}


def leave_to_the_model(app: Sphinx, docname: str, content: list[str]) -> None:
    """Blank a front matter in which all is ours: the model has read its YAML, which is a tenth of a build."""
    if content[0].startswith(DASHES) and OURS.issuperset(edition_of(app.env).front(docname)):
        head, dashes, body = content[0].partition("\n---")
        content[0] = "\n" * (head + dashes).count("\n") + body.lstrip("-")


def setup(app: Sphinx) -> None:
    app.connect("config-inited", read_markdown_alone, priority=100)  # before suffixes are put together
    app.connect("source-read", leave_to_the_model)
