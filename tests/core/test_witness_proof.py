"""The proof makes its own reading text, finds what differs, and says in which file and what to do."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfWriter

import proof
from edition.core.model import Address, Boundary, Emendation, Ledger, Regularisation
from edition.witness.addresses import publish
from edition.witness.emending import edit
from tests.small import BASE, ROOT

LEDGER = Path("emendations.yaml")
SOURCE = BASE / "source"
RULES = (
    Regularisation("opening", r'(?<![^\s(\[—])"', "“", "", 1),
    Regularisation("closing", r'"', "”", "", 2),
    Regularisation("years", r"(?<=\b\d{4})-(?=\d{2,4}\b)", "–", "", 3),
    Regularisation("blanks", r"(?<=\S)  +(?=\S)", " ", "", 4),
)

# ---- The reading text ---------------------------------------------------------------------------------------------


def made_apart(witness: str, ledger: Ledger) -> tuple[dict[str, str], dict[str, str]]:
    """The reading text of the edition, its white space folded, and that of the proof."""
    text, _ = edit(witness, ledger, LEDGER)
    by_edition = {str(s.address): proof.folded(s.text) for s in text.sentences}
    written: dict[str, Any] = {
        "emendations": [
            {"at": str(e.at), "witness": e.witness, "edition": e.edition}
            for e in {id(r.source): r.source for r in text.readings}.values()
            if isinstance(e, Emendation)
        ],
        "regularisations": [{"pattern": rule.pattern, "edition": rule.edition} for rule in ledger.regularisations],
    }
    promises = publish(text, dict.fromkeys(text.by_number, "page"), [])
    addresses = {str(p.address): {"begins": p.begins, "seal": p.seal} for p in promises}
    return by_edition, proof.readings(witness, written, addresses)


words = st.lists(
    st.sampled_from(["a", "A", "b.", "B.", '"a', 'b."', "1920-21", "U.S.", "2.", "a  b", "x\u00a0y", "$5", "No.", "—"]),
    min_size=1,
    max_size=9,
).map(" ".join)
witnesses = st.lists(words, min_size=1, max_size=5).map(
    lambda lines: "T\nIntro. Intro.\n" + "".join(f"{n}. {line}\n" for n, line in enumerate(lines, 1))
)


@given(witnesses)
@example("T\nNo. 5 is lit. No. 6 too. No.\n1. A light. A light is a light.\n")
def test_two_reading_texts_of_any_witness_agree(witness: str) -> None:
    by_edition, by_proof = made_apart(witness, Ledger((), RULES))
    assert by_proof == by_edition


@given(witnesses, st.data())
def test_they_agree_on_what_is_divided_and_joined(witness: str, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([line for line in witness.split("\n")[1:] if " " in line]))
    parted = line.split(" ")
    i = data.draw(st.integers(1, len(parted) - 1))
    boundary = Boundary(data.draw(st.booleans()), parted[i - 1] or "a", parted[i] or "a", "", 1)
    by_edition, by_proof = made_apart(witness, Ledger((), RULES, (boundary,)))
    assert by_proof == by_edition


def emended(witness: str, *emendations: Emendation) -> dict[str, str]:
    by_edition, by_proof = made_apart(witness, Ledger(emendations, RULES))
    assert by_proof == by_edition
    return by_proof


def test_an_emendation_is_sought_in_its_sentence_and_nowhere_else() -> None:
    second = Emendation(Address.parse("0.2"), "correction", "lamp", "light", "", 1)
    assert emended("T\nA lamp burned. The lamp went out.\n", second)["0.2"] == "The light went out."


def test_an_emendation_may_be_the_first_words_and_be_published_before() -> None:
    witness = "T\nA lamp burned. A lmap went out.\n"
    text, _ = edit(witness, Ledger(), LEDGER)
    promises = publish(text, {0: "page"}, [])  # before anybody saw the error
    addresses = {str(p.address): {"begins": p.begins, "seal": p.seal} for p in promises}
    ledger = {"emendations": [{"at": "0.2", "witness": "lmap", "edition": "lamp"}]}
    assert proof.readings(witness, ledger, addresses)["0.2"] == "A lamp went out."


def test_a_page_break_between_two_sentences() -> None:
    witness = "T\nIt was so.\nThen it was not.\n1. One.\n"
    broken = Emendation(Address.parse("0.1"), "page-break", "so.\nThen", "so. Then", "", 1)
    assert emended(witness, broken)["0.2"] == "Then it was not."


def test_line_ends_of_windows() -> None:
    witness = "T\r\nIt was a let-\r\nter.\r\n1. One.\r\n"
    broken = Emendation(Address.parse("0.1"), "page-break", "let-\nter", "letter", "", 1)
    assert emended(witness, broken) == {"0.1": "It was a letter.", "1.1": "One."}


@given(st.text(st.sampled_from("ab \t\n\r\f\u00a0\u2009")))
def test_what_html_folds_is_folded_and_nothing_else(words: str) -> None:
    folded = proof.folded(words)
    assert folded.split() == words.split()
    assert folded.count("\u00a0") == words.count("\u00a0")
    assert "  " not in folded


# ---- Web pages ------------------------------------------------------------------------------------------------------

EXPECTED = {"1.1": "A lamp burned.", "1.2": "It went\u00a0out."}
PAGES = {"1.1": "pages/01", "1.2": "pages/01"}
PAGE = (
    '<div data-unit="1"><p><b data-editorial="">1</b><i id="s1.1">A lamp burned.</i> '
    '<i id="s1.2">It went\u00a0out.</i></p></div>'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    page = tmp_path / "site" / "pages" / "01.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    return tmp_path / "site"


def test_a_page_that_shows_the_text(site: Path) -> None:
    assert proof.prove_html(site, EXPECTED, PAGES).differences == []


@pytest.mark.parametrize("white", ["\t", "\n", "  ", "\r\n", "\f"])
def test_white_space_that_a_browser_folds_is_no_difference(site: Path, white: str) -> None:
    (site / "pages" / "01.html").write_text(PAGE.replace("lamp burned", f"lamp{white}burned"), "utf-8")
    assert proof.prove_html(site, EXPECTED, PAGES).differences == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("burned", "burnt", "pages/01.html: 1.1: “… A lamp burned. …” is shown as “… A lamp burnt. …”"),
        ("went\u00a0out", "went out", "pages/01.html: 1.2: “… It went\u00a0out. …” is shown as “… It went out. …”"),
        ("lamp burned", "lamp\u00a0burned", "pages/01.html: 1.1: "),
        ("lamp burned", "lampburned", "pages/01.html: 1.1: "),
        ("</i> <i", "</i> and <i", "pages/01.html: words that are not the author’s: “and”"),
        ('id="s1.2"', 'id="s1.3"', "pages/01.html: 1.2 is missing"),
        ('id="s1.2"', 'id="s1.3"', "pages/01.html: 1.3 is no published address. Publish it: make addresses"),
        (PAGE, "", "pages/01.html: 1.1 is missing"),
    ],
)
def test_a_difference_names_its_page_and_what_to_do(site: Path, old: str, new: str, said: str) -> None:
    page = site / "pages" / "01.html"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    found = [line for line in proof.prove_html(site, EXPECTED, PAGES).differences if line.startswith(said)]
    assert found
    assert all("make site" in line or "the site anew" in line for line in found)


def test_a_page_of_another_build_and_one_that_cannot_be_read(site: Path) -> None:
    (site / "old.html").write_text(PAGE, "utf-8")
    (site / "odd.html").write_bytes(b"\xff</p></p>")
    said = proof.prove_html(site, EXPECTED, PAGES).differences
    assert any(line.startswith("pages/01.html: 1.1 stands on two pages, here and in old.html. Delete") for line in said)
    assert any(line.startswith("odd.html: this page cannot be read") for line in said)


def test_a_page_of_copies_shows_the_whole_text_and_is_no_home(site: Path) -> None:
    copy, homes = PAGE.replace("data-unit", 'data-copy="" data-unit'), site / "pages" / "01.html"
    (site / "text.html").write_text(copy, "utf-8")
    assert proof.prove_html(site, EXPECTED, PAGES).differences == []
    (site / "text.html").write_text(copy.replace("burned", "burnt").replace("s1.2", "s1.3"), "utf-8")
    said = proof.prove_html(site, EXPECTED, PAGES).differences
    assert [line.split(". ")[0].partition(" (")[0] for line in said] == [
        "text.html: 1.1: “… A lamp burned",
        "text.html: 1.2 is missing",
        "text.html: 1.3 is no published address",
    ]
    (site / "text.html").write_text(copy, "utf-8")
    homes.write_text("", "utf-8")
    assert proof.prove_html(site, EXPECTED, PAGES).differences[0].startswith("pages/01.html: 1.1 is missing")


# ---- PDFs -----------------------------------------------------------------------------------------------------------


def printed(monkeypatch: pytest.MonkeyPatch, *pages: str) -> list[str]:
    """What the proof says of a PDF with these words."""
    begins = [len("\n".join([*pages[:i], ""])) for i in range(len(pages))]
    monkeypatch.setattr(proof, "pdf_words", lambda _: proof.Printed("\n".join(pages), begins))
    return proof.prove_pdf(Path("01.pdf"), "downloads/01.pdf", EXPECTED).differences


def test_a_title_may_begin_as_the_text_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        printed(monkeypatch, "Contents 1 A lamp burned 3", "1 A lamp burned\n1 A lamp burned. 2 It went\u00a0out.")
        == []
    )


def test_a_difference_in_print_names_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = printed(monkeypatch, "1 A lamp burned", "1 A lamp burned.", "2 It went up.")
    assert said.startswith("downloads/01.pdf, page 3: 1.2: ")
    assert said.endswith(proof.ANEW)


def test_a_unit_that_is_missing_in_print(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, "Nothing.") == [f"downloads/01.pdf: 1.1 is missing. {proof.ANEW}"]


@pytest.mark.parametrize("held", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_a_pdf_that_cannot_be_read(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "01.pdf").write_bytes(held)
    (said,) = proof.prove_pdf(tmp_path / "01.pdf", "downloads/01.pdf", EXPECTED).differences
    assert said.startswith("downloads/01.pdf: this file cannot be read")


def test_a_pdf_of_no_unit() -> None:
    (said,) = proof.prove_pdf(Path("old.pdf"), "downloads/old.pdf", {}).differences
    assert said.startswith("downloads/old.pdf: no unit of the text has a PDF of this name. Delete it")


# ---- The withheld text ----------------------------------------------------------------------------------------------

FLOW = " ".join(proof.reading_text(SOURCE).values())
RUN = FLOW[FLOW.index("Her brother") : FLOW.index("One night")]  # over the end of a sentence


def withheld(site: Path) -> list[str]:
    return proof.prove_withheld(site, SOURCE).differences


def test_a_copy_without_the_text(tmp_path: Path) -> None:
    fifteen = " ".join(RUN.split()[:14])
    (tmp_path / "page.html").write_text(f"<p>{fifteen}</p><p>and {fifteen}</p>", "utf-8")
    assert withheld(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("page.html", f"<p>We write: {RUN}</p>"),
        ("page.html", "<p>" + "</b> <b>".join(RUN.split(" ")) + "</p>"),
        ("page.html", "<p>" + "</td><td>".join(RUN.split(" ")) + "</p>"),
        ("page.html", f'<img alt="{RUN}">'),
        ("page.html", RUN.replace(" ", "&nbsp;")),
        ("index.js", json.dumps({"text": [["1.3", RUN.replace(" ", " ")]]})),
        ("index.json", "".join(f"\\u{ord(letter):04x}" for letter in RUN)),
        ("lines.txt", RUN.replace(" ", "\n3\n")),
        ("feed.xml", f"<summary>{RUN.upper()}</summary>"),
        ("_headers", RUN),
    ],
)
def test_a_leak_is_noticed_whatever_it_is_written_in(tmp_path: Path, name: str, shown: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).write_text(shown, "utf-8")
    (said,) = withheld(tmp_path)
    assert said.startswith(f"deep/{name}: shows words of the text: “")
    assert "Take them out" in said


def test_a_leak_in_a_compressed_file(tmp_path: Path) -> None:
    (tmp_path / "index.js.gz").write_bytes(gzip.compress(RUN.encode()))
    assert len(withheld(tmp_path)) == 1


@pytest.mark.parametrize("where", ["description", "outline", "attachment"])
def test_a_leak_beside_the_pages_of_a_pdf(tmp_path: Path, where: str) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    match where:
        case "description":
            writer.add_metadata({"/Subject": RUN})
        case "outline":
            writer.add_outline_item(title=RUN, page_number=0)
        case "attachment":
            writer.add_attachment("text.txt", RUN.encode())
    writer.write(tmp_path / "edition.pdf")
    assert len(withheld(tmp_path)) == 1


def test_a_file_that_cannot_be_read_is_not_proved(tmp_path: Path) -> None:
    (tmp_path / "edition.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "index.js.gz").write_bytes(b"\x1f\x8b and more")
    said = withheld(tmp_path)
    assert [line.split(":")[0] for line in said] == ["edition.pdf", "index.js.gz"]
    assert all("cannot be read, and so not be proved" in line for line in said)


@given(st.integers(0, 30), st.integers(0, 40), st.lists(st.sampled_from(["night", "lamp", "xx"]), max_size=20))
def test_a_run_is_found_wherever_it_begins(start: int, length: int, before: list[str]) -> None:
    text = proof.letters(FLOW)
    begins: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(text) - 7):
        begins.setdefault(tuple(text[i : i + 8]), []).append(i)
    run = text[start : start + length]
    found = proof.shown([*before, "xx", *run, "xx"], text, begins, 16)
    assert bool(found) == (len(run) >= 16)
    assert found in " ".join(run)


# ---- The command ----------------------------------------------------------------------------------------------------


def run(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "proof.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCE, tmp_path / "source"))


def test_a_site_that_is_not_there(tmp_path: Path) -> None:
    code, said = run(str(tmp_path / "none"))
    assert code == 2
    assert "there is no such folder. Make the site first: make site." in said
    assert run(str(tmp_path))[0] == 2


@pytest.mark.parametrize(
    ("name", "held", "said"),
    [
        ("witness.yaml", None, "witness.yaml: this file is missing. Put it back."),
        ("witness.yaml", b"[", "witness.yaml: this file cannot be read. What is wrong with it says make check."),
        ("witness.yaml", b"", "witness.yaml: no file is named here."),
        ("addresses.yaml", None, "addresses.yaml: this file is missing. Put it back."),
        ("addresses.yaml", b"\xff", "addresses.yaml: this file cannot be read."),
        ("addresses.yaml", b"- x\n", "source: the ledger or the addresses are not as they must be."),
        ("emendations.yaml", b"regularisations: [{pattern: '('}]", "are not as they must be."),
        ("emendations.yaml", b"emendations: [{at: '0.1', witness: moon}]", "“moon” does not stand in 0.1"),
        ("lamp.txt", None, "lamp.txt: the text cannot be read. Put the file back as it was received."),
        ("lamp.txt", b"\xff", "lamp.txt: the text cannot be read."),
        ("lamp.txt", b"T\nAnother text.\n", "the published words of 0.1 (“In 1911–12 a lamp burned …”) are not where"),
    ],
)
def test_what_cannot_be_proved_is_a_sentence(
    source: Path, site: Path, name: str, held: bytes | None, said: str
) -> None:
    if held is None:
        (source / name).unlink()
    else:
        (source / name).write_bytes(held)
    with pytest.raises(proof.CannotProve) as error:
        proof.prove_all(site, source, withheld=False)
    assert said in str(error.value)
    if (source / "lamp.txt").exists():
        with pytest.raises(proof.CannotProve) as error:
            proof.prove_all(site, source, withheld=True)
        assert said in str(error.value)


def test_without_the_text_nothing_can_leak(source: Path, site: Path) -> None:
    (source / "lamp.txt").unlink()
    assert proof.prove_all(site, source, withheld=True) == [proof.Finding("withheld", 0, [])]


def test_exit_codes(source: Path, site: Path) -> None:
    code, told = run(str(site), "--source", str(source))
    assert code == 1
    assert "0.1 is missing" in told
    assert json.loads((site / "proof.json").read_text("utf-8"))[0]["differences"]
    (source / "emendations.yaml").unlink()
    assert run(str(site), "--source", str(source))[0] == 2
    assert not (site / "proof.json").exists()
    assert run(str(site), "--source", str(SOURCE), "--withheld")[0] == 0


def test_an_edition_that_was_just_begun(source: Path, site: Path) -> None:
    (source / "addresses.yaml").write_text("# None yet.\n", "utf-8")
    code, told = run(str(site), "--source", str(source))
    assert (code, "nothing is proved" in told) == (0, True)
    assert run(str(site), "--source", str(source), "--withheld")[0] == 0
    shutil.copyfile(source / "lamp.txt", site / "leak.txt")
    assert run(str(site), "--source", str(source), "--withheld")[0] == 1
