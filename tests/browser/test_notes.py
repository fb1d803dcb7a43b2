"""Notes at three widths: in the margin level with their lemmas, in the text where one is opened, a list elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.test_reading import UNIT, url

WIDE: ViewportSize = {"width": 1280, "height": 800}
MIDDLE: ViewportSize = {"width": 900, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

# In the margin: id, box, distance of its top from the line of its mark, level.
PLACED = """() => [...document.querySelectorAll('.annotation:not(.in-text)')]
  .filter(note => note.dataset.room !== 'none' && getComputedStyle(note).display !== 'none').map(note => {
    const box = note.getBoundingClientRect(), mark = document.getElementById('m' + note.id.slice(1));
    return {id: note.id, top: box.top, bottom: box.bottom, left: box.left, level: note.dataset.room,
            off: Math.abs(box.top - mark.getBoundingClientRect().top)};
  })"""


def units(site: Path) -> list[Path]:
    return sorted((site / "propositions").glob("[01]*.html"))


def settled(page: Page) -> None:
    page.wait_for_selector(".annotations.placed", state="attached")
    page.wait_for_timeout(400)  # notes move to their places


@pytest.mark.parametrize("width", [1180, 1280, 1440, 1920])
def test_in_the_margin_none_lies_over_another_and_each_is_near_its_lemma(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in units(site):
        page.goto(path.resolve().as_uri())
        settled(page)
        notes = page.evaluate(PLACED)
        assert notes, path.name
        text = page.locator(".reading-text").bounding_box()
        assert text is not None
        for above, below in itertools.pairwise(notes):
            assert above["bottom"] <= below["top"] + 0.5, (path.name, above["id"], below["id"])
        for note in notes:
            assert note["left"] >= text["x"] + text["width"], note["id"]
            assert note["off"] <= max(260, 800 * 0.45) + 40, (path.name, note)


def test_no_note_is_lost_in_the_margin(page: Page, site: Path) -> None:
    """One that finds no room is opened in the text by its mark."""
    page.set_viewport_size(WIDE)
    for path in units(site):
        page.goto(path.resolve().as_uri())
        settled(page)
        homeless = page.evaluate(
            "() => [...document.querySelectorAll('.annotation[data-room=none]')].map(note => note.id)"
        )
        for name in homeless[:3]:
            page.locator(f'[id="m{name[1:]}"]').click()
            assert page.locator(f'.reading-text [id="{name}"]').is_visible(), name


def test_the_notes_of_the_sentence_in_focus_stand_out(page: Page, site: Path) -> None:
    page.set_viewport_size(WIDE)
    page.goto(url(site, UNIT))
    settled(page)
    page.evaluate("() => document.getElementById('s5.5').scrollIntoView({block: 'center'})")
    line = page.locator("#s5\\.5").evaluate(
        "(part) => { const r = part.getClientRects()[1]; return [r.x + 9, r.y + 9]; }"
    )
    page.mouse.move(*line)
    page.wait_for_selector(".annotation[data-address='5.5'].in-focus")
    focused = page.evaluate("() => [...document.querySelectorAll('.in-focus')].map(note => note.dataset.address)")
    assert set(focused) == {"5.5"}
    assert page.locator(".annotation.in-focus").first.get_attribute("data-room") in {"brief", "full"}


def test_a_mark_shows_all_of_its_note_in_the_margin_and_marks_the_lemma(page: Page, site: Path) -> None:
    page.set_viewport_size(WIDE)
    page.goto(url(site, UNIT))
    settled(page)
    note = page.locator(".annotation").nth(3)
    page.locator(".note-mark a").nth(3).click()
    page.wait_for_timeout(400)
    assert note.get_attribute("data-room") == "full"
    assert note.evaluate("(note) => note.scrollHeight <= note.clientHeight + 1")
    marked = page.evaluate("() => [...CSS.highlights.get('lemma')].map(range => range.toString()).join('')")
    assert marked == note.locator(".lemma").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("() => CSS.highlights.has('lemma')") is False


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
    mark = page.locator(".note-mark a").nth(4 if size is MIDDLE else 3)
    name = str(mark.get_attribute("href"))[1:]
    mark.evaluate("(mark) => mark.scrollIntoView({block: 'center'})")
    top, after = mark.evaluate(BEHIND)
    mark.click()
    note = page.locator(f'[id="{name}"]')
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


def test_a_note_by_keyboard_alone(page: Page, site: Path) -> None:
    page.set_viewport_size(MIDDLE)
    page.goto(url(site, UNIT))
    mark = page.locator(".note-mark a").first
    mark.focus()
    page.keyboard.press("Enter")
    assert mark.get_attribute("aria-expanded") == "true"
    assert page.evaluate("() => document.activeElement.closest('.annotation') !== null")
    page.keyboard.press("Escape")
    assert mark.evaluate("(mark) => mark === document.activeElement")


def test_a_note_that_the_address_names_is_shown(page: Page, site: Path) -> None:
    page.set_viewport_size(WIDE)
    page.goto(url(site, UNIT))
    name = page.locator(".annotation").nth(20).get_attribute("id")
    page.goto(url(site, f"{UNIT}#{name}"))
    page.reload()
    settled(page)
    note = page.locator(".annotation").nth(20)
    assert note.get_attribute("data-room") == "full"
    box = note.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800


# Very short, very long, five on one sentence, lemmas inside one another: made from the page itself.
CROWD = """(many) => {
  const list = document.querySelector('.annotations ol'), first = list.querySelector('.annotation');
  const sentence = document.querySelector('.sentence');
  for (let i = 0; i < many; i++) {
    const item = first.parentNode.cloneNode(true), note = item.firstElementChild, mark = document.createElement('sup');
    note.id = `n1.1-crowd-${i}`;
    note.lastElementChild.textContent = i ? 'Brief.' : 'A long note. '.repeat(120);
    mark.className = 'note-mark kind-echo'; mark.dataset.editorial = '';
    mark.innerHTML = `<a id="m1.1-crowd-${i}" href="#n1.1-crowd-${i}">x</a>`;
    note.dataset.address = sentence.id.slice(1); note.dataset.start = 0; note.dataset.end = 8 + i;
    sentence.append(mark); list.append(item);
  }
}"""


@pytest.mark.parametrize("many", [5, 12, 60])
def test_a_crowd_of_notes_on_one_sentence(browser: Browser, site: Path, many: int, tmp_path: Path) -> None:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(url(site, "propositions/08-piecemeal.html"))
    page.evaluate(CROWD, many)
    crowded = tmp_path / "crowd.html"
    words = page.content().replace('data-content_root="../"', f'data-content_root="{site.resolve().as_uri()}/"')
    crowded.write_text(words.replace("../_static", f"{site.resolve().as_uri()}/_static"), "utf-8")
    page.goto(crowded.as_uri())
    settled(page)
    notes = page.evaluate(PLACED)
    for above, below in itertools.pairwise(notes):
        assert above["bottom"] <= below["top"] + 0.5
    footer = page.locator(".site-footer").bounding_box()
    assert footer is not None
    assert notes[-1]["bottom"] <= footer["y"]
    long = page.locator('[id="m1.1-crowd-0"]')
    long.click()
    page.wait_for_timeout(400)
    assert page.locator('[id="n1.1-crowd-0"]').evaluate(
        "(note) => note.closest('.sentence') !== null || note.dataset.room === 'full'"
    )
    context.close()


def test_without_script_and_in_print_notes_are_a_list_with_links_both_ways(browser: Browser, site: Path) -> None:
    for script, media in ((False, "screen"), (True, "print")):
        context = browser.new_context(offline=True, java_script_enabled=script, viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(url(site, UNIT))
        page.emulate_media(media="print" if media == "print" else "screen")
        text, first = page.locator(".reading-text").bounding_box(), page.locator(".annotation").first.bounding_box()
        assert text is not None
        assert first is not None
        assert first["y"] >= text["y"] + text["height"]
        notes = page.locator(".annotations > ol > li")
        assert notes.count() > 20
        tops = [box["y"] for box in (note.bounding_box() for note in notes.all()) if box]
        assert tops == sorted(tops)
        assert len(set(tops)) == notes.count()
        context.close()
