"""Tables that are not ours: answers of a Google Form, a list from Excel, names pasted from a chat. They tell who is away, and who is new.

Nothing is guessed: a word that may say something else, a name that is nearly somebody's, a day that cannot be one is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from thu7.rota.model import Absence, Volunteer
from thu7.rota.schedule import Schedule
from thu7.sheets import heads, pasted
from thu7.sheets.cells import Cells, Said
from thu7.sheets.changes import Added, Away, Change, Findings, Proposal
from thu7.sheets.days import SATURDAYS_AHEAD
from thu7.sheets.head_rows import head_of
from thu7.sheets.heads import Column
from thu7.sheets.layout import coming_saturdays
from thu7.sheets.mapping_file import BUSY, COLUMNS, FILE, FREE, ROLES, SKIP, Decisions
from thu7.sheets.moments import Order
from thu7.sheets.names import Names, free_code
from thu7.sheets.periods import written
from thu7.sheets.tables import Row, Table, place_of, shown
from thu7.text import vietnamese

MOST_CELLS = 60_000
"""Cells in columns of days: a thousand people and a year of Saturdays."""


@dataclass(frozen=True)
class _Answer:
    who: Volunteer | str
    said: Said
    roles: tuple[str, ...]
    where: str

    @property
    def key(self) -> tuple[str, str]:
        return ("mới", self.who.casefold()) if isinstance(self.who, str) else ("mã", self.who.code)


def proposal(tables: Sequence[Table], schedule: Schedule, ward: str, decisions: Decisions) -> Proposal:
    """What tables of any kind say of a ward's people."""
    reader = _Reader(schedule, ward, decisions)
    return reader.findings.beside(tuple(reader.changes(tables)))


