"""Files that an editor wrote, read as text, or a sentence why they cannot be; files replaced whole.  No Sphinx."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from posixpath import normpath

from edition.core.messages import CannotRead, Mistake, Problem, at

# What no reader sees and no output can carry: control characters but tab and line ends, separators of lines that are
# none to an editor, what turns the order of letters round, marks of the order of bytes, and the sign that stands for
# a letter that was lost.
UNSEEN = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffc\U00010000-\U0010ffff]"
)


def unseen(text: str) -> tuple[int, str]:
    """The line of the first character that may stand in no file, and a sentence on it; or nothing."""
    found = UNSEEN.search(text)
    if found is None:
        return 0, ""
    name = unicodedata.name(found[0], "a control character").lower()
    sentence = f"Here stands U+{ord(found[0]):04X}, {name}, which nobody sees."
    return text.count("\n", 0, found.start()) + 1, sentence


def is_there(path: Path) -> bool:
    """Whether anything has this name: a link that leads nowhere or round in a circle, too, was put there on purpose."""
    return os.path.lexists(path)


def lies_within(written: str) -> bool:
    """Whether this is the name of something below a folder: not of the folder itself, nor of what lies outside."""
    return bool(written) and normpath(written) == written and not written.startswith(("/", ".."))


def read_text(path: Path, mistake: Mistake, remedy: str, *, fatal: bool = False) -> str:
    """The words of a file, without a mark of the order of bytes at its head.

    Raises CannotRead, with the line, where they cannot be read; `remedy` says what a missing file needs.
    """

    def cannot(sentence: str, line: int = 1) -> CannotRead:
        return CannotRead(Problem(mistake, at(path, line), sentence, fatal))

    if not is_there(path):
        raise cannot(f"This file is missing. {remedy}")
    if not path.is_file():  # a folder, a loop of links, a pipe that would never end
        raise cannot("This is no file that can be read. Put a plain file here.")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        sentence = f"This file is not UTF-8 (byte {error.start}). Save it as UTF-8."
        raise cannot(sentence, before.count(b"\n") + 1) from None
    except OSError as error:
        raise cannot(f"This file cannot be read: {error.strerror}. Put a file here that can be.") from None
    line, sentence = unseen(text)
    if sentence:
        raise cannot(f"{sentence} Take it out.", line)
    return text


def write_whole(path: Path, words: str | bytes) -> None:
    """Write beside the file, and put it in its place once all is written: it is replaced whole or not at all."""
    beside = Path(path).with_name(f".{path.name}.new")  # Sphinx's own paths are no pure paths
    try:
        beside.write_bytes(words.encode() if isinstance(words, str) else words)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
