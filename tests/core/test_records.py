"""YAML as editors write it: every value is text, and what is more than that is met with a sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from edition.core.messages import CannotRead, Mistake
from edition.core.records import parse_records

PATH = Path("records.yaml")


@pytest.mark.parametrize(
    "written", ["1905", "no", "yes", "on", "~", "null", "2:30", "0x1F", "1_000", "1e3", ".5", "2026-11-24", "=", "010"]
)
def test_words_stay_words(written: str) -> None:
    assert parse_records(f"a: {written}\nb: [{written}]\n", PATH, Mistake.ENTRY) == {"a": written, "b": [written]}


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
WRONG = {
    BOMB: (1, "refers to another place"),
    "a: 1\nb: *c\n": (2, "refers to another place"),
    "a: &a\n  <<: *a\n": (1, "refers to another place"),
    "a: !!python/object:os.system x": (1, "of what type"),
    "a: 1\nb: 2\na: 3\n": (3, "a second time"),
    "? [a, b]\n: c\n": (1, "name of a field"),
    "a:\n\tb: 1\n": (2, "Write blanks"),
    "a: 1\n---\nb: 2\n": (2, "second document"),
    'a: 1\nb: "\\x07"\n': (2, "nobody sees"),
    "a: " + "[" * 20: (1, "Brackets"),
    "a: " + "{b: " * 20: (1, "Brackets"),
    "a: b: c\n": (1, "Mend the line"),
}


@pytest.mark.parametrize("written", WRONG)
def test_what_is_more_than_words_is_met_with_a_sentence(written: str) -> None:
    line, said = WRONG[written]
    with pytest.raises(CannotRead, match=said) as told:
        parse_records(written, PATH, Mistake.ENTRY)
    assert told.value.problem.place == f"{PATH}:{line}"


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=20)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(WORDS, VALUES, max_size=4))
def test_what_was_written_is_read(record: dict[str, object]) -> None:
    written = yaml.safe_dump(record, allow_unicode=True)
    assert parse_records(written, PATH, Mistake.ENTRY) == record


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(written: str) -> None:
    with suppress(CannotRead):
        parse_records(written, PATH, Mistake.ENTRY)
