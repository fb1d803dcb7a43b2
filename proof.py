"""The proof: reads every sentence back from every output and compares it with the witness.

Shares no code with the edition, on purpose: it makes its own reading text, from the witness, the ledger and the
published first words, and it reads the files that a reader gets.  `python proof.py SITE` exits with 1 where an
output shows other words; what it found it writes into the apparatus page and into ``proof.json``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pypdf import PdfReader
from pypdf.generic import ContentStream, NameObject

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
WINDOW = 16  # words: a run of the text this long may not stand in a copy that withholds it; lemmas are shorter


class Finding(NamedTuple):
    """One output read back: how many sentences it should show, and what differs."""

    output: str
    sentences: int
    differences: list[str]


# ---- The reading text, made anew ------------------------------------------------------------------------------


def load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (makes only text)


def reading_text(source: Path) -> dict[str, str]:
    """Address -> words, in the order of the text."""
    ledger, addresses = load(source / "emendations.yaml"), load(source / "addresses.yaml")
    words = (source / load(source / "witness.yaml")["file"]).read_bytes().decode("utf-8")
    emendations = [(e["witness"], e.get("edition", e["witness"])) for e in ledger.get("emendations") or ()]
    units = re.split(r"\n(?=\d+\.\s)", words)
    for number, (witness, _) in enumerate(emendations):
        # Put out of reach of the rules, whose work is not to touch what an editor has decided.
        unit = int(ledger["emendations"][number]["at"].partition(".")[0])
        place = next(i for i in (unit, *range(len(units))) if witness in units[i])
        units[place] = units[place].replace(witness, f"\ue000{number}\ue001", 1)
    words = "\n".join(units)
    for rule in ledger.get("regularisations") or ():
        words = re.sub(rule["pattern"], rule["edition"], words)
    words = re.sub("\ue000(\\d+)\ue001", lambda match: emendations[int(match[1])][1], words)
    return divided(words, addresses)


def divided(words: str, addresses: dict[str, dict[str, str]]) -> dict[str, str]:
    """Cut the text where the published first words stand, in their order; numbers of units are no words of it."""
    flow = re.sub(r"\s+", " ", words.partition("\n")[2])
    starts, position = [], 0
    for address, promise in addresses.items():
        position = flow.find(promise["begins"], position)
        if position == -1:
            raise SystemExit(f"proof: the published words of {address} are not in the text: “{promise['begins']}”")
        starts.append(position)
        position += len(promise["begins"])
    names, ends = list(addresses), [*starts[1:], len(flow)]
    cut = {}
    for i, (address, start, end) in enumerate(zip(names, starts, ends, strict=True)):
        number = names[i + 1].partition(".")[0] if i + 1 < len(names) else ""
        piece = flow[start:end].strip()
        cut[address] = piece if number == address.partition(".")[0] else piece.removesuffix(f" {number}.")
    return cut


# ---- HTML -----------------------------------------------------------------------------------------------------


class Sentences(HTMLParser):
    """The text of every element whose id is an address, and any other words among the author's."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.stray: list[str] = []
        self._open: list[tuple[str | None, bool, bool]] = []  # address, editorial, inside the reading text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        named = dict(attrs)
        address, editorial, reading = self._open[-1] if self._open else (None, False, False)
        name = named.get("id") or ""
        if re.fullmatch(r"s\d+\.\d+", name):
            address = name[1:]
            self.found[address] = self.found.get(address, "")
        reading = reading or "data-unit" in named
        self._open.append((address, editorial or "data-editorial" in named, reading))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        address, editorial, reading = self._open[-1] if self._open else (None, False, False)
        if editorial:
            return
        if address is not None:
            self.found[address] += data
        elif reading and data.strip():
            self.stray.append(data.strip())


def prove_html(site: Path, expected: dict[str, str]) -> Finding:
    """Every page of the site: each sentence once, letter by letter, and no other word among them."""
    found: dict[str, str] = {}
    differences = []
    for path in sorted(site.rglob("*.html")):
        page = Sentences()
        page.feed(path.read_text("utf-8"))
        differences += [f"{path.name}: words that are not the author’s: “{words}”" for words in page.stray]
        differences += [f"{address} stands on two pages" for address in page.found.keys() & found.keys()]
        found |= page.found
    differences += [f"{address} is missing" for address in expected.keys() - found.keys()]
    differences += [f"{address} is no published address" for address in found.keys() - expected.keys()]
    for address, words in expected.items():
        if address in found and found[address] != words:
            differences.append(f"{address}: {first_difference(words, found[address])}")
    return Finding("web pages", len(expected), differences)


