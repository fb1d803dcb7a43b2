"""Every catalogue that comes with the code says every word, and fills in what the English fills in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[2] / "edition" / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/edition.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as opened:
        return read_po(opened)


def forms(said: object) -> list[str]:
    return [said] if isinstance(said, str) else list(said) if isinstance(said, (list, tuple)) else []


def test_there_is_one() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["de"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_whole(path: Path) -> None:
    found, template = read(path), read(LOCALE / "edition.pot")
    assert {message.id for message in template} - {message.id for message in found} == set()
    for message in found:
        if message.id:
            said = forms(message.string)
            assert all(said), message.id
            places = [sorted(re.findall(r"\{\w*\}", form)) for form in (*forms(message.id)[-1:], *said[-1:])]
            assert places[0] == places[1], message.id
