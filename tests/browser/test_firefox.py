"""The same site in Firefox, from disk: what differs between browsers and would be seen by every reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.firefox import Firefox
from tests.views import kinds

OPEN = "document.querySelectorAll('.popup:popover-open').length"
LOOK = "document.querySelector('.popup')?.matches(':focus') ? done(1) : setTimeout(look, 50)"
COMES = f"new Promise(done => {{ const look = () => {{ {LOOK}; }}; look(); }})"
HOLDS_FOCUS = "document.querySelector('.popup').contains(document.activeElement)"


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    with Firefox() as opened:
        yield opened
    assert opened.complaints == []


def test_a_gloss_opens_and_closes_by_keyboard(firefox: Firefox, site: Path) -> None:
    firefox.goto(kinds(site)["units"].resolve().as_uri())
    for _ in range(60):
        firefox.press("Tab")
        if firefox.evaluate("document.activeElement.classList.contains('gloss')"):
            break
    assert firefox.evaluate(OPEN) == 0, "the focus alone opens nothing"
    firefox.press("Enter")
    assert firefox.evaluate(COMES) == 1  # what shows it is fetched first
    assert firefox.evaluate(OPEN) == 1
    assert firefox.evaluate(HOLDS_FOCUS)
    firefox.press("Escape")
    assert firefox.evaluate(OPEN) == 0
    assert firefox.evaluate("document.activeElement === document.querySelector('.reading-text .gloss')")


def test_a_setting_is_kept(firefox: Firefox, site: Path) -> None:
    page = kinds(site)["units"].resolve().as_uri()
    firefox.goto(page)
    firefox.evaluate("edition.set('theme', 'sepia')")
    firefox.goto(page)
    assert firefox.evaluate("document.documentElement.dataset.theme") == "sepia"
    assert firefox.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(244, 234, 213)"
    firefox.evaluate("edition.set('theme', 'auto')")


def test_the_text_face_is_used(firefox: Firefox, site: Path) -> None:
    firefox.goto(kinds(site)["units"].resolve().as_uri())
    loaded = "document.fonts.ready.then(() => [...document.fonts].filter(face => face.status === 'loaded').length)"
    assert firefox.evaluate(loaded) >= 1


def test_no_kind_of_page_scrolls_sideways(firefox: Firefox, site: Path) -> None:
    firefox.size(320, 640)
    wide = []
    for kind, path in kinds(site).items():
        firefox.goto(path.resolve().as_uri())
        if firefox.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(kind)
    assert wide == []
