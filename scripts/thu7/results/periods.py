"""Periods that a report is of: a Saturday, a month, a quarter, a year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from thu7.text import vietnamese

_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    @property
    def months(self) -> int:
        """Whole months that it has; 0 for a single day."""
        if self.first == self.last:
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def name(self) -> str:
        """As a sentence says it: ``tháng 12/2026``, ``quý IV/2026``, ``năm 2026``, ``buổi 28/11/2026``."""
        year = self.first.year
        return {
            0: f"buổi {vietnamese.date(self.first)}",
            1: f"tháng {self.first:%m/%Y}",
            3: f"quý {_QUARTERS[(self.first.month - 1) // 3]}/{year}",
        }.get(self.months, f"năm {year}")

    def before(self) -> Period:
        """The one just before it: the Saturday, month, quarter or year."""
        if not self.months:
            day = self.first - dt.timedelta(weeks=1)
            return Period(day, day)
        return span(*_moved(self.first.year, self.first.month, -self.months), self.months)

    def year_before(self) -> Period | None:
        """The same of last year; a single Saturday has none."""
        return span(self.first.year - 1, self.first.month, self.months) if self.months else None


def _moved(year: int, month: int, by: int) -> tuple[int, int]:
    whole = year * 12 + month - 1 + by
    return whole // 12, whole % 12 + 1


def span(year: int, month: int, months: int = 1) -> Period:
    """Whole months from one on."""
    last = dt.date(*_moved(year, month, months), 1) - dt.timedelta(days=1)
    return Period(dt.date(year, month, 1), last)


def month_of(day: dt.date) -> Period:
    return span(day.year, day.month)


def parse_month(text: str) -> Period | None:
    """``12/2026`` or ``2026-12``."""
    found = re.fullmatch(r"(\d{1,2})/(\d{4})|(\d{4})-(\d{1,2})", text.strip(), re.ASCII)
    if not found:
        return None
    month, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    return span(int(year), int(month)) if 1 <= int(month) <= 12 and 1900 <= int(year) < 2200 else None


def parse_quarter(text: str) -> Period | None:
    """``IV/2026``, ``4/2026`` or ``Q4/2026``."""
    found = re.fullmatch(r"(?:q|quý\s*)?(iv|i{1,3}|[1-4])/(\d{4})", text.strip(), re.I | re.ASCII)
    if not found or not 1900 <= int(found[2]) < 2200:
        return None
    said = found[1].upper()
    number = int(said) if said.isdigit() else _QUARTERS.index(said) + 1
    return span(int(found[2]), number * 3 - 2, 3)


def parse_year(text: str) -> Period | None:
    found = re.fullmatch(r"(?:19|20|21)\d\d", text.strip(), re.ASCII)
    return span(int(found[0]), 1, 12) if found else None
