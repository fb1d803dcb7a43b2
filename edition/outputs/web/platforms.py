"""The files for hosts that one rents: Netlify, Cloudflare, Vercel.  They send 404.html by themselves.

They compare addresses as they are written, and what they read lies at the root of all that is sent to them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edition.outputs.web.headers import EVERYWHERE, encoded

if TYPE_CHECKING:
    from edition.outputs.web.headers import Host


def netlify(host: Host) -> str:
    """``_headers`` of Netlify and Cloudflare, which join what two rules say of one header: none is set twice.

    Both let no page be kept unasked, so only what may be kept longer has a rule.
    """
    base = encoded(host.base)
    lines = ["# Netlify, Cloudflare. Belongs to the root of what is published there.", f"{base}*"]
    lines += [f"  {name}: {value}" for name, value in EVERYWHERE.items()]
    for rule in host.kept:
        for path in rule.paths:
            lines += [f"{base}{encoded(path)}{'*' if path.endswith('/') else ''}"]
            lines += [f"  {name}: {value}" for name, value in rule.headers.items()]
    return "\n".join(lines) + "\n"


def redirects(host: Host) -> str:
    """``_redirects`` of the same hosts, and of GitLab."""
    return "".join(f"{encoded(host.base + old)} {encoded(host.base + new)} 301\n" for old, new in host.moved.items())


def vercel(host: Host) -> str:
    """``vercel.json``; what its patterns take for their own is encoded in an address."""

    def source(path: str) -> str:
        return encoded(host.base + path)

    def rule(pattern: str, headers: dict[str, str]) -> dict[str, Any]:
        return {"source": pattern, "headers": [{"key": key, "value": value} for key, value in headers.items()]}

    headers = [rule(source("") + "(.*)", EVERYWHERE)]
    for kept in host.kept:
        headers += [rule(source(path) + ("(.*)" if path.endswith("/") else ""), kept.headers) for path in kept.paths]
    moved = [
        {"source": source(old), "destination": encoded(host.base + new), "permanent": True}
        for old, new in host.moved.items()
    ]
    written = {"$schema": "https://openapi.vercel.sh/vercel.json", "headers": headers}
    return json.dumps(written | ({"redirects": moved} if moved else {}), indent=2) + "\n"
