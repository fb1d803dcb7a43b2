"""The card of a sentence, and words copied with their citation: from disk, and served under the strictest policy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import fastjsonschema
import pytest
import rispy
from playwright.sync_api import Browser, Page
from pybtex.database import parse_string

from tests.browser.test_reading import UNIT, url

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "csl-data.json").read_text("utf-8"))
MLA = (
    "Jacobson, Jon. When the Soviet Union Entered World Politics. University of California Press, 1994. "
    "The Conclusion, annotated, version 0.1.0.\n(Jacobson, Conclusion 5.6)"
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)


def number(address: str) -> str:
    return f'a.sentence-number[href="#s{address}"]'


def open_card(page: Page, address: str) -> None:
    page.locator(number(address)).click()
    page.wait_for_selector(".card")


def open_forms(page: Page, address: str) -> None:
    """The sheet with its citations unfolded, which it remembers."""
    open_card(page, address)
    if page.locator(".card-cite[open]").count() == 0:
        page.locator(".card-cite summary").click()


def press(page: Page, name: str) -> None:
    page.locator(".card").get_by_role("button", name=name, exact=True).click()


def pasted(page: Page) -> str:
    """What is on the clipboard, as a reader gets it: pasted into a field."""
    page.evaluate(
        """() => { const field = document.createElement('textarea'); field.id = 'field';
          document.body.append(field); field.focus(); }"""
    )
    page.keyboard.press("Control+V")
    words = page.locator("#field").input_value()
    page.evaluate("() => document.getElementById('field').remove()")
    return words


def pasted_html(page: Page) -> str:
    page.evaluate(
        """() => { const field = document.createElement('div'); field.id = 'field'; field.contentEditable = true;
          document.body.append(field); field.focus();
          field.addEventListener('paste', event => { window.html = event.clipboardData.getData('text/html'); }); }"""
    )
    page.keyboard.press("Control+V")
    page.evaluate("() => document.getElementById('field').remove()")
    html: str = page.evaluate("() => window.html")
    return html


def clear_clipboard(page: Page) -> None:
    page.evaluate(
        """() => { const field = document.createElement('textarea'); field.value = '-';
          document.body.append(field); field.select(); document.execCommand('copy'); field.remove(); }"""
    )


def select(page: Page, first: str, last: str, start: int = 0, end: int | None = None) -> None:
    """Select from the character `start` of a sentence's own words to the character `end` of another's."""
    page.evaluate(
        """([first, last, start, end]) => {
          const point = (address, offset) => {
            const walker = document.createTreeWalker(document.getElementById('s' + address), NodeFilter.SHOW_TEXT);
            let node, before = null;
            while ((node = walker.nextNode())) {
              if (node.parentElement.closest('[data-editorial]')) continue;
              if (offset !== null && offset <= node.data.length) return [node, offset];
              if (offset !== null) offset -= node.data.length;
              before = node;
            }
            return [before, before.data.length];
          };
          getSelection().setBaseAndExtent(...point(first, start), ...point(last, end));
        }""",
        [first, last, start, end],
    )


# ---- The card ----------------------------------------------------------------------------------------------------


def test_nothing_of_the_card_is_loaded_before_it_is_asked_for(page: Page, site: Path) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.rpartition("_static/")[2].partition("?")[0]))
    page.goto(url(site, UNIT))
    page.wait_for_timeout(300)
    assert not [name for name in requests if name.startswith(("card.", "cite/"))]
    open_card(page, "5.6")
    assert [name for name in requests if name.startswith(("card.", "cite/"))] == [
        "card.css",
        "card.js",
        "cite/05-neither-genoa-nor-rapallo.js",
    ]


def test_5_6_in_mla_in_three_presses(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_forms(page, "5.6")
    page.reload()
    open_card(page, "5.6")  # as the reader left it
    press(page, "MLA")
    press(page, "Copy")
    page.locator("#said", has_text="Copied.").wait_for(state="attached")
    assert page.locator(".card-said", has_text="Copied.").is_visible()
    assert pasted(page) == MLA


def test_the_card_says_what_the_page_knows(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_card(page, "5.6")
    card = page.get_by_role("dialog", name="Conclusion 5.6")
    assert card.is_visible()
    assert page.url.endswith("#s5.6")
    assert page.evaluate("() => document.getElementById('s5.6').matches(':target')")
    pdf = card.get_by_role("link", name=re.compile(r"^p\. \d+ of the PDF$")).get_attribute("href")
    assert pdf is not None
    assert pdf.endswith("downloads/edition.pdf#nameddest=s5.6")
    items = {
        part.locator("h3").inner_text().casefold(): part.locator(".card-item") for part in card.locator("section").all()
    }
    assert items["notes"].count() == page.locator('.annotation[data-address="5.6"]').count() > 0
    entries = page.evaluate(
        "() => [...document.querySelectorAll('#s5\\\\.6 .gloss')].map(gloss => gloss.getAttribute('href'))"
    )
    terms = items["key terms"].locator(".term-headword a")
    assert {link.get_attribute("href") for link in terms.all()} == set(entries)
    assert items["in this argument"].count() > 0
    assert items["referred to"].locator("a").count() > 1


def test_the_sheet_goes_on_to_the_next_sentence(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_card(page, "5.6")
    page.locator(".card").get_by_role("button", name="Next: 5.7").click()
    page.get_by_role("dialog", name="Conclusion 5.7").wait_for()
    assert page.evaluate("() => document.getElementById('s5.7').matches(':target')")
    assert page.locator(".card .card-step").count() == 1, "it is the last"
    page.go_back()
    page.wait_for_selector(".card", state="detached")
    assert page.url.endswith(UNIT)


def test_every_form_is_shown_and_the_choice_is_kept(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_forms(page, "5.6")
    shown = set()
    for form in ("Chicago", "MLA", "APA", "BibTeX", "RIS", "CSL-JSON"):
        press(page, form)
        shown.add(page.locator(".card-words").inner_text())
        assert page.locator(".card [aria-pressed=true]").inner_text() == form
        assert page.locator(".card-save").is_visible() == (form in ("BibTeX", "RIS", "CSL-JSON"))
    assert len(shown) == 6
    page.reload()
    open_card(page, "5.2")
    assert page.locator(".card [aria-pressed=true]").inner_text() == "CSL-JSON"


def saved(page: Page, form: str) -> tuple[str, str]:
    press(page, form)
    with page.expect_download() as waiting:
        press(page, "Save")
    return waiting.value.suggested_filename, waiting.value.path().read_text("utf-8")


def test_saved_files_are_read_by_others(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_forms(page, "5.6")
    name, bibtex = saved(page, "BibTeX")
    assert name == "conclusion-5.6.bib"
    assert "Conclusion 5.6" in parse_string(bibtex, "bibtex").entries["jacobson1994-5.6"].fields["note"]
    name, ris = saved(page, "RIS")
    assert name == "conclusion-5.6.ris"
    assert rispy.loads(ris)[0]["id"] == "jacobson1994-5.6"
    name, csl = saved(page, "CSL-JSON")
    assert name == "conclusion-5.6.json"
    assert fastjsonschema.validate(SCHEMA, json.loads(csl))[0]["id"] == "jacobson1994-5.6"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_card_by_keyboard_alone(page: Page, site: Path, key: str) -> None:
    page.goto(url(site, UNIT))
    link = page.locator(number("5.6"))
    assert link.get_attribute("aria-haspopup") == "dialog"
    page.locator(number("5.5")).focus()
    while not page.evaluate(f"() => document.activeElement.matches('{number('5.6')}')"):
        page.keyboard.press("Tab")
    page.keyboard.press(key)
    page.wait_for_selector(".card")
    inside = "() => document.querySelector('.card').contains(document.activeElement)"
    assert page.evaluate(inside)
    assert link.get_attribute("aria-expanded") == "true"
    while not page.evaluate("() => document.activeElement.matches('.card summary')"):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Enter")
    while page.evaluate("() => document.activeElement.textContent") != "APA":
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Enter")
    assert "(Jacobson, 1994, Conclusion 5.6)" in page.locator(".card-words").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    assert page.evaluate("() => document.activeElement.hash") == "#s5.6"
    assert link.get_attribute("aria-expanded") == "false"


def test_the_card_closes_at_its_button_elsewhere_and_on_the_way_back(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_card(page, "5.2")
    press(page, "Close")
    assert page.locator(".card").count() == 0
    assert page.evaluate("() => document.activeElement.hash") == "#s5.2"
    open_card(page, "5.3")
    page.mouse.click(3, 300)
    assert page.locator(".card").count() == 0
    open_card(page, "5.4")
    page.go_back()
    page.wait_for_selector(".card", state="detached")
    assert page.url.endswith("#s5.3")


@pytest.mark.parametrize("size", [(1366, 768), (800, 900), (360, 740), (320, 500)])
def test_the_sheet_leaves_its_sentence_in_view(browser: Browser, site: Path, size: tuple[int, int]) -> None:
    context = browser.new_context(offline=True, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(url(site, UNIT))
    page.evaluate("() => document.getElementById('s5.4').scrollIntoView({ block: 'end' })")
    open_card(page, "5.4")
    sheet, words = page.locator(".card").bounding_box(), page.locator("#s5\\.4").bounding_box()
    assert sheet is not None
    assert words is not None
    beside = sheet["x"] >= words["x"] + words["width"]
    assert beside == (size[0] >= 1180)
    assert words["y"] >= 0
    assert beside or (words["y"] + words["height"] <= sheet["y"] and sheet["height"] <= size[1] / 2)
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_the_card_on_a_phone(browser: Browser, site: Path, width: int) -> None:
    context = browser.new_context(
        offline=True, has_touch=True, is_mobile=True, viewport={"width": width, "height": 640}
    )
    page = context.new_page()
    page.goto(url(site, UNIT))
    page.locator(number("5.6")).tap()
    page.wait_for_selector(".card")
    box = page.locator(".card").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, width)
    assert box["height"] <= 320
    page.locator(".card-cite summary").tap()
    for form in ("MLA", "CSL-JSON"):
        page.locator(".card").get_by_role("button", name=form, exact=True).tap()
        assert page.evaluate("() => document.documentElement.scrollWidth") == width
        assert page.evaluate(
            "() => document.querySelector('.card').scrollWidth <= document.querySelector('.card').clientWidth"
        )
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.card button')].map(b => b.getBoundingClientRect().height)"
    )
    assert min(height for height in sizes if height) >= 44
    page.locator("h1").tap()
    page.wait_for_selector(".card", state="detached")
    context.close()


# ---- Words that are copied ---------------------------------------------------------------------------------------


def test_words_are_copied_with_their_citation(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_forms(page, "5.6")
    press(page, "MLA")
    page.keyboard.press("Escape")
    select(page, "5.4", "5.4")
    offer = page.get_by_role("button", name="Copy with citation")
    offer.wait_for()
    offer.click()
    page.get_by_role("button", name="Copied.").wait_for()
    first, second, third = pasted(page).split("\n\n")
    assert first == "They remained “special” to these two countries, however."
    assert second == "(Jacobson, Conclusion 5.4)"
    assert third == MLA.partition("\n")[0]
    page.wait_for_selector(".copy-cited", state="detached")


def test_a_range_has_a_range_of_addresses_and_italics(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    select(page, "5.3", "5.5", start=4, end=8)
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied.").wait_for()
    html, words = pasted_html(page), pasted(page)
    assert words.startswith("Rapallo-based relations that Russia developed")
    assert "Conclusion 5.3–5.5, The Conclusion, annotated" in words
    assert "Soviet government for" in words, "a page break inside a word"
    assert re.search(r"however\. Although\n", words)
    assert "<em>When the Soviet Union Entered World Politics</em>" in html
    assert "data-editorial" not in html


def test_the_offer_covers_no_selected_word_and_goes_with_the_selection(page: Page, site: Path) -> None:
    for width in (320, 900, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(url(site, UNIT))
        page.locator("#s5\\.5").scroll_into_view_if_needed()
        select(page, "5.4", "5.5", start=5, end=30)
        page.get_by_role("button", name="Copy with citation").wait_for()
        apart = page.evaluate(
            """() => { const o = document.querySelector('.copy-cited').getBoundingClientRect();
              return o.left >= 0 && o.right <= innerWidth && [...getSelection().getRangeAt(0).getClientRects()].every(
                r => r.bottom <= o.top || r.top >= o.bottom || r.right <= o.left || r.left >= o.right); }"""
        )
        assert apart, width
        page.evaluate("() => getSelection().removeAllRanges()")
        page.wait_for_selector(".copy-cited", state="detached")


def test_selected_with_the_mouse_and_by_keyboard(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.locator("#s5\\.4").scroll_into_view_if_needed()
    box = page.locator("#s5\\.4").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 150, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 40, box["y"] + 12, steps=5)
    page.wait_for_timeout(400)
    assert page.locator(".copy-cited").count() == 0, "not while the pointer is on its way"
    page.mouse.up()
    page.get_by_role("button", name="Copy with citation").wait_for()
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name="Copy with citation").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Copy with citation"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied.").wait_for()
    assert "Conclusion 5." in pasted(page)


def test_nothing_is_offered_outside_the_text(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.headnote'))")
    page.wait_for_timeout(500)
    assert page.locator(".copy-cited").count() == 0


def test_ordinary_copying_takes_the_words_alone(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".note-mark a").first.click()  # a note opened in the text
    page.evaluate("() => { document.querySelector('#s5\\\\.4').lastChild.before('how\\u00adever') }")
    select(page, "5.1", "5.5")
    page.get_by_role("button", name="Copy with citation").wait_for()
    page.keyboard.press("Control+C")
    words, html = pasted(page), pasted_html(page)
    assert words.startswith(
        "Neither Genoa nor Rapallo provided a base for Soviet relations with the capitalist powers. The"
    )
    assert words.endswith("within three years.")
    assert "however" in words
    for flavour in (words, html):
        assert "\u00ad" not in flavour
        assert "data-editorial" not in flavour
        assert "The two place names" not in flavour


def test_a_browser_without_a_clipboard_for_scripts_copies_too(page: Page, site: Path) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })")
    page.goto(url(site, UNIT))
    clear_clipboard(page)
    open_forms(page, "5.6")
    press(page, "MLA")
    press(page, "Copy")
    page.locator("#said", has_text="Copied.").wait_for(state="attached")
    assert pasted(page) == MLA
    select(page, "5.4", "5.4")
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied.").wait_for()
    assert "(Jacobson, Conclusion 5.4)" in pasted(page)


def test_the_text_withheld_is_cited_all_the_same(page: Page, withheld: Path) -> None:
    page.goto(url(withheld, UNIT))
    open_card(page, "5.6")
    assert page.locator(".card h3", has_text="Notes").count() == 1
    page.locator(".card-cite summary").click()
    press(page, "MLA")
    press(page, "Copy")
    page.locator("#said", has_text="Copied.").wait_for(state="attached")
    assert pasted(page) == MLA


# ---- Served, under a policy that forbids whatever is not needed --------------------------------------------------


class Strict(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_served_under_a_strict_policy_all_works_and_the_link_is_there(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{served}/{UNIT}?from=here")
    open_forms(page, "5.6")
    press(page, "APA")
    assert page.locator(".card-words").inner_text().splitlines()[0].endswith(f"{served}/{UNIT}?from=here#s5.6")
    name, bibtex = saved(page, "BibTeX")
    assert name == "conclusion-5.6.bib"
    assert parse_string(bibtex, "bibtex").entries["jacobson1994-5.6"].fields["url"].endswith("#s5.6")
    press(page, "Copy link")
    page.locator("#said", has_text="Copied.").wait_for(state="attached")
    assert pasted(page) == f"{served}/{UNIT}?from=here#s5.6"
    page.keyboard.press("Escape")
    select(page, "5.3", "5.4")
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied.").wait_for()
    assert f"{served}/{UNIT}?from=here#s5.3" in pasted(page)
    assert [words for words in complaints if "favicon" not in words and "404" not in words] == []
    context.close()


def test_a_card_leads_to_entries_with_glosses_switched_off(page: Page, site: Path) -> None:
    page.goto(url(site, UNIT))
    open_card(page, "5.1")
    mentioned = "() => [...document.querySelectorAll('.card .term-headword a')].map(link => link.getAttribute('href'))"
    before = page.evaluate(mentioned)
    page.keyboard.press("Escape")
    page.evaluate("() => edition.set('glosses', 'none')")
    open_card(page, "5.1")
    assert page.evaluate(mentioned) == before
    assert any("glossary/" in link for link in before)
