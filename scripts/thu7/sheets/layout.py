"""A ward's roster and Saturdays as a workbook that a secretary can work in.

Written with XlsxWriter: it only writes, keeps no clock of its own where it is told the day, and has drop-downs and colours that
openpyxl leaves half done. ``own.py`` reads the same sheets back.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from thu7.rota.model import Roster, Volunteer
from thu7.rota.roster_file import code_in, full_key
from thu7.rota.schedule import Schedule, saturdays
from thu7.text import vietnamese

GUIDE, PEOPLE, AWAY, ROTA, CLOSED = "Hướng dẫn", "Người", "Bận", "Lịch trực", "Nghỉ"
LIKES, DISLIKES = "thích đi cùng", "không thích"
PERSON_COLUMNS = ("mã", "tên", "nhiệm vụ", "tối đa mỗi tháng", "mới", "công khai", LIKES, DISLIKES)
WEEKS = 13
TICK = "x"
SPARE = 20
"""Empty rows with drop-downs below the last person and the last closure."""
_DATE = "dd/mm/yyyy"
_GREY, _MISSING, _HEAD = "#E7E6E3", "#FFD9A0", "#0B5550"


def coming_saturdays(today: dt.date, weeks: int = WEEKS) -> tuple[dt.date, ...]:
    """The Saturdays that a workbook shows, from today on."""
    return tuple(saturdays(today, today + dt.timedelta(days=7 * weeks - 1)))


def label(person: Volunteer, ward: str, people: Sequence[Volunteer]) -> str:
    """How somebody is called in the workbook: by name, and by code too where that is not enough."""
    alone = [other for other in people if vietnamese.fold(other.name) == vietnamese.fold(person.name)]
    return person.name if len(alone) == 1 and person.ward == ward else f"{person.name} ({code_in(ward, person.key)})"


def people_of(schedule: Schedule, roster: Roster) -> tuple[Volunteer, ...]:
    """Whoever may serve at a ward: its own people, then those of other wards who help here."""
    guests = (person for guest in roster.guests if (person := schedule.person(guest.key)))
    return (*roster.volunteers, *guests)


def places(schedule: Schedule, roster: Roster, days: Sequence[dt.date]) -> list[str]:
    """The columns of the rota, a role for each place: as many as are needed, more where more serve."""
    found = []
    for need in roster.needs:
        serving = [
            sum(vietnamese.fold(one.role) == vietnamese.fold(need.role) for one in saturday.assignments)
            for saturday in schedule.saturdays
            if saturday.ward == roster.ward and saturday.date in days
        ]
        found += [need.role] * max(need.count, 1, *serving)
    return found


def workbook(schedule: Schedule, ward: str) -> bytes:
    """The workbook of a ward, as on the schedule's day; the same schedule gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": _DATE})
    # It would write the hour of its making.
    midnight = dt.datetime.combine(schedule.today, dt.time())
    roster = schedule.rosters[ward]
    book.set_properties({"title": f"{roster.venue.name}: người và lịch thứ Bảy", "created": midnight})
    sheets = _Sheets(book, schedule, roster)
    sheets.guide()
    sheets.people()
    sheets.away()
    sheets.rota()
    sheets.closed()
    book.close()
    return out.getvalue()


