"""HiGHS between two stages: what is held so far, the best plan under it, and what proves that there is none better.

Without rest, new people and company the model is a flow from people to places, whose corners are whole numbers: then the
plain linear programme already gives the plan and its proof. Where it does not, HiGHS branches, with no gap allowed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from thu7.plan.formulation import Model, Terms

VERSION = version("highspy")
Vector = NDArray[np.float64]
Remaining = Callable[[], float]
"""The seconds that are left; infinite where nobody is in a hurry."""
WORK = 1e10
"""What a proof that may be let go may take: nodes of the search, times the square of the columns. Nodes and no seconds, so that
the plan is the same on every machine. A ward has some thousands and needs a few; the whole city as one has not even one."""
_FACE_NODES = 100
_WHOLE = 1e-6
"""How far from a whole number a solver's whole number may be."""
_NOTHING, _SOMETHING = 1e-7, 1e-4
"""A reduced cost below the first is none, one above the second is one; our data are whole, so that hardly any lies between."""


class Late(Exception):
    """The time was over before anything was known."""


class Found(NamedTuple):
    """The least value that was found, and the least that there can be."""

    value: int
    bound: int


class _Solver(highspy.Highs):
    """HiGHS without the greeting that it prints before anybody can ask it not to."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # highspy is typed only in part

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # likewise


class Search:
    """A model in the solver. Its first columns are whole numbers; those added later follow from them."""

    def __init__(self, model: Model, remaining: Remaining = lambda: math.inf) -> None:
        self.remaining, self.whole = remaining, len(model.upper)
        self.lower, self.upper = np.array(model.lower, float), np.array(model.upper, float)
        self.low, self.high = np.array(model.low, float), np.array(model.high, float)
        """Between which numbers each row lies."""
        self.values: Vector | None = None
        """The plan that is best so far."""
        self.branching = False
        self.relaxed = 0.0
        self.reduced, self.duals = self.lower, self.low
        """What a unit more of each column, and of each row, would cost in the relaxation."""
        self.solver = _solver(self, model)

    def extend(self, model: Model, ones: Callable[[Vector], Iterable[int]]) -> None:
        """Columns and rows that follow from those there are; ``ones`` tells which of them are one in a plan."""
        self.lower = np.concatenate((self.lower, np.array(model.lower, float)))
        self.upper = np.concatenate((self.upper, np.array(model.upper, float)))
        count = len(model.upper)
        self.solver.addCols(
            count,
            np.zeros(count),
            self.lower[-count:] if count else [],
            self.upper[-count:] if count else [],
            0,
            [],
            [],
            [],
        )
        low, high = np.array(model.low, float), np.array(model.high, float)
        starts, columns, factors = _matrix(model)
        self.solver.addRows(len(low), low, high, len(columns), starts[:-1], columns, factors)
        self.low, self.high = np.concatenate((self.low, low)), np.concatenate((self.high, high))
        if self.values is not None:
            values = np.concatenate((self.values, np.zeros(count)))
            values[list(ones(self.values))] = 1
            self.values = values

    def vector(self, terms: Terms) -> Vector:
        """A cost: how much a unit of each column adds."""
        cost = np.zeros(len(self.upper))
        for column, value in terms:
            cost[column] += value
        return cost

    def taken(self, column: int) -> bool:
        """Whether a column is one in the best plan so far."""
        return self.values is not None and bool(self.values[column] > 0.5)

    def usable(self, column: int) -> bool:
        """Whether a column may still be one."""
        return bool(self.upper[column] > 0.5)

    def without(self, columns: Iterable[int], base: Vector) -> None:
        """Close some columns, and open again all others that ``base`` has open."""
        upper = base.copy()
        upper[list(columns)] = 0
        self._bound(self.lower, upper)

    def minimise(self, cost: Vector, patient: bool = True, needed: bool = True) -> Found | None:
        """The least value and what proves that there is none less; None where no plan keeps to what is held.

        Without patience a proof that takes too much is let go: then the value may be more than its bound. What is not needed is
        not even begun where it would take too much; the plan of the stage before stands.

        Raises:
            Late: the time was over before anything was known.
        """
        every = np.arange(len(self.upper), dtype=np.int32)
        self.solver.changeColsCost(len(every), every, cost)
        if not self._solved():
            return None
        solution = self.solver.getSolution()
        values, self.relaxed = np.array(solution.col_value), self.solver.getInfo().objective_function_value
        self.reduced, self.duals = np.array(solution.col_dual), np.array(solution.row_dual)
        bound = self.relaxed
        if self._fractional(values):
            held = self.values
            try:
                best = self._on_face(cost)
                if best is None and held is not None and not needed and self._nodes() < 1:
                    best = held
                if best is None:
                    best, bound = self._branched(cost, held, patient)
                    if best is None:
                        return None
                values = best
            except Late:
                # The relaxation is a bound all the same.
                if held is None:
                    raise
                values = held
        self.values = values.round()
        # A whole number that came out of sums of floating ones may lie a little above itself.
        bound = max(bound, self.relaxed)
        return Found(round(float(cost @ self.values)), math.ceil(bound - 10 * _WHOLE - 1e-9 * abs(bound)))

    def settle(self, cost: Vector, patient: bool = True, needed: bool = True) -> Found:
        """The least value and its proof; no later stage can make it worse.

        Raises:
            Late: as ``minimise``.
        """
        found = self.minimise(cost, patient, needed)
        if found is None:
            raise ArithmeticError("the plan of the stage before is lost")
        self._hold(cost, found.value)
        return found

    # --- the solver ------------------------------------------------------------------------------------------------

    def _on_face(self, cost: Vector) -> Vector | None:
        """A whole plan as good as the relaxation, where one is found at once.

        Only plans that use no column and leave no row loose which the relaxation prices are as good: among these any will do, and
        the solver finds any within seconds where it looks for the best of all for minutes.
        """
        if abs(self.relaxed - round(self.relaxed)) > _WHOLE or not self._clear():
            return None
        lower, upper, low, high = self.lower, self.upper, self.low, self.high
        self._narrow()
        every = np.arange(len(upper), dtype=np.int32)
        self.solver.changeColsCost(len(every), every, np.zeros(len(every)))
        self._whole(highspy.HighsVarType.kInteger)
        found = self._run("choose", nodes=_FACE_NODES)
        values = np.array(self.solver.getSolution().col_value) if found else None
        self._whole(highspy.HighsVarType.kContinuous)
        self._bound(lower, upper)
        self._bound_rows(low, high)
        self.solver.changeColsCost(len(every), every, cost)
        good = (
            values is not None
            and not self._fractional(values)
            and round(float(cost @ values.round())) <= round(self.relaxed)
        )
        return values if good else None

    def _branched(self, cost: Vector, held: Vector | None, patient: bool) -> tuple[Vector | None, float]:
        """The best whole plan there is, or that was found in time, and its bound."""
        # What the relaxation kept in memory is not needed any more. The plan of the stage before is not handed over as a start: where
        # HiGHS 1.16 then finds a better one at once, it gives back the start, with the value of the better one.
        self.solver.clearSolver()
        self._whole(highspy.HighsVarType.kInteger)
        solved = self._solved(None if patient else max(1, self._nodes()))
        stopped = self._late() or self._worked()
        info = self.solver.getInfo()
        values, bound = np.array(self.solver.getSolution().col_value), info.mip_dual_bound
        self._whole(highspy.HighsVarType.kContinuous)
        if not (solved or stopped):
            return None, bound
        if stopped and (not info.primal_solution_status or self._fractional(values)):
            if held is None:
                raise Late
            return held, bound
        return (held if held is not None and stopped and cost @ values > cost @ held else values), bound

    def _nodes(self) -> int:
        return int(WORK / max(1, len(self.upper)) ** 2)

    def _solved(self, nodes: int | None = None) -> bool:
        """Whether there is a plan. Where the solver finds none it is asked again without its presolve: HiGHS 1.16 fails there
        with "solve error" on one small ward in a thousand, and a wrong "infeasible" would be a wrong proof."""
        if self._run("choose", nodes):
            return True
        if self._late() and not self.branching:
            raise Late
        return not self._late() and not self._worked() and self._run("off", nodes)

    def _run(self, presolve: str, nodes: int | None = None) -> bool:
        left = self.remaining()
        if left <= 0:
            raise Late
        # HiGHS 1.16 counts the seconds of a search from its beginning, but those of a linear programme over all calls.
        past = 0 if self.branching else self.solver.getRunTime()
        self.solver.setOptionValue("time_limit", past + left)
        self.solver.setOptionValue("mip_max_nodes", highspy.kHighsIInf if nodes is None else nodes)
        self.solver.setOptionValue("presolve", presolve)
        self.solver.run()
        status = highspy.HighsModelStatus
        return self.solver.getModelStatus() in (status.kOptimal, status.kModelEmpty)

    def _late(self) -> bool:
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit)

    def _worked(self) -> bool:
        """Whether the solver stopped at the number of nodes it may have."""
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kSolutionLimit)

    def _fractional(self, values: Vector) -> bool:
        whole = values[: self.whole]
        return bool(np.abs(whole - whole.round()).max(initial=0) > _WHOLE)

    def _whole(self, kind: highspy.HighsVarType) -> None:
        self.branching = kind == highspy.HighsVarType.kInteger
        every = np.arange(self.whole, dtype=np.int32)
        self.solver.changeColsIntegrality(len(every), every, np.full(len(every), kind))

    # --- what is held ----------------------------------------------------------------------------------------------

    def _hold(self, cost: Vector, value: int) -> None:
        """From now on no plan is worse than ``value``."""
        if abs(value - self.relaxed) <= _WHOLE + 1e-9 * abs(value) and self._clear():
            # Said by columns and rows alone, that is all: a row over all costs would tie each ward to every other.
            self._narrow()
            return
        used = np.flatnonzero(cost).astype(np.int32)
        self._row(-math.inf, used, cost[used], float(value))
        # A column whose reduced cost is more than what lies between the relaxed value and the least one cannot move in any plan
        # as good as this: fixing it makes the later stages two to three times as fast and takes no plan away.
        slack = value - self.relaxed + 1e-3
        self._bound(
            np.where(-self.reduced > slack, self.upper, self.lower),
            np.where(self.reduced > slack, self.lower, self.upper),
        )

    def _clear(self) -> bool:
        """Whether each price is either none or one."""
        prices = np.abs(np.concatenate((self.reduced, self.duals)))
        return not bool(((prices > _NOTHING) & (prices < _SOMETHING)).any())

    def _narrow(self) -> None:
        """Only what is as good as the relaxation: a priced column stays at its end, a priced row lies at its own. Every plan that
        keeps to this is as good, and every plan as good keeps to it (complementary slackness)."""
        self._bound(
            np.where(self.reduced < -_SOMETHING, self.upper, self.lower),
            np.where(self.reduced > _SOMETHING, self.lower, self.upper),
        )
        self._bound_rows(
            np.where(self.duals < -_SOMETHING, self.high, self.low),
            np.where(self.duals > _SOMETHING, self.low, self.high),
        )

    def _bound(self, lower: Vector, upper: Vector) -> None:
        self.lower, self.upper = lower, upper
        every = np.arange(len(upper), dtype=np.int32)
        self.solver.changeColsBounds(len(every), every, lower, upper)

    def _bound_rows(self, low: Vector, high: Vector) -> None:
        changed = np.flatnonzero((low != self.low) | (high != self.high)).astype(np.int32)
        self.low, self.high = low, high
        if len(changed):
            self.solver.changeRowsBounds(  # type: ignore[attr-defined]  # there, though its types are not
                len(changed), changed, low[changed], high[changed]
            )

    def _row(self, low: float, columns: NDArray[np.int32], factors: Vector, high: float) -> None:
        self.solver.addRow(low, high, len(columns), columns, factors)
        self.low, self.high = np.append(self.low, low), np.append(self.high, high)


def _matrix(model: Model) -> tuple[NDArray[np.int32], NDArray[np.int32], Vector]:
    """The rows one after the other: where each begins, its columns, their factors."""
    return np.array(model.starts, np.int32), np.array(model.columns, np.int32), np.array(model.factors, float)


def _solver(search: Search, model: Model) -> highspy.Highs:
    """HiGHS with a model loaded; all columns continuous, no costs yet."""
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(model.upper), len(model.low)
    programme.col_cost_ = np.zeros(len(model.upper))
    programme.col_lower_, programme.col_upper_ = search.lower, search.upper
    programme.row_lower_, programme.row_upper_ = search.low, search.high
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_, programme.a_matrix_.index_, programme.a_matrix_.value_ = _matrix(model)
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
