"""The best plan, proven: one linear programme after the other in HiGHS, each measure held at its optimum before the next.

Without rest, new people and company the model is a flow from people to places, whose corners are whole numbers: then the
plain linear programme already gives the plan and its proof. Where it does not, HiGHS branches, with no gap allowed.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version

import highspy
import numpy as np
from numpy.typing import NDArray

from thu7.plan.formulation import Formulation, Model
from thu7.plan.problem import Duty, Measures, Slot, Staffing

VERSION = version("highspy")
Vector = NDArray[np.float64]
PATIENCE = 120.0
"""Seconds that a proof about wishes or ties may take; then the best plan so far is taken, and said to be unproven. A city whose
wards all share people comes here; eight wards that do are proven in seconds."""
_WHOLE = 1e-6
"""How far from a whole number a solver's whole number may be."""


@dataclass(frozen=True)
class Optimum:
    """One stage: the least value of its measure under the stages before, what proves it, and a plan that reaches it."""

    name: str
    value: int | Fraction
    bound: int | Fraction
    duties: frozenset[Duty]


class _Solver(highspy.Highs):
    """HiGHS without the greeting that it prints before anybody can ask it not to."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # highspy is typed only in part

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # likewise


def _solver(model: Model) -> highspy.Highs:
    """HiGHS with a model loaded; all columns continuous, no costs yet."""
    terms = [term for _, terms, _ in model.rows for term in terms]
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(model.upper), len(model.rows)
    programme.col_cost_ = np.zeros(len(model.upper))
    programme.col_lower_, programme.col_upper_ = np.array(model.lower, float), np.array(model.upper, float)
    programme.row_lower_ = np.array([low for low, _, _ in model.rows], float)
    programme.row_upper_ = np.array([high for _, _, high in model.rows], float)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.cumsum([0, *(len(terms) for _, terms, _ in model.rows)], dtype=np.int32)
    programme.a_matrix_.index_ = np.array([column for column, _ in terms], np.int32)
    programme.a_matrix_.value_ = np.array([value for _, value in terms], float)
    solver = _Solver()
    # One thread, no gap: the same plan on every machine, and the best one. Few cuts kept (10,000 is usual) and no restarts:
    # proofs come in two thirds of the time and half the memory.
    options = {
        "threads": 1,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.0,
        "mip_pool_soft_limit": 50,
        "mip_allow_restart": False,
    }
    for option, value in options.items():
        solver.setOptionValue(option, value)
    solver.passModel(programme)
    return solver


class _Search:
    """The solver between two stages: what is held so far, and the best plan under it."""

    def __init__(self, staffing: Staffing) -> None:
        self.columns = Formulation(staffing)
        self.solver = _solver(self.columns.model)
        self.lower, self.upper = np.array(self.columns.model.lower, float), np.array(self.columns.model.upper, float)
        self.every = np.arange(len(self.upper), dtype=np.int32)
        self.values: Vector = np.zeros(len(self.upper))
        self.relaxed, self.reduced = 0.0, self.values

    def cost(self, name: str) -> Vector:
        cost = np.zeros(len(self.upper))
        for column, value in self.columns.costs(name):
            cost[column] += value
        return cost

    def duties(self) -> frozenset[Duty]:
        return frozenset(duty for duty, column in self.columns.of.items() if self.values[column] > 0.5)

    def minimise(self, cost: Vector, patient: bool = True) -> tuple[int, int] | None:
        """The least value and what proves that there is none less; None where no plan keeps to what is held.

        Without patience a proof that does not come in time is let go: then the value may be more than its bound.
        """
        self.solver.changeColsCost(len(self.every), self.every, cost)
        self.solver.setOptionValue("time_limit", math.inf)
        if not self._solved():
            return None
        solution = self.solver.getSolution()
        values, bound = np.array(solution.col_value), self.solver.getInfo().objective_function_value
        self.relaxed, self.reduced = bound, np.array(solution.col_dual)
        if np.abs(values - values.round()).max(initial=0) > _WHOLE:
            if not patient:
                # The solver's clock runs over all its stages.
                self.solver.setOptionValue("time_limit", self.solver.getRunTime() + PATIENCE)
            self._whole(highspy.HighsVarType.kInteger)
            solved, late = self._solved(), self._late()
            values, bound = np.array(self.solver.getSolution().col_value), self.solver.getInfo().mip_dual_bound
            if late and (not self.solver.getInfo().primal_solution_status or cost @ values > cost @ self.values):
                values = self.values
            self._whole(highspy.HighsVarType.kContinuous)
            if not (solved or late):
                return None
        self.values = values.round()
        # A whole number that came out of sums of floating ones may lie a little above itself.
        bound = max(bound, self.relaxed)
        return round(float(cost @ self.values)), math.ceil(bound - 10 * _WHOLE - 1e-9 * abs(bound))

    def _solved(self) -> bool:
        """Whether there is a plan. Where the solver finds none it is asked again without its presolve: HiGHS 1.16 fails there
        with "solve error" on one small ward in a thousand, and a wrong "infeasible" would be a wrong proof."""
        return self._run("choose") or (not self._late() and self._run("off"))

    def _run(self, presolve: str) -> bool:
        self.solver.setOptionValue("presolve", presolve)
        self.solver.run()
        status = highspy.HighsModelStatus
        return self.solver.getModelStatus() in (status.kOptimal, status.kModelEmpty)

    def _late(self) -> bool:
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit)

    def _whole(self, kind: highspy.HighsVarType) -> None:
        self.solver.changeColsIntegrality(len(self.every), self.every, np.full(len(self.every), kind))

    def settle(self, cost: Vector, patient: bool = True) -> tuple[int, int]:
        """The least value and its proof; no later stage can make it worse."""
        found = self.minimise(cost, patient)
        if found is None:
            raise ArithmeticError("the plan of the stage before is lost")
        self._hold(cost, found[0])
        return found

    def _hold(self, cost: Vector, value: int) -> None:
        used = np.flatnonzero(cost).astype(np.int32)
        self.solver.addRow(-math.inf, float(value), len(used), used, cost[used])
        # A column whose reduced cost is more than what lies between the relaxed value and the least one cannot move in any plan
        # as good as this: fixing it makes the later stages two to three times as fast and takes no plan away.
        slack = value - self.relaxed + 1e-3
        self.bound(
            np.where(-self.reduced > slack, self.upper, self.lower),
            np.where(self.reduced > slack, self.lower, self.upper),
        )

    def bound(self, lower: Vector, upper: Vector) -> None:
        self.lower, self.upper = lower, upper
        self.solver.changeColsBounds(len(self.every), self.every, lower, upper)


def optima(staffing: Staffing) -> Iterator[Optimum]:
    """Every stage in its order.

    Raises:
        ArithmeticError: the solver lost the plan of the stage before, which is a fault of ours or of its own.
    """
    search = _Search(staffing)
    filled = sum(staffing.needs.values())
    for name in Measures._fields:
        if name == "excess":
            excess = _least_excess(search, staffing, filled)
            yield Optimum(name, excess, excess, search.duties())
            continue
        found = search.settle(search.cost(name), patient=name not in ("wishes", "tie"))
        if name in ("leads", "others"):
            filled -= found[0]
        # What is the same in every plan, the columns do not say.
        base = {
            "changes": len(staffing.published),
            "squares": sum(worker.past**2 for worker in staffing.workers.values()),
        }.get(name, 0)
        yield Optimum(name, base + found[0], base + found[1], search.duties())


def fewest_open(staffing: Staffing, slot: Slot) -> tuple[int, int]:
    """How many places stay open when the first two stages are at their optimum, and how few of them in one slot."""
    search = _Search(staffing)
    here = np.zeros(len(search.upper))
    here[search.columns.open[slot]] = 1
    leads, others, in_slot = (search.settle(cost) for cost in (search.cost("leads"), search.cost("others"), here))
    return leads[0] + others[0], in_slot[0]


def _least_excess(search: _Search, staffing: Staffing, filled: int) -> Fraction:
    """The least by which the most burdened must serve above their fair share; afterwards no load above it is allowed.

    A load is a whole number, so only so many values can be the least: the first that leaves a plan is it.
    """
    loads = search.columns.loads
    days = {key: staffing.chances(worker) for key, worker in staffing.workers.items()}
    past = {key: worker.past for key, worker in staffing.workers.items()}
    total, served = sum(days.values()) or 1, filled + sum(past.values())
    levels = sorted(
        {(past[key] + n) * total - served * days[key] for key in days for n in range(len(loads[key]) + 1)}
    ) or [0]
    cost, allowed = search.cost("squares"), search.upper

    def caps(level: int) -> dict[str, int]:
        return {key: (level + served * days[key]) // total - past[key] for key in days}

    def enough(level: int) -> bool:
        most = caps(level)
        return min(most.values(), default=0) >= 0 and sum(most.values()) >= filled

    def possible(level: int) -> bool:
        most, upper = caps(level), allowed.copy()
        for key, units in loads.items():
            upper[units[max(0, most[key]) :]] = 0
        search.bound(search.lower, upper)
        return search.minimise(cost) is not None

    low = bisect.bisect_left(levels, True, key=enough)
    step, high = 1, low
    while not possible(levels[high]):
        low, high, step = high + 1, min(high + step, len(levels) - 1), 2 * step
    least = bisect.bisect_left(levels, True, low, high, key=possible)
    possible(levels[least])
    return Fraction(levels[least], total)
