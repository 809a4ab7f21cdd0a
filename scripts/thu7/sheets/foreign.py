"""Tables that are not ours: answers of a Google Form, a list from Excel, names pasted from a chat. They tell who is away, and who is new."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from thu7.rota.model import Absence, Volunteer
from thu7.rota.schedule import Schedule
from thu7.sheets.changes import Added, Away, Change, Proposal, Undecided
from thu7.sheets.days import SATURDAYS_AHEAD, is_saturday_head, saturday_of, saturdays_in
from thu7.sheets.layout import coming_saturdays
from thu7.sheets.mapping_file import BUSY, COLUMNS, FILE, FREE, PEOPLE, ROLES, SKIP, Decisions
from thu7.sheets.own import free_code, written
from thu7.sheets.tables import Row, Table, shown
from thu7.text import vietnamese

HEAD_WITHIN = 15
"""Rows in which a table's head must stand: titles may be above it."""
_NAME = re.compile(
    r"(?:cot |stt )?(?:ho (?:va|&) ?ten(?: .*)?|ho ten(?: .*)?|ten(?: cua ban| day du| thanh vien| tinh nguyen vien| tnv)?|full ?name|name|your name)[ :*]*"
)
_MOMENT = re.compile(r"(?:dau thoi gian|timestamp|thoi gian(?: nop| tra loi)?)[ :*]*")
_PRIVATE = re.compile(
    r"dien thoai|\bsdt\b|phone|e-?mail|\bmail\b|zalo|cccd|cmnd|can cuoc|dinh danh|ngay sinh|dia chi|facebook|tai khoan"
)
_ROLE = re.compile(r"nhiem vu|vai tro|cong viec|vi tri|mang viec")
_BUSY = re.compile(
    r"\b(?:vang|nghi|xin nghi|khong (?:di|truc|tham gia|the|den|toi)|ko (?:di|truc|tham gia)|absent|busy)\b"
)
_FREE = re.compile(r"\b(?:ranh|co the|truc duoc|di duoc|tham gia|dang ky|free|available|duoc ngay nao)\b")
_NONE = re.compile(r"(?:khong(?: co| ban)?(?: ngay)?(?: nao)?(?: ca| het)?|ko|k|no|none|0|-|khong ban(?: .*)?)")
_TICK = re.compile(r"(?:x|v|✓|✔|☑|co|yes|y|true|1|ok|duoc|di|ranh|free|tham gia)")
_CROSS = re.compile(r"(?:khong|ko|k|no|n|false|0|ban|nghi|vang|khong duoc|busy)")
_TELEPHONE, _MAIL = re.compile(r"\+?[\d .()-]{8,16}"), re.compile(r"\S+@\S+\.\S+")


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
        answers: dict[str, tuple[Volunteer | str, set[dt.date], str, tuple[str, ...]]] = {}
        for table in tables:
            for row, name, busy, roles in self._answers(table):
                person = self._person(name, table, row)
                if person is None:
                    continue
                key = person if isinstance(person, str) else person.code
                if key in answers:
                    self.passed.append(f"{answers[key][2]}: {name} trả lời lại sau đó, lấy câu trả lời sau.")
                answers[key] = (person, busy, _where(table, row), roles)
        for person, busy, where, roles in answers.values():
            yield from self._told(person, busy, where, roles)

    def _told(
        self, person: Volunteer | str, busy: set[dt.date], where: str, roles: tuple[str, ...]
    ) -> Iterator[Change]:
        if isinstance(person, str):
            if not roles:
                needs = ", ".join(need.role for need in self.roster.needs)
                hint = f"Thêm cột “nhiệm vụ” vào bảng (một trong: {needs}), hoặc thêm người này vào roster.yml trước."
                self.undecided.append(Undecided(f"{person} là người mới mà chưa có nhiệm vụ", hint, where))
                return
            code = free_code(person, {one.code for one in self.roster.volunteers} | set(self.added))
            self.added[code] = Added(code, person, roles, where)
            yield self.added[code]
            if busy:
                days = tuple(sorted(busy))
                yield Away(code, person, tuple(written(Absence(day, day)) for day in days), days, (), where)
            return
        more = tuple(day for day in sorted(busy) if not person.away(day))
        if more:
            periods = (*person.absences, *(Absence(day, day) for day in more))
            yield Away(person.code, person.name, tuple(map(written, periods)), more, (), where)

    # --- one table -------------------------------------------------------------------------------------------------

    def _answers(self, table: Table) -> Iterator[tuple[Row, str, set[dt.date], tuple[str, ...]]]:
        head = next((row for row in table.rows[:HEAD_WITHIN] if self._name_column(row) is not None), None)
        if head is None:
            yield from self._pasted(table)
            return
        at = self._name_column(head)
        assert at is not None, "the head has a column of names"
        rows = [row for row in table.rows if row.number > head.number]
        columns = self._columns(table, head, rows, at)
        offered = self._offered(columns, rows)
        for row in rows:
            name = row.text(at)
            if not name or self._name_column(row) is not None:
                if any(row.text(n) for n in columns):
                    self.passed.append(f"{_where(table, row)}: không có tên.")
                continue
            yield row, name, self._busy(table, row, columns, offered), self._roles(table, row, columns)

    def _name_column(self, row: Row) -> int | None:
        return next((n for n, cell in enumerate(row.cells) if _NAME.fullmatch(vietnamese.fold(shown(cell)))), None)

    def _columns(self, table: Table, head: Row, rows: Sequence[Row], at: int) -> dict[int, tuple[str, dt.date | None]]:
        """What each column tells: ``BUSY``, ``FREE`` or ``ROLES``, and of which Saturday where it is one's own."""
        found: dict[int, tuple[str, dt.date | None]] = {}
        for n, cell in enumerate(head.cells):
            title, folded = shown(cell), vietnamese.fold(shown(cell))
            if n == at or not title:
                continue
            values = [row.text(n) for row in rows if row.text(n)]
            if _MOMENT.fullmatch(folded):
                continue  # when somebody answered says nothing of a Saturday
            if _PRIVATE.search(folded) or (
                values and all(_TELEPHONE.fullmatch(v) or _MAIL.fullmatch(v) for v in values)
            ):
                self.passed.append(f"{_head(table, head)}: cột “{title}” là dữ liệu riêng, máy không đọc.")
                continue
            decided = self.decisions.columns.get(folded)
            if decided == vietnamese.fold(SKIP):
                continue
            if _ROLE.search(folded) and not is_saturday_head(title):
                found[n] = (ROLES, None)
                continue
            day = self._day_of_head(cell)
            kind = next((k for k in (BUSY, FREE) if decided == vietnamese.fold(k)), None) or _kind(title)
            if kind is None and day is not None and values and all(_says_which(v) for v in values):
                kind = FREE  # each cell says by itself whether it is one
            if kind is None and (day is not None or any(self._names_days(v) for v in values)):
                hint = f"Ghi vào schedule/{self.ward}/{FILE}: {COLUMNS}: rồi dưới đó “{title}”: {BUSY} (hoặc {FREE}, {SKIP})."
                self.undecided.append(
                    Undecided(f"Không rõ cột “{title}” ghi ngày bận hay ngày rảnh", hint, _head(table, head))
                )
            elif kind is None:
                self.passed.append(f"{_head(table, head)}: cột “{title}” không nói về ngày nào, máy bỏ qua.")
            else:
                found[n] = (kind, day)
        return found

    def _day_of_head(self, cell: object) -> dt.date | None:
        if isinstance(cell, dt.date):
            return saturday_of(cell, self.among)
        inside = re.search(r"\[(.*?)\]\s*$", str(cell))
        days = saturdays_in(inside[1] if inside else str(cell), self.among, self.today)
        return days.saturdays[0] if len(days.saturdays) == 1 else None

    def _names_days(self, text: str) -> bool:
        return bool(saturdays_in(text, self.among, self.today).saturdays)

    def _offered(self, columns: Mapping[int, tuple[str, dt.date | None]], rows: Sequence[Row]) -> set[dt.date]:
        """The Saturdays of which people said that they are free: of the others among these they are away."""
        found: set[dt.date] = set()
        for n, (kind, day) in columns.items():
            if kind == FREE and day is None:
                for row in rows:
                    found.update(self._days_of(row, n))
        return found

    def _days_of(self, row: Row, n: int) -> tuple[dt.date, ...]:
        cell = row.cells[n] if n < len(row.cells) else ""
        if isinstance(cell, dt.date) and not isinstance(cell, bool):
            day = saturday_of(cell, self.among)
            return (day,) if day else ()
        return saturdays_in(shown(cell), self.among, self.today).saturdays

    def _busy(
        self, table: Table, row: Row, columns: Mapping[int, tuple[str, dt.date | None]], offered: set[dt.date]
    ) -> set[dt.date]:
        busy: set[dt.date] = set()
        for n, (kind, day) in columns.items():
            said = row.text(n)
            folded = vietnamese.fold(said)
            if kind == ROLES:
                continue
            if day is not None:
                yes, no = bool(_TICK.fullmatch(folded)), bool(_CROSS.fullmatch(folded))
                if said and not yes and not no:
                    self._open(
                        f"Không rõ “{said}” ở {vietnamese.date(day)} là bận hay rảnh",
                        f"Ghi {BUSY} hoặc {FREE}.",
                        table,
                        row,
                    )
                elif (kind == BUSY and yes and folded not in ("ranh", "free", "di", "duoc", "tham gia")) or (
                    no and (kind == FREE or folded in ("ban", "nghi", "vang", "busy"))
                ):
                    busy.add(day)
                continue
            if not said or (kind == BUSY and _NONE.fullmatch(folded)):
                if kind == FREE and not said and offered:
                    busy |= offered
                continue
            days = self._days_of(row, n)
            for unread in saturdays_in(said, self.among, self.today).unread if isinstance(row.cells[n], str) else ():
                self._open(
                    f"“{unread}” không phải một thứ Bảy sắp tới, hoặc đọc được hai cách",
                    "Viết đủ ngày, như: 05/12/2026.",
                    table,
                    row,
                )
            if kind == BUSY:
                busy.update(days)
            else:
                busy |= offered - set(days)
        return busy

    def _roles(self, table: Table, row: Row, columns: Mapping[int, tuple[str, dt.date | None]]) -> tuple[str, ...]:
        needs = {vietnamese.fold(need.role): need.role for need in self.roster.needs}
        found = []
        for n, (kind, _) in columns.items():
            for word in filter(None, map(str.strip, re.split(r"[,;/]", row.text(n)))) if kind == ROLES else ():
                folded = vietnamese.fold(word)
                role = needs.get(vietnamese.fold(self.decisions.roles.get(folded, word)))
                if role:
                    found.append(role)
                else:
                    hint = f"Ghi vào schedule/{self.ward}/{FILE}: {ROLES}: rồi dưới đó {word}: {next(iter(needs.values()), 'vneid')}."
                    self._open(f"Phường không có nhiệm vụ “{word}”", hint, table, row)
        return tuple(dict.fromkeys(found))

    def _pasted(self, table: Table) -> Iterator[tuple[Row, str, set[dt.date], tuple[str, ...]]]:
        """Names one a line, days behind them: what a chat gives. The days are those on which somebody is away, where it says so."""
        for row in table.rows:
            line = " ".join(shown(cell) for cell in row.cells).strip()
            parts = re.match(
                r"[\W\d_]*(?P<name>[^\W\d_][^\d:;,(\t]*?)\s*(?:$|[:;,(\t–-]\s*(?P<rest>.*)|(?P<late>(?:bận|rảnh|nghỉ|vắng|\d).*))$",
                line,
                re.IGNORECASE,
            )
            if not parts:
                self.passed.append(f"{_where(table, row)}: “{line}” không có tên.")
                continue
            rest = parts["rest"] or parts["late"] or ""
            days = saturdays_in(rest, self.among, self.today)
            for unread in days.unread:
                self._open(
                    f"“{unread}” không phải một thứ Bảy sắp tới, hoặc đọc được hai cách",
                    "Viết đủ ngày, như: 05/12/2026.",
                    table,
                    row,
                )
            if days.saturdays and _kind(line) != BUSY:
                hint = f"Viết lại như: {parts['name']}: bận {vietnamese.date(days.saturdays[0])}"
                self._open(f"Không rõ {parts['name']} bận hay rảnh vào {rest.strip()}", hint, table, row)
                continue
            yield row, parts["name"].strip(), set(days.saturdays), ()

    # --- who is meant ----------------------------------------------------------------------------------------------

    def _person(self, name: str, table: Table, row: Row) -> Volunteer | str | None:
        """Who goes by a name: somebody of the roster, a new name, or nobody where that must be decided first."""
        folded = vietnamese.fold(name)
        decided = self.decisions.people.get(folded)
        if decided == vietnamese.fold(SKIP):
            return None
        people = self.roster.volunteers
        found = (
            [one for one in people if decided == one.code]
            if decided
            else [one for one in people if vietnamese.fold(one.name) == folded or one.code == folded]
        )
        exact = [one for one in found if vietnamese.nfc(one.name) == vietnamese.nfc(name)]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if len(found) > 1:
            codes = ", ".join(one.code for one in found)
            self._ask(f"Hai người cùng tên “{name}”: {codes}", name, found[0].code, table, row)
            return None
        near = self._near(folded)
        if near:
            who = vietnamese.joined([f"{one.name} ({one.code})" for one in near])
            self._ask(f"“{name}” gần với {who}, mà không giống hẳn", name, near[0].code, table, row)
            return None
        return vietnamese.house_tones(vietnamese.nfc(name))

    def _near(self, folded: str) -> list[Volunteer]:
        """People who may be meant by a name that is nobody's: part of a name, a slip, another middle name."""
        words = folded.split()
        found = []
        for one in self.roster.volunteers:
            own = vietnamese.fold(one.name).split()
            part = set(words) <= set(own) or set(own) <= set(words)
            ends = len(words) > 1 and (words[0], words[-1]) == (own[0], own[-1])
            if part or ends or (vietnamese.nearest(folded, (" ".join(own),)) and words[-1:] == own[-1:]):
                found.append(one)
        return found

    def _ask(self, message: str, name: str, code: str, table: Table, row: Row) -> None:
        hint = f"Ghi vào schedule/{self.ward}/{FILE}: {PEOPLE}: rồi dưới đó “{name}”: {code} (hoặc {SKIP})."
        self._open(message, hint, table, row)

    def _open(self, message: str, hint: str, table: Table, row: Row) -> None:
        self.undecided.append(Undecided(message, hint, _where(table, row)))


def _kind(text: str) -> str | None:
    """Whether words speak of days away or of free ones; none where they speak of both or of neither.

    Without marks “bạn” (you) and “bận” (away) are one word: there it is the second one that counts, or one without a free day beside it.
    """
    low, folded = vietnamese.nfc(text).lower(), vietnamese.fold(text)
    free = bool(_FREE.search(folded))
    bans = len(re.findall(r"\bban\b", folded)) if low == folded else 2 * len(re.findall(r"\bbận\b", low))
    busy = bool(_BUSY.search(folded)) or bans > 1 or (bans == 1 and not free)
    return None if busy == free else BUSY if busy else FREE


def _says_which(text: str) -> bool:
    return vietnamese.fold(text) in (
        "ban",
        "ranh",
        "nghi",
        "vang",
        "di duoc",
        "duoc",
        "free",
        "busy",
        "tham gia",
        "khong",
        "co",
    )


def _where(table: Table, row: Row) -> str:
    return f"trang {table.sheet}, hàng {row.number}" if table.sheet else f"hàng {row.number}"


def _head(table: Table, row: Row) -> str:
    return _where(table, row)
