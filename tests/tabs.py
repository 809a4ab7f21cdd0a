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
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
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

    @property
    def box(self) -> Any:
        """The search box, once it has come."""
        return self.page.get_by_role("combobox", name="Gõ việc cần làm")

    @property
    def options(self) -> Any:
        """The lines of the list below it that are seen."""
        return self.page.locator("[role=option]:visible")

    def found(self) -> list[str]:
        """Where the lines of the answer lead that lasts, the best first."""
        self.options.first.wait_for()
        if self.page.workers:
            self._wait_for_the_lasting_answer()
        return list(self.options.evaluate_all("options => options.map(option => option.getAttribute('href'))"))

    def _wait_for_the_lasting_answer(self) -> None:
        """What is shown may be of the words as they were a key before: ask once more, and wait for that."""
        self.page.evaluate(
            """() => {
                document.querySelectorAll("[role=option]").forEach((option) => { option.dataset.before = ""; });
                document.querySelector("[role=combobox][aria-expanded=true]").dispatchEvent(new Event("input"));
            }"""
        )
        self.page.locator("[role=option]:not([data-before]):visible").first.wait_for()