def first_difference(expected: str, found: str) -> str:
    i = next(
        (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), min(len(expected), len(found))
    )
    return f"“… {expected[max(i - 15, 0) : i + 15]} …” is shown as “… {found[max(i - 15, 0) : i + 15]} …”"


# ---- PDF ------------------------------------------------------------------------------------------------------


def pdf_words(path: Path) -> str:
    """The author's words of a PDF in reading order: no running heads, folios, notes or marks of notes.

    Divided words are made whole.
    """
    reader = PdfReader(path)
    ours = editorial_marks(reader)
    pages = []
    for page in reader.pages:
        contents = page.get_contents()
        if contents is None:
            continue
        content = ContentStream(contents, reader, "bytes")
        number = page.indirect_reference.idnum if page.indirect_reference else 0
        content.operations = list(authors_words(content.operations, ours.get(number, set())))
        page[NameObject("/Contents")] = content
        pages.append(page.extract_text().strip())
    return re.sub("\u00ad\\s*\n", "", "\n".join(pages))


def editorial_marks(reader: PdfReader) -> dict[int, set[int]]:
    """Page object -> the marked content that the tags call a note, or the label of one."""
    found: dict[int, set[int]] = {}
    root: Any = reader.root_object.get("/StructTreeRoot")
    stack: list[tuple[Any, int, bool]] = [(root, 0, False)] if root else []
    while stack:
        node, page, ours = stack.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, int):
            if ours:
                found.setdefault(page, set()).add(int(node))
        elif isinstance(node, list):
            stack += [(kid, page, ours) for kid in node]
        elif isinstance(node, dict):
            page = dict.__getitem__(node, "/Pg").idnum if "/Pg" in node else page  # the reference, not the page
            ours = ours or node.get("/S") in ("/Note", "/Lbl")
            if "/MCID" in node:
                stack.append((int(node["/MCID"]), page, ours))
            elif "/K" in node:
                stack.append((node["/K"], page, ours))
    return found


def authors_words(operations: list[tuple[Any, bytes]], ours: set[int]) -> Iterator[tuple[Any, bytes]]:
    """Drop the words of artifacts and of what is ours; keep what moves or sets the pen."""
    marks: list[bool] = []
    for operands, operator in operations:
        if operator == b"BMC":
            marks.append(operands[0] == "/Artifact")
        elif operator == b"BDC":
            properties = operands[1] if isinstance(operands[1], dict) else {}
            marks.append(operands[0] == "/Artifact" or properties.get("/MCID") in ours)
        elif operator == b"EMC":
            marks.pop()
        elif any(marks) and operator in (b"Tj", b"TJ", b"'", b'"'):
            continue
        yield operands, operator


def prove_pdf(path: Path, expected: dict[str, str]) -> Finding:
    """Every unit of the file: number, sentence, number, sentence, and nothing between them."""
    words, differences = pdf_words(path), []
    for sentences in by_unit(expected).values():
        first = next(iter(sentences.items()))
        start = find_start(words, first[1])
        if start is None:
            differences.append(f"{first[0]} is missing")
            continue
        for address, sentence in sentences.items():
            wanted = f"{address.partition('.')[2]} {sentence}"
            end = walk(words, start, wanted)
            if isinstance(end, str):
                differences.append(f"{address}: {end}")
                break
            start = end
    return Finding(path.name, len(expected), differences)


def by_unit(expected: dict[str, str]) -> dict[str, dict[str, str]]:
    units: dict[str, dict[str, str]] = {}
    for address, sentence in expected.items():
        units.setdefault(address.partition(".")[0], {})[address] = sentence
    return units


def find_start(words: str, sentence: str) -> int | None:
    """Where number 1 stands before the first words of a unit."""
    opening = r"\s+".join(map(re.escape, sentence.split()[:4]))
    match = re.search(rf"\b1\s+{opening}", words)
    return match.start() if match else None


def walk(words: str, start: int, wanted: str) -> int | str:
    """The place behind `wanted`, or what differs.  The end of a line may stand for a space, or follow a dash."""
    i = start + len(words[start:]) - len(words[start:].lstrip())
    for j, letter in enumerate(wanted):
        if letter == " ":
            gap = re.compile(r"\s+").match(words, i)
            if gap is None:
                return first_difference(wanted, re.sub(r"\s+", " ", words[start : i + 20]).strip())
            i = gap.end()
            continue
        if words[i : i + 1] == " " and letter in ",.;:”’)—-/" and words[i + 1 : i + 2] == letter:
            i += 1  # the gap that the mark of a note has left
        ended = words[i : i + 1] == "\n" or words[i : i + 2] == " \n"
        if ended and (wanted[j - 1] in "-–—/" or letter == "—"):
            i += len(words[i:]) - len(words[i:].lstrip())
        if words[i : i + 1] != letter:
            return first_difference(wanted, re.sub(r"\s+", " ", words[start : i + 20]).strip())
        i += 1
    return i


