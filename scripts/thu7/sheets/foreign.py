"""Tables that are not ours: answers of a Google Form, a list from Excel, names pasted from a chat. They tell who is away, and who is new.

Nothing is guessed: a word that may say something else, a name that is nearly somebody's, a day that cannot be one is asked back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from thu7.rota.model import Absence, Volunteer
from thu7.rota.schedule import Schedule
from thu7.sheets import heads
from thu7.sheets.changes import Added, Away, Change, Proposal, Undecided
from thu7.sheets.days import SATURDAYS_AHEAD, saturday_of, saturdays_in
from thu7.sheets.heads import Column
from thu7.sheets.layout import coming_saturdays, people_of
from thu7.sheets.mapping_file import BUSY, COLUMNS, FILE, FREE, PEOPLE, ROLES, SKIP, Decisions
from thu7.sheets.names import free_code, is_called
from thu7.sheets.periods import written
from thu7.sheets.tables import Row, Table, place_of, shown
from thu7.text import vietnamese

HEAD_WITHIN = 15
"""Rows in which a table's head must stand: titles may be above it."""
_NONE = re.compile(
    r"(?:khong|ko|k|hong|no|none|0|-|x?)|(?:em |minh )?(?:khong|ko|k) (?:co|ban)(?: (?:ngay )?(?:nao|gi))?(?: (?:ca|het))?(?: a| nha)?"
)
_ALL = re.compile(r"(?:tat ca|ca hai|full|het|ngay nao cung (?:duoc|ranh)|tat ca cac ngay|ranh het|duoc het|all)")
_YES = frozenset(["x", "v", "✓", "✔", "☑", "co", "yes", "y", "true", "1", "ok"])
_NO = frozenset(["khong", "ko", "k", "no", "n", "false", "0"])
_SAYS_BUSY, _SAYS_FREE = (
    frozenset(["ban", "nghi", "vang", "busy"]),
    frozenset(("ranh", "free", "di duoc", "truc duoc", "tham gia")),
)
_SERIAL = re.compile(r"4[0-9]{4}|5[0-9]{4}")
_EXCEL = dt.date(1899, 12, 30)
_PASTED = re.compile(
    r"[\W\d_]*(?P<name>[^\W\d_][^\d:;,(\t]*?)\s*(?:$|[:;,(\t–-]\s*(?P<rest>.*)|(?P<late>(?:bận|rảnh|nghỉ|vắng|\d).*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Answer:
    name: str
    busy: frozenset[dt.date]
    roles: tuple[str, ...]
    where: str


def proposal(tables: Sequence[Table], schedule: Schedule, ward: str, decisions: Decisions) -> Proposal:
    """What tables of any kind say of a ward's people."""
    reader = _Reader(schedule, ward, decisions)
    changes = tuple(reader.changes(tables))
    return Proposal(changes, tuple(dict.fromkeys(reader.passed)), tuple(dict.fromkeys(reader.undecided)))


class _Reader:
    def __init__(self, schedule: Schedule, ward: str, decisions: Decisions) -> None:
        self.schedule, self.roster, self.decisions = schedule, schedule.rosters[ward], decisions
        self.ward, self.today = ward, schedule.today
        self.among = coming_saturdays(schedule.today, SATURDAYS_AHEAD)
        self.passed: list[str] = []
        self.undecided: list[Undecided] = []
        self.added: dict[str, Added] = {}

    def changes(self, tables: Sequence[Table]) -> Iterator[Change]:
        told: dict[str, tuple[Volunteer | str, _Answer]] = {}
        for table in tables:
            answers, timed = self._answers(table)
            for answer in answers:
                person = self._person(answer)
                if person is None:
                    continue
                key = person.casefold() if isinstance(person, str) else person.code
                before = told[key][1] if key in told else None
                if before and timed:
                    self.passed.append(f"{before.where}: {answer.name} trả lời lại sau đó, lấy câu trả lời sau.")
                elif before and isinstance(person, str):
                    self._open(
                        f"Hai hàng cùng tên “{person}”, chưa có trong danh sách",
                        "Một người thì xóa một hàng; hai người thì thêm chữ cho khác.",
                        answer.where,
                    )
                elif before:
                    answer = _Answer(answer.name, answer.busy | before.busy, answer.roles or before.roles, answer.where)
                told[key] = (person, answer)
        for person, answer in told.values():
            yield from self._told(person, answer)

    def _told(self, person: Volunteer | str, answer: _Answer) -> Iterator[Change]:
        days = tuple(sorted(answer.busy))
        if isinstance(person, str):
            if not answer.roles:
                needs = ", ".join(need.role for need in self.roster.needs)
                hint = f"Thêm cột “nhiệm vụ” vào bảng (một trong: {needs}), hoặc thêm người này vào roster.yml trước."
                self._open(f"{person} là người mới mà chưa có nhiệm vụ", hint, answer.where)
                return
            code = free_code(person, {one.code for one in self.roster.volunteers} | set(self.added))
            self.added[code] = Added(code, person, answer.roles, answer.where)
            yield self.added[code]
            if days:
                yield Away(code, person, tuple(written(Absence(day, day)) for day in days), days, (), answer.where)
            return
        more = tuple(day for day in days if not person.away(day))
        if more:
            periods = (*person.absences, *(Absence(day, day) for day in more))
            yield Away(person.code, person.name, tuple(map(written, periods)), more, (), answer.where)

    # --- one table -------------------------------------------------------------------------------------------------

    def _answers(self, table: Table) -> tuple[list[_Answer], bool]:
        """What each row says; and whether it was said at some moment, so that of a person the last one counts."""
        head = next((row for row in table.rows[:HEAD_WITHIN] if heads.names(row)), None)
        if head is None:
            return self._pasted(table), False
        names = heads.names(head)
        rows = [row for row in table.rows if row.number > head.number]
        columns = self._columns(table, head, rows, names)
        moments = [n for n, column in columns.items() if column.kind == heads.MOMENT]
        if moments and len(rows) > 1 and heads.later(rows[0], rows[-1], moments[0]):
            rows.reverse()  # the newest stood first
        offered = {
            day
            for n, column in columns.items()
            if column.kind == FREE and not column.day
            for row in rows
            for day in self._days_of(row, n)
        }
        found = []
        for row in rows:
            name = " ".join(filter(None, (row.text(n) for n in names)))
            where = place_of(table.sheet, row)
            if not name:
                if any(row.text(n) for n in columns):
                    self.passed.append(f"{where}: không có tên.")
                continue
            busy = frozenset(day for n, column in columns.items() for day in self._busy(row, n, column, offered, where))
            found.append(_Answer(name, busy, self._roles(row, columns, where), where))
        return found, bool(moments)

    def _columns(self, table: Table, head: Row, rows: Sequence[Row], names: Sequence[int]) -> dict[int, Column]:
        """What each column tells; of those that tell nothing, why they are passed over, and what must be decided first."""
        found, where = {}, place_of(table.sheet, head)
        for n, cell in enumerate(head.cells):
            title = shown(cell)
            if n in names or not title:
                continue
            values = [row.text(n) for row in rows if row.text(n)]
            column = heads.column(cell, values, self.among, self.today)
            decided = self.decisions.columns.get(vietnamese.fold(title), "")
            if decided and column.kind != heads.PRIVATE:
                kind = next((kind for kind in (BUSY, FREE, SKIP) if vietnamese.fold(kind) == decided), column.kind)
                column = Column(kind, column.day, column.day_is_open)
            if column.kind == SKIP:
                continue
            if column.kind == heads.PRIVATE:
                self.passed.append(f"{where}: cột “{title}” là dữ liệu riêng, máy không đọc.")
            elif column.kind == heads.UNSURE:
                hint = f"Ghi vào schedule/{self.ward}/{FILE}: {COLUMNS}: rồi dưới đó “{title}”: {BUSY} (hoặc {FREE}, {SKIP})."
                self._open(f"Không rõ cột “{title}” ghi ngày bận hay ngày rảnh", hint, where)
            elif column.kind == heads.OTHER:
                self.passed.append(f"{where}: cột “{title}” không nói về ngày nào, máy bỏ qua.")
            elif column.day_is_open:
                self._open(
                    f"Cột “{title}” không ghi một thứ Bảy sắp tới", "Ghi ngày ở đầu cột, như: 05/12/2026.", where
                )
            else:
                found[n] = column
        return found

    def _days_of(self, row: Row, n: int) -> tuple[dt.date, ...]:
        cell = row.cells[n] if n < len(row.cells) else ""
        if isinstance(cell, dt.date):
            day = saturday_of(cell, self.among)
            return (day,) if day else ()
        if _SERIAL.fullmatch(shown(cell)):
            day = saturday_of(_EXCEL + dt.timedelta(int(shown(cell))), self.among)
            return (day,) if day else ()
        return saturdays_in(shown(cell), self.among, self.today).saturdays

    def _busy(self, row: Row, n: int, column: Column, offered: set[dt.date], where: str) -> tuple[dt.date, ...]:
        """The days away that one cell tells."""
        said = row.text(n)
        folded = vietnamese.fold(said).strip(" .!")
        if not said or column.kind not in (BUSY, FREE):
            return ()
        if column.day is not None:
            yes, no = folded in _YES, folded in _NO
            if folded in _SAYS_BUSY or (yes and column.kind == BUSY) or (no and column.kind == FREE):
                return (column.day,)
            if folded not in _SAYS_FREE and not yes and not no:
                self._open(
                    f"Không rõ “{said}” ở {vietnamese.date(column.day)} là bận hay rảnh",
                    f"Ghi {BUSY} hoặc {FREE}.",
                    where,
                )
            return ()
        if column.kind == BUSY and _NONE.fullmatch(folded):
            return ()
        if column.kind == FREE and _ALL.fullmatch(folded):
            return ()
        days = self._days_of(row, n)
        plain = isinstance(row.cells[n], str) and not _SERIAL.fullmatch(said)
        if not self._is_clear(said if plain else "", column.kind, bool(days), where, said):
            return ()
        return days if column.kind == BUSY else tuple(sorted(offered - set(days)))

    def _is_clear(self, text: str, kind: str, has_days: bool, where: str, said: str) -> bool:
        """Whether a text names days and nothing else; what it leaves open is asked."""
        read = saturdays_in(text, self.among, self.today)
        words = [word for word in read.left if not (kind == FREE and word in ("ranh", "truc", "di", "duoc", "the"))]
        opposite = kind == FREE and re.search(r"\bbận\b", vietnamese.nfc(text).lower())
        if has_days and not read.unread and not words and not opposite:
            return True
        about = (
            f"“{read.unread[0]}” không phải một thứ Bảy sắp tới, hoặc đọc được hai cách"
            if read.unread
            else f"Không rõ “{said}” nói những ngày nào"
        )
        self._open(about, "Viết đủ từng ngày, như: 05/12/2026, 12/12/2026.", where)
        return False

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
                    self._open(f"Phường không có nhiệm vụ “{word}”", hint, where)
        return tuple(dict.fromkeys(found))

    def _pasted(self, table: Table) -> list[_Answer]:
        """Names one a line, days behind them: what a chat gives. The days are those on which somebody is away, where it says so."""
        if any(len([cell for cell in row.cells if shown(cell)]) > 2 for row in table.rows):
            first = ", ".join(f"“{shown(cell)}”" for cell in table.rows[0].cells if shown(cell))
            self._open(
                f"Không thấy cột họ tên; hàng đầu có {first}",
                "Đặt tên cột là “Họ và tên”.",
                place_of(table.sheet, table.rows[0]),
            )
            return []
        found = []
        for row in table.rows:
            line, where = " ".join(shown(cell) for cell in row.cells).strip(), place_of(table.sheet, row)
            parts = _PASTED.match(line)
            if not parts:
                self.passed.append(f"{where}: “{line}” không có tên.")
                continue
            name, rest = parts["name"].strip(), (parts["rest"] or parts["late"] or "").strip(" ()")
            days = saturdays_in(rest, self.among, self.today)
            twice = len(re.findall(r"\b(?:bận|nghỉ|vắng|rảnh)\b", line.lower())) > 1
            if rest and (twice or heads.kind(rest) != BUSY):
                self._open(f"Không rõ {name} bận hay rảnh: “{rest}”", f"Viết lại như: {name}: bận 05/12/2026", where)
            elif rest and self._is_clear(rest, BUSY, bool(days.saturdays), where, rest):
                found.append(_Answer(name, frozenset(days.saturdays), (), where))
            elif not rest:
                found.append(_Answer(name, frozenset(), (), where))
        return found

    # --- who is meant ----------------------------------------------------------------------------------------------

    def _person(self, answer: _Answer) -> Volunteer | str | None:
        """Who goes by a name: somebody of the roster, a new name, or nobody where that must be decided first."""
        name = vietnamese.house_tones(vietnamese.nfc(answer.name))
        folded = vietnamese.fold(name)
        decided = self.decisions.people.get(vietnamese.fold(answer.name))
        people = self.roster.volunteers
        if decided == vietnamese.fold(SKIP):
            return None
        if decided:
            found = [one for one in people if one.code == decided]
            if not found:
                self._open(f"{FILE} nói “{name}” là “{decided}”, mà không ai mang mã đó", "Sửa lại mã.", answer.where)
            return found[0] if found else None
        same = [one for one in people if is_called(one, name)]
        if len(same) == 1:
            return same[0]
        guests = [
            one for one in people_of(self.schedule, self.roster) if one.ward != self.ward and is_called(one, name)
        ]
        if guests and not same:
            self.passed.append(
                f"{answer.where}: {name} là người của {guests[0].ward}; ngày bận ghi ở danh sách bên đó."
            )
            return None
        near = same or self._near(folded)
        if near:
            who = vietnamese.joined([f"{one.name} ({one.code})" for one in near])
            about = (
                f"Nhiều người cùng tên “{name}”: {who}"
                if len(same) > 1
                else f"“{name}” gần với {who}, mà không giống hẳn"
            )
            hint = (
                f"Ghi vào schedule/{self.ward}/{FILE}: {PEOPLE}: rồi dưới đó “{name}”: mã của người đó (hoặc {SKIP})."
            )
            self._open(about, hint, answer.where)
            return None
        return name

    def _near(self, folded: str) -> list[Volunteer]:
        """People who may be meant by a name that is nobody's: part of a name, a slip, other marks, another middle name."""
        words = folded.split()
        found = []
        for one in self.roster.volunteers:
            own = vietnamese.fold(one.name).split()
            part = set(words) <= set(own) or set(own) <= set(words) or (words[-1:] == own[-1:] and len(words) < 3)
            ends = len(words) > 1 and (words[0], words[-1]) == (own[0], own[-1])
            if part or ends or (vietnamese.nearest(folded, (" ".join(own),)) and words[-1:] == own[-1:]):
                found.append(one)
        return found

    def _open(self, message: str, hint: str, where: str) -> None:
        self.undecided.append(Undecided(message, hint, where))
