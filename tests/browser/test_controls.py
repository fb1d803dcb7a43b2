"""The reader's controls, kept on the device and set before the first paint; the way back; lists one can filter."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_reading import UNIT, first_gloss, url


def choose(page: Page, group: str, words: str) -> None:
    if not page.locator(".panel").is_visible():
        page.get_by_role("button", name="Reading settings").click()
    page.get_by_role("group", name=group).get_by_label(words, exact=True).click()


def paper(page: Page) -> str:
    return str(page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor"))


def test_the_theme_is_kept_and_there_before_the_first_paint(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    seen = {paper(page)}
    for theme in ("sepia", "dark"):
        choose(page, "Page", theme)
        seen.add(paper(page))
    assert len(seen) == 3
    # As early as the parser reaches the body, and on another page, the choice holds.
    page.add_init_script(
        """new MutationObserver((_, self) => { if (document.body) {
             window.early = getComputedStyle(document.documentElement).backgroundColor; self.disconnect(); }
           }).observe(document, {childList: true, subtree: true});"""
    )
    page.goto(url(site, "glossary/nkid.html"))
    assert page.evaluate("() => window.early") == paper(page)
    assert paper(page) == "rgb(23, 21, 19)"
    choose(page, "Page", "system")
    assert paper(page) == "rgb(255, 253, 249)"
    page.emulate_media(color_scheme="dark")
    assert paper(page) == "rgb(23, 21, 19)"


def test_every_control_does_what_it_says(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    shown = "(name) => [...document.querySelectorAll(name)].filter(node => node.getClientRects().length).length"
    numbers = page.evaluate(shown, ".sentence-number")
    assert numbers == 7
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_label("Sentence numbers").uncheck()
    assert page.evaluate(shown, ".sentence-number") == 0

    links = page.locator(".reading-text .gloss[href]")
    every = links.count()
    dotted = """() => [...document.querySelectorAll('.reading-text .gloss')].filter(gloss =>
      !/(, 0|\\/ 0)\\)$/.test(getComputedStyle(gloss).textDecorationColor)).length"""
    marks = {}
    for view in ("Read", "Study", "All"):
        choose(page, "View", view)
        marks[view] = page.evaluate(shown, ".note-mark"), page.evaluate(dotted)
        assert links.count() == every, "each leads to its entry in every view"
    assert 0 < marks["Read"][0] < marks["Study"][0] < marks["All"][0]
    assert 0 == marks["Read"][1] < marks["Study"][1] < marks["All"][1] == every

    choose(page, "View", "Study")
    marks = page.evaluate(shown, ".note-mark")
    cautions = page.locator(".note-mark.kind-caution:visible").count()
    choose(page, "Notes", "caution")
    assert page.evaluate(shown, ".note-mark") == marks - cautions
    assert page.evaluate(shown, ".annotation.kind-caution .lemma") == 0

    size = "() => parseFloat(getComputedStyle(document.querySelector('.reading')).fontSize)"
    before = page.evaluate(size)
    choose(page, "Size", "huge")
    assert page.evaluate(size) > before * 1.3
    wide = "() => document.querySelector('.reading').getBoundingClientRect().width"
    before = page.evaluate(wide)
    choose(page, "Lines", "narrow")
    assert page.evaluate(wide) < before

    page.get_by_label("Text only").check()
    for ours in (".headnote", ".note-mark", ".annotation", ".key-terms", ".sentence-number", ".unit-line"):
        assert page.evaluate(shown, ours) == 0, ours
    page.reload()
    assert page.evaluate(shown, ".headnote") == 0
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_role("button", name="As at first").click()
    assert page.evaluate(shown, ".sentence-number") == numbers
    assert links.count() == every


def test_the_panel_by_keyboard_alone(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    button = page.get_by_role("button", name="Reading settings")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Reading")
    panel.wait_for()
    assert page.evaluate("() => document.querySelector('.panel').contains(document.activeElement)")
    page.keyboard.press("ArrowRight")
    assert page.locator("html").get_attribute("data-view") == "all"
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert button.evaluate("(button) => button === document.activeElement")


def test_keys_of_one_character_can_be_switched_off(page: Page, site: Path) -> None:
    page.goto(url(site, "glossary/nkid.html"))
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_label("Keys:").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").filter(visible=True).count() == 0


@pytest.mark.parametrize("how", ["key", "tap"])
def test_from_an_entry_back_to_the_very_word(page: Page, site: Path, how: str) -> None:
    page.goto(url(site, UNIT))
    word = page.locator(".reading-text .gloss").nth(9)
    words = word.inner_text()
    word.click()
    page.get_by_role("link", name="Whole entry").click()
    page.wait_for_url("**/glossary/*.html")
    assert page.locator(".back-link").inner_text().startswith("Back to 5.")
    if how == "key":
        page.keyboard.press("b")
    else:
        page.locator(".back-link").click()
    page.wait_for_url("**/propositions/*")
    assert page.evaluate("() => document.activeElement.textContent") == words
    assert (
        page.evaluate("() => [...document.querySelectorAll('.reading-text .gloss')].indexOf(document.activeElement)")
        == 9
    )
    assert page.locator(".popup").count() == 0


def test_the_front_door_offers_to_go_on(page: Page, site: Path) -> None:
    page.goto(url(site, "index.html"))
    assert page.locator(".continue").count() == 0
    page.goto(url(site, UNIT))
    page.evaluate("() => document.getElementById('s5.5').scrollIntoView()")
    page.wait_for_timeout(200)
    page.goto(url(site, "index.html"))
    link = page.locator(".continue a")
    assert "Neither Genoa nor Rapallo, 5." in link.inner_text()
    link.click()
    page.wait_for_url(f"**/{UNIT}#s5.*")


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("glossary/index.html", "chicherin", "Chicherin"),
        ("registers.html", "rapallo", "Rapallo"),
        ("bibliography.html", "babicenko", "Deutscher Oktober"),
        ("concordance.html", "autarky", "Autarky"),
        ("chronology.html", "rapallo", "Treaty of Rapallo"),
    ],
)
def test_long_lists_filter_as_one_types(page: Page, site: Path, name: str, words: str, found: str) -> None:
    page.goto(url(site, name))
    members = page.locator(".filterable > li, .filterable tbody > tr, .filterable [data-member]")
    every = members.count()
    page.get_by_label("Filter").fill(words)
    page.locator(".filter-count:not(:empty)").wait_for()  # what is found follows a key after a moment
    shown = members.filter(visible=True)
    assert page.locator(".jumps").filter(visible=True).count() == 0
    assert 0 < shown.count() < every / 3
    assert any(found in text for text in shown.all_inner_texts())
    assert page.locator(".filter-count").inner_text() == f"{shown.count()} of {every}"
    page.keyboard.press("Escape")
    assert members.filter(visible=True).count() == every


def test_a_gloss_that_is_switched_off_is_just_words(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_label("Text only").check()
    page.keyboard.press("Escape")
    first_gloss(page).click()
    assert page.locator(".popup").count() == 0
    assert page.url.endswith(UNIT)


def test_what_is_copied_is_the_text(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(url(site, UNIT))
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.reading'))")
    page.keyboard.press("Control+c")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "relations with the capitalist powers. The potential for a general peace treaty" in " ".join(copied.split())
    assert "\u00ad" not in copied
    context.close()


def test_the_chronology_filters_by_unit(page: Page, site: Path) -> None:
    page.goto(url(site, "chronology.html"))
    events = page.locator("[data-member]")
    page.get_by_label("Named in").select_option("8")
    shown = events.filter(visible=True)
    assert 0 < shown.count() < events.count()
    assert all("8" in str(event.get_attribute("data-units")).split() for event in shown.all())
    empty = """() => [...document.querySelectorAll('.event-year')]
      .filter(year => !year.hidden && !year.querySelector('li:not([hidden])')).length"""
    assert page.evaluate(empty) == 0
