"""The bibliography: three lists that leave nothing out, and no claim of open access that no record supports."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from lxml import html
from pybtex.richtext import Text

ROOT = Path(__file__).parents[2]
# The heading of each list, and the keywords of the records that stand under it.
LISTS = {"Primary sources": "primary", "Studies": "", "Works of reference": "reference"}
CALLED = {"open": "Open access", "publisher": "Publisher’s page", "": "Page"}
DOI = "https://doi.org/"
# What no list prints of a record.
KEPT = r"annotation|verified\d*|isbn|pagetotal|keywords|access|(?:host)?langid|url|doi"


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, str]]:
    """Key -> fields, read without the code of the edition."""
    found = {}
    for record in re.split(r"^(?=@)", (ROOT / "bibliography.bib").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        key = record.partition("{")[2].partition(",")[0]
        found[key] = dict(re.findall(r"^  (\w+) = \{(.*)\}", record, re.MULTILINE))
    return found


@pytest.fixture(scope="module")
def lists(site: Path) -> dict[str, list[html.HtmlElement]]:
    """Heading -> works."""
    page = html.parse(site / "bibliography.html")
    return {part.findtext("h2"): part.xpath("./ul/li") for part in page.xpath("//section/section[h2]")}


def first_word(words: str) -> str:
    """The first word, as a list is sorted by it."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFD", words.split(maxsplit=1)[0]))).casefold()


def key_of(work: html.HtmlElement) -> str:
    return str(work.get("id")).partition("-")[2]


def link_of(work: html.HtmlElement) -> html.HtmlElement | None:
    """The link to the work itself; neither its DOI nor one of those to where it is cited."""
    links = work[0].xpath(".//a[starts-with(@href, 'http')]")
    return next((link for link in links if not link.get("href").startswith(DOI)), None)


def test_every_work_stands_in_one_list_that_of_its_keywords(
    lists: dict[str, list[html.HtmlElement]], records: dict[str, dict[str, str]]
) -> None:
    assert list(lists) == list(LISTS)
    for heading, keywords in LISTS.items():
        wanted = [key for key, fields in records.items() if fields.get("keywords", "") == keywords]
        assert sorted(map(key_of, lists[heading])) == sorted(wanted), heading
        assert wanted, heading
    assert sum(map(len, lists.values())) == len(records)


def test_every_work_leads_back(lists: dict[str, list[html.HtmlElement]]) -> None:
    for works in lists.values():
        for work in works:
            assert work.xpath(".//p[@class='cited-in']//a"), key_of(work)


def test_places_that_are_many_are_folded_and_counted(lists: dict[str, list[html.HtmlElement]]) -> None:
    folded = [work for works in lists.values() for work in works if work.xpath("./details")]
    for work in folded:
        links, summary = work.xpath("./details/p[@class='cited-in']/a"), work.findtext("./details/summary")
        assert summary == f"Cited in {len(links)} places"
        assert len(links) > 1
    assert folded


def test_a_row_of_letters_leads_to_the_first_work_of_each(lists: dict[str, list[html.HtmlElement]]) -> None:
    for heading, works in lists.items():
        row = works[0].getparent().getprevious()
        assert row.get("class").split()[0] == "jumps", heading
        letters = {first_word(work.text_content())[:1].upper(): work.get("id") for work in reversed(works)}
        assert {link.text_content(): link.get("href")[1:] for link in row.findall("a")} == letters, heading


def test_a_link_is_called_what_the_record_supports(
    lists: dict[str, list[html.HtmlElement]], records: dict[str, dict[str, str]]
) -> None:
    seen: Counter[str] = Counter()
    for work in (work for works in lists.values() for work in works):
        fields, link = records[key_of(work)], link_of(work)
        assert (link is None) == ("url" not in fields), key_of(work)
        if link is not None:
            assert link.text_content() == CALLED[fields.get("access", "")], key_of(work)
            seen[link.text_content()] += 1
        assert len(work.find_class("open-access")) == (fields.get("access") == "open"), key_of(work)
    assert seen.keys() == set(CALLED.values())


def test_a_doi_is_a_link_that_can_be_read(
    lists: dict[str, list[html.HtmlElement]], records: dict[str, dict[str, str]]
) -> None:
    seen = 0
    for work in (work for works in lists.values() for work in works):
        doi, links = records[key_of(work)].get("doi"), work[0].xpath(f".//a[starts-with(@href, '{DOI}')]")
        assert [link.get("href") for link in links] == [f"{DOI}{doi}"] * (doi is not None), key_of(work)
        assert all(link.text_content() == link.get("href") for link in links)
        seen += len(links)
    assert seen == sum("doi" in fields for fields in records.values()) > 10


def test_nothing_that_a_record_says_is_lost(
    lists: dict[str, list[html.HtmlElement]], records: dict[str, dict[str, str]]
) -> None:
    """Each word of each field that is printed, names included, stands in the reference; quotation marks may change."""
    for work in (work for works in lists.values() for work in works):
        shown = bare(work[0].text_content())
        for name, said in records[key_of(work)].items():
            words = bare(str(Text.from_latex(said)).replace(" and ", " ")).split()
            if not re.fullmatch(KEPT, name):
                assert [word for word in words if word not in shown] == [], f"{key_of(work)}: {name}"


def bare(words: str) -> str:
    """Small letters and digits; a mark of any kind parts words."""
    return "".join(letter if letter.isalnum() else " " for letter in words).casefold()


def test_no_stop_follows_a_stop_and_quotations_nest(lists: dict[str, list[html.HtmlElement]]) -> None:
    for work in (work for works in lists.values() for work in works):
        words = work[0].text_content()
        assert not re.search(r"[.?!…][’”]*\.|[”’]\.|““|””|“[^”]*“", words), words


def test_nothing_of_which_a_part_is_there_is_called_open(records: dict[str, dict[str, str]]) -> None:
    partial = (
        r"abstract only|shortened|abridged|\(extract\)|only, at the url|opening chapter|subscription|chapter abstract"
    )
    for key, fields in records.items():
        if fields.get("access") == "open":
            said = f"{fields['title']} {fields.get('annotation', '')}"
            assert not re.search(partial, said), f"{key}: {said}"


def test_bodies_stand_among_the_persons(lists: dict[str, list[html.HtmlElement]]) -> None:
    for heading, works in lists.items():
        first = [first_word(work.text_content()) for work in works]
        assert first == sorted(first), heading


def test_works_of_several_lists_are_cited_and_listed_in_one_order(site: Path) -> None:
    works = html.parse(site / "glossary" / "comintern.html").xpath("//*[contains(@class, 'works-cited')]//li")
    names = [first_word(work.text_content()) for work in works]
    assert len(names) > 5
    assert names == sorted(names)


def test_what_is_cited_alike_differs_by_a_letter_in_whichever_list(
    lists: dict[str, list[html.HtmlElement]],
) -> None:
    heads = Counter(
        match[1]
        for works in lists.values()
        for work in works
        if (match := re.match(r"(.+?\. (?:[\d–]{4,9}[a-z]?|n\.d\.(?:-[a-z]\.)?))\W", work.text_content()))
    )
    assert [head for head, count in heads.items() if count > 1] == []
    assert sum(heads.values()) > 0.97 * sum(map(len, lists.values())), "the pattern knows few of them"
