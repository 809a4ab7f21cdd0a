"""Why a place is open, what would fill it, and what else would be different if something were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thu7 import planner, wording
from thu7.auditor import obstacles
from thu7.planner import Plan
from thu7.reporting import STAGES, Names, Planned, changes, number
from thu7.scheduling import Task
from thu7.staffing import WEEK, Duty, Rota, Rule, Slot, Staffing, Worker, month, open_places
from thu7.world import World

MOST_ADVICE = 8
"""How many ways to fill a place are told; the ones that fill most come first."""


# --- why -----------------------------------------------------------------------------------------------------------


def why(world: World, planned: Planned, slot: Slot) -> str:
    """Why places of ``slot`` stay open: a line a person, and what would fill them."""
    staffing, plan = planned.task.staffing, planned.plan
    names, rota = Names(world, staffing.workers), Rota(plan.duties)
    missing = open_places(staffing, plan.duties)
    if slot not in missing:
        return _filled(planned, slot, names)
    head = (
        f"{wording.weekday_date(slot.date)}, {world.rosters[slot.ward].venue.name}: thiếu {missing[slot]} {slot.role}."
    )
    people = [key for key, worker in staffing.workers.items() if any(ward == slot.ward for ward, _ in worker.skills)]
    told = []
    for key in sorted(people, key=lambda key: wording.name_order(names[key])):
        duty = Duty(*slot, key)
        rules = obstacles(staffing, rota, duty)
        said = [_reason(world, staffing, rota, duty, rule) for rule in rules]
        told.append((Rule.UNABLE in rules, f"  {names[key]}: {'; '.join(said) or 'đang làm việc này'}."))
    blocks = ["\n".join((head, *(line for _, line in sorted(told, key=lambda pair: pair[0]))))]
    if (slot.ward, slot.date) in planned.task.kept:
        again = f"thu7 plan {slot.ward} --free {wording.date(slot.date)}"
        blocks.append(f"Buổi này đã chốt nên máy không xếp thêm. Muốn xếp thêm: {again}")
    else:
        blocks.append("\n".join(_advice(staffing, plan, slot, names)))
    return "\n\n".join(blocks)


def _filled(planned: Planned, slot: Slot, names: Names) -> str:
    told = set(planned.task.told[slot.ward, slot.date])
    new = sorted(duty for duty in planned.plan.duties - told if duty.slot == slot)
    place = f"{wording.weekday_date(slot.date)}, {slot.role}"
    if not new:
        return f"{place}: không thiếu ai."
    called = wording.joined([names[duty.key] for duty in new])
    return f"{place}: máy xếp được {called}. Ghi lại: thu7 plan {slot.ward} --write"


def _reason(world: World, staffing: Staffing, rota: Rota, duty: Duty, rule: Rule) -> str:
    """A rule in words, with the days that make it hold."""
    worker, day = staffing.workers[duty.key], duty.date
    days = ({other.date for other in rota.of_person[duty.key]} | staffing.served.get(duty.key, frozenset())) - {day}
    match rule:
        case Rule.UNABLE:
            return f"chưa làm được {duty.role}"
        case Rule.AWAY:
            return _away(world, duty)
        case Rule.BUSY:
            other = next(other for other in rota.of_person[duty.key] if other.date == day)
            where = "" if other.ward == duty.ward else f" ở {world.rosters[other.ward].venue.name}"
            return f"sáng đó đã làm {other.role}{where}"
        case Rule.LIMIT if not worker.monthly_limit:
            return "đã đặt tối đa 0 buổi mỗi tháng"
        case Rule.LIMIT:
            own = ", ".join(f"{other:%d/%m}" for other in sorted(days) if month(other) == month(day))
            return f"đã đủ {worker.monthly_limit} buổi tháng {day.month}/{day.year} ({own})"
        case Rule.REST:
            near = wording.joined(
                [f"{other:%d/%m}" for other in sorted(days) if abs(other - day) <= worker.rest * WEEK]
            )
            return f"cần nghỉ {worker.rest} buổi giữa hai lần, mà trực {near}"
        case Rule.ALONE:
            return "là người mới, phải có người cũ đi kèm"
        case _:
            return "buổi này đã chốt"


def _away(world: World, duty: Duty) -> str:
    person = world.person(duty.key)
    period = next((absence for absence in person.absences if absence.covers(duty.date)), None) if person else None
    if period is None or period.first == period.last:
        return f"bận ngày {wording.date(duty.date)}"
    return f"bận từ {wording.date(period.first)} đến {wording.date(period.last)}"


# --- what would fill it --------------------------------------------------------------------------------------------


def _advice(staffing: Staffing, plan: Plan, slot: Slot, names: Names) -> Iterator[str]:
    before = sum(open_places(staffing, plan.duties).values())
    here = open_places(staffing, plan.duties)[slot]
    if all(stage.value == stage.bound for stage in plan.stages[:2]):
        yield "Đã chứng minh: với những người này, không cách xếp nào để trống ít chỗ hơn."
        if planner.fewest_open(staffing, slot)[1] < here:
            yield "Lấp được chỗ này thì một chỗ khác phải trống."
    found = []
    for key in sorted(staffing.workers):
        for sentence, worker in _other_ways(staffing.workers[key], names[key], slot):
            after, there = planner.fewest_open(replace(staffing, workers={**staffing.workers, key: worker}), slot)
            if after < before:
                filled = f"{before - after} trong {before} chỗ trống được lấp"
                here_too = ", kể cả chỗ này" if there < here else ""
                found.append((after, there, wording.name_order(names[key]), f"  Nếu {sentence}: {filled}{here_too}."))
    if found:
        yield "Cách lấp chỗ trống:"
        yield from (line for *_, line in sorted(found)[:MOST_ADVICE])
    else:
        yield "Chỉ đổi một người thì không lấp được chỗ nào. Cần thêm người mới."


def _other_ways(worker: Worker, name: str, slot: Slot) -> Iterator[tuple[str, Worker]]:
    """How one person could be different, one thing at a time."""
    if not any(ward == slot.ward for ward, _ in worker.skills):
        return
    if slot[1:] not in worker.skills:
        yield f"{name} học làm {slot.role}", replace(worker, skills=worker.skills | {(slot.ward, slot.role)})
    if slot.date in worker.away:
        yield f"{name} đến được ngày {wording.date(slot.date)}", replace(worker, away=worker.away - {slot.date})
    if worker.monthly_limit is not None:
        more = worker.monthly_limit + 1
        yield f"{name} nhận tối đa {more} buổi mỗi tháng", replace(worker, monthly_limit=more)
    if worker.rest:
        yield f"{name} không cần nghỉ giữa hai lần", replace(worker, rest=0)
    if worker.new:
        yield f"{name} không còn là người mới", replace(worker, new=False)


# --- what if -------------------------------------------------------------------------------------------------------


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


def objections(world: World, staffing: Staffing, before: frozenset[Duty], after: frozenset[Duty]) -> list[str]:
    """Why the duties that came new, or those that must stay, cannot be; in words, empty where they can."""
    names, rota = Names(world, staffing.workers), Rota(after)
    return [
        f"{names[duty.key]} {_reason(world, staffing, rota, duty, rule)}"
        for duty in sorted((after - before) | (after & staffing.fixed))
        for rule in obstacles(staffing, rota, duty)
        if rule is not Rule.FULL
    ]


def difference(world: World, before: Planned, after: Planned) -> str:
    """Two plans side by side, measure by measure, and who would serve otherwise."""
    rows = [
        f"  {STAGES[old.name]}: {number(old.value)} → {number(new.value)}{'' if old.value != new.value else ' (như cũ)'}"
        for old, new in zip(before.plan.stages, after.plan.stages, strict=True)
        if old.name in STAGES
    ]
    names = Names(world, after.task.staffing.workers)
    sentences = [
        f"  {wording.date(day)}, {world.rosters[ward].venue.name}: {sentence}"
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


def asked_about(planned: Planned, ward: str, day: dt.date, role: str | None) -> Sequence[Slot]:
    """The slots of a Saturday that are asked about: one role, or those that are open, or all where none is."""
    own = [slot for slot in planned.task.staffing.needs if slot[:2] == (day, ward)]
    if role is not None:
        return [slot for slot in own if wording.fold(slot.role) == wording.fold(role)]
    missing = open_places(planned.task.staffing, planned.plan.duties)
    told = open_places(planned.task.staffing, planned.task.told.get((ward, day), ()))
    return [slot for slot in own if slot in missing or slot in told] or own
