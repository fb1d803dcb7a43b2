"""Every field of every kind of record: what is not declared, or is of another shape, is met with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.core.fields import ONE, Fields, Kind, Shape, whole_number
from edition.core.messages import Mistake, Problem
from edition.core.plain import has_markup
from edition.core.records import Record, parse_records
from edition.core.web import wrong_address
from edition.editorial.kinds import ENTRY, EVENT, KINDS

PATH = Path("records.yaml")
FIELDS = [(kind, field) for kind in KINDS for field in kind.fields]
NAMES = [f"{kind.name}: {field}" for kind, field in FIELDS]


def problems(kind: Kind, written: str) -> list[Problem]:
    """What is wrong with one record, apart from fields that it does not have."""
    record = parse_records(written, PATH, Mistake.ENTRY)
    assert isinstance(record, Record)
    return [problem for problem in Fields(record, PATH, kind).problems if "is missing" not in problem.sentence]


def wrong(kind: Kind, field: str) -> list[str]:
    """Values that are of no shape that the field has."""
    shape = kind.fields[field]
    if isinstance(shape, tuple):
        return ["[one]", "{a: b}", "neither of them", f"{shape[0]}x"]
    if shape in ONE:
        return ["[one, another]", "{a: b}", "[]"]
    return {Shape.LIST: ["one", "{a: b}", "[[one]]", '[one, " "]'], Shape.RECORDS: ["one", "{a: b}", '[""]']}.get(
        shape, ["one"] if shape is Shape.RECORD else []
    )


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=NAMES)
def test_another_shape_is_told_at_the_field(kind: Kind, field: str) -> None:
    for value in wrong(kind, field):
        (told,) = problems(kind, f"\n\n{field}: {value}\n")
        assert told.place == "records.yaml:3"
        assert told.sentence.count(".") >= 1


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=NAMES)
def test_a_misspelt_field_is_told_with_what_was_meant(kind: Kind, field: str) -> None:
    (told,) = problems(kind, f"\n{field}x: one\n")
    assert told.place == "records.yaml:2"
    assert f"{kind.name} has no field “{field}x”" in told.sentence


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_all_that_is_missing_is_told(kind: Kind) -> None:
    told = Fields(Record(), PATH, kind).problems
    assert len(told) == len(kind.necessary)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=NAMES)
def test_words_that_are_printed_have_no_markup(kind: Kind, field: str) -> None:
    if kind.fields[field] is Shape.WORDS:
        for value in ("'*one*'", "'`one`'", "'<b>one</b>'", "'[one](two)'", "'{gloss}`one`'", "|\n  one\n  two"):
            assert len(problems(kind, f"{field}: {value}\n")) == 1


def test_what_is_not_declared_cannot_be_fetched() -> None:
    with pytest.raises(KeyError):
        Fields(Record(), PATH, EVENT).text("headword")


def test_blanks_around_words_are_no_words() -> None:
    record = parse_records('headword: " Ada "\ngloss: "  "\n', PATH, Mistake.ENTRY)
    fields = Fields(record, PATH, ENTRY)
    assert fields.text("headword") == "Ada"
    assert "The field “gloss” is missing. Add it." in [problem.sentence for problem in fields.problems]


@pytest.mark.parametrize("plain", ["1905", "2 * 3", "snake_case_name", "R&D", "a < b", "“Quill”", "8–9", "{Board}"])
def test_plain_words_are_no_markup(plain: str) -> None:
    assert not has_markup(plain)


@pytest.mark.parametrize("written", ["", "-1", "1.5", "٢", "²", "9" * 6, "9" * 5000, " 1", "one"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert whole_number(written) is None


@pytest.mark.parametrize(
    "written", ["http://ark.cdlib.org/ark:/13030/ft009nb0bb/", "https://example.org:8080/a_b?c=d#e"]
)
def test_addresses_of_the_web(written: str) -> None:
    assert not wrong_address(written)


@pytest.mark.parametrize(
    "written",
    [
        "example.org",
        "javascript:alert(1)",
        "https://",
        "https://[::1/",
        "https://a b.org/",
        'https://a.org/"',
        "//a.org",
    ],
)
def test_what_is_no_address_of_the_web(written: str) -> None:
    assert wrong_address(written)
