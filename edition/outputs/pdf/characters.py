"""Characters that cannot be printed, found before the engine runs: it would stop at the first, without its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from edition.core.messages import at
from edition.editorial.front import parted
from edition.outputs.pdf.template import compiler
from edition.witness.source import WITNESS
from edition.writers.typst_builder import Rare
from edition.writers.typst_calls import literal

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.config import Config

    from edition.editorial.edition import Edition

SHOWN = 8  # characters that one message names
REMEDY = "Write the words in letters that it has"


def unprintable(
    fields: list[list[Rare]], pages: Mapping[Path, list[Rare]], work: Path, fonts: Path
) -> Iterator[tuple[str | Node, str]]:
    """Place and sentence, one for each field and each page that has characters without a glyph in any face."""
    every = (*fields, *pages.values())
    lacking = without_glyph(work, fonts, sorted({rare.character for found in every for rare in found}))
    told = {one.character for found in fields for one in found}
    for found in fields:
        if rare := [one for one in found if one.character in lacking]:
            yield problem_of(rare, f"{REMEDY}.")
    for path, found in pages.items():
        if not (rare := [one for one in found if one.character in lacking]):
            continue
        # What its editor did not write there comes of a field, and has been told.
        own = unicodedata.normalize("NFC", parted(path)[1])
        if rare := [one for one in rare if one.character in own or one.character not in told]:
            yield problem_of(rare, f"{REMEDY}, or keep them to the site: [words]{{.needs-screen}}.")


def fields_in_print(edition: Edition, config: Config) -> Iterator[tuple[str, str]]:
    """Place and words of what is printed and is written on no page: settings, the witness, headwords, works."""
    folder = edition.settings.folder
    settings = folder / "conf.py"
    lines = settings.read_text("utf-8").splitlines()
    for name in ("project", "author", "copyright", "version"):
        line = next((number for number, words in enumerate(lines, 1) if words.startswith(name)), 1)
        yield at(settings, line), str(config[name])
    witness = edition.source.witness
    for name, said in edition.witness.items():
        yield at(folder / edition.settings.source / WITNESS, witness.lines[name]), said
    for entry in edition.glossary.entries.values():
        yield at(entry.path, entry.line), entry.headword
    for work in edition.works.values():
        yield at(work.path, work.line), " ".join(work.fields.values())


def rare_in(fields: Iterable[tuple[str, str]], known: frozenset[str]) -> list[list[Rare]]:
    """Of each field the characters that the face does not have."""
    found = (
        [Rare(one, place) for one in unicodedata.normalize("NFC", words) if one not in known and one != "\n"]
        for place, words in fields
    )
    return [rare for rare in found if rare]


def problem_of(rare: list[Rare], remedy: str) -> tuple[str | Node, str]:
    """What one field or page has that cannot be printed, at the place of the first."""
    names = list(dict.fromkeys(f"“{one.character}” (U+{ord(one.character):04X})" for one in rare))
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return rare[0].place, f"The face of the PDF has no glyph for {', '.join(names[:SHOWN])}{more}. {remedy}"


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
