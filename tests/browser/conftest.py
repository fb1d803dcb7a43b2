"""One browser for the tests of a file, and a page in which every complaint of the browser is a failure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.views import launch, offline


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launch(playwright.chromium)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without network; whatever the browser complains of fails the test."""
    context = offline(browser)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # A browser gives the icon up when one goes on to another page.
    page.on("requestfailed", lambda r: complaints.extend([r.url] * (r.failure != "net::ERR_ABORTED")))
    page.on("request", lambda request: complaints.extend([request.url] * (not request.url.startswith("file:"))))
    yield page
    context.close()
    assert complaints == []
