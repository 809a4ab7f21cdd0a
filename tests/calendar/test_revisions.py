"""A history of edits, replayed: what each calendar says after every step, and what stays byte for byte."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import icalendar
import pytest
from projects import tree
from thu7 import project, publishing
from thu7.calendar import addresses, revisions
from thu7.calendar.history import Commit, History
from thu7.output import Settings

START = dt.datetime(2026, 11, 20, 8, 0, tzinfo=dt.UTC)
ROSTER, DAY, HOLIDAYS = "schedule/an-nhon/roster.yml", "schedule/an-nhon/2026-11-28.yml", "schedule/holidays.yml"
OTHER = "schedule/an-nhon/2026-12-05.yml"
FILES = {**tree(), OTHER: "phân công: {trưởng ca: [lan], vneid: [minh]}\n".encode()}
TITLE = "VNeID – Phường An Nhơn"


@dataclass(frozen=True)
class Event:
    """What a client would hold."""

    title: str
    status: str
    changed: dt.datetime
    sequence: int
    text: str
    alarms: int
    raw: bytes


class Repository:
    """Files with their history; each edit is a step an hour after the one before."""

    def __init__(self) -> None:
        self.files, self.commits = dict(FILES), [Commit(START, dict(FILES))]

    def edit(self, path: str, text: str | None) -> None:
        data = None if text is None else text.encode()
        self.commits.append(Commit(self.now + dt.timedelta(hours=1), {path: data}))
        self.files = {name: content for name, content in {**self.files, path: data}.items() if content is not None}

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.files[path].decode()
        assert old in text
        self.edit(path, text.replace(old, new))

    @property
    def now(self) -> dt.datetime:
        return self.commits[-1].moment

    def feeds(self, today: dt.date = dt.date(2026, 11, 24)) -> dict[str, bytes]:
        found = project.read(self.files, today)
        history = History(tuple(self.commits), complete=True)
        made = publishing.outputs(found, Settings(site_url="https://thu.example/", secret="s", history=history))
        return {
            one.uri: one.content
            for one in made
            if isinstance(one.content, bytes) and re.fullmatch(r"lich/(rieng/)?[^/]+\.ics", one.uri)
        }

    def own(self, code: str, day: str = "2026-11-28", today: dt.date = dt.date(2026, 11, 24)) -> Event | None:
        person = project.read(self.files, today).schedule.person(f"an-nhon/{code}")
        assert person
        return events(self.feeds(today)[f"lich/rieng/{addresses.token('s', person)}.ics"]).get(day)

    def public(self, day: str = "2026-11-28", today: dt.date = dt.date(2026, 11, 24)) -> Event | None:
        return events(self.feeds(today)["lich/an-nhon.ics"]).get(day)


def events(data: bytes) -> dict[str, Event]:
    found = {}
    raw = {
        re.search(rb"DTSTART[^:]*:(\d{8})", part)[1].decode(): part  # type: ignore[index]
        for part in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", data, re.S)
    }
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        day = event.start.date().isoformat()
        found[day] = Event(
            str(event["SUMMARY"]),
            str(event["STATUS"]),
            event["DTSTAMP"].dt,
            int(event["SEQUENCE"]),
            str(event["DESCRIPTION"]),
            len(event.walk("VALARM")),
            raw[day.replace("-", "")],
        )
    return found


@pytest.fixture
def repository() -> Repository:
    return Repository()


def test_what_was_never_changed_has_the_stamp_of_its_first_step(repository: Repository) -> None:
    for event in (repository.own("minh"), repository.public()):
        assert event and (event.changed, event.sequence, event.status) == (START, 0, "CONFIRMED")


def test_somebody_taken_off_finds_the_event_cancelled_for_thirty_days(repository: Repository) -> None:
    repository.edit(DAY, "phân công: {trưởng ca: [lan]}\n")
    event = repository.own("minh")
    assert event and (event.title, event.status) == (f"ĐÃ HỦY: {TITLE}", "CANCELLED")
    assert (event.changed, event.sequence, event.alarms) == (repository.now, 1, 0)
    assert "Bạn không còn phải trực buổi này." in event.text and b"TRANSP:TRANSPARENT" in event.raw
    assert repository.own("minh", today=dt.date(2026, 12, 28)) is not None
    assert repository.own("minh", today=dt.date(2026, 12, 29)) is None
    repository.edit(DAY, "phân công: {trưởng ca: [lan], vneid: [minh]}\n")
    again = repository.own("minh")
    assert again and (again.title, again.status, again.sequence) == (TITLE, "CONFIRMED", 2)
    assert again.changed == repository.now and again.alarms == 2


def test_a_swap_gives_each_the_right_picture(repository: Repository) -> None:
    repository.replace(ROSTER, "nhiệm vụ: [vneid]", "nhiệm vụ: [trưởng ca, vneid]")
    repository.replace(ROSTER, "nhiệm vụ: [trưởng ca]", "nhiệm vụ: [trưởng ca, vneid]")
    before = repository.own("minh")
    repository.edit(DAY, "phân công: {trưởng ca: [minh], vneid: [lan]}\n")
    minh, lan = repository.own("minh"), repository.own("lan")
    assert before and minh and lan
    assert (minh.title, lan.title) == ("Trưởng ca – Phường An Nhơn", TITLE)
    assert minh.changed == lan.changed == repository.now > before.changed
    # The same event, moved: only time, place and status raise SEQUENCE.
    assert minh.sequence == lan.sequence == 0
    assert re.search(rb"UID:(.*)", minh.raw)[1] == re.search(rb"UID:(.*)", before.raw)[1]  # type: ignore[index]


def test_a_closed_saturday_is_told_to_all_who_were_on_it(repository: Repository) -> None:
    repository.edit(DAY, "nghỉ: Sửa trụ sở\n")
    for event in (repository.own("minh"), repository.own("lan"), repository.public()):
        assert event and event.status == "CANCELLED" and event.title.startswith("ĐÃ HỦY: ")
        assert "Nghỉ: Sửa trụ sở." in event.text and (event.changed, event.sequence) == (repository.now, 1)
    assert repository.public(today=dt.date(2026, 12, 29)) is None


def test_a_saturday_whose_file_is_taken_out_is_cancelled(repository: Repository) -> None:
    repository.edit(DAY, None)
    event = repository.public()
    assert event and event.status == "CANCELLED" and "không còn trong lịch" in event.text


def test_new_hours_of_the_desk_reach_every_event(repository: Repository) -> None:
    repository.replace(ROSTER, "giờ: 7:30-11:30", "giờ: 8:00-11:30")
    for event in (repository.public(), repository.own("minh"), repository.own("minh", "2026-12-05")):
        assert event and b"T080000" in event.raw and (event.changed, event.sequence) == (repository.now, 1)


def test_a_holiday_reaches_the_saturday_it_closes_and_no_other(repository: Repository) -> None:
    other = repository.public("2026-12-05")
    repository.edit(HOLIDAYS, "ngày nghỉ:\n  - {ngày: 28/11/2026, tên: Nghỉ bù, loại: nghỉ, nguồn: mẫu}\n")
    repository.edit(DAY, "phân công: {}\n")
    event, later = repository.public(), repository.public("2026-12-05")
    assert event and event.status == "CANCELLED" and event.changed == repository.now - dt.timedelta(hours=1)
    assert other and later and other.raw == later.raw


def test_what_could_not_be_published_is_not_told_afterwards_either(repository: Repository) -> None:
    number = "0912 345 678"
    repository.replace(ROSTER, "nơi: Trung tâm", f"nơi: Nhà chị Hoa {number}, Trung tâm")
    repository.edit(DAY, None)
    repository.replace(ROSTER, f"nơi: Nhà chị Hoa {number}, Trung tâm", "nơi: Trung tâm")
    feeds = {uri: data.replace(b"\r\n ", b"") for uri, data in repository.feeds().items()}
    assert [uri for uri, data in feeds.items() if number.encode() in data] == []
    assert "2026-12-05" in events(feeds["lich/an-nhon.ics"])


def test_a_closed_saturday_that_opens_again_without_somebody_gives_the_right_reason(repository: Repository) -> None:
    repository.edit(DAY, "nghỉ: Sửa trụ sở\n")
    repository.edit(DAY, "phân công: {trưởng ca: [lan]}\n")
    event, public = repository.own("minh"), repository.public()
    assert event and public and (event.status, public.status) == ("CANCELLED", "CONFIRMED")
    assert "Sửa trụ sở" not in event.text and "Bạn không còn phải trực buổi này." in event.text


def test_what_an_edit_does_not_say_leaves_every_byte(repository: Repository) -> None:
    before = repository.feeds()
    repository.replace(ROSTER, "tên cũ: [Phường 5, Phường 6]", "tên cũ: [Phường 5]")
    repository.replace(ROSTER, "nhiệm vụ: [vneid]", "nhiệm vụ: [vneid]\n    bận: [19/12/2026]")
    repository.edit(DAY, repository.files[DAY].decode() + "# ghi thêm\ncó mặt: [lan]\nkết quả: {lượt người: 30}\n")
    assert repository.feeds() == before
    repository.edit(DAY, repository.files[DAY].decode() + "ghi chú: Mang loa\n")
    after = repository.feeds()
    assert after["lich/an-nhon.ics"] == before["lich/an-nhon.ics"]
    changed = repository.own("minh")
    assert changed and "Mang loa." in changed.text and (changed.changed, changed.sequence) == (repository.now, 0)
    assert repository.own("minh", "2026-12-05").changed == START  # type: ignore[union-attr]


def test_a_step_that_could_not_be_read_changes_nothing(repository: Repository) -> None:
    before = repository.feeds()
    good = repository.files[DAY].decode()
    repository.edit(DAY, "phân công: [\n")
    repository.edit(DAY, good)
    repository.edit(ROSTER, "điểm trực: {\n")
    repository.edit(ROSTER, FILES[ROSTER].decode())
    repository.edit("schedule/an-nhon/2027-01-02.yml", "phân công: {trưởng ca: [lan]}\n")
    tet = repository.public("2027-02-06")
    repository.edit(HOLIDAYS, "ngày nghỉ: [\n")
    repository.edit(HOLIDAYS, FILES[HOLIDAYS].decode())
    assert tet and repository.public("2027-02-06") == tet
    repository.edit("schedule/an-nhon/2027-01-02.yml", None)
    after = repository.feeds()
    assert {day: e.raw for day, e in events(before["lich/an-nhon.ics"]).items()}.items() <= {
        day: e.raw for day, e in events(after["lich/an-nhon.ics"]).items()
    }.items()


@pytest.mark.parametrize(
    "path,old,new",
    [
        (DAY, "[minh]", "[minhh]"),
        (DAY, "vneid: [minh]", "vneid: [lan, minhh]"),
        (ROSTER, "nơi:", "noi_:"),
        (HOLIDAYS, "ngày: 06", "ngay_: 06"),
    ],
)
def test_a_step_that_was_refused_was_not_published(repository: Repository, path: str, old: str, new: str) -> None:
    repository.edit("schedule/an-nhon/2027-01-02.yml", "phân công: {trưởng ca: [lan]}\n")
    before = repository.feeds()
    repository.replace(path, old, new)
    repository.replace(path, new, old)
    assert repository.feeds() == before


def test_what_others_had_published_before_a_merge_is_overtaken(repository: Repository) -> None:
    before, other = repository.own("minh"), repository.own("minh", "2026-12-05")
    moment = repository.now + dt.timedelta(hours=1)
    repository.commits.append(Commit(moment, {}, {DAY: 2}))
    event = repository.own("minh")
    assert before and event and (event.changed, event.sequence) == (moment, before.sequence + 2)
    assert repository.own("minh", "2026-12-05") == other
    repository.commits.append(Commit(moment + dt.timedelta(hours=1), {}, {ROSTER: 1}))
    moved = repository.own("minh", "2026-12-05")
    assert other and moved and (moved.changed, moved.sequence) == (repository.now, other.sequence + 1)


def test_files_that_are_not_committed_rise_above_the_last_step_and_not_with_the_clock(repository: Repository) -> None:
    repository.files[DAY] = "phân công: {trưởng ca: [lan], vneid: [minh]}\nghi chú: Mang loa\n".encode()
    event = repository.own("minh")
    assert event and event.changed == START + dt.timedelta(seconds=1)
    assert repository.feeds() == repository.feeds()


def test_a_day_that_passes_changes_nothing_but_what_has_been_cancelled_long_ago(repository: Repository) -> None:
    repository.edit("schedule/an-nhon/2027-01-02.yml", "phân công: {trưởng ca: [lan]}\n")
    assert repository.feeds(dt.date(2026, 11, 24)) == repository.feeds(dt.date(2026, 12, 20))
    tet = "2027-02-06"
    assert tet in events(repository.feeds(dt.date(2027, 3, 8))["lich/an-nhon.ics"])
    assert tet not in events(repository.feeds(dt.date(2027, 3, 9))["lich/an-nhon.ics"])


def test_an_event_says_all_that_somebody_on_the_way_needs(repository: Repository) -> None:
    repository.replace(
        ROSTER, "giờ: 7:30-11:30", "giờ: 7:30-11:30\n  điện thoại: 028 3894 0000\n  mang theo: Thẻ căn cước"
    )
    event = repository.own("minh")
    assert event and event.text.split("\n") == [
        "Thứ Bảy 28/11/2026, 7:30–11:30.",
        "Nhiệm vụ: VNeID.",
        "Người dẫn buổi: Nguyễn Thị Lan.",
        "Mang theo: Thẻ căn cước.",
        "Bản đồ: https://www.google.com/maps/search/?api=1&query="
        "Trung%20t%C3%A2m%20Ph%E1%BB%A5c%20v%E1%BB%A5%20h%C3%A0nh%20ch%C3%ADnh%20c%C3%B4ng,%201C%20Nguy%E1%BB%85n%20V%C4%83n%20L%C6%B0%E1%BB%A3ng",
        "Điện thoại phường: 028 3894 0000",
        "Bài hay hỏi: https://thu.example/",
        "https://thu.example/lich/an-nhon/",
    ]
    assert b"TRIGGER:-PT14H" in event.raw and b"TRIGGER:-PT1H" in event.raw
    leading = repository.own("lan")
    assert leading and "Người dẫn buổi" not in leading.text


def test_who_leads_is_named_only_where_they_agreed(repository: Repository) -> None:
    repository.replace(ROSTER, "    công khai: có\n", "")
    event = repository.own("minh")
    assert event and "Lan" not in event.text and event.changed == repository.now
    assert not [
        uri for uri, data in repository.feeds().items() if "Nguyễn Thị Lan".encode() in data.replace(b"\r\n ", b"")
    ]


def test_who_leaves_the_programme_keeps_their_address_until_thirty_days_after_their_last_saturday(
    repository: Repository,
) -> None:
    minh = project.read(repository.files, dt.date(2026, 11, 24)).schedule.person("an-nhon/minh")
    assert minh
    uri = addresses.personal_uri("s", minh)
    repository.edit(DAY, "phân công: {trưởng ca: [lan]}\n")
    repository.edit(OTHER, "phân công: {trưởng ca: [lan]}\n")
    repository.edit(ROSTER, repository.files[ROSTER].decode().partition("  - mã: minh")[0])
    held = events(repository.feeds()[uri])
    assert {day: event.status for day, event in held.items()} == {"2026-11-28": "CANCELLED", "2026-12-05": "CANCELLED"}
    assert uri in repository.feeds(dt.date(2027, 1, 4)) and uri not in repository.feeds(dt.date(2027, 1, 5))
    # Withdrawn by hand, or back again: the address is that of the roster.
    repository.edit(ROSTER, FILES[ROSTER].decode() + "    lần cấp: 1\n")
    assert uri not in repository.feeds() and repository.own("minh")


def test_a_ward_that_is_taken_out_says_so_for_thirty_days(repository: Repository) -> None:
    repository.edit("schedule/tay/roster.yml", FILES[ROSTER].decode().replace("An Nhơn", "Tây"))
    repository.edit("schedule/tay/2026-11-28.yml", "phân công: {trưởng ca: [lan]}\n")
    repository.edit("schedule/tay/2026-11-28.yml", None)
    repository.edit("schedule/tay/roster.yml", None)
    (event,) = events(repository.feeds()["lich/tay.ics"]).values()
    assert event.status == "CANCELLED" and event.title == "ĐÃ HỦY: Hỗ trợ VNeID, dịch vụ công – Phường Tây"
    assert "lich/tay.ics" in repository.feeds(dt.date(2026, 12, 28))
    assert "lich/tay.ics" not in repository.feeds(dt.date(2026, 12, 29))


def test_a_guest_who_leads_is_named_elsewhere_as_their_own_roster_says(repository: Repository) -> None:
    away = FILES[ROSTER].decode().replace("mã: lan", "mã: cuc").replace("mã: minh", "mã: mai")
    guest = "tình nguyện viên:\n  - {mã: an-nhon/lan, nhiệm vụ: [trưởng ca]}\n"
    repository.edit("schedule/go-vap/roster.yml", away.replace("tình nguyện viên:\n", guest))
    repository.edit("schedule/go-vap/2026-12-12.yml", "phân công: {trưởng ca: [an-nhon/lan], vneid: [mai]}\n")

    def mai() -> Event:
        found = project.read(repository.files, dt.date(2026, 11, 24)).schedule.person("go-vap/mai")
        assert found
        return events(repository.feeds()[addresses.personal_uri("s", found)])["2026-12-12"]

    assert "Người dẫn buổi: Nguyễn Thị Lan." in mai().text
    repository.replace(ROSTER, "    công khai: có\n", "")
    withdrawn = repository.now
    repository.edit(OTHER, "phân công: {}\n")
    assert "Lan" not in mai().text and mai().changed == withdrawn


def test_without_a_history_everything_has_one_stamp() -> None:
    found = project.read(FILES, dt.date(2026, 11, 24))
    told = revisions.tell(found.schedule, History((), complete=False))
    assert {
        (one.changed, one.revision) for listed in (*told.public.values(), *told.own.values()) for one in listed
    } == {(revisions.BEGINNING, 0)}
