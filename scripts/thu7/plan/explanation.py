"""Why a place is open, and what would fill it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from thu7.plan import planner
from thu7.plan.auditor import obstacles
from thu7.plan.outcome import Planned
from thu7.plan.planner import Plan
from thu7.plan.problem import WEEK, Duty, Rota, Rule, Slot, Staffing, Worker, month, open_places
from thu7.rota.names import Names
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese

MOST_ADVICE = 8
"""How many ways to fill a place are told; the ones that fill most come first."""


def why(schedule: Schedule, planned: Planned, slot: Slot) -> str:
    """Why places of ``slot`` stay open: a line a person, and what would fill them."""
    staffing, plan = planned.task.staffing, planned.plan
    names, rota = Names(schedule, staffing.workers), Rota(plan.duties)
    missing = open_places(staffing, plan.duties)
    if slot not in missing:
        return _filled(planned, slot, names)
    head = f"{vietnamese.weekday_date(slot.date)}, {schedule.rosters[slot.ward].venue.name}: thiếu {missing[slot]} {slot.role}."
    people = [key for key, worker in staffing.workers.items() if any(ward == slot.ward for ward, _ in worker.skills)]
    told = []
    for key in sorted(people, key=lambda key: vietnamese.name_order(names[key])):
        duty = Duty(*slot, key)
        rules = obstacles(staffing, rota, duty)
        said = [reason(schedule, staffing, rota, duty, rule) for rule in rules]
        told.append((Rule.UNABLE in rules, f"  {names[key]}: {'; '.join(said) or 'đang làm việc này'}."))
    blocks = ["\n".join((head, *(line for _, line in sorted(told, key=lambda pair: pair[0]))))]
    if (slot.ward, slot.date) in planned.task.kept:
        again = f"thu7 plan {slot.ward} --free {vietnamese.date(slot.date)}"
        blocks.append(f"Buổi này đã chốt nên máy không xếp thêm. Muốn xếp thêm: {again}")
    else:
        blocks.append("\n".join(_advice(staffing, plan, slot, names)))
    return "\n\n".join(blocks)


def _filled(planned: Planned, slot: Slot, names: Names) -> str:
    told = set(planned.task.told[slot.ward, slot.date])
    new = sorted(duty for duty in planned.plan.duties - told if duty.slot == slot)
    place = f"{vietnamese.weekday_date(slot.date)}, {slot.role}"
    if not new:
        return f"{place}: không thiếu ai."
    called = vietnamese.joined([names[duty.key] for duty in new])
    return f"{place}: máy xếp được {called}. Ghi lại: thu7 plan {slot.ward} --write"


def reason(schedule: Schedule, staffing: Staffing, rota: Rota, duty: Duty, rule: Rule) -> str:
    """A rule in words, with the days that make it hold."""
    worker, day = staffing.workers[duty.key], duty.date
    days = ({other.date for other in rota.of_person[duty.key]} | staffing.served.get(duty.key, frozenset())) - {day}
    match rule:
        case Rule.UNABLE:
            return f"chưa làm được {duty.role}"
        case Rule.AWAY:
            return _away(schedule, duty)
        case Rule.BUSY:
            other = next(other for other in rota.of_person[duty.key] if other.date == day)
            where = "" if other.ward == duty.ward else f" ở {schedule.rosters[other.ward].venue.name}"
            return f"sáng đó đã làm {other.role}{where}"
        case Rule.LIMIT if not worker.monthly_limit:
            return "đã đặt tối đa 0 buổi mỗi tháng"
        case Rule.LIMIT:
            own = ", ".join(f"{other:%d/%m}" for other in sorted(days) if month(other) == month(day))
            return f"đã đủ {worker.monthly_limit} buổi tháng {day.month}/{day.year} ({own})"
        case Rule.REST:
            near = vietnamese.joined(
                [f"{other:%d/%m}" for other in sorted(days) if abs(other - day) <= worker.rest * WEEK]
            )
            return f"cần nghỉ {worker.rest} buổi giữa hai lần, mà trực {near}"
        case Rule.ALONE:
            return "là người mới, phải có người cũ đi kèm"
        case _:
            return "buổi này đã chốt"


def _away(schedule: Schedule, duty: Duty) -> str:
    person = schedule.person(duty.key)
    period = next((absence for absence in person.absences if absence.covers(duty.date)), None) if person else None
    if period is None or period.first == period.last:
        return f"bận ngày {vietnamese.date(duty.date)}"
    return f"bận từ {vietnamese.date(period.first)} đến {vietnamese.date(period.last)}"


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
                found.append(
                    (after, there, vietnamese.name_order(names[key]), f"  Nếu {sentence}: {filled}{here_too}.")
                )
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
        yield f"{name} đến được ngày {vietnamese.date(slot.date)}", replace(worker, away=worker.away - {slot.date})
    if worker.monthly_limit is not None:
        more = worker.monthly_limit + 1
        yield f"{name} nhận tối đa {more} buổi mỗi tháng", replace(worker, monthly_limit=more)
    if worker.rest:
        yield f"{name} không cần nghỉ giữa hai lần", replace(worker, rest=0)
    if worker.new:
        yield f"{name} không còn là người mới", replace(worker, new=False)


def asked_about(planned: Planned, ward: str, day: dt.date, role: str | None) -> Sequence[Slot]:
    """The slots of a Saturday that are asked about: one role, or those that are open, or all where none is."""
    own = [slot for slot in planned.task.staffing.needs if slot[:2] == (day, ward)]
    if role is not None:
        return [slot for slot in own if vietnamese.fold(slot.role) == vietnamese.fold(role)]
    missing = open_places(planned.task.staffing, planned.plan.duties)
    told = open_places(planned.task.staffing, planned.task.told.get((ward, day), ()))
    return [slot for slot in own if slot in missing or slot in told] or own
