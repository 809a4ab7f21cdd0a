"""Odd words in staff files: each comes out as it was written, or is refused with its line; nothing of it runs or breaks anything."""

from __future__ import annotations

import datetime as dt
import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from click.testing import CliRunner
from ical.calendar_stream import IcsCalendarStream
from projects import BASE, tree
from thu7 import project, publishing, sources
from thu7.calendar import addresses
from thu7.cli.main import main
from thu7.output import Settings

ON = dt.date(2026, 11, 24)
ROSTER, DAY, PAST = (
    "schedule/an-nhon/roster.yml",
    "schedule/an-nhon/2026-11-28.yml",
    "schedule/an-nhon/2026-11-21.yml",
)
RUNS = "\"></title></script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
MARKDOWN = "*Lan* [x](javascript:window.ran=1) `c` <!-- thu7:lich --> {{ x }} {: onclick=window.ran=1 }"
NAMES = {
    "comma": "Lan, Thị; Nguyễn",
    "break": "Lan\nThị\r\nNguyễn",
    "emoji": "Lan 🎁 👩\u200d👧",
    "rtl": "Lan \u202enâhN\u202c \u200fAn",
    "script": RUNS,
    "markdown": MARKDOWN,
    "long": "Nguyễn" + "n" * 194,
    "backslash": "Lan \\n, \\; \\\\",
}
NOTE = f"Xem https://example.vn/a?b=c&d=1;e trước, nhé. {MARKDOWN}"
ADDRESS = "1C Nguyễn Văn Lượng\nphường An Nhơn; lầu 1,\nTP. Hồ Chí Minh"
DESK = f"Phường <b>An</b> *Nhơn* {RUNS}"


def quoted(text: str) -> str:
    """Any text as a double-quoted YAML scalar."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


def shown(text: str) -> str:
    """A text as it should come out: one line, nothing that turns it around."""
    return " ".join(re.sub("[\u202a-\u202e\u200e\u200f]", "", text).split())


def files() -> dict[str, str | None]:
    roster = f"""điểm trực:
  tên: {quoted(DESK)}
  nơi: {quoted(MARKDOWN + RUNS)}
  địa chỉ: {quoted(ADDRESS)}
  giờ: 7:30-11:30
  mang theo: {quoted(RUNS)}
  đường đi: {quoted(MARKDOWN)}
  tên cũ: [{quoted(RUNS)}, Phường 5]
