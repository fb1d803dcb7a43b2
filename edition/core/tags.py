"""Language tags (BCP 47): whether one names a language that is known, and which script words are in.  No Sphinx."""

from __future__ import annotations

import re

from babel import Locale
from fontTools import unicodedata as scripts

TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|\d{3}))?")
ENGLISH = Locale("en")
# What each part of a tag may be: everything that has an English name.
KNOWN = tuple(
    (what, frozenset(map(str, names)))
    for what, names in (("language", ENGLISH.languages), ("script", ENGLISH.scripts), ("region", ENGLISH.territories))
)
UNDETERMINED = "und"
REMEDY = "Write a tag such as de, or ru-Latn for Russian in Latin letters."
# Latin letters, which are ours as well, tell nothing; nor do those that many scripts share.
TELLING_NOTHING = ("Latn", "Zyyy", "Zinh", "Zzzz")


def wrong_tag(tag: str) -> str:
    """What is wrong with a language tag, as half a sentence, or nothing."""
    match = TAG.fullmatch(tag)
    if match is None:
        return f"“{tag}” is no language tag"
    for part, (what, known) in zip(match.groups(), KNOWN, strict=True):
        if part and part not in known:
            return f"“{tag}” names no known {what}"
    return ""


def in_latin_letters(tag: str) -> str:
    """The tag of a language that is written in Latin letters here: ``zh-Hans`` -> ``zh-Latn``."""
    return f"{tag.partition('-')[0]}-Latn"


def script_of(words: str) -> str:
    """The script of the first letter that is not Latin, ``Cyrl``; nothing, where all are."""
    for character in filter(str.isalpha, words):
        script: str = scripts.script(character)
        if script not in TELLING_NOTHING:
            return script
    return ""
