"""The problem as a linear programme: columns, rows, and what each column adds to a measure; plain numbers, for any solver."""

from __future__ import annotations

import datetime as dt
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping

from thu7.plan.problem import WEEK, Duty, Slot, Staffing, Worker, month, tie_breaker

Terms = Iterable[tuple[int, float]]


class Model:
    """Columns and rows as they are found; a column is a number from its lower to its upper bound."""

    def __init__(self, start: int = 0) -> None:
        """``start`` columns stand elsewhere: new ones are numbered from there on."""
        self.start = start
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.low, self.high = array("d"), array("d")
        """Between which numbers each row lies."""
        self.starts, self.columns, self.factors = array("i", [0]), array("i"), array("d")
        """Where the terms of each row begin, and of all terms the columns and the factors: a city has half a million."""

    def column(self, upper: float = 1, lower: float = 0) -> int:
        """The number of a new column."""
        self.lower.append(lower)
        self.upper.append(upper)
        return self.start + len(self.upper) - 1

    def row(self, low: float, terms: Terms, high: float) -> None:
        """A sum of columns, each times its factor, that lies between two numbers."""
        for column, factor in terms:
            self.columns.append(column)
            self.factors.append(factor)
        self.starts.append(len(self.columns))
        self.low.append(low)
        self.high.append(high)


class Formulation:
    """What the model's columns mean, and its rows: the rules."""

    def __init__(self, staffing: Staffing) -> None:
        self.staffing, self.model = staffing, Model()
        self.of: dict[Duty, int] = {}
        self.days: dict[str, dict[dt.date, list[int]]] = {}
        """The duties that somebody could have on each day."""
        self.open: dict[Slot, int] = {}
        self.loads: dict[str, list[int]] = {}
        """As many columns of a person are one as they have duties: so each further duty can cost more than the one before."""
        self.in_a_row: list[int] = []
        """One where somebody serves on two Saturdays running."""
        self._duties()
        self._slots()
        for key, days in self.days.items():
            self._person(staffing.workers[key], days, staffing.served.get(key, frozenset()))
        self._new_people()

    def _duties(self) -> None:
        for key, worker in sorted(self.staffing.workers.items()):
            days: defaultdict[dt.date, list[int]] = defaultdict(list)
            for slot in sorted(slot for skill in worker.skills for slot in self.staffing.slots_of.get(skill, ())):
                # Nobody with experience can stand beside the only one who leads.
                alone = worker.new and self.staffing.leads[slot.ward] == slot.role and self.staffing.places(slot) == 1
                if self.staffing.places(slot) and slot.date not in worker.away and not alone:
                    duty = Duty(*slot, key)
                    self.of[duty] = self.model.column(lower=duty in self.staffing.fixed)
                    days[slot.date].append(self.of[duty])
            self.days[key] = days

    def _slots(self) -> None:
        by_slot: defaultdict[Slot, list[int]] = defaultdict(list)
        for duty, column in self.of.items():
            by_slot[duty.slot].append(column)
        for slot, need in sorted(self.staffing.needs.items()):
            self.open[slot] = self.model.column(need)
            room = self.staffing.places(slot)
            self.model.row(need, _sum(by_slot[slot], [self.open[slot]]), need if room == need else math.inf)
            if room != need:
                self.model.row(0, _sum(by_slot[slot]), room)

    def _person(self, worker: Worker, days: Mapping[dt.date, list[int]], served: frozenset[dt.date]) -> None:
        for columns in days.values():
            self.model.row(0, _sum(columns), 1)
        if worker.monthly_limit is not None:
            months: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
            for day, columns in days.items():
                months[month(day)] += columns
            for which, columns in months.items():
                left = worker.monthly_limit - sum(month(day) == which for day in served)
                self.model.row(0, _sum(columns), max(0, left))
        everything = [column for columns in days.values() for column in columns]
        self.loads[worker.key] = [self.model.column() for _ in days]
        self.model.row(0, [*_sum(everything), *((unit, -1) for unit in self.loads[worker.key])], 0)
        for day in sorted(days):
            self._after(worker, day, days, served)

    def _after(
        self, worker: Worker, day: dt.date, days: Mapping[dt.date, list[int]], served: frozenset[dt.date]
    ) -> None:
        """What a Saturday means for those near it: rest where it is asked for, else the wish not to serve twice running."""
        if worker.rest:
            if any(abs(day - other) <= worker.rest * WEEK for other in served):
                self.model.row(0, _sum(days[day]), 0)
            window = [columns for other, columns in days.items() if day <= other <= day + worker.rest * WEEK]
            self.model.row(0, _sum(*window), 1)
            return
        for other in (day - WEEK, day + WEEK):
            if other in served or (other > day and other in days):
                both = self.model.column()
                self.in_a_row.append(both)
                least = 0 if other in served else -1
                self.model.row(
                    least, [(both, 1), *((column, -1) for column in (*days[day], *days.get(other, ())))], math.inf
                )

    def _new_people(self) -> None:
        guides: defaultdict[Slot, list[int]] = defaultdict(list)
        for duty, column in self.of.items():
            if not self.staffing.workers[duty.key].new:
                guides[duty.slot].append(column)
        for duty, column in self.of.items():
            if self.staffing.workers[duty.key].new:
                beside = {duty.slot, duty.slot._replace(role=self.staffing.leads[duty.ward])}
                self._at_most(column, [guide for slot in sorted(beside) for guide in guides[slot]])

    def _at_most(self, column: int, others: list[int]) -> None:
        self.model.row(-math.inf, [(column, 1), *((other, -1) for other in others)], 0)

    def costs(self, name: str) -> Terms:
        """What each column adds to a measure."""
        staffing, workers = self.staffing, self.staffing.workers
        match name:
            case "leads" | "others":
                leading = name == "leads"
                return [(c, 1) for s, c in self.open.items() if (staffing.leads[s.ward] == s.role) is leading]
            case "changes":
                return [(self.of[duty], -1) for duty in sorted(staffing.published)]
            case "squares":
                return [
                    (column, 2 * before + 1)
                    for key, units in self.loads.items()
                    for before, column in enumerate(units, workers[key].past)
                ]
            case "wishes":
                # Who meets whom is said by columns of its own: ``company.py``.
                disliked = [column for duty, column in self.of.items() if duty.date in workers[duty.key].dislikes]
                return [*((column, 2) for column in disliked), *_sum(self.in_a_row)]
            case _:
                return [(column, tie_breaker(duty)) for duty, column in self.of.items()]


def _sum(*columns: list[int]) -> list[tuple[int, float]]:
    return [(column, 1.0) for some in columns for column in some]
