"""Our own workbook read back: what is not as the files have it. Its sheet of people is read by ``own_people.py``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from thu7.rota.model import Assignment
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import SATURDAY, Schedule
from thu7.sheets.changes import Assigned, Away, Change, Closed, Proposal
from thu7.sheets.days import saturdays_in
from thu7.sheets.layout import AWAY, CLOSED, GUIDE, PEOPLE, ROTA, label, people_of
from thu7.sheets.own_book import Book, column, is_tick
from thu7.sheets.own_people import people
from thu7.sheets.periods import periods_without
from thu7.sheets.tables import Row, Table, place_of, shown
from thu7.text import vietnamese

NAMES = (PEOPLE, AWAY, ROTA, CLOSED)


def is_ours(tables: Sequence[Table]) -> bool:
    """Whether these are the sheets of a workbook that ``layout`` wrote, though one may be gone."""
    return (
        len({vietnamese.fold(name) for name in (GUIDE, *NAMES)} & {vietnamese.fold(table.sheet) for table in tables})
        > 1
    )


def proposal(tables: Sequence[Table], schedule: Schedule, ward: str) -> Proposal:
    """What the workbook says otherwise than the ward's files."""
    book = Book(tables, schedule, ward)
    return book.findings.beside(tuple(_changes(book)))


def _changes(book: Book) -> Iterator[Change]:
    for name in NAMES[:3]:
        if vietnamese.fold(name) not in book.tables:
            hint = "Đặt lại tên trang, bỏ ẩn, hoặc làm bảng mới: thu7 table out."
            book.findings.open(f"Không thấy trang “{name}”", hint, "cả tệp")
    for folded, table in book.tables.items():
        if folded not in map(vietnamese.fold, (GUIDE, *NAMES)) and table.rows:
            book.findings.passed.append(f"Trang “{table.sheet}” không phải của bảng này, máy không đọc.")
    yield from people(book)
    yield from _away(book)
    yield from _Rota(book).changes()
    yield from _closed(book)


def _days(book: Book, rows: Sequence[Row], beside: Sequence[int | None]) -> dict[int, dt.date]:
    """The days of the columns, from today on; one that is none, or stands twice, is asked where anybody wrote below it."""
    found: dict[int, dt.date] = {}
    for n, cell in enumerate(rows[0].cells):
        day = book.day(cell) if n not in beside else None
        if day and day not in found.values() and day >= book.schedule.today:
            found[n] = day
        elif n not in beside and (day is None or day in found.values()) and any(row.text(n) for row in rows[1:]):
            twice = f"Ngày {vietnamese.date(day)} đứng ở hai cột" if day else ""
            about = twice or f"“{shown(cell)}” ở đầu cột không phải một thứ Bảy sắp tới"
            book.open(about, "Xóa một cột." if day else "Viết như: 05/12/2026, hoặc xóa cột.", AWAY, rows[0])
    return found


def _away(book: Book) -> Iterator[Change]:
    rows = book.rows(AWAY, "mã")
    if not rows:
        return
    code_at, name_at = column(rows[0], "mã") or 0, column(rows[0], "tên")
    days = _days(book, rows, (code_at, name_at))
    seen = set()
    for row in rows[1:]:
        name = row.text(name_at) if name_at is not None else ""
        code = vietnamese.fold(row.text(code_at)) or (book.code_of(name) if name else "")
        person, new = book.known.get(code), book.added.get(code)
        if person is None and new is None:
            if code or name:
                book.open(
                    f"Trang {AWAY} có “{row.text(code_at) or name}”, mà danh sách không có ai như vậy",
                    f"Thêm người ở trang {PEOPLE} trước.",
                    AWAY,
                    row,
                )
            continue
        if code in seen:
            book.open(f"“{code}” đứng ở hai hàng", "Xóa một hàng.", AWAY, row)
            continue
        seen.add(code)
        said = {day: row.text(n) for n, day in days.items()}
        odd = [word for word in said.values() if word and not is_tick(word) and not vietnamese.says_no(word)]
        if odd:
            book.open(f"“{odd[0]}” không phải x hay trống", "Bận thì ghi x, không bận thì để trống.", AWAY, row)
            continue
        ticked = {day for day, word in said.items() if is_tick(word)}
        absences = person.absences if person else ()
        more = tuple(day for day in days.values() if day in ticked and not (person and person.away(day)))
        less = tuple(day for day in days.values() if day not in ticked and person and person.away(day))
        if more or less:
            called = person.name if person else new.name if new else code
            yield Away(code, called, periods_without(absences, less, more), more, less, place_of(AWAY, row))


