"""Addresses of the web as an editor writes them.  No Sphinx."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

REMEDY = "Write it as a browser shows it: https://example.org/page."
# What a browser would write otherwise, or could take for markup.
STRANGE = re.compile(r"[\s\\<>\"`{}|^\x00-\x1f]")
HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?|[0-9a-f]*:[0-9a-f:.]+|localhost")


def wrong_address(written: str) -> str:
    """What is wrong with an address of the web, as half a sentence, or nothing."""
    strange = STRANGE.search(written)
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return f"is none: {error}"
    if parts.scheme.lower() not in ("http", "https"):
        return "does not begin with https:// or http://"
    if strange:
        return f"has a {'blank' if strange[0].isspace() else strange[0]} in it"
    if parts.username is not None:
        return "has a name before its host"
    return "" if HOST.fullmatch(host.rstrip(".")) else "has no host"
