"""YAML files as an editor writes them: every value is text, and every record knows its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from edition.core.messages import CannotRead, Mistake, Problem, at


class Record(dict[str, Any]):
    """A mapping of a YAML file, with the line on which it begins, and the line of each key."""

    def __init__(self) -> None:
        super().__init__()
        self.line = 1
        self.lines: dict[str, int] = {}


# libyaml reads ten times as fast; where its wheel is not to be had, the same in Python.
_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Reads scalars as text: ``at: 4.10`` stays 4.10 and does not become the number 4.1."""

    def construct_record(self, node: yaml.MappingNode) -> Record:
        record = Record()
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in record:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key}” stands here a second time", key_node.start_mark
                )
            record[key] = self.construct_object(value_node, deep=True)
            record.lines[key] = key_node.start_mark.line + 1
        record.line = node.start_mark.line + 1
        return record


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_record)


def read_records(path: Path, mistake: Mistake, remedy: str) -> Any:
    """Read a YAML file.

    Raises CannotRead, with the line, where it is missing or is not YAML; `remedy` says what a missing file needs.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise CannotRead(Problem(mistake, at(path, 1), f"This file is missing. {remedy}")) from None
    except UnicodeDecodeError as error:
        sentence = f"This file is not UTF-8 (byte {error.start}). Save it as UTF-8."
        raise CannotRead(Problem(mistake, at(path, 1), sentence)) from None
    except OSError as error:
        sentence = f"This file cannot be read: {error.strerror}. Put a file here."
        raise CannotRead(Problem(mistake, at(path, 1), sentence)) from None
    return parse_records(text, path, mistake)


def parse_records(text: str, path: Path, mistake: Mistake) -> Any:
    """Parse YAML whose first line is the first line of `path`.  Raises CannotRead, with the line."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 (makes only text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CannotRead(
            Problem(mistake, at(path, line), f"This is not YAML: {error.problem}. Mend the line.")
        ) from None
    except yaml.YAMLError as error:  # a character that YAML does not have; it knows no line
        raise CannotRead(
            Problem(mistake, at(path, 1), f"This is not YAML: {' '.join(str(error).split())}. Take it out.")
        ) from None