class _Rota:
    """The sheet of who serves."""

    def __init__(self, book: Book) -> None:
        self.book, self.schedule, self.roster, self.ward = book, book.schedule, book.roster, book.ward

    def changes(self) -> Iterator[Change]:
        rows = self.book.rows(ROTA, "ngày")
        if not rows:
            return
        day_at = column(rows[0], "ngày") or 0
        needs = self.roster.role_names
        columns = {
            n: role
            for n, cell in enumerate(rows[0].cells)
            if (role := needs.get(re.sub(r" \d+$", "", vietnamese.fold(shown(cell)))))
        }
        called = self._called()
        told = {saturday.date: saturday for saturday in self.schedule.saturdays if saturday.ward == self.ward}
        seen: set[dt.date] = set()
        for row in rows[1:]:
            names = {n: row.text(n) for n in columns if row.text(n)}
            day = self.book.day(row.cells[day_at]) if day_at < len(row.cells) and row.text(day_at) else None
            if day is None:
                if names:
                    self.book.open(
                        f"“{row.text(day_at)}” không phải một thứ Bảy sắp tới", "Viết như: 05/12/2026.", ROTA, row
                    )
                continue
            if day in seen:
                self.book.open(f"Ngày {vietnamese.date(day)} đứng ở hai hàng", "Xóa một hàng.", ROTA, row)
                continue
            seen.add(day)
            if day < self.schedule.today or (closed := self.schedule.why_closed_on(self.ward, day)):
                if names and day >= self.schedule.today:
                    self.book.findings.passed.append(
                        f"{place_of(ROTA, row)}: {vietnamese.date(day)} nghỉ ({closed}), máy không xếp ai."
                    )
                continue
            yield from self._shift(row, day, columns, called, told[day].assignments if day in told else ())

    def _called(self) -> dict[str, set[str]]:
        """Whom each name in the rota may mean: the names there were, and those that the sheet of people gives now."""
        everybody = people_of(self.schedule, self.roster)
        called: dict[str, set[str]] = {}
        for one in everybody:
            called.setdefault(vietnamese.nfc(label(one, self.ward, everybody)).lower(), set()).add(one.key)
        for code, name in (*((one.code, one.name) for one in self.book.added.values()), *self.book.renamed.items()):
            called.setdefault(vietnamese.nfc(name).lower(), set()).add(f"{self.ward}/{code}")
        return called

    def _shift(
        self,
        row: Row,
        day: dt.date,
        columns: Mapping[int, str],
        called: Mapping[str, set[str]],
        assignments: Sequence[Assignment],
    ) -> Iterator[Change]:
        serving: dict[str, list[str]] = {role: [] for role in columns.values()}
        for n, role in columns.items():
            name = row.text(n)
            keys = called.get(vietnamese.nfc(name).lower(), set()) if name else set()
            if name and len(keys) != 1:
                near = vietnamese.nearest(name, (one.name for one in self.roster.volunteers))
                hint = (
                    "Ghi thêm mã sau tên, như: Nguyễn Thị Lan (lan)."
                    if keys
                    else f"Có phải là “{near}”?"
                    if near
                    else f"Thêm người ở trang {PEOPLE} trước."
                )
                about = f"“{name}” là tên của nhiều người" if keys else f"Không biết “{name}” là ai"
                self.book.open(about, hint, ROTA, row)
                return
            serving[role] += keys
        before: dict[str, list[str]] = {}
        for one in assignments:
            before.setdefault(vietnamese.fold(one.role), []).append(one.key)
        for role, keys_now in serving.items():
            old = before.get(vietnamese.fold(role), [])
            if keys_now == old:
                continue
            if len(old) > sum(one == role for one in columns.values()):
                self.book.open(
                    f"Bảng có ít cột “{role}” hơn số người đang trực",
                    "Trả lại cột đã xóa, hoặc làm bảng mới: thu7 table out.",
                    ROTA,
                    row,
                )
                continue
            names = tuple(self._name(key) for key in keys_now)
            codes = tuple(code_in(self.ward, key) for key in keys_now)
            yield Assigned(day, role, codes, names, place_of(ROTA, row))

    def _name(self, key: str) -> str:
        person = self.schedule.person(key)
        return person.name if person else self.book.added[key.partition("/")[2]].name


def _closed(book: Book) -> Iterator[Change]:
    rows = book.rows(CLOSED, "ngày")
    if not rows:
        return
    day_at, why_at = column(rows[0], "ngày") or 0, column(rows[0], "lý do")
    own = {closure.date: closure.reason for closure in book.roster.closures}
    known = {*own, *(closure.date for closure in book.schedule.holidays)}
    seen: set[dt.date] = set()
    for row in rows[1:]:
        where, said = place_of(CLOSED, row), row.text(day_at)
        reason = row.text(why_at) if why_at is not None else ""
        day = vietnamese.parse_date(said) or _saturday_in(book, said)
        if not said and not reason:
            continue
        if day is None:
            book.open(f"“{said}” không phải là ngày", "Viết như: 30/01/2027.", CLOSED, row)
            continue
        if day in seen:
            book.open(f"Ngày {vietnamese.date(day)} đứng ở hai hàng", "Xóa một hàng.", CLOSED, row)
        elif day in known:
            if day in own and reason and vietnamese.nfc(reason) != vietnamese.nfc(own[day]):
                about = f"{where}: máy không đổi lý do nghỉ {vietnamese.date(day)}; sửa trong tệp roster.yml."
                book.findings.passed.append(about)
        elif day.weekday() != SATURDAY or day < book.schedule.today:
            why = "đã qua" if day < book.schedule.today else "không phải thứ Bảy, vốn không có buổi nào"
            book.findings.passed.append(f"{where}: {vietnamese.date(day)} {why}.")
        elif reason:
            yield Closed(day, reason, where)
        else:
            book.open(f"Ngày {vietnamese.date(day)} chưa ghi lý do nghỉ", "Ghi ở cột “lý do”.", CLOSED, row)
        seen.add(day)
    gone = [vietnamese.date(day) for day in own if day not in seen and day >= book.schedule.today]
    if gone:
        book.findings.passed.append(
            f"Trang {CLOSED} không còn {vietnamese.joined(gone)}. Máy không bỏ ngày nghỉ nào: xóa trong tệp roster.yml."
        )


def _saturday_in(book: Book, text: str) -> dt.date | None:
    """The one coming Saturday that a text names and nothing else, as 6/3."""
    read = saturdays_in(text, book.among, book.schedule.today)
    return read.saturdays[0] if len(read.saturdays) == 1 and not read.unread and not read.left else None
