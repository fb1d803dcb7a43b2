"""What the model holds after each stage, as JSON, to be looked at.  No Sphinx."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from edition.core.model import Address
from edition.editorial.edition import Edition

# What is there after each stage, by its name in the package's docstring.
STAGES: Mapping[str, tuple[str, ...]] = {
    "witness": ("source", "published", "moved"),
    "read": ("works", "glossary", "events", "pages"),
    "match": ("drawing", "occurrences", "mentions", "citing", "references", "links_to"),
}


def dump(edition: Edition, stage: str) -> str:
    """What the model holds after a stage."""
    parts = {"occurrences": edition.glossary.occurrences}
    held = {name: parts[name] if name in parts else getattr(edition, name) for name in STAGES[stage]}
    return json.dumps(_plain(held), ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    match value:
        case Address() | Path():
            return str(value)
        case dict() | Mapping():
            return {str(key): _plain(found) for key, found in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return _plain(value._asdict())
        case list() | tuple() | set() | frozenset():
            return [_plain(found) for found in value]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return value
