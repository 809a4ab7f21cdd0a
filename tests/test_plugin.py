"""One small project built for real, through MkDocs itself and through the command."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

MKDOCS = ("mkdocs", "build", "--strict")
THU7 = ("thu7", "build")
DOORS = pytest.mark.parametrize("door", [MKDOCS, THU7], ids=["mkdocs", "thu7"])
BROKEN = {"schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: [lam]}\n"}
Write = Callable[..., Path]


def run(door: tuple[str, ...], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    bin_folder = Path(sys.executable).parent
    return subprocess.run(
        [str(bin_folder / door[0]), *door[1:]],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "THU7_ON": "24/11/2026", "THU7_SECRET": "s", **environment},
    )


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@DOORS
def test_a_wards_smallest_settings_give_the_whole_site(project_folder: Write, door: tuple[str, ...]) -> None:
    root = project_folder()
    before = digests(root)
    done = run(door, root)
    assert done.returncode == 0, done.stderr
    site = root / "site"
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    pages = {page for page in pages if not page.startswith("lich/rieng/")}
    assert pages == {".", "ho-tich", "ho-tich/khai-sinh", "lich", "lich/an-nhon", "ket-qua", "tim", "di-dau", "van-ban"}
    assert (site / "lich/an-nhon.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    own = [path.name for path in (site / "lich/rieng").glob("*.ics")]
    assert len(own) == 2 and all(re.fullmatch(r"[0-9a-f]{40}\.ics", name) for name in own)
    # Nothing but the site has come or changed.
    assert {path: digest for path, digest in digests(root).items() if not path.startswith("site/")} == before
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


@DOORS
def test_the_same_project_gives_the_same_bytes(project_folder: Write, door: tuple[str, ...]) -> None:
    root = project_folder()
    run(door, root, SOURCE_DATE_EPOCH="1795500000")
    first = digests(root / "site")
    run(door, root, SOURCE_DATE_EPOCH="1795500000")
    # What is new against the site before is all that differs: nothing.
    nothing = hashlib.sha256(b"").hexdigest()
    assert digests(root / "site") == {**first, "_changed.txt": nothing} != first
    shutil.rmtree(root / "site")
    run(door, root, SOURCE_DATE_EPOCH="1795500000")
    assert digests(root / "site") == first


@DOORS
def test_an_error_leaves_the_last_good_site_as_it_was(project_folder: Write, door: tuple[str, ...]) -> None:
    root = project_folder()
    assert run(door, root).returncode == 0
    good = digests(root / "site")
    project_folder(BROKEN)
    done = run(door, root)
    assert done.returncode == 1
    assert "schedule/an-nhon/2026-11-28.yml:1:25: lỗi: " in done.stderr and "“lan”" in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(root / "site") == good
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("door", [MKDOCS, (*THU7, "--strict")], ids=["mkdocs", "thu7"])
def test_a_strict_build_that_mkdocs_warns_of_leaves_the_last_good_site(
    project_folder: Write, door: tuple[str, ...]
) -> None:
    root = project_folder()
    assert run(door, root).returncode == 0
    good = digests(root / "site")
    with (root / "mkdocs.yml").open("a") as settings:
        settings.write("nav: [khong-co.md]\n")
    done = run(door, root)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert digests(root / "site") == good
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


def test_warnings_do_not_trip_a_strict_mkdocs_and_stop_a_strict_thu7(project_folder: Write) -> None:
    root = project_folder({"schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: [lan]}\n"})
    assert run(MKDOCS, root).returncode == 0
    done = run(THU7, root)
    assert done.returncode == 0 and "lưu ý" in done.stderr
    assert run((*THU7, "--strict"), root).returncode == 1


def test_pages_lead_to_the_files_that_staff_edit(project_folder: Write) -> None:
    root = project_folder()
    with (root / "mkdocs.yml").open("a") as settings:
        settings.write("repo_url: https://git.example/w/thu7\nedit_uri: edit/main/docs/\n")
    assert run(THU7, root).returncode == 0
    pencils = {
        "index.html": "docs/index.md",
        "ho-tich/index.html": "guides/ho-tich/index.md",
        "ho-tich/khai-sinh/index.html": "guides/ho-tich/khai-sinh.md",
        "lich/an-nhon/index.html": "schedule/an-nhon/roster.yml",
        "lich/index.html": "schedule/holidays.yml",
    }
    for page, source in pencils.items():
        text = (root / "site" / page).read_text("utf-8")
        found = re.search(r'<a href="([^"]+)" rel="edit"', text)
        assert found, page
        assert urllib.parse.urljoin("https://x/", found[1]) == f"https://git.example/w/thu7/edit/main/{source}", page


def test_pages_are_described_and_personal_calendars_stay_unlisted(project_folder: Write) -> None:
    root = project_folder()
    assert run(THU7, root).returncode == 0
    site = root / "site"
    guide = (site / "ho-tich/khai-sinh/index.html").read_text("utf-8")
    assert '<meta name="description" content="Đăng ký khai sinh cho con.">' in guide
    assert "rieng" not in (site / "sitemap.xml").read_text("utf-8")
    assert not (site / "search").exists()
    for page in site.rglob("*"):
        if page.suffix in (".html", ".json", ".xml", ".txt", ".js") and "rieng" not in page.parts:
            assert "rieng/" not in page.read_text("utf-8"), page


def test_without_a_secret_there_are_no_personal_calendars_and_the_build_says_so(project_folder: Write) -> None:
    root = project_folder()
    for door in (("mkdocs", "build"), THU7):
        done = run(door, root, THU7_SECRET="")
        assert done.returncode == 0
        assert "THU7_SECRET" in done.stderr
        assert not (root / "site/lich/rieng").exists()


def test_a_new_guide_is_one_file(project_folder: Write) -> None:
    root = project_folder()
    source = (root / "guides/ho-tich/khai-sinh.md").read_text("utf-8")
    changed = source.replace("làm giấy khai sinh", "báo tử").replace("# Đăng ký khai sinh cho con", "# Đăng ký khai tử")
    (root / "guides/ho-tich/khai-tu.md").write_text(changed, "utf-8")
    (root / "docs/ve-trang-nay.md").write_text("# Về trang này\n", "utf-8")
    assert run(THU7, root).returncode == 0
    pages = {path: (root / "site" / path / "index.html").read_text("utf-8") for path in (".", "ho-tich", "tim")}
    assert 'href="ve-trang-nay/"' in pages["."]
    assert 'href="khai-tu/"' in pages["ho-tich"] and 'href="../ho-tich/khai-tu/"' in pages["tim"]
    assert (root / "site/ho-tich/khai-tu/index.html").is_file()


@pytest.mark.server
def test_serving_reloads_on_a_saturday_and_stays_up_through_a_mistake(project_folder: Write) -> None:
    root = project_folder()
    port = _free_port()
    command = [str(Path(sys.executable).parent / "thu7"), "serve", "-a", f"127.0.0.1:{port}", "--on", "24/11/2026"]
    saturday = root / "schedule/an-nhon/2026-11-28.yml"
    good = saturday.read_text("utf-8")
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        try:
            page = f"http://127.0.0.1:{port}/lich/an-nhon/"
            _wait_for(page, lambda text: "còn thiếu" not in text)
            saturday.write_text(BROKEN["schedule/an-nhon/2026-11-28.yml"], "utf-8")
            _wait_for(page, lambda text: "Bạn đang xem bản trước đó" in text and "“lam”" in text)
            saturday.write_text(good.replace("vneid: [minh]", "vneid: []"), "utf-8")
            _wait_for(page, lambda text: "còn thiếu 1" in text and "Bạn đang xem bản trước đó" not in text)
        finally:
            server.terminate()
            assert server.stderr is not None
            said = server.stderr.read().decode()
    assert "schedule/an-nhon/2026-11-28.yml:1:25: lỗi: " in said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, holds: Callable[[str], bool]) -> None:
    text = ""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                text = answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            text = ""
        if text and holds(text):
            return
        time.sleep(0.2)
    raise AssertionError(f"{address} never came to hold; it ends with {text[-300:]!r}")


def test_a_file_that_says_the_same_keeps_its_date_so_that_phones_need_not_fetch_it_again(project_folder: Write) -> None:
    root = project_folder()
    assert run(THU7, root).returncode == 0
    calendar, page = root / "site/lich/an-nhon.ics", root / "site/lich/an-nhon/index.html"
    for path in (calendar, page):
        os.utime(path, (1_790_000_000, 1_790_000_000))
    roster = root / "schedule/an-nhon/roster.yml"
    roster.write_text(roster.read_text("utf-8").replace("tên cũ: [Phường 5, Phường 6]", "tên cũ: [Phường 5]"), "utf-8")
    assert run(THU7, root).returncode == 0
    assert calendar.stat().st_mtime == 1_790_000_000 and page.stat().st_mtime > 1_790_000_000


@DOORS
def test_a_build_tells_which_addresses_it_changed(project_folder: Write, door: tuple[str, ...]) -> None:
    root = project_folder()
    told = root / "site/_changed.txt"
    assert run(door, root).returncode == 0
    assert "/ho-tich/khai-sinh/" in told.read_text("utf-8").splitlines()
    # What was packed in between is no page that came or went.
    (root / "site/index.html.gz").write_bytes(b"packed")
    assert run(door, root).returncode == 0
    assert told.read_text("utf-8") == "" and not (root / "site/index.html.gz").exists()
    saturday = root / "schedule/an-nhon/2026-11-28.yml"
    saturday.write_text("nghỉ: Sửa trụ sở\n", "utf-8")
    assert run(door, root).returncode == 0
    changed = told.read_text("utf-8").splitlines()
    assert {"/lich/", "/lich/an-nhon/", "/lich/an-nhon.ics"} <= set(changed)
    assert "/ho-tich/khai-sinh/" not in changed and "/van-ban/" not in changed


@DOORS
def test_a_host_with_accents_is_ascii_wherever_a_phone_reads_it(project_folder: Write, door: tuple[str, ...]) -> None:
    root = project_folder()
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("https://thu.example/", "https://thứ-bảy.vn"), "utf-8")
    assert run(door, root).returncode == 0
    page = (root / "site/lich/an-nhon/index.html").read_text("utf-8")
    calendar = (root / "site/lich/an-nhon.ics").read_bytes().decode().replace("\r\n ", "")
    assert "webcal://xn--th-by-y11b5t.vn/lich/an-nhon.ics" in page and "xn--th-by-y11b5t.vn/" in calendar
    assert "thứ-bảy.vn" not in page + calendar


@DOORS
def test_a_site_s_address_with_a_question_is_refused(project_folder: Write, door: tuple[str, ...]) -> None:
    root = project_folder()
    assert run(door, root).returncode == 0
    good = digests(root / "site")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("https://thu.example/", "https://thu.example/?v=1"), "utf-8")
    done = run(door, root)
    assert done.returncode == 1 and "site_url" in done.stdout + done.stderr and "Traceback" not in done.stderr
    assert digests(root / "site") == good
