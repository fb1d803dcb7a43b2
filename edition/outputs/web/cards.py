"""What stands on the picture of a page that is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edition.base.domain import edition_of
from edition.base.links import entry_type
from edition.base.names import title_parts

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class Card(NamedTuple):
    """The number of a unit or what kind of entry it is, and the title."""

    number: str
    kind: str
    title: str


def card_of(env: BuildEnvironment, docname: str) -> Card:
    """What tells a page from all others, known once every page is read."""
    number, words = title_parts(env.titles[docname])
    entry = edition_of(env).glossary.entry_of(docname)
    return Card(number, entry_type(entry.type) if entry else "", words)
