"""Characters that cannot be printed, found before the engine runs: it would stop at the first, without its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from edition.outputs.pdf.template import compiler
from edition.writers.typst_builder import Rare
from edition.writers.typst_calls import literal

if TYPE_CHECKING:
    from docutils.nodes import Node

SHOWN = 8  # characters that one message names


def unprintable(pages: Collection[list[Rare]], work: Path, fonts: Path) -> Iterator[tuple[str | Node, str]]:
    """Place and sentence, one for each page that has characters without a glyph in any face."""
    lacking = without_glyph(work, fonts, sorted({rare.character for found in pages for rare in found}))
    for found in pages:
        rare = [one for one in found if one.character in lacking]
        if rare:
            yield problem_of(rare)


def problem_of(rare: list[Rare]) -> tuple[str | Node, str]:
    """What one page has that cannot be printed, at the place of the first."""
    names = list(dict.fromkeys(f"“{one.character}” (U+{ord(one.character):04X})" for one in rare))
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    sentence = (
        f"The face of the PDF has no glyph for {', '.join(names[:SHOWN])}{more}. Write the words in letters "
        "that it has, or keep them to the site: [words]{.needs-screen}."
    )
    return rare[0].place, sentence


def characters_of(fonts: Path) -> frozenset[str]:
    """The characters that every style of the face has."""
    from fontTools.ttLib import TTFont

    styles = []
    for path in sorted(fonts.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            styles.append(font.getBestCmap())
    return frozenset(map(chr, set(styles[0]).intersection(*styles[1:])))


def without_glyph(work: Path, fonts: Path, characters: Iterable[str]) -> frozenset[str]:
    """Those of the characters for which the engine, which brings faces of its own, finds no glyph either."""
    import typst

    path, lacking = work / "character.typ", set()
    for one in characters:
        path.write_text(
            f'#import "look.typ": face\n#set document(title: "one")\n#set text(font: face)\n#{literal(one)}', "utf-8"
        )
        try:
            compiler(work, fonts, path, "").compile(pdf_standards=["ua-1", "a-2a"])
        except typst.TypstError:
            lacking.add(one)
    return frozenset(lacking)
