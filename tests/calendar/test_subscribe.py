"""The ways in for each kind of phone, on a ward's page and on each volunteer's own, and single Saturdays to add once."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import pytest
from projects import BASE, tree
from thu7 import project, publishing
from thu7.calendar import addresses, feeds
from thu7.output import Settings

ON = dt.date(2026, 11, 24)
ROSTER, DAY = "schedule/an-nhon/roster.yml", "schedule/an-nhon/2026-11-28.yml"
FAR = {"schedule/an-nhon/2027-01-02.yml": "phân công: {trưởng ca: [lan], vneid: [minh]}\n"}
SITE = "https://thu.example/"


def made(changes: dict[str, str | None] | None = None, **options: Any) -> dict[str, str | bytes]:
    outputs = publishing.outputs(
        project.read(tree(changes), ON), Settings(**{"site_url": SITE, "secret": "s", "site_name": "Thử", **options})
    )
    return {output.uri: output.content for output in outputs}


def own(code: str = "minh", changes: dict[str, str | None] | None = None) -> tuple[str, str, dict[str, str | bytes]]:
    """The address of somebody's calendar, their page, and everything that is published."""
    person = project.read(tree(changes), ON).schedule.person(f"an-nhon/{code}")
    assert person
    uri, outputs = addresses.personal_uri("s", person), made(changes)
    return f"{SITE}{uri}", str(outputs[f"{uri.removesuffix('.ics')}/index.html"]), outputs


def links(page: str) -> list[str]:
    return [html.unescape(target) for target in re.findall(r'href="([^"]*)"', page)]


def ways(page: str) -> dict[str, list[str]]:
    """The links of each kind of phone's block."""
    blocks = re.findall(r'<details class="t7-cach">\n<summary>(.*?)</summary>(.*?)</details>', page, re.S)
    return {name: links(block) for name, block in blocks}


def test_each_kind_of_phone_has_its_way_in() -> None:
    address, page, outputs = own()
    far = address.partition("://")[2]
    for shown, calendar in ((page, address), (str(outputs["lich/an-nhon.md"]), f"{SITE}lich/an-nhon.ics")):
        found = ways(shown)
        assert list(found) == ["iPhone, iPad", "Android dùng Google Lịch", "Android, không có máy tính", "Outlook"]
        assert found["iPhone, iPad"] == [calendar.replace("https://", "webcal://")]
        (google,) = found["Android dùng Google Lịch"]
        assert urlsplit(google).netloc == "calendar.google.com"
        assert parse_qs(urlsplit(google).query) == {"cid": [calendar.replace("https://", "webcal://")]}
        assert found["Android, không có máy tính"] == [calendar]
        assert f"<code>{calendar}</code>" in shown.partition("<summary>Outlook")[2]
        assert shown.count("<svg") >= 3 and "Mở từ Zalo mà nút không chạy?" in shown
    assert far in unquote(page)


def test_a_near_saturday_can_be_added_by_itself_and_a_far_one_not() -> None:
    address, page, outputs = own(changes=FAR)
    once = [one for one in links(page) if "TEMPLATE" in one]
    assert len(once) == 1 and page.count('<article class="t7-ca">') == 2
    said = {name: values[0] for name, values in parse_qs(urlsplit(once[0]).query).items()}
    assert said == {
        "action": "TEMPLATE",
        "text": "VNeID – Phường An Nhơn",
        "dates": "20261128T073000/20261128T113000",
        "ctz": "Asia/Ho_Chi_Minh",
        "location": "Trung tâm Phục vụ hành chính công, 1C Nguyễn Văn Lượng",
    }
    assert "2026-11-28.ics" in links(page) and "2027-01-02.ics" not in links(page)
    folder = address.removeprefix(SITE).removesuffix(".ics")
    assert [uri for uri in outputs if uri.startswith(f"{folder}/") and uri.endswith(".ics")] == [
        f"{folder}/2026-11-28.ics"
    ]
    for single, whole in (
        (f"{folder}/2026-11-28.ics", f"{folder}.ics"),
        ("lich/an-nhon/2026-11-28.ics", "lich/an-nhon.ics"),
    ):
        (event,) = events(outputs[single])
        # The same event, so whoever has both is not told twice by one calendar.
        assert event in events(outputs[whole])
    public = str(outputs["lich/an-nhon.md"])
    (google,) = [one for one in links(public) if "TEMPLATE" in one]
    assert "https://thu.example/lich/an-nhon/" in unquote(google) and "Quang" not in unquote(google)
    assert "2026-11-28.ics" in links(public) and "2027-01-02.ics" not in links(public)


def events(data: str | bytes) -> list[bytes]:
    assert isinstance(data, bytes)
    assert not icalendar.Calendar.from_ical(data).errors
    return re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", data, re.S)


def test_what_is_closed_is_said_and_cannot_be_added() -> None:
    _, page, outputs = own(changes={DAY: "nghỉ: Sửa trụ sở\n"})
    public = str(outputs["lich/an-nhon.md"])
    assert "TEMPLATE" not in page and "TEMPLATE" not in public and "lich/an-nhon/2026-11-28.ics" not in outputs


def test_a_page_of_ones_own_says_what_the_calendar_says_and_names_nobody_without_consent() -> None:
    _, page, _ = own()
    assert "Nguyễn Thị Lan" in page and "Quang" not in page
    roster = BASE[ROSTER].replace("    công khai: có\n", "")
    assert "Lan" not in own(changes={ROSTER: roster})[1]
    odd = "phân công: {vneid: [minh]}\nghi chú: '</dd><script>alert(1)</script> \u202ea & b'\n"
    page = own(changes={DAY: odd})[1]
    assert "<script" not in page and "&lt;script&gt;" in page and "\u202e" not in page and "a &amp; b" in page
    assert "Không có buổi nào sắp tới." in own(changes={DAY: "phân công: {}\n"})[1]


def test_nothing_personal_stands_where_there_is_no_secret_and_no_page_without_the_sites_address() -> None:
    assert [uri for uri in made(secret="") if "rieng" in uri] == []
    alone = made(site_url="")
    assert [uri for uri in alone if uri.endswith("index.html")] == []
    assert "webcal" not in str(alone["lich/an-nhon.md"]) and "../an-nhon.ics" in links(str(alone["lich/an-nhon.md"]))


@pytest.mark.parametrize("code", ["lan", "minh"])
def test_the_message_leads_to_the_page(code: str) -> None:
    person = project.read(tree(), ON).schedule.person(f"an-nhon/{code}")
    assert person
    feed = feeds.feed(person, "s", SITE)
    assert f"{feed.page.removeprefix(SITE)}index.html" in made() and feed.page in feeds.message(feed).splitlines()
