"""A year of personal calendars for all wards of the city, ours beside icalendar used plainly and a writer of bare strings.

The bare strings are what no library can be faster than. Then the whole city, about 35,000 duties in 3,360 calendars, from files
with a history to files, and once more with nothing changed.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
from thu7 import drafts, folders, of_wards, project, sources
from thu7.calendar import ics, revisions
from thu7.calendar.history import read_history
from thu7.calendar.occurrence import Occurrence
from thu7.calendar.revisions import BEGINNING, Told
from thu7.guides.library import Library
from thu7.output import Settings
from thu7.plan.problem import WEEK
from thu7.rota.model import Hours, Volunteer
from thu7.text import vietnamese
from thu7.text.problems import Place
from watching import COMMAND, watched

WARDS, PEOPLE, DUTIES = 168, 20, 10
BASE = "https://thu.example/"
TET = dt.date(2027, 2, 6)
HOLIDAYS = "ngày nghỉ:\n  - {ngày: 06/02/2027, tên: Mùng 1 Tết, loại: nghỉ, nguồn: mẫu}\n"
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
    whole_city()


def whole_city() -> None:
    """``thu7 export`` of the city from files with three versions of each Saturday in git; twice, and then what stays to do."""
    with tempfile.TemporaryDirectory() as folder:
        root, out = Path(folder) / "city", Path(folder) / "out"
        steps = published(root)
        command = (*COMMAND, "-C", str(root), "export", str(out), "--on", "01/01/2027")
        for what in ("first", "again, unchanged"):
            before = {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")}
            said, took, memory = watched(command, {**os.environ, "THU7_SECRET": "s"})
            after = {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")}
            written = sum(before.get(path) != date for path, date in after.items())
            events = sum(path.read_bytes().count(b"BEGIN:VEVENT") for path in after)
            print(
                f"thu7 export, {WARDS} wards, a year, {steps:,} commits, {what}: {len(after):,} calendars of {events:,} events, "
                f"{written:,} written, {took:.1f} s with pages and pictures, {memory} MB ({os.cpu_count()} cores)"
            )
        part = (sys.executable, __file__, str(root), str(Path(folder) / "calendars"))
        said, took, memory = watched(part)
        print(f"its calendars alone, from files: {took:.1f} s, {memory} MB\n{said}", end="")


def calendars_alone(root: Path, out: Path) -> None:
    """Read the schedule and its history, write the calendars; tells how long each step took."""
    clock = [time.perf_counter()]

    def lap(what: str) -> None:
        clock.append(time.perf_counter())
        print(f"  {what}: {clock[-1] - clock[-2]:.1f} s")

    schedule, _ = project.read_schedule(folders.load(root), dt.date(2027, 1, 1))
    lap("files read and checked")
    history = read_history(root)
    lap("history read")
    content = sources.Content(schedule, Library(), (), {})
    told = revisions.tell(schedule, history)
    lap("history replayed")
    drafts.write_outputs(out, of_wards.calendars(content, told, Settings(site_url=BASE, secret="s")), personal=True)
    lap("calendars written")


def published(root: Path) -> int:
    """The city's files in a repository: a quarter of a ward planned at a time, then each Saturday changed twice."""
    source = random.Random(1)
    people = [f"n{number}" for number in range(PEOPLE)]
    days = [day for week in range(52) if (day := dt.date(2027, 1, 2) + week * WEEK) != TET]

    def saturday() -> str:
        lead, first, second, third = source.sample(people, 4)
        return f"phân công:\n  trưởng ca: [{lead}]\n  vneid: [{first}, {second}]\n  hộ tịch: [{third}]\n"

    begin = {"mkdocs.yml": f"site_name: Thử\nsite_url: {BASE}\ntheme: material\nplugins: [search, thu7]\n"}
    begin |= {"docs/index.md": "# Thử\n", "schedule/holidays.yml": HOLIDAYS}
    quarters, edits = [], []
    for number in range(WARDS):
        desk = f"schedule/p{number}"
        begin[f"{desk}/roster.yml"] = _roster(number, people)
        for start in range(0, len(days), 13):
            quarters.append({f"{desk}/{day}.yml": saturday() for day in days[start : start + 13]})

        edits += [{f"{desk}/{day}.yml": f"ghi chú: Lần {turn}\n"} for day in days for turn in (1, 2)]
    source.shuffle(edits)
    steps, now = [begin, *quarters], {path: text for step in quarters for path, text in step.items()}
    for step in edits:
        steps.append({path: now[path] + text for path, text in step.items()})
    stream = b"".join(
        b"commit refs/heads/main\ncommitter x <x@x> %d +0700\ndata 0\n" % (1_790_000_000 + 60 * at)
        + b"".join(
            b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(text.encode()), text.encode())
            for path, text in step.items()
        )
        for at, step in enumerate(steps)
    )
    root.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream, check=True)
    subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=root, check=True)
    return len(steps)


def _roster(number: int, people: Sequence[str]) -> str:
    return f"""điểm trực:
  tên: Phường {number + 1}
  nơi: Trung tâm Phục vụ hành chính công phường {number + 1}
  địa chỉ: 1 Đường số {number + 1}, TP. Hồ Chí Minh
  giờ: 7:30-11:30
  mang theo: Thẻ căn cước, điện thoại
cần mỗi ca: {{trưởng ca: 1, vneid: 2, hộ tịch: 1}}
tình nguyện viên:
""" + "".join(
        f"  - {{mã: {code}, tên: Người Mẫu {code}, nhiệm vụ: [trưởng ca, vneid, hộ tịch], công khai: có}}\n"
        for code in people
    )


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
    return ics.personal_calendar(told, person, "s", BASE, "so-tay/tinh-nguyen-vien/")


def plainly(person: Volunteer, told: Sequence[Told]) -> bytes:
    """The same events as somebody writes them with the library's own manual in hand."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//bench//")
    zone = ZoneInfo(ics.ZONE)
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
    return f"{vietnamese.weekday_date(one.date)}, {vietnamese.hours(one.hours.start, one.hours.end)}."


WRITERS: dict[str, Writer] = {"thu7": ours, "icalendar, plainly": plainly, "bare strings": bare}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        calendars_alone(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
