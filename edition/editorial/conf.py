"""What may be said of an edition in ``conf.py``: every setting of ours and what an edition asks of Sphinx.

Sphinx looks at some of these when it is too late, and at none with a line.  No Sphinx.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, cast

from myst_parser.config.main import MdParserConfig

from edition.core.files import lies_within
from edition.core.messages import Mistake, Problem, at, closest
from edition.core.web import wrong_address

CONF = "conf.py"
OURS = "edition_"
EDITION = "edition"


class Form(NamedTuple):
    """Whether a value is of the form, how one of it looks, and whether an edition must say it."""

    fits: Callable[[object], bool]
    example: str
    needed: bool = False


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != "." and lies_within(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, (list, tuple, set)) and all(map(_is_text, value))


def _are_words(value: object) -> bool:
    return _is_text(value) or _are_texts(value)


def _are_names(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_is_name, value))


def _are_options(value: object) -> bool:
    """Options of the theme that its look here leaves something to."""
    return isinstance(value, dict) and value.keys() <= {"disable_search", "check_switcher"}


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


def _loads(value: object) -> bool:
    """Whether these are extensions that there are, ours the last of those that it builds on."""
    if not isinstance(value, (list, tuple)) or not _are_texts(value) or EDITION not in value:
        return False
    return {"myst_parser", "sphinxcontrib.bibtex"} <= set(value[: value.index(EDITION)]) and all(map(_is_module, value))


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _one_of(*values: object) -> Callable[[object], bool]:
    return lambda value: any(value is one or (isinstance(one, str) and value == one) for one in values)


def _any(value: object) -> bool:
    return True


ONLY_OURS = _one_of(EDITION)


FORMS: Mapping[str, Form] = {
    "edition_text": Form(_is_text, '"shown"'),
    "edition_source": Form(_is_name, '"source"'),
    "edition_glossary": Form(_is_name, '"glossary"'),
    "edition_chronology": Form(_is_name, '"chronology.yaml"'),
    "edition_limits": Form(_any, '{"headnote": (60, 120)}'),  # looked at in `limits`
    "edition_main_pages": Form(_are_pairs, '[("glossary/index", "Glossary")]'),
    "edition_foot_pages": Form(_are_pairs, '[("rights", "Rights")]'),
    "edition_short_title": Form(_is_text, '"The Lamp"'),  # where a phone has room for no more
    "edition_search_examples": Form(_are_texts, '["lamp", "4.7"]'),
    "edition_paper": Form(_one_of("a4", "us-letter"), '"a4"'),
    # These are said by the Makefile, or by one output to another.
    "edition_checked": Form(_any, "0"),
    "edition_static": Form(_any, '""'),
    "edition_pdf_pages": Form(_any, "{}"),
    # Sphinx's and its extensions', of which the model makes use.
    "bibtex_bibfiles": Form(_are_texts, '["bibliography.bib"]'),
    "html_baseurl": Form(_is_address, '"https://example.org/edition/"'),
    "include_patterns": Form(_are_texts, '["**"]'),
    "exclude_patterns": Form(_are_texts, '["_build"]'),
    "myst_enable_extensions": Form(_are_extensions, '["colon_fence"]'),
}
# What ``conf.py`` may say to Sphinx alone, and must where an edition needs it.
TO_SPHINX: Mapping[str, Form] = {
    "extensions": Form(_loads, '["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "edition"]', needed=True),
    "bibtex_reference_style": Form(ONLY_OURS, '"edition"', needed=True),
    "bibtex_default_style": Form(ONLY_OURS, '"edition"', needed=True),
    "project": Form(_is_text, '"The Lamp, annotated"'),
    "author": Form(_is_text, '"The editors"'),
    "copyright": Form(_are_words, '"Editors’ words: CC BY 4.0"'),
    "version": Form(_is_text, '"1.0.0"'),
    "release": Form(_is_text, '"1.0.0"'),
    "language": Form(_is_text, '"en"'),
    "smartquotes": Form(_one_of(False), "False", needed=True),  # the ledger's rules do that work
    "nitpicky": Form(_one_of(True), "True"),
    "html_title": Form(_is_text, '"The Lamp, annotated"'),
    "html_theme": Form(_one_of("pydata_sphinx_theme", "basic"), '"pydata_sphinx_theme"'),
    "html_theme_options": Form(_are_options, '{"disable_search": True, "check_switcher": False}'),
    "html_copy_source": Form(_one_of(True, False), "False"),
    "html_permalinks": Form(_one_of(True, False), "False"),
    "html_use_index": Form(_one_of(True, False), "False"),
    "html_domain_indices": Form(_one_of(True, False), "False"),
    "suppress_warnings": Form(_are_texts, '["toc.empty_glob"]'),
    "html_static_path": Form(_are_names, '["pictures"]'),
    "templates_path": Form(_are_names, '["templates"]'),
}
FOLDERS = ("html_static_path", "templates_path")


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
    yield from _of_other_forms({name: value for name, value in said.items() if value is not None}, FORMS, lines, path)


def wrong_conf(said: Mapping[str, object], path: Path) -> Iterator[Problem]:
    """What ``conf.py`` itself says wrongly: at all, or to Sphinx, which would stumble over it."""
    lines, forms = lines_of(path), {**FORMS, **TO_SPHINX}
    yield from wrong_settings(said, lines, path)
    for name, line in lines.items():
        if name == "edition_text":
            sentence = "Whether the text is shown is said to make: make site TEXT=withheld. Take this line out."
            yield Problem(Mistake.SETTINGS, at(path, line), sentence)
        elif name not in forms and not name.startswith(("_", OURS)):
            meant = closest(name.lower(), forms)
            sentence = f"“{name}” is no setting of an edition.{meant} Correct it, or take it out."
            yield Problem(Mistake.SETTINGS, at(path, line), sentence)
    for name, form in TO_SPHINX.items():
        if form.needed and name not in said:
            sentence = f"“{name}” is not said, and no edition can do without. Write {name} = {form.example}."
            yield Problem(Mistake.SETTINGS, at(path, 1), sentence)
    nothing = {name: FORMS[name] for name in FORMS if name in lines and said.get(name) is None}
    yield from _of_other_forms({**dict.fromkeys(nothing), **said}, {**TO_SPHINX, **nothing}, lines, path)
    for name in FOLDERS:
        folders = said.get(name)
        for folder in folders if _are_names(folders) and isinstance(folders, (list, tuple)) else ():
            if not (path.parent / folder).is_dir():
                sentence = f"“{folder}” is no folder of this edition. Make it, or take it out of {name}."
                yield Problem(Mistake.SETTINGS, at(path, lines.get(name, 1)), sentence)


def _of_other_forms(
    said: Mapping[str, object], forms: Mapping[str, Form], lines: Mapping[str, int], path: Path
) -> Iterator[Problem]:
    for name, form in forms.items():
        if name in said and not form.fits(said[name]):
            sentence = f"“{name}” is not of its form. Write {name} = {form.example}."
            yield Problem(Mistake.SETTINGS, at(path, lines.get(name, 1)), sentence)
