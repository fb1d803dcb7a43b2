"""What every host is told of a site, whatever it runs: headers, how long a file may be kept, types, what is not served.

The policy forbids everything that the site does not need: nothing is loaded from elsewhere, nothing is written into a
page by script or style of its own, nothing is sent away.  It does not forbid to show a page in a frame of another
site, since instructors embed propositions in the pages of their courses; nor could a frame do harm, for no page has a
form that is sent, or an account.

Paths are kept as they are read, with blanks and letters of any script; `encoded` writes them as an address has them.
"""

from __future__ import annotations

import re
from mimetypes import MimeTypes
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.outputs.web.joining import sent
from edition.outputs.web.pictures import FOLDER
from edition.outputs.web.sharing import base_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
NOT_NEEDED = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in NOT_NEEDED),
}
KEPT = "Cache-Control"
FOREVER = "public, max-age=31536000, immutable"  # an address that has a version, or is made of the content
A_MONTH = "public, max-age=2592000"  # the text face: it changes with the edition, not with a page
SHORT = "public, max-age=300, must-revalidate"  # everything else; hosts for static sites have such a rule themselves
# A page in a sandboxed frame has no origin of its own, and a browser asks even its own site whether it may have a font.
TO_ALL = {"Access-Control-Allow-Origin": "*"}
FONTS = "_static/fonts/"
NOT_FOUND = "404.html"
# Endings of what the edition publishes; a server knows few of the types of scholars.
TEXTS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
OTHERS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "inv": "application/x-sphinx-inventory",
}


class Kept(NamedTuple):
    """Files with the same headers of their own.  A path with a slash at its end is a folder with all that is in it."""

    headers: dict[str, str]
    paths: list[str]


class Host(NamedTuple):
    """What a host is told.  `base` is the path of the site, with a slash at both ends; all others are counted from it.

    `moved` leads from old paths to new ones, `types` from endings to types; `fronts` are folders that have a page of
    their own, `folders` those that have none.
    """

    base: str
    kept: list[Kept]
    moved: dict[str, str]
    types: dict[str, str]
    fronts: list[str]
    folders: list[str]


def encoded(path: str) -> str:
    """A path as an address has it."""
    return quote(path, safe="/~")


def site_path(app: Sphinx) -> str:
    """The path under which the site lies, as it is read."""
    return unquote(base_path(app.config))


def host_of(app: Sphinx) -> Host:
    """All that hosts are told, from the site as it was built."""
    site, uri = Path(app.outdir), app.builder.get_target_uri
    moved = {unquote(uri(move.old)): unquote(uri(move.new)) for move in edition_of(app.env).moved}
    return Host(site_path(app), _kept(app, site), moved, _types(site), *_folders(site))


def _kept(app: Sphinx, site: Path) -> list[Kept]:
    """What is addressed with its version, or named by its content, is kept forever, where it was published at all.

    The data that the build makes of the text (index of the search, what is known of addresses, sentences, the icon) are
    addressed with the version of the scripts alone, so they are not.
    """
    files = [f"_static/{name}" for name in sent(app)]
    folders = [*(f"_static/{feature}/" for feature in features_of(app).files), f"{FOLDER}/"]
    forever = [path for path in files if (site / path).is_file()]
    forever += [path for path in folders if any(found.is_file() for found in (site / path).rglob("*"))]
    kept = [Kept({KEPT: FOREVER}, forever), Kept({KEPT: A_MONTH, **TO_ALL}, [FONTS])]
    return [rule for rule in kept if rule.paths]


def _types(site: Path) -> dict[str, str]:
    """The types of what the edition publishes, and of what this site has besides, as pictures of an editor."""
    known = MimeTypes()  # what Python itself knows, not what this machine was told
    endings = sorted({path.suffix[1:] for path in site.rglob("*") if path.is_file() and path.suffix[1:].isalnum()})
    others = {ending: known.guess_type(f"x.{ending}")[0] for ending in endings}
    return {**{ending: kind for ending, kind in others.items() if kind}, **TEXTS, **OTHERS}


def _folders(site: Path) -> tuple[list[str], list[str]]:
    """Folders that have a page of their own, and those that have none; these a server would list, or refuse."""
    every = {f"{path.relative_to(site).as_posix()}/": path for path in sorted(site.rglob("*")) if path.is_dir()}
    # A line end in a name would begin a line in the files of servers.
    found = {folder: path for folder, path in every.items() if folder.isprintable()}
    fronts = [folder for folder, path in found.items() if (path / "index.html").is_file()]
    return fronts, [folder for folder in found if folder not in fronts]


def either(paths: list[str]) -> str:
    """A pattern for these paths; a folder stands for all that is in it."""
    return "|".join(re.escape(path) + (".+" if path.endswith("/") else "") for path in paths)
