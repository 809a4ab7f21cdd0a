"""``plan``: who serves where. The engine may be a solver or, without one, a greedy; each plan is audited before it is given."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from thu7.plan import auditor, greedy
from thu7.plan import bounds as bound_by_hand
from thu7.plan.problem import Duty, Measures, Slot, Staffing, open_places

Progress = Callable[[str], None]


def _unhurried() -> float:
    return math.inf


@dataclass(frozen=True)
class Stage:
    """One measure of a plan. ``bound`` is the least that the best plan can have of it; None where nothing is known."""

    name: str
    value: int | Fraction
    bound: int | Fraction | None

    @property
    def proven(self) -> bool:
        """No plan has less of it, given the stages before."""
        return self.value == self.bound


@dataclass(frozen=True)
class Plan:
    """Who serves where, what it is worth, and what made it."""

    duties: frozenset[Duty]
    stages: tuple[Stage, ...]
    engine: str
    stopped: bool = False
    """The time that was given ended before the proof did: another run may give another plan."""

    @property
    def proven(self) -> bool:
        """No plan is better, by the stages in their order."""
        return all(stage.proven for stage in self.stages)


def plan(
    staffing: Staffing, progress: Progress = lambda stage: None, remaining: Callable[[], float] | None = None
) -> Plan:
    """The best plan by every stage, one after the other, or the best of those found in the time that is left.

    Args:
        staffing: what is asked.
        progress: told the name of each stage that is done.
        remaining: the seconds that are left, asked again and again; without it the plan depends on ``staffing`` alone.

    Raises:
        ArithmeticError: the plan breaks a rule or is not worth what its maker says; then it must not be used.
    """
    try:
        from thu7.plan import optimum
    except ImportError:
        return _judged(staffing, greedy.plan(staffing), {}, "greedy")
    bounds: dict[str, int | Fraction] = {}
    # Whatever the time, a plan there is: the greedy's comes first.
    duties = greedy.plan(staffing) if remaining else staffing.fixed
    best = auditor.measures(staffing, duties) if remaining else None
    unproven = 0
    for found in optimum.optima(staffing, remaining or _unhurried):
        duties, before = found.duties, duties
        if best is not None and (now := auditor.measures(staffing, duties)) > best:
            duties = before
        elif best is not None:
            best = now
        # What comes two stages behind one that is unproven keeps to values that the best plan need not have.
        if unproven < 2:
            bounds[found.name] = found.bound
        unproven += bool(unproven) or found.value != found.bound
        progress(found.name)
    if best is not None and (unproven or len(bounds) < len(Measures._fields)):
        proven = {name: bounds.get(name) == value for name, value in best._asdict().items()}
        low = bound_by_hand.least(staffing, best, proven)._asdict()
        bounds = {name: max(bounds.get(name, least), least) for name, least in low.items()}
        return _judged(staffing, duties, bounds, f"HiGHS {optimum.VERSION}", stopped=True)
    return _judged(staffing, duties, bounds, f"HiGHS {optimum.VERSION}")


def _judged(
    staffing: Staffing,
    duties: frozenset[Duty],
    bounds: Mapping[str, int | Fraction],
    engine: str,
    stopped: bool = False,
) -> Plan:
    """A plan as the auditor sees it."""
    faults = list(auditor.faults(staffing, duties))
    values = auditor.measures(staffing, duties)._asdict()
    faults += [f"{name}: {values[name]} is less than {bound}" for name, bound in bounds.items() if values[name] < bound]
    if faults:
        raise ArithmeticError("; ".join(faults))
    stages = tuple(Stage(name, value, bounds.get(name)) for name, value in values.items())
    return Plan(duties, stages, engine, stopped and not all(stage.proven for stage in stages))


def fewest_open(staffing: Staffing, slot: Slot) -> tuple[int, int]:
    """How many places stay open in a plan that leaves the fewest, and how few of them in one slot."""
    try:
        from thu7.plan import optimum
    except ImportError:
        missing = open_places(staffing, greedy.plan(staffing))
        return sum(missing.values()), missing.get(slot, 0)
    return optimum.fewest_open(staffing, slot)
