"""The builder ``plain``: every sentence of the text with its notes, as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders.dummy import DummyBuilder

from edition.base.domain import edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from edition.editorial.edition import Edition


def lines(edition: Edition) -> Iterator[str]:
    """A line a sentence, and under it one for each of its notes."""
    notes = [note for page in edition.pages.values() for note in page.annotations]
    for sentence in edition.text.sentences:
        yield f"{sentence.address} {sentence.text}"
        yield from (
            f"  {note.label} {note.lemma} ({note.kind}): {note.prose.every_word}"
            for note in notes
            if note.address == sentence.address
        )


class PlainBuilder(DummyBuilder):
    """Decides nothing, and has no abilities: all that it writes is in the model."""

    name = "plain"
    abilities: ClassVar[frozenset[str]] = frozenset()

    def finish(self) -> None:
        Path(self.outdir, "edition.txt").write_text("\n".join(lines(edition_of(self.env))) + "\n", "utf-8")


def setup(app: Sphinx) -> None:
    app.add_builder(PlainBuilder)
