"""Looks at a finished plan with nothing but the rules: whether each duty may stand, and what the plan is worth.

It knows nothing of the solver, so that a mistake there cannot hide here; the greedy asks it for the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from thu7.plan.problem import WEEK, Duty, Measures, Rota, Rule, Staffing, Worker, month, open_places, tie_breaker


def obstacles(staffing: Staffing, rota: Rota, duty: Duty) -> tuple[Rule, ...]:
    """The rules that forbid ``duty`` beside the other duties of ``rota``."""
    worker = staffing.workers.get(duty.key)
    if worker is None or duty.slot not in staffing.needs or (duty.ward, duty.role) not in worker.skills:
        return (Rule.UNABLE,)
    own = [other for other in rota.of_person[duty.key] if other != duty]
    desk = [other for other in rota.at_desk[duty.desk] if other != duty]
    days = ({other.date for other in own} | staffing.served.get(duty.key, frozenset())) - {duty.date}
    limit, guides = worker.monthly_limit, {duty.role, staffing.leads[duty.ward]}
    broken = {
        Rule.AWAY: duty.date in worker.away,
        Rule.BUSY: any(other.date == duty.date for other in own),
        Rule.LIMIT: limit is not None and sum(month(day) == month(duty.date) for day in days) >= limit,
        Rule.REST: any(abs(day - duty.date) <= worker.rest * WEEK for day in days),
        Rule.ALONE: worker.new and all(o.role not in guides or staffing.workers[o.key].new for o in desk),
        Rule.FULL: sum(other.role == duty.role for other in desk) >= staffing.places(duty.slot),
    }
    return tuple(rule for rule, holds in broken.items() if holds)


def faults(staffing: Staffing, duties: Collection[Duty]) -> Iterator[str]:
    """Every duty that breaks a rule, and every fixed one that is missing."""
    rota = Rota(duties)
    for duty in sorted(duties):
        for rule in obstacles(staffing, rota, duty):
            yield f"{duty}: {rule}"
    yield from (f"{duty}: missing" for duty in sorted(staffing.fixed - set(duties)))


def measures(staffing: Staffing, duties: Collection[Duty]) -> Measures:
    """The value of every stage."""
    missing = open_places(staffing, duties)
    leads = sum(count for slot, count in missing.items() if staffing.leads[slot.ward] == slot.role)
    rota, filled = Rota(duties), sum(staffing.needs.values()) - sum(missing.values())
    loads = {key: worker.past + len(rota.of_person[key]) for key, worker in staffing.workers.items()}
    free = {key: staffing.chances(worker) for key, worker in staffing.workers.items()}
    served = filled + sum(worker.past for worker in staffing.workers.values())
    per_day = Fraction(served, sum(free.values()) or 1)
    return Measures(
        leads=leads,
        others=sum(missing.values()) - leads,
        changes=len(staffing.published - set(duties)),
        excess=max((loads[key] - free[key] * per_day for key in loads), default=Fraction(0)),
        squares=sum(load * load for load in loads.values()),
        wishes=sum(_unmet(staffing, worker, rota) for worker in staffing.workers.values()),
        tie=sum(map(tie_breaker, duties)),
    )


def _unmet(staffing: Staffing, worker: Worker, rota: Rota) -> int:
    own = rota.of_person[worker.key]
    disliked = sum(duty.date in worker.dislikes for duty in own)
    apart = sum(not any(o.key in worker.likes for o in rota.at_desk[d.desk]) for d in own if worker.likes)
    days, before = {duty.date for duty in own}, staffing.served.get(worker.key, frozenset())
    running = sum(day + WEEK in days | before for day in days) + sum(day - WEEK in before for day in days)
    return 2 * (disliked + apart) + (0 if worker.rest else running)
