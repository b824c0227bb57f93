"""A real browser for tests: Debian's Chromium, driven by Playwright, which brings none of its own."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.previews import Preview
from tests.browser.programs import ARGUMENTS, MISSING, find_browser
from tests.browser.tabs import Tab

HIDING = """
{
  let isHidden = false;
  Object.defineProperty(Document.prototype, "hidden", { get: () => isHidden });
  Object.defineProperty(Document.prototype, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
  window.setHidden = (value) => {
    isHidden = value;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  };
}
"""
"""Has a page believe that its tab is hidden: without a screen every tab is visible."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the browser once, for these tests alone: its driver is a child of this process, with a loop in this thread.

    Where there is none, tests are skipped, but never where it was to be installed.
    """
    program = find_browser()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a profile without a past."""
    made = browser.new_context(viewport={"width": 1000, "height": 700}, reduced_motion="reduce")
    made.set_default_timeout(10_000)
    made.add_init_script(HIDING)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Tab]:
    """Open a tab that must stay without errors, those of the page's policy among them."""
    opened = Tab(context.new_page())
    yield opened
    assert opened.errors == []


@pytest.fixture
def preview() -> Iterator[Preview]:
    """Serve a site that a test changes as if it were built again and again."""
    served = Preview()
    yield served
    served.stop()
    assert served.errors == []
