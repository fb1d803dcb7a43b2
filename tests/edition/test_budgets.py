"""The budgets that are counts: what a browser loads to show the heaviest page of a unit for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.serving import FirstView, first_view, served
from tests.views import kinds, launch

UNITS = 11


@pytest.fixture(scope="module")
def views(site: Path) -> Iterator[dict[str, FirstView]]:
    """The first view of every page of a unit."""
    folder = kinds(site)["units"].parent
    pages = [page for page in sorted(folder.glob("*.html")) if 'class="reading-text' in page.read_text("utf-8")]
    with sync_playwright() as playwright, served(site) as address:
        browser = launch(playwright.chromium)
        yield {page.name: first_view(browser, address, page.relative_to(site).as_posix()) for page in pages}
        browser.close()


def test_every_unit_is_light(views: dict[str, FirstView]) -> None:
    assert len(views) == UNITS
    for page, view in views.items():
        assert 5_000 < view.without_fonts <= 40_000, page
        assert view.fonts > 10_000, page
        assert view.without_fonts + view.fonts <= 86_000, page


def test_few_requests_and_none_to_others(views: dict[str, FirstView]) -> None:
    for page, view in views.items():
        assert 3 < view.requests <= 7, page  # two of them for the face
        assert view.third_parties == 0, page
