"""The site served with the very headers that the build writes for hosts: it works, and keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser.serving import serve
from tests.tools import find_browser

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
UNIT = "propositions/05-neither-genoa-nor-rapallo.html"
KINDS = ["", UNIT, "propositions/index.html", "glossary/nkid.html", "glossary/index.html", "bibliography.html"]
KINDS += [
    "concordance.html",
    "registers.html",
    "apparatus.html",
    "rights.html",
    "privacy.html",
    "search.html",
    "nowhere",
]
VIOLATIONS = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  });
"""


@pytest.fixture(scope="module")
def home(shared: Path) -> Iterator[str]:
    with serve(shared) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page of which everything that the browser says, but that a page was not found, goes to `complaints`."""
    context = browser.new_context()
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.on("console", lambda message: complaints.extend([message.text] * ("status of 404" not in message.text)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("() => window.violations")
    return found


# ---- The policy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_page_keeps_the_policy(page: Page, home: str, complaints: list[str], name: str) -> None:
    answer = page.goto(home + name)
    assert answer is not None
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page.wait_for_load_state("networkidle")
    page.evaluate("() => edition.set('theme', 'dark')")
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(23, 21, 19)"
    assert page.evaluate("() => document.fonts.ready.then(() => [...document.fonts].some(f => f.status === 'loaded'))")
    assert violations(page) == []
    assert complaints == []


def test_glosses_and_notes_open_under_the_policy(page: Page, home: str, complaints: list[str]) -> None:
    page.goto(home + UNIT)
    page.wait_for_load_state("networkidle")
    page.locator(".reading-text .gloss").first.click()
    gloss = page.locator(".reading-text [aria-expanded='true'], .gloss[aria-expanded='true']").first
    assert gloss.is_visible()
    page.keyboard.press("Escape")
    page.locator(".reading-text .note-mark a").first.click()
    assert violations(page) == []
    assert complaints == []


def test_a_violation_would_be_seen(page: Page, home: str, complaints: list[str]) -> None:
    page.goto(home)
    page.evaluate("() => document.body.setAttribute('style', 'color: red')")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.bad = 1";
          document.body.append(script);
        }"""
    )
    page.wait_for_function("() => window.violations.length >= 2")
    assert page.evaluate("() => window.bad") is None
    assert len(complaints) >= 2


# ---- Privacy ----------------------------------------------------------------------------------------------------


def test_no_page_asks_anyone_else_or_leaves_a_cookie(
    page: Page, home: str, shared: Path, complaints: list[str]
) -> None:
    """All pages, one after the other, as one reader."""
    asked: list[str] = []
    answers: list[Response] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answers.extend([answer]))
    names = sorted(str(path.relative_to(shared)) for path in shared.rglob("*.html"))
    assert len(names) > 130
    for name in names:
        page.goto(home + name)
        assert page.evaluate("() => document.cookie") == ""
        assert violations(page) == [], name
    assert [url for url in asked if not url.startswith((home, "data:"))] == []
    assert page.context.cookies() == []
    assert [answer.url for answer in answers if "set-cookie" in answer.headers] == []
    stored = page.evaluate("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [key for key in stored if not key.startswith("edition")] == []
    databases = page.evaluate("async () => [(await indexedDB.databases()).length, (await caches.keys()).length]")
    assert databases == [0, 0]
    assert complaints == []


# ---- Addresses that are not there -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("5.6", f"{UNIT}#s5.6"),
        ("s5.6", f"{UNIT}#s5.6"),
        ("propositions/5.6", f"{UNIT}#s5.6"),
        ("s5.6.html", f"{UNIT}#s5.6"),
    ],
)
def test_a_published_address_is_followed_at_once(page: Page, home: str, asked: str, there: str) -> None:
    page.goto(home)
    page.goto(home + asked)
    page.wait_for_url(home + there)
    page.go_back()
    assert page.url == home


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("propositions/5", UNIT),
        ("05", UNIT),
        ("Proposition-5", UNIT),
        ("glossary/narkomindel", "glossary/nkid.html"),
        ("nkid", "glossary/nkid.html"),
        ("NKID.html", "glossary/nkid.html"),
        ("Чичерин", "glossary/chicherin.html"),
        ("propositions/05-niether-genoa-nor-rapalo.html", UNIT),
        ("propositions/neither-genoa-nor-rapallo/", UNIT),
        ("bibliografy", "bibliography.html"),
        ("some/where/deep/5.99", UNIT),
    ],
)
def test_what_was_perhaps_meant_is_offered(page: Page, home: str, asked: str, meant: str) -> None:
    answer = page.goto(home + asked)
    assert answer is not None
    assert answer.status == 404
    status = page.get_by_role("status")
    status.get_by_role("link").first.wait_for()
    assert "Did you mean" in status.inner_text()
    assert status.get_by_role("link").count() <= 3
    assert status.get_by_role("link").first.get_attribute("href") == f"/edition/{meant}"
    status.get_by_role("link").first.click()
    page.wait_for_url(home + meant)


