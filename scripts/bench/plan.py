"""Plans of made-up wards, ours beside a plain greedy and, where ortools is installed, CP-SAT on the same rules.

Three sizes: a ward's quarter; six wards that share people over half a year, and what happens when somebody falls ill; the
whole city, by districts that share people and as one, without and within a time that is given; some hundred communes, for what
the nation's 3,321 would take. CP-SAT must find the same optimum at every stage: anything else is a bug in one of the two.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

import wards
from thu7.plan import auditor, planner
from thu7.plan.problem import WEEK, Duty, Measures, Rota, Staffing, month, tie_breaker
from watching import COMMAND, watched

_T = TypeVar("_T")
LIMIT = 120
"""Seconds for CP-SAT at one stage; past that it is said that it did not finish."""


def main() -> None:
    print(f"{'':34}{'seconds':>9}  open (leads, others)  excess  squares  wishes  proven")
    (ward,) = wards.make(1, 12, 13, seed=1)
    compared("1 ward, 12 people, 13 Saturdays", [ward])
    joined = wards.make(6, 120, 26, seed=1)
    compared("6 wards, 120 people, 26 Saturdays", joined)
    falls_ill(joined[0])
    city = wards.make(168, 3000, 13, seed=1)
    show("168 wards, 3,000 people: greedy", *timed(lambda: [plain_greedy(group) for group in city]), city, False)
    for name, groups, people in (("1 ward", [ward], 12), ("168 wards", city, 3000)):
        whole_command(name, groups, people)
    as_one = wards.make(168, 3000, 13, seed=1, cluster=168)
    for limit in (None, 60, 20, 0):
        whole_command("168 wards as one", as_one, 3000, limit)
    for count in (100, 300):
        communes = wards.make(count, 20 * count, 13, seed=1, cluster=1)
        whole_command(f"{count} communes (of 3,321)", communes, 20 * count)


def compared(name: str, groups: list[Staffing]) -> None:
    """Ours, the greedy and CP-SAT on the same wards."""
    show(f"{name}: greedy", *timed(lambda: [plain_greedy(group) for group in groups]), groups, False)
    plans, seconds = timed(lambda: [planner.plan(group) for group in groups])
    show(
        f"{'':{len(name)}}  thu7", [plan.duties for plan in plans], seconds, groups, all(plan.proven for plan in plans)
    )
    try:
        import ortools
    except ImportError:
        print(f"{'':{len(name)}}  CP-SAT: not installed (pip install ortools)")
        return
    for group, plan in zip(groups, plans, strict=True):
        start, different = time.perf_counter(), []
        for stage, value in cp_sat(group):
            ours = getattr(auditor.measures(group, plan.duties), stage)
            if value != ours:
                different.append(
                    f"{stage}: {value} against our {ours}" if value is not None else f"{stage}: not in {LIMIT} s"
                )
                break
        same = "; ".join(different) or "the same at every stage"
        print(f"{'':{len(name)}}  CP-SAT {ortools.__version__}: {time.perf_counter() - start:.1f} s, {same}")


def falls_ill(staffing: Staffing) -> None:
    """Who serves most is away for six Saturdays from their first duty on."""
    told = planner.plan(staffing).duties
    rota = Rota(told)
    busiest = min(staffing.workers, key=lambda key: (-len(rota.of_person[key]), key))
    days = wards.saturdays(26)
    start = days.index(min(duty.date for duty in rota.of_person[busiest]))
    now = wards.ill(staffing, told, busiest, days[start : start + 6])
    again, seconds = timed(lambda: planner.plan(now))
    scratch = planner.plan(replace(now, published=frozenset()))
    untied = plain_greedy(replace(now, published=frozenset()))
    print(
        f"  somebody ill for six Saturdays: {seconds:.1f} s; {len(told - now.published)} of {len(told)} duties lost, "
        f"{len(now.published - again.duties)} others moved; planned from scratch {len(now.published - scratch.duties)} would move, "
        f"by a greedy {len(now.published - untied)}"
    )


def show(name: str, plans: list[frozenset[Duty]], seconds: float, groups: list[Staffing], proven: bool) -> None:
    found = [auditor.measures(group, duties) for group, duties in zip(groups, plans, strict=True)]
    leads, others = sum(m.leads for m in found), sum(m.others for m in found)
    excess = float(max(m.excess for m in found))
    squares, wishes = sum(m.squares for m in found), sum(m.wishes for m in found)
    print(
        f"{name:44}{seconds:7.2f}  {leads:6}, {others:3} {excess:14.2f} {squares:8} {wishes:7}  {'yes' if proven else 'no'}",
        flush=True,
    )


def timed(work: Callable[[], _T]) -> tuple[_T, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def plain_greedy(staffing: Staffing) -> frozenset[Duty]:
    """What a patient person does by hand: place after place, whoever may and has the least to do."""
    rota = Rota(staffing.fixed)
    for slot in sorted(
        staffing.needs, key=lambda slot: (slot.date, slot.ward, staffing.leads[slot.ward] != slot.role, slot.role)
    ):
        for _ in range(staffing.needs[slot]):
            free = [
                Duty(*slot, key) for key in sorted(staffing.workers, key=lambda key: (len(rota.of_person[key]), key))
            ]
            fit = (
                duty
                for duty in free
                if duty not in rota.of_person[duty.key] and not auditor.obstacles(staffing, rota, duty)
            )
            if duty := next(fit, None):
                rota.add(duty)
    return rota.duties()


# --- the command as a secretary runs it ----------------------------------------------------------------------------


def whole_command(name: str, groups: list[Staffing], people: int, limit: int | None = None) -> None:
    """``thu7 plan --all`` on files, its start included, and the memory of all its processes together.

    Seconds of the clock, and beside them those that its processes used of all cores.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in {**wards.files(groups), "mkdocs.yml": "site_name: Thử\n"}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        command = [
            *COMMAND,
            "-C",
            folder,
            "plan",
            "--all",
            "--from",
            "05/12/2026",
            "--on",
            "01/12/2026",
            "--format",
            "json",
        ]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        said, seconds, megabytes = watched([*command, *(() if limit is None else ("--limit", str(limit)))])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        plan = json.loads(said)
        unproven = [
            f"{s['name']} {s['value']} (at best {s['bound']})" for s in plan["stages"] if s["value"] != s["bound"]
        ]
        proven = "proven" if plan["proven"] else f"NOT proven: {', '.join(unproven)}"
        memory, within = (f", {megabytes} MB" if megabytes else ""), ("" if limit is None else f" --limit {limit}")
        print(
            f"thu7 plan --all{within}, {name}, {people} people, from files: {seconds:.2f} s ({used:.1f} s of CPU){memory}, "
            f"{proven} ({os.cpu_count()} cores)",
            flush=True,
        )


