"""More wards than a page has room for: found by typing, by letter, and the chosen one by itself."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import projects
import pytest
from many_wards import many
from tabs import Tab
from thu7 import project
from thu7.site import wards_page


@pytest.fixture(scope="module")
def many_wards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = projects.write(tmp_path_factory.mktemp("many"), many(20))
    (root / "docs/index.md").write_text("# Đầu trang\n\n<!-- thu7:lich -->\n", "utf-8")
    command = [str(Path(sys.executable).with_name("thu7")), "-C", str(root), "build", "--on", "24/11/2026"]
    subprocess.run(command, check=True, capture_output=True)
    return root / "site"


@pytest.fixture
def phone(tab: Callable[..., Tab], many_wards: Path, served: Callable[[Path], str]) -> Callable[..., Tab]:
    return lambda **options: tab(served(many_wards), **options)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hanh thong", "Phường Hạnh Thông (Phường cũ 3)"),
        ("DONG THANH", "Phường Đông Thạnh (Phường cũ 2)"),
        ("phuong cu 3", "Phường Hạnh Thông (Phường cũ 3)"),
        ("thông", "Phường Thông Tây Hội (Phường cũ 4)"),
        ("gò", "Phường Gò Vấp (Phường cũ 6)"),
    ],
)
def test_a_ward_is_found_by_its_new_and_old_name(phone: Callable[..., Tab], typed: str, first: str) -> None:
    page = phone().go("/")
    page.locator("#phuong").fill(typed)
    page.locator("[data-t7=phuong-thay] a").first.wait_for()
    assert page.locator("[data-t7=phuong-thay] a").first.inner_text() == first


def test_many_that_fit_are_counted_and_none_is_said(phone: Callable[..., Tab]) -> None:
    page = phone().go("/lich/")
    status = page.locator(".t7-loc [role=status]")
    page.locator("#phuong").fill("phường")
    page.get_by_text("đang có 20 phường").wait_for()
    assert page.locator("[data-t7=phuong-thay] a").count() == 8
    page.locator("#phuong").fill("xyz")
    page.get_by_text("Không có phường nào tên như vậy.").wait_for()
    page.locator("#phuong").fill("")
    assert status.inner_text() == "" and page.locator("[data-t7=phuong-thay] a").count() == 0


def test_the_chosen_ward_shows_its_next_saturday_also_without_a_network(phone: Callable[..., Tab]) -> None:
    own = phone(now="2026-11-28T12:00:00+07:00", service_workers="allow")
    page = own.go("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.locator("#phuong").fill("go vap")
    page.locator("[data-t7=phuong-thay] a").first.click()
    page.wait_for_url("**/lich/phuong-5/")
    own.go("/")
    own.until("Boolean(document.querySelector('[data-t7=buoi-cua-toi] .t7-buoi'))")
    shown = page.locator("[data-t7=buoi-cua-toi] .t7-buoi > li:not([hidden])").all_inner_texts()
    assert (
        shown == ["Thứ Bảy 05/12/2026, 7:30–11:30"] and page.get_by_role("heading", name="Phường Gò Vấp").is_visible()
    )
    own.context.set_offline(True)
    own.go("/lich/")
    own.until("Boolean(document.querySelector('[data-t7=buoi-cua-toi] .t7-buoi'))")
    page.get_by_role("link", name="Xem lịch và đường đi").click()
    page.wait_for_url("**/lich/phuong-5/")
    assert "Gò Vấp" in page.locator("h1").inner_text()
    own.context.close()
    own.wrong[:] = [said for said in own.wrong if "Failed to load resource" not in said]


def test_without_javascript_the_letters_lead_to_every_ward(phone: Callable[..., Tab]) -> None:
    page = phone(java_script_enabled=False).go("/")
    assert not page.locator("#phuong").is_visible()
    page.get_by_role("link", name="D", exact=True).click()
    page.get_by_role("link", name="Phường Đông Thạnh").click()
    assert "Đông Thạnh" in page.locator("h1").inner_text()


@pytest.mark.parametrize("count", [2, 12, 168, 3321])
def test_the_page_of_wards_is_light_for_any_number(count: int) -> None:
    schedule, _ = project.read_schedule(projects.tree(many(count)), dt.date(2026, 11, 24))
    rosters = wards_page.listed(schedule.desks)
    page = wards_page.cards_of_wards(schedule, "lich/")
    assert ('data-t7="phuong"' in page) == (count <= 12)
    assert len(page.encode()) < 25_000 and len(gzip.compress(page.encode(), 6)) < 5_000
    listed = wards_page.wards_list(rosters).encode()
    assert len(json.loads(listed)) == count
    assert len(gzip.compress(listed, 6)) < (12_000 if count <= 168 else 60_000)
    letters = dict(wards_page.letter_pages(rosters))
    assert bool(letters) == (count > 12)
    assert sum(text.count("<li>") for text in letters.values()) == (count if letters else 0)
