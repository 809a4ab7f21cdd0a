"""Our own workbook read back: what is not as the files have it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from thu7.rota.model import Absence, Volunteer
from thu7.rota.roster_file import CODE, code_in
from thu7.rota.schedule import Schedule
from thu7.sheets.changes import Added, Assigned, Away, Change, Closed, Proposal, Told, Undecided
from thu7.sheets.layout import AWAY, CLOSED, PEOPLE, PERSON_COLUMNS, ROTA, label, people_of
from thu7.sheets.tables import Row, Table, shown
from thu7.text import vietnamese

NAMES = (PEOPLE, AWAY, ROTA, CLOSED)


def is_ours(tables: Sequence[Table]) -> bool:
    """Whether these are the sheets of a workbook that ``layout`` wrote."""
    return {PEOPLE, AWAY, ROTA} <= {table.sheet for table in tables}


def proposal(tables: Sequence[Table], schedule: Schedule, ward: str) -> Proposal:
    """What the workbook says otherwise than the ward's files."""
    reader = _Reader({table.sheet: table for table in tables}, schedule, ward)
    changes = tuple(reader.changes())
    return Proposal(changes, tuple(reader.passed), tuple(reader.undecided))


def periods_without(periods: Sequence[Absence], gone: Sequence[dt.date], more: Sequence[dt.date]) -> tuple[str, ...]:
    """Days away as the roster writes them, some days taken out and some put in; a period is parted where a day leaves it."""
    kept: list[Absence] = []
    for period in periods:
        first = period.first
        for day in sorted(day for day in gone if period.covers(day)):
            if first < day:
                kept.append(Absence(first, day - dt.timedelta(1)))
            first = day + dt.timedelta(1)
        if first <= period.last:
            kept.append(Absence(first, period.last))
    kept += [Absence(day, day) for day in sorted(more)]
    return tuple(written(one) for one in kept)


def written(period: Absence) -> str:
    """A period as a roster has it."""
    first, last = vietnamese.date(period.first), vietnamese.date(period.last)
    return first if first == last else f"{first} - {last}"


