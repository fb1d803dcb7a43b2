"""The proof: reads every sentence back from every output and compares it with the witness.

Shares no code with the edition, on purpose: it makes its own reading text, from the witness, the ledger and the seals
of the published sentences, and it reads the files that a reader gets.  `python proof.py SITE` exits with 1 where an
output shows other words, with 2 where there is nothing to compare; what it found it writes into the apparatus page
and into ``proof.json``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import zlib
from bisect import bisect
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, NameObject, StreamObject, TextStringObject

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
WINDOW = 16  # words: a run of the text this long may not stand in a copy that withholds it; lemmas are shorter
LONGEST = 20_000  # characters that a sentence may have
ANEW = "Make it anew: make site. If it stays so, the code is at fault and not the text; report it."


class Finding(NamedTuple):
    """One output read back: how many sentences it should show, and what differs."""

    output: str
    sentences: int
    differences: list[str]


class CannotProve(Exception):
    """There is nothing to compare; the sentence says which file is at fault, and what to do."""


# ---- The reading text, made anew ------------------------------------------------------------------------------


def load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (makes only text)
    except FileNotFoundError:
        raise CannotProve(f"{path}: this file is missing. Put it back.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise CannotProve(f"{path}: this file cannot be read. What is wrong with it says make check.") from None


def witness_of(source: Path) -> Path:
    """The file of the text."""
    said = load(source / "witness.yaml")
    if not isinstance(said, dict) or not isinstance(said.get("file"), str):
        raise CannotProve(f"{source / 'witness.yaml'}: no file is named here. Name that of the text: file: text.txt.")
    return source / str(said["file"])


def received(source: Path) -> str:
    """The words of the witness."""
    path = witness_of(source)
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise CannotProve(f"{path}: the text cannot be read. Put the file back as it was received.") from None


def reading_text(source: Path) -> dict[str, str]:
    """Address -> words, in the order of the text."""
    words = received(source)
    try:
        return readings(words, load(source / "emendations.yaml"), load(source / "addresses.yaml"))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, re.error):
        sentence = "the ledger or the addresses are not as they must be. What is wrong with them says make check."
        raise CannotProve(f"{source}: {sentence}") from None


def readings(words: str, ledger: dict[str, Any], addresses: dict[str, dict[str, str]]) -> dict[str, str]:
    """Address -> its words, as the ledger edits them."""
    places = sealed(words, addresses)
    changes = sorted(changed(words, ledger, places))
    return {address: folded(edited(words, changes, *place)) for address, place in places.items()}


def folded(words: str) -> str:
    """With one blank for what HTML takes for one."""
    return re.sub(r"[ \t\n\r\f]+", " ", words).strip(" ")


def sealed(words: str, addresses: dict[str, dict[str, str]]) -> dict[str, tuple[int, int]]:
    """Where each published sentence stands in the witness: the words that its seal was made of, in their order."""
    places: dict[str, tuple[int, int]] = {}
    position = words.find("\n") + 1 or len(words)  # below the title
    unit = "0"
    for address, promise in addresses.items():
        before, unit = unit, address.partition(".")[0]
        begins = candidates(words, position, numbered=unit != before)
        place = next((p for p in begins if seal_ends(words, p, promise["seal"])), None)
        if place is None:
            said = f"the published words of {address} (“{promise['begins']} …”) are not where they were in the witness"
            raise CannotProve(f"addresses.yaml: {said}. What changed says make check.")
        position = seal_ends(words, place, promise["seal"])
        places[address] = place, position
    return places


def candidates(words: str, position: int, *, numbered: bool) -> Iterator[int]:
    """Where the next sentence may begin: behind the number of a unit, or with one of the next words."""
    label = re.compile(r"\s*[0-9]+\.\s+").match(words, position)
    if label and numbered:
        yield label.end()
    yield from (match.start() for match in re.compile(r"\S+").finditer(words, position, position + 200))


def seal_ends(words: str, start: int, seal: str) -> int:
    """The end of the words from `start` on that have this seal, or 0: before white space, else anywhere."""
    digest, within = hashlib.sha256(), 0
    for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
        digest.update(words[end - 1].encode())
        if words[end - 1].isspace() or digest.hexdigest()[: len(seal)] != seal:
            continue
        if end == len(words) or words[end].isspace():
            return end
        within = within or end
    return within


def changed(words: str, ledger: dict[str, Any], places: dict[str, tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Every change of the ledger, as start, end and words of the edition; rules touch nothing that it names."""
    taken = bytearray(len(words))
    for e in ledger.get("emendations") or ():
        (start, end), witness = places[e["at"]], e["witness"]
        if "\r\n" in words:
            witness = witness.replace("\n", "\r\n")
        found = words.find(witness, max(start - len(witness) + 1, 0), end + len(witness) - 1)
        if found == -1:
            said = f"“{e['witness']}” does not stand in {e['at']} of the witness"
            raise CannotProve(f"emendations.yaml: {said}. What is wrong says make check.")
        taken[found : found + len(witness)] = b"\x01" * len(witness)
        yield found, found + len(witness), e.get("edition", e["witness"])
    for rule in ledger.get("regularisations") or ():
        for match in re.finditer(rule["pattern"], words):
            start, end = match.span()
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                yield start, end, match.expand(rule["edition"])


