"""``python -m edition check`` finds mistakes without Sphinx; what else can be said, it says itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from edition.base import publishing
from edition.core.faults import report_of
from edition.core.messages import CannotRead, Problem
from edition.editorial.checking import check
from edition.editorial.dumping import STAGES, dump
from edition.editorial.folder import check_folder
from edition.editorial.reading import read_edition
from edition.editorial.settings import read_settings
from edition.scaffold.command import main as scaffold
from edition.witness.showing import show_division
from edition.witness.source import abbreviations_of, read_source

USAGE = f"""Say one of these:
  check                   every mistake that needs no build to be found
  build …                 what Sphinx builds, once conf.py says nothing that it would stumble over
  division                the units and sentences of the text, with their addresses
  dump STAGE              what the model holds after {", ".join(STAGES)}
  new, upgrade            an edition of another text; with --help more
  stage MADE SITE         lay what was made beside the site
  publish SITE            let it take the place of the site"""


def tell(problems: list[Problem]) -> int:
    """Print every mistake as a build would; return 1 where there is any."""
    for problem in problems:
        place = problem.place.removeprefix(f"{Path.cwd()}/")
        print(f"{place}: {problem.sentence} [edition.{problem.mistake.value}]", file=sys.stderr)
    return min(len(problems), 1)


def show(what: str) -> int:
    print(what)
    return 0


def division() -> int:
    """Print the units and sentences of the text with their addresses, and what is wrong with text and ledger."""
    settings = read_settings(Path.cwd())
    source = read_source(settings.folder / settings.source)
    show("\n".join(show_division(source.text, abbreviations_of(source.witness))))
    return tell(source.problems)


def on_disk(step: Callable[[], list[str] | None]) -> int:
    """Take a step of publishing; say what it leaves out, or why it could not be taken."""
    try:
        for part in step() or ():
            print(f"{part}: left out, for they were not made from the files as they are; make site makes everything.")
    except OSError as error:
        print(f"{error.filename or 'The disk'}: {error.strerror}. The site is as it was.", file=sys.stderr)
        return 1
    return 0


def build(arguments: list[str]) -> int:
    """Build as `sphinx-build` does, which stumbles over some mistakes before any extension could tell them."""
    found = list(check_folder(read_settings(Path.cwd())))
    if found:
        return tell(found)
    # Here, for no other command has need of it.
    from sphinx.cmd.build import main as sphinx

    return sphinx(arguments[1:])


# Name and number of words after it -> what is done with these.
COMMANDS: Mapping[tuple[str, int], Callable[..., int]] = {
    ("check", 0): lambda: tell(check(Path.cwd())),
    ("division", 0): division,
    ("dump", 1): lambda stage: show(dump(read_edition(read_settings(Path.cwd())), stage)),
    ("stage", 2): lambda made, site: on_disk(lambda: publishing.stage(Path(made), Path(site))),
    ("publish", 1): lambda site: on_disk(lambda: publishing.publish(Path(site))),
}
# Those that read all that was said themselves.
READERS: Mapping[str, Callable[[list[str]], int]] = {"build": build, "new": scaffold, "upgrade": scaffold}


def main(arguments: list[str]) -> int:
    """Do what was asked; a fault of our own is told as one, as a build tells it."""
    name, *rest = arguments or [""]
    command = COMMANDS.get((name, len(rest)))
    try:
        if name in READERS:
            return READERS[name](arguments)
        if command is None or (name == "dump" and rest[0] not in STAGES):
            print(USAGE, file=sys.stderr)
            return 2
        return command(*rest)
    except CannotRead as error:
        return tell([error.problem])
    except BrokenPipeError:  # who reads along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        print(report_of(error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
