"""``made.yaml`` written: what tells a later upgrade which files nobody has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from edition.core.files import write_whole
from edition.editorial.made import Made
from edition.scaffold.contents import quoted

HEAD = """\
# What this edition was made of and for.  `make new` and `make upgrade` write this file; an editor changes in it only
# `settings`, `form`, when the files have been brought to another one, and `former`, names of another text that no file
# may speak of.
"""


def written(made: Made) -> str:
    """The whole file."""
    lines = [f"form: {made.form}", f"code: {quoted(made.code)}"]
    for name, said in (("settings", made.settings), ("text", made.text)):
        lines += [f"{name}:", *_lines(said)]
    lines += [f"former: [{', '.join(map(quoted, made.former))}]", "files:", *_lines(made.files)]
    return HEAD + "\n".join(lines) + "\n"


def _lines(said: Mapping[str, str]) -> list[str]:
    return [f"  {quoted(name)}: {quoted(words)}" for name, words in said.items()]


def digest(words: bytes) -> str:
    """What tells whether a file was changed; git may have changed its line ends."""
    return hashlib.sha256(words.replace(b"\r\n", b"\n")).hexdigest()[:16]


def put(path: Path, words: bytes) -> None:
    """Write a file whole or not at all, with the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, words)
