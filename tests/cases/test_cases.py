"""Every feature in every output: a case is one small source, with what must come of it in its head.

A file beside this one is a page.  What stands under `case` in its front matter is not part of the page:

- `shows`: what the case is about; `as`: where the page lies, if not in `pages/`
- `text`: the paragraph of the author that belongs to it, where the file begins with the number of the unit
- `also`: other files that the edition has because of it, each with its content
- `html`: what the page has, in this order; `pdf words`: what is printed, in this order; `pdf tags`: ways through the
  tags, as `Table > TR > TH`; `html lacks` and `pdf lacks`: what is not there
- `pdf`: `edition`, where the book is to be looked at and not the handout
- `says`: line -> the message that the editor gets.  Pages that say something are checked, and written in no output.

All cases are one edition, made once a run.  Of a unit's page the handout is looked at, of another page the book.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from edition.base.domain import NOTHING
from tests.conftest import Once
from tests.printed import WordsOf, on_one_line, read_tags
from tests.small import STRICT, build, lay_out, sphinx

HERE = Path(__file__).parent
KEPT = ("conf.py", "bibliography.bib", "bibliography.md", "fonts")  # of the small edition
HEAD = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


class Case(NamedTuple):
    """One source: its name, its page (path and words), and its targets."""

    name: str
    path: str
    words: str
    wanted: dict[str, Any]

    @property
    def unit(self) -> int | None:
        return int(self.name[:2]) if "text" in self.wanted else None


@cache
def cases() -> dict[str, Case]:
    return {path.stem: read_case(path) for path in sorted(HERE.glob("*.md"))}


def read_case(path: Path) -> Case:
    """The page without its targets; every line keeps its number."""
    source = path.read_text("utf-8")
    head = HEAD.match(source)
    assert head is not None, f"{path.name} has no head"
    wanted = yaml.safe_load(head[1])["case"]
    targets = re.search(r"(?m)^case:\n(?:[ ]+[^\n]*\n)*", head[0])
    assert targets is not None
    rest = head[0].replace(targets[0], "\n" * targets[0].count("\n"))
    words = (rest if rest.strip("-\n") else "\n" * rest.count("\n")) + source[head.end() :]
    return Case(path.stem, wanted.pop("as", f"pages/{path.stem}.md"), words, wanted)


def lay_out_cases(folder: Path, chosen: list[Case]) -> None:
    """An edition of these cases: its witness is their texts, its pages are theirs."""
    lay_out(folder)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).parts[0] not in KEPT:
            path.unlink()
    units = {case.unit: case.wanted["text"] for case in chosen if case.unit is not None}
    numbered = [f"{number}. {words}" if number else words for number, words in sorted(units.items())]
    witness = "\n".join(["The Cases", *numbered, ""])
    conf = (folder / "conf.py").read_text("utf-8")
    seal = hashlib.sha256(witness.encode()).hexdigest()
    files = {
        "source/cases.txt": witness,
        "source/witness.yaml": f"siglum: C\nfile: cases.txt\nseal: {seal}\nauthor: Nobody\n"
        "title: Cases\nunit: Case\nrights: Written for these tests; CC0.\n",
        "source/emendations.yaml": "emendations: []\n",
        "conf.py": f'{conf}myst_enable_extensions = ["colon_fence", "attrs_inline", "deflist"]\n',
    }
    for case in chosen:
        files |= {case.path: case.words, **case.wanted.get("also", {})}
    # Addresses are published only where nothing is wrong: what says something is written afterwards.
    wrong = {
        case.path: f"# Later\n\n:::{{reading-text}} {case.unit}\n:::\n" for case in chosen if "says" in case.wanted
    }
    for name, words in (files | wrong).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, "utf-8")
    done = sphinx(folder, "-q", "-b", "addresses", ".", "_addresses")
    assert (folder / "source" / "addresses.yaml").exists(), done.err
    for name in wrong:
        (folder / name).write_text(files[name], "utf-8")


@pytest.fixture(scope="session")
def good(once: Once) -> Path:
    """The site and the PDFs of all cases that say nothing."""

    def make_it(folder: Path) -> str:
        lay_out_cases(folder, [case for case in cases().values() if "says" not in case.wanted])
        said = build(folder, "html", folder / "_build")
        return said + build(folder, "pdf", folder / "_build" / "downloads")

    return once("cases", make_it)[0] / "_build"


@pytest.fixture(scope="session")
def said(once: Once) -> dict[str, dict[int, str]]:
    """Page -> line -> message, of all cases together."""

    def make_it(folder: Path) -> str:
        lay_out_cases(folder, list(cases().values()))
        return sphinx(folder, "-q", *STRICT, "-b", "dummy", ".", "_build").err.replace(f"{folder}/", "")

    found: dict[str, dict[int, str]] = {}
    for line in filter(None, once("cases-said", make_it)[1].splitlines()):
        place = re.fullmatch(r"(\S+):(\d+): WARNING: (.*)", line)
        if place is None:
            assert line == NOTHING
        else:
            page = found.setdefault(place[1], {})
            assert int(place[2]) not in page, f"two messages in one line: {line}"
            page[int(place[2])] = place[3]
    return found


def stands_in_order(wanted: list[str], words: str) -> list[str]:
    """What of `wanted` is not there, or not behind what it should follow."""
    place, missing = 0, []
    for each in wanted:
        found = words.find(each, place)
        if found < 0:
            missing.append(each)
        else:
            place = found + len(each)
    return missing


@pytest.mark.parametrize("name", [name for name, case in cases().items() if "says" not in case.wanted])
def test_case(name: str, good: Path, words_of: WordsOf) -> None:
    case = cases()[name]
    html = on_one_line([(good / case.path).with_suffix(".html").read_text("utf-8")])
    pdf = (
        good
        / "downloads"
        / ("edition.pdf" if case.unit is None or "pdf" in case.wanted else f"{Path(case.path).stem}.pdf")
    )
    printed = on_one_line(words_of(pdf))
    ways = {" > ".join((*tag.above, tag.kind)) for tag in read_tags(pdf)}
    assert case.wanted["html"], "a case has a target in every output"
    assert case.wanted["pdf words"]
    assert stands_in_order(case.wanted["html"], html) == []
    assert stands_in_order(case.wanted["pdf words"], printed) == []
    assert [way for way in case.wanted["pdf tags"] if not any(known.endswith(way) for known in ways)] == []
    assert [each for each in case.wanted.get("html lacks", []) if each in html] == []
    assert [each for each in case.wanted.get("pdf lacks", []) if each in printed] == []


@pytest.mark.parametrize("name", [name for name, case in cases().items() if "says" in case.wanted])
def test_case_says(name: str, said: dict[str, dict[int, str]]) -> None:
    case = cases()[name]
    assert said.get(case.path, {}) == case.wanted["says"]


def test_nothing_else_is_said(said: dict[str, dict[int, str]]) -> None:
    assert said.keys() == {case.path for case in cases().values() if "says" in case.wanted}


def test_a_target_can_be_missed() -> None:
    assert stands_in_order(["one", "two"], "one, two") == []
    assert stands_in_order(["two", "one"], "one, two") == ["one"]
    assert stands_in_order(["three"], "one, two") == ["three"]
