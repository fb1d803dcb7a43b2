"""The site in a real browser, opened from disk with the network off, as a reader who downloaded it has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.tools import find_browser

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without network; whatever the browser complains of fails the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("request", lambda request: complaints.extend([request.url] * (not request.url.startswith("file:"))))
    yield page
    context.close()
    assert complaints == []


def url(site: Path, name: str) -> str:
    return (site / name.partition("#")[0]).resolve().as_uri() + ("#" + name.partition("#")[2] if "#" in name else "")


UNIT = "propositions/05-neither-genoa-nor-rapallo.html"


def test_an_address_highlights_its_sentence(page: Page, site: Path) -> None:
    page.goto(url(site, f"{UNIT}#s5.6"))
    colors = page.evaluate(
        "() => ['s5.5', 's5.6'].map(id => getComputedStyle(document.getElementById(id)).backgroundColor)"
    )
    assert colors[0] != colors[1]
    assert page.evaluate("() => document.getElementById('s5.6').getBoundingClientRect().top < innerHeight")


def test_a_number_is_a_link_that_the_keyboard_reaches(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    number = page.get_by_role("link", name="5.3", exact=True)
    number.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#s5.3")


def test_the_skip_link_comes_first(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the text"


@pytest.mark.parametrize(
    ("words", "title"), [("Wehrmacht", "Neither Genoa nor Rapallo"), ("autarky", "The price of machines")]
)
def test_search_finds_words_of_the_text(page: Page, site: Path, words: str, title: str) -> None:
    page.goto(url(site, "search.html"))
    page.get_by_label("Words of the text").fill(words)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=title).wait_for()
    page.get_by_role("link", name=title).click()
    page.wait_for_url("**/propositions/**")


def test_the_text_face_is_used(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.evaluate("() => document.fonts.ready")
    loaded = page.evaluate("() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.style)")
    assert "normal" in loaded
    assert "italic" in loaded
    assert len(loaded) == 2, "ranges that the page does not use were loaded"


@pytest.mark.parametrize(
    "name", [UNIT, "index.html", "apparatus.html", "search.html", "rights.html", "propositions/index.html"]
)
def test_nothing_is_wider_than_a_small_phone(page: Page, site: Path, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(url(site, name))
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_dark_is_dark(page: Page, site: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(url(site, UNIT))
    paper = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(23, 21, 19)"


def test_lines_have_the_measure_of_a_book(page: Page, site: Path) -> None:
    for width in (1366, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url(site, UNIT))
        per_line = page.evaluate(
            """() => {
              const p = document.querySelector('.reading'), style = getComputedStyle(p);
              const lines = p.getBoundingClientRect().height / parseFloat(style.lineHeight);
              return p.textContent.length / lines;
            }"""
        )
        assert 55 <= per_line <= 72


def test_copied_text_has_no_numbers(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    copied = page.evaluate(
        "() => { const s = getSelection(); s.selectAllChildren(document.querySelector('.reading')); return `${s}`; }"
    )
    assert "powers. The potential" in " ".join(copied.split())
