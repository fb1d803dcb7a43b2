"""Whether every page stands in a ``{toctree}``, by which the site leads to it, and these name pages that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from edition.core.messages import Mistake, Problem, at, closest
from edition.editorial.edition import Edition
from edition.editorial.pages import Page
from edition.editorial.settings import matcher

NAME, ROOT = "toctree", "index"
TITLED = re.compile(r".+?\s*<([^<>]*)>")


def check_trees(edition: Edition) -> Iterator[Problem]:
    """Names that lead to no page, and pages that nothing names."""
    named = {ROOT}
    for page in edition.pages.values():
        for target, line, found in _named(page, edition):
            named.update(found)
            if not found:
                sentence = f"There is no page “{target}”.{closest(target, edition.pages)} Correct the name."
                yield Problem(Mistake.PAGE, at(page.path, line), sentence)
    for page in edition.pages.values():
        if page.name not in named and page.front.get("orphan") != "true":
            sentence = f"No {{{NAME}}} names this page, so nothing leads to it. Write {page.name} in that of {ROOT}.md."
            yield Problem(Mistake.PAGE, at(page.path, 1), sentence)


def _named(page: Page, edition: Edition) -> Iterator[tuple[str, int, list[str]]]:
    """What a page's lists name: as it is written, the line, and the pages that it means."""
    for directive in page.prose.every_directive:
        if directive.name != NAME:
            continue
        for line, content in enumerate(directive.body.split("\n"), directive.begins):
            titled = TITLED.fullmatch(content.strip())
            target = titled[1] if titled else content  # Sphinx takes blanks for a part of a name
            if not target.strip() or target == "self" or "://" in target:
                continue
            name = normpath(target.lstrip("/") if target.startswith("/") else join(dirname(page.name), target))
            if "glob" in directive.options and not titled and re.search(r"[*?\[]", name):
                yield target, line, list(filter(matcher((name,)), edition.pages))
            else:
                name = name.removesuffix(".md")
                yield target, line, [name] if name in edition.pages else []
