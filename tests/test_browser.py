"""What a reader's phone does: a real Chromium, a real web server, a fixed clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
TUESDAY = "2026-11-24T09:00:00+07:00"
PHONE = {"width": 360, "height": 740}


class Reader:
    """One browser tab that notes what goes wrong in it."""

    def __init__(self, browser: Any, address: str, now: str = TUESDAY, **context: Any) -> None:
        self.address = address
        self.context = browser.new_context(viewport=PHONE, **context)
        self.page = self.context.new_page()
        self.page.clock.set_fixed_time(now)
        self.wrong: list[str] = []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(request.url)

    def open(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def reader(browser: Any, site: Path, served: Callable[[Path], str]) -> Iterator[Callable[..., Reader]]:
    readers: list[Reader] = []

    def open_tab(folder: Path = site, now: str = TUESDAY, **context: Any) -> Reader:
        readers.append(Reader(browser, served(folder), now, **context))
        return readers[-1]

    yield open_tab
    for tab in readers:
        tab.context.close()


def visible(page: Any, selector: str) -> list[str]:
    return [
        " ".join(element.inner_text().split()) for element in page.query_selector_all(selector) if element.is_visible()
    ]


def test_from_home_by_search_to_a_guide_and_to_saturday(reader: Callable[..., Reader]) -> None:
    tab = reader()
    page = tab.open("/")
    assert visible(page, "h1") == ["Bạn cần làm gì?"]
    page.wait_for_selector("html.t7-san-sang", state="attached")
    page.get_by_label("Gõ việc cần làm").fill("lam giay khai sinh")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/ho-tich/khai-sinh/")
    assert "khai sinh" in visible(page, "h1")[0].lower()
    page.get_by_role("link", name="Xem lịch thứ Bảy").click()
    page.wait_for_url("**/lich/")
    page.locator(".t7-buoi-toi", has_text="Phường 6").get_by_role("link", name="Xem lịch và đường đi").click()
    page.wait_for_url("**/lich/an-nhon/")
    first = visible(page, ".t7-buoi-toi")[0]
    assert first.startswith("Trước đây: Phường 5 và Phường 6 Buổi tới Thứ Bảy 28/11/2026, 7:30–11:30 Tại ")
    assert tab.wrong == []


def test_no_page_is_wider_than_a_phone_or_calls_another_host(reader: Callable[..., Reader], site: Path) -> None:
    tab = reader()
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    assert len(pages) >= 14
    for path in (*pages, "404.html"):
        page = tab.open(f"/{path}" if path.endswith(".html") else f"/{path}/".replace("/./", "/"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert len(page.query_selector_all("h1")) == 1, path
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.set_viewport_size(PHONE)
    assert tab.wrong == []


@pytest.mark.parametrize(
    "now,shown",
    [
        ("2026-11-24T09:00:00+07:00", "Thứ Bảy 28/11/2026, 7:30–11:30"),
        ("2026-11-28T11:29:00+07:00", "Thứ Bảy 28/11/2026, 7:30–11:30"),
        ("2026-11-28T11:30:00+07:00", "Thứ Bảy 05/12/2026, 7:30–11:30"),
        # A phone abroad: the hours are those of Vietnam.
        ("2026-11-28T04:31:00Z", "Thứ Bảy 05/12/2026, 7:30–11:30"),
    ],
)
def test_the_next_saturday_stays_right_when_the_site_is_old(
    reader: Callable[..., Reader], now: str, shown: str
) -> None:
    page = reader(now=now, timezone_id="America/New_York").open("/lich/an-nhon/")
    assert visible(page, ".t7-buoi > li") == [shown]
    assert visible(page, ".t7-da-qua") == ([] if shown.startswith("Thứ Bảy 28/11") else ["Các buổi đã qua"])


def test_a_closure_is_told_with_the_next_open_saturday(reader: Callable[..., Reader]) -> None:
    page = reader(now="2027-01-25T09:00:00+07:00").open("/lich/an-hoi-dong/")
    lines = visible(page, ".t7-buoi > li")
    assert lines[0].startswith("Thứ Bảy 30/01/2027: nghỉ (")
    # Nothing is planned behind the closures: the page says so instead of naming a day.
    assert lines[-1] == "Chưa có lịch mới. Hỏi phường trước khi đi."
    assert visible(page, ".t7-nhan") == []


def test_past_saturdays_move_apart(reader: Callable[..., Reader]) -> None:
    page = reader(now="2026-12-06T09:00:00+07:00").open("/lich/an-nhon/")
    coming = visible(page, "[data-t7=sap-toi] h3")
    assert coming[0] == "Thứ Bảy 12/12/2026, 7:30–11:30"
    page.get_by_text("Các buổi đã qua").click()
    assert [line[:18] for line in visible(page, "[data-t7=da-qua] h3")] == ["Thứ Bảy 05/12/2026", "Thứ Bảy 28/11/2026"]


def test_without_javascript_all_coming_saturdays_stand_in_order(reader: Callable[..., Reader]) -> None:
    page = reader(java_script_enabled=False).open("/lich/an-nhon/")
    lines = visible(page, ".t7-buoi > li")
    assert [line[8:18] for line in lines[:3]] == ["28/11/2026", "05/12/2026", "12/12/2026"]
    assert len(lines) >= 10 and "Chưa có lịch mới" not in " ".join(lines)
    assert visible(page, ".t7-nhan") == []
    assert visible(page, "[data-t7=sap-toi] h3")[0].startswith("Thứ Bảy 28/11/2026")


def test_the_block_for_volunteers_is_closed_and_not_printed(reader: Callable[..., Reader]) -> None:
    page = reader().open("/ho-tich/khai-sinh/")
    assert visible(page, ".t7-tinh-nguyen > summary") == ["Dành cho tình nguyện viên"]
    assert visible(page, ".t7-tinh-nguyen li") == []
    page.emulate_media(media="print")
    assert visible(page, ".t7-tinh-nguyen > summary") == []
    assert visible(page, "#cac-buoc") == ["Các bước"]


def test_what_staff_write_never_runs_in_a_page(
    reader: Callable[..., Reader], project_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import subprocess
    import sys

    bad = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7*7 }} *đậm*"
    root = project_folder({"schedule/an-nhon/2026-12-05.yml": f"nghỉ: '{bad}'\n"})
    monkeypatch.setenv("THU7_ON", "24/11/2026")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True)
    tab = reader(root / "site")
    for path in ("/lich/an-nhon/", "/lich/", "/"):
        page = tab.open(path)
        assert bad in page.text_content("main") or path != "/lich/an-nhon/"
    assert tab.wrong == []


def test_the_laws_clock_goes_by_the_phones_date_and_only_forward(reader: Callable[..., Reader]) -> None:
    def told(now: str, **context: Any) -> list[str]:
        tab = reader(now=now, **context)
        shown = visible(tab.open("/ho-tich/khai-sinh/"), "[data-ngay]")
        assert tab.wrong == []
        return shown

    (before,) = told(TUESDAY)
    assert before.endswith("Từ 01/03/2027 quy định thay đổi.")
    assert told("2027-02-28T23:59:00+07:00") == [before]
    (after,) = told("2027-03-01T00:01:00+07:00")
    assert after.startswith("Quy định đã thay đổi từ 01/03/2027.") and "Hỏi lại phường trước khi đi" in after
    assert told("1970-01-02T00:00:00+07:00") == [before]
    assert told("2027-03-02T09:00:00+07:00", java_script_enabled=False) == [before]
