"""Where a table's head stands: in one row, or in several of which one groups the columns of the next."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from thu7.sheets import heads
from thu7.sheets.days import excel_day, is_saturday_head
from thu7.sheets.tables import Cell, Row, shown
from thu7.text import vietnamese

HEAD_WITHIN = 15
"""Rows in which a table's head must stand: titles may be above it."""
GROUPS = 2
"""Rows of groups above or below the row that has the names' head."""
_MONTH = re.compile(r"\b(?:thang|t)\s*(\d{1,2})(?:\s*(?:/|-|nam)\s*(\d{4}))?(?![\d/])|^(\d{1,2})\s*[/-]\s*(\d{4})$")
_DAY_ALONE = re.compile(r"(?:(?:ngay|thu bay|thu 7|t7)[ ,]*)*(\d{1,2})")


def head_of(rows: Sequence[Row]) -> Row | None:
    """A table's head as one row, with the number of its last row; None where no column is said to be of names.

    A row that groups is taken together with the one it groups: “Ngày bận” over 05/12 is “Ngày bận [05/12]”, as a form writes it.
    """
    at = next((n for n, row in enumerate(rows[:HEAD_WITHIN]) if heads.names(row)), None)
    if at is None:
        return _wrapped(rows)
    head, first = _dated(rows[at]), at
    for below in rows[at + 1 : at + 1 + GROUPS]:
        if not _is_below(head, below):
            break
        head = _joined(head, _dated(below))
    while first > 0 and at - first < GROUPS and _groups(rows[first - 1], rows[first], head):
        first -= 1
        beside = max(heads.names(head))
        above = ["" if n <= beside else cell for n, cell in enumerate(rows[first].cells)]
        head = Row(head.number, _joined(Row(0, tuple(above)), head).cells)
    return head


def _wrapped(rows: Sequence[Row]) -> Row | None:
    """Two rows in which the heads are broken as lines are: “Họ” over “và tên”."""
    for top, below in pairwise(rows[: HEAD_WITHIN + 1]):
        pairs = zip_longest(map(shown, top.cells), map(shown, below.cells), fillvalue="")
        joined = Row(below.number, tuple(" ".join(filter(None, dict.fromkeys(pair))) for pair in pairs))
        if below.number == top.number + 1 and heads.names(joined):
            return joined
    return None


def _dated(row: Row) -> Row:
    """A row of heads in which a number that Excel keeps for a day is that day."""
    cells = ((excel_day(cell) or cell) if isinstance(cell, float) else cell for cell in row.cells)
    return Row(row.number, tuple(cells))


def _is_below(head: Row, row: Row) -> bool:
    """Whether a row belongs to the head above it: it repeats the names' head, or names nobody and tells days under a group."""
    if row.number != head.number + 1:
        return False
    if heads.names(row):
        return True
    names = heads.names(head)
    if any(row.text(n) for n in names):
        return False
    listed = [n for n, cell in enumerate(row.cells) if n > max(names) and _is_day(cell)]
    return any(not head.text(n) or head.text(n) == head.text(n - 1) for n in listed)


def _groups(row: Row, below: Row, head: Row) -> bool:
    """Whether a row stands over days of a head and says something of them; a title over all of the table does not."""
    beside = max(heads.names(head))
    title = {row.text(n) for n in range(beside + 1)}
    days = [n for n, cell in enumerate(head.cells) if n > beside and _is_day(cell)]
    return row.number == below.number - 1 and any(row.text(n) not in title | {""} for n in days)


def _is_day(cell: Cell) -> bool:
    return isinstance(cell, dt.date) or is_saturday_head(shown(cell)) or bool(_alone(shown(cell)))


def _alone(text: str) -> str:
    """The day of a month that is told without its month; empty where it is none."""
    match = _DAY_ALONE.fullmatch(vietnamese.fold(text))
    return match[1] if match and 1 <= int(match[1]) <= 31 else ""


def _joined(top: Row, below: Row) -> Row:
    """Two rows of heads as one: each column's head behind what groups it."""
    cells: list[Cell] = []
    group, run = "", 0
    for n in range(max(len(top.cells), len(below.cells))):
        over, own = top.text(n), below.cells[n] if n < len(below.cells) else ""
        if over:
            run = run + 1 if over == group else 1
            group = over
        elif run != 1 or not (_is_day(own) and _is_day(below.cells[n - 1])):
            # Merged cells say how far they reach; one alone reaches over the days that follow.
            group, run = "", 0
        text = shown(own)
        if not group or not text or group == text:
            cells.append(own if text else top.cells[n] if over else "")
        elif _is_day(own):
            cells.append(f"{group} [{_day_under(group, text)}]")
        else:
            cells.append(f"{group} [{text}]" if _is_day(group) and heads.kind(text) else f"{group} {text}")
    return Row(below.number, tuple(cells))


def _day_under(group: str, text: str) -> str:
    """A day with the month that stands over it, where it has none of its own."""
    alone, month = _alone(text), _MONTH.search(vietnamese.fold(group))
    if not alone or not month:
        return text
    number, year = (month[1], month[2]) if month[1] else (month[3], month[4])
    return f"{alone}/{number}" + (f"/{year}" if year else "")
