"""The budgets that are counts: what a browser loads to show the heaviest page of a unit for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.serving import FirstView, first_view, served
from tests.views import kinds, launch


@pytest.fixture(scope="module")
def view(site: Path) -> Iterator[FirstView]:
    with sync_playwright() as playwright, served(site) as address:
        browser = launch(playwright.chromium)
        yield first_view(browser, address, kinds(site)["units"].relative_to(site).as_posix())
        browser.close()


def test_the_heaviest_unit_is_light(view: FirstView) -> None:
    assert 5_000 < view.without_fonts <= 40_000
    assert view.fonts > 10_000
    assert view.without_fonts + view.fonts <= 90_000


def test_few_requests_and_none_to_others(view: FirstView) -> None:
    assert 3 < view.requests <= 8
    assert view.third_parties == 0
