"""What the units of the text are called, and the files beside their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.words import _, counted
from edition.editorial import published

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from edition.editorial.edition import Edition

DOWNLOADS, BOOK, handout_name = published.DOWNLOADS, published.BOOK, published.handout_name

UNIT_NUMBER = "unit-number"  # the class of the number before the title of a unit's page


def unit_name(edition: Edition, number: int) -> str:
    """``Proposition 5 of 10``, with the word that ``witness.yaml`` has for a unit."""
    name = short_unit_name(edition, number)
    return _("{unit} of {last}", unit=name, last=max(edition.text.by_number)) if number else name


def short_unit_name(edition: Edition, number: int) -> str:
    """``Proposition 5``."""
    witness = edition.witness
    if not number:
        return str(witness.get("opening") or _("Introduction"))
    return _("{unit} {number}", unit=witness.get("unit") or _("Part"), number=number)


def extent(sentences: int, minutes: int) -> str:
    """``7 sentences, 2 minutes``; where nobody knows how long they take, sentences alone."""
    said = counted("{n} sentence", "{n} sentences", sentences)
    return f"{said}, {counted('{n} minute', '{n} minutes', minutes)}" if minutes else said


def title_parts(title: nodes.title) -> tuple[str, str]:
    """The number of a unit in the title of its page, or nothing, and the words of the title."""
    number = next((n.astext() for n in title.findall(nodes.inline) if UNIT_NUMBER in n["classes"]), "")
    return number, title.astext().removeprefix(number).lstrip()


def title_of(env: BuildEnvironment, docname: str) -> str:
    """The title of a page without the number of its unit."""
    return title_parts(env.titles[docname])[1]
