"""Our own workbook read back: what is not as the files have it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from thu7.rota.model import Assignment, Volunteer
from thu7.rota.roster_file import CODE, code_in
from thu7.rota.schedule import SATURDAY, Schedule
from thu7.sheets.changes import Added, Assigned, Away, Change, Closed, Proposal, Told, Undecided
from thu7.sheets.days import SATURDAYS_AHEAD, saturdays_in
from thu7.sheets.layout import AWAY, CLOSED, GUIDE, PEOPLE, PERSON_COLUMNS, ROTA, coming_saturdays, label, people_of
from thu7.sheets.names import free_code, is_called
from thu7.sheets.periods import periods_without
from thu7.sheets.tables import Cell, Row, Table, place_of, shown
from thu7.text import vietnamese

NAMES = (PEOPLE, AWAY, ROTA, CLOSED)
HEAD_WITHIN = 10
"""Rows in which a sheet's head must stand: titles may be put above it."""
_TICKS = frozenset(("x", "v", "✓", "✔", "co", "1", "ok", "yes"))


def is_ours(tables: Sequence[Table]) -> bool:
    """Whether these are the sheets of a workbook that ``layout`` wrote, though one may be gone."""
    return (
        len({vietnamese.fold(name) for name in (GUIDE, *NAMES)} & {vietnamese.fold(table.sheet) for table in tables})
        > 1
    )


def proposal(tables: Sequence[Table], schedule: Schedule, ward: str) -> Proposal:
    """What the workbook says otherwise than the ward's files."""
    reader = _Reader({vietnamese.fold(table.sheet): table for table in tables}, schedule, ward)
    changes = tuple(reader.changes())
    return Proposal(changes, tuple(reader.passed), tuple(reader.undecided))