def edited(words: str, changes: list[tuple[int, int, str]], start: int, end: int) -> str:
    """The words of the edition for a stretch of the witness; of a change that reaches beyond it, the part within."""
    parts, position = [], start
    for begin, stop, edition in changes[max(bisect(changes, (start,)) - 1, 0) :]:
        if begin >= end:
            break
        if stop > start:
            within = edition[max(start - begin, 0) :]
            parts += [words[position:begin], within if stop <= end else within[: end - max(begin, start)]]
            position = min(stop, end)
    return "".join([*parts, words[position:end]])


# ---- HTML -----------------------------------------------------------------------------------------------------


class Sentences(HTMLParser):
    """The text of every element whose id is an address, and any other words among the author's.

    `found` is what the page draws, `copied` what it shows once more, of pages that draw it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.copied: dict[str, str] = {}
        self.stray: list[str] = []
        # Address, editorial, inside the reading text, inside a copy.
        self._open: list[tuple[str | None, bool, bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        named = dict(attrs)
        address, editorial, reading, copy = self._open[-1] if self._open else (None, False, False, False)
        name = named.get("id") or ""
        copy = copy or "data-copy" in named
        if re.fullmatch(r"s\d+\.\d+", name):
            address = name[1:]
            (self.copied if copy else self.found).setdefault(address, "")
        reading = reading or "data-unit" in named
        self._open.append((address, editorial or "data-editorial" in named, reading, copy))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        address, editorial, reading, copy = self._open[-1] if self._open else (None, False, False, False)
        if editorial:
            return
        if address is not None:
            (self.copied if copy else self.found)[address] += data
        elif reading and data.strip():
            self.stray.append(data.strip())


def prove_html(site: Path, expected: dict[str, str], pages: Mapping[str, str]) -> Finding:
    """Every page of the site: each sentence once, letter by letter, and no other word among them.

    `pages` is address -> the page that draws it.  A page with copies shows the whole text, and is held to it as well.
    """
    found: dict[str, tuple[str, str]] = {}  # address -> page and words
    differences = []
    for path in sorted(site.rglob("*.html")):
        name, page = path.relative_to(site).as_posix(), Sentences()
        try:
            page.feed(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            differences.append(f"{name}: this page cannot be read ({error}). {ANEW}")
        differences += [
            f"{name}: words that are not the author’s: “{words}”. Take them out of what its page draws, or set them "
            f"apart as ours. {ANEW}"
            for words in page.stray
        ]
        if page.copied:
            copies = {address: (name, folded(words)) for address, words in page.copied.items()}
            differences += differing(expected, copies, dict.fromkeys(expected, name))
        for address, words in page.found.items():
            if address in found:
                differences.append(
                    f"{name}: {address} stands on two pages, here and in {found[address][0]}. Delete the file that the "
                    "edition no longer has, or draw the unit once."
                )
            found[address] = name, folded(words)
    homes = {address: f"{page}.html" for address, page in pages.items()}
    return Finding("web pages", len(expected), differences + differing(expected, found, homes))


def differing(expected: dict[str, str], found: Mapping[str, tuple[str, str]], homes: Mapping[str, str]) -> list[str]:
    """What is missing, other, or too much in what was found: address -> its page, and its words there."""
    differences = []
    for address, words in expected.items():
        name, shown = found.get(address, (homes[address], ""))
        if address not in found:
            differences.append(f"{name}: {address} is missing. {ANEW}")
        elif shown != words:
            differences.append(f"{name}: {address}: {first_difference(words, shown)}. {ANEW}")
    return differences + [
        f"{found[address][0]}: {address} is no published address. Publish it: make addresses; then make the site anew."
        for address in found.keys() - expected.keys()
    ]


def first_difference(expected: str, found: str) -> str:
    i = next(
        (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), min(len(expected), len(found))
    )
    return f"“… {expected[max(i - 15, 0) : i + 15]} …” is shown as “… {found[max(i - 15, 0) : i + 15]} …”"


# ---- PDF ------------------------------------------------------------------------------------------------------


class Printed(NamedTuple):
    """The author's words of a PDF in reading order, and where in them each page begins."""

    words: str
    pages: list[int]

    def page(self, place: int) -> int:
        """The page of the file, from 1, on which a place stands."""
        return max(bisect(self.pages, place), 1)


