"""What a reader's phone shows of guides and Saturdays, on whatever day it is: the site may have been built long ago."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tabs import TUESDAY, Tab


def visible(page: Any, selector: str) -> list[str]:
    """The words of the elements that are seen, with single spaces."""
    found = page.query_selector_all(selector)
    return [" ".join(element.inner_text().split()) for element in found if element.is_visible()]


def test_from_home_by_search_to_a_guide_and_to_saturday(tab: Callable[..., Tab]) -> None:
    own = tab(service_workers="allow")
    page = own.open("/")
    assert visible(page, "h1") == ["Bạn cần làm gì?"]
    page.get_by_label("Gõ việc cần làm").fill("lam giay khai sinh")
    assert own.found()[0] == "./ho-tich/khai-sinh/"
    own.options.first.click()
    page.wait_for_url("**/ho-tich/khai-sinh/")
    assert "khai sinh" in visible(page, "h1")[0].lower()
    page.get_by_role("link", name="Xem lịch thứ Bảy").click()
    page.wait_for_url("**/lich/")
    page.locator(".t7-buoi-toi", has_text="Phường 6").get_by_role("link", name="Xem lịch và đường đi").click()
    page.wait_for_url("**/lich/an-nhon/")
    first = visible(page, ".t7-buoi-toi")[0]
    assert first.startswith("Trước đây: Phường 5 và Phường 6 Buổi tới Thứ Bảy 28/11/2026, 7:30–11:30 Tại ")


def test_no_volunteers_page_is_wider_than_a_phone_or_calls_another_host(tab: Callable[..., Tab], site: Path) -> None:
    own = tab()
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.glob("lich/rieng/*/index.html"))
    assert len(pages) > 14
    for path in pages:
        page = own.go(f"/{path}/")
        assert len(page.query_selector_all("h1")) == 1, path
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(
    "now,shown",
    [
        ("2026-11-26T09:00:00+07:00", "Thứ Bảy 28/11/2026, 7:30–11:30"),
        ("2026-11-28T11:29:00+07:00", "Thứ Bảy 28/11/2026, 7:30–11:30"),
        ("2026-11-28T11:30:00+07:00", "Thứ Bảy 05/12/2026, 7:30–11:30"),
        # A phone abroad: the hours are those of Vietnam.
        ("2026-11-28T04:31:00Z", "Thứ Bảy 05/12/2026, 7:30–11:30"),
    ],
)
def test_the_next_saturday_stays_right_when_the_site_is_old(tab: Callable[..., Tab], now: str, shown: str) -> None:
    page = tab(now=now, timezone_id="America/New_York").go("/lich/an-nhon/")
    assert visible(page, ".t7-buoi > li") == [shown]
    behind = page.locator("[data-t7=da-qua] h3").all_text_contents()
    assert any("28/11/2026" in day for day in behind) != shown.startswith("Thứ Bảy 28/11")
    assert visible(page, ".t7-da-qua") == ["Các buổi đã qua"]


def test_a_closure_is_told_with_the_next_open_saturday(tab: Callable[..., Tab]) -> None:
    page = tab(now="2027-01-25T09:00:00+07:00").go("/lich/an-hoi-dong/")
    lines = visible(page, ".t7-buoi > li")
    assert lines[0].startswith("Thứ Bảy 30/01/2027: nghỉ (")
    # Nothing is planned behind the closures: the page says so instead of naming a day.
    assert lines[-1] == "Chưa có lịch mới. Hỏi phường trước khi đi."
    assert visible(page, ".t7-nhan") == []


def test_past_saturdays_move_apart(tab: Callable[..., Tab]) -> None:
    page = tab(now="2026-12-06T09:00:00+07:00").go("/lich/an-nhon/")
    coming = visible(page, "[data-t7=sap-toi] h3")
    assert coming[0] == "Thứ Bảy 12/12/2026, 7:30–11:30"
    page.get_by_text("Các buổi đã qua").click()
    assert [line[8:18] for line in visible(page, "[data-t7=da-qua] h3")][:3] == [
        "05/12/2026",
        "28/11/2026",
        "21/11/2026",
    ]


def test_without_javascript_all_coming_saturdays_stand_in_order(tab: Callable[..., Tab]) -> None:
    page = tab(java_script_enabled=False).go("/lich/an-nhon/")
    lines = visible(page, ".t7-buoi > li")
    assert [line[8:18] for line in lines[:3]] == ["28/11/2026", "05/12/2026", "12/12/2026"]
    assert len(lines) >= 10 and "Chưa có lịch mới" not in " ".join(lines)
    assert visible(page, ".t7-nhan") == []
    assert visible(page, "[data-t7=sap-toi] h3")[0].startswith("Thứ Bảy 28/11/2026")


def test_the_block_for_volunteers_is_closed_and_not_printed(tab: Callable[..., Tab]) -> None:
    page = tab().go("/ho-tich/khai-sinh/")
    assert visible(page, ".t7-tinh-nguyen > summary") == ["Dành cho tình nguyện viên"]
    assert visible(page, ".t7-tinh-nguyen li") == []
    page.emulate_media(media="print")
    assert visible(page, ".t7-tinh-nguyen > summary") == []
    assert visible(page, "#cac-buoc") == ["Các bước"]


def test_what_staff_write_never_runs_in_a_page(
    tab: Callable[..., Tab],
    served: Callable[[Path], str],
    project_folder: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7*7 }} *đậm*"
    root = project_folder({"schedule/an-nhon/2026-12-05.yml": f"nghỉ: '{bad}'\n"})
    monkeypatch.setenv("THU7_ON", "26/11/2026")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True)
    own = tab(served(root / "site"))
    for path in ("/lich/an-nhon/", "/lich/", "/"):
        page = own.go(path)
        assert bad in page.text_content("main") or path != "/lich/an-nhon/"


def test_the_laws_clock_goes_by_the_phones_date_and_only_forward(tab: Callable[..., Tab]) -> None:
    def told(now: str, **context: Any) -> list[str]:
        return visible(tab(now=now, **context).go("/ho-tich/khai-sinh/"), "[data-ngay]")

    (before,) = told(TUESDAY)
    assert before.endswith("Từ 01/03/2027 quy định thay đổi.")
    assert told("2027-02-28T23:59:00+07:00") == [before]
    (after,) = told("2027-03-01T00:01:00+07:00")
    assert after.startswith("Quy định đã thay đổi từ 01/03/2027.") and "Hỏi lại phường trước khi đi" in after
    assert told("1970-01-02T00:00:00+07:00") == [before]
    assert told("2027-03-02T09:00:00+07:00", java_script_enabled=False) == [before]
