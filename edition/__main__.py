"""The edition without Sphinx: ``python -m edition check`` finds mistakes, ``dump match`` shows the model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from edition.base import publishing
from edition.core.faults import report_of
from edition.core.messages import CannotRead
from edition.core.model import Address
from edition.editorial.checking import check
from edition.editorial.edition import Edition
from edition.editorial.reading import read_edition
from edition.editorial.settings import read_settings
from edition.scaffold.command import main as scaffold

# What is there after each stage, by its name in the package's docstring.
STAGES: Mapping[str, tuple[str, ...]] = {
    "witness": ("source", "published", "moved"),
    "read": ("works", "glossary", "events", "pages"),
    "match": ("drawing", "occurrences", "mentions", "citing", "references", "links_to"),
}
USAGE = (
    f"Say check, new, upgrade; dump and a stage: {', '.join(STAGES)}; stage, what was made and the site; "
    "or publish and the site."
)


def tell_mistakes(folder: Path) -> int:
    """Print every mistake as a build would; return how many there are."""
    problems = check(folder)
    for problem in problems:
        place = problem.place.removeprefix(f"{folder}/")
        print(f"{place}: {problem.sentence} [edition.{problem.mistake.value}]", file=sys.stderr)
    return len(problems)


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


def _on_disk(step: Callable[[], list[str] | None]) -> int:
    """Take a step of publishing; say what it leaves out, or why it could not be taken."""
    try:
        for part in step() or ():
            print(f"{part}: left out, for they were not made from the files as they are; make site makes everything.")
    except OSError as error:
        print(f"{error.filename or 'The disk'}: {error.strerror}. The site is as it was.", file=sys.stderr)
        return 1
    return 0


def main(arguments: list[str]) -> int:
    """Do what was asked; a fault of our own is told as one, as a build tells it."""
    try:
        return _main(arguments)
    except Exception as error:
        print(report_of(error), file=sys.stderr)
        return 1


def _main(arguments: list[str]) -> int:
    folder = Path.cwd()
    match arguments:
        case ["check"]:
            return min(tell_mistakes(folder), 1)
        case ["new" | "upgrade", *_]:
            return scaffold(arguments)
        case ["dump", stage] if stage in STAGES:
            try:
                print(dump(read_edition(read_settings(folder)), stage))
            except CannotRead as error:
                print(f"{error.problem.place}: {error.problem.sentence}", file=sys.stderr)
                return 1
            return 0
        case ["stage", made, site]:
            return _on_disk(lambda: publishing.stage(Path(made), Path(site)))
        case ["publish", site]:
            return _on_disk(lambda: publishing.publish(Path(site)))
    print(USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
