"""What is printed: posters, handouts, the sheet of doors; from a project's content and the address of its site."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from thu7.calendar import addresses
from thu7.guides import doors, life_event_file
from thu7.paper import certificates, handouts, posters, report_sheets, rota_sheets
from thu7.results import report as words
from thu7.results import tally
from thu7.results.periods import Period
from thu7.rota.model import Certificate, Roster, role_title
from thu7.rota.schedule import Schedule, meant_saturday, no_ward
from thu7.sheets.students import Student
from thu7.site import doors_page
from thu7.sources import Content
from thu7.text import links, vietnamese
from thu7.text.problems import Place, Problem


def poster(content: Content, ward: str, site_url: str) -> bytes | Problem:
    """A ward's poster as PDF, or why there is none."""
    schedule = content.schedule
    help_given = [topic for topic in content.library.topics if topic.helped and topic.slug != life_event_file.FOLDER]
    for found, shifts in schedule.wards():
        if found.ward == ward:
            return _no_address(site_url) or posters.poster(found, shifts, help_given, content.today, site_url)
    return no_ward(ward, schedule.rosters, schedule.rosters.values())


def rota(schedule: Schedule, ward: str, first: dt.date, months: int, picture: bool) -> bytes:
    """A ward's rota of some months with everybody's name, as PDF or as a picture."""
    roster = schedule.rosters[ward]
    shifts = {shift.date: shift for shift in schedule.shifts(roster)}
    made = rota_sheets.rota_picture if picture else rota_sheets.rota
    return made(roster, shifts, first, months, schedule.today)


def sign_in(schedule: Schedule, ward: str, day: dt.date, site_url: str, secret: str) -> bytes | Problem:
    """A Saturday's list to sign and to count on, as PDF, or why there is none.

    Args:
        secret: the key of personal addresses: its code then leads to the secretary's page; empty, to the ward's.
    """
    roster = schedule.rosters[ward]
    shift = next((shift for shift in schedule.shifts(roster) if shift.date == day), None)
    if shift is None or shift.closed:
        why = f"nghỉ ({shift.closed})" if shift else "chưa có tệp"
        hint = f"Thêm buổi: thu7 new saturday {ward} {vietnamese.date(meant_saturday(day, schedule.today))}"
        return Problem(Place(ward), "usage", f"Buổi {vietnamese.date(day)} {why}.", None if shift else hint)
    page = f"{site_url}{addresses.secretary_page(secret, roster) if secret else f'lich/{ward}/'}"
    return _no_address(site_url) or rota_sheets.sign_in(roster, shift, page)


def report(schedule: Schedule, wards: Sequence[Roster], period: Period) -> bytes:
    """What came of a period's Saturdays as a page to sign, as PDF."""
    tallies = tally.by_ward(schedule, period)
    own = tally.summed(tallies[roster.ward] for roster in wards if roster.ward in tallies)
    head, *sentences = words.report(schedule, wards, period).splitlines()
    months = [(f"{month.first:%m/%Y}", one.people, str(one.people)) for month, one in own.by_month()]
    fields = [(role_title(name), count, str(count)) for name, count in sorted(own.fields, key=lambda one: -one[1])]
    drawings = [("Lượt người theo tháng", months)] if len(months) > 1 else []
    drawings += [("Lượt người theo lĩnh vực", fields)] if fields else []
    who = ", ".join(roster.venue.name for roster in wards) if len(wards) < 4 else f"{len(wards)} phường"
    sample = "Dữ liệu mẫu, không phải số thật." if any(roster.sample for roster in wards) else ""
    told = [one for one in sentences if not (sample and one.startswith("Đây là dữ liệu mẫu"))]
    title = head.rpartition(", ")[0]
    return report_sheets.report(title, who, told, drawings, f"Làm ngày {vietnamese.date(schedule.today)}.", sample)


ACTIVITY = "“Ngày thứ 7 tình nguyện hỗ trợ hướng dẫn người dân thực hiện dịch vụ công trực tuyến”"


def certificate(roster: Roster, student: Student, one: Certificate, page: str) -> bytes:
    """A certificate of days as PDF.

    Args:
        page: the address that says whether it still stands.
    """
    school = [student.number and f"MSSV {student.number}", student.group and f"lớp {student.group}", student.school]
    told = {
        "number": one.number,
        "name": student.name,
        "student": ", ".join(filter(None, school)),
        "activity": ACTIVITY,
        "place": f"{roster.venue.building}, {roster.venue.address}",
        "dates": vietnamese.joined([vietnamese.date(day) for day in one.dates]),
        "days": f"{vietnamese.decimal(one.days)} ngày, {len(one.dates)} buổi",
        "organiser": roster.venue.name,
        "issued": f"Ngày {one.issued.day:02} tháng {one.issued.month:02} năm {one.issued.year}",
    }
    return certificates.certificate(told, page, rota_sheets.SAMPLE if roster.sample else "")


def handout(content: Content, name: str, site_url: str) -> bytes | Problem:
    """A guide's handout as PDF, or why there is none; ``name`` is ``topic/slug``."""
    guide = content.library.guide(name)
    if isinstance(guide, Problem):
        return guide
    wards = content.schedule.desks
    return _no_address(site_url) or handouts.handout(guide, wards, content.today, site_url)


def doors_sheet(content: Content, site_url: str) -> bytes | Problem:
    """Which door is mine? A sheet for the desk's wall, as PDF, or why there is none."""
    behind = {
        door.name: [guide.title if door is not doors.ELSEWHERE else doors.elsewhere(guide) for guide in own]
        for door, own in doors.behind_each(content.library.guides).items()
    }
    page = f"{site_url}{links.address(doors_page.URI)}"
    return _no_address(site_url) or posters.doors(behind, content.today, page)


def _no_address(site_url: str) -> Problem | None:
    """A sheet of paper needs the site's full address for its code."""
    if re.match(r"https?://[^/]", site_url):
        return None
    hint = "Thêm vào mkdocs.yml một dòng, như: site_url: https://example.vn/"
    return Problem(Place("mkdocs.yml"), "usage", "Chưa có địa chỉ của trang để in mã QR.", hint)