cần mỗi ca: {{trưởng ca: 1, {quoted("vneid " + MARKDOWN[:30])}: 9}}
nghỉ: {{05/12/2026: {quoted(RUNS)}}}
tình nguyện viên:
"""
    role = quoted("vneid " + MARKDOWN[:30])
    for code, name in NAMES.items():
        roster += f"  - {{mã: {code}, tên: {quoted(name)}, nhiệm vụ: [trưởng ca, {role}], công khai: có}}\n"
    others = ", ".join(code for code in NAMES if code != "script")
    day = f"phân công: {{trưởng ca: [script], {role}: [{others}]}}\nghi chú: {quoted(NOTE)}\n"
    title = "# Nhà <50 m2> & \u202econ"
    guide = BASE["guides/ho-tich/khai-sinh.md"].replace("# Đăng ký khai sinh cho con", title)
    topic = {"guides/ho-tich/index.md": "# Hộ tịch <mới> & cũ\n", "guides/ho-tich/khai-sinh.md": guide}
    next_guide = {"guides/ho-tich/khai-tu.md": BASE["guides/ho-tich/khai-sinh.md"]}
    return (
        topic
        | next_guide
        | {
            ROSTER: roster,
            DAY: day,
            PAST: f"phân công: {{trưởng ca: [rtl]}}\nghi chú: {quoted(RUNS)}\n",
            PAST.replace(".yml", ".ket-qua.yml"): f"có mặt: [rtl]\nlượt người: 3\nghi chú: {quoted(RUNS)}\n",
        }
    )


def test_calendars_hold_every_word_in_every_parser() -> None:
    read = project.read(tree(files()), ON)
    assert [problem for problem in read.problems if problem.severity.name == "ERROR"] == []
    made = publishing.outputs(read, Settings(site_url="https://thu.example/", secret="s"))
    feeds = {one.uri: one.content for one in made if isinstance(one.content, bytes) and one.uri.endswith(".ics")}
    person = read.schedule.person("an-nhon/comma")
    assert person and len(feeds) > 2 * len(NAMES)
    for uri, data in feeds.items():
        ours = [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")]
        assert ours == [event.summary.value for event in vobject.readOne(data.decode()).contents.get("vevent", [])], uri
        assert sorted(ours) == sorted(str(e.summary) for e in IcsCalendarStream.calendar_from_ics(data.decode()).events)
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert not re.search("[\u202a-\u202e\u200e\u200f]", data.decode())
    (event,) = icalendar.Calendar.from_ical(feeds[addresses.personal_uri("s", person)]).walk("VEVENT")
    assert shown(ADDRESS) in str(event["LOCATION"]) and shown(NOTE) in str(event["DESCRIPTION"])
    assert f"Người dẫn buổi: {RUNS}." in str(event["DESCRIPTION"])


def test_messages_are_plain_lines_with_every_name(project_folder: Callable[..., Path]) -> None:
    root = project_folder(files())
    runner = CliRunner(env={sources.SECRET: "s"})
    for command in (["message", "an-nhon"], ["message", "an-nhon", "--remind"], ["feeds", "an-nhon"]):
        done = runner.invoke(main, ["-C", str(root), *command, "--on", "24/11/2026"])
        assert done.exit_code == 0, done.output
        assert not re.search("[\u202a-\u202e\u200e\u200f\r\x00-\x09]", done.output)
        if command[-1] == "--remind":
            for name in NAMES.values():
                assert f"Chào {shown(name)}," in done.output.splitlines()
            assert f"Lưu ý: {shown(NOTE)}" in done.output.splitlines()


def test_pages_show_every_word_and_run_none(
    project_folder: Callable[..., Path], served: Callable[[Path], str], browser: Any
) -> None:
    root = project_folder(files())
    environment = {**os.environ, "THU7_SECRET": "s"}
    command = [str(Path(sys.executable).parent / "thu7"), "-C", str(root), "build", "--on", "24/11/2026"]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    slips = [*command[:3], "feeds", "an-nhon", "--html", str(root / "site/phieu.html"), *command[-2:]]
    subprocess.run(slips, check=True, capture_output=True, env=environment)
    address, site = served(root / "site"), root / "site"
    pages = [path for path in site.glob("lich/rieng/*/index.html") if 'id="bien-ban"' not in path.read_text("utf-8")]
    own = [f"/{path.parent.relative_to(site).as_posix()}/" for path in pages]
    assert len(own) == len(NAMES)
    # Without the policy, which would stop a script that had come through.
    page = browser.new_page(viewport={"width": 360, "height": 740}, bypass_csp=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    words: dict[str, str] = {}
    for path in ("/", "/lich/", "/lich/an-nhon/", "/ket-qua/", "/tim/", "/phieu.html", *own):
        page.goto(address + path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.locator("a[href^='javascript' i], [onclick], img[src='x'], main b, main em").count() == 0, path
        words[path] = " ".join(page.evaluate("document.body.textContent").split())
        assert not re.search("[\u202a-\u202e\u200e\u200f]", words[path]), path
    page.goto(f"{address}/tim/?q=an+nhon")
    page.wait_for_selector("[role=option]:visible")
    assert "<b>An</b>" in page.locator("[role=listbox]").first.inner_text()
    assert page.evaluate("window.ran") is None and page.locator("[role=option] img, [role=option] script").count() == 0
    page.goto(f"{address}/ho-tich/khai-sinh/")
    for words_of in (page.title(), page.locator("h1").inner_text()):
        assert words_of.startswith("Nhà <50 m2> & con")
    assert page.locator(".duong").inner_text() == "Hộ tịch <mới> & cũ"
    assert "Hộ tịch <mới> & cũ" in page.locator(".muc").text_content()
    page.goto(f"{address}/ho-tich/khai-tu/")
    assert "Nhà <50 m2> & con" in page.locator(".ke").inner_text()
    for name in NAMES.values():
        assert shown(name) in words["/lich/an-nhon/"] and shown(name) in words["/phieu.html"]
    for path in ("/", "/lich/", "/lich/an-nhon/"):
        assert shown(ADDRESS) in words[path] and DESK.lower() in words[path].lower(), path
    assert any(shown(NOTE) in words[path] for path in own) and NOTE[:20] not in words["/lich/an-nhon/"]
    assert not [url for url in asked if not url.startswith((address, "data:"))]
    page.close()


@pytest.mark.parametrize(
    "code", ["../minh", "..", "a/../../b", "/etc/passwd", "minh.ics", "mi\\nh", "Minh", "a" * 41, "%2e"]
)
def test_a_code_that_is_none_is_refused_with_its_line(code: str) -> None:
    roster = tree()[ROSTER].decode().replace("mã: minh", f"mã: {quoted(code)}")
    found = project.read(tree({ROSTER: roster}), ON).problems
    line = next(number for number, text in enumerate(roster.splitlines(), 1) if quoted(code) in text)
    assert line in [
        problem.place.line for problem in found if problem.place.path == ROSTER and problem.severity.name == "ERROR"
    ]


@pytest.mark.parametrize("ward", ["..", "a.b", "An Nhơn", "rieng"])
def test_a_wards_folder_that_is_none_is_refused(ward: str) -> None:
    found = project.read(tree({f"schedule/{ward}/roster.yml": tree()[ROSTER].decode()}), ON).problems
    assert "bad-name" in [problem.code for problem in found]


def test_html_of_a_page_escapes_what_it_quotes() -> None:
    made = {
        one.uri: one.content
        for one in publishing.outputs(project.read(tree(files()), ON), Settings(site_url="https://x/"))
    }
    body = str(made["lich/an-nhon.md"]).split("\n---\n", 1)[1]
    assert html.escape(RUNS) in body and "<script>" not in body
