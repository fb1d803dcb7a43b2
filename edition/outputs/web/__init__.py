"""The web site: what frames a page, what is found, shared and served.  All of it is connected here, and to it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from edition.base.features import features_of
from edition.outputs.web import (
    announcing,
    escaping,
    files,
    frame,
    hosting,
    inline_style,
    joining,
    lost,
    pictures,
    search,
    sharing,
)
from edition.outputs.web.builder import SiteBuilder

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')
PARTS = (joining, frame, search, sharing)
# What is written once all pages are: first away with what no page loads, then what is ours.
WRITERS = (
    files.send_only_what_is_used,
    files.send_only_pages_that_are,
    search.write_index,
    lost.write_known,
    pictures.draw_pictures,
    files.write_files,
    announcing.announce,
    hosting.write_host_files,
    files.note_state,
)


def start(app: Sphinx) -> None:
    """Before any page is read, at a time when no extension has yet told all libraries to report their work."""
    if isinstance(app.builder, SiteBuilder):
        escaping.escape_in_templates(app)
        joining.provide_static(app)
        frame.provide_fonts(app)
        pictures.provide_fonts(app)


def frame_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """What the templates need to know of the edition, of a page, and of each feature."""
    if not isinstance(app.builder, SiteBuilder):
        return
    features = features_of(app)
    # docutils has a viewport of its own beside that of the layout; a page has one.
    context["metatags"] = VIEWPORT.sub("", context.get("metatags", ""))
    context |= {"t": escaping.words_in_template, **frame.context_of(app, pagename)}
    for facts in features.contexts.values():
        context |= facts(app, pagename)
    context["feet"] = [path.name for path in features.feet.values()]
    context |= sharing.context_of(app, pagename, context, doctree)


def pages_made_here(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if isinstance(app.builder, SiteBuilder):
        yield search.page(app)
        yield lost.page(app)


def finish(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and isinstance(app.builder, SiteBuilder):
        for write in WRITERS:
            write(app)


def setup(app: Sphinx) -> None:
    app.add_builder(SiteBuilder, override=True)
    for part in PARTS:
        part.setup(app)
    app.connect("builder-inited", start)
    app.connect(
        "builder-inited", inline_style.refuse_style, priority=900
    )  # after the theme, which has a translator too
    app.connect("html-page-context", frame_page)
    # Before whoever draws by the ways of a page.
    app.connect("html-page-context", lost.make_absolute, priority=100)
    app.connect("html-collect-pages", pages_made_here)
    app.connect("build-finished", finish, priority=900)  # after the theme
