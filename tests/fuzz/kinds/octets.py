"""Encodings, ends of lines, and bytes that are no text."""

from __future__ import annotations

from random import Random

from tests.fuzz.kinds.picking import paths, words_of
from tests.fuzz.mutant import Files, change

ENCODINGS = ("latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32", "koi8-r", "utf-7", "cp037")
STRAY = (b"\x00", b"\xff", b"\xe9", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x1a", b"\x00" * 512)
NOTHING = (b"", b"\n", b" ", b"\n\n\n", b"\t\n", b"#", b"---\n---\n", b"\x00")
OF_OTHERS = (
    b"%PDF-1.7\n",
    b"PK\x03\x04\x00\x00",
    b"\x89PNG\r\n\x1a\n",
    bytes(range(256)),
    b"{\\rtf1 words}",
    b"<html><body>words</body></html>",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    b'{"a": [1, 2]}\n',
    b"words\n" * 3000,
)


def _encode(chance: Random, files: Files, encoding: str) -> None:
    path = chance.choice(paths(files))
    files[path] = words_of(files, path).replace("lamp", "lämp", 1).encode(encoding, "replace")


@change
def byte_order_mark(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    files[path] = b"\xef\xbb\xbf" + words_of(files, path).encode("utf-8", "surrogateescape")


@change
def another_encoding(chance: Random, files: Files) -> None:
    _encode(
        chance, files, chance.choice(("latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32", "koi8-r", "utf-7", "cp037"))
    )


@change
def ends_of_lines(chance: Random, files: Files) -> None:
    wanted = paths(files) if chance.random() < 0.2 else [chance.choice(paths(files))]
    end = chance.choice((b"\r\n", b"\r", b"\n\r", "\u2028".encode(), "\x85".encode(), b"\x0b", b"\x0c\n"))
    for path in wanted:
        files[path] = words_of(files, path).encode("utf-8", "surrogateescape").replace(b"\n", end)


@change
def stray_bytes(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    words = words_of(files, path).encode("utf-8", "surrogateescape")
    place = chance.randint(0, len(words))
    stray = chance.choice(
        (b"\x00", b"\xff", b"\xe9", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x1a", b"\x00" * 512)
    )
    files[path] = words[:place] + stray + words[place:]


@change
def nothing_in_it(chance: Random, files: Files) -> None:
    files[chance.choice(paths(files))] = chance.choice(
        (b"", b"\n", b" ", b"\n\n\n", b"\t\n", b"#", b"---\n---\n", b"\x00")
    )


@change
def no_end_of_the_last_line(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    files[path] = words_of(files, path).rstrip("\n").encode("utf-8", "surrogateescape")


@change
def something_else_altogether(chance: Random, files: Files) -> None:
    files[chance.choice(paths(files))] = chance.choice(OF_OTHERS)


@change
def conflict_left_standing(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    lines = words_of(files, path).split("\n")
    i = chance.randrange(len(lines))
    lines[i : i + 1] = ["<<<<<<< HEAD", lines[i], "=======", lines[i].upper(), ">>>>>>> theirs"]
    files[path] = "\n".join(lines).encode("utf-8", "surrogateescape")
