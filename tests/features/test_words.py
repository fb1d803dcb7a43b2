"""A made-up second language shows that no word of ours was forgotten: in it every word of ours stands in ⟦…⟧.

What a reader sees outside of these must be the author's or the editors', as the files of the small edition have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, Comment, Declaration, Doctype, Tag
from pypdf import PdfReader

from tests.small import BASE, ROOT, build
from tests.words import POT, template

LANGUAGE = "eo"  # for which nobody has a catalogue
OURS = re.compile(r"⟦[^⟦⟧]*⟧")
# Attributes that are read to somebody, or shown.
SAID = ("aria-label", "title", "alt", "placeholder")
META = ("description", "og:description", "og:image:alt")
# The author's words; forms of citation, which follow the rules of a style in English; what the machine is told.
NOT_OURS = ".sentence, .occurrences, .lemma, .reading-words, .cite dd, script, style, kbd"
# Proper names and marks: of styles and formats, of the letter on a button.
NAMES = {"Chicago", "MLA", "APA", "BibTeX", "RIS", "CSL-JSON", "Aa", "PDF"}
SOURCES = (".md", ".yaml", ".bib", ".py", ".txt")
# What the files of an edition say to the machine: names of fields, and the keys that a reader sees in words of ours.
MACHINE = re.compile(
    r"\b(type|certainty|kind): *[\w-]+|^\w+ = |^ *-? *[\w-]+ ?[:=]|(?<=[{,]) ?\w+:"
    r"|\{[\w:-]+\} ?(person)?| <[\w-]+>|answers",
    re.MULTILINE,
)

# With the theme of the real edition, for whose layout our templates are made.
SETTINGS = [
    part
    for setting in (f"language={LANGUAGE}", "html_theme=pydata_sphinx_theme", "html_permalinks=0", "html_use_index=0")
    for part in ("-D", setting)
]


def made_up() -> Catalog:
    """A catalogue in which every message is itself, in brackets; what it is given stands inside."""
    with POT.open("rb") as opened:
        pot = read_po(opened)
    catalog = Catalog(locale=LANGUAGE, charset="utf-8")
    for message in pot:
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            many = "" if isinstance(message.id, str) else message.id[1]
            catalog.add(message.id, (f"⟦{one}⟧", f"⟦{many}⟧") if many else f"⟦{one}⟧")
    return catalog


@pytest.fixture
def translated(tale: Path) -> Path:
    """The small edition in the made-up language, on the web and in print."""
    path = tale / "locales" / LANGUAGE / "LC_MESSAGES" / "edition.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as opened:
        write_po(opened, made_up())
    for builder, out in (("pdf", "_build/downloads"), ("html", "_build")):
        build(tale, builder, tale / out, *SETTINGS)
    return tale / "_build"


def clauses(words: str) -> Iterator[str]:
    """The words between marks and numbers, as they can be compared."""
    for clause in re.split(r"[^\w’'\s-]+|\d+", words):
        plain = " ".join(clause.split()).strip("-’'").strip()
        if re.search(r"\w\w|\b[^\W\d_]\b", plain):
            yield plain


@cache
def known() -> tuple[frozenset[str], str]:
    """The clauses of the small edition's files, and all their words in a row."""
    files = [path for path in sorted(BASE.rglob("*")) if path.suffix in SOURCES and path.stem != "addresses"]
    words = MACHINE.sub("\n", "\n".join(path.read_text("utf-8") for path in files))
    parts = {part for line in words.splitlines() for part in clauses(line)}
    language = Locale.parse(LANGUAGE)
    named = {*language.months["format"]["wide"].values(), *map(str, language.languages.values())}
    return frozenset({*parts, *named, *NAMES}), f" {' '.join(clauses(words))} "


def forgotten(words: str) -> list[str]:
    """What is neither in brackets nor of the author or the editors; one word of theirs counts only where it is all."""
    parts, row = known()
    return [
        part
        for part in clauses(outside(words))
        if part not in parts and not (" " in part and f" {part} " in row) and re.search(r"\w\w", part)
    ]


def outside(words: str) -> str:
    """The words that stand in no brackets."""
    while OURS.search(words):
        words = OURS.sub(" · ", words)
    return words


def unknown(words: str) -> list[str]:
    """Words outside that stand nowhere in the files: in print nobody tells runs apart, nor a mark from its word."""
    parts, row = known()
    vocabulary = {word.casefold().replace("-", "") for part in (row, *parts) for word in part.split()}
    found = [word.casefold() for word in re.findall(r"[^\W\d_](?:[^\W\d_]|[’'])+", outside(words))]
    return [word for word in found if not {word, word[:-1]} & vocabulary]


def said_by(page: Tag) -> Iterator[str]:
    """Everything that a page says: its words, run by run, and its attributes."""
    for node in page.find_all(True):
        yield from (str(node[name]) for name in SAID if name in node.attrs)
        if node.name == "meta" and (node.get("name") or node.get("property")) in META:
            yield str(node["content"])
    for quiet in page.select(NOT_OURS):
        quiet.extract()
    runs = page.find_all(string=True)
    # A message may go on behind a link that stands in it.
    yield " · ".join(str(run) for run in runs if not isinstance(run, (Comment, Doctype, Declaration)))