def test_an_old_name_of_a_page_is_followed_at_once(page: Page, home: str) -> None:
    def with_a_move(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        moved = f'"moved":{{"old/five.html":"{UNIT}","old/Fünf & пять.html":"{UNIT}"}}'
        text = answer.text().replace('"moved":{}', moved)
        route.fulfill(response=answer, body=text)  # type: ignore[attr-defined]

    page.route("**/known.js*", with_a_move)
    for asked in (
        "old/five.html#s5.2",
        "old/five#s5.2",
        "old/Fünf & пять.html#s5.2",
        "old/F%C3%BCnf%20%26%20пять#s5.2",
    ):
        page.goto(home + asked)
        page.wait_for_url(f"{home}{UNIT}#s5.2")


def test_what_nobody_can_guess_gets_a_way_on(page: Page, home: str, complaints: list[str]) -> None:
    page.goto(f"{home}xyzzy-plugh-quux")
    page.wait_for_load_state("networkidle")
    assert page.locator("#meant").inner_text() == ""
    assert "There is no page at this address" in page.locator("main").inner_text()
    assert (
        page.locator("main").get_by_role("link", name="Search").get_attribute("href")
        == f"{home}search.html?q=xyzzy%20plugh%20quux"
    )
    page.locator("main").get_by_role("link", name="Glossary").click()
    page.wait_for_url(f"{home}glossary/index.html")
    assert complaints == []


def test_an_address_of_another_page_leads_there(page: Page, home: str) -> None:
    page.goto(f"{home}{UNIT}#s4.7")
    page.wait_for_url(re.compile(r"/propositions/04-[^#]*#s4\.7$"))
    page.goto(f"{home}#5.6")
    page.wait_for_url(f"{home}{UNIT}#s5.6")


def test_an_address_that_does_not_exist_is_told(page: Page, home: str, complaints: list[str]) -> None:
    page.goto(f"{home}{UNIT}#s5.99")
    line = page.locator("main article > p.lost:first-child")
    line.wait_for()
    last = page.locator(".sentence").count()
    assert line.inner_text() == f"There is no sentence 5.99. Proposition 5 has 5.1 to 5.{last}."
    page.goto(f"{home}{UNIT}#s77.1")
    page.get_by_text("There is no sentence 77.1.").wait_for()
    assert line.count() == 1
    assert complaints == []


def test_nothing_is_fetched_for_readers_who_are_not_lost(page: Page, home: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{home}{UNIT}#s5.3")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if re.search("lost|known|notfound", url)] == []


def test_from_disk_an_address_leads_there_too(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((site / UNIT).resolve().as_uri() + "#s4.7")
    page.wait_for_url(re.compile(r"/propositions/04-[^#]*#s4\.7$"))
    context.close()