class _Reader:
    def __init__(self, tables: Mapping[str, Table], schedule: Schedule, ward: str) -> None:
        self.tables, self.schedule, self.roster = tables, schedule, schedule.rosters[ward]
        self.ward = ward
        self.known = {person.code: person for person in self.roster.volunteers}
        self.added: dict[str, Added] = {}
        self.passed: list[str] = []
        self.undecided: list[Undecided] = []

    def changes(self) -> Iterator[Change]:
        yield from self._people()
        yield from self._away()
        yield from self._rota()
        yield from self._closed()

    def _rows(self, sheet: str) -> tuple[Row, ...]:
        table = self.tables.get(sheet)
        return table.rows if table else ()

    def _open(self, message: str, hint: str, sheet: str, row: Row) -> None:
        self.undecided.append(Undecided(message, hint, _where(sheet, row)))

    def _people(self) -> Iterator[Change]:
        rows = self._rows(PEOPLE)
        if not rows:
            return
        columns = {vietnamese.fold(shown(cell)): number for number, cell in enumerate(rows[0].cells)}
        at = {name: columns.get(vietnamese.fold(name)) for name in PERSON_COLUMNS}
        seen = set()
        for row in rows[1:]:
            told = {name: row.text(column) if column is not None else "" for name, column in at.items()}
            code = vietnamese.fold(told["mã"]) or self._code_of(told["tên"])
            if not code:
                self.passed.append(f"{_where(PEOPLE, row)}: không có tên.")
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
                added = Added(code, told["tên"] or code, roles, _where(PEOPLE, row))
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
        folded = vietnamese.fold(name)
        known = next((code for code, person in self.known.items() if vietnamese.fold(person.name) == folded), "")
        return known or (free_code(name, {*self.known, *self.added}) if name else "")

    def _roles(self, text: str, row: Row) -> tuple[str, ...]:
        needs = {vietnamese.fold(need.role): need.role for need in self.roster.needs}
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
            yield Told(person.code, person.name, "tên", told["tên"], _where(PEOPLE, row))
        if told["nhiệm vụ"] and told["nhiệm vụ"] != ", ".join(person.roles):
            roles = self._roles(told["nhiệm vụ"], row)
            if roles and [vietnamese.fold(role) for role in roles] != [vietnamese.fold(role) for role in person.roles]:
                yield Told(person.code, person.name, "nhiệm vụ", roles, _where(PEOPLE, row))
        yield from self._besides(person.code, person.name, told, row, person)

    def _besides(
        self, code: str, name: str, told: Mapping[str, str], row: Row, person: Volunteer | None = None
    ) -> Iterator[Change]:
        where = _where(PEOPLE, row)
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
            now = bool(told[key]) and not vietnamese.says_no(told[key])
            if now != old:
                yield Told(code, name, key, "có" if now else "không", where)

    def _days_of(self, row: Row) -> dict[int, dt.date]:
        return {number: cell for number, cell in enumerate(row.cells) if isinstance(cell, dt.date)}

    def _away(self) -> Iterator[Change]:
        rows = self._rows(AWAY)
        if not rows:
            return
        days = self._days_of(rows[0])
        for row in rows[1:]:
            person = self.known.get(vietnamese.fold(row.text(0)))
            if person is None:
                if row.text(0) or row.text(1):
                    self.passed.append(f"{_where(AWAY, row)}: không có ai mang mã “{row.text(0)}” trong danh sách.")
                continue
            ticked = {
                day for column, day in days.items() if row.text(column) and not vietnamese.says_no(row.text(column))
            }
            more = tuple(day for day in days.values() if day in ticked and not person.away(day))
            less = tuple(day for day in days.values() if day not in ticked and person.away(day))
            if more or less:
                periods = periods_without(person.absences, less, more)
                yield Away(person.code, person.name, periods, more, less, _where(AWAY, row))

    def _rota(self) -> Iterator[Change]:
        rows = self._rows(ROTA)
        if not rows:
            return
        needs = {vietnamese.fold(need.role): need.role for need in self.roster.needs}
        columns = {
            n: needs[vietnamese.fold(shown(cell))]
            for n, cell in enumerate(rows[0].cells)
            if vietnamese.fold(shown(cell)) in needs
        }
        everybody = people_of(self.schedule, self.roster)
        by_label = {vietnamese.fold(label(one, self.ward, everybody)): one.key for one in everybody}
        by_label |= {vietnamese.fold(one.name): f"{self.ward}/{one.code}" for one in self.added.values()}
        by_label |= {code_in(self.ward, one.key): one.key for one in everybody}
        told = {saturday.date: saturday for saturday in self.schedule.saturdays if saturday.ward == self.ward}
        for row in rows[1:]:
            day = row.cells[0] if row.cells else ""
            if isinstance(day, str):
                day = vietnamese.parse_date(day) or day
            if not isinstance(day, dt.date) or isinstance(day, bool):
                continue  # the list of names stands below the last Saturday
            if self.schedule.why_closed_on(self.ward, day) or day < self.schedule.today:
                continue
            serving: dict[str, list[str]] = {role: [] for role in columns.values()}
            wrong = False
            for column, role in columns.items():
                name = row.text(column)
                key = by_label.get(vietnamese.fold(name)) if name else None
                if name and key is None:
                    near = vietnamese.nearest(name, (label(one, self.ward, everybody) for one in everybody))
                    hint = f"Có phải là “{near}”?" if near else f"Thêm người ở trang {PEOPLE} trước."
                    self._open(f"Không biết “{name}” là ai", hint, ROTA, row)
                    wrong = True
                elif key:
                    serving[role].append(key)
            before: dict[str, list[str]] = {}
            for one in told[day].assignments if day in told else ():
                before.setdefault(vietnamese.fold(one.role), []).append(one.key)
            for role, keys in serving.items() if not wrong else ():
                if keys != before.get(vietnamese.fold(role), []):
                    names = tuple(self._name(key) for key in keys)
                    codes = tuple(code_in(self.ward, key) for key in keys)
                    yield Assigned(day, role, codes, names, _where(ROTA, row))

    def _name(self, key: str) -> str:
        person = self.schedule.person(key)
        return person.name if person else self.added[key.partition("/")[2]].name

    def _closed(self) -> Iterator[Change]:
        known = {closure.date for closure in (*self.roster.closures, *self.schedule.holidays)}
        for row in self._rows(CLOSED)[1:]:
            day = row.cells[0]
            if isinstance(day, str):
                day = vietnamese.parse_date(day) or day
            if not isinstance(day, dt.date) or isinstance(day, bool):
                self._open(f"“{row.text(0)}” không phải là ngày", "Viết như: 30/01/2027.", CLOSED, row)
            elif day not in known:
                if row.text(1):
                    yield Closed(day, row.text(1), _where(CLOSED, row))
                else:
                    self._open(f"Ngày {vietnamese.date(day)} chưa ghi lý do nghỉ", "Ghi ở cột “lý do”.", CLOSED, row)


def free_code(name: str, taken: set[str]) -> str:
    """A code for somebody new: the given name, more of the name where that is taken, then a number."""
    words = [vietnamese.slug(word) for word in name.split()]
    words = [word for word in words if word]
    for size in range(1, len(words) + 1):
        code = "-".join(words[-size:])[:40].strip("-")
        if code not in taken:
            return code
    base = words[-1] if words else ""
    return (
        next((f"{base}-{number}" for number in range(2, 1000) if f"{base}-{number}" not in taken), "") if base else ""
    )


def _where(sheet: str, row: Row) -> str:
    return f"trang {sheet}, hàng {row.number}"
