"""The site in a real browser, opened from disk with the network off, as a reader who downloaded it has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page


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
    number = page.locator(".reading-text").get_by_role("link", name="5.3", exact=True)
    number.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#s5.3")


def test_the_skip_link_comes_first(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the text"


def test_the_text_face_is_used(page: Page, site: Path) -> None:
    page.goto(url(site, "rights.html"))
    page.evaluate("() => document.fonts.ready")
    loaded = page.evaluate(
        "() => [...document.fonts].filter(f => f.family.includes('Edition') && f.status === 'loaded').map(f => f.style)"
    )
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
        assert 53 <= per_line <= 72  # marks and numbers take room, and are no letters of the author's


def test_copied_text_has_no_numbers(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    copied = page.evaluate(
        "() => { const s = getSelection(); s.selectAllChildren(document.querySelector('.reading')); return `${s}`; }"
    )
    assert "powers. The potential" in " ".join(copied.split())


# ---- Reading on ---------------------------------------------------------------------------------------------------


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_the_author_is_on_the_first_screen_of_a_phone(phone: Page, site: Path) -> None:
    for path in sorted((site / "propositions").glob("[01]*.html")):
        phone.goto(path.resolve().as_uri())
        top = phone.evaluate("() => document.querySelector('.sentence').getClientRects()[0].top")
        assert top < 420, path.name
        assert phone.locator(".prev-next").evaluate("one => one.previousElementSibling.className") == "reading-text"


def test_the_rest_of_a_headnote_comes_at_a_press(phone: Page, site: Path) -> None:
    phone.goto(url(site, UNIT))
    height = "() => document.querySelector('.headnote').offsetHeight"
    before = phone.evaluate(height)
    phone.get_by_role("button", name="more", exact=True).tap()
    assert phone.evaluate(height) > 2 * before
    assert phone.evaluate("() => document.activeElement.className") == "headnote whole"


def test_the_menu_needs_no_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(url(site, UNIT))
    link = page.locator("#menu").get_by_role("link", name="Glossary")
    assert not link.is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    link.press("Enter")
    page.wait_for_url("**/glossary/index.html")
    page.set_viewport_size({"width": 1366, "height": 768})
    assert link.is_visible()
    context.close()


def test_what_is_folded_opens_for_whoever_is_led_there(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    opened = "() => [...document.querySelectorAll('details.folded')].map(one => one.open)"
    assert page.evaluate(opened) == [False, False, False]
    page.evaluate("() => { location.hash = document.querySelector('.term').id; }")
    assert page.evaluate(opened) == [True, False, False]
    assert page.locator(".term:target").is_visible()


def test_keys_lead_on_without_a_step_of_the_history(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    steps = page.evaluate("() => history.length")
    for key, address in (("j", "5.1"), ("j", "5.2"), ("j", "5.3"), ("k", "5.2")):
        page.keyboard.press(key)
        page.wait_for_url(f"**#s{address}")
        assert page.evaluate("() => document.activeElement.ariaLabel") == address
    assert page.evaluate("() => history.length") == steps
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/06-*.html")
    page.evaluate("() => edition.set('keys', 'off')")
    assert not page.locator("kbd").is_visible()
    page.keyboard.press("p")
    page.wait_for_timeout(200)
    assert "/06-" in page.url


def test_a_bar_comes_back_on_the_way_up_and_covers_nothing(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.mouse.wheel(0, 1200)
    bar = page.locator(".bar")
    bar.wait_for(state="attached")
    assert not bar.is_visible()
    page.wait_for_timeout(200)
    page.mouse.wheel(0, -150)
    bar.wait_for()
    assert bar.locator(".address").inner_text().startswith("5.")
    assert bar.locator(".bar-next").get_attribute("href") == "06-a-world-made-stable.html"
    page.locator(".sentence-number").nth(3).focus()
    bar.wait_for(state="hidden")
    assert page.evaluate("() => edition.stored('read')") == ["05-neither-genoa-nor-rapallo.html"]
    page.goto(url(site, "propositions/index.html"))
    assert page.locator(".units .read").inner_text().endswith("Neither Genoa nor Rapallo")


# ---- Glosses and notes in place ---------------------------------------------------------------------------------


def first_gloss(page: Page) -> Locator:
    return page.locator(".reading-text .gloss").first


def come_to_rest(page: Page) -> None:
    """A pointer moves over the words and stays there."""
    box = first_gloss(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] - 40)
    page.mouse.move(box["x"] + 5, box["y"] + 5, steps=4)


def popup_is_open(page: Page) -> bool:
    return page.locator(".popup").count() == 1 and page.locator(".popup").is_visible()


def test_a_gloss_opens_under_a_resting_pointer_and_can_be_entered(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    come_to_rest(page)
    page.wait_for_selector(".popup")
    page.locator(".popup").hover()
    page.wait_for_timeout(600)
    assert popup_is_open(page)
    page.mouse.move(2, 2)
    page.wait_for_selector(".popup", state="detached")


def test_a_brush_of_the_pointer_opens_nothing(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    come_to_rest(page)
    page.wait_for_timeout(100)
    page.mouse.move(2, 2)
    page.wait_for_timeout(600)
    assert not popup_is_open(page)


def test_a_gloss_by_keyboard_alone(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.keyboard.press("Tab")  # the keyboard is in use
    first_gloss(page).focus()
    page.wait_for_timeout(600)
    assert not popup_is_open(page), "focus is no wish"
    page.keyboard.press("Enter")
    page.wait_for_selector(".popup:focus")
    page.keyboard.press("Escape")
    assert not popup_is_open(page)
    assert page.evaluate("() => document.activeElement === document.querySelector('.reading-text .gloss')")


def test_the_text_is_passed_in_few_presses(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.locator(".sentence-number").first.focus()
    stops = 1
    while page.evaluate("() => document.querySelector('.reading-text').contains(document.activeElement)"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= 90


def test_nothing_opens_over_what_is_being_selected(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.locator("#s5\\.4 .gloss").first.scroll_into_view_if_needed()
    box = page.locator("#s5\\.4 .gloss").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] - 60, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] + 8, steps=6)
    page.wait_for_timeout(700)
    page.mouse.up()
    page.mouse.move(box["x"] + 7, box["y"] + 8)
    page.wait_for_timeout(700)
    assert not page.evaluate("() => getSelection().isCollapsed")
    assert not popup_is_open(page)


def test_an_address_shows_its_sentence(page: Page, site: Path) -> None:
    page.goto(url(site, "glossary/genoa-conference.html"))
    link = page.locator("a.address").first
    address = link.inner_text()
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 40)
    page.mouse.move(box["x"] + 5, box["y"] + 8, steps=4)
    page.wait_for_selector(".popup")
    shown = page.locator(".popup-sentence").inner_text()
    assert page.locator(".popup-name .address").inner_text() == address
    page.mouse.move(2, 2)
    page.wait_for_selector(".popup", state="detached")
    page.keyboard.press("Tab")
    link.focus()
    page.wait_for_selector(".popup")
    assert page.locator(".popup").get_attribute("inert") is not None
    assert link.get_attribute("aria-expanded") is None
    page.keyboard.press("Enter")  # as it is: on to the sentence
    page.wait_for_url(f"**#s{address}")
    own = page.evaluate(
        """address => { const copy = document.getElementById('s' + address).cloneNode(true);
          for (const ours of copy.querySelectorAll('[data-editorial]')) ours.remove();
          return copy.textContent.trim(); }""",
        address,
    )
    assert own == shown


def test_a_gloss_at_a_tap(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(url(site, UNIT))
    first_gloss(page).tap()
    page.wait_for_selector(".popup")
    box = page.locator(".popup").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.url.endswith("rapallo.html")
    page.locator("h1").tap()
    assert not popup_is_open(page)
    context.close()


def test_a_gloss_for_a_screen_reader(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    link = first_gloss(page)
    assert link.get_attribute("aria-haspopup") is None
    assert link.get_attribute("aria-expanded") == "false"
    link.press("Enter")
    page.wait_for_selector(".popup:focus")
    name = page.locator(".popup .term-headword").inner_text()
    dialog = page.get_by_role("dialog", name=name, exact=True)
    described = dialog.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == dialog.locator(".term-gloss").inner_text()
    assert dialog.locator(":scope > :last-child").get_attribute("class") == "popup-close"
    assert dialog.get_by_role("link").first.is_visible()
    assert dialog.get_by_role("button", name="Close").is_visible()
    assert link.get_attribute("aria-expanded") == "true"


def test_every_lemma_can_be_marked(page: Page, site: Path) -> None:
    for path in sorted((site / "propositions").glob("[01]*.html")):
        page.goto(path.resolve().as_uri())
        wrong = page.evaluate(
            """() => [...document.querySelectorAll('.annotation')].filter(note => {
              document.getElementById('m' + note.id.slice(1)).click();
              const marked = [...(CSS.highlights.get('lemma') || [])].map(range => range.toString()).join('');
              const bare = text => text.replace(/[\\d\\s]|\\b[a-z]{1,2}\\b/g, '');
              return bare(marked) !== bare(note.querySelector('.lemma').textContent);
            }).map(note => note.id)"""
        )
        assert wrong == [], path.name


def test_without_script_every_gloss_is_a_link_and_every_note_is_there(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(url(site, UNIT))
    assert page.locator(".annotation").count() > 10
    assert page.locator(".annotation").last.is_visible()
    first_gloss(page).click()
    page.wait_for_url("**/glossary/*.html")
    context.close()


def test_no_gloss_opens_while_the_page_scrolls_under_the_pointer(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    box = first_gloss(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 65)
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(900)
    assert not popup_is_open(page)


def test_on_a_phone_the_way_back_closes_a_gloss(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(url(site, "index.html"))
    page.goto(url(site, UNIT))
    first_gloss(page).tap()
    page.wait_for_selector(".popup")
    page.go_back()
    assert not popup_is_open(page)
    assert page.url.endswith(UNIT)
    first_gloss(page).tap()
    page.locator(".popup-close").tap()
    page.wait_for_timeout(200)
    page.go_back()
    assert page.url.endswith("index.html"), "closing left a step behind"
    context.close()
