"""The house's rules of Saturdays, and with those of rosters all rules of the schedule."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from thu7.rota import results_checks, roster_checks
from thu7.rota.model import Assignment, Roster, Saturday, Volunteer
from thu7.rota.roster_checks import nearest_or_all, nearest_person
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import SATURDAY, Schedule, is_year_slip, meant_saturday
from thu7.text import vietnamese
from thu7.text.problems import Place, Problem, Severity


def date_is_saturday(schedule: Schedule) -> Iterator[Problem]:
    for saturday in schedule.saturdays:
        if saturday.date.weekday() != SATURDAY:
            meant = meant_saturday(saturday.date, schedule.today)
            # A day long past that would not be right in the coming year either was told as it was.
            past = saturday.date < schedule.today and not is_year_slip(saturday.date, schedule.today)
            yield Problem(
                Place(saturday.place.path),
                "not-saturday",
                f"{vietnamese.date(saturday.date)} là {vietnamese.WEEKDAYS[saturday.date.weekday()]}, không phải thứ Bảy.",
                f"Đổi tên tệp thành {meant.isoformat()}.yml",
                Severity.WARNING if past else Severity.ERROR,
            )


def roles_known(schedule: Schedule) -> Iterator[Problem]:
    for saturday, roster in _with_roster(schedule):
        needed = {vietnamese.fold(need.role): need.role for need in roster.needs}
        for role, place in _first_of_each_role(saturday):
            if vietnamese.fold(role) not in needed:
                hint = nearest_or_all(role, needed.values(), "Các nhiệm vụ của phường")
                yield Problem(place, "unknown-role", f"Phường không có nhiệm vụ “{role}”.", hint)


def people_known(schedule: Schedule) -> Iterator[Problem]:
    for saturday, roster in _with_roster(schedule):
        for assignment in saturday.assignments:
            if schedule.roles_of(assignment.key, saturday.ward) is None:
                code = code_in(saturday.ward, assignment.key)
                yield Problem(
                    assignment.place,
                    "unknown-person",
                    f"Không có ai mang mã “{code}” trong danh sách của phường.",
                    nearest_person(code, roster),
                )
        for key, place in saturday.named:
            if schedule.person(key) is None:
                code = code_in(saturday.ward, key)
                hint = nearest_person(code, roster)
                yield Problem(place, "unknown-person", f"Không có ai mang mã “{code}”.", hint)


def nobody_twice(schedule: Schedule) -> Iterator[Problem]:
    seen: dict[tuple[dt.date, str], tuple[str, Assignment]] = {}
    for saturday in schedule.coming():
        for assignment in saturday.assignments:
            first = seen.setdefault((saturday.date, assignment.key), (saturday.ward, assignment))
            if first[1] is assignment:
                continue
            code = code_in(saturday.ward, assignment.key)
            if first[0] == saturday.ward:
                message = f"“{code}” đã được xếp ở dòng {first[1].place.line} của buổi này."
            else:
                message = f"“{code}” đã được xếp ở {first[1].place.path} cùng buổi sáng."
            # In one list twice is a slip of the pen; in two lists a plan can resolve it.
            pen = first[0] == saturday.ward and vietnamese.fold(first[1].role) == vietnamese.fold(assignment.role)
            hint = "Mỗi người một việc, một phường trong một buổi. Xóa một chỗ."
            yield Problem(assignment.place, "repeated" if pen else "twice", message, hint)


def nobody_while_away(schedule: Schedule) -> Iterator[Problem]:
    for saturday, assignment, person in _served(schedule):
        if person.away(saturday.date):
            code = code_in(saturday.ward, assignment.key)
            yield Problem(
                assignment.place,
                "away",
                f"“{code}” bận ngày {vietnamese.date(saturday.date)}.",
                "Xếp người khác, hoặc sửa mục “bận” của người này.",
            )


def able_to(schedule: Schedule) -> Iterator[Problem]:
    for saturday, assignment, _ in _served(schedule):
        roster = schedule.rosters[saturday.ward]
        roles = schedule.roles_of(assignment.key, saturday.ward)
        known = {vietnamese.fold(need.role) for need in roster.needs}
        role = vietnamese.fold(assignment.role)
        if roles is not None and role in known and role not in roles:
            code = code_in(saturday.ward, assignment.key)
            able = [
                v.code for v in roster.volunteers if role in map(vietnamese.fold, v.roles) and not v.away(saturday.date)
            ]
            hint = (
                f"Người làm được: {', '.join(able)}."
                if able
                else "Thêm nhiệm vụ này cho người đó trong roster.yml nếu họ đã học."
            )
            yield Problem(assignment.place, "unable", f"“{code}” chưa làm được nhiệm vụ “{assignment.role}”.", hint)


def within_limits(schedule: Schedule) -> Iterator[Problem]:
    served: Counter[tuple[str, int, int]] = Counter()
    counted: set[tuple[str, dt.date]] = set()
    for saturday, assignment, person in _served_ever(schedule):
        if (assignment.key, saturday.date) in counted:
            continue
        counted.add((assignment.key, saturday.date))
        month = (assignment.key, saturday.date.year, saturday.date.month)
        served[month] += 1
        limit = person.monthly_limit
        if limit is not None and served[month] > limit and saturday.date >= schedule.today:
            code = code_in(saturday.ward, assignment.key)
            yield Problem(
                assignment.place,
                "over-limit",
                f"“{code}” đã đủ {limit} buổi trong tháng {saturday.date.month}/{saturday.date.year}.",
                "Xếp người khác, hoặc hỏi người này rồi sửa “tối đa mỗi tháng”.",
            )


def rested(schedule: Schedule) -> Iterator[Problem]:
    last: dict[str, dt.date] = {}
    for saturday, assignment, person in _served_ever(schedule):
        rest = schedule.rest_of(person)
        before = last.get(person.key)
        last[person.key] = saturday.date
        if (
            before
            and before < saturday.date
            and saturday.date - before <= dt.timedelta(weeks=rest)
            and saturday.date >= schedule.today
        ):
            code = code_in(saturday.ward, assignment.key)
            message = f"“{code}” mới trực ngày {vietnamese.date(before)}, cần nghỉ {rest} buổi giữa hai lần."
            yield Problem(assignment.place, "no-rest", message, "Xếp người khác, hoặc sửa “nghỉ giữa hai lần”.")


def closed_is_empty(schedule: Schedule) -> Iterator[Problem]:
    for saturday in schedule.coming():
        reason = schedule.why_closed(saturday)
        if reason and saturday.assignments:
            message = f"Buổi {vietnamese.date(saturday.date)} nghỉ ({reason}) nhưng còn xếp người."
            yield Problem(
                saturday.assignments[0].place,
                "closed-with-people",
                message,
                "Xóa các dòng dưới “phân công”, hoặc bỏ ngày nghỉ.",
            )


def on_an_ordinary_day(schedule: Schedule) -> Iterator[Problem]:
    for saturday in schedule.coming():
        for closure in schedule.holidays:
            if closure.date == saturday.date and not closure.closes:
                message = f"Ngày {vietnamese.date(saturday.date)} là {closure.kind}: {closure.reason}."
                yield Problem(
                    Place(saturday.place.path),
                    "holiday",
                    message,
                    "Hỏi phường xem buổi này có mở không.",
                    Severity.WARNING,
                )


def new_accompanied(schedule: Schedule) -> Iterator[Problem]:
    for saturday, assignment, person in _served(schedule):
        lead = schedule.rosters[saturday.ward].lead
        beside = (
            other
            for assigned in saturday.assignments
            if vietnamese.fold(assigned.role) in {vietnamese.fold(assignment.role), vietnamese.fold(lead or "")}
            and (other := schedule.person(assigned.key))
        )
        if person.new and not any(not other.new for other in beside):
            code = code_in(saturday.ward, assignment.key)
            message = f"“{code}” là người mới mà không có người cũ cùng nhiệm vụ hay làm {lead}."
            yield Problem(assignment.place, "new-alone", message, "Xếp thêm một người cũ cùng nhiệm vụ hoặc trưởng ca.")


def needs_met(schedule: Schedule) -> Iterator[Problem]:
    for saturday in schedule.coming():
        joined = schedule.shift(saturday)
        if joined is None or joined.closed:
            continue
        for gap in joined.gaps:
            yield Problem(
                Place(saturday.place.path),
                "gap",
                f"Còn thiếu {gap.missing} người làm {gap.role}.",
                "Trang lịch sẽ ghi “còn thiếu”.",
                Severity.WARNING,
            )
        for need, (role, people) in zip(joined.roster.needs, joined.people, strict=True):
            if len(people) > need.count:
                message = f"“{role}” có {len(people)} người, phường chỉ cần {need.count}."
                yield Problem(_place_of_role(saturday, role), "too-many", message, None, Severity.WARNING)


def _with_roster(schedule: Schedule) -> Iterator[tuple[Saturday, Roster]]:
    return ((s, schedule.rosters[s.ward]) for s in schedule.coming() if s.ward in schedule.rosters)


def _served(schedule: Schedule) -> Iterator[tuple[Saturday, Assignment, Volunteer]]:
    """Each coming assignment whose person is known."""
    for saturday, _ in _with_roster(schedule):
        for assignment in saturday.assignments:
            person = schedule.person(assignment.key)
            if person:
                yield saturday, assignment, person


def _served_ever(schedule: Schedule) -> Iterator[tuple[Saturday, Assignment, Volunteer]]:
    """Each assignment of an open morning, gone or coming, whose person is known; the earliest first."""
    for saturday in sorted(schedule.saturdays, key=lambda s: (s.date, s.ward)):
        if saturday.assignments and not schedule.why_closed(saturday):
            for assignment in saturday.assignments:
                if person := schedule.person(assignment.key):
                    yield saturday, assignment, person


def _first_of_each_role(saturday: Saturday) -> Iterator[tuple[str, Place]]:
    return iter({a.role: a.place for a in reversed(saturday.assignments)}.items())


def _place_of_role(saturday: Saturday, role: str) -> Place:
    return next(
        (a.place for a in saturday.assignments if vietnamese.fold(a.role) == vietnamese.fold(role)), saturday.place
    )


RULES = (
    *roster_checks.OF_A_GROUP,
    *results_checks.RULES,
    date_is_saturday,
    roles_known,
    people_known,
    nobody_twice,
    nobody_while_away,
    able_to,
    within_limits,
    rested,
    closed_is_empty,
    on_an_ordinary_day,
    new_accompanied,
    needs_met,
)


def check(schedule: Schedule) -> Iterator[Problem]:
    """Every problem that the rules find."""
    yield from check_group(schedule)
    yield from check_all(schedule)


def check_group(schedule: Schedule) -> Iterator[Problem]:
    """What wards that share people can have wrong, however many others there are."""
    for rule in RULES:
        yield from rule(schedule)


def check_all(schedule: Schedule) -> Iterator[Problem]:
    """What only shows with all wards side by side."""
    for rule in roster_checks.OF_ALL:
        yield from rule(schedule)
