"""Files that tell a static host which headers to send: one table, and a writer for each kind of host.

The policy forbids everything that the site does not need: nothing is loaded from elsewhere, nothing is written into a
page by script or style of its own, nothing is sent away.  It does not forbid to show a page in a frame of another
site, since instructors embed propositions in the pages of their courses; nor could a frame do harm, for no page has a
form that is sent, or an account.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.outputs.web.joining import sent
from edition.outputs.web.pictures import FOLDER
from edition.outputs.web.sharing import base_path

if TYPE_CHECKING:
    from collections.abc import Callable

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
FOREVER = "public, max-age=31536000, immutable"  # an address that has a version, or is made of the content
A_MONTH = "public, max-age=2592000"  # the text face: it changes with the edition, not with a page
SHORT = "public, max-age=300, must-revalidate"  # everything else; hosts for static sites have such a rule themselves
NOT_FOUND = "404.html"
TYPES = {"font/woff2": "woff2", "text/javascript": "js", "image/svg+xml": "svg"}


class Kept(NamedTuple):
    """What a browser may keep, and for how long.

    A path is that of a file, or of a folder with a slash at its end; beside it what the names of these files look
    like, for a host that knows no folders.
    """

    rule: str
    paths: dict[str, str]


class Host(NamedTuple):
    """What a writer needs to know: the path of the site on its host, what may be kept, old address -> new."""

    base: str
    kept: list[Kept]
    moved: dict[str, str]


def kept(app: Sphinx) -> list[Kept]:
    """What is addressed with its version, or named by its content, is kept forever.

    The data that the build makes of the text (the index of the search, what is known of addresses, the icon) are
    addressed with the version of the scripts alone, so they are not.
    """
    ours = {f"_static/{name}": re.escape(name) for name in sent(app)}
    for feature in features_of(app).files:
        names = sorted(path.name for path in Path(app.outdir, "_static", feature).glob("*"))
        ours |= {f"_static/{feature}/": "|".join(map(re.escape, names))} if names else {}
    face = {"_static/fonts/": r".*\.woff2"}
    return [Kept(FOREVER, ours | {f"{FOLDER}/": r"[0-9a-f]{12}\.png"}), Kept(A_MONTH, face)]


def netlify(host: Host) -> str:
    """``_headers`` of Netlify and Cloudflare Pages, which join what two rules say of one header: none is set twice."""
    lines = ["# Netlify, Cloudflare Pages. Both send 404.html by themselves, and let no page be kept unasked.", "/*"]
    lines += [f"  {name}: {value}" for name, value in EVERYWHERE.items()]
    for rule, paths in host.kept:
        for path in paths:
            lines += [f"/{path}{'*' if path.endswith('/') else ''}", f"  Cache-Control: {rule}"]
    return "\n".join(lines) + "\n"


def redirects(host: Host) -> str:
    """``_redirects`` of the same hosts."""
    return "".join(f"/{old} /{new} 301\n" for old, new in host.moved.items())


def vercel(host: Host) -> str:
    """``vercel.json``; Vercel sends 404.html by itself."""

    def rule(source: str, headers: dict[str, str]) -> dict[str, Any]:
        return {"source": source, "headers": [{"key": key, "value": value} for key, value in headers.items()]}

    headers = [rule("/(.*)", EVERYWHERE)]
    for kept_for, paths in host.kept:
        sources = (f"/{path}{'(.*)' if path.endswith('/') else ''}" for path in paths)
        headers += [rule(source, {"Cache-Control": kept_for}) for source in sources]
    moved = [{"source": f"/{old}", "destination": f"/{new}", "permanent": True} for old, new in host.moved.items()]
    written = {"$schema": "https://openapi.vercel.sh/vercel.json", "headers": headers}
    return json.dumps(written | ({"redirects": moved} if moved else {}), indent=2) + "\n"


def apache(host: Host) -> str:
    """``.htaccess`` (Apache 2.4): files are told apart by their names, for it knows no folders."""
    lines = ["# Apache 2.4, with AllowOverride All", f"ErrorDocument 404 {host.base}{NOT_FOUND}"]
    lines += ["AddDefaultCharset utf-8", *(f"AddType {kind} .{ending}" for kind, ending in TYPES.items())]
    lines += [f'Redirect 301 "{host.base}{old}" "{host.base}{new}"' for old, new in host.moved.items()]
    lines += ["<IfModule mod_headers.c>"]
    lines += [f'  Header always set {name} "{value}"' for name, value in EVERYWHERE.items()]
    lines += [f'  Header set Cache-Control "{SHORT}"']
    for rule, paths in host.kept:
        either = "|".join(paths.values())
        lines += [f'  <FilesMatch "^({either})$">', f'    Header set Cache-Control "{rule}"', "  </FilesMatch>"]
    return "\n".join([*lines, "</IfModule>"]) + "\n"


def nginx(host: Host) -> str:
    """``nginx.conf``, to be included in a ``server``; a location of its own inherits no header, so each has all."""
    lines = ["# nginx: include this file in the server that has the site under its root"]
    lines += [f"error_page 404 {host.base}{NOT_FOUND};"]
    lines += [f"location = {host.base}{old} {{ return 301 {host.base}{new}; }}" for old, new in host.moved.items()]
    located = [(f"location {host.base}", SHORT)]
    for rule, paths in host.kept:
        either = "|".join(re.escape(path) + (".*" if path.endswith("/") else "") for path in paths)
        located.append((f'location ~ "^{re.escape(host.base)}({either})$"', rule))
    for head, rule in located:
        headers = [f'add_header {name} "{value}" always;' for name, value in EVERYWHERE.items()]
        headers += [f'add_header Cache-Control "{rule}";']
        lines += [f"{head} {{", *(f"  {header}" for header in headers), "}"]
    return "\n".join(lines) + "\n"


WRITERS: dict[str, Callable[[Host], str]] = {
    "_headers": netlify,
    "_redirects": redirects,
    "vercel.json": vercel,
    ".htaccess": apache,
    "nginx.conf": nginx,
    ".nojekyll": lambda _: (
        ""
    ),  # GitHub Pages leaves out folders that begin with an underscore, unless it is told not to
}


def write_host_files(app: Sphinx) -> None:
    """Write the file of each kind of host."""
    uri = app.builder.get_target_uri
    moved = {uri(move.old): uri(move.new) for move in edition_of(app.env).moved}
    host = Host(base_path(app.config), kept(app), moved)
    for name, write in WRITERS.items():
        path = Path(app.outdir, name)
        if (written := write(host)) or name.startswith("."):
            path.write_text(written, "utf-8")
        else:
            path.unlink(missing_ok=True)  # of a build that had moved pages
