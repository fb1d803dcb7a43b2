"""The markup that the edition knows: blocks and marks of prose, roles, directives and what each is written with.

What MyST, Sphinx and their extensions bring is declared here.  A feature declares its own directives and roles in a
file ``markup.yaml`` in its folder, which is found by itself: so ``check`` knows them without Sphinx.  No Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from edition.core.messages import Mistake
from edition.core.records import Record, read_records

FEATURES = Path(__file__).parents[1] / "features"
DECLARED = "markup.yaml"
NONE, OPTIONAL, NEEDED = "none", "optional", "needed"
# Where a directive may stand: only at the top level of a page, or within others, in lists and in quotations as well.
PAGE, ANYWHERE = "page", "anywhere"

# Blocks and marks by the names of markdown-it's tokens, without _open and _close.
BLOCKS = frozenset(
    "paragraph heading bullet_list ordered_list list_item blockquote hr table thead tbody tr th td"
    " dl dt dd inline fence colon_fence myst_target".split()
)
MARKS = frozenset("text text_special em strong code_inline link image span softbreak hardbreak myst_role".split())


@dataclass(frozen=True, slots=True)
class Form:
    """How a directive is written: argument and content (none, optional, needed), `choices` of the argument, options.

    What is only for a `screen` cannot be set in print; its page is left out of the book.
    """

    argument: str = NONE
    content: str = NONE
    choices: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    place: str = PAGE
    screen: bool = False


CARD_OPTIONS = ("link", "link-type", "link-alt", "columns")
TAKEN_OVER: Mapping[str, Form] = {
    "toctree": Form(content=OPTIONAL, options=("hidden", "glob", "maxdepth", "caption", "titlesonly", "reversed")),
    "bibliography": Form(OPTIONAL, OPTIONAL, options=("filter",)),
    "container": Form(NEEDED, NEEDED, ("needs-screen",), place=ANYWHERE),
    "rubric": Form(NEEDED, place=ANYWHERE),
    "epigraph": Form(content=NEEDED, place=ANYWHERE),
    "list-table": Form(content=NEEDED, options=("header-rows", "widths"), place=ANYWHERE),
    "image": Form(NEEDED, options=("alt",), place=ANYWHERE),
    "grid": Form(OPTIONAL, NEEDED, options=("gutter", "margin", "padding"), place=ANYWHERE, screen=True),
    "grid-item": Form(NONE, NEEDED, options=("columns",), place=ANYWHERE, screen=True),
    "grid-item-card": Form(OPTIONAL, NEEDED, options=CARD_OPTIONS, place=ANYWHERE, screen=True),
    "card": Form(OPTIONAL, NEEDED, options=CARD_OPTIONS, place=ANYWHERE, screen=True),
    "tab-set": Form(content=NEEDED, place=ANYWHERE, screen=True),
    "tab-item": Form(NEEDED, NEEDED, options=("selected",), place=ANYWHERE, screen=True),
}
ROLES = frozenset(("cite:p", "cite:t", "sub", "sup", "term"))
LINKING = ("at", "gloss", "event", "cite:p", "cite:t", "term")  # roles that become links

# What the edition has its own way for, or must not have.
INSTEAD: Mapping[str, str] = {
    **dict.fromkeys(
        ("include", "literalinclude", "raw", "eval-rst"),
        "No check would see what it brings in. Write the words themselves.",
    ),
    **dict.fromkeys(("cite", "footcite"), "Cite with {cite:p}`key` or {cite:t}`key`."),
    **dict.fromkeys(("doc", "ref", "any", "download"), "Link to a page with [words](page.md)."),
    **dict.fromkeys(("note", "warning", "tip", "admonition"), "Write it as prose, or as a {headnote}."),
    **dict.fromkeys(("figure",), "Show a picture with ![what it shows](file.png)."),
    **dict.fromkeys(("math", "code", "code-block"), "Write it in words."),
}


@lru_cache
def directives() -> Mapping[str, Form]:
    """Every directive by its name."""
    return {**TAKEN_OVER, **{name: form for found, _ in _declared() for name, form in found.items()}}


@lru_cache
def roles() -> frozenset[str]:
    """The names of all roles."""
    return ROLES.union(*(found for _, found in _declared()))


def instead(name: str) -> str:
    """What to do where the edition has no directive or role of this name, and another way is known; or nothing."""
    return INSTEAD.get(name.lower().partition(":")[0], "")


def nearest(name: str, known: Iterable[str]) -> str:
    """The name that was perhaps meant: itself, if there is one; or nothing."""
    matches = get_close_matches(name.lower(), list(known), n=1)
    return matches[0] if matches else ""


@lru_cache
def _declared(folder: Path = FEATURES) -> tuple[tuple[Mapping[str, Form], frozenset[str]], ...]:
    return tuple(read_declared(path) for path in sorted(folder.glob(f"*/{DECLARED}")))


def read_declared(path: Path) -> tuple[Mapping[str, Form], frozenset[str]]:
    """The directives and roles that a feature declares.  Raises ValueError where they have no form."""
    record = read_records(path, Mistake.SETTINGS, "A feature declares its directives and roles there.")
    if not isinstance(record, Record) or not set(record) <= {"directives", "roles"}:
        raise ValueError(f"{path} declares “directives” and “roles”, and nothing else.")
    forms = {name: _form(said or {}, path) for name, said in (record.get("directives") or {}).items()}
    return forms, frozenset(record.get("roles") or ())


def _form(said: Mapping[str, Any], path: Path) -> Form:
    known: dict[str, Any] = {name: said[name] for name in ("argument", "content", "place") if name in said}
    known |= {name: tuple(said[name]) for name in ("choices", "options") if name in said}
    known |= {name: said[name] == "true" for name in ("screen",) if name in said}
    form = Form(**known)
    if {*said} != {*known} or not (
        {form.argument, form.content} <= {NONE, OPTIONAL, NEEDED} and form.place in (PAGE, ANYWHERE)
    ):
        raise ValueError(f"{path} has a form that is none: {dict(said)}.")
    return form
