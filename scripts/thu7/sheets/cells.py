"""What one cell of somebody else's table says of days: those away, and those on which somebody says to be free."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thu7.sheets.changes import Findings
from thu7.sheets.days import day_of_number, saturday_of, saturdays_in
from thu7.sheets.heads import TICKS, UNTICKED, Column
from thu7.sheets.mapping_file import BUSY, FREE
from thu7.sheets.tables import Row
from thu7.text import vietnamese

LONGEST = 1_000
"""Letters of a cell of days: a year of Saturdays has six hundred."""
_NONE = re.compile(
    r"(?:khong|ko|k|hong|no|none|0|-|)|(?:em |minh |toi )?(?:khong|ko|k) (?:co|ban)(?: (?:ngay )?(?:nao|gi))?(?: (?:ca|het))?(?: a| nha)?"
)
_ALL = re.compile(r"(?:tat ca|ca hai|full|het|ngay nao cung (?:duoc|ranh)|tat ca cac ngay|ranh het|duoc het|all)")
_NO = frozenset(("khong", "ko", "k", "kg", "hok", "hong", "no", "n", "false", "0", "❌", "✗", "✘"))
_NUMBER = re.compile(r"\d{5}")
_CROSSES = frozenset(("❌", "✗", "✘"))
_SAYS_BUSY = frozenset(
    ("ban", "nghi", "vang", "busy", "khong ranh", "ko ranh", "k ranh", "khong di duoc", "ko di duoc", "khong truc duoc")
)
_SAYS_FREE = frozenset(("ranh", "free", "di duoc", "truc duoc", "tham gia", "khong ban", "ko ban", "k ban"))
_WORDS_OF_FREE = frozenset(("ranh", "truc", "di", "duoc", "the", "tham", "gia"))


@dataclass(frozen=True)
class Said:
    """What a row says: the days away, those on which somebody can explicitly, and whether it says that there is no day away."""

    busy: frozenset[dt.date] = frozenset()
    free: frozenset[dt.date] = frozenset()
    never: bool = False

    def __or__(self, other: Said) -> Said:
        return Said(self.busy | other.busy, self.free | other.free, self.never or other.never)


class Cells:
    """Reads the cells of a table's columns of days."""

    def __init__(self, among: Sequence[dt.date], today: dt.date, findings: Findings) -> None:
        self.among, self.today, self.findings = among, today, findings

    def offered(self, rows: Sequence[Row], columns: Mapping[int, Column]) -> dict[int, frozenset[dt.date]]:
        """The days that stood to choice in each question on free days: those that anybody named."""
        asked = [n for n, column in columns.items() if column.kind == FREE and column.day is None]
        return {n: frozenset(day for row in rows for day in self._days(row, n)) for n in asked}

    def row(
        self, row: Row, columns: Mapping[int, Column], offered: Mapping[int, frozenset[dt.date]], where: str
    ) -> Said:
        """What a row says in all its columns of days."""
        said, explicit = Said(), Said()
        boxes = [n for n, column in columns.items() if column.ticked]
        ticked = any(vietnamese.fold(row.text(n)) in TICKS for n in boxes)
        for n, column in columns.items():
            if column.kind not in (BUSY, FREE):
                continue
            if column.ticked and vietnamese.fold(row.text(n)) in UNTICKED | {""}:
                said |= Said(busy=frozenset([column.day])) if ticked and column.day else Said()
                continue
            found = self._of_a_day(row, n, column, where) if column.day else self._of_days(row, n, column, where)
            explicit |= found
            if column.kind == FREE and column.day is None and found.free:
                said |= Said(busy=offered[n] - found.free)
            elif column.kind == FREE and column.day is None and found.never:
                explicit |= Said(free=offered[n])
        for day in sorted(explicit.busy & explicit.free):
            about = f"Hàng này ghi {vietnamese.date(day)} vừa bận vừa rảnh"
            self.findings.open(about, "Xóa một trong hai.", where)
        asked = [n for n, column in columns.items() if column.ticked or (column.kind == FREE and column.day is None)]
        if asked and not any(vietnamese.fold(row.text(n)) not in UNTICKED | {""} for n in asked):
            self.findings.passed.append(f"{where}: không chọn ngày rảnh nào, máy không ghi gì ở cột ngày rảnh.")
        return said | explicit

    def _of_a_day(self, row: Row, n: int, column: Column, where: str) -> Said:
        """What a cell says in a column of one Saturday."""
        text, day = row.text(n), column.day
        folded = vietnamese.fold(text).strip(" .!")
        if not text or day is None:
            return Said()
        yes, no = folded in TICKS, folded in _NO and not (folded in _CROSSES and column.kind == BUSY)
        if folded in _SAYS_BUSY or (yes and column.kind == BUSY) or (no and column.kind == FREE):
            return Said(busy=frozenset([day]))
        if folded in _SAYS_FREE or (yes and column.kind == FREE):
            return Said(free=frozenset([day]))
        if not no:
            about = f"Không rõ “{text}” ở {vietnamese.date(day)} là bận hay rảnh"
            self.findings.open(about, f"Ghi {BUSY} hoặc {FREE}.", where)
            return Said()
        return Said() if folded in UNTICKED else Said(free=frozenset([day]))

    def _of_days(self, row: Row, n: int, column: Column, where: str) -> Said:
        """What a cell says in a column that asks for days; ``never`` of free ones means that each will do."""
        text = row.text(n)
        if len(text) > LONGEST:
            self.findings.open(f"Ô dài hơn {LONGEST} chữ", "Chỉ ghi ngày, như: 05/12/2026, 12/12/2026.", where)
            return Said()
        folded = vietnamese.fold(text).strip(" .!")
        if not text or (column.kind == BUSY and folded in UNTICKED):
            return Said()
        if (_NONE if column.kind == BUSY else _ALL).fullmatch(folded):
            return Said(never=True)
        days = frozenset(self._days(row, n))
        number = isinstance(row.cells[n], float) or bool(_NUMBER.fullmatch(text))
        if not self.is_clear("" if number else text, column.kind, bool(days), where, text):
            return Said()
        return Said(busy=days) if column.kind == BUSY else Said(free=days)

    def _days(self, row: Row, n: int) -> tuple[dt.date, ...]:
        cell = row.cells[n] if n < len(row.cells) else ""
        if isinstance(cell, dt.date):
            day = saturday_of(cell, self.among)
        elif isinstance(cell, float) or _NUMBER.fullmatch(row.text(n)):
            day = day_of_number(float(cell), self.among, self.today)
        else:
            return saturdays_in(row.text(n), self.among, self.today).saturdays
        return (day,) if day else ()

    def is_clear(self, text: str, kind: str, has_days: bool, where: str, said: str) -> bool:
        """Whether a text names days and nothing else; what it leaves open is asked, what is past is said."""
        read, low = saturdays_in(text, self.among, self.today), vietnamese.nfc(text).lower()
        words = [word for word in read.left if not (kind == FREE and word in _WORDS_OF_FREE)]
        against = r"\b(?:bận|nghỉ|vắng)\b" if low != vietnamese.fold(text) else r"\b(?:ban|nghi|vang)\b"
        opposite = kind == FREE and re.search(against, low)
        if (has_days or read.past) and not read.unread and not words and not opposite:
            for day in read.past:
                self.findings.passed.append(f"{where}: {day} đã qua.")
            return True
        about = (
            f"“{read.unread[0]}” không phải một thứ Bảy sắp tới, hoặc đọc được hai cách"
            if read.unread
            else f"Không rõ “{said}” nói những ngày nào"
        )
        self.findings.open(about, "Viết đủ từng ngày, như: 05/12/2026, 12/12/2026.", where)
        return False
