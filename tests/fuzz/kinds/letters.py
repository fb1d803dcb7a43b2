"""Letters that were lost, doubled or struck wrongly, in any file."""

from __future__ import annotations

from random import Random

from tests.fuzz.kinds.picking import paths, words_of, write
from tests.fuzz.mutant import Files, change

MARKS = "\"'`*_{}[]()<>:;,.|\\/#%&@!?~^=+-$\u201c\u201d\u2019\u2026\u2013\u2014"
ODD = (
    "\t \u00a0 \u00ad \u200b \u200d \u200e \u202e \u2028 \u2029 \ufeff \x00 \x01 \x07 \x08 \x0c \x1b \x7f \x85 \ue000 "
    "\ufffd \ufffe e\u0301 \u6f22 \u0416 \u05d0 \u0661 \u1f600 \U0001f600 \U000e0041 \ufb01 \u0130 \u0308"
).split(" ")


def _at_one_place(chance: Random, files: Files, new: str, length: int) -> None:
    path = chance.choice(paths(files))
    words = words_of(files, path)
    place = chance.randint(0, max(len(words) - 1, 0))
    write(files, path, words[:place] + new + words[place + length :])


@change
def dropped(chance: Random, files: Files) -> None:
    _at_one_place(chance, files, "", chance.choice((1, 1, 2, 5)))


@change
def mark_put_in(chance: Random, files: Files) -> None:
    _at_one_place(chance, files, chance.choice(MARKS), 0)


@change
def mark_struck(chance: Random, files: Files) -> None:
    _at_one_place(chance, files, chance.choice(MARKS), 1)


@change
def odd_character_put_in(chance: Random, files: Files) -> None:
    _at_one_place(chance, files, chance.choice(ODD), 0)


@change
def mark_lost(chance: Random, files: Files) -> None:
    """A mark that is there is taken away or doubled, of those that mean something to a reader of files."""
    path = chance.choice(paths(files))
    words = words_of(files, path)
    places = [i for i, letter in enumerate(words) if letter in MARKS]
    if places:
        place = chance.choice(places)
        write(files, path, words[:place] + words[place] * chance.choice((0, 0, 2)) + words[place + 1 :])


@change
def two_swapped(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    words = words_of(files, path)
    place = chance.randint(0, max(len(words) - 2, 0))
    write(files, path, words[:place] + words[place : place + 2][::-1] + words[place + 2 :])


@change
def blanks_at_the_end_of_lines(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    write(files, path, words_of(files, path).replace("\n", chance.choice((" \n", "  \n", "\t\n", "\\\n"))))
