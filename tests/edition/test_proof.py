"""Every output shows the words of the witness, as the ledger edits them, and no others; and the proof can fail."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import proof
from edition.witness.source import read_source
from tests.small import build, sphinx

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source"


def run_proof(site: Path, *more: str) -> tuple[int, str]:
    command = [sys.executable, "proof.py", str(site), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_two_reading_texts_made_apart_agree() -> None:
    made_by_edition = {str(s.address): s.text for s in read_source(SOURCE).text.sentences}
    assert proof.reading_text(SOURCE) == made_by_edition


def test_every_output_agrees(site: Path) -> None:
    """The web pages, the book, and of each unit the handout and its large print, as the files are sorted."""
    findings = json.loads((site / "proof.json").read_text("utf-8"))
    sentences = Counter(int(address.partition(".")[0]) for address in proof.reading_text(SOURCE))
    units = [sentences[number] for number in sorted(sentences) for _ in ("handout", "large print")]
    whole = sum(sentences.values())
    assert [f["sentences"] for f in findings] == [whole, *units, whole]
    assert len({f["output"] for f in findings}) == len(findings)
    assert all(f["differences"] == [] for f in findings)


def test_the_apparatus_shows_the_result(site: Path) -> None:
    page = (site / "apparatus.html").read_text("utf-8")
    assert page.count("every letter agrees") == len(json.loads((site / "proof.json").read_text("utf-8")))
    assert "edition.pdf" in page


@pytest.mark.parametrize(
    ("old", "new", "address"),
    [
        ("fifty years afterwards", "sixty years afterwards", "5.7"),
        ("provided a base", "provided\u00a0a base", "5.1"),
        (".</span></p>", ".</span> And more.</p>", "words that are not"),
        ('id="s5.4"', 'id="s5.40"', "5.4 is missing"),
    ],
)
def test_a_changed_page_is_noticed(site: Path, tmp_path: Path, old: str, new: str, address: str) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("downloads", "_static")))
    page = copy / "propositions" / "05-neither-genoa-nor-rapallo.html"
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert address in " ".join(proof.prove_html(copy, proof.reading_text(SOURCE), proof.pages_of(SOURCE)).differences)


def test_a_changed_edition_fails_and_says_so(site: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("edition.pdf")))
    page = copy / "propositions" / "05-neither-genoa-nor-rapallo.html"
    page.write_text(page.read_text("utf-8").replace("fifty years afterwards", "sixty years afterwards", 1), "utf-8")
    downloads = copy / "downloads"
    shutil.copyfile(downloads / "06-a-world-made-stable.pdf", downloads / "05-neither-genoa-nor-rapallo.pdf")
    code, said = run_proof(copy)
    assert code == 1
    assert "5.7" in said
    assert "5.1 is missing" in said
    assert "5.1 is missing" in (copy / "apparatus.html").read_text("utf-8")


@pytest.mark.pdf
def test_a_changed_word_in_a_pdf_is_noticed(site: Path) -> None:
    pdf = site / "downloads" / "05-neither-genoa-nor-rapallo.pdf"
    unit = {a: w for a, w in proof.reading_text(SOURCE).items() if a.startswith("5.")}
    changed = unit | {"5.6": unit["5.6"].replace("Allied", "allied")}
    assert proof.prove_pdf(pdf, f"downloads/{pdf.name}", unit).differences == []
    (difference,) = proof.prove_pdf(pdf, f"downloads/{pdf.name}", changed).differences
    assert re.match(r"downloads/05-neither-genoa-nor-rapallo\.pdf, page \d: 5\.6: “", difference)


@pytest.mark.pdf
def test_a_title_may_be_the_words_that_begin_the_text(tale: Path) -> None:
    page = tale / "pages" / "01.md"
    page.write_text(page.read_text("utf-8").replace("# The keeper", "# The keeper's name was Ada"), "utf-8")
    build(tale, "pdf", tale / "site" / "downloads")
    build(tale, "html", tale / "site")
    code, said = run_proof(tale / "site", "--source", str(tale / "source"))
    assert code == 0, said
    assert said.count("no difference") == 8


@pytest.mark.pdf
def test_sentences_that_begin_and_end_unlike_others_are_shown_and_proved(tale: Path) -> None:
    """Without a blank before it, with a mark, a small letter, behind an initialism; a space that does not break."""
    folder = tale / "source"
    added = " It was the U.S. nobody knew.—So it went. $5 was left.  § 7 says so: 5\u00a0000 lamps.\n"
    witness = (folder / "lamp.txt").read_text("utf-8").rstrip("\n") + added
    (folder / "lamp.txt").write_text(witness, "utf-8")
    said = (folder / "witness.yaml").read_text("utf-8")
    seal = hashlib.sha256(witness.encode()).hexdigest()
    (folder / "witness.yaml").write_text(re.sub("seal: .*", f"seal: {seal}", said), "utf-8")
    with (folder / "emendations.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write("divide:\n  - {before: the U.S., after: nobody knew, reason: A sentence ends.}\n")
        ledger.write("  - {before: knew., after: —So it, reason: So it does here.}\n")
    assert sphinx(tale, "-q", "-b", "addresses", str(tale), str(tale / "_build")).code == 0
    build(tale, "pdf", tale / "site" / "downloads")
    build(tale, "html", tale / "site")
    code, told = run_proof(tale / "site", "--source", str(folder))
    assert code == 0, told
    words = proof.reading_text(folder)
    assert [words[f"2.{n}"] for n in range(5, 10)] == [
        "It was the U.S.",
        "nobody knew.",
        "—So it went.",
        "$5 was left.",
        "§ 7 says so: 5\u00a0000 lamps.",
    ]


@pytest.mark.pdf
def test_another_reader_of_the_pdf_agrees(site: Path) -> None:
    """poppler's words hold every sentence; the letters of notes may stand behind its words, and notes within it."""
    pdf = site / "downloads" / "edition.pdf"
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    found = letters(re.sub(r"\n\d+\n\f[^\n]*\n", "\n", text))  # without folios and running heads

    def stands(words: list[str]) -> bool:
        return re.search("(?:[a-z]{1,2})?".join(words), found) is not None

    def shown(sentence: str) -> bool:
        words = [letters(word) for word in sentence.split()]
        return stands(words) or any(stands(words[:k]) and stands(words[k:]) for k in range(1, len(words)))

    missing = [address for address, words in proof.reading_text(SOURCE).items() if not shown(words)]
    assert missing == []


def letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", unicodedata.normalize("NFC", text))


def test_nothing_of_a_withheld_text_is_shown(withheld: Path) -> None:
    (proved,) = json.loads((withheld / "proof.json").read_text("utf-8"))  # by `make site`
    assert proved == {"output": "withheld", "differences": 0}
    sentences = proof.reading_text(SOURCE)
    files = [path for path in withheld.rglob("*") if path.suffix in {".html", ".js", ".json", ".inv", ".xml", ".txt"}]
    assert {"search-index.js", "index.html", "apparatus.html"} <= {path.name for path in files}
    for path in files:
        shown = path.read_text("utf-8", "ignore")
        assert not [a for a, words in sentences.items() if words in shown], path
    for path in withheld.rglob("*.pdf"):
        words = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        assert not [a for a, sentence in sentences.items() if sentence in " ".join(words.split())], path


def test_what_remains_of_a_withheld_text(withheld: Path) -> None:
    page = (withheld / "propositions" / "05-neither-genoa-nor-rapallo.html").read_text("utf-8")
    assert re.findall(r'id="(s5\.\d)"', page) == [f"s5.{n}" for n in range(1, 8)]
    assert "withheld from this copy" in page
    assert "http://ark.cdlib.org/ark:/13030/ft009nb0bb/" in page
    assert "party/state" in (withheld / "apparatus.html").read_text("utf-8")


def test_a_leak_of_a_withheld_text_is_noticed(withheld: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(withheld, tmp_path / "site", ignore=shutil.ignore_patterns("*.pdf")))
    words = proof.reading_text(SOURCE)["8.1"]
    (copy / "leak.txt").write_text(f"note: {' '.join(words.split()[3:23])}", "utf-8")
    code, said = run_proof(copy, "--withheld")
    assert code == 1
    assert "leak.txt" in said
