"""What else would be different if one thing were: a plan beside the one that would follow from a change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from thu7.plan.auditor import obstacles
from thu7.plan.explanation import reason
from thu7.plan.from_rosters import Task
from thu7.plan.outcome import Planned
from thu7.plan.problem import Duty, Rota, Rule, Staffing
from thu7.plan.report import STAGES, changes, number
from thu7.rota.names import Names
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese


@dataclass(frozen=True)
class Absent:
    """Somebody cannot come on some days."""

    key: str
    days: frozenset[dt.date]


@dataclass(frozen=True)
class Learnt:
    """Somebody can do one more thing."""

    key: str
    ward: str
    role: str


@dataclass(frozen=True)
class Swapped:
    """Two people change places on one Saturday."""

    ward: str
    day: dt.date
    keys: tuple[str, str]


Change = Absent | Learnt | Swapped


def supposed(planned: Planned, change: Change) -> Task:
    """The task as it would be if ``planned`` had been told to everybody and then something changed."""
    staffing, told = planned.task.staffing, planned.plan.duties
    workers, fixed, duties = dict(staffing.workers), staffing.fixed, told
    lost: dict[Duty, Rule] = {}
    match change:
        case Absent(key, days):
            workers[key] = replace(workers[key], away=workers[key].away | days)
            lost = {duty: Rule.AWAY for duty in duties if duty.key == key and duty.date in days}
        case Learnt(key, ward, role):
            workers[key] = replace(workers[key], skills=workers[key].skills | {(ward, role)})
        case Swapped():
            duties = swapped(told, change)
            fixed = (fixed & duties) | (duties - told)
    after = replace(staffing, workers=workers, published=duties - lost.keys())
    # A new one who had to stay may have lost who stood beside them: then they may be moved.
    firm = Rota(fixed - lost.keys())
    return replace(
        planned.task,
        staffing=replace(after, fixed=frozenset(d for d in firm.duties() if not obstacles(after, firm, d))),
        told={place: tuple(sorted(duty for duty in told if duty.desk == place)) for place in planned.task.told},
        lost=lost,
    )


def swapped(duties: frozenset[Duty], change: Swapped) -> frozenset[Duty]:
    """The duties with two people in each other's places on one Saturday of one ward; one of them may have none there."""
    other = dict(zip(change.keys, reversed(change.keys), strict=True))
    there = {duty for duty in duties if duty.desk == (change.ward, change.day) and duty.key in other}
    return duties - there | {duty._replace(key=other[duty.key]) for duty in there}


def objections(schedule: Schedule, staffing: Staffing, before: frozenset[Duty], after: frozenset[Duty]) -> list[str]:
    """Why the duties that came new, or those that must stay, cannot be; in words, empty where they can."""
    names, rota = Names(schedule, staffing.workers), Rota(after)
    return [
        f"{names[duty.key]} {reason(schedule, staffing, rota, duty, rule)}"
        for duty in sorted((after - before) | (after & staffing.fixed))
        for rule in obstacles(staffing, rota, duty)
        if rule is not Rule.FULL
    ]


def difference(schedule: Schedule, before: Planned, after: Planned) -> str:
    """Two plans side by side, measure by measure, and who would serve otherwise."""
    rows = [
        f"  {STAGES[old.name]}: {number(old.value)} → {number(new.value)}{'' if old.value != new.value else ' (như cũ)'}"
        for old, new in zip(before.plan.stages, after.plan.stages, strict=True)
        if old.name in STAGES
    ]
    names = Names(schedule, after.task.staffing.workers)
    sentences = [
        f"  {vietnamese.date(day)}, {schedule.rosters[ward].venue.name}: {sentence}"
        for ward, day in after.changed()
        for sentence in changes(after, (ward, day), names)
    ]
    lost = len(after.task.lost)
    moved = len(after.task.staffing.published - after.plan.duties)
    count = f"{lost} chỗ mất người, {moved} chỗ khác phải đổi theo."
    proof = "Đã chứng minh cả hai." if before.plan.proven and after.plan.proven else "Chưa chứng minh là tốt nhất."
    moves = sentences or ["  Không ai phải đổi gì."]
    head, who = "Bây giờ → nếu đổi:", "Ai phải đổi:"
    return "\n".join((head, *rows, "", who, *moves, "", count, proof, "Chưa ghi gì vào tệp nào."))
