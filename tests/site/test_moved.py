"""Addresses that have moved: from paper, from a subscribed phone, on any host and behind nginx."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from projects import tree
from repositories import commit, git
from thu7 import folders, project
from thu7.calendar import addresses

OLD, ROSTER = "guides/dia-chi-cu.yml", "schedule/an-nhon/roster.yml"
ON = dt.date(2026, 11, 24)
MOVED = "địa chỉ cũ:\n  - {cũ: /giay-to/lam-khai-sinh/, mới: ho-tich/khai-sinh}\n  - {cũ: lich/phuong-5, mới: lich/an-nhon}\n"
Write = Callable[..., Path]


@pytest.fixture
def site(project_folder: Write) -> Path:
    return build(project_folder({OLD: MOVED}))


def build(root: Path) -> Path:
    command = [str(Path(sys.executable).parent / "thu7"), "-C", str(root), "build", "--on", "24/11/2026"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "THU7_SECRET": "s"})
    return root / "site"


def test_a_phone_that_subscribed_at_an_old_address_gets_the_same_calendar(site: Path) -> None:
    assert (site / "lich/phuong-5.ics").read_bytes() == (site / "lich/an-nhon.ics").read_bytes()


def test_on_any_host_an_old_address_leads_to_the_page(site: Path, served: Callable[[Path], str], browser: Any) -> None:
    address = served(site)
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        for old, new in (("giay-to/lam-khai-sinh", "ho-tich/khai-sinh"), ("lich/phuong-5", "lich/an-nhon")):
            page.goto(f"{address}/{old}/")
            page.wait_for_url(f"{address}/{new}/")
        context.close()
    assert "giay-to" not in (site / "sitemap.xml").read_text("utf-8")


def test_nginx_answers_with_a_redirect(site: Path, served_by_nginx: Callable[[Path], str]) -> None:
    address = served_by_nginx(site)

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    def ask(path: str) -> tuple[int, str]:
        try:
            answer = urllib.request.build_opener(Stay).open(f"{address}/{path}")
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.headers.get("Location", "").removeprefix(address)

    assert ask("giay-to/lam-khai-sinh") == ask("giay-to/lam-khai-sinh/") == (301, "/ho-tich/khai-sinh/")
    assert ask("ho-tich/khai-sinh/") == (200, "")
    assert ask("_moved.conf")[0] == 404


def test_nginx_takes_addresses_of_any_length(project_folder: Write, served_by_nginx: Callable[[Path], str]) -> None:
    old = "-".join(["dang-ky-khai-sinh-ket-hop-nhan-cha-me-con"] * 4)
    site = build(project_folder({OLD: f"địa chỉ cũ:\n  - {{cũ: ho-tich/{old}, mới: ho-tich/khai-sinh}}\n"}))
    answer = urllib.request.urlopen(f"{served_by_nginx(site)}/ho-tich/{old}")
    assert answer.url.endswith("/ho-tich/khai-sinh/")


def test_when_a_wards_folder_gets_another_name_nobody_is_told_that_they_are_off(project_folder: Write) -> None:
    root = project_folder()
    git(root, "init", "-q")
    commit(root, "docs/a.md", "# A\n", 10)
    before = build(root)
    own = {path.name: path.read_bytes() for path in (before / "lich/rieng").glob("*.ics")}
    (root / "schedule/an-nhon").rename(root / "schedule/an-nhon-dong")
    commit(root, OLD, "địa chỉ cũ: [{cũ: lich/an-nhon, mới: lich/an-nhon-dong}]\n", 20)
    site = build(root)
    assert len(own) == 2 and len(list((site / "lich/rieng").glob("*.ics"))) == 4
    for name in own:
        data = (site / "lich/rieng" / name).read_bytes()
        assert b"STATUS:CONFIRMED" in data and b"STATUS:CANCELLED" not in data
        page = site / "lich/rieng" / name.removesuffix(".ics")
        assert "Đã hủy" not in (page / "index.html").read_text("utf-8") and (page / "2026-11-28.ics").is_file()
    assert (site / "lich/an-nhon/2026-11-28.ics").is_file()


def test_when_wards_become_one_nobody_gets_the_calendar_of_a_namesake_in_code(project_folder: Write) -> None:
    west = tree()[ROSTER].decode().replace("Trần Quang Minh", "Lê Văn Minh").replace("An Nhơn", "Tây")
    day = "phân công: {trưởng ca: [lan], vneid: [minh]}\n"
    root = project_folder({"schedule/tay/roster.yml": west, "schedule/tay/2026-11-28.yml": day})
    git(root, "init", "-q")
    commit(root, "docs/a.md", "# A\n", 10)
    wards = project.read(folders.load(root), ON).schedule
    theirs = {
        key: addresses.personal_uri("s", one) for key in ("tay/minh", "an-nhon/minh") if (one := wards.person(key))
    }
    shutil.rmtree(root / "schedule/tay")
    commit(root, OLD, "địa chỉ cũ: [{cũ: lich/tay, mới: lich/an-nhon}]\n", 20)
    site = build(root)
    old, other = ((site / theirs[key]).read_bytes() for key in ("tay/minh", "an-nhon/minh"))
    assert old.count(b"STATUS:CANCELLED") == 1 and b"STATUS:CONFIRMED" not in old and b"STATUS:CONFIRMED" in other
    page = (site / addresses.page_of(theirs["tay/minh"]) / "index.html").read_text("utf-8")
    assert theirs["an-nhon/minh"].removesuffix(".ics") not in page


def test_an_address_that_was_withdrawn_after_the_move_stays_withdrawn(project_folder: Write) -> None:
    root = project_folder()
    git(root, "init", "-q")
    commit(root, "docs/a.md", "# A\n", 10)
    minh = project.read(folders.load(root), ON).schedule.person("an-nhon/minh")
    assert minh
    (root / "schedule/an-nhon").rename(root / "schedule/dong")
    commit(root, OLD, "địa chỉ cũ: [{cũ: lich/an-nhon, mới: lich/dong}]\n", 20)
    roster = (root / "schedule/dong/roster.yml").read_text("utf-8")
    commit(root, "schedule/dong/roster.yml", roster + "    lần cấp: 1\n", 30)
    assert not (build(root) / addresses.personal_uri("s", minh)).exists()
    commit(root, "schedule/dong/2026-11-28.yml", "phân công: {trưởng ca: [lan]}\n", 40)
    commit(root, "schedule/dong/roster.yml", roster.partition("  - mã: minh")[0], 50)
    site = build(root)
    assert not (site / addresses.personal_uri("s", minh)).exists()
    assert (site / addresses.personal_uri("s", replace(minh, ward="dong", issue=1))).is_file()


def test_hosts_that_read_redirects_are_told(site: Path) -> None:
    lines = (site / "_redirects").read_text("utf-8").splitlines()
    assert "/lich/phuong-5/ /lich/an-nhon/ 301" in lines and len(lines) == 4


@pytest.mark.parametrize(
    "text,expected",
    [
        ("địa chỉ cũ:\n  - cũ: lich/an-nhon\n    mới: ho-tich\n", [(2, "double-address", "Vẫn còn trang")]),
        (
            "địa chỉ cũ:\n  - cũ: a\n    mới: ho-tich/khai-sin\n",
            [(2, "missing-link", "Có phải là “ho-tich/khai-sinh”?")],
        ),
        (
            "địa chỉ cũ:\n  - cũ: ../a\n    mới: https://x.vn/a\n",
            [(2, "bad-value", "../a"), (3, "bad-value", "https://x.vn/a")],
        ),
        (
            "địa chỉ cũ:\n  - {cũ: a, mới: ho-tich}\n  - {cũ: a/, mới: ho-tich}\n",
            [(3, "double-key", "đã có ở dòng 2")],
        ),
        ("địa chỉ cũ:\n  - {mới: ho-tich}\n", [(2, "missing-key", "cũ")]),
    ],
    ids=["still there", "no such page", "no address", "twice", "half"],
)
def test_mistakes_are_told_with_their_line(text: str, expected: list[tuple[int, str, str]]) -> None:
    found = project.read(tree({OLD: text}), dt.date(2026, 11, 24)).problems
    assert [(one.place.path, one.place.line, one.code) for one in found] == [(OLD, *rest) for *rest, _ in expected]
    for one, (_, _, said) in zip(found, expected, strict=True):
        assert said in f"{one.message} {one.hint}"