class _Sheets:
    """The sheets of one workbook."""

    def __init__(self, book: Any, schedule: Schedule, roster: Roster) -> None:
        self.book, self.schedule, self.roster = book, schedule, roster
        self.days = coming_saturdays(schedule.today)
        self.everybody = people_of(schedule, roster)
        plain = {"font_name": "Arial", "font_size": 11, "valign": "vcenter"}
        self.plain = book.add_format({**plain, "text_wrap": True})
        self.head = book.add_format(
            {**plain, "bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD, "text_wrap": True}
        )
        self.head_date = book.add_format(
            {**plain, "bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD, "num_format": _DATE}
        )
        self.date = book.add_format({**plain, "num_format": _DATE, "align": "left"})
        self.tick = book.add_format({**plain, "align": "center"})
        self.grey = book.add_format({**plain, "bg_color": _GREY, "text_wrap": True})
        self.grey_date = book.add_format({**plain, "bg_color": _GREY, "num_format": _DATE, "align": "left"})
        # As text, so that Excel makes no other day of a day.
        self.as_typed = book.add_format({**plain, "text_wrap": True, "num_format": "@"})
        self.missing = book.add_format({"bg_color": _MISSING})

    def _sheet(self, name: str, heads: Sequence[str | dt.date], widths: Sequence[int], frozen: int) -> Any:
        sheet = self.book.add_worksheet(name)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            if isinstance(head, dt.date):
                sheet.write_datetime(0, column, dt.datetime.combine(head, dt.time()), self.head_date)
            else:
                sheet.write_string(0, column, head, self.head)
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, frozen)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def guide(self) -> None:
        sheet = self.book.add_worksheet(GUIDE)
        sheet.set_column(0, 0, 100)
        sample = " (dữ liệu mẫu, không phải người thật)" if self.roster.sample else ""
        lines = (
            f"{self.roster.venue.name}: người và lịch thứ Bảy{sample}",
            "1. Sửa ở bốn trang sau: Người, Bận, Lịch trực, Nghỉ. Ô xám chỉ để xem, máy không đọc.",
            "2. Trang Bận: chọn x ở thứ Bảy mà người đó bận. Trang Lịch trực: chọn tên trong danh sách.",
            "3. Ô màu cam là chỗ còn thiếu người. Để trống nếu chưa có ai.",
            "4. Không ghi số điện thoại, email hay số định danh vào tệp này.",
            f"5. Lưu lại rồi gửi cho người chạy lệnh: thu7 table in {self.roster.ward} TỆP.xlsx. Lệnh kể hết những gì sẽ đổi, trước khi ghi.",
        )
        for row, line in enumerate(lines):
            sheet.set_row(row, 30)
            sheet.write_string(row, 0, line, self.head if row == 0 else self.plain)

    def people(self) -> None:
        sheet = self._sheet(PEOPLE, PERSON_COLUMNS, (14, 28, 26, 12, 8, 11, 20, 24), 2)
        for row, one in enumerate(self.roster.volunteers, 1):
            values = (
                one.code,
                one.name,
                ", ".join(one.roles),
                one.monthly_limit,
                TICK if one.new else "",
                TICK if one.public else "",
                ", ".join(map(self._liked, one.likes)),
                ", ".join(vietnamese.date(day) for day in one.dislikes),
            )
            for column, value in enumerate(values):
                if value is None:
                    sheet.write_blank(row, column, None, self.plain)
                else:
                    form = self.tick if column in (4, 5) else self.as_typed if column > 5 else self.plain
                    sheet.write(row, column, value, form)
        last = len(self.roster.volunteers) + SPARE
        for row in range(len(self.roster.volunteers) + 1, last + 1):
            sheet.write_blank(row, 7, None, self.as_typed)
        roles = [need.role for need in self.roster.needs]
        if roles and len(",".join(roles)) < 250:
            told = {"validate": "list", "source": roles, "error_type": "information"}
            sheet.data_validation(
                1,
                2,
                last,
                2,
                {
                    **told,
                    "error_title": "Nhiều nhiệm vụ",
                    "error_message": "Nhiều nhiệm vụ thì viết cách nhau bằng dấu phẩy.",
                },
            )
        sheet.data_validation(1, 3, last, 3, {"validate": "list", "source": ["0", "1", "2", "3", "4", "5"]})
        sheet.data_validation(1, 4, last, 5, {"validate": "list", "source": [TICK]})
        for column, asked in (
            (6, "Tên hoặc mã, cách nhau bằng dấu phẩy."),
            (7, "Những thứ Bảy, như: 05/12/2026, 12/12/2026."),
        ):
            sheet.data_validation(
                1, column, last, column, {"validate": "any", "input_title": "Mong muốn", "input_message": asked}
            )

    def _liked(self, code: str) -> str:
        """Whom somebody likes to serve with, by name; by code where nobody has it any more."""
        person = self.schedule.person(full_key(self.roster.ward, code))
        return label(person, self.roster.ward, self.everybody) if person else code

    def away(self) -> None:
        sheet = self._sheet(AWAY, ("mã", "tên", *self.days), (14, 28, *[12] * len(self.days)), 2)
        for row, one in enumerate(self.roster.volunteers, 1):
            sheet.write_string(row, 0, one.code, self.grey)
            sheet.write_string(row, 1, one.name, self.grey)
            for column, day in enumerate(self.days, 2):
                sheet.write(row, column, TICK if one.away(day) else "", self.tick)
        if self.roster.volunteers:
            sheet.data_validation(
                1, 2, len(self.roster.volunteers), 1 + len(self.days), {"validate": "list", "source": [TICK]}
            )

    def rota(self) -> None:
        columns = places(self.schedule, self.roster, self.days)
        sheet = self._sheet(ROTA, ("ngày", *columns, "ghi chú"), (14, *[24] * len(columns), 36), 1)
        told = {saturday.date: saturday for saturday in self.schedule.saturdays if saturday.ward == self.roster.ward}
        # The names of whoever may serve, for the drop-downs: on this sheet, to the right, out of the way.
        at = len(columns) + 3
        for row, one in enumerate(self.everybody):
            sheet.write_string(row + 1, at, label(one, self.roster.ward, self.everybody), self.grey)
        sheet.write_string(0, at, "(tên để chọn)", self.grey)
        sheet.set_column(at, at, 28)
        letters = _letters(at)
        for row, day in enumerate(self.days, 1):
            closed = self.schedule.why_closed_on(self.roster.ward, day)
            sheet.write_datetime(row, 0, dt.datetime.combine(day, dt.time()), self.grey_date if closed else self.date)
            serving = self._serving(told.get(day), columns)
            for column, name in enumerate(serving, 1):
                sheet.write(row, column, name, self.grey if closed else self.plain)
            sheet.write_string(row, len(columns) + 1, f"Nghỉ: {closed}" if closed else "", self.grey)
            if not closed and self.everybody:
                sheet.data_validation(
                    row,
                    1,
                    row,
                    len(columns),
                    {"validate": "list", "source": f"=${letters}$2:${letters}${len(self.everybody) + 1}"},
                )
                sheet.conditional_format(row, 1, row, len(columns), {"type": "blanks", "format": self.missing})

    def _serving(self, saturday: Any, columns: Sequence[str]) -> list[str]:
        """The names in the columns' order; a place that nobody takes is empty."""
        left = list(saturday.assignments) if saturday else []
        found = []
        for role in columns:
            one = next((a for a in left if vietnamese.fold(a.role) == vietnamese.fold(role)), None)
            person = self.schedule.person(one.key) if one else None
            if one:
                left.remove(one)
            found.append(label(person, self.roster.ward, self.everybody) if person else "")
        return found

    def closed(self) -> None:
        sheet = self._sheet(CLOSED, ("ngày", "lý do", "chung hay riêng"), (14, 50, 24), 1)
        own = [(c.date, c.reason, "riêng phường này") for c in self.roster.closures]
        shared = [
            (c.date, c.reason, "ngày nghỉ chung")
            for c in self.schedule.holidays
            if c.closes and c.date >= self.schedule.today
        ]
        for row, (day, reason, kind) in enumerate((*own, *sorted(shared)), 1):
            common = row > len(own)
            sheet.write_datetime(row, 0, dt.datetime.combine(day, dt.time()), self.grey_date if common else self.date)
            sheet.write_string(row, 1, reason, self.grey if common else self.plain)
            sheet.write_string(row, 2, kind, self.grey)


def _letters(column: int) -> str:
    """A column's name in a formula: 0 is A."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name = chr(65 + rest) + name
        column -= 1
    return name
