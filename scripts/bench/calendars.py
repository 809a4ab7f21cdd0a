"""A year of personal calendars for all wards of the city, ours beside icalendar used plainly and a writer of bare strings.

About 35,000 duties in 3,360 calendars; the bare strings are what no library can be faster than. Then the calendars are written
to a folder, one in memory at a time, and once more with nothing changed.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
from thu7 import calendars, drafts, wording
from thu7.model import Hours, Volunteer
from thu7.problems import Place
from thu7.staffing import WEEK
from thu7.telling import BEGINNING, Occurrence, Told

WARDS, PEOPLE, DUTIES = 168, 20, 10
BASE = "https://thu.example/"
Calendar = tuple[Volunteer, Sequence[Told]]
Writer = Callable[[Volunteer, Sequence[Told]], bytes]


def main() -> None:
    sample = list(city(20))
    events = sum(len(told) for _, told in sample)
    rates = {name: events / seconds(write, sample) for name, write in WRITERS.items()}
    for name, rate in rates.items():
        print(
            f"{name:24}{rate:10,.0f} events a second   {rate / rates['icalendar, plainly']:6.2f} of icalendar used plainly"
        )
    with tempfile.TemporaryDirectory() as folder:
        for what in ("all 168 wards, a year", "once more, unchanged"):
            start, count, written = time.perf_counter(), 0, 0
            for person, told in city(WARDS):
                content = ours(person, told)
                count += 1
                path = Path(folder) / f"{calendars.token('s', person)}.ics"
                written += len(drafts.write_all({path: content}))
            took = time.perf_counter() - start
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (
                1024 if sys.platform != "darwin" else 1024**2
            )
            print(f"{what}: {count:,} calendars, {written:,} written, {took:.1f} s, {memory} MB at most")


def city(wards: int) -> Iterator[Calendar]:
    """The people of some wards with their duties, one by one; nobody in it exists."""
    source = random.Random(1)
    for ward in range(wards):
        desk = f"Phường {ward + 1}"
        for number in range(PEOPLE):
            person = Volunteer(f"p{ward}", f"n{number}", f"Người Mẫu {number}", ("vneid",), Place("roster.yml"))
            weeks = sorted(source.sample(range(52), DUTIES + source.randrange(2)))
            yield person, [Told(_occurrence(desk, week), BEGINNING, 0) for week in weeks]


def _occurrence(desk: str, week: int) -> Occurrence:
    return Occurrence(
        ward="p",
        date=dt.date(2027, 1, 2) + week * WEEK,
        name=desk,
        building=f"Trung tâm Phục vụ hành chính công {desk}",
        address="1 Đường số 1, TP. Hồ Chí Minh",
        hours=Hours(dt.time(7, 30), dt.time(11, 30)),
        position=None,
        phone="",
        directions="",
        bring="Thẻ căn cước, điện thoại",
        closed="",
        role="vneid",
        lead="Nguyễn Văn Mẫu",
    )


def seconds(write: Writer, sample: Sequence[Calendar]) -> float:
    write(*sample[0])
    start = time.perf_counter()
    for person, told in sample:
        write(person, told)
    return time.perf_counter() - start


def ours(person: Volunteer, told: Sequence[Told]) -> bytes:
    return calendars.personal_calendar(person, told, "s", BASE, "so-tay/tinh-nguyen-vien/")


def plainly(person: Volunteer, told: Sequence[Told]) -> bytes:
    """The same events as somebody writes them with the library's own manual in hand."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//bench//")
    zone = ZoneInfo(calendars.ZONE)
    for one in (each.occurrence for each in told):
        event = icalendar.Event()
        event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{person.key}/{one.date}")))
        event.add("dtstamp", BEGINNING)
        event.add("last-modified", BEGINNING)
        event.add("sequence", 0)
        event.add("dtstart", dt.datetime.combine(one.date, one.hours.start, zone))
        event.add("dtend", dt.datetime.combine(one.date, one.hours.end, zone))
        event.add("summary", f"{one.role} – {one.name}")
        event.add("location", f"{one.building}, {one.address}")
        event.add("description", "\n".join((_day(one), one.role, one.lead, one.bring, BASE, f"{BASE}lich/p/")))
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        event.add("url", f"{BASE}lich/p/")
        for before in (-14, -1):
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one.role)
            alarm.add("trigger", dt.timedelta(hours=before))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def bare(person: Volunteer, told: Sequence[Told]) -> bytes:
    """The same lines put together as strings, neither escaped nor folded: no calendar, only a limit."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//"]
    for one in (each.occurrence for each in told):
        day = one.date.strftime("%Y%m%d")
        lines += (
            "BEGIN:VEVENT",
            f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, f'{person.key}/{one.date}')}",
            "DTSTAMP:20260101T000000Z",
            "LAST-MODIFIED:20260101T000000Z",
            "SEQUENCE:0",
            f"DTSTART;TZID=Asia/Ho_Chi_Minh:{day}T073000",
            f"DTEND;TZID=Asia/Ho_Chi_Minh:{day}T113000",
            f"SUMMARY:{one.role} – {one.name}",
            f"LOCATION:{one.building}, {one.address}",
            f"DESCRIPTION:{_day(one)} {one.role} {one.lead} {one.bring}",
            "STATUS:CONFIRMED",
            "END:VEVENT",
        )
    return "\r\n".join((*lines, "END:VCALENDAR", "")).encode()


def _day(one: Occurrence) -> str:
    return f"{wording.weekday_date(one.date)}, {wording.hours(one.hours.start, one.hours.end)}."


WRITERS: dict[str, Writer] = {"thu7": ours, "icalendar, plainly": plainly, "bare strings": bare}

if __name__ == "__main__":
    main()
