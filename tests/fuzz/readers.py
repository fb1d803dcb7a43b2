"""A look for lost words: what a simple reader sees in an editor's files, and whether the built pages have it.

It knows no parser of the edition's: it reads line by line, and takes for words all that is not plainly markup.  Words
are compared as letters and figures alone, so that marks, blanks and emphasis between them do not matter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.fuzz.mutant import Files

# Directives whose content is no prose of ours, and such whose argument stands in no page.
NO_PROSE = ("toctree", "code", "code-block", "math")
SHOWN_ARGUMENT = ("annotation",)
# Markup of ours that would be seen if it were taken for words.
MARKUP = re.compile(
    r"\{(?:at|gloss|event|lang|cite(?::[pt])?|headnote|annotation|argument|reading-text|register)\}|:::"
)
# What is for the build alone; every other field is shown to readers, or must be refused.
OF_A_PAGE = "book cite layout orphan"
SILENT = {
    "glossary": "entry type related yields sources checked certainty coordinates main at forms form lang dates",
    "chronology.yaml": "id date places entries at units sources",
    "source/witness.yaml": "siglum file seal year abbreviations language",
    "source/emendations.yaml": "pattern kind at regularisations emendations",
    "bibliography.bib": "annotation keywords access langid hostlangid verified url doi",
}
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
PROMISES = ("source/addresses.yaml", "source/moved.yaml")  # addresses, kept or refused: no words
SHORT = 4  # letters: what is shorter proves nothing


def letters(words: str) -> str:
    """Letters and figures alone, as they are compared."""
    return re.sub(r"[\W_]+", "", html.unescape(words))


def lost_words(files: Files, site: Path) -> Iterator[tuple[str, str]]:
    """Each file with words of its that no page shows, as far as they are lost: the editors' and the author's."""
    pages = {path.relative_to(site).as_posix(): Page.read(path) for path in site.rglob("*.html")}
    everywhere = "".join(letters(page.words) for page in pages.values())
    # Some is for programs: the names of entries for the search, the publisher for citations.
    for file in (*site.rglob("*.js"), *site.rglob("*.ris")):
        everywhere += letters(file.read_text("utf-8"))
    authors = "".join(letters(page.authors) for page in pages.values())
    for path, thing in files.items():
        if not isinstance(thing, bytes) or path in PROMISES:
            continue
        words = thing.decode("utf-8-sig", "replace")
        page = pages.get(path.removesuffix(".md") + ".html")
        here = authors if path.endswith(".txt") else letters(page.words) if page else everywhere
        for run, place in runs_of(path, words, here, everywhere):
            if run not in place:
                yield path, run
    for name, page in pages.items():
        for found in MARKUP.findall(page.words):
            yield name, f"markup is shown: {found}"


def runs_of(path: str, words: str, here: str, everywhere: str) -> Iterator[tuple[str, str]]:
    """Letters that must stand together, and where."""
    if path.endswith(".bib"):
        found = ((run, everywhere) for run in work_runs(words))
    elif path.startswith("source/") and path.endswith(".txt"):
        found = ((run, here) for run in text_runs(words))
    elif path.endswith((".yaml", ".yml", ".YAML")):
        found = ((run, everywhere) for run in field_runs(words, _silent(path)))
    elif path == "conf.py":
        named = re.findall(r"^(?:project|copyright|author|version) = \"(.*)\"$", words, re.MULTILINE)
        found = ((letters(value), everywhere) for value in named)
    else:
        front, body = parted(words)
        yield from ((run, everywhere) for run in field_runs(front, _silent(path)) if len(run) >= SHORT)
        found = ((run, here) for run in prose_runs(body))
    yield from ((run, place) for run, place in found if len(run) >= SHORT)


def _silent(path: str) -> frozenset[str]:
    return frozenset(next((keys for start, keys in SILENT.items() if path.startswith(start)), OF_A_PAGE).split())


def parted(words: str) -> tuple[str, str]:
    """Front matter and body of a page."""
    found = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*\n", words, re.DOTALL)
    return (found[1], words[found.end() :]) if found else ("", words)


def prose_runs(body: str) -> Iterator[str]:
    """The words of a page, a line or less at a time: a role whose words are not written there parts them."""
    hidden, after_opening = "", False
    for line in body.splitlines():
        fence = re.match(r"\s*(:{3,}|`{3,})(?:\{([\w-]+)\}(.*))?$", line)
        if hidden:
            hidden = "" if fence and not fence[2] else hidden
        elif fence:
            hidden = fence[2] if fence[2] in NO_PROSE else ""
            after_opening = bool(fence[2])
            if fence[2] in SHOWN_ARGUMENT:
                yield letters(re.sub(r"^\s*\S+", "", fence[3]))
        elif not (after_opening and re.match(r"\s*:[\w-]+:", line)):
            after_opening = False
            yield from words_of_line(re.sub(r"^\s*\d+[.)] ", "", line))  # the number of a list is drawn


def words_of_line(line: str) -> Iterator[str]:
    """What stands between roles that show other words than they hold, and the words of those that hold them."""
    line = re.sub(r"\{gloss\}`([^`<]*?)(?: <[^`>]*>)?`", r"\1", line)
    line = re.sub(r"\{event\}`([^`<]*?) <[^`>]*>`", r"\1", line)
    line = re.sub(r"\{lang\}`\S+ ([^`]*)`", r"\1", line)
    line = re.sub(r"\]\([^)]*\)", "]", line)
    for part in re.split(r"\{[\w:-]+\}`[^`]*`", line):
        yield letters(part)


def field_runs(words: str, silent: frozenset[str]) -> Iterator[str]:
    """The values of YAML that readers see, by the key before them on their line or, in a flow, between its marks."""
    key = ""
    for line in words.splitlines():
        if line.lstrip().startswith("#"):
            continue
        found = re.match(r"\s*(?:- )?[\"']?([\w. -]+?)[\"']?:(?:\s+(.*)|)$", line)
        key, value = (found[1], found[2] or "") if found else (key, line)
        value = re.sub(r"\s#.*$", "", value)
        if key in silent:
            continue
        if value.startswith(("{", "[")):
            value = " , ".join(part.rpartition(":")[2] for part in re.split(r"[{},\[\]]", value))
            yield from (letters(part) for part in value.split(" , "))
        else:
            yield from words_of_line(re.sub(r"\\[nt]", "", value))


def work_runs(words: str) -> Iterator[str]:
    """The fields of works that readers see, each up to the end of its braces."""
    for found in re.finditer(r"(\w+)\s*=\s*", words):
        value = _value(words[found.end() :])
        if found[1] not in _silent("bibliography.bib"):
            yield from (letters(part) for part in re.split(r",| and |\\\w*", value))


def _value(rest: str) -> str:
    """A value of BibTeX at the head of these words."""
    if not rest.startswith("{"):
        return re.split(r"[,}\n]", rest, maxsplit=1)[0]
    depth = 0
    for i, letter in enumerate(rest):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return rest[1:i]
    return rest


def text_runs(words: str) -> Iterator[str]:
    """The author's words, a line at a time; its ends may be joined to others, and numbers of units are no words."""
    for line in words.splitlines()[1:]:
        parts = re.sub(r"^\d+\. ", "", line).split(" ")[1:-1]
        for i in range(0, len(parts), 4):
            yield letters("".join(parts[i : i + 4]))


class Page(HTMLParser):
    """The words of a page, without those of its scripts; and the author's words on it, without what is ours."""

    def __init__(self) -> None:
        super().__init__()
        self.words = self.authors = ""
        self._open: list[tuple[bool, bool]] = []  # seen by a reader, the author's

    @classmethod
    def read(cls, path: Path) -> Page:
        page = cls()
        page.feed(path.read_text("utf-8"))
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            seen, authors = self._open[-1] if self._open else (True, False)
            found = dict(attrs)
            seen = seen and tag not in ("script", "style")
            self._open.append((seen, (authors or "data-unit" in found) and "data-editorial" not in found))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        seen, authors = self._open[-1] if self._open else (True, False)
        self.words += data if seen else ""
        self.authors += data if authors else ""
