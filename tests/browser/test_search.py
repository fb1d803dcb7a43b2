"""Search in a real browser, from disk and with the network off: what a student types, by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_reading import UNIT, url

FIELD = "Words, a name, or an address"


def search(page: Page, words: str) -> None:
    """Open the dialog where it is closed, and type the words into it."""
    if not page.locator("dialog[open]").count():
        page.keyboard.press("/")
    field = page.get_by_role("dialog", name="Search").get_by_role("searchbox", name=FIELD)
    field.fill("")
    field.press_sequentially(words)
    page.locator(".search-results:not([aria-busy])").wait_for(state="attached")


def hits(page: Page, group: str) -> list[str]:
    """The results of a group, in their order, as they are read."""
    section = page.locator(".search-group", has=page.get_by_role("heading", name=group))
    return [" ".join(words.split()) for words in section.get_by_role("link").all_inner_texts()]


def groups(page: Page) -> list[str]:
    return [words.split()[0] for words in page.locator(".search-group h2").all_inner_texts()]


@pytest.fixture
def unit(page: Page, site: Path) -> Page:
    page.goto(url(site, UNIT))
    return page


def test_nothing_is_loaded_before_it_is_asked_for(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("?")[0]))
    page.goto(url(site, UNIT))
    page.wait_for_timeout(300)
    ours = {"search.js", "search.css", "finding.js", "minisearch.js", "search-index.js"}
    assert not ours & set(asked)
    search(page, "NKID")
    assert ours <= set(asked)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("NKID", "NKID"),
        ("nkid", "NKID"),
        ("what is the NKID", "NKID"),
        ("Narkomindel", "NKID"),
        ("НКИД", "NKID"),
        ("Tchitcherin", "Chicherin"),
        ("Чичерин", "Chicherin"),
        ("чичерин", "Chicherin"),
        ("Chíchérin", "Chicherin"),
        ("Litvinof", "Litvinov"),
        ("Litvniov", "Litvinov"),
        ("Genoah", "Genoa"),
        ("war scare 1927", "War scare of 1927"),
        ("Dawes", "Dawes Plan"),
        ("die hard", "Die-hard"),
        ("treaties of Rapallo", "Treaty of Rapallo"),
        ("Рапалло", "Rapallo"),
        ("Генуя", "Genoa"),
        ("sov", "Soviet"),
    ],
)
def test_an_entry_is_found_first_by_any_of_its_names(unit: Page, words: str, entry: str) -> None:
    search(unit, words)
    assert hits(unit, "Glossary")[0].startswith(entry)


def test_one_who_asks_what_it_is_gets_the_entry_before_all(unit: Page) -> None:
    search(unit, "what is the NKID")
    assert groups(unit)[:2] == ["Glossary", "Text"]
    assert "the Soviet foreign ministry" in hits(unit, "Glossary")[0]
    assert hits(unit, "Text")[0].startswith("2.3 ")


def test_another_name_is_shown_with_its_language_and_leads_to_the_text(unit: Page) -> None:
    search(unit, "Чичерин")
    assert unit.locator(".hit-name [lang=ru] mark").inner_text() == "Чичерин"
    assert [words[:4] for words in hits(unit, "Text")] == ["2.13", "8.1 "]
    assert unit.locator(".search-group mark", has_text="Chicherin").count()


@pytest.mark.parametrize("words", ["5.6", "s5.6", "Conclusion 5.6", "see 5.6.", "Proposition 5.6"])
def test_an_address_offers_its_sentence_first(unit: Page, words: str) -> None:
    search(unit, words)
    assert groups(unit)[0] == "Text"
    assert len(hits(unit, "Text")) == 1
    assert hits(unit, "Text")[0].startswith("5.6 When Germany")
    assert all(words.startswith("5.6") for words in hits(unit, "Notes"))


def test_an_address_that_is_none_is_called_so(unit: Page) -> None:
    search(unit, "5.99")
    unit.get_by_text("There is no sentence 5.99.").wait_for()
    assert "Neither Genoa nor Rapallo" in hits(unit, "Pages")[0]


def test_words_of_the_author_come_first_and_are_marked(unit: Page) -> None:
    search(unit, "final liquidation of the war")
    assert groups(unit)[0] == "Text"
    assert hits(unit, "Text")[0].startswith("5.6 ")
    assert unit.locator(".hit").first.locator("mark").all_inner_texts() == ["final", "liquidation", "war"]


def test_every_group_has_its_place(unit: Page) -> None:
    search(unit, "revolution")
    assert groups(unit) == ["Glossary", "Text", "Notes", "Works", "Pages"]
    for words in unit.locator(".hit").all_inner_texts():
        assert "revolution" in words.lower()
    search(unit, "Rathenau")
    assert "Himmer" in hits(unit, "Works")[0]
    search(unit, "Babicenko")  # diacritics of the source are folded as well
    assert "Babičenko" in hits(unit, "Works")[0]


def test_a_group_can_be_seen_whole(unit: Page) -> None:
    search(unit, "revolution")
    button = unit.get_by_role("button", name="sentences")
    count = int(button.inner_text().split()[1])
    shown = len(hits(unit, "Text"))
    assert shown < count
    button.focus()
    unit.keyboard.press("Enter")
    assert len(hits(unit, "Text")) == count
    assert unit.evaluate("() => document.activeElement.closest('li').previousElementSibling !== null")


def test_where_nothing_is_found_something_near_is_offered(unit: Page) -> None:
    search(unit, "zinovjevist")
    unit.get_by_text("Nothing has “zinovjevist”.").wait_for()
    unit.get_by_role("button", name="Zinoviev", exact=True).click()
    assert any("Zinoviev" in words for words in unit.locator(".hit").all_inner_texts())
    search(unit, "qqqqxyz")
    unit.get_by_text("Nothing has “qqqqxyz”.").wait_for()
    assert not unit.locator(".hit").count()


@pytest.mark.parametrize(
    ("words", "said", "first"),
    [
        ("rappalo", "No “rappalo”. Showing “Rapallo”.", "5.1"),
        ("Lenin NEP", "No sentence has all these words; those shown have them together", "0.1"),
        ("page 273", "Where the pages of the printed book begin is not known here", ""),
    ],
)
def test_what_is_shown_instead_is_said(unit: Page, words: str, said: str, first: str) -> None:
    search(unit, words)
    unit.get_by_text(said).wait_for()
    assert [hit[: len(first)] for hit in hits(unit, "Text")[:1]] == [first][: len(first)]


def test_what_one_may_try_finds_something(unit: Page) -> None:
    search(unit, "")
    trials = unit.locator(".search-trials button").all_inner_texts()
    assert len(trials) >= 4
    for words in trials:
        search(unit, words)
        assert unit.locator(".hit").count(), words
        assert "Showing" not in unit.get_by_role("status").inner_text(), words


def test_the_count_is_said_politely_and_once(unit: Page) -> None:
    unit.keyboard.press("/")
    unit.wait_for_function("() => edition.finding?.ready")
    unit.evaluate(
        """() => { window.said = [];
          const status = document.querySelector('.search-dialog [role=status]');
          new MutationObserver(() => said.push(status.textContent)).observe(status, {childList: true}); }"""
    )
    search(unit, "Litvinov")
    unit.get_by_text("entries,").wait_for()
    said = unit.evaluate("() => said.filter(Boolean)")
    assert len(said) == 1
    assert said[0].endswith(("annotation", "annotations", "work", "works", "page", "pages", "sentences"))


def test_by_keyboard_alone(unit: Page) -> None:
    unit.keyboard.press("Tab")
    before = unit.evaluate("() => document.activeElement.outerHTML")
    unit.keyboard.press("/")
    unit.wait_for_selector("dialog[open]")
    assert unit.evaluate("() => document.activeElement.id") == "search-words"
    unit.keyboard.type("Dawes")
    unit.wait_for_selector(".hit")
    focused = "() => [...document.querySelectorAll('.hit')].indexOf(document.activeElement)"
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1)):
        unit.keyboard.press(key)
        assert unit.evaluate(focused) == place
    for _ in range(2):  # past the button that closes
        unit.keyboard.press("Tab")
    assert unit.evaluate(focused) == 0
    unit.keyboard.press("Escape")
    assert not unit.locator("dialog[open]").count()
    assert unit.evaluate("() => document.activeElement.outerHTML") == before
    # What was looked for is still there, and typing replaces it.
    unit.keyboard.press("/")
    assert unit.locator("#search-words").input_value() == "Dawes"
    unit.keyboard.type("NKID")
    assert unit.locator("#search-words").input_value() == "NKID"
    unit.keyboard.press("Escape")
    assert not unit.locator("dialog[open]").count(), "Escape closes, and does not only empty the field"


def test_enter_opens_the_first_result_at_its_very_place(unit: Page) -> None:
    search(unit, "8.3")
    unit.keyboard.press("Enter")
    unit.wait_for_url("**/08-*.html#s8.3")
    assert unit.evaluate("() => document.querySelector(':target').id") == "s8.3"


def test_a_result_on_the_same_page_closes_the_dialog(unit: Page) -> None:
    search(unit, "5.7")
    unit.keyboard.press("Enter")
    assert not unit.locator("dialog[open]").count()
    assert unit.url.endswith("#s5.7")
    top = "() => document.getElementById('s5.7').getBoundingClientRect().top"
    unit.wait_for_function(f"() => ({top})() >= 0 && ({top})() < innerHeight")


def test_every_kind_of_result_leads_to_a_place_that_is_there(unit: Page) -> None:
    search(unit, "revolution")
    links = unit.evaluate(
        "() => [...document.querySelectorAll('.search-group')].map(g => g.querySelector('.hit').href)"
    )
    assert len(links) == 5
    for link in links:
        unit.goto(link)
        assert "#" not in link or unit.evaluate("() => document.querySelector(':target')") is not None, link


def test_the_button_opens_and_the_pointer_closes(unit: Page) -> None:
    unit.locator("[data-open=search]").click()
    unit.wait_for_selector("dialog[open]")
    unit.get_by_role("button", name="Close").click()
    assert not unit.locator("dialog[open]").count()
    assert unit.evaluate("() => document.activeElement.dataset.open") == "search"
    unit.locator("[data-open=search]").click()
    unit.mouse.click(3, 300)
    assert not unit.locator("dialog[open]").count()


def test_a_reader_can_do_without_keys_of_one_character(unit: Page) -> None:
    unit.evaluate("() => edition.set('keys', 'off')")
    unit.keyboard.press("/")
    unit.wait_for_timeout(300)
    assert not unit.locator("dialog").count()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_it_fills_the_screen(browser: Browser, site: Path, width: int) -> None:
    context = browser.new_context(
        offline=True, has_touch=True, is_mobile=True, viewport={"width": width, "height": 700}
    )
    page = context.new_page()
    page.goto(url(site, UNIT))
    page.locator("[data-open=search]").tap()
    page.wait_for_selector("dialog[open]")
    assert page.locator("dialog").bounding_box() == {"x": 0, "y": 0, "width": width, "height": 700}
    page.get_by_role("searchbox").fill("Treaty of Rapallo")
    page.wait_for_selector(".hit")
    assert page.evaluate("() => document.querySelector('.search-results').scrollWidth") <= width
    for target in [page.get_by_role("button", name="Close"), *page.locator(".hit").all()]:
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    page.locator(".hit").first.tap()
    page.wait_for_url("**/glossary/*.html")
    context.close()


# ---- The page of its own ---------------------------------------------------------------------------------------


def test_the_page_takes_its_words_from_the_address_and_keeps_them_there(page: Page, site: Path) -> None:
    page.goto(f"{url(site, 'search.html')}?q={quote('Чичерин')}")
    page.wait_for_selector(".hit")
    assert hits(page, "Glossary")[0].startswith("Chicherin")
    page.get_by_label(FIELD).fill("war scare")
    page.wait_for_function("() => location.search.includes('war')")
    assert unquote(page.url).endswith("search.html?q=war scare")
    page.locator(".hit").first.click()
    page.wait_for_url("**/propositions/10-*.html#s10.1")
    page.go_back()
    page.wait_for_selector(".hit")
    assert page.get_by_label(FIELD).input_value() == "war scare"


def test_the_page_needs_no_dialog(page: Page, site: Path) -> None:
    page.goto(url(site, "search.html"))
    page.wait_for_selector(".search-trials")
    page.locator("[data-open=search]").click()
    page.wait_for_function("() => document.activeElement.id === 'search-words'")
    assert not page.locator("dialog").count()


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_the_page_says_so_and_leads_on(without_script: Page, site: Path) -> None:
    page = without_script
    page.goto(url(site, UNIT))
    page.locator("[data-open=search]").click()
    page.wait_for_url("**/search.html")
    assert "Searching needs a script" in page.locator("main").inner_text()
    links = page.locator("main").get_by_role("link")
    names = links.all_inner_texts()
    assert {"Glossary", "Registers by type", "The ten propositions", "the whole edition as a PDF"} <= set(names)


def test_an_index_that_does_not_come_is_asked_for_again(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    index = "**/search-index.js*"
    page.route(index, lambda route: route.abort())
    page.goto(url(site, UNIT))
    page.keyboard.press("/")
    page.get_by_text("The index could not be loaded").wait_for()
    page.unroute(index)
    page.keyboard.type("NKID")
    page.wait_for_selector(".hit")
    context.close()
