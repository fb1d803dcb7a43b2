"""Whether the links of our prose lead somewhere, and its pictures are files of the edition.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote, urlsplit

from edition.core.ids import id_of
from edition.core.messages import Mistake, Problem, at, closest
from edition.editorial.edition import Edition
from edition.editorial.events import SHOWN_BY
from edition.editorial.pages import Page
from edition.editorial.prose import Directive, Lead, Prose

SCHEMES = ("https", "http", "mailto")
# What every output can show.
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml", "image/webp")


def check_leads(edition: Edition) -> Iterator[Problem]:
    """What is wrong with the links and pictures of pages and events."""
    chronology = edition.settings.folder / edition.settings.chronology
    shown = next(iter(edition.pages_with(SHOWN_BY)), "")
    for prose in edition.prose.values():
        for lead in prose.leads:
            for sentence in _wrong(lead, shown, edition):
                yield Problem(Mistake.MARKUP, at(chronology, lead.line), sentence)
    for page in edition.pages.values():
        for lead in _leads_of(page):
            for sentence in _wrong(lead, page.name, edition):
                yield Problem(Mistake.MARKUP, at(page.path, lead.line), sentence)


def _leads_of(page: Page) -> Iterator[Lead]:
    for prose in page.prose.everything:
        yield from prose.leads
    for directive in page.prose.every_directive:
        yield from _lead_of(directive)


def _lead_of(directive: Directive) -> Iterator[Lead]:
    """The picture that a directive shows; the page to which a card leads."""
    if directive.name == "image" and directive.argument:
        yield Lead(directive.argument, directive.line, picture=True, words=directive.options.get("alt", ""))
    elif directive.options.get("link-type") == "doc":
        yield Lead(f"{directive.options.get('link', '')}.md", directive.line)


def _wrong(lead: Lead, page: str, edition: Edition) -> Iterator[str]:
    try:
        parts = urlsplit(lead.target)
    except ValueError:
        yield f"“{lead.target}” is no address. Correct it."
        return
    if lead.picture:
        yield from _wrong_picture(lead, parts.scheme or parts.netloc, page, edition)
    elif parts.scheme:
        if parts.scheme not in SCHEMES:
            sentence = f"“{lead.target}” has a scheme that may not be followed; choose among {', '.join(SCHEMES)}."
            yield sentence
        elif not (parts.netloc or parts.scheme == "mailto"):
            yield f"“{lead.target}” names no host. Correct the address."
    elif parts.netloc:
        yield f"“{lead.target}” has no scheme. Write https:{lead.target}."
    else:
        yield from _wrong_page(unquote(parts.path), unquote(parts.fragment), page, edition)


def _wrong_page(path: str, anchor: str, page: str, edition: Edition) -> Iterator[str]:
    if not path and not anchor:
        yield "This link leads nowhere. Write the page or the address behind the words: [words](page.md)."
        return
    target = _from(page, path) if path else page
    name = target.removesuffix(".md")
    found = edition.pages.get(name) if target.endswith(".md") or not path else None
    if found is None:
        ours = edition.pages.get(name) or edition.pages.get(target.removesuffix(".html"))
        if ours is not None:
            yield f"“{path}” is no page. Write the name of its file, with .md."
        elif target.startswith(".."):
            yield f"“{path}” lies outside the edition. Link to a page of it, or to an address with https://."
        elif (edition.settings.folder / target).is_file():
            yield f"“{path}” is a file and no page; only pages are published. Link to a page."
        else:
            known = [relpath(f"{other}.md", dirname(page) or ".") for other in edition.pages if other != page]
            yield f"There is no page “{path}”.{closest(path, known)} Correct the link."
    elif anchor and anchor not in anchors(found.prose):
        where = "this page" if found.name == page else f"“{path}”"
        hint = closest(anchor, anchors(found.prose))
        yield (
            f"Nothing on {where} is called “{anchor}”.{hint} Link to a heading, or put ({anchor})= on the line above "
            "what is meant; to a sentence leads {at}`4.7`."
        )


def pictures(edition: Edition) -> Iterator[str]:
    """The pictures that pages show, each by its path in the folder of the edition."""
    for page in edition.pages.values():
        yield from (_from(page.name, unquote(lead.target)) for lead in _leads_of(page) if lead.picture)


def anchors(prose: Prose) -> set[str]:
    """The names on a page to which a link may lead: of headings below its title, and those given by hand."""
    headings = {id_of(heading.words) for heading in prose.headings if heading.rank > 1}
    return headings.union(*(part.targets for part in prose.everything))


def _wrong_picture(lead: Lead, remote: str, page: str, edition: Edition) -> Iterator[str]:
    target = _from(page, unquote(lead.target))
    path = edition.settings.folder / target
    if remote:
        yield f"The picture {lead.target} is not ours to show. Put a copy beside the page, and show that."
    elif target.startswith("..") or not _within(path, edition.settings.folder):
        yield f"The picture {lead.target} lies outside the edition. Put a copy beside the page, and show that."
    elif not path.is_file():
        yield f"There is no picture {lead.target}. Correct the name, or put the file there."
    elif guess_type(target)[0] not in PICTURES:
        yield f"{lead.target} is no picture that can be shown. Make a PNG, JPEG, GIF, SVG or WebP of it."
    if not lead.words.strip():
        yield f"The picture {lead.target} has no words for who does not see it. Write ![what it shows](…)."


def _from(page: str, path: str) -> str:
    """A path as a page writes it, from the folder of the edition."""
    return normpath(path.lstrip("/") if path.startswith("/") else join(dirname(page), path))


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
