"""Names of files: other names and endings, two of one name, folders and links in the place of files."""

from __future__ import annotations

from pathlib import PurePosixPath
from random import Random

from tests.fuzz.kinds.odd import ODD
from tests.fuzz.kinds.picking import paths
from tests.fuzz.mutant import Files, Folder, Link, change

ENDINGS = ODD["names"]["endings"]
NAMES = (*ODD["names"]["names"], "a" * 200)
WANTED = ("source/lamp.txt", "glossary/more.md", "pages/more.md", "more.md", "source/moved.yaml")
TARGETS = ODD["names"]["targets"]


def _new_name(chance: Random, path: str) -> str:
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{chance.choice(NAMES)}{pure.suffix}")) if chance.random() < 0.6 else path


@change
def renamed(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    pure = PurePosixPath(path)
    new = (pure.parent / f"{chance.choice(NAMES)}{pure.suffix}").as_posix().replace("../", "")
    files[new] = files.pop(path)


@change
def another_ending(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    files[path.rpartition(".")[0] + chance.choice(ENDINGS)] = files.pop(path)


@change
def copied(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    pure = PurePosixPath(path)
    names = (
        f"{chance.choice(NAMES)}{pure.suffix}",
        f"{pure.stem} (1){pure.suffix}",
        f"{pure.stem.upper()}{pure.suffix}",
        f"{pure.stem}{chance.choice(ENDINGS)}",
    )
    files[(pure.parent / chance.choice(names)).as_posix().replace("../", "")] = files[path]


@change
def copied_to_another_folder(chance: Random, files: Files) -> None:
    path = chance.choice(paths(files))
    folder = chance.choice(ODD["names"]["copied to another folder"])
    files.setdefault(f"{folder}/{PurePosixPath(path).name}", files[path])
    if chance.random() < 0.5 and f"{folder}/{PurePosixPath(path).name}" != path:
        del files[path]


@change
def taken_away(chance: Random, files: Files) -> None:
    del files[chance.choice(paths(files))]


@change
def whole_folder_taken_away(chance: Random, files: Files) -> None:
    folder = chance.choice(("glossary/", "pages/", "source/"))
    for path in [path for path in files if path.startswith(folder)]:
        del files[path]


@change
def folder_for_a_file(chance: Random, files: Files) -> None:
    files[chance.choice([*paths(files), *WANTED])] = Folder()


@change
def link_for_a_file(chance: Random, files: Files) -> None:
    path = chance.choice([*paths(files), *WANTED])
    files[path] = Link(chance.choice(TARGETS).replace("{self}", PurePosixPath(path).name))


@change
def link_for_a_folder(chance: Random, files: Files) -> None:
    folder = chance.choice(("glossary/more", "pages/more", "more", "source/more"))
    files[folder] = Link(chance.choice((".", "..", "/etc", "more", "../glossary", "/nowhere")))


@change
def new_page(chance: Random, files: Files) -> None:
    folder = chance.choice(("", "pages/", "glossary/", "about/", "source/"))
    name = f"{folder}{chance.choice(NAMES)}.md".replace("../", "")
    files.setdefault(name, chance.choice(ODD["names"]["pages"]).encode())
    index = files.get("index.md")
    if chance.random() < 0.6 and isinstance(index, bytes):
        line = name.removesuffix(".md").encode("utf-8", "surrogateescape")
        files["index.md"] = index.replace(b"places\n", b"places\n" + line + b"\n")


@change
def pages_that_moved(chance: Random, files: Files) -> None:
    files["source/moved.yaml"] = chance.choice(ODD["names"]["moved"]).encode()
