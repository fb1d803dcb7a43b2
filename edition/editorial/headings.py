"""Whether the headings of a page are as they must be: one title, at its head, and below it no rank left out."""

from __future__ import annotations

from collections.abc import Iterator

from edition.core.messages import Mistake, Problem, at
from edition.editorial.pages import Page


def check_headings(page: Page, *, is_entry: bool) -> Iterator[Problem]:
    """What is wrong with the headings of a page; an entry has its headword for a title."""
    for line, sentence in _wrong(page, is_entry=is_entry):
        yield Problem(Mistake.PAGE, at(page.path, line), sentence)


def _wrong(page: Page, *, is_entry: bool) -> Iterator[tuple[int, str]]:
    prose = page.prose
    first, *others = prose.headings or (None,)
    if is_entry:
        others = [heading for heading in (first, *others) if heading]
    elif first is None or first.rank != 1:
        yield prose.line, "This page has no title. Begin it with one: # Title."
    elif next(block for block in prose.blocks if block != "myst_target") != "heading_open":
        yield prose.line, "This page begins before its title. Put what stands here below the title."
    for heading in prose.headings:
        if not any(letter.isalnum() for letter in heading.words):
            sentence = f"“{heading.words}” has no letter and no figure, so that nothing can lead here. Give it words."
            yield heading.line, sentence
    rank = 1
    for heading in others:
        if heading.rank == 1:
            remedy = "The headword is its title" if is_entry else "Its title stands above"
            yield heading.line, f"“{heading.words}” is a second title of this page. {remedy}; write ## here."
        elif heading.rank > rank + 1:
            yield heading.line, f"“{heading.words}” leaves out a rank of heading. Write {'#' * (rank + 1)} here."
        rank = heading.rank
    for directive in prose.every_directive:
        for heading in directive.prose.headings:
            sentence = f"A heading stands in {{{directive.name}}}. Put it above, or write it as a paragraph."
            yield heading.line, sentence
