"""Addresses of the web as an editor writes them.  No Sphinx."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = ("http", "https")
# What a browser would write otherwise, or could take for markup.
STRANGE = re.compile(r'[\s\\<>"`{}|^\x00-\x1f]')


def wrong_address(written: str) -> str:
    """What is wrong with an address, and what to do, as the end of a sentence; or nothing."""
    remedy = "Write it as a browser shows it: https://example.org/page."
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"is none. {remedy}"
    if parts.scheme not in SCHEMES:
        return f"does not begin with http:// or https://. {remedy}"
    if STRANGE.search(written) or not host or not re.search(r"[.:]|^localhost$", host):
        return f"is none. {remedy}"
    return ""
