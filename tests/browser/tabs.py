"""A tab of a browser, with the questions that tests have about what a reader would notice."""

import json
import time

from playwright.sync_api import ConsoleMessage, Error, Page, Route

PATIENCE_S = 10.0
PAUSE_MS = 15

AWAY = ("net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET", "net::ERR_EMPTY_RESPONSE", "net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_CONNECTION_CLOSED")  # fmt: skip
"""What a browser says by itself of a server that is away."""

GONE = "status of 404"
"""What it says of a page or stream that is not there."""


class Tab:
    """A page with all that went wrong in it."""

    def __init__(self, page: Page) -> None:
        """Listen to what the page says, and to mistakes that nobody catches."""
        self.page = page
        self.errors: list[str] = []
        self._allowed: tuple[str, ...] = ()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def allow(self, *parts: str) -> None:
        """Expect messages with one of these parts from now on: browsers report failing requests, wanted or not."""
        self._allowed += parts

    def _hear(self, message: ConsoleMessage) -> None:
        is_expected = any(part in message.text for part in self._allowed)
        if message.type in {"error", "warning"} and not is_expected:
            self.errors.append(message.text)

    def open(self, address: str) -> None:
        """Load a page and wait until its stream is open, so that no later change can be missed."""
        with self.page.expect_request(lambda request: "/events?" in request.url):
            self.page.goto(address)
        self.page.evaluate("window.marker = 'the same document'")

    def wait_for_text(self, text: str) -> None:
        """Wait until the page's text has a part."""
        self.wait_for(f"document.body?.innerText.includes({json.dumps(text)})")

    def wait_for(self, claim: str) -> None:
        """Wait until an expression is true.

        It is asked again and again from outside: Playwright's own waiting evaluates texts in the page, which the page's
        policy forbids.
        """
        end_s = time.monotonic() + PATIENCE_S
        while not self._is_true(claim):
            if time.monotonic() > end_s:
                message = f"it was waited in vain for: {claim}"
                raise AssertionError(message)
            self.page.wait_for_timeout(PAUSE_MS)

    def _is_true(self, claim: str) -> bool:
        try:
            return bool(self.page.evaluate(claim))
        except Error as error:
            # The page was left in the middle of the question.
            if "navigat" in str(error) or "context was destroyed" in str(error):
                return False
            raise

    def ask(self, expression: str) -> object:
        """Evaluate an expression in the page."""
        return self.page.evaluate(expression)

    @property
    def is_same_document(self) -> bool:
        """Whether nothing was loaded since the page was opened."""
        return bool(self.page.evaluate("window.marker === 'the same document'"))

    def hold(self, pattern: str) -> list[Route]:
        """Have the next request of a pattern wait; it comes into the list when it is made."""
        held: list[Route] = []

        def keep(route: Route) -> None:
            held.append(route)

        self.page.route(pattern, keep, times=1)
        return held

    def hide(self) -> None:
        """Put another tab in front."""
        self.page.evaluate("setHidden(true)")

    def show(self) -> None:
        """Put this tab in front again."""
        self.page.evaluate("setHidden(false)")
