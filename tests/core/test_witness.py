"""The witness is edited by its ledger, and the way back gives the same bytes: for this text and for any."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.core.messages import CannotRead, Problem
from edition.core.model import Address, Emendation, Ledger, Regularisation, Text
from edition.witness.addresses import check_addresses, publish, read_addresses, withhold, write_addresses
from edition.witness.emending import edit
from edition.witness.source import read_source, undo

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source"
LEDGER_FILE = Path("emendations.yaml")

# ---- The real text --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def text() -> Text:
    source = read_source(SOURCE)
    assert source.problems == []
    return source.text


@pytest.mark.facts
def test_the_division_of_the_text(text: Text) -> None:
    assert [sum(1 for _ in unit.sentences) for unit in text.units] == [13, 5, 13, 4, 10, 7, 8, 8, 3, 13, 6]
    assert sum(len(unit.paragraphs) for unit in text.units) == 17
    assert sum(len(sentence.milestones) for sentence in text.sentences) == 7
    assert len({sentence.address for sentence in text.sentences}) == 90


def test_the_way_back(text: Text) -> None:
    assert undo(text) == (SOURCE / "conclusion.txt").read_bytes()


def test_a_word_cut_by_the_page_is_whole(text: Text) -> None:
    sentence = text.by_address[Address(5, 3)]
    (offset,) = sentence.milestones
    assert sentence.text[offset - 3 : offset + 7] == "government"


def test_addresses_are_kept(text: Text) -> None:
    published, problems = read_addresses(SOURCE)
    assert problems == []
    assert [p.address for p in published] == [s.address for s in text.sentences]
    assert list(check_addresses(text, published, SOURCE, "conclusion.txt")) == []


# ---- Mutants of the real text: each is reported, at the right address --------------------------------------


def problems_of(folder: Path) -> list[Problem]:
    source = read_source(folder)
    published, _ = read_addresses(folder)
    return [*source.problems, *check_addresses(source.text, published, folder, "conclusion.txt")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCE, tmp_path / "source"))


@pytest.mark.parametrize(
    ("old", "new", "address"),
    [
        (b"no simple task", b"no simple tusk", "2.1"),
        (b"great turn", b"great tarn", "0.1"),
        (b"the Soviet gov-", b"the Soviet Gov-", "5.3"),
        (b"was a Soviet Union.", b"was a Soviet Union!", "10.6"),
        (b"rotten", b"r\xc3\xb6tten", "10.4"),
    ],
)
def test_a_flipped_byte(folder: Path, old: bytes, new: bytes, address: str) -> None:
    file = folder / "conclusion.txt"
    file.write_bytes(file.read_bytes().replace(old, new))
    found = [p for p in problems_of(folder) if p.mistake.value in ("seal", "address")]
    assert [p.mistake.value for p in found] == ["seal", "address"]
    assert found[1].sentence.startswith(f"{address} (")


@pytest.mark.parametrize(("line", "addresses"), [(2, "0.1 to 0.4"), (13, "4.1 to 4.7"), (22, "9.8 to 9.10")])
def test_a_lost_line(folder: Path, line: int, addresses: str) -> None:
    file = folder / "conclusion.txt"
    lines = file.read_bytes().splitlines(keepends=True)
    del lines[line - 1]
    file.write_bytes(b"".join(lines))
    found = problems_of(folder)
    assert found[0].mistake.value == "seal"
    assert any(addresses.split(maxsplit=1)[0] in p.sentence for p in found[1:])


def test_a_doubled_emendation(folder: Path) -> None:
    file = folder / "emendations.yaml"
    ledger = file.read_text("utf-8")
    entry = ledger[ledger.index('  - at: "4.8"') : ledger.index('  - at: "5.3"')]
    file.write_text(ledger + entry, "utf-8")
    (problem,) = problems_of(folder)
    assert "Two emendations of 4.8" in problem.sentence
    assert problem.place == f"{file}:{len(ledger.splitlines()) + 1}"


def test_not_text_at_all(folder: Path) -> None:
    (folder / "conclusion.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CannotRead, match="not UTF-8"):
        read_source(folder)


def test_undo_notices_a_changed_reading_text(text: Text) -> None:
    first, *others = text.readings
    with pytest.raises(ValueError, match="does not stand at character"):
        undo(replace(text, readings=(replace(first, edition="—"), *others)))


# ---- Any text -------------------------------------------------------------------------------------------------

RULES = (
    Regularisation("opening", r'(?<![^\s(\[—])"', "“", "", 1),
    Regularisation("closing", r'"', "”", "", 2),
    Regularisation("years", r"(?<=\b\d{4})-(?=\d{2,4}\b)", "–", "", 3),
)
words = st.text(st.sampled_from('abcAB019 .?!"-—é’\u00a0\u2028\t'), min_size=1, max_size=60)
lines = st.one_of(
    words, st.builds(lambda n, w: f"{n}. {w}", st.integers(1, 4), words), st.sampled_from(["", " ", "\r"])
)
witnesses = st.lists(lines, min_size=1, max_size=9).map("\n".join)


@given(witnesses)
def test_the_way_back_from_any_text(witness: str) -> None:
    text, _ = edit(witness, Ledger((), RULES), LEDGER_FILE)
    assert undo(text) == witness.encode()


@given(witnesses, st.data())
def test_the_way_back_from_any_emendation(witness: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(witness)))
    end = data.draw(st.integers(start, min(start + 8, len(witness))))
    kind = data.draw(st.sampled_from(["page-break", "spacing", "correction"]))
    address = Address(data.draw(st.integers(0, 3)), data.draw(st.integers(1, 3)))
    edition = data.draw(st.text("ab \n", max_size=4))
    if witness[start:end]:
        ledger = Ledger((Emendation(address, kind, witness[start:end], edition, "", 1),), RULES)
        text, _ = edit(witness, ledger, LEDGER_FILE)
        assert undo(text) == witness.encode()


@given(witnesses)
def test_sentences_are_numbered_without_gaps(witness: str) -> None:
    text, _ = edit(witness, Ledger((), RULES), LEDGER_FILE)
    for unit in text.units:
        assert [s.address.sentence for s in unit.sentences] == list(range(1, 1 + sum(1 for _ in unit.sentences)))
        assert all(s.text == s.text.strip() and s.text for s in unit.sentences)


@given(witnesses)
def test_what_is_published_can_be_withheld(witness: str) -> None:
    text, _ = edit(witness, Ledger((), RULES), LEDGER_FILE)
    pages = dict.fromkeys(text.by_number, "page")
    promises = publish(text, pages, [])
    assert [promise.address for promise in promises] == sorted(text.by_address)
    assert list(check_addresses(text, promises, SOURCE, "conclusion.txt")) == []
    assert write_addresses(promises).count("\n") >= 2 + len(promises)


def test_withheld_text_has_every_address_and_no_word(text: Text) -> None:
    published, _ = read_addresses(SOURCE)
    frame = withhold(published, "Conclusion")
    assert list(frame.by_address) == list(text.by_address)
    assert not any(sentence.text for sentence in frame.sentences)
    assert [len(unit.paragraphs) for unit in frame.units] == [len(unit.paragraphs) for unit in text.units]


@pytest.mark.parametrize("page", ["pages/00", "a, b: {c}", "pages/ä #1", 'a "quoted" \\ name', "no", "12"])
def test_what_is_published_is_read_back(text: Text, folder: Path, page: str) -> None:
    promises = publish(text, dict.fromkeys(text.by_number, page), [])
    (folder / "addresses.yaml").write_text(write_addresses(promises), "utf-8")
    found, problems = read_addresses(folder)
    assert problems == []
    assert [promise._replace(line=0) for promise in found] == promises
