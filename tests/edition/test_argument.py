"""The links between the units of the real edition: each is shown at both its ends, on the web and in print."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.printed import WordsOf, on_one_line

ROOT = Path(__file__).parents[2]
# Written out, and not taken from the code that is tested.
REVERSED = {"leans on": "supports", "answers": "is answered by", "stands against": "is opposed by"}


class Shown(NamedTuple):
    """A link as it reads from one of its ends."""

    own: str
    words: str
    other: str
    sentence: str


def written() -> list[Shown]:
    """Every link, as the pages have it."""
    pages = "".join(path.read_text("utf-8") for path in sorted((ROOT / "propositions").glob("[01]*.md")))
    found = re.findall(r"^:::\{argument\} (\S+) ([a-z ]+) (\S+)\n(.+)\n:::$", pages, re.MULTILINE)
    assert len(found) == pages.count("{argument}")
    return [Shown(*parts) for parts in found]


def both_ends() -> list[Shown]:
    return [end for s in written() for end in (s, Shown(s.other, REVERSED[s.words], s.own, s.sentence))]


def unit(address: str) -> int:
    return int(address.partition(".")[0])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[int, str]:
    return {int(path.name[:2]): path.read_text("utf-8") for path in (site / "propositions").glob("[01]*.html")}


def test_every_link_is_shown_at_both_ends_and_no_other_is(pages: dict[int, str]) -> None:
    shown = []
    for number, page in pages.items():
        part = page.partition('<section class="argument"')[2].partition("</section>")[0]
        for link in re.findall(r'<li id="a\S+" data-of="\S+">.*?</li>', part, re.DOTALL):
            own, other = re.findall(r'<a class="address" href="[^"]*#s([\d.]+)">\1</a>', link)
            words = re.findall(r'<span class="kind">([^<]+)</span>', link)[0]
            sentence = unescape(re.sub("<[^>]+>", "", link.partition('<p class="run-in">')[2])).strip()
            assert unit(own) == number
            shown.append(Shown(own, words, other, sentence))
    assert sorted(shown) == sorted(both_ends())


def test_links_follow_the_notes_and_come_before_the_key_terms_in_the_order_of_the_text(pages: dict[int, str]) -> None:
    for page in pages.values():
        assert page.index('id="notes"') < page.index('id="in-this-argument"') < page.index('id="key-terms"')
        own = [int(sentence) for sentence in re.findall(r'<li id="a\d+\.(\d+)-', page)]
        assert own == sorted(own)


@pytest.mark.pdf
def test_the_handouts_have_both_ends_too(site: Path, words_of: WordsOf) -> None:
    for path in sorted((site / "downloads").glob("[01]*.pdf")):
        if path.stem.endswith(".large"):
            continue  # the same words in other lines
        words = on_one_line(words_of(path))
        for end in both_ends():
            if unit(end.own) == int(path.name[:2]):
                assert f"{end.own} {end.words} {end.other}. " in words, f"{path.name}: {end}"


@pytest.mark.pdf
def test_the_book_says_on_which_page_the_other_end_is(site: Path, words_of: WordsOf) -> None:
    words = on_one_line(words_of(site / "downloads" / "edition.pdf"))
    for end in both_ends():
        assert re.search(rf"{re.escape(f'{end.own} {end.words} {end.other}')} \(p\.\s\d+\)\.", words), end
