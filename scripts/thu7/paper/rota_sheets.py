"""What the desk itself uses, with everybody's full name: the rota of some months, the list to sign. Never part of the site."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence

from thu7.paper.qr_code import qr_svg
from thu7.paper.typesetting import pdf, rendered, typeset
from thu7.rota import results_file
from thu7.rota.model import Roster, Shift, role_title
from thu7.rota.schedule import saturdays
from thu7.text import vietnamese

FIELDS = tuple(map(role_title, results_file.FIELDS))
"""What people come for, as it is counted."""
CHANNELS = ("Trực tuyến", "Trực tiếp", "Chỉ hỏi")
INSIDE = "Tờ này có tên người: chỉ dùng trong nhóm trực, không đăng lên mạng."
SAMPLE = "Dữ liệu mẫu: tên người ở đây không phải người thật."
SPARE_ROWS = 4
"""Empty rows of the list to sign, for whoever comes besides."""


def rota(roster: Roster, shifts: Mapping[dt.date, Shift], first: dt.date, months: int, today: dt.date) -> bytes:
    """The rota of some months on one A4 page, as PDF.

    Args:
        shifts: the ward's Saturdays that have been told, closures included, by date.
        first: a day of the first month.
    """
    return pdf(typeset("rota", {**_told(roster, shifts, first, months, today), "look": "page"}))


def rota_picture(roster: Roster, shifts: Mapping[dt.date, Shift], first: dt.date, months: int, today: dt.date) -> bytes:
    """The same as PNG for a chat: 1080 pixels wide, as long as it takes."""
    return rendered(typeset("rota", {**_told(roster, shifts, first, months, today), "look": "picture"}), "png")


def _told(
    roster: Roster, shifts: Mapping[dt.date, Shift], first: dt.date, months: int, today: dt.date
) -> dict[str, object]:
    listed = []
    for number in range(months):
        year, month = divmod(first.month - 1 + number, 12)
        start = dt.date(first.year + year, month + 1, 1)
        days = saturdays(start, start.replace(day=calendar.monthrange(start.year, start.month)[1]))
        name = f"Tháng {month + 1}/{first.year + year}"
        listed.append({"name": name, "rows": [_row(roster, shifts.get(day), day) for day in days]})
    venue = roster.venue
    return {
        "title": f"Lịch trực thứ Bảy, {venue.name}",
        "ward": venue.name,
        "place": f"{venue.building}, {venue.address}",
        "hours": vietnamese.hours(venue.hours.start, venue.hours.end),
        "roles": [role_title(need.role) for need in roster.needs],
        "months": listed,
        "foot": f"{INSIDE} Làm ngày {vietnamese.date(today)}.",
        "sample": SAMPLE if roster.sample else "",
    }


def _row(roster: Roster, shift: Shift | None, day: dt.date) -> dict[str, object]:
    people = dict(shift.people) if shift else {}
    gaps = {gap.role: gap.missing for gap in shift.gaps} if shift else {}
    return {
        "day": vietnamese.date(day),
        "closed": shift.closed if shift else "",
        "open": shift is not None and not shift.closed,
        "note": shift.saturday.note if shift else "",
        "people": [[[one.name for one in people.get(need.role, ())], gaps.get(need.role, 0)] for need in roster.needs],
    }


def sign_in(roster: Roster, shift: Shift, page: str) -> bytes:
    """The list to sign and the sheet for counting, on one A4 page, as PDF.

    Args:
        page: the address for the code: where what came of the morning is told.
    """
    venue = roster.venue
    rows: Sequence[Sequence[str]] = [[one.name, role_title(role)] for role, people in shift.people for one in people]
    data = {
        "title": f"Danh sách ký tên, {venue.name}, {vietnamese.date(shift.date)}",
        "ward": venue.name,
        "day": vietnamese.weekday_date(shift.date),
        "place": f"{venue.building}, {venue.address}",
        "hours": vietnamese.hours(venue.hours.start, venue.hours.end),
        "rows": [*rows, *[["", ""]] * SPARE_ROWS],
        "missing": [f"{role_title(gap.role)}: còn thiếu {gap.missing}" for gap in shift.gaps],
        "fields": FIELDS,
        "channels": CHANNELS,
        "foot": INSIDE,
        "sample": SAMPLE if roster.sample else "",
        "page": page,
        "qr": qr_svg(page),
    }
    return pdf(typeset("signin", data))
