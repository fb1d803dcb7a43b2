"""The edition without Sphinx: ``check`` finds mistakes, ``division`` shows the text, ``dump match`` the model."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from edition.core.messages import CannotRead, Problem
from edition.core.model import Address
from edition.editorial.checking import check
from edition.editorial.edition import Edition
from edition.editorial.reading import read_edition
from edition.editorial.settings import read_settings
from edition.witness.showing import show_division
from edition.witness.source import abbreviations_of, read_source

# What is there after each stage, by its name in the package's docstring.
STAGES: Mapping[str, tuple[str, ...]] = {
    "witness": ("source", "published", "moved"),
    "read": ("works", "glossary", "events", "pages"),
    "match": ("drawing", "occurrences", "mentions", "citing", "references", "links_to"),
}
USAGE = f"Say check, division, or dump and a stage: {', '.join(STAGES)}."


def tell(problems: list[Problem], folder: Path) -> int:
    """Print every mistake as a build would; return how many there are."""
    for problem in problems:
        place = problem.place.removeprefix(f"{folder}/")
        print(f"{place}: {problem.sentence} [edition.{problem.mistake.value}]", file=sys.stderr)
    return len(problems)


def division(folder: Path) -> list[Problem]:
    """Print the units and sentences of the text with their addresses; return what is wrong with text and ledger."""
    settings = read_settings(folder)
    source = read_source(settings.folder / settings.source)
    for line in show_division(source.text, abbreviations_of(source.witness)):
        print(line)
    return source.problems


def dump(edition: Edition, stage: str) -> str:
    """What the model holds after a stage, as JSON."""
    parts = {"occurrences": edition.glossary.occurrences}
    held = {name: parts[name] if name in parts else getattr(edition, name) for name in STAGES[stage]}
    return json.dumps(_plain(held), ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    match value:
        case Address() | Path():
            return str(value)
        case dict() | Mapping():
            return {str(key): _plain(found) for key, found in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return _plain(value._asdict())
        case list() | tuple() | set() | frozenset():
            return [_plain(found) for found in value]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return value


def main(arguments: list[str]) -> int:
    folder = Path.cwd()
    match arguments:
        case ["check"]:
            return min(tell(check(folder), folder), 1)
        case ["division"]:
            try:
                return min(tell(division(folder), folder), 1)
            except CannotRead as error:
                return tell([error.problem], folder)
        case ["dump", stage] if stage in STAGES:
            try:
                print(dump(read_edition(read_settings(folder)), stage))
            except CannotRead as error:
                print(f"{error.problem.place}: {error.problem.sentence}", file=sys.stderr)
                return 1
            return 0
    print(USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
