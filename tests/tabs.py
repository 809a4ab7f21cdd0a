"""One tab of a browser, which notes what it asked for and what went wrong in it."""

from __future__ import annotations

from typing import Any

TUESDAY = "2026-11-24T09:00:00+07:00"
"""The day on which the repository's own site is built."""


class Tab:
    """A context of its own, so nothing is kept from any other: a first visit.

    Args:
        now: what the phone's clock says; None leaves it to the machine.
        options: of Playwright's ``new_context``.
    """

    def __init__(
        self,
        browser: Any,
        address: str,
        *,
        now: str | None = TUESDAY,
        width: int = 360,
        height: int = 740,
        **options: Any,
    ) -> None:
        self.address = address
        settings = {"viewport": {"width": width, "height": height}, "service_workers": "block", **options}
        self.context = browser.new_context(**settings)
        self.page = self.context.new_page()
        if now:
            self.page.clock.set_fixed_time(now)
        self.wrong: list[str] = []
        self.answers: list[Any] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)
        self.context.on("response", lambda answer: self.answers.append(answer))

    def _said(self, message: Any) -> None:
        # Playwright says itself that it keeps the service worker away.
        if message.type in ("error", "warning") and "Playwright" not in message.text:
            self.wrong.append(f"{message.text} {message.location['url']}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(request.url)

    def go(self, path: str) -> Any:
        """Go to a page; gives Playwright's page."""
        self.page.goto(self.address + path)
        return self.page

    def open(self, path: str) -> Any:
        """Go to a page and wait for its script, which comes after the words."""
        self.go(path)
        self.ready()
        return self.page

    def ready(self) -> None:
        if self.page.query_selector("html[data-js]"):
            self.page.wait_for_selector("html.t7-san-sang", state="attached")

    def until(self, expression: str) -> None:
        """Wait for something to become true, without the ``eval`` that the site's policy forbids."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {expression}")
