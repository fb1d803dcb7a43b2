"""Every place of an edition where an editor writes something: a leaf of a record, a setting, a piece of a page, a name.

A file is cut into leaves by its form, so that a field that is added to a file of the small edition is a leaf at once.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Way = tuple[str | int, ...]
Cut = tuple[dict[Way, str], Callable[[Mapping[Way, str]], str]]
"""The leaves of a file with their words, and what writes the file with others in the place of some."""

HEAD = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
# In a page, or a file of works: a title, the argument of a directive, an option, the words of a role, a line of prose.
PIECES = {
    ".md": re.compile(
        r"(?m)^#+ (?P<title>.+)$|^[`:]{3,}\{(?P<directive>[\w-]+)\} (?P<argument>.+)$|^:(?P<name>\w+): (?P<option>.+)$"
        r"|\{(?P<kind>[\w:]+)\}`(?P<role>[^`]+)`|^(?:[->|] )?(?P<prose>\w[^{`\n|]*\w)"
    ),
    ".bib": re.compile(r"(?m)^@\w+\{(?P<key>[^,]*),$|^ +(?P<name>\w+) = \{(?P<field>.*)\},?$"),
}
LEAVES = ("title", "argument", "option", "role", "prose", "key", "field")
NAMES = ("directive", "kind", "name")


class Leaf(NamedTuple):
    """One leaf: its file, and the way to it within the file."""

    file: str
    way: Way

    def __str__(self) -> str:
        return f"{self.file}: {' > '.join(map(str, self.way))}"


def cut(path: Path) -> Cut:
    """The leaves of one file."""
    text = path.read_text("utf-8")
    if path.suffix == ".yaml":
        return _cut_record(text)
    if path.suffix == ".py":
        return _cut_settings(text)
    head = HEAD.match(text) if path.suffix == ".md" else None
    if head is None:
        return _cut_pieces(text, PIECES[path.suffix])
    (fields, write), (pieces, write_body) = _cut_record(head[1]), _cut_pieces(text[head.end() :], PIECES[".md"])
    return fields | pieces, lambda said: f"---\n{write(said)}---\n{write_body(said)}"


def _cut_record(text: str) -> Cut:
    record = yaml.load(text, yaml.BaseLoader)  # noqa: S506 (makes only text)

    def leaves(value: Any, way: Way) -> Iterator[tuple[Way, str]]:
        if isinstance(value, str):
            yield way, value
        else:
            for key, part in value.items() if isinstance(value, dict) else enumerate(value):
                yield from leaves(part, (*way, key))
                if isinstance(key, str):
                    yield (*way, key, "(name)"), key

    def write(value: Any, way: Way, said: Mapping[Way, str]) -> Any:
        if isinstance(value, str):
            return said.get(way, value)
        if isinstance(value, list):
            return [write(part, (*way, i), said) for i, part in enumerate(value)]
        written = {key: write(part, (*way, key), said) for key, part in value.items()}
        more = {said[*way, key, "(name)"]: part for key, part in written.items() if (*way, key, "(name)") in said}
        return written | more  # another name stands beside the field, which keeps its own

    def written(said: Mapping[Way, str]) -> str:
        return yaml.safe_dump(write(record, (), said), allow_unicode=True, sort_keys=False, width=10**6)

    return dict(leaves(record, ())), written


def _cut_settings(text: str) -> Cut:
    """Every string of ``conf.py``, under the name that it is given to."""
    places: dict[Way, tuple[str, int, int]] = {}
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for statement in ast.parse(text).body:
        assert isinstance(statement, ast.Assign)
        strings = (node for node in ast.walk(statement.value) if isinstance(node, ast.Constant))
        for number, node in enumerate(node for node in strings if isinstance(node.value, str)):
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            places[ast.unparse(statement.targets[0]), number] = (str(node.value), start, end)
    return _cut_places(text, places, repr)


def _cut_pieces(text: str, pieces: re.Pattern[str]) -> Cut:
    places: dict[Way, tuple[str, int, int]] = {}
    for number, match in enumerate(pieces.finditer(text)):
        found = match.groupdict()
        leaf = next(leaf for leaf in LEAVES if found.get(leaf) is not None)
        name = next((found[name] for name in NAMES if found.get(name)), "")
        places[f"{leaf} {name}".strip(), number] = (found[leaf], *match.span(leaf))
    return _cut_places(text, places, str)


def _cut_places(text: str, places: Mapping[Way, tuple[str, int, int]], written: Callable[[str], str]) -> Cut:
    def write(said: Mapping[Way, str]) -> str:
        done, position = "", 0
        for way, (_, start, end) in sorted(places.items(), key=lambda place: place[1][1]):
            if way in said:
                done, position = done + text[position:start] + written(said[way]), end
        return done + text[position:]

    return {way: words for way, (words, *_) in places.items()}, write
