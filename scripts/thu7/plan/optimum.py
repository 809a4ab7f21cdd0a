"""The best plan, proven: one linear programme after the other, each measure held at its optimum before the next."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from thu7.plan.company import Company
from thu7.plan.formulation import Formulation
from thu7.plan.problem import Duty, Measures, Slot, Staffing
from thu7.plan.search import VERSION, Found, Late, Remaining, Search

__all__ = ("VERSION", "Optimum", "fewest_open", "optima")


@dataclass(frozen=True)
class Optimum:
    """One stage: the least value of its measure under the stages before, what proves it, and a plan that reaches it."""

    name: str
    value: int | Fraction
    bound: int | Fraction
    duties: frozenset[Duty]


class _Stages(Search):
    """The search of one staffing, with what its columns mean."""

    def __init__(self, staffing: Staffing, remaining: Remaining) -> None:
        self.staffing, self.columns = staffing, Formulation(staffing)
        super().__init__(self.columns.model, remaining)

    def stage(self, name: str) -> Found:
        # Of plans that are equally good one will do, where a whole city would search minutes for the one.
        kind = name != "tie"
        return self.settle(self.vector(self.columns.costs(name)), patient=kind, needed=kind)

    def wishes(self) -> Found:
        """Who meets whom is told only now: most who could have met at the beginning no longer can."""
        company = Company(self.columns, self.usable)
        self.extend(company.model, lambda values: company.columns_of(lambda duty: values[self.columns.of[duty]] > 0.5))
        return self.settle(self.vector([*self.columns.costs("wishes"), *company.terms()]), patient=False)

    def duties(self) -> frozenset[Duty]:
        return frozenset(duty for duty, column in self.columns.of.items() if self.taken(column))


def optima(staffing: Staffing, remaining: Remaining = lambda: math.inf) -> Iterator[Optimum]:
    """Every stage in its order; where the time is over, those that came in it, the last of them perhaps unproven.

    Args:
        staffing: what is asked.
        remaining: the seconds that are left, asked before each step.

    Raises:
        ArithmeticError: the solver lost the plan of the stage before, which is a fault of ours or of its own.
    """
    if remaining() <= 0:
        return
    search = _Stages(staffing, remaining)
    filled = sum(staffing.needs.values())
    try:
        for name in Measures._fields:
            if name == "excess":
                excess, bound = _least_excess(search, staffing, filled)
                yield Optimum(name, excess, bound, search.duties())
                continue
            found = search.wishes() if name == "wishes" else search.stage(name)
            if name in ("leads", "others"):
                filled -= found.value
            # What is the same in every plan, the columns do not say.
            base = {
                "changes": len(staffing.published),
                "squares": sum(worker.past**2 for worker in staffing.workers.values()),
            }.get(name, 0)
            yield Optimum(name, base + found.value, base + found.bound, search.duties())
    except Late:
        return


def fewest_open(staffing: Staffing, slot: Slot) -> tuple[int, int]:
    """How many places stay open when the first two stages are at their optimum, and how few of them in one slot."""
    search = _Stages(staffing, lambda: math.inf)
    leads, others = search.stage("leads"), search.stage("others")
    in_slot = search.settle(search.vector([(search.columns.open[slot], 1)]))
    return leads.value + others.value, in_slot.value


def _least_excess(search: _Stages, staffing: Staffing, filled: int) -> tuple[Fraction, Fraction]:
    """The least by which the most burdened must serve above their fair share, and its bound; afterwards no load above it is
    allowed.

    A load is a whole number, so only so many values can be the least: the first that leaves a plan is it.
    """
    loads = search.columns.loads
    days = {key: staffing.chances(worker) for key, worker in staffing.workers.items()}
    past = {key: worker.past for key, worker in staffing.workers.items()}
    total, served = sum(days.values()) or 1, filled + sum(past.values())
    levels = sorted(
        {(past[key] + n) * total - served * days[key] for key in days for n in range(len(loads[key]) + 1)}
    ) or [0]
    cost, allowed = search.vector(search.columns.costs("squares")), search.upper

    def caps(level: int) -> dict[str, int]:
        return {key: (level + served * days[key]) // total - past[key] for key in days}

    def enough(level: int) -> bool:
        most = caps(level)
        return min(most.values(), default=0) >= 0 and sum(most.values()) >= filled

    def close(level: int) -> None:
        most = caps(level)
        search.without((unit for key, units in loads.items() for unit in units[max(0, most[key]) :]), allowed)

    def possible(level: int) -> bool:
        close(level)
        return search.minimise(cost) is not None

    low = bisect.bisect_left(levels, True, key=enough)
    step, high = 1, low
    try:
        while not possible(levels[high]):
            low, high, step = high + 1, min(high + step, len(levels) - 1), 2 * step
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if possible(levels[middle]) else (middle + 1, high)
    except Late:
        counts = {key: sum(map(search.taken, units)) for key, units in loads.items()}
        now = max((past[key] + counts[key]) * total - served * days[key] for key in days)
        close(now)
        return Fraction(now, total), Fraction(levels[min(low, len(levels) - 1)], total)
    possible(levels[high])
    return Fraction(levels[high], total), Fraction(levels[high], total)