def pdf_words(path: Path) -> Printed:
    """No running heads, folios, notes or marks of notes; divided words are made whole."""
    reader = PdfReader(path)
    ours = editorial_marks(reader)
    whole, begins = "", []
    for page in reader.pages:
        contents = page.get_contents()
        content = ContentStream(contents, reader, "bytes") if contents is not None else None
        words = ""
        if content is not None:
            number = page.indirect_reference.idnum if page.indirect_reference else 0
            content.operations = list(authors_words(content.operations, ours.get(number, set())))
            page[NameObject("/Contents")] = content
            words = re.sub("\u00ad\\s*\n", "", page.extract_text().strip())
        divided = whole.rstrip().endswith("\u00ad")
        whole = whole.rstrip()[:-1] if divided else whole
        begins.append(len(whole))
        whole += words if divided or not whole else f"\n{words}"
    return Printed(whole, begins)


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


def prove_pdf(path: Path, name: str, expected: dict[str, str]) -> Finding:
    """Every unit of the file, called `name`: number, sentence, number, sentence, and nothing between them."""
    output = path.name
    if not expected:
        said = "no unit of the text has a PDF of this name. Delete it, or say in source/moved.yaml where the page went."
        return Finding(output, 0, [f"{name}: {said}"])
    try:
        printed = pdf_words(path)
    except Exception as error:  # a broken file makes its reader fail in any way
        return Finding(output, len(expected), [f"{name}: this file cannot be read ({error}). {ANEW}"])
    differences = []
    for sentences in by_unit(expected).values():
        first, words = next(iter(sentences.items()))
        tries = [walk_unit(printed.words, start, sentences) for start in find_starts(printed.words, words)]
        if not tries:
            differences.append(f"{name}: {first} is missing. {ANEW}")
            continue
        # The words of a title may be those that begin the text: the right beginning is the one that goes on.
        place, address, differs = max(tries, key=lambda tried: (not tried[2], tried[0]))
        if differs:
            differences.append(f"{name}, page {printed.page(place)}: {address}: {differs}. {ANEW}")
    return Finding(output, len(expected), differences)


def walk_unit(words: str, start: int, sentences: dict[str, str]) -> tuple[int, str, str]:
    """How far the sentences of a unit stand from `start` on; the address where they differ, and how."""
    address = ""
    for address, sentence in sentences.items():
        end = walk(words, start, f"{address.partition('.')[2]} {sentence}")
        if isinstance(end, str):
            return len(words) - len(words[start:].lstrip()), address, end
        start = end
    return start, address, ""