class _Reader:
    def __init__(self, tables: Mapping[str, Table], schedule: Schedule, ward: str) -> None:
        self.tables, self.schedule, self.roster = tables, schedule, schedule.rosters[ward]
        self.ward = ward
        self.known = {person.code: person for person in self.roster.volunteers}
        self.added: dict[str, Added] = {}
        self.renamed: dict[str, str] = {}
        self.among = coming_saturdays(schedule.today, SATURDAYS_AHEAD)
        self.passed: list[str] = []
        self.undecided: list[Undecided] = []

    def changes(self) -> Iterator[Change]:
        for name in NAMES[:3]:
            if vietnamese.fold(name) not in self.tables:
                hint = "Đặt lại tên trang, bỏ ẩn, hoặc làm bảng mới: thu7 table out."
                self.undecided.append(Undecided(f"Không thấy trang “{name}”", hint, "cả tệp"))
        for folded, table in self.tables.items():
            if folded not in map(vietnamese.fold, (GUIDE, *NAMES)) and table.rows:
                self.passed.append(f"Trang “{table.sheet}” không phải của bảng này, máy không đọc.")
        yield from self._people()
        yield from self._away()
        yield from self._rota()
        yield from self._closed()

    def _rows(self, sheet: str, first: str) -> tuple[Row, ...]:
        """A sheet's rows from its head on; titles above it are left out. Empty where there is no such head."""
        table = self.tables.get(vietnamese.fold(sheet))
        rows = table.rows if table else ()
        at = next((n for n, row in enumerate(rows[:HEAD_WITHIN]) if _column(row, first) is not None), None)
        if table and at is None:
            self.passed.append(f"Trang {sheet} không có cột “{first}”, máy bỏ qua cả trang.")
        return () if at is None else rows[at:]

    def _open(self, message: str, hint: str, sheet: str, row: Row) -> None:
        self.undecided.append(Undecided(message, hint, place_of(sheet, row)))

    def _people(self) -> Iterator[Change]:
        rows = self._rows(PEOPLE, "mã")
        if not rows:
            return
        columns = {vietnamese.fold(shown(cell)): number for number, cell in enumerate(rows[0].cells)}
        at = {name: columns.get(vietnamese.fold(name)) for name in PERSON_COLUMNS}
        seen = set()
        for row in rows[1:]:
            told = {name: row.text(column) if column is not None else "" for name, column in at.items()}
            code = vietnamese.fold(told["mã"]) or self._code_of(told["tên"])
            if not code:
                self.passed.append(f"{place_of(PEOPLE, row)}: không có tên.")
                continue
            if not CODE.fullmatch(code):
                self._open(
                    f"“{told['mã']}” không dùng làm mã được", "Viết chữ thường không dấu, như: lan.", PEOPLE, row
                )
            elif code in seen:
                self._open(f"Mã “{code}” đứng ở hai hàng", "Xóa một hàng, hoặc đổi mã.", PEOPLE, row)
            elif code in self.known:
                yield from self._person(self.known[code], told, row)
            elif roles := self._roles(told["nhiệm vụ"], row):
                added = Added(code, told["tên"] or code, roles, place_of(PEOPLE, row))
                self.added[code] = added
                yield added
                yield from self._besides(code, added.name, told, row)
            seen.add(code)
        gone = [person.name for code, person in self.known.items() if code not in seen]
        if gone:
            self.passed.append(
                f"Trang {PEOPLE} không còn {vietnamese.joined(gone)}. Máy không xóa ai: xóa trong tệp roster.yml, kể cả ở các buổi đã xếp."
            )

    def _code_of(self, name: str) -> str:
        """The code of whoever goes by a name in a row without one: somebody of the roster, else a new one; empty without a name."""
        known = next((code for code, person in self.known.items() if is_called(person, name)), "") if name else ""
        return known or (free_code(name, {*self.known, *self.added}) if name else "")

    def _roles(self, text: str, row: Row) -> tuple[str, ...]:
        needs = self.roster.role_names
        roles = []
        for word in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
            if vietnamese.fold(word) not in needs:
                near = vietnamese.nearest(word, needs.values())
                hint = f"Có phải là “{near}”?" if near else f"Các nhiệm vụ: {', '.join(needs.values())}."
                self._open(f"Phường không có nhiệm vụ “{word}”", hint, PEOPLE, row)
                return ()
            roles.append(needs[vietnamese.fold(word)])
        if not roles:
            self._open("Chưa ghi nhiệm vụ", f"Chọn trong: {', '.join(needs.values())}.", PEOPLE, row)
        return tuple(dict.fromkeys(roles))

    def _person(self, person: Volunteer, told: Mapping[str, str], row: Row) -> Iterator[Change]:
        if told["tên"] and vietnamese.nfc(told["tên"]) != vietnamese.nfc(person.name):
            self.renamed[person.code] = told["tên"]
            yield Told(person.code, person.name, "tên", told["tên"], place_of(PEOPLE, row))
        if told["nhiệm vụ"] and told["nhiệm vụ"] != ", ".join(person.roles):
            roles = self._roles(told["nhiệm vụ"], row)
            if roles and [vietnamese.fold(role) for role in roles] != [vietnamese.fold(role) for role in person.roles]:
                yield Told(person.code, person.name, "nhiệm vụ", roles, place_of(PEOPLE, row))
        yield from self._besides(person.code, person.name, told, row, person)

    def _besides(
        self, code: str, name: str, told: Mapping[str, str], row: Row, person: Volunteer | None = None
    ) -> Iterator[Change]:
        where = place_of(PEOPLE, row)
        limit = told["tối đa mỗi tháng"]
        before = "" if person is None or person.monthly_limit is None else str(person.monthly_limit)
        if limit != before:
            if limit in ("0", "1", "2", "3", "4", "5"):
                yield Told(code, name, "tối đa mỗi tháng", limit, where)
            elif limit:
                self._open(f"“{limit}” không phải số buổi một tháng", "Ghi từ 0 đến 5.", PEOPLE, row)
            else:
                self.passed.append(f"{where}: máy không xóa “tối đa mỗi tháng” của {name}; xóa trong tệp roster.yml.")
        for key, old in (("mới", person.new if person else False), ("công khai", person.public if person else False)):
            said = vietnamese.fold(told[key])
            now = said in _TICKS
            if said and not now and not vietnamese.says_no(said):
                self._open(f"“{told[key]}” ở cột “{key}” không phải x hay trống", "Ghi x, hoặc để trống.", PEOPLE, row)
            elif now != old:
                yield Told(code, name, key, "có" if now else "không", where)

    def _day(self, cell: Cell) -> dt.date | None:
        """The coming Saturday that a cell names, as a date or as text."""
        if isinstance(cell, dt.date):
            return cell
        found = saturdays_in(shown(cell), self.among, self.schedule.today).saturdays
        return found[0] if len(found) == 1 else None

    def _away(self) -> Iterator[Change]:
        rows = self._rows(AWAY, "mã")
        if not rows:
            return
        code_at, name_at = _column(rows[0], "mã") or 0, _column(rows[0], "tên")
        days = {
            n: day for n, cell in enumerate(rows[0].cells) if n not in (code_at, name_at) and (day := self._day(cell))
        }
        seen = set()
        for row in rows[1:]:
            name = row.text(name_at) if name_at is not None else ""
            code = vietnamese.fold(row.text(code_at)) or (self._code_of(name) if name else "")
            person, new = self.known.get(code), self.added.get(code)
            if person is None and new is None:
                if code or name:
                    self._open(
                        f"Trang {AWAY} có “{row.text(code_at) or name}”, mà danh sách không có ai như vậy",
                        f"Thêm người ở trang {PEOPLE} trước.",
                        AWAY,
                        row,
                    )
                continue
            if code in seen:
                self._open(f"“{code}” đứng ở hai hàng", "Xóa một hàng.", AWAY, row)
                continue
            seen.add(code)
            said = {day: row.text(n) for n, day in days.items()}
            odd = [word for word in said.values() if word and not _is_tick(word) and not vietnamese.says_no(word)]
            if odd:
                self._open(f"“{odd[0]}” không phải x hay trống", "Bận thì ghi x, không bận thì để trống.", AWAY, row)
                continue
            ticked = {day for day, word in said.items() if _is_tick(word)}
            absences = person.absences if person else ()
            more = tuple(day for day in days.values() if day in ticked and not (person and person.away(day)))
            less = tuple(day for day in days.values() if day not in ticked and person and person.away(day))
            if more or less:
                called = person.name if person else new.name if new else code
                yield Away(code, called, periods_without(absences, less, more), more, less, place_of(AWAY, row))

    def _rota(self) -> Iterator[Change]:
        rows = self._rows(ROTA, "ngày")
        if not rows:
            return
        day_at = _column(rows[0], "ngày") or 0
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
            day = self._day(row.cells[day_at]) if day_at < len(row.cells) and row.text(day_at) else None
            if day is None:
                if names:
                    self._open(
                        f"“{row.text(day_at)}” không phải một thứ Bảy sắp tới", "Viết như: 05/12/2026.", ROTA, row
                    )
                continue
            if day in seen:
                self._open(f"Ngày {vietnamese.date(day)} đứng ở hai hàng", "Xóa một hàng.", ROTA, row)
                continue
            seen.add(day)
            if day < self.schedule.today or (closed := self.schedule.why_closed_on(self.ward, day)):
                if names and day >= self.schedule.today:
                    self.passed.append(
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
        for code, name in (*((one.code, one.name) for one in self.added.values()), *self.renamed.items()):
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
                self._open(about, hint, ROTA, row)
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
                self._open(
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
        return person.name if person else self.added[key.partition("/")[2]].name

    def _closed(self) -> Iterator[Change]:
        known = {closure.date for closure in (*self.roster.closures, *self.schedule.holidays)}
        for row in self._rows(CLOSED, "ngày")[1:]:
            day = vietnamese.parse_date(row.text(0))
            if day is None:
                self._open(f"“{row.text(0)}” không phải là ngày", "Viết như: 30/01/2027.", CLOSED, row)
            elif day not in known:
                if day.weekday() != SATURDAY:
                    self.passed.append(
                        f"{place_of(CLOSED, row)}: {vietnamese.date(day)} không phải thứ Bảy, vốn không có buổi nào."
                    )
                elif row.text(1):
                    yield Closed(day, row.text(1), place_of(CLOSED, row))
                else:
                    self._open(f"Ngày {vietnamese.date(day)} chưa ghi lý do nghỉ", "Ghi ở cột “lý do”.", CLOSED, row)


def _is_tick(word: str) -> bool:
    """Whether a cell of the sheet of absences says that somebody is away."""
    return vietnamese.fold(word) in (*_TICKS, "ban", "vang")


def _column(row: Row, name: str) -> int | None:
    """The column whose head says this."""
    return next((n for n, cell in enumerate(row.cells) if vietnamese.fold(shown(cell)) == vietnamese.fold(name)), None)
