"""Markup put into every leaf of an edition that takes it, one leaf after the other, as the check lets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from edition.core.messages import Problem
from edition.editorial.checking import check
from tests.leaves import Leaf, Way, cut

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><!--",
    '"]#read("/etc/passwd")',
    "#panic",
    "$x$ {{7*7}}",
    "&amp; &lt;i&gt;",
    "\\u2028",
)
# Settings that name code, files or kinds of syntax: Sphinx itself refuses what it does not know.
NO_WORDS = re.compile(r"extensions|html_theme|html_baseurl|bibtex_\w+_style|myst_enable_extensions|exclude_patterns")
FILES = ("conf.py", "*.bib", "*.md", "*.yaml")


def mark(number: int) -> str:
    """What tells one leaf from all others, wherever it is shown."""
    return f"leaf{number}x"


def leaves_of(folder: Path) -> Iterator[tuple[Leaf, str]]:
    """Each leaf with its words; of leaves alike, as a field of a kind of record, the first."""
    seen = set()
    for path in sorted(path for pattern in FILES for path in folder.rglob(pattern)):
        file = str(path.relative_to(folder))
        top = path.relative_to(folder).parts[0]
        if top in ("fonts", "_build", "_doctrees"):
            continue
        for way, words in cut(path)[0].items():
            alike = (path.suffix, top, *("*" if re.match(r"\d", str(part)) else part for part in way))
            is_name = path.suffix == ".py" and (folder / f"{words}.md").exists()  # of a page: no page, no build
            if (path.suffix in (".py", ".bib") or alike not in seen) and not (NO_WORDS.match(str(way[0])) or is_name):
                yield Leaf(file, way), words
            seen.add(alike)


def refusal(folder: Path, leaf: Leaf, words: str) -> list[Problem]:
    """What the check says of the edition with these words in one leaf."""
    path = folder / leaf.file
    before, (_, write) = path.read_text("utf-8"), cut(path)
    path.write_text(write({leaf.way: words}), "utf-8")
    try:
        return check(folder)
    finally:
        path.write_text(before, "utf-8")


def planted(words: str, number: int) -> Iterator[str]:
    """The words of a leaf with markup: all of it behind them, or before; or what a field of TeX takes as well."""
    yield f"{words} {mark(number)} {' '.join(MARKUP)}"
    yield f"{mark(number)} {' '.join(MARKUP)} {words}"
    yield f"{words} {mark(number)} {MARKUP[0]}"


def plant(folder: Path, *, prose: bool) -> tuple[dict[str, Leaf], dict[Leaf, list[Problem]]]:
    """Put markup into each leaf that takes it: those of prose, which is written in a markup itself, or all others."""
    said: dict[str, dict[Way, str]] = {}
    taken: dict[str, Leaf] = {}
    refused: dict[Leaf, list[Problem]] = {}
    for number, (leaf, words) in enumerate(leaves_of(folder)):
        if is_prose(leaf) != prose:
            continue
        for one in planted(words, number):
            problems = refusal(folder, leaf, one)
            if not problems:
                said.setdefault(leaf.file, {})[leaf.way] = one
                taken[mark(number)] = leaf
                break
            refused[leaf] = problems
    for file, words_of_file in said.items():
        path = folder / file
        path.write_text(cut(path)[1](words_of_file), "utf-8")
    return taken, {leaf: problems for leaf, problems in refused.items() if leaf not in taken.values()}


def is_prose(leaf: Leaf) -> bool:
    """Whether a leaf is written in Markdown, which has a meaning for some of the markup."""
    in_page = leaf.file.endswith(".md") and leaf.file != "CHANGELOG.md" and isinstance(leaf.way[-1], int)
    return (in_page and len(leaf.way) == 2) or leaf.way[-1] == "sentence"
