"""Where a change is made: a file by chance, a line, a place in a line."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.mutant import Files

# A key of YAML with what stands before it, and its value.
FIELD = re.compile(r"(?P<key>\s*(?:- )?\"?[\w.-]+\"?): (?P<value>\S.*)")
ADDRESS = r"\b\d+\.\d+\b"


def paths(files: Files, *endings: str) -> list[str]:
    """The files with one of these endings, or all; the sealed text is none of them, and has a kind of its own."""
    found = (path for path, thing in sorted(files.items()) if isinstance(thing, bytes) and not path.endswith(".txt"))
    return [path for path in found if not endings or path.endswith(endings)]


def words_of(files: Files, path: str) -> str:
    """A file as text; bytes that are no text are kept."""
    thing = files.get(path)
    return thing.decode("utf-8", "surrogateescape") if isinstance(thing, bytes) else ""


def write(files: Files, path: str, words: str) -> None:
    files[path] = words.encode("utf-8", "surrogateescape")


def lines_of(chance: Random, files: Files, *endings: str) -> tuple[str, list[str]]:
    """A file by chance, and its lines."""
    path = chance.choice(paths(files, *endings) or ["index.md"])
    return path, words_of(files, path).split("\n")


def insert_line(chance: Random, files: Files, line: str, *endings: str) -> None:
    """Put a line (or several) between two lines of a file."""
    path, lines = lines_of(chance, files, *endings)
    lines.insert(chance.randrange(len(lines) + 1), line)
    write(files, path, "\n".join(lines))


def replace_one(chance: Random, files: Files, pattern: str, new: str, *endings: str) -> None:
    """Put `new` in the place of one of all the places where the pattern is found."""
    found = [
        (path, match.span())
        for path in paths(files, *endings)
        for match in re.finditer(pattern, words_of(files, path), re.MULTILINE)
    ]
    if found:
        path, (start, end) = chance.choice(found)
        words = words_of(files, path)
        write(files, path, words[:start] + new + words[end:])


def fields(files: Files) -> list[tuple[str, int]]:
    """Every line of YAML that is a key and its value, front matter included: file and number."""
    found = []
    for path in paths(files, ".yaml", ".md"):
        lines = words_of(files, path).split("\n")
        end = lines.index("---", 1) if path.endswith(".md") and lines[0] == "---" and "---" in lines[1:] else 0
        wanted = lines if path.endswith(".yaml") else lines[:end]
        found += [(path, number) for number, line in enumerate(wanted) if FIELD.fullmatch(line)]
    return found


def change_field(chance: Random, files: Files, key: str | None = None, value: str | None = None) -> None:
    """Give a field by chance another key or another value, in which ``{}`` is the old one."""
    found = fields(files)
    if not found:
        return
    path, number = chance.choice(found)
    lines = words_of(files, path).split("\n")
    match = FIELD.fullmatch(lines[number])
    if match:
        new_key = match["key"] if key is None else key.replace("{}", match["key"])
        new_value = match["value"] if value is None else value.replace("{}", match["value"])
        lines[number] = f"{new_key}: {new_value}"
        write(files, path, "\n".join(lines))
