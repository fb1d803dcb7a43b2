"""YAML: keys that nobody knows, values of another type, and what only its grammar knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import yaml

from tests.fuzz.kinds.odd import ODD
from tests.fuzz.kinds.picking import change_field, fields, insert_line, lines_of, paths, words_of, write
from tests.fuzz.mutant import Files, change

# In a value, {} is the value that was there.
VALUES = (*ODD["records"]["values"], "9" * 400, "x" * 20_000, "word " * 500, "[" * 1500, "[" * 1500 + "]" * 1500)
LINES = ODD["records"]["lines"]
# Nine times nine times nine …: what is small to write and too large to be had.
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
FENCES = ("--- ", "----", "--", "\u2014", "+++", "...", "--- #", "-- -", "", "\n---", " ---", "```yaml")
CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))


@change
def key_misspelt(chance: Random, files: Files) -> None:
    change_field(chance, files, key=chance.choice(("{}s", "{}_", "{} ", "{}e", "x{}", "{}-field", "\u00a0{}", "{}\t")))


@change
def key_with_a_letter_less(chance: Random, files: Files) -> None:
    _change_key(chance, files, lambda key: key[:-1] if chance.random() < 0.5 else key[:-2] + key[-1])


@change
def key_with_a_capital(chance: Random, files: Files) -> None:
    _change_key(chance, files, lambda key: key.upper() if chance.random() < 0.3 else key.capitalize())


@change
def field_dropped(chance: Random, files: Files) -> None:
    path, number = chance.choice(fields(files))
    lines = words_of(files, path).split("\n")
    del lines[number]
    write(files, path, "\n".join(lines))


@change
def field_doubled(chance: Random, files: Files) -> None:
    path, number = chance.choice(fields(files))
    lines = words_of(files, path).split("\n")
    lines.insert(chance.choice((number, number + 1)), lines[number].replace("- ", "  ", 1))
    write(files, path, "\n".join(lines))


@change
def field_without_value(chance: Random, files: Files) -> None:
    change_field(chance, files, value=chance.choice(("", "''", "[]", "{}", "~", "' '")).replace("{}", "{ }"))


@change
def value_of_another_type(chance: Random, files: Files) -> None:
    change_field(chance, files, value=chance.choice(VALUES))


@change
def value_of_another_field(chance: Random, files: Files) -> None:
    path, number = chance.choice(fields(files))
    change_field(chance, files, value=words_of(files, path).split("\n")[number].partition(": ")[2])


@change
def indented_otherwise(chance: Random, files: Files) -> None:
    path, number = chance.choice(fields(files))
    lines = words_of(files, path).split("\n")
    line = lines[number]
    lines[number] = chance.choice(
        (f" {line}", f"  {line}", line.removeprefix(" "), line.lstrip(), f"\t{line.lstrip()}")
    )
    write(files, path, "\n".join(lines))


@change
def line_of_grammar_put_in(chance: Random, files: Files) -> None:
    insert_line(chance, files, chance.choice(LINES), ".yaml", *(p for p in paths(files, ".md") if "glossary/" in p))


@change
def public_case_put_in(chance: Random, files: Files) -> None:
    """A malformed case in the place of a file, behind its words, or as the value of one of its fields."""
    case = chance.choice(CASES["yaml"])
    where = chance.choice(("file", "end", "field"))
    path = chance.choice([p for p in paths(files, ".yaml", ".md") if p.endswith(".yaml") or p.startswith("glossary/")])
    if where == "field":
        change_field(chance, files, value="\n    " + case.replace("\n", "\n    "))
    elif path.endswith(".yaml"):
        write(files, path, case if where == "file" else words_of(files, path) + case)
    else:
        front = "entry:\n  " + case.replace("\n", "\n  ") if where == "end" else case
        write(files, path, f"---\n{front}\n---\n\nWhat it means.\n")


@change
def too_large_to_be_had(chance: Random, files: Files) -> None:
    path, lines = lines_of(chance, files, ".yaml")
    write(files, path, chance.choice((LAUGHS, "\n".join(lines) + LAUGHS)))


@change
def front_matter_broken(chance: Random, files: Files) -> None:
    path = chance.choice(
        [path for path in paths(files, ".md") if words_of(files, path).startswith("---")] or ["index.md"]
    )
    words = words_of(files, path)
    fence = chance.choice(
        ("--- ", "----", "--", "\u2014", "+++", "...", "--- #", "-- -", "", "\n---", " ---", "```yaml")
    )
    parts = words.split("---\n", 2)
    if len(parts) == 3:
        _, front, body = parts
        broken = chance.choice(
            (f"{fence}\n{front}---\n{body}", f"---\n{front}{fence}\n{body}", f"\n---\n{front}---\n{body}")
        )
        write(files, path, broken)


@change
def front_matter_put_before_a_page(chance: Random, files: Files) -> None:
    path = chance.choice(
        [path for path in paths(files, ".md") if not words_of(files, path).startswith("---")] or ["index.md"]
    )
    front = chance.choice(ODD["records"]["front matter put before a page"])
    write(files, path, f"---\n{front}\n---\n{words_of(files, path)}")


def _page(chance: Random, files: Files, *, with_front: bool) -> str:
    found = [path for path in paths(files, ".md") if words_of(files, path).startswith("---") == with_front]
    return chance.choice(found or ["index.md"])


def _change_key(chance: Random, files: Files, spelled: Callable[[str], str]) -> None:
    path, number = chance.choice(fields(files))
    lines = words_of(files, path).split("\n")
    line = lines[number]
    key, _, value = line.partition(":")
    bare = key.lstrip(" -")
    lines[number] = f"{key[: len(key) - len(bare)]}{spelled(bare)}:{value}"
    write(files, path, "\n".join(lines))
