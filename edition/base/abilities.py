"""What an output can do.  Features ask for these, and never for the name of a builder or its format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

SCREEN: Final[str] = "screen"  # is read where one can follow a link, and any glyph can be had
SCRIPT: Final[str] = "script"  # runs the scripts of the edition
POPUPS: Final[str] = "popups"  # shows one part of a page over another
DOWNLOADS: Final[str] = "downloads"  # has the other outputs beside it
PAGES: Final[str] = "pages"  # is divided into numbered pages
FOOTNOTES: Final[str] = "footnotes"  # sets a note at the foot of what it belongs to
PUBLISHING: Final[str] = "publishing"  # promises addresses, and so need not find them promised
NEEDS = "needs-"  # begins the class of what only an output with that ability shows


def can(builder: Builder, ability: str) -> bool:
    """Whether an output has said that it is able to."""
    return ability in getattr(builder, "abilities", ())


def lacking(builder: Builder, node: Element) -> bool:
    """Whether a node needs what an output cannot do: ``needs-screen``."""
    classes: list[str] = node.get("classes", [])
    needs = (name.removeprefix(NEEDS) for name in classes if name.startswith(NEEDS))
    return not all(can(builder, ability) for ability in needs)
