"""The length of our texts, held against the limits.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterator

from edition.core.messages import Mistake, Problem, at
from edition.editorial.annotations import FIRST
from edition.editorial.edition import Edition
from edition.editorial.limits import beyond_limit, count_words
from edition.editorial.mentions import HEADNOTE
from edition.editorial.pages import CLAIM, Page


def check_lengths(edition: Edition) -> Iterator[Problem]:
    """Headnotes, claims, annotations, links and the bodies of entries; glosses were looked at as they were read."""
    for page in edition.pages.values():
        texts = list(_texts(page))
        if edition.glossary.entry_of(page.name) is not None:
            texts.append(("entry", "The body of the entry", page.prose.line, page.prose.every_word))
        for kind, what, line, words in sorted(texts, key=lambda text: text[2]):
            said = beyond_limit(what, kind, count_words(words), edition.settings.limits)
            if said:
                yield Problem(Mistake.LENGTH, at(page.path, line), said)


def _texts(page: Page) -> Iterator[tuple[str, str, int, str]]:
    """Kind, what it is called in a message, line, and words."""
    claim = page.front.get(CLAIM)
    if isinstance(claim, str):
        yield "claim", "The claim of this unit", page.front.lines[CLAIM], claim
    for directive in page.prose.every_directive:
        if directive.name == HEADNOTE:
            yield "headnote", "The headnote", directive.line, directive.prose.every_word
    for note in page.annotations:
        kind = "first" if note.level == FIRST else "annotation"
        yield kind, f"The annotation of “{note.lemma}” ({note.address})", note.line, note.prose.every_word
    for link in page.links:
        yield "argument", f"The sentence on {link.address} and {link.other}", link.line, link.prose.every_word
