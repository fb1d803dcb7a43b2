"""A ``.bib`` file as its editor wrote it: every record and field with its line, and all that cannot be read.

pybtex reads; here its errors get a line and a remedy, and what it passes over is told.  No Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import PrematureEOF, PybtexSyntaxError
from pybtex.textutils import normalize_whitespace
from pybtex.utils import CaseInsensitiveDict

from edition.core.files import read_text
from edition.core.messages import Mistake, Problem, at, closest

# What pybtex expects, and what it means to an editor.
MEANT = {
    "'}' expected": "a comma or a } is missing before this",
    "')' expected": "a comma or a ) is missing before this",
    "'=' expected": "an = is missing before this",
    "'(' or '{' expected": "a { is missing before this",
    "a valid name expected": "the kind of work is missing",
    "entry key expected": "the key of the work is missing",
    "field value expected": "the words of a field are missing",
}


@dataclass(frozen=True, slots=True)
class Work:
    """A record of the bibliography: its place in a file, its kind, its fields as written, and the line of each."""

    key: str
    path: Path
    line: int
    kind: str
    fields: Mapping[str, str]
    lines: Mapping[str, int]

    def problem(self, sentence: str, name: str = "", mistake: Mistake = Mistake.SOURCE, fatal: bool = False) -> Problem:
        """What is wrong with the record, at the line of the field `name` or else where it begins."""
        return Problem(mistake, at(self.path, self.lines.get(name, self.line)), sentence, fatal)


class _Scanner(LowLevelParser):  # type: ignore[misc]
    """pybtex's own, which here also notes the line of each command and of each field."""

    def parse_command(self) -> Any:
        self.line = self.lineno
        self.lines: list[int] = []
        return super().parse_command()

    def parse_field(self) -> None:
        self.eat_whitespace()
        line = self.lineno
        super().parse_field()
        if self.current_field_name and self.current_value:
            self.lines.append(line)


def read_bib(path: Path) -> tuple[list[Work], list[Problem]]:
    """Read a file.  Raises CannotRead where it is missing or is no text; other problems are all told at once."""
    remedy = "Restore it, or take it out of bibtex_bibfiles in conf.py."
    return _read(read_text(path, Mistake.SOURCE, remedy, fatal=True), path)


def _read(text: str, path: Path) -> tuple[list[Work], list[Problem]]:
    records: list[Work] = []
    problems: list[Problem] = []
    failed: list[Problem] = []
    macros = CaseInsensitiveDict(month_names)
    scanner = _Scanner(text, macros=macros)
    scanner.handle_error = lambda error: failed.append(_unreadable(error, scanner, path))
    read_to = 0
    for command, said in scanner:
        if not failed:
            problems += _between(text, read_to, scanner.command_start, path)
            if command.lower() not in ("string", "preamble"):
                records.append(_record(command, said, scanner, path))
                problems += _twice(said, scanner, path)
            elif command.lower() == "preamble":
                problems.append(_problem(path, scanner.line, "A preamble is for TeX; nothing prints it. Take it out."))
        read_to = len(text) if failed else scanner.pos  # behind a broken record nothing is known to be between two
        problems += failed
        failed.clear()
    return records, problems + (failed or list(_between(text, read_to, len(text), path)))


def _record(kind: str, said: Any, scanner: _Scanner, path: Path) -> Work:
    key, fields = said
    written = {name.lower(): normalize_whitespace("".join(value)) for name, value in fields}
    lines = {name.lower(): line for (name, _), line in zip(fields, scanner.lines, strict=True)}
    return Work(key, path, scanner.line, kind.lower(), written, lines)


def _twice(said: Any, scanner: _Scanner, path: Path) -> Iterator[Problem]:
    key, fields = said
    seen: set[str] = set()
    for (name, _), line in zip(fields, scanner.lines, strict=True):
        if name.lower() in seen:
            yield _problem(path, line, f"“{key}” has the field “{name}” a second time. Keep one of them.")
        seen.add(name.lower())


def _between(text: str, begin: int, end: int, path: Path) -> Iterator[Problem]:
    """What stands in no record is read by nobody: the first line of each such paragraph between two records is told."""
    first, told = text.count("\n", 0, begin) + 1, False
    for line, words in enumerate(text[begin:end].split("\n"), first):
        lost = bool(words.strip()) and not words.lstrip().startswith("%")
        if lost and not told:
            shown = " ".join(words.split())[:40]
            sentence = (
                f"“{shown}” stands in no record, and nobody reads it. Mend the braces before it, or begin the record "
                "with @; a comment begins with %."
            )
            yield _problem(path, line, sentence)
        told = lost


def _unreadable(error: PybtexSyntaxError, scanner: _Scanner, path: Path) -> Problem:
    """What pybtex says of a record, at the line where it is seen or, where it has no end, where the record begins."""
    record = f"The record “{scanner.current_entry_key}”" if scanner.current_entry_key else "This record"
    said = str(error.args[0])
    if isinstance(error, UndefinedMacro):
        hint = closest(said, scanner.macros)
        sentence = f"“{said}” is not the name of a @string.{hint} Write {{{said}}} if it is words, or define it."
        return _problem(path, error.lineno, sentence)
    if isinstance(error, PrematureEOF):
        return _problem(path, scanner.line, f"{record} has no end. Close its braces and quotation marks.")
    begun = f", begun in line {scanner.line}," if error.lineno != scanner.line else ""
    remedy = "Mend it: a field is name = {words}, with commas between"
    sentence = f"{record}{begun} is not BibTeX here: {MEANT.get(said, said)}. {remedy}."
    return _problem(path, error.lineno, sentence)


def _problem(path: Path, line: int, sentence: str) -> Problem:
    """From a file that cannot be read as it was meant, nothing can be built."""
    return Problem(Mistake.SOURCE, at(path, line), sentence, fatal=True)
