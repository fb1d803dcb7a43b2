"""What a page says of itself to others: title, description, canonical address, the tags of a shared link.

Whatever needs an absolute address is written only where `html_baseurl` is set; nothing is guessed without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes

from edition.base.abilities import NEEDS
from edition.base.domain import edition_of
from edition.base.reading import unit_text
from edition.base.reporting import stop
from edition.base.words import likely_locale
from edition.outputs.web.pictures import picture_address
from edition.witness.division import sentences

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from edition.editorial.edition import Edition

LENGTH = 160  # characters that a list of results shows of a description
CHANGELOG = "CHANGELOG.md"
FEED = "feed.xml"
# An address of a host and of a folder on it: letters, digits, and what no page, script or server file must escape.
BASE = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?(?:/(?:[A-Za-z0-9._~/-]|%[0-9A-Fa-f]{2})*)?")


def check_base(app: Sphinx, config: Config) -> None:
    """Bring `html_baseurl` into the one form that all writers expect, with a slash at its end, or end the build."""
    base = config.html_baseurl
    if base and not BASE.fullmatch(base):
        stop(
            f"“{base}” is no address at which a site can stand. Write it whole, for instance "
            "https://example.org/edition/, with letters beyond ASCII as a browser copies them."
        )
    config.html_baseurl = f"{base.rstrip('/')}/" if base else ""


def base_path(config: Config) -> str:
    """The path under which the site is served, with a slash at both ends; the root of the host where none is known."""
    return urlsplit(config.html_baseurl).path or "/"


def page_address(app: Sphinx, pagename: str) -> str:
    """The canonical address of a page; the front door is the base address itself."""
    base: str = app.config.html_baseurl
    return base if pagename == app.config.root_doc else base + app.builder.get_target_uri(pagename)


def describe(env: BuildEnvironment, docname: str, doctree: nodes.document) -> str:
    """In our words: the gloss of an entry, the beginning of a headnote, or the first paragraph that is ours."""
    entry = edition_of(env).glossary.entry_of(docname)
    if entry is not None:
        return shorten(entry.gloss)
    opening = next((node for node in doctree.findall(nodes.Element) if node.get("describes")), None)
    paragraphs = (doctree if opening is None else opening).findall(nodes.paragraph)
    return shorten(next((node.astext() for node in paragraphs if _ours(node)), ""))


def _ours(node: nodes.paragraph) -> bool:
    """Whether a paragraph is prose of the editors: not the author's words, nor what only frames a page."""
    above: nodes.Node | None = node
    while isinstance(above, nodes.Element):
        if isinstance(above, (unit_text, nodes.bullet_list, nodes.table)) or any(
            n.startswith(NEEDS) for n in above["classes"]
        ):
            return False
        above = above.parent
    return True


def shorten(words: str) -> str:
    """Whole sentences as far as they fit; where not even the first does, whole words and an ellipsis."""
    words = " ".join(words.split())
    ends = [end for _, end in sentences(words) if end <= LENGTH]
    if ends or not words:
        return words[: ends[-1]] if ends else ""
    cut = words[:LENGTH].rpartition(" ")[0]
    return re.sub(r"[\s,;:–—]+$", "", cut) + "…"


def context_of(app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None) -> dict[str, Any]:
    """`sharing`, from which ``sharing.html`` writes the tags, and the canonical address."""
    env, project = app.env, app.config.project
    front = pagename == app.config.root_doc
    title = env.titles[pagename].astext() if pagename in env.titles else str(context.get("title", ""))
    edition = edition_of(env)
    witness = edition.witness
    sharing: dict[str, Any] = {
        "title": title or project,
        "document": f"{project} · {witness['title']}" if front else f"{title} · {project}" if title else project,
        "description": describe(env, pagename, doctree) if doctree is not None else context.get("description", ""),
        "type": "website" if front or doctree is None else "article",
        "site": project,
        "locale": likely_locale(app.config.language or "en"),
    }
    pageurl = None
    if app.config.html_baseurl and pagename in env.all_docs:
        pageurl = page_address(app, pagename)
        sharing["image"] = picture_address(app, pagename)
        sharing["alt"] = f"{sharing['title']}. {project}: {witness['author']}, {witness['title']}"
        if Path(app.srcdir, CHANGELOG).exists():
            sharing["feed"] = app.config.html_baseurl + FEED
    if edition.unit_of(pagename) is not None:
        language = edition.witness.get("language") or app.config.language or "en"
        sharing["text"] = [*tags_of_text(edition), ("citation_language", language)]
    return {"sharing": sharing, "pageurl": pageurl}


def tags_of_text(edition: Edition) -> Iterator[tuple[str, str]]:
    """The text as reference managers read it from a page: names and words of ``<meta>``, where the witness has them.

    A part of a book is told by `citation_inbook_title`; with any other name for the book, Zotero loses its title.
    """
    known = edition.witness
    yield "citation_title", known.get("part") or known["title"]
    for author in edition.authors:
        yield "citation_author", ", ".join(filter(None, (author.family, author.given))) or author.literal
    fields = {"publisher": "citation_publisher", "year": "citation_publication_date", "rights": "DC.rights"}
    fields |= {"title": "citation_inbook_title"} if "part" in known else {}
    yield from ((name, known[field]) for field, name in fields.items() if field in known)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", check_base)
