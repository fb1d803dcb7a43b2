"""The options of a directive, parted from its body and read as MyST does both.  No Sphinx."""

from __future__ import annotations

from collections.abc import Mapping

from myst_parser.parsers.directives import is_option_line
from myst_parser.parsers.options import TokenizeError, options_to_items


def parted(content: str) -> tuple[str, str, int]:
    """The options of a directive, its body, and how many lines stand before this: as MyST parts them."""
    lines = content.split("\n")
    count = 0
    if lines[0].strip() == "---":
        count = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), len(lines) - 1)
        return "\n".join(lines[1:count]), "\n".join(lines[count + 1 :]), count + 1
    while count < len(lines) and is_option_line(lines[count]):
        count += 1
    return "\n".join(line.lstrip()[1:] for line in lines[:count]), "\n".join(lines[count:]), count


def read_options(written: str) -> Mapping[str, str] | None:
    """The options by name; None where they cannot be read."""
    try:
        return dict(options_to_items(written)[0])
    except TokenizeError:
        return None
