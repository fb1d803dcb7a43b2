"""Lines that were lost, doubled, moved or broken, in any file."""

from __future__ import annotations

from random import Random

from tests.fuzz.kinds.picking import lines_of, paths, words_of, write
from tests.fuzz.mutant import Files, change


@change
def dropped(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    del lines[chance.randrange(len(lines))]
    write(files, path, "\n".join(lines))


@change
def several_dropped(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    start = chance.randrange(len(lines))
    del lines[start : start + chance.randint(2, 5)]
    write(files, path, "\n".join(lines))


@change
def doubled(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    start = chance.randrange(len(lines))
    end = start + chance.choice((1, 1, 1, 2, 4))
    write(files, path, "\n".join(lines[:end] + lines[start:]))


@change
def swapped(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    write(files, path, "\n".join(lines))


@change
def cut_in_two(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    i = chance.randrange(len(lines))
    place = chance.randint(0, len(lines[i]))
    lines[i : i + 1] = [lines[i][:place], *[""] * chance.choice((0, 0, 1)), lines[i][place:]]
    write(files, path, "\n".join(lines))


@change
def joined(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    i = chance.randrange(len(lines))
    lines[i : i + 2] = [chance.choice(("", " ")).join(lines[i : i + 2])]
    write(files, path, "\n".join(lines))


@change
def indented(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    start = chance.randrange(len(lines))
    before = chance.choice((" ", "  ", "    ", "\t", "\u00a0", "> ", "- "))
    for i in range(start, min(start + chance.choice((1, 1, 3, 99)), len(lines))):
        lines[i] = before + lines[i]
    write(files, path, "\n".join(lines))


@change
def moved_to_another_file(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files)
    line = lines.pop(chance.randrange(len(lines)))
    write(files, path, "\n".join(lines))
    other, others = lines_of(chance, files)
    others.insert(chance.randrange(len(others) + 1), line)
    write(files, other, "\n".join(others))


@change
def file_ends_early(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    words = words_of(files, path)
    write(files, path, words[: chance.randint(0, len(words))])
