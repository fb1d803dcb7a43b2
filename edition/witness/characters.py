"""Characters that a reader cannot see or an output cannot show, and how a text is rid of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

JOINERS = "\u200c\u200d"  # belong between the letters of some scripts, which know no capitals
BYTE_ORDER = "\ufeff"


def wrong_characters(edited: str) -> Iterator[tuple[int, str]]:
    """The first place of each character that may not stand in a text, with a sentence."""
    for character in sorted(set(edited)):
        if _may_stand(character):
            continue
        places = [m.start() for m in re.finditer(re.escape(character), edited) if not _joins(edited, m.start())]
        if places:
            yield places[0], _sentence(character, len(places) - 1)
    yield from _not_composed(edited)


def _may_stand(character: str) -> bool:
    if character in "\n\r":
        return True
    unseen = unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    none = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return not unseen and not none and character != "\ufffd"


def _joins(edited: str, place: int) -> bool:
    around = edited[max(place - 1, 0) : place] + edited[place + 1 : place + 2]
    return (
        edited[place] in JOINERS
        and len(around) == 2
        and all(unicodedata.category(letter) in ("Lo", "Mn", "Mc") for letter in around)
    )


def _sentence(character: str, others: int) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "a control character" if ord(character) < 160 else "no letter").lower()
    here = "stands here" + (f", and in {others} more place{'s' if others > 1 else ''}" if others else "")
    pattern = f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"
    if ord(character) > 0xFFFF:
        pattern = f"\\U{ord(character):08x}"
    by_rule = f"by a rule in the ledger, pattern: '{pattern}'"
    if character == "\t":
        return (
            f"A tab {here}, which no page shows as it stands. If it is a table, say in sentences what it says; if not, "
            "put a blank for it by a rule in the ledger, pattern: '\\t'."
        )
    if character == "\ufffd":
        return f"The sign for a lost letter, {code}, {here}. Put the file here in its right encoding, as UTF-8."
    if character == BYTE_ORDER:
        return f"A mark of the order of bytes, {code}, {here}. Take it out {by_rule}."
    return f"A character that nobody sees, {code} ({name}), {here}. Take it out {by_rule}."


def _not_composed(edited: str) -> Iterator[tuple[int, str]]:
    if unicodedata.is_normalized("NFC", edited):
        return
    for word in re.finditer(r"\S+", edited):
        if not unicodedata.is_normalized("NFC", word[0]):
            sentence = (
                f"“{word[0]}” is not in Unicode’s composed form (NFC), so words that look like it are not found. "
                "Save the text in NFC, and write the new seal."
            )
            yield word.start(), sentence
            return
