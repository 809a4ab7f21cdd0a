"""What came of Saturdays, summed over a period; what nobody counted is not known, and never zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from thu7.results.periods import Period, month_of
from thu7.rota.model import Results, Saturday
from thu7.rota.results_file import FIELDS
from thu7.rota.schedule import Schedule

FEW = 5
"""Fewer people than that in a field are not told by their number: somebody may know them."""
ENOUGH = 20
"""Of fewer than that a share says nothing."""


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded, halves up; None where the whole is too small to say anything."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole >= ENOUGH else None


@dataclass(frozen=True)
class Tally:
    """The sums of some results. Of a count that nobody wrote down there is none."""

    results: tuple[Results, ...]
    missing: tuple[Saturday, ...] = ()
    """Saturdays that were held, of which nobody wrote down what came."""

    @property
    def people(self) -> int:
        return sum(one.people for one in self.results)

    @property
    def online(self) -> int | None:
        return self._sum(lambda one: one.online)

    @property
    def counter(self) -> int | None:
        return self._sum(lambda one: one.counter)

    @property
    def asked(self) -> int | None:
        return self._sum(lambda one: one.asked)

    @property
    def again(self) -> int | None:
        return self._sum(lambda one: one.again)

    @property
    def helpers(self) -> int:
        """Mornings of volunteers: who came twice counts twice."""
        return sum(len(one.attended) for one in self.results)

    @property
    def fields(self) -> tuple[tuple[str, int], ...]:
        """People by field, in the house's order; fields that nobody counted are left out."""
        return tuple((name, sum(counts)) for name, counts in self._by_field())

    @property
    def told_fields(self) -> tuple[tuple[str, int, int], ...]:
        """The same as it may be published: the least and the most that the counts that are told leave possible.

        A sum of all would give away by subtraction a Saturday on which a field had few.
        """
        return tuple(
            (name, sum(1 if _is_few(n) else n for n in counts), sum(FEW - 1 if _is_few(n) else n for n in counts))
            for name, counts in self._by_field()
        )

    @property
    def online_share(self) -> Share | None:
        """Files sent online among all files, of the Saturdays that counted both."""
        both = [(o.online, o.counter) for o in self.results if o.online is not None and o.counter is not None]
        part = sum(online for online, _ in both)
        whole = part + sum(counter for _, counter in both)
        return Share(part, whole) if whole else None

    @property
    def content_share(self) -> Share | None:
        """Slips that say content among all slips."""
        slips = [(o.content or 0, o.discontent or 0) for o in self.results if o.content is not None]
        part = sum(yes for yes, _ in slips)
        whole = part + sum(no for _, no in slips)
        return Share(part, whole) if whole else None

    def by_month(self) -> Iterator[tuple[Period, Tally]]:
        """A tally for each month from the first to the last, months without results among them."""
        if not self.results:
            return
        days = [one.date for one in self.results]
        month, last = month_of(min(days)), month_of(max(days))
        while month.first <= last.first:
            yield month, Tally(tuple(one for one in self.results if one.date in month))
            month = month_of(month.last + dt.timedelta(days=1))

    def _by_field(self) -> Iterator[tuple[str, list[int]]]:
        """The counts of each field that was counted at all."""
        for name in FIELDS:
            if counts := [count for one in self.results for field, count in one.fields if field == name]:
                yield name, counts

    def _sum(self, count: Callable[[Results], int | None]) -> int | None:
        known = [said for one in self.results if (said := count(one)) is not None]
        return sum(known) if known else None


def by_ward(schedule: Schedule, period: Period | None = None) -> dict[str, Tally]:
    """What came of each ward's Saturdays, in a period or ever; wards of which there is nothing to tell are left out."""
    found: dict[str, list[Results]] = {}
    told = set()
    for one in schedule.results:
        if period is None or one.date in period:
            found.setdefault(one.ward, []).append(one)
            told.add((one.ward, one.date))
    missing: dict[str, list[Saturday]] = {}
    for saturday in schedule.saturdays:
        past = saturday.date < schedule.today and (period is None or saturday.date in period)
        if past and (saturday.ward, saturday.date) not in told and _was_held(schedule, saturday):
            missing.setdefault(saturday.ward, []).append(saturday)
    wards = sorted({*found, *missing} & set(schedule.rosters))
    return {ward: Tally(tuple(found.get(ward, ())), tuple(missing.get(ward, ()))) for ward in wards}


def summed(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one, in order of date."""
    listed = list(tallies)
    results = sorted((one for tally in listed for one in tally.results), key=lambda one: (one.date, one.ward))
    missing = sorted((one for tally in listed for one in tally.missing), key=lambda one: (one.date, one.ward))
    return Tally(tuple(results), tuple(missing))


def _was_held(schedule: Schedule, saturday: Saturday) -> bool:
    return bool(saturday.assignments) and not schedule.why_closed(saturday)


def _is_few(count: int) -> bool:
    return 0 < count < FEW


def few(count: int) -> str:
    """A count by field of one Saturday as it may be published."""
    return f"dưới {FEW}" if _is_few(count) else str(count)


def between(least: int, most: int) -> str:
    """A sum of such counts."""
    return str(most) if least == most else f"dưới {FEW}" if most < FEW else f"{least}–{most}"
