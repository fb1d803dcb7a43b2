"""``python -m edition new`` and ``upgrade``, as the Makefile calls them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from edition.scaffold.making import Refused, Said, make
from edition.scaffold.upgrading import Upgraded, upgrade


def main(arguments: list[str]) -> int:
    """Do what was asked for; return 1 where it was refused."""
    said = _parser().parse_args(arguments)
    try:
        if said.command == "new":
            _new(said)
        else:
            _tell(upgrade(Path(said.folder).resolve()))
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: this cannot be written: {error.strerror}. Say another folder.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m edition")
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="make the empty edition of another text")
    new.add_argument("text", help="the file of the text, as it was received")
    new.add_argument("folder", nargs="?", default="", help="where to make it; beside this folder if nothing is said")
    for name in ("title", "author", "rights", "text-language", "editors"):
        new.add_argument(f"--{name}", default="")
    new.add_argument("--language", default="")
    old = commands.add_parser("upgrade", help="bring an edition that was made to this code")
    old.add_argument("folder")
    return parser


def _new(said: argparse.Namespace) -> None:
    if not said.text:
        raise Refused("Say where the text lies: make new TEXT=path.")
    text = Path(said.text)
    folder = Path(said.folder) if said.folder else Path.cwd().parent / f"{text.stem}-edition"
    told = Said(said.title, said.author, said.rights, said.text_language, said.language or "en", said.editors)
    left = make(text, folder.resolve(), told)
    print(f"Made: {folder.resolve()}")
    if left:
        print("What is still to be done there, which make check tells as well:")
        print("\n".join(f"  {problem.place}: {problem.sentence}" for problem in left))
    print("CONTRIBUTING.md there says how to go on: look at the division, then make addresses, then make site.")


def _tell(done: Upgraded) -> None:
    for what, names in (("new", done.new), ("written anew", done.renewed), ("taken away", done.gone)):
        if names:
            print(f"{len(names)} {'file' if len(names) == 1 else 'files'} {what}: {', '.join(_few(names))}")
    for name, why in sorted(done.left.items()):
        print(f"{name}: left alone, for {why}. See whether yours still fits.")
    if not (done.new or done.renewed or done.gone):
        print("Nothing was to be written: the files are those of this code and of the witness.")


def _few(names: list[str]) -> list[str]:
    return names if len(names) <= 8 else [*names[:7], f"and {len(names) - 7} more"]
