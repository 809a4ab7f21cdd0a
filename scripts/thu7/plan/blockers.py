"""Why wards cannot be planned yet, in words: what a person must mend first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from thu7.plan.auditor import obstacles
from thu7.plan.from_rosters import Task
from thu7.plan.problem import Duty, Rota, Rule, Staffing
from thu7.rota.roster_checks import MAYBE
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import Schedule
from thu7.text.problems import Problem, errors

PLAN_RESOLVES = (
    "away",
    "closed-with-people",
    "new-alone",
    "no-rest",
    "over-limit",
    "twice",
    "unable",
)
"""Errors of Saturdays that a plan is there to resolve."""


def in_the_way(problems: Iterable[Problem], wards: Collection[str]) -> tuple[Problem, ...]:
    """What must be mended by hand before these wards can be planned."""
    return tuple(problem for problem in errors(problems) if _concerns(problem, wards) and not _resolved(problem))


def _concerns(problem: Problem, wards: Collection[str]) -> bool:
    folders = problem.place.path.split("/")[1:-1]
    return not folders or folders[0] in wards


def _resolved(problem: Problem) -> bool:
    """A code that nobody has any more is somebody who has left, unless it looks like a slip of the pen."""
    left = problem.code == "unknown-person" and not problem.place.path.endswith("roster.yml")
    return problem.code in PLAN_RESOLVES or (left and not (problem.hint or "").startswith(MAYBE))


def broken(schedule: Schedule, task: Task) -> Iterator[Problem]:
    """What was settled by hand and can no longer be."""
    for duty in task.broken:
        file = next(s for s in schedule.saturdays if (s.ward, s.date) == duty.desk)
        place = next(a.place for a in file.assignments if a.key == duty.key)
        message = f"“{code_in(duty.ward, duty.key)}” đã chốt làm {duty.role} mà nay không làm được."
        yield Problem(place, "settled", message, "Bỏ người này khỏi “đã chốt”, hoặc sửa roster.yml, rồi xếp lại.")


def hopeless(schedule: Schedule, task: Task) -> Iterator[Problem]:
    """Wards for which there is nothing to plan, and why."""
    able = {skill for worker in task.staffing.workers.values() for skill in worker.skills}
    for ward in task.wards:
        roster = schedule.rosters[ward]
        name, needed = roster.venue.name, [(ward, need.role) for need in roster.needs if need.count]
        if not needed:
            hint = "Viết vào roster.yml như: cần mỗi ca: rồi dưới đó trưởng ca: 1"
            yield Problem(roster.place, "no-needs", f"{name} chưa ghi cần ai ở mỗi buổi.", hint)
        elif not roster.volunteers and not roster.guests:
            hint = "Thêm người vào “tình nguyện viên” trong roster.yml."
            yield Problem(roster.place, "no-people", f"{name} chưa có tình nguyện viên nào.", hint)
        elif (ward, roster.lead) in needed and (ward, roster.lead) not in able:
            hint = f"Thêm “{roster.lead}” vào “nhiệm vụ” của một người trong roster.yml."
            yield Problem(roster.place, "no-lead", f"{name}: không ai làm được {roster.lead}.", hint)
        elif any(slot.ward == ward for slot in task.staffing.needs) and not _anybody(task.staffing, ward):
            hint = "Xem lại “bận” và “tối đa mỗi tháng” của từng người."
            yield Problem(roster.place, "nobody-free", f"{name}: không ai rảnh buổi nào trong những buổi này.", hint)


def _anybody(staffing: Staffing, ward: str) -> bool:
    """Whether somebody could have some duty there if nobody had any other."""
    alone = Rota(())
    slots = (slot for slot, need in staffing.needs.items() if slot.ward == ward and need)
    duties = (Duty(*slot, key) for slot in slots for key in staffing.able.get(slot[1:], ()))
    return any(set(obstacles(staffing, alone, duty)) <= {Rule.ALONE} for duty in duties)
