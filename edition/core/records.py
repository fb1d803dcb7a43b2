"""YAML files as an editor writes them: every value is text, and every record knows its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from edition.core.files import read_text, unseen
from edition.core.messages import CannotRead, Mistake, Problem, at

DEEPEST = 8  # no record of ours lies so deep


class Record(dict[str, Any]):
    """A mapping of a YAML file, with the line on which it begins, and the line of each key."""

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


# libyaml reads ten times as fast; where its wheel is not to be had, the same in Python.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Wrong(Exception):
    """What is wrong with the YAML, in a sentence with its remedy, and the line."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def read_records(path: Path, mistake: Mistake, remedy: str, *, fatal: bool = False) -> Any:
    """Read a YAML file.

    Raises CannotRead, with the line, where it is missing or is not YAML; `remedy` says what a missing file needs.
    """
    return parse_records(read_text(path, mistake, remedy, fatal=fatal), path, mistake, fatal=fatal)


def parse_records(text: str, path: Path, mistake: Mistake, *, fatal: bool = False) -> Any:
    """Parse YAML whose first line is the first line of `path`.  Raises CannotRead, with the line."""
    try:
        if "\t" in text:  # readers of YAML differ over these, and the proof has another
            line = text.count("\n", 0, text.index("\t")) + 1
            raise _Wrong(line, "A tab stands here, which YAML does not take for a blank. Write blanks.")
        return _document(yaml.parse(text, _Loader))
    except _Wrong as wrong:
        line, sentence = wrong.line, str(wrong)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        sentence = f"This is not YAML: {error.problem}. Mend the line."
    except yaml.YAMLError as error:  # it knows no line
        line, sentence = 1, f"This is not YAML: {' '.join(str(error).split())}. Mend it."
    raise CannotRead(Problem(mistake, at(path, line), sentence, fatal))


# Values are made of the events of the parser, and not by the constructors of YAML: these would make numbers, dates and
# truth of what is meant as words (1905, 2:30, no), and would follow references until the memory is full.
def _document(events: Iterator[yaml.Event]) -> Any:
    value, documents = None, 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Wrong(_line(event), "A second document begins here. Take the three hyphens out.")
            value = _value(next(events), events, 1)
    return value


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _value(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Any:
    """The value that begins with this event: text, a list or a record."""
    if not isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent) or event.anchor is not None:
        raise _Wrong(_line(event), "A word with & or * before it refers to another place. Put it in quotes.")
    if event.tag is not None:
        raise _Wrong(_line(event), "A word with ! before it says of what type a value is. Put it in quotes.")
    if depth > DEEPEST:
        raise _Wrong(_line(event), "Brackets stand here in brackets in brackets. Close them, or use quotes.")
    if isinstance(event, yaml.ScalarEvent):
        return _text(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return [_value(part, events, depth + 1) for part in _parts(events)]
    record = Record(_line(event))
    for key in _parts(events):
        if not isinstance(key, yaml.ScalarEvent):
            raise _Wrong(_line(key), "Brackets stand where the name of a field is expected. Put them in quotes.")
        name = _text(key)
        if name in record:
            raise _Wrong(_line(key), f"“{name}” stands here a second time. Keep one of the two.")
        record.lines[name] = _line(key)
        record[name] = _value(next(events), events, depth + 1)
    return record


def _parts(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events with which the parts of a list or a record begin, up to its end."""
    for event in events:
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            return
        yield event


def _text(event: yaml.ScalarEvent) -> str:
    """The words, in which an escape (“\\x07”) may have put what no file may hold."""
    _, sentence = unseen(event.value)
    if sentence:
        raise _Wrong(_line(event), f"{sentence} Take it out.")
    return str(event.value)
