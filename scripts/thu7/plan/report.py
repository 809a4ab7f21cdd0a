"""A plan in words: the table of Saturdays, what changes against what has been told, and what the plan is worth."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from thu7.plan.outcome import Planned
from thu7.plan.planner import Plan, Stage
from thu7.plan.problem import Duty, Measures, Rule, Slot
from thu7.rota import model
from thu7.rota.names import Names
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese

WIDE = 110
"""Columns of a terminal beyond which a table is told line by line."""
STAGES = {
    "leads": "Chỗ dẫn buổi còn trống",
    "others": "Chỗ khác còn trống",
    "changes": "Việc đã báo phải đổi",
    "excess": "Người bận nhất trực hơn phần công bằng",
    "squares": "Tổng bình phương số buổi (càng nhỏ càng đều)",
    "wishes": "Điểm mong muốn chưa đạt",
}
"""The measures that mean something to people; the tie-break does not."""
MOST_NAMED = 6
"""People whose mornings behind are told by number."""
ORDER = {name: number for number, name in enumerate(Measures._fields, 1)}
"""How far a plan has come when a measure is settled."""
LOST = {
    Rule.UNABLE: "không còn làm được việc này",
    Rule.AWAY: "bận",
    Rule.BUSY: "sáng đó đã có việc khác",
    Rule.LIMIT: "đã đủ số buổi trong tháng",
    Rule.REST: "chưa đủ ngày nghỉ giữa hai lần",
    Rule.ALONE: "không có người cũ đi cùng",
    Rule.CLOSED: "buổi này nghỉ",
}


def as_text(schedule: Schedule, planned: Sequence[Planned], written: int | None) -> str:
    """The whole report; ``written`` tells how many files were written, None where nothing was to be."""
    blocks = [block for one in planned for block in _group(schedule, one)]
    changed = sum(len(one.changed()) for one in planned)
    blocks.append("\n".join(_score(total(one.plan for one in planned), any(one.plan.stopped for one in planned))))
    if written is not None:
        blocks.append(
            f"Đã ghi {written} tệp. Chạy thu7 check trước khi đăng."
            if written
            else "Mọi tệp đã đúng, không phải ghi gì."
        )
    elif changed:
        blocks.append(f"Chưa ghi gì. Chạy lại với --write để ghi {changed} tệp.")
    else:
        blocks.append("Lịch đang có đã là lịch này.")
    return "\n\n".join(blocks)


def _group(schedule: Schedule, planned: Planned) -> Iterator[str]:
    task = planned.task
    names = Names(schedule, everybody(planned))
    if len(task.wards) > 1:
        wards = vietnamese.joined([schedule.rosters[ward].venue.name for ward in task.wards])
        yield f"{wards} có người giúp chung nên được xếp cùng nhau."
    for ward in task.wards:
        yield _table(schedule, planned, ward)
    sentences = told_changes(schedule, planned)
    if planned.changed():
        yield "\n".join(("Thay đổi so với lịch đang có:", *(f"  {line}" for line in sentences)))
    missing = planned.missing
    gaps = [
        f"  {vietnamese.date(slot.date)}, {schedule.rosters[slot.ward].venue.name}: thiếu {count} {slot.role}."
        for slot, count in missing.items()
    ]
    if gaps:
        first = next(iter(missing))
        hint = f"  Xem vì sao: thu7 why {first.ward} {vietnamese.date(first.date)}"
        yield "\n".join(("Còn thiếu:", *gaps, hint))
    yield _loads(planned, names)
    if before := _before(planned, names):
        yield before


def _table(schedule: Schedule, planned: Planned, ward: str) -> str:
    roster, task = schedule.rosters[ward], planned.task
    roles = [need.role for need in roster.needs if need.count] or [need.role for need in roster.needs]
    missing = planned.missing
    rows = [["Ngày", *map(model.role_title, roles), ""]]
    for day in task.days:
        people = planned.people(ward, day)
        if not people:
            rows.append([vietnamese.date(day), *("–" for _ in roles), f"nghỉ: {schedule.why_closed_on(ward, day)}"])
            continue
        cells = [_cell(people.get(role, []), missing.get(Slot(day, ward, role), 0)) for role in roles]
        rows.append([vietnamese.date(day), *cells, "đã chốt" if (ward, day) in task.kept else ""])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    if sum(widths) + 2 * len(widths) > WIDE:
        lines = [_long_row(rows[0], row) for row in rows[1:]]
    else:
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join((roster.venue.name, *(f"  {line}" for line in lines)))


def _long_row(heads: Sequence[str], row: Sequence[str]) -> str:
    cells = [f"{head}: {cell}" if head else cell for head, cell in zip(heads[1:], row[1:], strict=True) if cell]
    return "\n".join(textwrap.wrap(f"{row[0]}  {'; '.join(cells)}", WIDE, subsequent_indent=" " * 14))


def _cell(codes: Sequence[str], missing: int) -> str:
    return "; ".join(filter(None, (", ".join(codes), f"thiếu {missing}" if missing else "")))


def told_changes(schedule: Schedule, planned: Planned) -> list[str]:
    """What changes against the files, a sentence a role and Saturday."""
    names = Names(schedule, everybody(planned))
    found = []
    for ward, day in planned.changed():
        where = "" if len(planned.task.wards) == 1 else f", {schedule.rosters[ward].venue.name}"
        found += [f"{vietnamese.date(day)}{where}: {sentence}" for sentence in changes(planned, (ward, day), names)]
    return found or ["Không ai phải đổi gì."]


def everybody(planned: Planned) -> set[str]:
    """The keys of those who could serve and of those who have been told to."""
    return {*planned.task.staffing.workers, *(duty.key for told in planned.task.told.values() for duty in told)}


def changes(planned: Planned, place: tuple[str, dt.date], names: Names) -> list[str]:
    """What changes on one Saturday against its file, a sentence a role."""
    before, lost = planned.task.told[place], planned.task.lost
    after, roles = planned.at_desk.get(place, frozenset()), list(planned.people(*place))
    if not before:
        new = (
            f"{role} {vietnamese.joined(_called(names, role, after))}" for role in roles if _called(names, role, after)
        )
        return [f"xếp mới: {'; '.join(new)}."]
    said = []
    for role in dict.fromkeys((*(duty.role for duty in before), *roles)):
        gone = [duty for duty in before if duty.role == role and duty not in after]
        come = _called(names, role, after.difference(before))
        why = [f"{names[duty.key]} {LOST[lost[duty]]}" for duty in gone if duty in lost]
        because = f" ({'; '.join(why)})" if why else ""
        if gone and come:
            said.append(
                f"{role}: {vietnamese.joined([names[d.key] for d in gone])} → {vietnamese.joined(come)}{because}."
            )
        elif gone:
            said.append(f"{role}: bớt {vietnamese.joined([names[duty.key] for duty in gone])}{because}.")
        elif come:
            said.append(f"{role}: thêm {vietnamese.joined(come)}.")
    return said


def _called(names: Names, role: str, duties: Iterable[Duty]) -> list[str]:
    return [names[duty.key] for duty in sorted(duties) if duty.role == role]


def _loads(planned: Planned, names: Names) -> str:
    counts = Counter(duty.key for duty in planned.plan.duties)
    by_count: dict[int, list[str]] = {}
    for key in sorted(planned.task.staffing.workers, key=lambda key: vietnamese.name_order(names[key])):
        by_count.setdefault(counts[key], []).append(names[key])
    lines = (f"  {count} buổi: {', '.join(by_count[count])}" for count in sorted(by_count, reverse=True))
    wrapped = ("\n".join(textwrap.wrap(line, WIDE, initial_indent="  ", subsequent_indent=" " * 10)) for line in lines)
    return "\n".join(("Số buổi mỗi người:", *wrapped))


def _before(planned: Planned, names: Names) -> str:
    """Whose mornings behind have counted, in a sentence."""
    past = {key: worker.past for key, worker in planned.task.staffing.workers.items() if worker.past}
    most = sorted(past, key=lambda key: (-past[key], vietnamese.name_order(names[key])))[:MOST_NAMED]
    if not most:
        return ""
    told = ", ".join(f"{names[key]} {past[key]} buổi" for key in most)
    others = f" và {len(past) - len(most)} người khác" if len(past) > len(most) else ""
    said = f"Đã tính cả 26 tuần qua: ai tới nhiều thì nay được xếp ít hơn ({told}{others})."
    return "\n".join(textwrap.wrap(said, WIDE, subsequent_indent="  "))


def total(plans: Iterable[Plan]) -> tuple[Stage, ...]:
    """The stages of several plans that share nobody, as one: sums, and of the excesses the highest."""
    found: list[Stage] = []
    for stages in zip(*(plan.stages for plan in plans), strict=True):
        join = max if stages[0].name == "excess" else sum
        bounds = [stage.bound for stage in stages]
        bound = None if None in bounds else join(bound for bound in bounds if bound is not None)
        found.append(Stage(stages[0].name, join(stage.value for stage in stages), bound))
    return tuple(found)


def _score(stages: Sequence[Stage], stopped: bool) -> Iterator[str]:
    yield "Điểm của lịch này:"
    for stage in stages:
        if stage.name in STAGES:
            unit = " buổi" if stage.name == "excess" else ""
            yield f"  {STAGES[stage.name]}: {number(stage.value)}{unit}"
    if stages[0].bound is None:
        yield "  Chưa chứng minh là tốt nhất. Máy có highspy thì chứng minh được: pip install highspy"
        return
    if unproven := [stage for stage in stages if stage.name in STAGES and not stage.proven]:
        yield "  Lịch đủ và đúng mọi quy tắc, nhưng chưa kịp chứng minh là tốt nhất. Lịch tốt nhất có thể đạt, nhiều nhất là:"
        yield from (f"    {STAGES[stage.name]}: {_at_best(stage)}" for stage in unproven)
        if stopped:
            yield "  Cho máy thêm thời gian thì có thể tốt hơn: tăng --limit, hoặc bỏ --limit."
        return
    yield "  Đã chứng minh: không có lịch nào tốt hơn."
    if not all(stage.proven for stage in stages):
        yield "  Có thể còn lịch khác tốt ngang lịch này."


def _at_best(stage: Stage) -> str:
    """How far from the best a measure is at most; downwards, so that it never says more than is known."""
    if stage.bound is None:
        return "chưa biết"
    bound = math.floor(stage.bound * 10) / 10 if isinstance(stage.bound, Fraction) else stage.bound
    return f"{number(bound)} thay cho {number(stage.value)}"


def number(value: float | Fraction) -> str:
    """``0,6`` for six tenths; a whole number as it is."""
    return str(value) if value == int(value) else f"{float(value):.1f}".replace(".", ",")


# --- for programs --------------------------------------------------------------------------------------------------


def as_values(schedule: Schedule, planned: Sequence[Planned]) -> dict[str, object]:
    """The same for programs: what is proven, whether the time ended before that, the stages, and Saturday by Saturday who serves and what changes."""
    return {
        "proven": all(one.plan.proven for one in planned),
        "stopped": any(one.plan.stopped for one in planned),
        "stages": [
            {"name": stage.name, "value": plain(stage.value), "bound": plain(stage.bound)}
            for stage in total(one.plan for one in planned)
        ],
        "saturdays": [row for one in planned for row in _rows(schedule, one)],
    }


def plain(value: int | Fraction | None) -> int | float | None:
    """A number that JSON knows."""
    return value if value is None or isinstance(value, int) else round(float(value), 6)


def _rows(schedule: Schedule, planned: Planned) -> Iterator[Mapping[str, object]]:
    names = Names(schedule, everybody(planned))
    missing = planned.missing
    changed = set(planned.changed())
    for ward in planned.task.wards:
        for day in planned.task.days:
            people = planned.people(ward, day)
            if people or (ward, day) in changed:
                yield {
                    "ward": ward,
                    "date": day.isoformat(),
                    "assignments": people,
                    "open": {slot.role: count for slot, count in missing.items() if slot[:2] == (day, ward)},
                    "changed": changes(planned, (ward, day), names) if (ward, day) in changed else [],
                }
