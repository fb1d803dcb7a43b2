"""The web site as built: pages, links, addresses, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from proof import reading_text
from tests.conftest import ROOT

TEXT = reading_text(ROOT / "source")
UNITS = {address.partition(".")[0] for address in TEXT}
WHOLE = "text.html"  # shows every sentence once more


class Page(HTMLParser):
    """Ids, links and loaded resources of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.headings: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if tag in {"script", "img", "iframe", "source", "video", "audio"} and "src" in named:
            self.loads.append(named["src"])
        if tag == "link" and named.get("rel") in {"stylesheet", "preload", "icon"}:
            self.loads.append(named["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def target_of(path: Path, address: str, site: Path) -> Path:
    """The file that an address on a page leads to; on the page for unknown addresses they begin at the root."""
    return (site / address[1:] if address.startswith("/") else path.parent / address).resolve()


def broken(pages: dict[Path, Page], site: Path) -> Iterator[str]:
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = target_of(path, unquote(parts.path), site) if parts.path else path
            if not target.exists():
                yield f"{path.name}: {link}"
            elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
                yield f"{path.name}: {link} (no such place)"


def test_the_end_of_make_site_names_what_it_made(built: tuple[Path, str]) -> None:
    _out, said = built
    front = re.search(r"front page\s+(\S+)", said)
    whole = re.search(r"whole PDF\s+(\S+)", said)
    assert front is not None
    assert whole is not None
    assert Path(front[1]).exists()
    assert Path(whole[1]).exists()
    assert re.search(r"in \d+ seconds", said)
    assert f"{2 * len(UNITS)} PDFs" in said  # each with its large print


def test_every_link_leads_somewhere(pages: dict[Path, Page], site: Path) -> None:
    assert list(broken(pages, site)) == []


def test_ids_are_unique(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_one_first_heading_a_page(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        assert page.headings.count("h1") == 1, path
        levels = [int(heading[1]) for heading in page.headings]
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        for load in page.loads:
            assert not urlsplit(load).netloc, path
            assert target_of(path, urlsplit(load).path, site).exists(), f"{path}: {load}"
    style = (site / "_static" / "edition.css").read_text("utf-8")
    assert not re.search(r"https?://|//", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))


def test_a_page_of_text_loads_little(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        if path.parent.name == "propositions":
            loaded = {Path(urlsplit(load).path).name for load in page.loads}
            assert loaded == {"edition.css", "page.js", "icon.svg"} | (
                {"reading.js"} if path.stem[:2].isdigit() else {"front.css"}
            )


def test_the_list_of_units_tells_what_each_claims_and_offers_its_handouts(site: Path) -> None:
    for name in ("index.html", "propositions/index.html"):
        units = html.parse(site / name).xpath("//ul[@class='units']/li")
        assert len(units) == len(UNITS)
        for unit in units:
            title, claim, extent = unit.findall("p")
            assert 3 < len(claim.text_content().split()) <= 20
            assert re.match(r"\d+ sentences, \d minutes? · PDF · large print$", extent.text_content())
            page = Path(title.find("a").get("href")).stem
            handouts = [link.get("href").rpartition("/")[2] for link in extent.iter("a")]
            assert handouts == [f"{page}.pdf", f"{page}.large.pdf"]


def test_the_front_page_leads_in_and_shows_its_signs_by_what_the_text_has(site: Path) -> None:
    front = html.parse(site / "index.html")
    (begin,) = front.xpath("//p[@class='begin-link']/a")
    assert begin.text_content() == "Start reading 30 min"
    # Targets of the links are looked at with those of all pages; here, that each is of its kind.
    gloss, note, number = front.xpath("//dl[@class='signs']//a")
    assert gloss.get("class") == "gloss"
    assert gloss.get("href").startswith("glossary/")
    assert note.getparent().get("class") == "note-mark"
    assert re.search(r"#n\d", note.get("href"))
    assert number.get("class") == "sentence-number"
    assert number.get("href").endswith(f"#s{number.get('aria-label')}")


def test_every_unit_has_its_handout_and_its_neighbours(site: Path, pages: dict[Path, Page]) -> None:
    units = sorted((site / "propositions").glob("[01]*.html"))
    assert len(units) == len(UNITS)
    for before, unit in zip([None, *units], units, strict=False):
        links = pages[unit].links
        assert f"../downloads/{unit.stem}.pdf" in links
        if before is not None:
            assert before.name in links
            assert unit.name in pages[before].links


def test_every_sentence_is_a_link_to_itself(site: Path, pages: dict[Path, Page]) -> None:
    homes = {path: page for path, page in pages.items() if path.name != WHOLE}
    addresses = [name for page in homes.values() for name in page.ids if re.fullmatch(r"s\d+\.\d+", name)]
    assert sorted(addresses) == sorted(f"s{address}" for address in TEXT)
    for page in homes.values():
        for name in page.ids:
            if re.fullmatch(r"s\d+\.\d+", name):
                assert f"#{name}" in page.links


def test_the_whole_text_on_one_page_leads_home(site: Path, pages: dict[Path, Page]) -> None:
    """Every sentence stands there once more; its number, its marks and its glosses lead to where each belongs."""
    whole = pages[site / WHOLE]
    assert [name for name in whole.ids if re.fullmatch(r"s\d+\.\d+", name)] == [f"s{address}" for address in TEXT]
    homes = {name: path for path, page in pages.items() if path.name != WHOLE for name in page.ids}
    marks = [name for page in pages.values() for name in page.ids if re.match(r"m\d+\.\d", name)]
    assert 2 * len(set(marks)) == len(marks) > 200
    for name in [f"s{address}" for address in TEXT] + [f"n{name[1:]}" for name in set(marks)]:
        assert f"propositions/{homes[name].name}#{name}" in whole.links
    assert not [link for link in whole.links if link.startswith(("#n", "#s"))]
    assert {f"#u{number}" for number in UNITS} <= {*whole.links}
    assert len(gzip.compress((site / WHOLE).read_bytes())) < 60_000


def test_the_apparatus_has_every_sentence(site: Path) -> None:
    page = (site / "apparatus.html").read_text("utf-8")
    part = page[page.index('id="every-sentence"') : page.index('id="the-proof"')]
    linked = dict.fromkeys(re.findall(r'href="propositions/[^"]+#s(\d+\.\d+)"', part))
    assert list(linked) == list(TEXT)
    assert "as in the witness" in part


def test_every_page_states_the_rights(pages: dict[Path, Page], site: Path) -> None:
    for path in pages:
        assert "© 1994 The Regents of the University of California" in path.read_text("utf-8"), path


def test_every_page_is_xml(site: Path) -> None:
    """What an e-book is made of, and what any program can read that knows nothing of HTML."""
    pages = sorted(site.rglob("*.html"))
    assert pages
    for page in pages:
        root = etree.fromstring(page.read_bytes())
        assert len(root.findall(".//meta[@name='viewport']")) == 1, page.name
