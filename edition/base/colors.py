"""The colors of the edition, read from the one file that has them.

Typst reads the same file by itself (``look.typ``).
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import NamedTuple

import yaml

FILE = Path(__file__).with_name("colors.yaml")


class Color(NamedTuple):
    """One color on each ground; in print it is that of the day where no other is named."""

    day: str
    night: str
    sepia: str
    print: str


def read_colors(file: Path = FILE) -> dict[str, Color]:
    """Name -> color; ValueError for whatever is not written as ``#rrggbb``, TypeError for a ground that is none."""
    read = {name: Color(**{"print": on["day"], **on}) for name, on in yaml.safe_load(file.read_text("utf-8")).items()}
    for name, color in read.items():
        for ground, value in color._asdict().items():
            if not re.fullmatch("#[0-9a-f]{6}", value):
                raise ValueError(f"{file.name}: {name} has {value} for {ground}. Write #rrggbb, in small letters.")
    return read


def custom_properties(colors: dict[str, Color]) -> str:
    """The properties with which the style sheet begins; print has the colors of the day, or its own, in every theme."""
    sides = (f"--{name}: light-dark({color.day}, {color.night});" for name, color in colors.items())
    sepia = (f"--{name}: {color.sepia};" for name, color in colors.items())
    printed = (f"--{name}: {color.print};" for name, color in colors.items() if color.print != color.day)
    return (
        f":root {{ {' '.join(sides)} }}\n"
        f'@media screen {{ [data-theme="sepia"] {{ {" ".join(sepia)} }} }}\n'
        f"@media print {{ :root {{ {' '.join(printed)} }} }}\n"
    )


def colored(drawing: str, colors: dict[str, Color]) -> str:
    """A drawing whose ``$accent`` and ``$paper`` have become the colors of the day; KeyError for an unknown name."""
    return Template(drawing).substitute({name: color.day for name, color in colors.items()})
