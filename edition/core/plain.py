"""Words that are printed as they stand, and so may hold no markup.  No Sphinx."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

# Without one of these nothing is markup, and the parser need not be asked.
SIGNS = re.compile(r"[*_`<\[\\&]")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark")


def has_markup(words: str) -> bool:
    """Whether Markdown would read anything but plain words here."""
    if not SIGNS.search(words):
        return False
    inline = _markdown().parseInline(words)[0].children or []
    return any(token.type not in ("text", "softbreak") for token in inline)
