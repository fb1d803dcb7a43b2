"""The text face, cut to size from its variable sources: static instances, the characters needed, features kept.

Web and print share one face and differ in optical size.  Cutting takes seconds, so it is done once and kept.
"""

from __future__ import annotations

import hashlib
import importlib.resources
from collections.abc import Iterable
from copy import deepcopy
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util import logging

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

PACKAGE = "fontpkg_literata"
FAMILY = "Edition Text"
SOURCES = {"roman": "Literata[opsz,wght].ttf", "italic": "Literata-Italic[opsz,wght].ttf"}
FEATURES = "onum pnum lnum tnum smcp c2sc case sups kern liga ccmp locl mark mkmk".split()
# What the site never asks for, and of the italic alone; its style sheets say what they ask.
UNASKED = {"roman": ("case", "sups"), "italic": ("case", "sups", "smcp", "c2sc")}

LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    0x2010,
    0x2011,
    *range(0x2013, 0x2015),
    *range(0x2018, 0x201F),
    0x2020,
]
LATIN += [0x2026, 0x2002, 0x2003, 0x2009, 0x200A, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192]
LATIN_EXTENDED = [*range(0x100, 0x180), 0x2B9, 0x2BA, 0x2BC]
# Letters of names in notes, one or two on a page: with the first file they cost less than a file of their own would.
NAMES = sorted(map(ord, "ćčęłńśšżž"))
CYRILLIC = [*range(0x400, 0x500), 0x2116]


class Cut(NamedTuple):
    """One file to make: which source, at which optical size, with which characters."""

    name: str
    source: str
    optical_size: int
    characters: Iterable[int]


WEB = [
    Cut(f"{style}-{script}.woff2", style, 14, characters)
    for style in SOURCES
    for script, characters in (
        ("latin", [*LATIN, *NAMES] if style == "roman" else LATIN),
        ("latin-ext", LATIN_EXTENDED),
        ("cyrillic", CYRILLIC),
    )
]
PRINT_CHARACTERS = frozenset([*LATIN, *LATIN_EXTENDED, *CYRILLIC])
PRINT = [Cut(f"{style}.ttf", style, 11, sorted(PRINT_CHARACTERS)) for style in SOURCES]


def printable(words: str) -> bool:
    """Whether the face of the PDF has every character."""
    return all(ord(character) in PRINT_CHARACTERS for character in words)


def cut_fonts(folder: Path, cuts: Iterable[Cut]) -> None:
    """Make every file of `cuts` in `folder` that is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for cut in cuts:
        path = folder / cut.name
        if not path.exists():
            logger.info("cutting the text face: %s", cut.name)
            _cut(cut, path)


def _cut(cut: Cut, path: Path) -> None:
    # Imported here, since most builds find every cut made.
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    source = importlib.resources.files(PACKAGE) / "files" / SOURCES[cut.source]
    with importlib.resources.as_file(source) as file:
        font = TTFont(file, recalcTimestamp=False)
    options = subset.Options(
        layout_features=[name for name in FEATURES if cut in PRINT or name not in UNASKED[cut.source]],
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=["STAT", "vhea", "vmtx", "VVAR"],
    )
    # Characters first: an instance of what is left takes a tenth of the time.
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=cut.characters)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"opsz": cut.optical_size, "wght": 400})
    if cut in PRINT:
        _add_characters(font)
    _name(font, italic=cut.source == "italic")
    font.flavor = "woff2" if path.suffix == ".woff2" else None
    part = path.with_suffix(".part")
    font.save(part)
    part.replace(path)  # an interrupted build leaves no half of a font


def _add_characters(font: TTFont) -> None:
    """A thin space that does not break; and a glyph of its own for the hyphen that is written.

    Where the written hyphen and the one that divides a word share a glyph, a PDF cannot say which of them ends a
    line, and who reads its text back cannot tell “Marxism-Leninism” from a divided word.
    """
    from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable

    glyphs, metrics, characters = font["glyf"], font["hmtx"], font.getBestCmap()
    if 0x2009 in characters:
        for table in font["cmap"].tables:
            table.cmap[0x202F] = characters[0x2009]
    if 0x2D in characters:
        hyphen, written = characters[0x2D], "hyphen.written"
        metrics[written], glyphs[written] = metrics[hyphen], deepcopy(glyphs[hyphen])
        font.setGlyphOrder(list(glyphs.glyphOrder))
        substitution = font["GSUB"].table
        substitution.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable({hyphen: written})]))
        for record in substitution.FeatureList.FeatureRecord:
            if record.FeatureTag == "ccmp":  # always on, for text that is shaped
                record.Feature.LookupListIndex.append(len(substitution.LookupList.Lookup) - 1)


def _name(font: TTFont, *, italic: bool) -> None:
    """A family name of its own, so that neither engine takes the reader's copy of the face for this one."""
    style = "Italic" if italic else "Regular"
    names = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"EditionText-{style}"}
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    for name_id, value in names.items():
        font["name"].setName(value, name_id, 3, 1, 0x409)


def font_folder(app: Sphinx) -> Path:
    """Where the cuts are kept between builds: another release of the face, or another cut, has another folder."""
    cut = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    return Path(app.doctreedir).parent / "fonts" / f"{version(PACKAGE.replace('_', '-'))}-{cut}"
