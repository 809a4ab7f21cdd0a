"""When answers of a form were given: of one person the last one counts. A moment never tells a Saturday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from thu7.sheets.tables import Row
from thu7.text import vietnamese

_MOMENT = re.compile(
    r"(?:(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})|(?P<a>\d{1,2})[-/](?P<b>\d{1,2})[-/](?P<c>\d{4}))"
    r"(?:[ t]+(?P<hour>\d{1,2}):(?P<min>\d{2})(?::(?P<sec>\d{2}))?)?\s*(?P<half>sa|ch|am|pm)?\b.*"
)


class Order:
    """In which order the rows of a table were written, as far as a column of moments tells."""

    def __init__(self, rows: Sequence[Row], column: int) -> None:
        cells = [row.cells[column] if column < len(row.cells) else "" for row in rows]
        dates = [isinstance(cell, dt.date) for cell in cells]
        # Where some are text, a program did not know which number was the month: then the dates that it made may be wrong.
        sure = all(dates)
        self._moments = {
            row.number: (_of_date(row, column, cell, sure) if isinstance(cell, dt.date) else _of_text(row.text(column)))
            for row, cell in zip(rows, cells, strict=True)
        }
        known = [moment for moment in self._moments.values() if moment]
        self._rising, self._falling = known == sorted(known), known == sorted(known, reverse=True)

    def last(self, rows: Sequence[Row]) -> Row | None:
        """The row that was written last; None where that is not known."""
        if self._rising:
            return rows[-1]
        if self._falling:
            return rows[0]
        told = [(moment, row) for row in rows if (moment := self._moments[row.number])]
        latest = max((moment for moment, _ in told), default=None)
        found = [row for moment, row in told if moment == latest]
        return found[0] if len(told) == len(rows) and len(found) == 1 else None


def _of_date(row: Row, column: int, day: dt.date, sure: bool) -> dt.datetime | None:
    return dt.datetime.combine(day, row.clock.get(column, dt.time())) if sure or day.day > 12 else None


def _of_text(text: str) -> dt.datetime | None:
    """A moment as forms write it; below thirteen nobody knows which of two numbers was the month."""
    match = _MOMENT.fullmatch(vietnamese.fold(text))
    if not match:
        return None
    if match["y"]:
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    else:
        a, b, year = int(match["a"]), int(match["b"]), int(match["c"])
        if a <= 12 and b <= 12 and a != b:
            return None
        day, month = (a, b) if b <= 12 else (b, a)
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in ("ch", "pm") else 0)
    try:
        return dt.datetime(year, month, day, hour, int(match["min"] or 0), int(match["sec"] or 0))
    except ValueError:
        return None
