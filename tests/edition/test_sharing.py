"""What a page says of itself, read back by those who would read it: a link preview, robots, readers of feeds."""

from __future__ import annotations

import io
import re
import urllib.robotparser
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from linkpreview import link_preview
from lxml import etree
from PIL import Image

from proof import letters, reading_text
from tests.conftest import BASE_ADDRESS, ROOT
from tests.small import build

UNIT, ENTRY = "propositions/05-neither-genoa-nor-rapallo.html", "glossary/nkid.html"
UNANNOUNCED = {"404.html", "search.html"}


def head(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8").partition("</head>")[0], "lxml")


def meta(soup: BeautifulSoup, name: str) -> str | None:
    """The content of the one meta element of that name or property."""
    found = [*soup.find_all("meta", attrs={"name": name}), *soup.find_all("meta", attrs={"property": name})]
    assert len(found) <= 1, f"{name} stands here twice"
    return str(found[0]["content"]) if found else None


@pytest.fixture(scope="module")
def heads(shared: Path) -> dict[str, BeautifulSoup]:
    """The head of every page of the site that has a base address."""
    return {str(path.relative_to(shared)): head(path) for path in sorted(shared.rglob("*.html"))}


def test_every_page_has_a_title_and_a_description_of_its_own(heads: dict[str, BeautifulSoup]) -> None:
    titles = [soup.title.get_text() for soup in heads.values() if soup.title]
    assert len(set(titles)) == len(heads)
    assert all("The Conclusion, annotated" in title for title in titles)
    unit = heads[UNIT].title
    assert unit is not None
    assert unit.get_text() == "5 Neither Genoa nor Rapallo · The Conclusion, annotated"
    described = {name: meta(soup, "description") for name, soup in heads.items() if name != "search.html"}
    assert [name for name, words in described.items() if not words] == []
    assert len(set(described.values())) == len(described)


def test_descriptions_are_short_and_end_well(heads: dict[str, BeautifulSoup]) -> None:
    for name, soup in heads.items():
        words = meta(soup, "description") or ""
        assert len(words) <= 161, name
        assert "  " not in words
        assert not words or words[-1] in ".!?…:”)", f"{name}: {words}"
    assert (meta(heads[UNIT], "description") or "").startswith("This proposition claims that neither way tried in 1922")
    gloss = re.search(r"^  gloss: (.*)$", (ROOT / "glossary" / "nkid.md").read_text("utf-8"), re.MULTILINE)
    assert gloss is not None
    assert (meta(heads[ENTRY], "description") or "").rstrip("…") in gloss[1].strip('"')


def test_no_description_is_in_the_words_of_the_author(heads: dict[str, BeautifulSoup]) -> None:
    text = " ".join(" ".join(letters(sentence)) for sentence in reading_text(ROOT / "source").values())
    for name, soup in heads.items():
        words = letters(meta(soup, "description") or "")
        runs = [" ".join(words[i : i + 8]) for i in range(len(words) - 7)]
        assert [run for run in runs if run in text] == [], name


def test_a_link_preview_shows_title_description_and_picture(shared: Path, heads: dict[str, BeautifulSoup]) -> None:
    for name, soup in heads.items():
        if name in UNANNOUNCED:
            continue
        # Its head alone: what stands in the page would be found for want of better.
        html = (shared / name).read_text("utf-8")
        preview = link_preview(BASE_ADDRESS + name, html.partition("</head>")[0] + "</head></html>")
        assert preview.title
        assert soup.title is not None
        assert preview.title in soup.title.get_text()
        assert preview.description == meta(soup, "description")
        assert preview.site_name == "The Conclusion, annotated"
        assert preview.absolute_image
        assert preview.absolute_image.startswith(f"{BASE_ADDRESS}_static/")
        assert meta(soup, "og:image:alt")
        assert meta(soup, "twitter:card") == "summary_large_image"
        address = soup.find("link", rel="canonical")
        assert address is not None
        assert (
            address["href"]
            == meta(soup, "og:url")
            == BASE_ADDRESS + name.replace("index.html", "", name == "index.html")
        )


def test_pictures_are_small_and_as_large_as_they_say(shared: Path, heads: dict[str, BeautifulSoup]) -> None:
    for name, soup in heads.items():
        address = meta(soup, "og:image")
        if address is None:
            assert name in UNANNOUNCED
            continue
        picture = (shared / address.removeprefix(BASE_ADDRESS)).read_bytes()
        assert len(picture) < 40_000, name
        size = Image.open(io.BytesIO(picture)).size
        assert size == (1200, 630) == tuple(int(meta(soup, f"og:image:{side}") or 0) for side in ("width", "height"))


# Zotero's translator of embedded metadata: what each name is there, and which of them make a part of a book.
ZOTERO = {
    "citation_title": "title",
    "citation_inbook_title": "publicationTitle",
    "citation_publisher": "publisher",
    "citation_publication_date": "date",
    "citation_language": "language",
    "dc.rights": "rights",
}


def zotero(soup: BeautifulSoup) -> dict[str, object]:
    """The item that it makes of a page: a field whose name stands twice is joined, an author is cut at the comma."""
    said = [(str(tag["name"]), str(tag["content"])) for tag in soup.find_all("meta", attrs={"name": True})]
    item: dict[str, object] = {}
    for name, field in ZOTERO.items():
        found = [words for given, words in said if given.lower().endswith(name)]
        item |= {field: ", ".join(found)} if found else {}
    names = {name for name, _ in said}
    kinds = {"citation_inbook_title": "bookSection", "citation_title": "journalArticle"}
    item["itemType"] = next((kind for name, kind in kinds.items() if name in names), "webpage")
    authors = [words for name, words in said if name == "citation_author"]
    item["creators"] = [tuple(part.strip() for part in author.split(",")) for author in authors]
    return item


def test_zotero_takes_a_page_of_the_text_for_a_part_of_the_book(heads: dict[str, BeautifulSoup]) -> None:
    items = {name: zotero(soup) for name, soup in heads.items()}
    parts = {name for name, item in items.items() if item["itemType"] != "webpage"}
    assert parts == {name for name in heads if re.match(r"propositions/\d", name)}
    for name in parts:
        rights = str(items[name].pop("rights"))
        assert rights.startswith("© 1994 The Regents of the University of California.")
        assert items[name] == {
            "itemType": "bookSection",
            "title": "Conclusion",
            "publicationTitle": "When the Soviet Union Entered World Politics",
            "creators": [("Jacobson", "Jon")],
            "publisher": "University of California Press",
            "date": "1994",
            "language": "en",
        }


def test_zotero_is_told_what_the_witness_says_and_no_more(tale: Path) -> None:
    path = tale / "source" / "witness.yaml"
    said = re.sub(r"(?m)^(part|publisher|place|year): .*\n", "", path.read_text("utf-8"))
    path.write_text(said.replace("Nobody", "'Ash, Una and {Board of \"Lights\" & Sons}'"), "utf-8")
    build(tale, "html", tale / "site")
    item = zotero(head(tale / "site" / "pages" / "01.html"))
    assert item["title"] == "Tales of the Quay"
    assert item["creators"] == [("Ash", "Una"), ('Board of "Lights" & Sons',)]
    assert item.keys() == {"itemType", "title", "creators", "language", "rights"}


def test_without_a_base_address_nothing_false_is_written(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        soup = head(path)
        assert soup.find("link", rel="canonical") is None
        assert soup.find("link", rel="alternate") is None
        assert (meta(soup, "og:url"), meta(soup, "og:image")) == (None, None)
        assert "example.org" not in str(soup)
        if path.name not in UNANNOUNCED:
            assert meta(soup, "twitter:card") == "summary"
            assert meta(soup, "og:title")
    assert not (site / "sitemap.xml").exists()
    assert not (site / "feed.xml").exists()
    assert not (site / "_static" / "pictures").exists()
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"


def test_robots_may_read_everything_and_find_the_sitemap(shared: Path) -> None:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse((shared / "robots.txt").read_text("utf-8").splitlines())
    assert robots.can_fetch("*", BASE_ADDRESS + UNIT)
    assert robots.site_maps() == [f"{BASE_ADDRESS}sitemap.xml"]


def test_the_sitemap_has_every_page_once(shared: Path, heads: dict[str, BeautifulSoup]) -> None:
    tree = etree.parse(str(shared / "sitemap.xml"))
    assert etree.QName(tree.getroot()) == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    addresses = [str(address.text) for address in tree.iterfind(".//{*}loc")]
    canonical = [soup.find("link", rel="canonical") for soup in heads.values()]
    assert sorted(addresses) == sorted(str(link["href"]) for link in canonical if link is not None)
    assert len(addresses) == len(heads) - len(UNANNOUNCED)


def test_the_feed_is_one(shared: Path) -> None:
    feed = feedparser.parse((shared / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.links[0].href == f"{BASE_ADDRESS}feed.xml"
    assert feed.feed.updated_parsed.tm_year >= 2025
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert len(feed.entries) == len(re.findall(r"^## \S+ \(\d{4}-\d\d-\d\d\)", changelog, re.MULTILINE))


def test_every_page_has_its_icon_and_the_colours_of_its_paper(shared: Path, heads: dict[str, BeautifulSoup]) -> None:
    style = (shared / "_static" / "edition.css").read_text("utf-8")
    paper = re.search(r"--paper:\s*light-dark\((#\w+),\s*(#\w+)\)", style)
    assert paper is not None
    for name, soup in heads.items():
        links = {link["rel"][0]: link["href"] for link in soup.find_all("link") if "icon" in link["rel"][0]}
        assert list(links) == ["icon", "apple-touch-icon"], name
        colours = {str(m["media"]): m["content"] for m in soup.find_all("meta", attrs={"name": "theme-color"})}
        assert list(colours.values()) == [paper[1], paper[2]]
    icon = etree.parse(str(shared / "_static" / "icon.svg")).getroot()
    assert {etree.QName(node).localname for node in icon.iter(tag=etree.Element)} == {"svg", "rect", "path"}
    assert Image.open(io.BytesIO((shared / "_static" / "touch-icon.png").read_bytes())).size == (180, 180)


# ---- The small edition, built for what the real one does not have ----------------------------------------------


def test_pictures_are_drawn_once(tale: Path) -> None:
    said = build(tale, "html", tale / "site", "-D", f"html_baseurl={BASE_ADDRESS}")
    drawn = re.search(r"drawing (\d+) pictures", said)
    assert drawn is not None
    pictures = {path.name for path in (tale / "site" / "_static" / "pictures").iterdir()}
    assert len(pictures) == int(drawn[1]) >= 9
    assert "drawing" not in build(tale, "html", tale / "site", "-D", f"html_baseurl={BASE_ADDRESS}", "-E")
    page = tale / "pages" / "02.md"
    page.write_text(page.read_text("utf-8").replace("# ", "# Another title: ", 1), "utf-8")
    assert "drawing 1 pictures" in build(tale, "html", tale / "site", "-D", f"html_baseurl={BASE_ADDRESS}")
    assert len(pictures - {path.name for path in (tale / "site" / "_static" / "pictures").iterdir()}) == 1


def test_the_feed_tells_of_what_is_released(tale: Path) -> None:
    changelog = "# Changelog\n\n## 2.0.0 (unreleased)\n\n- More.\n\n## 1.1.0 (2027-03-01)\n\n- An entry, *mended*.\n"
    (tale / "CHANGELOG.md").write_text(f"{changelog}\n## 1.0.0 (2027-01-15)\n\n- The first.\n", "utf-8")
    build(
        tale,
        "html",
        tale / "site",
        "-D",
        f"html_baseurl={BASE_ADDRESS}",
        "-D",
        "exclude_patterns=CHANGELOG.md,_build,site",
    )
    feed = feedparser.parse((tale / "site" / "feed.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Version 1.1.0", "Version 1.0.0"]
    assert [entry.updated for entry in feed.entries] == ["2027-03-01T00:00:00Z", "2027-01-15T00:00:00Z"]
    assert feed.feed.updated == "2027-03-01T00:00:00Z"
    assert "<em>mended</em>" in feed.entries[0].content[0].value
    assert "first" not in feed.entries[0].content[0].value


def test_a_withheld_text_is_not_described_in_its_words(tale: Path) -> None:
    build(tale, "html", tale / "site", "-D", "edition_text=withheld")
    text = " ".join(letters((tale / "source" / "lamp.txt").read_text("utf-8")))
    for path in sorted((tale / "site").rglob("*.html")):
        words = letters(meta(head(path), "description") or "")
        assert [i for i in range(len(words) - 4) if " ".join(words[i : i + 5]) in text] == [], path


WRONG = ("example.org/edition", "ftp://example.org/", "https://example.org/?edition", "https://[::1/")
UNQUOTED = ("https://example.org/a b", "https://example.org/a'b", 'https://example.org/a"b', "https://example.org/$a;")


@pytest.mark.parametrize("address", [*WRONG, *UNQUOTED])
def test_what_is_no_address_is_refused(tale: Path, address: str) -> None:
    said = build(tale, "html", tale / "site", "-D", f"html_baseurl={address}", fails=True)
    assert f"“{address}” is no address at which a site can stand. Write it whole" in said
    assert "Traceback" not in said