def by_unit(expected: dict[str, str]) -> dict[str, dict[str, str]]:
    units: dict[str, dict[str, str]] = {}
    for address, sentence in expected.items():
        units.setdefault(address.partition(".")[0], {})[address] = sentence
    return units


def find_starts(words: str, sentence: str) -> list[int]:
    """Where number 1 stands before the first words of a unit."""
    opening = r"\s+".join(map(re.escape, sentence.split()[:4]))
    return [match.start() for match in re.finditer(rf"\b1\s+{opening}", words)]


def walk(words: str, start: int, wanted: str) -> int | str:
    """The place behind `wanted`, or what differs.  The end of a line may stand for a space, or follow a dash."""
    i = start + len(words[start:]) - len(words[start:].lstrip())
    for j, letter in enumerate(wanted):
        if letter.isspace():
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
    if not witness_of(source).exists():
        return Finding("withheld", 0, [])
    published = load(source / "addresses.yaml")
    text = letters(" ".join(reading_text(source).values()) if published else received(source))
    window = min(WINDOW, len(text))
    half = max(window // 2, 1)  # of a run this long, one half begins where a file is looked at
    begins: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(text) - half + 1):
        begins.setdefault(tuple(text[i : i + half]), []).append(i)
    differences = []
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        name = path.relative_to(site).as_posix()
        try:
            hit = next(filter(None, (shown(letters(words), text, begins, window) for words in all_words(path))), "")
        except Exception as error:  # a broken file makes its reader fail in any way
            differences.append(f"{name}: this file cannot be read, and so not be proved ({error}). {ANEW}")
            continue
        if hit:
            said = f"shows words of the text: “{hit} …”. Take them out of what we write, or quote fewer than {window}"
            differences.append(f"{name}: {said}; then make it anew: make site TEXT=withheld.")
    return Finding("withheld", max(len(text) - window + 1, 0), differences)


def shown(words: list[str], text: list[str], begins: Mapping[tuple[str, ...], list[int]], window: int) -> str:
    """The first run of the text that stands among these words, or nothing."""
    half = max(window // 2, 1)
    for i in range(0, len(words) - half + 1, half):
        for j in begins.get(tuple(words[i : i + half]), ()):
            back = next((k for k in range(min(i, j)) if words[i - k - 1] != text[j - k - 1]), min(i, j))
            left = min(len(words) - i, len(text) - j)
            ahead = next((k for k in range(half, left) if words[i + k] != text[j + k]), left)
            if back + ahead >= window:
                return " ".join(words[i - back : i - back + window])
    return ""


def all_words(path: Path) -> Iterator[str]:
    """What stands in a file, in each way in which a reader or a program may read it."""
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        yield "\n".join(page.extract_text() for page in reader.pages)  # notes and running heads as well
        yield from pdf_strings(reader)
        return
    held = path.read_bytes()
    if held.startswith(b"\x1f\x8b"):
        held = gzip.decompress(held)
    if held.startswith(b"# Sphinx inventory"):
        held = zlib.decompress(held.split(b"\n", 4)[4])
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), held.decode("utf-8", "ignore"))
    text = re.sub(r"\\[nrt]", " ", text)
    yield unescape(text)
    if "<" in text:
        yield unescape(re.sub(r"<[^>]*>", "", text))
        yield unescape(re.sub(r"<[^>]*>", " ", text))


def pdf_strings(reader: PdfReader) -> Iterator[str]:
    """The words of a PDF that stand on no page: of its description, outline, remarks, tags and attachments."""
    for number in range(1, int(str(reader.trailer["/Size"]))):
        stack: list[Any] = [reader.get_object(number)]
        while stack:
            found = stack.pop()
            if isinstance(found, TextStringObject):
                yield str(found)
            elif isinstance(found, ByteStringObject):
                yield bytes(found).decode("utf-8", "ignore")
            elif isinstance(found, list):
                stack += list.__iter__(found)
            elif isinstance(found, dict):
                stack += dict.values(found)
                if isinstance(found, StreamObject) and found.get("/Type") in ("/Metadata", "/EmbeddedFile"):
                    yield found.get_data().decode("utf-8", "ignore")


def letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


# ---- The result -----------------------------------------------------------------------------------------------


def prove(site: Path, source: Path) -> list[Finding]:
    expected, pages = reading_text(source), pages_of(source)
    if not any(site.rglob("*.html")):
        raise CannotProve(f"{site}: there is no page here. Make the site first: make site.")
    files = sorted((site / "downloads").glob("*.pdf"))
    names = {"edition", *(page.rpartition("/")[2] for page in pages.values())}
    shown = [
        {
            address: words
            for address, words in expected.items()
            if path.stem.removesuffix(".large") in ("edition", pages[address].rpartition("/")[2])
        }
        for path in files
    ]
    missing = sorted(names - {path.stem for path in files}) if files else []
    # Each file in a process of its own, as many at once as there are cores: the book alone takes half of the time.
    with ProcessPoolExecutor() as hands:
        first = sorted(range(len(files)), key=lambda i: -files[i].stat().st_size)
        at_work = {i: hands.submit(prove_pdf, files[i], f"downloads/{files[i].name}", shown[i]) for i in first}
        return [
            prove_html(site, expected, pages),
            *(Finding(f"{name}.pdf", 0, [f"downloads/{name}.pdf: is missing. {ANEW}"]) for name in missing),
            *(at_work[i].result() for i in range(len(files))),
        ]


def pages_of(source: Path) -> dict[str, str]:
    """Address -> the page that draws it, by the name that it has now."""
    file = source / "moved.yaml"
    moved = (load(file) if file.exists() else None) or {}
    return {a: moved.get(said["page"], said["page"]) for a, said in load(source / "addresses.yaml").items()}


def write_result(site: Path, findings: list[Finding], withheld: bool) -> None:
    """Into ``proof.json``, and between the marks on the apparatus page."""
    summary = [{"output": f.output, "sentences": f.sentences, "differences": f.differences} for f in findings]
    if withheld:  # what was found are words of the text
        summary = [{"output": f.output, "differences": len(f.differences)} for f in findings]
    put(site / "proof.json", json.dumps(summary, indent=1, ensure_ascii=False) + "\n")
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
        put(page, marked)


def put(path: Path, words: str) -> None:
    """Write a file whole, or leave it as it was."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(words, "utf-8")
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        sentence = "Make room, or make the folder yours"
        raise CannotProve(f"{path}: the result cannot be written ({error.strerror}). {sentence}.") from None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--source", type=Path, default=Path("source"))
    parser.add_argument("--withheld", action="store_true", help="no words of the text may be in any file")
    given = parser.parse_args()
    try:
        if not given.withheld and not load(given.source / "addresses.yaml"):  # an edition that was just begun
            (given.site / "proof.json").unlink(missing_ok=True)
            print("  No address is published yet, so nothing is proved. When the division is right: make addresses.")
            return 0
        findings = prove_all(given.site, given.source, withheld=given.withheld)
    except CannotProve as error:
        print(f"proof: {error}", file=sys.stderr)
        return 2
    for finding in findings:
        print(f"  {finding.output}: {len(finding.differences) or 'no'} difference(s)")
        for difference in finding.differences:
            print(f"    {difference}", file=sys.stderr)
    return int(any(finding.differences for finding in findings))


def prove_all(site: Path, source: Path, *, withheld: bool) -> list[Finding]:
    """Prove it, and write what was found.  Raises CannotProve where there is nothing to compare."""
    if not site.is_dir():
        raise CannotProve(f"{site}: there is no such folder. Make the site first: make site.")
    (site / "proof.json").unlink(missing_ok=True)  # of an earlier proof
    findings = [prove_withheld(site, source)] if withheld else prove(site, source)
    write_result(site, findings, withheld)
    return findings


if __name__ == "__main__":
    raise SystemExit(main())
