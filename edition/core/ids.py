"""Names that every output can bear: element ids in lower case, of letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart, as docutils spells them: an id made here is the one that it would make.
_SPELLED = str.maketrans(
    {"ß": "sz", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ð": "d", "þ": "th"}
)


def id_of(words: str) -> str:
    """Words as an id: ``the League’s “peace”`` is ``the-league-s-peace``."""
    plain = words.lower().translate(_SPELLED)
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"^[-0-9]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", " ".join(letters.split())))
