"""What a record of the bibliography may say: the folders of `tests/mistakes` show what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pybtex.richtext import Text

from edition.core.quotations import are_paired, place_of_stop, within_quotation
from edition.core.ranges import mended, wrong_range, wrong_years
from edition.core.web import wrong_address
from edition.editorial.work_words import PLAIN
from edition.editorial.works import read_works
from tests.small import ROOT


def told(folder: Path, written: str, name: str = "works.bib") -> list[str]:
    """What is said of a file, each with its line."""
    path = folder / name
    path.write_text(written, "utf-8")
    return [f"{problem.place.rpartition(':')[2]}: {problem.sentence}" for problem in read_works([path])[1]]


RIGHT = r"""
% A comment, with an = and a {.
@string{press = "Quay Press"}
@string{old = press # " (old)"}

@Book(plain,
  Author = {van der Ash, Jr., Una and {Board, Trade \& Co.} and 孫, 逸仙 and others},
  TITLE = "Tales of the {\"O}re, 1908--1912: {A} ``Lamp'' at 100\%, and ob{"}ekt, on 1922-04-16",
  verified = {a copy in the archive}, publisher = old, address = {Nowhere}, month_is_no_field_here = {}
)

@online{other:works-2.a/b+c, title = {“Fog”}, url = {https://xn--e1afmkfd.example/a_b?c=%20d&e=(f)#g}, year = {c. 1912},
  Verified2 = {https://example.org/},
  doi = {10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O}}
"""


def test_what_is_right_is_taken(tmp_path: Path) -> None:
    (said,) = told(tmp_path, RIGHT.replace("<693::AID-ASI4>", "693"))
    assert said == (
        "9: A work of the kind “book” has no field “month_is_no_field_here”, and “plain” has. Correct or delete it."
    )
    works, _ = read_works([tmp_path / "works.bib"])
    assert [(work.key, work.kind, work.line) for work in works.values()] == [
        ("plain", "book", 6),
        ("other:works-2.a/b+c", "online", 12),
    ]
    assert works["plain"].fields["publisher"] == "Quay Press (old)"


def test_a_mark_of_the_encoding_and_the_line_ends_of_windows_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "works.bib"
    path.write_bytes(b"\xef\xbb\xbf@book{a,\r\n  title = {Fog}, verified = {x},\r\n  yaer = {1912}\r\n}\r\n")
    _, (problem,) = read_works([path])
    assert problem.place == f"{path}:3"


def test_two_files_have_no_work_in_common(tmp_path: Path) -> None:
    told(tmp_path, "@book{fog, title = {Fog}, verified = {x}}", "first.bib")
    told(tmp_path, "\n@book{FOG, title = {Fog}, verified = {x}}", "second.bib")
    _, (problem,) = read_works([tmp_path / "first.bib", tmp_path / "second.bib"])
    assert (problem.place, problem.fatal) == (f"{tmp_path / 'second.bib'}:2", True)
    assert "stands in first.bib, line 1 already" in problem.sentence


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    _, (problem,) = read_works([tmp_path])
    assert problem.fatal
    assert "This is no file that can be read" in problem.sentence


@pytest.mark.parametrize(
    "words",
    [
        "pp. 5-7",
        "5--7",
        "5 - 7",
        "5—7",
        "5‐7",
        "5−7",
        "xii-xv",
        "XII-XV",
        "1918-1920",
        "5.6-5.8",
        "no. 5/6-7",
        "cc30-2",
    ],
)
def test_a_range_wants_an_en_dash(words: str) -> None:
    assert wrong_range(words)
    assert not wrong_range(words.replace(wrong_range(words), mended(wrong_range(words))))


@pytest.mark.parametrize(
    "words",
    ["pp. 5–7", "1922-04-16", "978-1-349-04299-9", "chap. 3-A", "a-b", "mid-civil", "https://x.org/1-2", "V-2", ""],
)
def test_other_hyphens_are_left_alone(words: str) -> None:
    assert not wrong_range(words)


@pytest.mark.parametrize(
    ("title", "wrong"),
    [("1918-1941", True), ("1918-41", True), ("the 1920-30s", True), ("1922-04", False), ("10.1000/1918-1941", False)],
)
def test_years_in_a_title(title: str, wrong: bool) -> None:
    assert bool(wrong_years(title)) == wrong


@pytest.mark.parametrize(
    "url", ["https://example.org", "HTTP://Example.org:80/a", "https://пример.рф/ы", "http://[::1]/"]
)
def test_addresses_of_the_web(url: str) -> None:
    assert not wrong_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://example.org/a b",
        "https://example.org/a\\_b",
        "https://x",
        "https://[::1/",
        "https://example.org:x/",
        "https://me@example.org/",
        'https://example.org/"onclick',
        "https://example.org/<b>",
        "https://-example.org",
    ],
)
def test_what_is_no_address_of_the_web(url: str) -> None:
    assert wrong_address(url)


@pytest.mark.parametrize(
    ("words", "within", "stop"),
    [
        ("“Class Brothers Unite!” The “United Opposition”", "‘Class Brothers Unite!’ The ‘United Opposition’", 1),
        ("The ‘Left’ Opposition", "The ‘Left’ Opposition", 0),
        ("On “the ‘x’ y” z", "On ‘the “x” y’ z", 0),
        ("“the ‘x’”", "‘the “x”’", 2),
        ("The Keepers’", "The Keepers’", 0),
        ("The Keeper’s “Left” Turn", "The Keeper’s ‘Left’ Turn", 0),
        ("„Links“ und «rechts»", "‘Links’ und «rechts»", 0),
        ("“Who?”", "‘Who?’", None),
    ],
)
def test_quotations_within_quotations(words: str, within: str, stop: int | None) -> None:
    assert within_quotation(words) == within
    assert place_of_stop(within) == stop


@pytest.mark.parametrize(
    ("words", "paired"),
    [("“a” and “b ‘c’”", True), ("„a“, „b”", True), ("the ‘Abd", True), ("“a", False), ("a”", False), ("”a“", False)],
)
def test_quotation_marks_come_in_pairs(words: str, paired: bool) -> None:
    assert are_paired(words) == paired


def test_a_name_is_not_cut_through_tex(tmp_path: Path) -> None:
    (said,) = told(tmp_path, "@book{a, title = {Fog}, verified = {x},\n author = {Ash\\ , Una}}")
    assert said.startswith("2: “Ash\\ , Una”, in “author” of “a”, has TeX")


def test_words_without_tex_are_what_the_decoder_makes_of_them() -> None:
    works, _ = read_works([ROOT / "bibliography.bib"])
    fields = [words for work in works.values() for words in work.fields.values()]
    assert sum(PLAIN.fullmatch(words) is not None for words in fields) > 1000
    assert [words for words in fields if PLAIN.fullmatch(words) and str(Text.from_latex(words)) != words] == []
