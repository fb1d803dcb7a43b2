"""Notes at three widths: in the margin whole beside their lemmas, in the text where one is opened, a list elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.browser.test_reading import UNIT, url

WIDE: ViewportSize = {"width": 1280, "height": 720}
MIDDLE: ViewportSize = {"width": 900, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

# The notes that stand in the margin: id, box, distance of its top from its mark.
PLACED = """() => [...document.querySelectorAll('.annotation:not([hidden], .in-text)')].map(note => {
    const box = note.getBoundingClientRect(), mark = document.getElementById('m' + note.id.slice(1));
    return {id: note.id, top: box.top, bottom: box.bottom, left: box.left,
            off: Math.abs(box.top - mark.getBoundingClientRect().top)};
  })"""


def units(site: Path) -> list[Path]:
    return sorted((site / "propositions").glob("[01]*.html"))


def open_wide(page: Page, address: str) -> None:
    """A page with its notes in the margin, where nothing glides: what is asked is where they come to stand."""
    page.set_viewport_size(WIDE)
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_selector(".annotations.placed", state="attached")
    page.wait_for_timeout(150)


def note_of(page: Page, mark: Locator) -> Locator:
    return page.locator(f'[id="n{str(mark.get_attribute("id"))[1:]}"]')


def in_window(note: Locator) -> bool:
    top, bottom, window = note.evaluate(
        "note => [note.getBoundingClientRect().top, note.getBoundingClientRect().bottom, innerHeight]"
    )
    return bool(0 <= top < bottom <= window)


# ---- In the margin ----------------------------------------------------------------------------------------------


def test_in_the_margin_each_is_whole_and_near_its_lemma_and_none_over_another(page: Page, site: Path) -> None:
    for path in units(site):
        open_wide(page, path.resolve().as_uri())
        page.evaluate("() => document.querySelector('.sentence').scrollIntoView()")
        for width in (1060, 1280, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(80)
            notes = page.evaluate(PLACED)
            assert notes, path.name
            text = page.locator(".reading-text").bounding_box()
            assert text is not None
            for above, below in itertools.pairwise(notes):
                assert above["bottom"] <= below["top"] + 0.5, (path.name, above["id"], below["id"])
            for note in notes:
                assert note["left"] >= text["x"] + text["width"], note["id"]
                assert note["off"] <= 200, (path.name, note)
            assert page.evaluate("() => document.documentElement.scrollWidth") == width


# Press every mark, at two heights of the window; what is not as it should be.
PRESSED = """() => {
  const wrong = [], box = (element) => element.getBoundingClientRect();
  for (const at of [0.5, 0.72]) for (const mark of document.querySelectorAll('.note-mark a')) {
    if (!mark.getClientRects().length) continue;
    scrollBy(0, box(mark).top - innerHeight * at);
    mark.click();
    const note = document.getElementById('n' + mark.id.slice(1)), {top, bottom, height} = box(note);
    const whole = bottom <= innerHeight || height > innerHeight - 16;
    if (note.hidden || top < 0 || top > innerHeight - 60 || !whole) wrong.push([mark.id, at, top]);
    const boxes = [...document.querySelectorAll('.annotation:not([hidden])')].map(box);
    if (boxes.some((each, i) => i && each.top < boxes[i - 1].bottom - 0.5)) wrong.push([mark.id, at, 'overlap']);
    mark.click();
  }
  return wrong;
}"""


def test_a_note_that_is_pressed_is_seen_whole(page: Page, site: Path) -> None:
    for path in units(site):
        open_wide(page, path.resolve().as_uri())
        assert page.evaluate(PRESSED) == [], path.name


def test_what_one_sees_stays_where_it_is_while_one_scrolls(page: Page, site: Path) -> None:
    open_wide(page, url(site, UNIT))
    page.mouse.move(640, 400)
    for _ in range(6):
        before, start = {note["id"]: note["top"] for note in page.evaluate(PLACED)}, page.evaluate("() => scrollY")
        page.mouse.wheel(0, 150)
        page.wait_for_timeout(150)
        moved = page.evaluate("() => scrollY") - start
        after = {note["id"]: note["top"] for note in page.evaluate(PLACED)}
        for name, top in before.items():
            if 0 < top - moved < WIDE["height"]:
                assert after[name] == pytest.approx(top - moved, abs=0.5)


def test_an_address_shows_the_notes_of_its_sentence(page: Page, site: Path) -> None:
    open_wide(page, url(site, f"{UNIT}#s5.6"))
    focused = page.locator(".annotation.in-focus:not([hidden])")
    assert set(focused.evaluate_all("all => all.map(note => note.dataset.address)")) == {"5.6"}
    assert focused.count() > 0
    assert all(in_window(note) for note in focused.all())


def test_a_note_that_the_address_names_is_shown_even_one_left_out(page: Page, site: Path) -> None:
    open_wide(page, url(site, UNIT))
    note = page.locator(".annotation.kind-context").last
    page.evaluate("() => edition.set('hidden', 'context')")
    assert not note.is_visible()
    page.evaluate("name => { location.hash = name; }", note.get_attribute("id"))
    page.wait_for_timeout(150)
    assert note.is_visible()
    assert in_window(note)


def test_a_mark_marks_the_lemma(page: Page, site: Path) -> None:
    open_wide(page, url(site, UNIT))
    mark = page.locator(".note-mark a").nth(3)
    mark.click()
    marked = "() => [...CSS.highlights.get('lemma') ?? []].map(range => range.toString()).join('')"
    assert page.evaluate(marked) == note_of(page, mark).locator(".lemma").inner_text()
    page.mouse.move(5, 5)
    page.keyboard.press("Escape")
    assert page.evaluate(marked) == ""


def test_where_all_are_shown_nothing_is_placed(page: Page, site: Path) -> None:
    open_wide(page, url(site, UNIT))
    page.evaluate("() => edition.set('view', 'all')")
    assert page.locator(".placed, .annotation[hidden]").count() == 0
    assert page.locator(".annotation").first.evaluate("note => getComputedStyle(note).transform") == "none"
    page.evaluate("() => edition.set('view', 'study')")
    assert page.locator(".annotations.placed").count() == 1


def test_find_in_page_opens_a_note_that_is_put_away(page: Page, site: Path) -> None:
    open_wide(page, url(site, UNIT))
    name = page.locator("[data-level=first][hidden]").last.get_attribute("id")
    note = page.locator(f"[id='{name}']")
    note.evaluate("note => note.dispatchEvent(new Event('beforematch'))")
    assert in_window(note)


def test_nothing_happens_under_a_selection(page: Page, site: Path) -> None:
    open_wide(page, url(site, UNIT))
    page.evaluate("() => getSelection().selectAllChildren(document.getElementById('s5.1'))")
    page.locator(".note-mark a:visible").nth(3).hover()
    assert page.locator(".in-focus").count() == 0
    page.evaluate("() => getSelection().empty()")
    page.locator(".note-mark a:visible").nth(4).hover()
    assert page.locator(".in-focus").count() > 0


# Very short, very long, five on one sentence, lemmas inside one another: made from the page itself.
CROWD = """(many) => {
  const list = document.querySelector('.annotations ol'), first = list.querySelector('.annotation');
  const sentence = document.querySelector('.sentence');
  for (let i = 0; i < many; i++) {
    const item = first.parentNode.cloneNode(true), note = item.firstElementChild, mark = document.createElement('sup');
    for (const name of ['hidden', 'style', 'tabindex']) note.removeAttribute(name);
    note.id = `n1.1-crowd-${i}`;
    note.lastElementChild.textContent = i ? 'Brief.' : 'A long note. '.repeat(220);
    mark.className = 'note-mark kind-echo'; mark.dataset.editorial = '';
    mark.innerHTML = `<a id="m1.1-crowd-${i}" href="#n1.1-crowd-${i}">x</a>`;
    note.dataset.address = sentence.id.slice(1); note.dataset.level = 'first';
    note.dataset.start = 0; note.dataset.end = 8 + i;
    sentence.append(mark); list.append(item);
  }
}"""


def test_a_crowd_of_notes_on_one_sentence(browser: Browser, site: Path, tmp_path: Path) -> None:
    context = browser.new_context(offline=True, viewport=WIDE)
    page = context.new_page()
    page.goto(url(site, "propositions/08-piecemeal.html"))
    page.evaluate(CROWD, 60)
    crowded = tmp_path / "crowd.html"
    words = page.content().replace('data-content_root="../"', f'data-content_root="{site.resolve().as_uri()}/"')
    crowded.write_text(words.replace("../_static", f"{site.resolve().as_uri()}/_static"), "utf-8")
    open_wide(page, crowded.as_uri())
    assert page.evaluate(PRESSED) == []
    context.close()


# ---- In the text ------------------------------------------------------------------------------------------------

# The top of a mark, and of the first letter behind it, past a note that is open there.
BEHIND = """(mark) => {
  let next = mark.parentNode.nextSibling;
  while (next.nodeType === 1 && next.classList.contains('annotation')) next = next.nextSibling;
  const range = document.createRange();
  range.selectNodeContents(next);
  return [mark.getBoundingClientRect().top, range.getClientRects()[0].top];
}"""


@pytest.mark.parametrize("size", [MIDDLE, PHONE])
def test_a_note_opens_in_the_text_and_closes_where_the_reader_was(page: Page, site: Path, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(url(site, UNIT))
    marks = page.locator(".note-mark a:visible").all()
    mark = next(each for each in marks if abs(each.evaluate(BEHIND)[0] - each.evaluate(BEHIND)[1]) < 20)  # on one line
    mark.evaluate("(mark) => mark.scrollIntoView({block: 'center'})")
    top, after = mark.evaluate(BEHIND)
    mark.click()
    note = note_of(page, mark)
    assert note.count() == 1  # the same element, moved
    assert note.evaluate("(note) => note.closest('.sentence') !== null")
    # The line with the mark runs to its end: what follows the mark there is not pushed under the note.
    assert mark.evaluate(BEHIND) == [pytest.approx(top, abs=1), pytest.approx(after, abs=1)]
    ways: list[Callable[[], None]] = [mark.click, lambda: page.keyboard.press("Escape")]
    for close in (*ways, note.locator(".note-close").click):
        if not note.evaluate("(note) => note.closest('.sentence') !== null"):
            mark.click()
        close()
        assert note.evaluate("(note) => note.closest('.annotations') !== null")
        assert mark.evaluate("(mark) => mark.getBoundingClientRect().top") == pytest.approx(top, abs=1)


@pytest.mark.parametrize("size", [MIDDLE, WIDE])
def test_a_note_by_keyboard_alone(page: Page, site: Path, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(url(site, UNIT))
    page.wait_for_timeout(150)
    mark = page.locator(".note-mark a:visible").nth(2)
    mark.focus()
    note = note_of(page, mark)
    assert mark.get_attribute("aria-expanded") == "false"  # to come to it opens nothing
    page.keyboard.press("Enter")
    assert mark.get_attribute("aria-expanded") == "true"
    assert note.evaluate("note => note === document.activeElement")
    named = page.locator(f'[id="{note.get_attribute("aria-labelledby")}"]')
    assert note.locator(".lemma").inner_text() in named.inner_text()
    if size is MIDDLE:
        assert note.evaluate("note => note.lastElementChild.className") == "note-close"
    page.keyboard.press("Escape")
    assert mark.evaluate("(mark) => mark === document.activeElement")


# ---- With a finger ----------------------------------------------------------------------------------------------


@pytest.fixture
def phone(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(offline=True, has_touch=True, is_mobile=True, viewport=PHONE)
    page = context.new_page()
    page.goto(url(site, "index.html"))
    page.goto(url(site, UNIT))
    yield page
    context.close()


def middle(link: Locator) -> tuple[float, float]:
    link.evaluate("link => link.scrollIntoView({block: 'center'})")
    box: dict[str, Any] = link.evaluate("link => link.getBoundingClientRect().toJSON()")
    return (box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2


def test_a_finger_hits_the_mark_or_the_number_that_it_is_nearest(phone: Page) -> None:
    mark = phone.locator(".note-mark a:visible").nth(2)
    for dx, dy in ((-8, 0), (8, 0), (0, -8), (0, 8)):
        x, y = middle(mark)
        phone.touchscreen.tap(x + dx, y + dy)
        assert note_of(phone, mark).evaluate("note => note.matches('.in-text')"), (dx, dy)
        assert phone.locator(".popup").count() == 0
        phone.touchscreen.tap(x, y)
        assert phone.locator(".in-text").count() == 0
    x, y = middle(phone.locator(".sentence-number").nth(2))
    phone.touchscreen.tap(x + 8, y)
    phone.locator(".card").wait_for()
    gloss = phone.locator(".reading-text .gloss:visible").nth(3)
    phone.keyboard.press("Escape")
    gloss.tap()
    phone.locator(".popup").wait_for()


def test_on_a_phone_the_way_back_closes_what_is_open(phone: Page) -> None:
    mark = phone.locator(".note-mark a:visible").nth(2)
    mark.tap()
    phone.locator(".site-header [data-open=panel]").tap()
    phone.locator(".panel").wait_for()
    phone.go_back()
    assert not phone.locator(".panel").is_visible()
    assert phone.locator(".in-text").count() == 1
    phone.locator("[data-open=search]").tap()
    phone.locator("dialog[open]").wait_for()
    phone.go_back()
    assert phone.locator("dialog[open]").count() == 0
    phone.go_back()
    assert phone.locator(".in-text").count() == 0
    assert phone.url.endswith(UNIT)
    mark.tap()
    phone.locator(".note-close").tap()
    phone.wait_for_timeout(200)
    phone.go_back()
    assert phone.url.endswith("index.html"), "closing left a step behind"


# ---- As a list --------------------------------------------------------------------------------------------------


def test_without_script_and_in_print_notes_are_a_list_with_links_both_ways(browser: Browser, site: Path) -> None:
    for script, media in ((False, "screen"), (True, "print")):
        context = browser.new_context(offline=True, java_script_enabled=script, viewport=WIDE)
        page = context.new_page()
        page.goto(url(site, UNIT))
        page.emulate_media(media="print" if media == "print" else "screen")
        if script:
            text = page.locator(".reading").bounding_box()
            first = page.locator(".annotation:visible").first.bounding_box()
            assert text is not None
            assert first is not None
            assert first["y"] >= text["y"] + text["height"]
        notes = page.locator(".annotations > ol > li:visible")
        assert notes.count() > 5
        tops = [box["y"] for box in (note.bounding_box() for note in notes.all()) if box]
        if not script:  # in print there are two columns
            assert tops == sorted(tops)
            assert len(set(tops)) == notes.count()
        context.close()