def test_no_word_of_a_page_was_forgotten(translated: Path) -> None:
    pages = sorted(translated.rglob("*.html"))
    assert len(pages) > 12
    found = {}
    for path in pages:
        said = list(said_by(BeautifulSoup(path.read_text("utf-8"), "lxml")))
        assert sum(words.count("⟦") for words in said) > 8, path
        found[path.relative_to(translated).as_posix()] = [part for words in said for part in forgotten(words)]
    assert {name: parts for name, parts in found.items() if parts and name != "genindex.html"} == {}


def test_no_word_in_print_was_forgotten(translated: Path) -> None:
    files = sorted((translated / "downloads").glob("*.pdf"))
    assert len(files) == 7
    for path in files:
        reader = PdfReader(path)
        words = " ".join(page.extract_text() for page in reader.pages)
        words = re.sub(r"\s+", " ", words.replace("-\n", "").replace("-", ""))
        assert words.count("⟦") > 5, path.name
        assert unknown(words) == [], path.name


def test_scripts_are_told_their_words(translated: Path) -> None:
    script = (translated / "_static" / "page.js").read_text("utf-8")
    for words in ("Back to {address}", "Whole entry", "Copied.", "caution"):
        assert f'"{words}":"⟦{words}⟧"' in script
    assert '"{n} sentence":["⟦{n} sentence⟧","⟦{n} sentences⟧"]' in script
    assert "edition.form=(n)=>" in script


def test_the_template_of_catalogues_is_of_today() -> None:
    assert POT.read_text("utf-8") == template(), "Call make words, and commit edition/locale/edition.pot."


SCRIPTS = [path for path in (ROOT / "edition").rglob("*.js") if path.name != "minisearch.js"]
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
HANDED = re.compile(r'\bt\("(?:[^"\\\n]|\\.)*"|\btn\("[^"\n]*", "[^"\n]*"')


def bare_sentences(script: str) -> list[str]:
    """Strings of a script that look like words for a reader, and are not handed to `t`."""
    found = []
    for written in STRING.findall(HANDED.sub("t(", COMMENT.sub("", script))):
        plain = re.sub(r"\$\{[^{}]*\}", "", written[1:-1])
        looks = re.match(r"[A-Z][a-z’]+\b(?![.-]?\w)", plain) or re.search(r"[a-z’]{2,} [a-z’]{2,}", plain)
        if looks and not re.search(r"[<>#=:(\[]|^\W*\.", plain):
            found.append(written)
    return found


# Names of keys, styles and formats, headers; classes that stand together; words that a search does not look for.
NO_WORDS = re.compile(
    r'"(ArrowDown|ArrowUp|Enter|Escape|Tab|Chicago|Edition Disk|use strict)"|"(section section|main article)"'
    r'|"( of on| say said|a about an) |`\$\{index\.'
)


@pytest.mark.parametrize("path", sorted(SCRIPTS), ids=lambda p: p.name)
def test_no_sentence_of_a_script_stands_bare(path: Path) -> None:
    bare = [words for words in bare_sentences(path.read_text("utf-8")) if not NO_WORDS.match(words)]
    assert bare == []


def test_a_bare_sentence_is_seen() -> None:
    assert bare_sentences('f("Nothing was found");') == ['"Nothing was found"']
    assert bare_sentences('f(t("Nothing was found"));') == []
    assert bare_sentences("f(`Back to ${place}`);") == ["`Back to ${place}`"]


def test_a_forgotten_word_is_seen() -> None:
    assert forgotten("⟦Checked ⟦a⟧⟧ · Lamp · from · certainty") == ["from", "certainty"]


def test_the_text_keeps_its_own_language(tale: Path) -> None:
    path = tale / "source" / "witness.yaml"
    build(tale, "html", tale / "_build")
    path.write_text(path.read_text("utf-8") + "language: de\n", "utf-8")
    build(tale, "html", tale / "_build")  # what was read before is read anew
    build(tale, "pdf", tale / "_build")
    page = BeautifulSoup((tale / "_build" / "pages" / "01.html").read_text("utf-8"), "lxml")
    text = page.select_one(".reading-text")
    assert page.html is not None
    assert text is not None
    assert (page.html["lang"], text["lang"]) == ("en", "de")
    entry = BeautifulSoup((tale / "_build" / "glossary" / "ada.html").read_text("utf-8"), "lxml")
    assert entry.select_one('.occurrences [lang="de"]') is not None
    for lemma in page.select(".lemma"):
        assert lemma["lang"] == "de"
    assert len(page.select(".lemma")) == 2
    apparatus = BeautifulSoup((tale / "_build" / "apparatus.html").read_text("utf-8"), "lxml")
    assert {words.get("lang") for words in apparatus.select(".reading-words")} == {"de"}
    assert b"/Lang(de)" in (tale / "_build" / "01.pdf").read_bytes().replace(b"/Lang (", b"/Lang(")
