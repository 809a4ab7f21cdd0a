"""Days away as a roster writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thu7.rota.model import Absence
from thu7.text import vietnamese


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
