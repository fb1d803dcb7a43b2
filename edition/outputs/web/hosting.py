"""The files of the site that are for its host: made from the folder as it was built, one writer for each kind of host.

What they say is in ``headers.py``; what to do with them, in ``docs/publishing.md``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edition.outputs.web.caddy import caddy
from edition.outputs.web.headers import host_of
from edition.outputs.web.platforms import netlify, redirects, vercel
from edition.outputs.web.servers import apache, nginx

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from edition.outputs.web.headers import Host


def jekyll(host: Host) -> str:
    """``.nojekyll``: GitHub Pages leaves out folders that begin with an underscore, unless this empty file is there."""
    return ""


WRITERS: dict[str, Callable[[Host], str]] = {
    "_headers": netlify,
    "_redirects": redirects,
    "vercel.json": vercel,
    ".htaccess": apache,
    "nginx.conf": nginx,
    "Caddyfile": caddy,
    ".nojekyll": jekyll,
}


def write_host_files(app: Sphinx) -> None:
    """Write the file of each kind of host."""
    host = host_of(app)
    for name, write in WRITERS.items():
        path = Path(app.outdir, name)
        if (written := write(host)) or name.startswith("."):
            path.write_text(written, "utf-8")
        else:
            path.unlink(missing_ok=True)  # of a build that had moved pages
