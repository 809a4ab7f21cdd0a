"""The calendars as parsers read them that nobody here wrote, and byte by byte."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import icalendar
import pytest
import vobject
from clients import ICAL_JS, node
from ical.calendar_stream import IcsCalendarStream
from projects import tree
from thu7 import of_wards, project, publishing
from thu7.calendar import addresses
from thu7.calendar.history import NO_HISTORY, Commit, History
from thu7.output import Settings

ON = dt.date(2026, 11, 24)
FIRST = dt.datetime(2026, 11, 20, 3, 4, 5, tzinfo=dt.UTC)
ODD = "Lễ, hội; \\n “quà” 🎁 </script> \u202e*đậm* " + "rất dài " * 30
CHANGES = {
    "schedule/an-nhon/2026-12-05.yml": f"nghỉ: '{ODD}'\n",
    "schedule/an-nhon/2026-12-12.yml": "phân công: {trưởng ca: lan}\nghi chú: Lan tới trễ\n",
}


HISTORY = History((Commit(FIRST, tree(CHANGES)),), complete=True)


def feeds(changes: dict[str, str | None] | None = None, **options: Any) -> dict[str, bytes]:
    found = project.read(tree(CHANGES if changes is None else changes), ON)
    made = publishing.outputs(
        found, Settings(**{"site_url": "https://thu.example/", "secret": "s", "history": HISTORY, **options})
    )
    return {o.uri: o.content for o in made if o.uri.endswith(".ics") and isinstance(o.content, bytes)}


@dataclass(frozen=True)
class Seen:
    """What one parser makes of one event."""

    uid: str
    summary: str
    start: dt.datetime
    end: dt.datetime
    location: str
    status: str


def by_icalendar(data: bytes) -> Iterator[Seen]:
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert event.errors == []
        yield Seen(
            str(event["UID"]),
            str(event["SUMMARY"]),
            event.start.astimezone(dt.UTC),
            event.end.astimezone(dt.UTC),
            str(event["LOCATION"]),
            str(event["STATUS"]),
        )


def by_vobject(data: bytes) -> Iterator[Seen]:
    calendar = vobject.readOne(data.decode())
    for event in calendar.contents.get("vevent", []):
        yield Seen(
            event.uid.value,
            event.summary.value,
            event.dtstart.value.astimezone(dt.UTC),
            event.dtend.value.astimezone(dt.UTC),
            event.location.value,
            event.status.value,
        )


def by_ical(data: bytes) -> Iterator[Seen]:
    for event in IcsCalendarStream.calendar_from_ics(data.decode()).events:
        assert isinstance(event.dtstart, dt.datetime) and isinstance(event.dtend, dt.datetime)
        yield Seen(
            str(event.uid),
            str(event.summary),
            event.dtstart.astimezone(dt.UTC),
            event.dtend.astimezone(dt.UTC),
            str(event.location),
            str(event.status.value if event.status else ""),
        )


_NODE = """
const fs = require("fs");
import(process.argv[1]).then(({default: ICAL}) => {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(0, "utf8")));
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  const events = calendar.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    const utc = (time) => time.toJSDate().toISOString();
    return [event.uid, event.summary, utc(event.startDate), utc(event.endDate), event.location, part.getFirstPropertyValue("status")];
  });
  console.log(JSON.stringify(events));
});
"""


def by_icaljs(data: bytes) -> Iterator[Seen]:
    done = subprocess.run(
        [*node(), "-e", _NODE, str(ICAL_JS)],
        input=data,
        capture_output=True,
        check=True,
        env={"TZ": "America/New_York", "PATH": "/usr/bin:/bin"},
    )
    for uid, summary, start, end, location, status in json.loads(done.stdout):
        yield Seen(uid, summary, dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(end), location, status)


PARSERS: tuple[Callable[[bytes], Iterator[Seen]], ...] = (by_icalendar, by_vobject, by_ical, by_icaljs)


def test_four_parsers_read_the_same() -> None:
    for uri, data in feeds().items():
        readings = [sorted(parse(data), key=lambda seen: seen.start) for parse in PARSERS]
        assert readings[0] == readings[1] == readings[2] == readings[3], uri
    public = list(by_icaljs(feeds()["lich/an-nhon.ics"]))
    assert [(s.start.isoformat(), s.status) for s in public] == [
        ("2026-11-28T00:30:00+00:00", "CONFIRMED"),
        ("2026-12-05T00:30:00+00:00", "CANCELLED"),
        ("2026-12-12T00:30:00+00:00", "CONFIRMED"),
        ("2027-02-06T00:30:00+00:00", "CANCELLED"),
    ]
    assert public[0].summary == "Hỗ trợ VNeID, dịch vụ công – Phường An Nhơn"
    assert public[1].summary.startswith("ĐÃ HỦY: ")


def test_a_public_calendar_blocks_nobodys_time_and_a_duty_does() -> None:
    public = icalendar.Calendar.from_ical(feeds()["lich/an-nhon.ics"]).walk("VEVENT")
    assert {str(event["TRANSP"]) for event in public} == {"TRANSPARENT"}
    _, data = personal("minh")
    assert [str(event["TRANSP"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")] == ["OPAQUE"]


def test_lines_are_folded_between_characters_at_75_octets() -> None:
    for data in feeds().values():
        assert data.endswith(b"END:VCALENDAR\r\n") and b"\r\n\r\n" not in data
        assert data.count(b"\n") == data.count(b"\r\n")
        for line in data.split(b"\r\n"):
            assert len(line) <= 75
            line.decode("utf-8")
            assert not line.endswith(b"\\") or line.endswith(b"\\\\")
        assert b"\\\\" not in data


def test_same_input_gives_same_bytes_whatever_the_day_of_the_build() -> None:
    assert feeds() == feeds()
    later = project.read(tree(CHANGES), ON + dt.timedelta(days=3))
    made = {
        o.uri: o.content
        for o in publishing.outputs(later, Settings(site_url="https://thu.example/", secret="s", history=HISTORY))
    }
    for uri, data in feeds().items():
        assert made[uri] == data


def test_many_calendars_are_written_on_all_cores_with_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = feeds()
    monkeypatch.setattr(of_wards, "MANY", 2)
    together = feeds()
    assert together == alone and list(together) == list(alone) and len(alone) == 8


def test_stamps_come_from_the_history() -> None:
    event = next(iter(icalendar.Calendar.from_ical(feeds()["lich/an-nhon.ics"]).walk("VEVENT")))
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == FIRST
    assert event["SEQUENCE"] == 0


def test_identifiers_are_opaque_and_do_not_move_with_people() -> None:
    before = [seen.uid for seen in by_icalendar(feeds()["lich/an-nhon.ics"])]
    swapped = {**CHANGES, "schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: lan}\n"}
    assert [seen.uid for seen in by_icalendar(feeds(swapped)["lich/an-nhon.ics"])] == before
    assert len(set(before)) == len(before)
    assert all(re.fullmatch(r"[0-9a-f-]{36}", uid) for uid in before)


def personal(code: str, secret: str = "s", changes: dict[str, str | None] | None = None) -> tuple[str, bytes]:
    found = project.read(tree(changes), ON)
    person = found.schedule.person(f"an-nhon/{code}")
    assert person is not None
    uri = f"lich/rieng/{addresses.token(secret, person)}.ics"
    return uri, feeds(changes or {}, secret=secret)[uri]


def test_a_volunteers_own_calendar_has_only_their_saturdays() -> None:
    _, data = personal("minh")
    assert [(s.summary, s.start.date().isoformat()) for s in by_icalendar(data)] == [
        ("VNeID – Phường An Nhơn", "2026-11-28")
    ]
    assert b"BEGIN:VALARM" in data and b"TRIGGER:-PT14H" in data


def test_a_volunteer_without_duty_has_a_valid_empty_calendar() -> None:
    uri, _ = personal("minh")
    data = feeds({"schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: lan}\n"}, history=NO_HISTORY)[uri]
    assert list(by_icalendar(data)) == []
    assert len(icalendar.Calendar.from_ical(data).walk("VTIMEZONE")) == 1


def test_personal_addresses_need_the_secret_and_move_with_the_issue() -> None:
    assert not [uri for uri in feeds({}, secret="") if "rieng" in uri]
    first, _ = personal("lan")
    assert re.fullmatch(r"lich/rieng/[0-9a-f]{40}\.ics", first)
    assert personal("lan", secret="other")[0] != first
    raised = str(tree()["schedule/an-nhon/roster.yml"], "utf-8").replace(
        "    công khai: có\n", "    công khai: có\n    lần cấp: 1\n"
    )
    assert personal("lan", changes={"schedule/an-nhon/roster.yml": raised})[0] != first


@pytest.mark.parametrize("word", ["Thị Lan", "Văn Minh", "Lan tới", "trễ"])
def test_the_public_calendar_names_nobody(word: str) -> None:
    text = b"".join(feeds()["lich/an-nhon.ics"].split(b"\r\n ")).decode()
    assert word not in text


def test_a_reminder_says_the_day_and_the_hour_whatever_the_hours_of_the_desk() -> None:
    def said(hours: str) -> list[tuple[str, str]]:
        roster = str(tree()["schedule/an-nhon/roster.yml"], "utf-8").replace("7:30-11:30", hours)
        _, data = personal("minh", changes={"schedule/an-nhon/roster.yml": roster})
        (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
        rings = [
            (event["DTSTART"].dt + alarm["TRIGGER"].dt, str(alarm["DESCRIPTION"])) for alarm in event.walk("VALARM")
        ]
        return [(f"{moment:%d %H:%M}", words) for moment, words in rings]

    title = "VNeID – Phường An Nhơn"
    for hours, opens, before in (
        ("7:30-11:30", "7:30", "06:30"),
        ("13:30-17:00", "13:30", "12:30"),
        ("6:00-9:00", "6:00", "05:00"),
    ):
        # The evening before, whatever the hours of the desk: no alarm at night.
        assert said(hours) == [
            ("27 17:30", f"Ngày mai, {opens}: {title}"),
            (f"28 {before}", f"Hôm nay, {opens}: {title}"),
        ]


def test_only_what_has_no_full_stop_gets_one() -> None:
    way = "Đi thẳng... rồi rẽ. https://a.vn/../x"
    roster = str(tree()["schedule/an-nhon/roster.yml"], "utf-8").replace(
        "  giờ:", f"  đường đi: {way}\n  mang theo: Bút.\n  giờ:"
    )
    data = feeds({"schedule/an-nhon/roster.yml": roster})["lich/an-nhon.ics"].replace(b"\r\n ", b"").decode()
    assert f"Đường đi: {way}.\\n" in data and "Mang theo: Bút.\\n" in data


def test_a_comma_in_a_desk_s_name_is_escaped_in_the_calendar_s_name() -> None:
    roster = (
        tree()["schedule/an-nhon/roster.yml"].decode().replace("tên: Phường An Nhơn", 'tên: "Phường An, Nhơn; hai"')
    )
    made = feeds({"schedule/an-nhon/roster.yml": roster})
    named = {uri: data for uri, data in made.items() if "rieng" not in uri}
    assert len(named) > 1
    for data in named.values():
        lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
        names = [line for line in lines if line.startswith(("X-WR-CALNAME:", "NAME:"))]
        assert len(names) == 2 and all(line.endswith("Phường An\\, Nhơn\\; hai") for line in names)
