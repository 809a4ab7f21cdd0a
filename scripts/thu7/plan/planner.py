"""``plan``: who serves where. The engine may be a solver or, without one, a greedy; each plan is audited before it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from thu7.plan import auditor, greedy
from thu7.plan.problem import Duty, Slot, Staffing, open_places

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Stage:
    """One measure of a plan. ``bound`` is the least that any plan can have under the stages before; None where unproven."""

    name: str
    value: int | Fraction
    bound: int | Fraction | None


@dataclass(frozen=True)
class Plan:
    """Who serves where, what it is worth, and what made it."""

    duties: frozenset[Duty]
    stages: tuple[Stage, ...]
    engine: str

    @property
    def proven(self) -> bool:
        """No plan is better, by the stages in their order."""
        return all(stage.value == stage.bound for stage in self.stages)


def plan(staffing: Staffing, progress: Progress = lambda stage: None) -> Plan:
    """The best plan by every stage, one after the other.

    Raises:
        ArithmeticError: the plan breaks a rule or is not worth what its maker says; then it must not be used.
    """
    bounds: dict[str, int | Fraction] = {}
    try:
        from thu7.plan import optimum
    except ImportError:
        engine, duties = "greedy", greedy.plan(staffing)
    else:
        engine, duties = f"HiGHS {optimum.VERSION}", staffing.fixed
        for found in optimum.optima(staffing):
            bounds[found.name], duties = found.bound, found.duties
            progress(found.name)
    faults = list(auditor.faults(staffing, duties))
    values = auditor.measures(staffing, duties)._asdict()
    faults += [f"{name}: {values[name]} is less than {bound}" for name, bound in bounds.items() if values[name] < bound]
    if faults:
        raise ArithmeticError("; ".join(faults))
    return Plan(duties, tuple(Stage(name, value, bounds.get(name)) for name, value in values.items()), engine)


def fewest_open(staffing: Staffing, slot: Slot) -> tuple[int, int]:
    """How many places stay open in a plan that leaves the fewest, and how few of them in one slot."""
    try:
        from thu7.plan import optimum
    except ImportError:
        missing = open_places(staffing, greedy.plan(staffing))
        return sum(missing.values()), missing.get(slot, 0)
    return optimum.fewest_open(staffing, slot)
