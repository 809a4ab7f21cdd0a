"""The secretary's page on a phone: counts kept, copied, taken along to the git host; nothing sent and nobody named."""

from __future__ import annotations

import datetime as dt
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from projects import own
from tabs import Tab
from thu7 import publishing
from thu7.calendar import addresses
from thu7.output import Settings
from thu7.results import report
from thu7.results.tally import Tally
from thu7.rota import results_file
from thu7.text.problems import Notes
from thu7.text.yaml_reader import read_yaml

SECRET = "a secret for tests"
NOON = "2026-11-28T11:40:00+07:00"
DAY = dt.date(2026, 11, 28)


@pytest.fixture(scope="module")
def at() -> str:
    return f"/{addresses.secretary_page(SECRET, own().schedule.rosters['an-nhon'])}"


def field(page: Any, name: str) -> Any:
    return page.locator(f".dem[data-muc='{name}']")


def plus(page: Any, name: str, times: int = 1) -> None:
    for _ in range(times):
        field(page, name).get_by_role("button", name=re.compile("Thêm một")).click()


def filled(page: Any) -> None:
    plus(page, "hộ tịch", 3)
    page.get_by_role("button", name="Trực tiếp", exact=True).click()
    plus(page, "vneid")
    page.get_by_role("button", name="Chỉ hỏi", exact=True).click()
    plus(page, "hộ tịch", 2)
    field(page, "hộ tịch").get_by_role("button", name=re.compile("Bớt một")).click()
    field(page, "co").get_by_role("textbox").fill("25")
    plus(page, "khong")
    plus(page, "hen", 2)
    assert page.locator("input:checked").count() == 0, "who was planned is not who came"
    for code in ("khoa", "dat", "tam"):
        page.locator(f"input[value={code}]").check()
    page.locator("input[value=tam]").uncheck()
    page.locator("summary", has_text="Người khác").click()
    page.locator("input[value=minh]").check()


def text(page: Any, which: str) -> str:
    said: str = page.locator(f"[data-chu={which}]").text_content()
    return said


def test_a_morning_is_counted_kept_copied_and_read_back(tab: Callable[..., Tab], at: str) -> None:
    phone = tab(now=NOON, permissions=["clipboard-read", "clipboard-write"])
    page = phone.go(at)
    assert page.locator("[name=ngay]").input_value() == DAY.isoformat()
    filled(page)
    page.reload()
    notes = Notes()
    record = read_yaml("tep.yml", text(page, "tep"), notes)
    assert record is not None
    read = results_file.read_results("an-nhon", DAY, record, notes)
    assert read is not None and notes.problems == []
    assert (read.people, read.online, read.counter, read.asked, read.again) == (5, 3, 1, 1, 2)
    assert (read.fields, read.content, read.discontent) == ((("hộ tịch", 4), ("vneid", 1)), 25, 1)
    assert {key for key, _ in read.attended} == {f"an-nhon/{code}" for code in ("khoa", "dat", "minh")}
    assert results_file.written(read) == text(page, "tep"), "page and command write the same file"
    said = "\n".join(["Kết quả buổi 28/11/2026, Phường An Nhơn", *report.sentences(Tally((read,)))])
    assert text(page, "tin") == said, "page and command say the same"
    page.get_by_role("button", name="Chép tệp").click()
    page.get_by_role("button", name="Đã chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text(page, "tep")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_each_saturday_has_its_own_counts_and_can_be_cleared(tab: Callable[..., Tab], at: str) -> None:
    page = tab(now=NOON).go(at)
    plus(page, "vneid", 2)
    page.locator("[name=ngay]").select_option("2026-12-05")
    assert "lượt người: 0" in text(page, "tep") and "2026-12-05.ket-qua.yml" in page.locator("[data-ten]").inner_text()
    page.locator("[name=ngay]").select_option("2026-11-28")
    assert "lượt người: 2" in text(page, "tep")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Xóa số đang ghi").click()
    assert "lượt người: 0" in text(page, "tep")


def test_what_is_no_number_is_said_and_not_counted(tab: Callable[..., Tab], at: str) -> None:
    page = tab(now=NOON).go(at)
    box = field(page, "vneid").get_by_role("textbox")
    for typed, count in (("２１", 21), (" 7 ", 7), ("5000", 5000), ("", 0), ("4", 4)):
        box.fill(typed)
        assert f"lượt người: {count}\n" in text(page, "tep"), typed
    for typed in ("-3", "1,5", "1.5", "5001", "1e2", "abc"):
        box.fill(typed)
        assert "lượt người: 4\n" in text(page, "tep") and box.get_attribute("aria-invalid") == "true", typed
        assert f"“{typed}” không phải là số người" in page.locator(".cong").inner_text()
    page.locator("h1").click()
    assert box.input_value() == "4" and box.get_attribute("aria-invalid") is None
    box.fill("0")
    field(page, "vneid").get_by_role("button", name=re.compile("Bớt một")).click()
    assert "lượt người: 0\n" in text(page, "tep")


def test_a_saturday_that_is_written_down_is_marked_and_not_offered_first(tab: Callable[..., Tab], at: str) -> None:
    page = tab(now="2026-11-27T08:00:00+07:00").go(at)
    chosen = page.locator("[name=ngay]")
    assert chosen.input_value() == "2026-11-21" and "(đã ghi)" in chosen.inner_text()
    assert page.locator(".da-co").is_visible() and not page.locator("a.kho").is_visible()
    chosen.select_option("2026-11-28")
    assert not page.locator(".da-co").is_visible() and page.locator("a.kho").is_visible()


def test_without_storage_and_without_network_it_still_counts(tab: Callable[..., Tab], at: str) -> None:
    phone = tab(now=NOON)
    phone.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage'); } })"
    )
    page = phone.go(at)
    phone.context.set_offline(True)
    plus(page, "vneid", 2)
    assert "lượt người: 2" in text(page, "tep") and "Đừng đóng trang" in page.locator(".giu").inner_text()


