"""Whether what ``conf.py`` names is there: the pages at head and foot, and what the search offers.  No Sphinx."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from edition.core.messages import Mistake, Problem, at, closest
from edition.editorial.conf import CONF
from edition.editorial.edition import Edition


def check_settings(edition: Edition) -> Iterator[Problem]:
    """Every page that is named is one, and every example to search for finds something."""
    settings = edition.settings

    def problem(setting: str, sentence: str) -> Problem:
        return Problem(Mistake.SETTINGS, at(settings.folder / CONF, settings.lines.get(setting, 1)), sentence)

    for setting, pages in (("edition_main_pages", settings.main_pages), ("edition_foot_pages", settings.foot_pages)):
        for page, _ in pages:
            if page not in edition.pages:
                hint = closest(page, edition.pages)
                sentence = f"“{page}” is no page.{hint} Write its name from here, without .md."
                yield problem(setting, sentence)
    if settings.examples and not edition.withheld:
        known = _every_word(edition)
        for example in settings.examples:
            lost = [word for word in _words(example) if not any(one.startswith(word) for one in known)]
            if lost or not _words(example):
                sentence = f"“{example}” finds nothing: “{' '.join(lost)}” stands nowhere. Offer another example."
                yield problem("edition_search_examples", sentence)


def _every_word(edition: Edition) -> set[str]:
    """The words by which anything of the edition can be found, as the search folds them."""
    texts = [sentence.text for sentence in edition.text.sentences] + [str(a) for a in edition.text.by_address]
    for entry in edition.glossary.entries.values():
        texts += [*entry.names, entry.gloss, *(f"{name.form} {name.latin}" for name in entry.original)]
    for page in edition.pages.values():
        texts += [page.prose.title, page.prose.every_word]
    texts += [f"{event.date} {edition.prose[event.id].every_word}" for event in edition.events]
    texts += [" ".join(work.fields.values()) for work in edition.works.values()]
    return {word for text in texts for word in _words(text)}


def _words(text: str) -> list[str]:
    """Words in lower case without accents; the numbers of an address stay together."""
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return re.sub(r"[^\w.]|_", " ", bare).replace(". ", " ").split()
