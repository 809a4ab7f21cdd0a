"""Tabs of a real Chromium on the repository's own site, as a phone shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tabs import Tab


@pytest.fixture(scope="session")
def address(site: Path, served: Callable[[Path], str]) -> str:
    return served(site)


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Callable[..., Tab]]:
    """Opens a tab, of the site or of another address; whatever went wrong in one of them fails the test."""
    tabs: list[Tab] = []

    def open_tab(at: str = address, **options: Any) -> Tab:
        tabs.append(Tab(browser, at, **options))
        return tabs[-1]

    yield open_tab
    wrong = [said for one in tabs for said in one.wrong]
    for one in tabs:
        one.context.close()
    assert wrong == []