def test_nobody_is_asked_and_no_name_can_be_typed(tab: Callable[..., Tab], at: str) -> None:
    phone = tab(now=NOON)
    asked: list[str] = []
    page = phone.go(at)
    page.on("request", lambda request: asked.append(request.url))
    filled(page)
    assert asked == []
    assert page.locator("textarea, input:not([inputmode=numeric]):not([type=checkbox])").count() == 0
    shown = page.locator("body").inner_text() + page.content()
    for person in own().schedule.rosters["an-nhon"].volunteers:
        assert (person.name in shown) == person.public, person.code


@pytest.fixture
def host() -> Iterator[tuple[str, list[str]]]:
    """A git host that takes what a new file's page takes."""
    asked: list[str] = []

    class Host(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<title>New file</title>")

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/doan/thu7", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("edit_uri", "page_of_host", "name", "value"),
    [
        ("edit/main/docs/", "/doan/thu7/new/main/schedule/an-nhon", "filename", "value"),
        ("_edit/main/docs/", "/doan/thu7/_new/main/schedule/an-nhon", "filename", "value"),
        ("-/edit/main/docs/", "/doan/thu7/-/new/main/schedule/an-nhon", "file_name", None),
    ],
)
def test_the_git_host_gets_the_file(
    tab: Callable[..., Tab],
    host: tuple[str, list[str]],
    served: Callable[[Path], str],
    tmp_path: Path,
    *,
    edit_uri: str,
    page_of_host: str,
    name: str,
    value: str | None,
) -> None:
    repository, asked = host
    made = publishing.outputs(
        own(), Settings(site_url="https://thu7.example/", secret=SECRET, repository=(repository, edit_uri))
    )
    for output in made:
        if output.uri.startswith("assets/secretary") or "bien-ban" in str(output.content):
            path = tmp_path / output.uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.content if isinstance(output.content, bytes) else output.content.encode())
    page = Tab(tab("about:blank").context.browser, served(tmp_path), now=NOON).go(
        f"/{addresses.secretary_page(SECRET, own().schedule.rosters['an-nhon'])}"
    )
    plus(page, "vneid", 2)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Lưu lên kho").click()
    opened.value.wait_for_load_state()
    query = urlsplit(next(path for path in asked if "favicon" not in path))
    given = parse_qs(query.query)
    assert query.path == page_of_host and given[name] == ["2026-11-28.ket-qua.yml"]
    assert given.get(value or "value", [None])[0] == (text(page, "tep") if value else None)
    assert ("Chép tệp trước" in page.locator("p.kho").inner_text()) == (value is None)
    page.context.close()
