"""What is written for programs that look after a site: ``sitemap.xml``, ``robots.txt`` and the feed of changes.

The feed tells of versions, as CHANGELOG.md lists them with a date.  Neither it nor the sitemap takes dates from git:
a commit that mends a comma is no news, a copy without its history has none, and a false date is worse than no date.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

from edition.base.words import _
from edition.outputs.web.sharing import CHANGELOG, FEED, page_address

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SITEMAP = "sitemap.xml"
ATOM, SITEMAPS = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"
VERSION = re.compile(r"^## +(\S+) +\((\d{4}-\d\d-\d\d)\) *$", re.MULTILINE)  # what is not yet released has no date


class Version(NamedTuple):
    """A version that was released on a day (ISO 8601), and what changed in it (HTML)."""

    name: str
    day: str
    changes: str


def versions(changelog: str) -> Iterator[Version]:
    """Every released version, in the order of the file: ``## 1.2.0 (2027-03-01)`` and what follows it."""
    found = list(VERSION.finditer(changelog))
    for match in found:
        after = re.search(r"^## ", changelog[match.end() :], re.MULTILINE)
        changes = changelog[match.end() :][: after.start() if after else None]
        yield Version(match[1], match[2], MarkdownIt("commonmark", {"html": False}).render(changes.strip()))


def feed(base: str, title: str, author: str, language: str, released: list[Version], now: str) -> ET.Element:
    """An Atom feed; `now` stands for the day of a change while nothing is released."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language, "xml:base": base})

    def tell(parent: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, name, attributes)
        element.text = words or None
        return element

    tell(root, "title", _("{title}: changes", title=title))
    tell(root, "id", base + FEED)
    tell(root, "link", rel="self", type="application/atom+xml", href=base + FEED)
    tell(root, "link", rel="alternate", type="text/html", href=base)
    tell(root, "updated", f"{max(v.day for v in released)}T00:00:00Z" if released else now)
    tell(tell(root, "author"), "name", author)
    for version in released:
        entry = tell(root, "entry")
        tell(entry, "title", _("Version {version}", version=version.name))
        tell(entry, "id", f"{base}{FEED}#{version.name}")
        tell(entry, "link", rel="alternate", type="text/html", href=base)
        tell(entry, "updated", f"{version.day}T00:00:00Z")
        tell(entry, "content", version.changes, type="html")
    return root


def sitemap(addresses: list[str]) -> ET.Element:
    """Every page once; without dates, since none that we could write is sure to be true."""
    root = ET.Element("urlset", {"xmlns": SITEMAPS})
    for address in addresses:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = address
    return root


def announce(app: Sphinx) -> None:
    """Write the three; without a base address only a ``robots.txt`` that allows everything."""
    site, base = Path(app.outdir), app.config.html_baseurl
    for name in (SITEMAP, FEED):
        (site / name).unlink(missing_ok=True)  # of a build with another base address
    robots = "User-agent: *\nAllow: /\n"
    if base:
        robots += "\n# Read at the root of a host only: elsewhere, name the sitemap in the host's own file.\n"
        robots += f"Sitemap: {base}{SITEMAP}\n"
        _write(site / SITEMAP, sitemap([page_address(app, doc) for doc in sorted(app.env.found_docs)]))
        changelog = Path(app.srcdir, CHANGELOG)
        if changelog.exists():
            released = list(versions(changelog.read_text("utf-8")))
            now = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
            facts = (app.config.project, app.config.author, app.config.language or "en")
            _write(site / FEED, feed(base, *facts, released, now.strftime("%Y-%m-%dT%H:%M:%SZ")))
    (site / "robots.txt").write_text(robots, "utf-8")


def _write(path: Path, root: ET.Element) -> None:
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
