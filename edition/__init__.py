"""The edition as a Sphinx extension: from data to page in five stages, each with one owner.

1. Witness: ``source/`` -> Text: units, paragraphs, sentences (`division`, `ledger`, `emending`, `witness`)
2. Read: pages -> doctrees (one module a feature)
3. Match: forms and lemmas against the Text -> occurrences (`entries`, `matching`)
4. Resolve: references -> finished doctrees (transforms beside each feature)
5. Write: doctrees -> HTML and PDF (visitors beside each node, `builders`)

Stage 1 is plain Python without Sphinx.  Stage 5 decides nothing.
"""

from __future__ import annotations

import zlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# In the order in which they lean on one another.
FEATURES = (
    "base.domain",
    "features.text",
    "features.language",
    "features.headnote",
    "features.annotation",
    "features.argument",
    "base.mentions",
    "features.glossary",
    "features.chronology",
    "features.places",
    "features.glossary.entry_pages",
    "features.glossary.terms",
    "features.referred_to",
    "features.works.style",
    "features.works",
    "features.works.lists",
    "base.lengths",
    "features.registers",
    "features.apparatus",
    "outputs.web.search",
    "outputs.web.joining",
    "outputs.web.frame",
    "features.chronology.page",
    "features.cite_this",
    "outputs.web.sharing",
    "outputs.web.pictures",
    "outputs.web.announcing",
    "outputs.web.hosting",
    "outputs.web.lost",
    "outputs.web.inline_style",
    "base.freshness",
    "outputs.pdf",
    "outputs.addresses",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load every feature; named and not imported, so that the core can be had without Sphinx."""
    for feature in FEATURES:
        import_module(f"edition.{feature}").setup(app)
    return {
        "version": "0.1",
        "env_version": _version_of_code(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _version_of_code() -> int:
    """Pages that another version of this code has read are read anew."""
    return zlib.crc32(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py"))))
