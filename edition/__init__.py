"""The edition as a Sphinx extension: from data to page in five stages, each in a room of its own.

1. Witness: ``source/`` -> Text: units, paragraphs, sentences (`witness`)
2. Read: pages, entries, events, works -> data (`editorial`); pages -> doctrees (`features`)
3. Match: forms and lemmas against the Text -> occurrences; all that can be wrong, in one call (`editorial`)
4. Resolve: references -> finished doctrees (`features`, by what `base` knows of this build)
5. Write: doctrees -> HTML and PDF (visitors beside each node, `writers`, `outputs`)

`core` is what every room speaks.  Stages 1 and 3 are plain Python without Sphinx.  Stage 5 decides nothing.
"""

from __future__ import annotations

import zlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# What is known of every build, behind what catches its faults; then the features, each a folder; then the outputs.
BASE = (
    "faults",
    "words",
    "domain",
    "marks",
    "heads",
    "anchors",
    "event_lists",
    "parts",
    "needs",
    "links_of_sphinx",
    "freshness",
)
FEATURES = (
    "text",
    "units",
    "front_door",
    "language",
    "headnote",
    "views",
    "unit_line",
    "way_on",
    "glossary",  # before the notes: in one of them, a pop-up of its own is styled, and hears of Escape, first
    "annotation",
    "argument",
    "chronology",
    "places",
    "referred_to",
    "works",
    "registers",
    "apparatus",
    "cite_this",
    "previews",
)
OUTPUTS = ("web", "pdf", "addresses", "check")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load every feature; named and not imported, so that the core can be had without Sphinx."""
    for room, names in (("base", BASE), ("features", FEATURES), ("outputs", OUTPUTS)):
        for name in names:
            import_module(f"edition.{room}.{name}").setup(app)
    return {
        "version": "0.1",
        "env_version": _version_of_code(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _version_of_code() -> int:
    """Pages that another version of this code, or of its catalogues, has read are read anew."""
    here = Path(__file__).parent
    files = sorted((*here.rglob("*.py"), *here.rglob("*.po")))
    return zlib.crc32(b"".join(path.read_bytes() for path in files))
