"""What there is to look at: every kind of page, and what a reader can do to one.

Judges, tests of access and `make screens` all go through these tables.  A new page needs no line here: a page at the
top is a kind of its own, and of pages in one folder the longest stands for all.  A new thing that opens is a function
and a line in OPENED.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

from tests.tools import find_browser

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]

WIDTHS = (360, 800, 1366)
THEMES = ("light", "dark", "sepia")
# What the reader's panel sets: a name for it, the setting, its value, and whether it changes unit pages alone.
CONTROLS = (
    ("as it comes", "size", "medium", False),
    ("huge", "size", "huge", False),
    ("numbers off", "numbers", "off", True),
    ("to read", "view", "read", True),
    ("all", "view", "all", True),
    ("text only", "only", "on", True),
)


def launch(chromium: BrowserType) -> Browser:
    return chromium.launch(executable_path=find_browser(), args=QUIET)


def offline(browser: Browser, width: int = 1280, height: int = 900, **more: object) -> BrowserContext:
    """A context without network, as for a reader who downloaded the site."""
    return browser.new_context(offline=True, viewport={"width": width, "height": height}, **more)  # type: ignore[arg-type]


def pages(site: Path, *, hosted: bool = False) -> list[Path]:
    """Every page of the site; the one for unknown addresses only where a host serves it."""
    found = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.relative_to(site).parts]
    return [path for path in found if hosted or path.name != "404.html"]


def kinds(site: Path, *, hosted: bool = False) -> dict[str, Path]:
    """A name for each kind of page, and the longest page of that kind."""
    longest: dict[str, Path] = {}
    for path in pages(site, hosted=hosted):
        folder = path.relative_to(site).parent.as_posix()
        alone = folder == "." or path.stem == "index"
        # A unit's page is named with its number; what else stands in that folder is a page like others.
        unit = "units" if re.match(r"\d+-", path.stem) else folder
        kind = path.relative_to(site).with_suffix("").as_posix() if alone else unit
        if kind not in longest or path.stat().st_size > longest[kind].stat().st_size:
            longest[kind] = path
    return longest


def choose(page: Page, setting: str, value: str) -> None:
    """Set what the reader's panel sets, through the page's own script."""
    page.evaluate("([setting, value]) => edition.set(setting, value)", [setting, value])


# ---- What opens -------------------------------------------------------------------------------------------------


def open_gloss(page: Page) -> None:
    page.keyboard.press("Shift")  # the keyboard is in use
    page.locator(".reading-text .gloss").first.press("Enter")
    page.locator(".popup").wait_for()


def open_note(page: Page) -> None:
    page.locator(".note-mark a:visible").first.click()
    page.wait_for_timeout(100)


def go_to_sentence(page: Page) -> None:
    page.evaluate("() => { location.hash = document.querySelector('.reading-text .sentence').id; }")


def open_panel(page: Page) -> None:
    page.locator(".site-header [data-open=panel]").click()
    page.locator(".panel").wait_for()


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator(".search-dialog input").first.fill("treaty")
    page.locator(".search-dialog a").first.wait_for()


def open_card(page: Page) -> None:
    page.locator(".reading-text .sentence-number").nth(1).click()
    page.locator(".card").wait_for()


def choose_words(page: Page) -> None:
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.reading-text .sentence'))")
    page.get_by_role("button", name="Copy with citation").wait_for()


@dataclass(frozen=True)
class Opened:
    """Something that a reader opens, and on which kinds of page."""

    name: str
    act: Callable[[Page], None]
    kinds: tuple[str, ...]


OPENED = (
    Opened("gloss", open_gloss, ("units",)),
    Opened("note", open_note, ("units",)),
    Opened("sentence", go_to_sentence, ("units",)),
    Opened("panel", open_panel, ("units", "index")),
    Opened("card", open_card, ("units",)),
    Opened("search", open_search, ("units", "index")),
    Opened("words chosen", choose_words, ("units",)),
)
