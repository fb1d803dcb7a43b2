"""Values of ``conf.py``."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.kinds.odd import ODD
from tests.fuzz.kinds.picking import words_of, write
from tests.fuzz.mutant import Files, change

SETTING = re.compile(r"^(\w+) = (.*)$", re.MULTILINE)
VALUES = ODD["settings"]["values"]
LINES = ODD["settings"]["lines"]


@change
def another_value(chance: Random, files: Files) -> None:
    words = words_of(files, "conf.py")
    found = list(SETTING.finditer(words))
    if found:
        match = chance.choice(found)
        write(files, "conf.py", f"{words[: match.start(2)]}{chance.choice(VALUES)}{words[match.end(2) :]}")


@change
def another_name(chance: Random, files: Files) -> None:
    words = words_of(files, "conf.py")
    found = list(SETTING.finditer(words))
    if found:
        match = chance.choice(found)
        new = chance.choice((match[1][:-1], f"{match[1]}s", match[1].upper(), match[1].replace("_", "-")))
        write(files, "conf.py", f"{words[: match.start(1)]}{new}{words[match.end(1) :]}")


@change
def setting_added(chance: Random, files: Files) -> None:
    write(files, "conf.py", f"{words_of(files, 'conf.py')}\n{chance.choice(LINES)}\n")


@change
def setting_of_the_edition(chance: Random, files: Files) -> None:
    wanted = [line for line in LINES if line.startswith(("edition_", "html_baseurl", "language", "bibtex_"))]
    write(files, "conf.py", f"{words_of(files, 'conf.py')}\n{chance.choice(wanted)}\n")
