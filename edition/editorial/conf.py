"""What may be said of an edition in ``conf.py``: every setting of ours, and the form of each.  No Sphinx."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, cast

from myst_parser.config.main import MdParserConfig

from edition.core.files import lies_within
from edition.core.messages import Mistake, Problem, at, closest
from edition.core.web import wrong_address

CONF = "conf.py"
OURS = "edition_"


class Form(NamedTuple):
    """Whether a value is of the form, and how one of it looks."""

    fits: Callable[[object], bool]
    example: str


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != "." and lies_within(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, (list, tuple, set)) and all(map(_is_text, value))


def _are_pairs(value: object) -> bool:
    pairs = value if isinstance(value, (list, tuple)) else [()]
    return all(isinstance(pair, (list, tuple)) and len(pair) == 2 and _are_texts(pair) for pair in pairs)


def _is_address(value: object) -> bool:
    """Whether this is where a site may lie: what ends words in the files that servers read is more than they bear."""
    return isinstance(value, str) and "'" not in value and not (value and wrong_address(value))


def _are_extensions(value: object) -> bool:
    if not _are_texts(value):
        return False
    try:
        MdParserConfig(enable_extensions=set(cast("Iterable[str]", value)))
    except ValueError:
        return False
    return True


def _any(value: object) -> bool:
    return True


FORMS: Mapping[str, Form] = {
    "edition_text": Form(_is_text, '"shown"'),
    "edition_source": Form(_is_name, '"source"'),
    "edition_glossary": Form(_is_name, '"glossary"'),
    "edition_chronology": Form(_is_name, '"chronology.yaml"'),
    "edition_limits": Form(_any, '{"headnote": (60, 120)}'),  # looked at in `limits`
    "edition_main_pages": Form(_are_pairs, '[("glossary/index", "Glossary")]'),
    "edition_foot_pages": Form(_are_pairs, '[("rights", "Rights")]'),
    "edition_search_examples": Form(_are_texts, '["lamp", "4.7"]'),
    "edition_paper": Form(_is_text, '"a4"'),
    # These are said by the Makefile, or by one output to another.
    "edition_checked": Form(_any, "0"),
    "edition_static": Form(_any, '""'),
    "edition_pdf_pages": Form(_any, "{}"),
    # Sphinx's and its extensions', which are asked here before any page is read.
    "bibtex_bibfiles": Form(_are_texts, '["bibliography.bib"]'),
    "html_baseurl": Form(_is_address, '"https://example.org/edition/"'),
    "include_patterns": Form(_are_texts, '["**"]'),
    "exclude_patterns": Form(_are_texts, '["_build"]'),
    "myst_enable_extensions": Form(_are_extensions, '["colon_fence"]'),
}


def lines_of(path: Path) -> Mapping[str, int]:
    """The line of each name to which ``conf.py`` gives a value; none, where it is no Python."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    found: dict[str, int] = {}
    for part in tree.body:
        if isinstance(part, (ast.Assign, ast.AnnAssign)):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            names = (name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
            found |= {name.id: part.lineno for name in names}
    return found


def wrong_settings(said: Mapping[str, object], lines: Mapping[str, int], path: Path) -> Iterator[Problem]:
    """Settings of ours that are none, and values of another form than theirs."""
    for name, line in lines.items():
        if name.startswith(OURS) and name not in FORMS:
            sentence = f"There is no setting “{name}”.{closest(name, FORMS)} Correct or delete it."
            yield Problem(Mistake.SETTINGS, at(path, line), sentence)
    for name, form in FORMS.items():
        value = said.get(name)
        if value is not None and not form.fits(value):
            sentence = f"“{name}” is not of its form. Write {name} = {form.example}."
            yield Problem(Mistake.SETTINGS, at(path, lines.get(name, 1)), sentence)