# --- the other solver ----------------------------------------------------------------------------------------------


def cp_sat(staffing: Staffing) -> Iterator[tuple[str, int | Fraction | None]]:
    """The optimum of every stage by CP-SAT, from the rules and not from our rows; None where it did not finish."""
    from ortools.sat.python import cp_model

    model, workers = cp_model.CpModel(), staffing.workers
    of: dict[Duty, Any] = {}
    for slot in sorted(staffing.needs):
        for key, worker in workers.items():
            if slot[1:] in worker.skills and slot.date not in worker.away:
                of[Duty(*slot, key)] = model.new_bool_var("")
    by: dict[str, defaultdict[Any, list[Any]]] = {
        name: defaultdict(list) for name in ("slot", "day", "month", "desk", "person")
    }
    for duty, taken in of.items():
        by["slot"][duty.slot].append(taken)
        by["day"][duty.key, duty.date].append(taken)
        by["month"][duty.key, month(duty.date)].append(taken)
        by["desk"][duty.key, duty.date, duty.ward].append(taken)
        by["person"][duty.key].append(taken)
    empty = {slot: model.new_int_var(0, need, "") for slot, need in staffing.needs.items()}
    for slot, need in staffing.needs.items():
        model.add(sum(by["slot"][slot]) + empty[slot] == need)
    for taken in by["day"].values():
        model.add_at_most_one(taken)
    for (key, _), taken in by["month"].items():
        if (limit := workers[key].monthly_limit) is not None:
            model.add(sum(taken) <= limit)
    for duty, taken in of.items():
        if workers[duty.key].new:
            roles = {duty.role, staffing.leads[duty.ward]}
            guides = [
                of[other]
                for role in roles
                for key, worker in workers.items()
                if not worker.new and (other := duty._replace(role=role, key=key)) in of
            ]
            model.add_bool_or(guides).only_enforce_if(taken)
    serves = {place: sum(taken) for place, taken in by["day"].items()}
    running = []
    for (key, day), now in serves.items():
        if (after := serves.get((key, day + WEEK))) is not None:
            both = model.new_bool_var("")
            model.add(now + after - 1 <= both)
            running.append(both)
    wishes: list[Any] = [*running]
    for (key, day, ward), taken in by["desk"].items():
        wishes += [2 * t for t in taken if day in workers[key].dislikes]
        if workers[key].likes:
            beside = model.new_bool_var("")
            model.add(beside <= sum(sum(by["desk"].get((other, day, ward), ())) for other in workers[key].likes))
            model.add(beside <= sum(taken))
            wishes.append(2 * sum(taken) - 2 * beside)
    free = {key: len(staffing.free_days(worker)) for key, worker in workers.items()}
    loads, squares = {}, []
    for key, taken in by["person"].items():
        loads[key] = model.new_int_var(0, free[key], "")
        model.add(sum(taken) == loads[key])
        squares.append(model.new_int_var(0, free[key] ** 2, ""))
        model.add_multiplication_equality(squares[-1], [loads[key], loads[key]])
    leading = [count for slot, count in empty.items() if staffing.leads[slot.ward] == slot.role]
    others = [count for slot, count in empty.items() if staffing.leads[slot.ward] != slot.role]
    filled, total = sum(staffing.needs.values()), sum(free.values())
    most = model.new_int_var(-(10**7), 10**7, "")
    stages = {
        "leads": sum(leading),
        "others": sum(others),
        "excess": most,
        "squares": sum(squares),
        "wishes": sum(wishes),
        "tie": sum(tie_breaker(duty) * taken for duty, taken in of.items()),
    }
    for name in Measures._fields:
        if name == "changes":
            yield name, 0
            continue
        if name == "excess":
            for key in workers:
                model.add(loads.get(key, 0) * total - filled * free[key] <= most)
        model.minimize(stages[name])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.linearization_level = os.cpu_count() or 1, 2
        solver.parameters.max_time_in_seconds = LIMIT
        if solver.solve(model) != cp_model.OPTIMAL:
            yield name, None
            return
        value = round(solver.objective_value)
        model.add(stages[name] <= value)
        filled -= value if name in ("leads", "others") else 0
        yield name, Fraction(value, total) if name == "excess" else value


if __name__ == "__main__":
    main()