# ---- The withheld text ----------------------------------------------------------------------------------------


def prove_withheld(site: Path, source: Path) -> Finding:
    """No run of WINDOW words of the text in any file; without the text there is nothing to compare."""
    file = source / load(source / "witness.yaml")["file"]
    if not file.exists():
        return Finding("withheld", 0, [])
    runs, differences = set(), []
    for sentence in reading_text(source).values():
        bare = letters(sentence)
        runs |= {tuple(bare[i : i + WINDOW]) for i in range(max(len(bare) - WINDOW + 1, 1))}
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        text = pdf_words(path) if path.suffix == ".pdf" else path.read_bytes().decode("utf-8", "ignore")
        bare = letters(re.sub(r"<[^>]*>", "", text) if path.suffix == ".html" else text)
        hits = [" ".join(run) for i in range(len(bare)) if (run := tuple(bare[i : i + WINDOW])) in runs]
        differences += [f"{path.relative_to(site)} shows words of the text: “{hit} …”" for hit in hits[:1]]
    return Finding("withheld", len(runs), differences)


def letters(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


# ---- The result -----------------------------------------------------------------------------------------------


def prove(site: Path, source: Path) -> list[Finding]:
    expected = reading_text(source)
    file = source / "moved.yaml"
    moved = (load(file) if file.exists() else None) or {}
    pages = {
        address: moved.get(promise["page"], promise["page"]).rpartition("/")[2]
        for address, promise in load(source / "addresses.yaml").items()
    }
    files = sorted((site / "downloads").glob("*.pdf"))
    shown = [
        {a: words for a, words in expected.items() if path.stem.removesuffix(".large") in ("edition", pages[a])}
        for path in files
    ]
    # Each file in a process of its own, as many at once as there are cores: the book alone takes half of the time.
    with ProcessPoolExecutor() as hands:
        first = sorted(range(len(files)), key=lambda i: -files[i].stat().st_size)
        at_work = {i: hands.submit(prove_pdf, files[i], shown[i]) for i in first}
        return [prove_html(site, expected), *(at_work[i].result() for i in range(len(files)))]


def write_result(site: Path, findings: list[Finding], withheld: bool) -> None:
    """Into ``proof.json``, and between the marks on the apparatus page."""
    summary = [{"output": f.output, "sentences": f.sentences, "differences": f.differences} for f in findings]
    if withheld:  # what was found are words of the text
        summary = [{"output": f.output, "differences": len(f.differences)} for f in findings]
    (site / "proof.json").write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if withheld:
        table = "<p>The text is withheld from this copy. No file of it shows the words of any sentence.</p>"
    else:
        head = "<thead><tr><th>Output</th><th>Sentences</th><th>Result</th></tr></thead>"
        rows = "".join(
            f"<tr><td>{escape(f.output)}</td><td>{f.sentences}</td>"
            f"<td>{'every letter agrees' if not f.differences else escape('; '.join(f.differences))}</td></tr>"
            for f in findings
        )
        table = f'<table class="apparatus proof">{head}<tbody>{rows}</tbody></table>'
    page = site / "apparatus.html"
    if page.exists():
        marked = re.sub(
            "(<!-- proof -->).*?(<!-- /proof -->)", rf"\g<1>{table}\g<2>", page.read_text("utf-8"), flags=re.DOTALL
        )
        page.write_text(marked, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--source", type=Path, default=Path("source"))
    parser.add_argument("--withheld", action="store_true", help="no words of the text may be in any file")
    given = parser.parse_args()
    (given.site / "proof.json").unlink(missing_ok=True)  # of an earlier proof
    if not load(given.source / "addresses.yaml"):  # an edition that was just begun
        print("  No address is published yet, so nothing is proved.  When the division is right: make addresses.")
        return 0
    findings = [prove_withheld(given.site, given.source)] if given.withheld else prove(given.site, given.source)
    write_result(given.site, findings, given.withheld)
    for finding in findings:
        print(f"  {finding.output}: {len(finding.differences) or 'no'} difference(s)")
        for difference in finding.differences:
            print(f"    {difference}", file=sys.stderr)
    return int(any(finding.differences for finding in findings))


if __name__ == "__main__":
    raise SystemExit(main())