class _Reader:
    def __init__(self, schedule: Schedule, ward: str, decisions: Decisions) -> None:
        self.roster, self.decisions = schedule.rosters[ward], decisions
        self.ward, self.today = ward, schedule.today
        self.findings = Findings()
        self.cells = Cells(coming_saturdays(schedule.today, SATURDAYS_AHEAD), schedule.today, self.findings)
        self.names = Names(schedule, ward, decisions, self.findings)
        self.added: dict[str, Added] = {}

    def changes(self, tables: Sequence[Table]) -> Iterator[Change]:
        told: dict[tuple[str, str], _Answer] = {}
        found = [(table, head_of(table.rows)) for table in tables if table.rows]
        for table, head in found:
            if head is None and any(one for _, one in found):
                self.findings.passed.append(f"Trang “{table.sheet}” không có cột họ tên, máy bỏ qua cả trang.")
                continue
            for answer in self._answers(table, head) if head else self._pasted(table):
                before = told.get(answer.key)
                told[answer.key] = self._together(before, answer) if before else answer
        for answer in told.values():
            yield from self._told(answer)

    def _together(self, before: _Answer, answer: _Answer) -> _Answer:
        """What two rows say of one person, of which neither replaces the other."""
        who, where = answer.who, answer.where
        name = who if isinstance(who, str) else who.name
        if isinstance(who, str):
            about = f"Hai hàng cùng tên “{who}”, chưa có trong danh sách"
            self.findings.open(about, "Một người thì xóa một hàng; hai người thì thêm chữ cho khác.", where)
        for day in sorted((before.said.busy & answer.said.free) | (before.said.free & answer.said.busy)):
            about = (
                f"{name} có hai hàng ({before.where}; {where}), một hàng ghi bận {vietnamese.date(day)}, một hàng không"
            )
            self.findings.open(about, "Xóa hàng cũ.", where)
        return _Answer(who, before.said | answer.said, answer.roles or before.roles, where)

    def _told(self, answer: _Answer) -> Iterator[Change]:
        person, where, days = answer.who, answer.where, tuple(sorted(answer.said.busy))
        if isinstance(person, str):
            if not answer.roles:
                needs = ", ".join(need.role for need in self.roster.needs)
                hint = f"Thêm cột “nhiệm vụ” vào bảng (một trong: {needs}), hoặc thêm người này vào roster.yml trước."
                self.findings.open(f"{person} là người mới mà chưa có nhiệm vụ", hint, where)
                return
            code = free_code(person, {one.code for one in self.roster.volunteers} | set(self.added))
            self.added[code] = Added(code, person, answer.roles, where)
            yield self.added[code]
            if days:
                yield Away(code, person, tuple(written(Absence(day, day)) for day in days), days, (), where)
            return
        for day in sorted(day for day in answer.said.free if person.away(day)):
            about = f"{person.name} ghi trực được {vietnamese.date(day)}, mà danh sách đang ghi bận ngày đó"
            hint = f"Trực được thì xóa ngày ấy ở “bận” của {person.code} trong schedule/{self.ward}/roster.yml; vẫn bận thì sửa bảng."
            self.findings.open(about, hint, where)
        kept = [day for day in self.cells.among if person.away(day) and day not in answer.said.free]
        if answer.said.never and not days and kept:
            listed = vietnamese.joined([vietnamese.date(day) for day in kept])
            self.findings.passed.append(
                f"{where}: {person.name} ghi không bận; danh sách đang ghi bận {listed}, máy giữ nguyên."
            )
        more = tuple(day for day in days if not person.away(day))
        if more:
            periods = (*person.absences, *(Absence(day, day) for day in more))
            yield Away(person.code, person.name, tuple(map(written, periods)), more, (), where)

    # --- one table -------------------------------------------------------------------------------------------------

    def _answers(self, table: Table, head: Row) -> Iterator[_Answer]:
        """What the rows say that count: of a person's answers in a form the last one, of other rows all."""
        names = heads.names(head)
        rows = [row for row in table.rows if row.number > head.number and row.text(names[0]) != head.text(names[0])]
        if not rows:
            self.findings.passed.append(f"{place_of(table.sheet, head)}: dưới hàng này không có ai.")
        columns = self._columns(table, head, rows, names)
        days = [column for column in columns.values() if column.kind in (BUSY, FREE)]
        if len(days) * len(rows) > MOST_CELLS:
            about = f"{len(rows)} hàng có {len(days)} cột ngày, nhiều hơn danh sách của một phường"
            self.findings.open(about, "Chép riêng phần cần dùng sang một tệp mới.", place_of(table.sheet, head))
            return
        people: dict[tuple[str, str], list[tuple[Volunteer | str, Row]]] = {}
        for row in rows:
            name, where = " ".join(dict.fromkeys(filter(None, map(row.text, names)))), place_of(table.sheet, row)
            if not name:
                self._nameless(row, columns, where)
                continue
            who = self.names.meant(name, where)
            if who is not None:
                people.setdefault(_Answer(who, Said(), (), where).key, []).append((who, row))
        moments = [n for n, column in columns.items() if column.kind == heads.MOMENT]
        order = Order(rows, moments[0]) if moments else None
        counting = [one for listed in people.values() for one in self._counting(table, listed, order)]
        offered = self.cells.offered(rows, columns)
        for who, row in counting:
            where = place_of(table.sheet, row)
            said = self.cells.row(row, columns, offered, where)
            yield _Answer(who, said, self._roles(row, columns, where), where)

    def _nameless(self, row: Row, columns: Mapping[int, Column], where: str) -> None:
        """A row without a name: numbers below days are a sum; days or ticks are somebody's."""
        said = [row.text(n) for n, column in columns.items() if column.kind in (BUSY, FREE)]
        if any(text and not text.isdigit() for text in said):
            hint = "Ghi tên vào hàng này, hoặc xóa hàng."
            self.findings.open("Hàng không có tên mà có ghi ngày, không rõ là của ai", hint, where)
        elif any(row.text(n) for n in columns):
            self.findings.passed.append(f"{where}: không có tên.")

    def _counting(
        self, table: Table, listed: Sequence[tuple[Volunteer | str, Row]], order: Order | None
    ) -> Sequence[tuple[Volunteer | str, Row]]:
        """Of one person's rows those that count."""
        if order is None or len(listed) == 1:
            return listed
        who, rows = listed[0][0], [row for _, row in listed]
        name, last = who if isinstance(who, str) else who.name, order.last(rows)
        if last is None:
            listed_at = vietnamese.joined([str(row.number) for row in rows])
            about = f"{name} trả lời {len(rows)} lần (hàng {listed_at}), không rõ lần nào sau"
            self.findings.open(about, "Xóa những câu trả lời cũ.", place_of(table.sheet, rows[-1]))
            return ()
        for row in rows:
            if row is not last:
                where = place_of(table.sheet, row)
                self.findings.passed.append(f"{where}: {name} trả lời lại sau đó, lấy câu trả lời sau.")
        return [(who, last)]

    def _columns(self, table: Table, head: Row, rows: Sequence[Row], names: Sequence[int]) -> dict[int, Column]:
        """What each column tells; of those that tell nothing, why they are passed over, and what must be decided first."""
        found, where = {}, place_of(table.sheet, head)
        for n, cell in enumerate(head.cells):
            title = shown(cell)
            if n in names or not title:
                continue
            values = [row.text(n) for row in rows if row.text(n)]
            column = heads.column(cell, values, self.cells.among, self.today)
            decided = self.decisions.columns.get(vietnamese.fold(title), "")
            if decided and column.kind != heads.PRIVATE:
                kind = next((kind for kind in (BUSY, FREE, SKIP) if vietnamese.fold(kind) == decided), column.kind)
                column = heads.decided(cell, kind, values, self.cells.among, self.today)
            if column.kind in (SKIP, heads.EMPTY):
                continue
            if column.kind == heads.PRIVATE:
                self.findings.passed.append(f"{where}: cột “{title}” là dữ liệu riêng, máy không đọc.")
            elif column.kind == heads.UNSURE:
                hint = f"Ghi vào schedule/{self.ward}/{FILE}: {COLUMNS}: rồi dưới đó “{title}”: {BUSY} (hoặc {FREE}, {SKIP})."
                self.findings.open(f"Không rõ cột “{title}” ghi ngày bận hay ngày rảnh", hint, where)
            elif column.kind == heads.PERIOD:
                about = f"Cột “{title}” chỉ ghi một đầu của khoảng ngày"
                self.findings.open(about, "Gộp thành một cột “Ngày bận”, như: 05/12/2026 - 19/12/2026.", where)
            elif column.kind == heads.OTHER:
                with_days = heads.tells_days(values, self.cells.among, self.today)
                why = "có nhắc ngày mà máy bỏ qua, xem lại" if with_days else "không nói về ngày nào, máy bỏ qua"
                self.findings.passed.append(f"{where}: cột “{title}” {why}.")
            elif column.day_is_open and values:
                about = f"Cột “{title}” không ghi một thứ Bảy sắp tới"
                self.findings.open(about, "Ghi ngày ở đầu cột, như: 05/12/2026.", where)
            elif not column.day_is_open:
                found[n] = column
        return found

    def _roles(self, row: Row, columns: Mapping[int, Column], where: str) -> tuple[str, ...]:
        needs = self.roster.role_names
        found = []
        for n, column in columns.items():
            for word in filter(None, map(str.strip, re.split(r"[,;/]", row.text(n)))) if column.kind == ROLES else ():
                role = needs.get(vietnamese.fold(self.decisions.roles.get(vietnamese.fold(word), word)))
                if role:
                    found.append(role)
                else:
                    hint = f"Phường có: {', '.join(needs.values())}. Ghi vào schedule/{self.ward}/{FILE}: {ROLES}: rồi dưới đó {word}: tên nhiệm vụ của phường."
                    self.findings.open(f"Phường không có nhiệm vụ “{word}”", hint, where)
        return tuple(dict.fromkeys(found))

    def _pasted(self, table: Table) -> Iterator[_Answer]:
        for name, said, where in pasted.lines(table, self.cells):
            who = self.names.meant(name, where)
            if who is not None:
                yield _Answer(who, said, (), where)
