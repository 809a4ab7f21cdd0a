"""Our own workbook as it came back: its sheets below their heads, and what its sheets know of each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thu7.rota.schedule import SATURDAY, Schedule
from thu7.sheets.changes import Added, Findings
from thu7.sheets.days import SATURDAYS_AHEAD, saturday_of, saturdays_in
from thu7.sheets.layout import coming_saturdays
from thu7.sheets.names import free_code, is_called
from thu7.sheets.tables import Cell, Row, Table, place_of, shown
from thu7.text import vietnamese

HEAD_WITHIN = 10
"""Rows in which a sheet's head must stand: titles may be put above it."""
TICKS = frozenset(("x", "v", "✓", "✔", "co", "1", "ok", "yes", "true", "☑", "✅"))


class Book:
    """The workbook of one ward, and who is new or renamed in it."""

    def __init__(self, tables: Sequence[Table], schedule: Schedule, ward: str) -> None:
        self.tables = {vietnamese.fold(table.sheet): table for table in tables}
        self.schedule, self.roster, self.ward = schedule, schedule.rosters[ward], ward
        self.known = {person.code: person for person in self.roster.volunteers}
        self.added: dict[str, Added] = {}
        self.renamed: dict[str, str] = {}
        self.among = coming_saturdays(schedule.today, SATURDAYS_AHEAD)
        self.findings = Findings()

    def rows(self, sheet: str, first: str) -> tuple[Row, ...]:
        """A sheet's rows from its head on; titles above it are left out. Empty where there is no such head."""
        table = self.tables.get(vietnamese.fold(sheet))
        rows = table.rows if table else ()
        at = next((n for n, row in enumerate(rows[:HEAD_WITHIN]) if column(row, first) is not None), None)
        if table and at is None:
            self.findings.passed.append(f"Trang {sheet} không có cột “{first}”, máy bỏ qua cả trang.")
        return () if at is None else rows[at:]

    def open(self, message: str, hint: str, sheet: str, row: Row) -> None:
        """Something in a row that is not decided here."""
        self.findings.open(message, hint, place_of(sheet, row))

    def code_of(self, name: str) -> str:
        """The code of whoever goes by a name in a row without one: somebody of the roster, else a new one; empty without a name."""
        known = next((code for code, person in self.known.items() if is_called(person, name)), "") if name else ""
        return known or (free_code(name, {*self.known, *self.added}) if name else "")

    def day(self, cell: Cell) -> dt.date | None:
        """The coming Saturday that a cell names, as a date or as text; a date that is none of them as it stands."""
        if isinstance(cell, dt.date):
            return cell if cell.weekday() == SATURDAY else saturday_of(cell, self.among) or cell
        found = saturdays_in(shown(cell), self.among, self.schedule.today).saturdays
        return found[0] if len(found) == 1 else None


def column(row: Row, name: str) -> int | None:
    """The column whose head says this."""
    return next((n for n, cell in enumerate(row.cells) if vietnamese.fold(shown(cell)) == vietnamese.fold(name)), None)


def is_tick(word: str) -> bool:
    """Whether a cell of the sheet of absences says that somebody is away."""
    return vietnamese.fold(word) in (*TICKS, "ban", "vang")
