"""The house's rules: each a small function from values to problems, its sentence beside it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from thu7 import wording
from thu7.clock import ENDS_SOON
from thu7.model import Assignment, Guide, LegalText, LifeEvent, Phrasing, Roster, Saturday, Volunteer
from thu7.problems import Place, Problem, Severity
from thu7.world import SATURDAY, World

MAYBE = "Có phải là"
"""How the hint of a likely slip of the pen begins."""

# --- rosters -------------------------------------------------------------------------------------------------------


def guests_known(world: World) -> Iterator[Problem]:
    for roster in world.rosters.values():
        for guest in roster.guests:
            if world.person(guest.key) is None or guest.key.startswith(f"{roster.ward}/"):
                near = wording.nearest(guest.key, (v.key for other in world.rosters.values() for v in other.volunteers))
                yield Problem(
                    guest.place,
                    "unknown-person",
                    f"Không có ai mang mã “{guest.key}” ở phường khác.",
                    near and f"{MAYBE} “{near}”?",
                )


def abilities_needed(world: World) -> Iterator[Problem]:
    for roster in world.rosters.values():
        needed = {wording.fold(need.role): need.role for need in roster.needs}
        if not needed:
            continue
        listed = [(v.place, v.roles) for v in roster.volunteers] + [(g.place, g.roles) for g in roster.guests]
        for place, roles in listed:
            for role in roles:
                if wording.fold(role) not in needed:
                    near = wording.nearest(role, needed.values())
                    hint = f"{MAYBE} “{near}”?" if near else f"Các nhiệm vụ của phường: {', '.join(needed.values())}."
                    yield Problem(place, "unknown-role", f"Phường không cần nhiệm vụ “{role}”.", hint, Severity.WARNING)


# --- Saturdays -----------------------------------------------------------------------------------------------------


def date_is_saturday(world: World) -> Iterator[Problem]:
    for saturday in world.coming():
        if saturday.date.weekday() != SATURDAY:
            nearest = saturday.date + dt.timedelta((SATURDAY - saturday.date.weekday()) % 7)
            yield Problem(
                Place(saturday.place.path),
                "not-saturday",
                f"{wording.date(saturday.date)} là {wording.WEEKDAYS[saturday.date.weekday()]}, không phải thứ Bảy.",
                f"Đổi tên tệp thành {nearest.isoformat()}.yml",
            )


def roles_known(world: World) -> Iterator[Problem]:
    for saturday, roster in _with_roster(world):
        needed = {wording.fold(need.role): need.role for need in roster.needs}
        for role, place in _first_of_each_role(saturday):
            if wording.fold(role) not in needed:
                near = wording.nearest(role, needed.values())
                hint = f"{MAYBE} “{near}”?" if near else f"Các nhiệm vụ của phường: {', '.join(needed.values())}."
                yield Problem(place, "unknown-role", f"Phường không có nhiệm vụ “{role}”.", hint)


def people_known(world: World) -> Iterator[Problem]:
    for saturday, roster in _with_roster(world):
        for assignment in saturday.assignments:
            if world.roles_of(assignment.key, saturday.ward) is None:
                code = _shown(assignment.key, saturday.ward)
                yield Problem(
                    assignment.place,
                    "unknown-person",
                    f"Không có ai mang mã “{code}” trong danh sách của phường.",
                    _nearest_person(code, roster),
                )
        for key in (*saturday.settled, *saturday.attended):
            if world.person(key) is None:
                code = _shown(key, saturday.ward)
                yield Problem(
                    saturday.place, "unknown-person", f"Không có ai mang mã “{code}”.", _nearest_person(code, roster)
                )


def nobody_twice(world: World) -> Iterator[Problem]:
    seen: dict[tuple[dt.date, str], tuple[str, Assignment]] = {}
    for saturday in world.coming():
        for assignment in saturday.assignments:
            first = seen.setdefault((saturday.date, assignment.key), (saturday.ward, assignment))
            if first[1] is assignment:
                continue
            code = _shown(assignment.key, saturday.ward)
            if first[0] == saturday.ward:
                message = f"“{code}” đã được xếp ở dòng {first[1].place.line} của buổi này."
            else:
                message = f"“{code}” đã được xếp ở {first[1].place.path} cùng buổi sáng."
            yield Problem(
                assignment.place, "twice", message, "Mỗi người một việc, một phường trong một buổi. Xóa một chỗ."
            )


def nobody_while_away(world: World) -> Iterator[Problem]:
    for saturday, assignment, person in _served(world):
        if person.away(saturday.date):
            code = _shown(assignment.key, saturday.ward)
            yield Problem(
                assignment.place,
                "away",
                f"“{code}” bận ngày {wording.date(saturday.date)}.",
                "Xếp người khác, hoặc sửa mục “bận” của người này.",
            )


def able_to(world: World) -> Iterator[Problem]:
    for saturday, assignment, _ in _served(world):
        roster = world.rosters[saturday.ward]
        roles = world.roles_of(assignment.key, saturday.ward)
        known = {wording.fold(need.role) for need in roster.needs}
        role = wording.fold(assignment.role)
        if roles is not None and role in known and role not in roles:
            code = _shown(assignment.key, saturday.ward)
            able = [
                v.code for v in roster.volunteers if role in map(wording.fold, v.roles) and not v.away(saturday.date)
            ]
            hint = (
                f"Người làm được: {', '.join(able)}."
                if able
                else "Thêm nhiệm vụ này cho người đó trong roster.yml nếu họ đã học."
            )
            yield Problem(assignment.place, "unable", f"“{code}” chưa làm được nhiệm vụ “{assignment.role}”.", hint)


def within_limits(world: World) -> Iterator[Problem]:
    served: Counter[tuple[str, int, int]] = Counter()
    counted: set[tuple[str, dt.date]] = set()
    for saturday in sorted(world.saturdays, key=lambda s: (s.date, s.ward)):
        for assignment in saturday.assignments:
            person = world.person(assignment.key)
            if person is None or world.closed(saturday) or (assignment.key, saturday.date) in counted:
                continue
            counted.add((assignment.key, saturday.date))
            month = (assignment.key, saturday.date.year, saturday.date.month)
            served[month] += 1
            limit = person.monthly_limit
            if limit is not None and served[month] > limit and saturday.date >= world.today:
                code = _shown(assignment.key, saturday.ward)
                yield Problem(
                    assignment.place,
                    "over-limit",
                    f"“{code}” đã đủ {limit} buổi trong tháng {saturday.date.month}/{saturday.date.year}.",
                    "Xếp người khác, hoặc hỏi người này rồi sửa “tối đa mỗi tháng”.",
                )


def rested(world: World) -> Iterator[Problem]:
    last: dict[str, dt.date] = {}
    for saturday in sorted(world.saturdays, key=lambda s: (s.date, s.ward)):
        for assignment in saturday.assignments:
            person = world.person(assignment.key)
            if person is None or world.closed(saturday):
                continue
            rest = world.rest_of(person)
            before = last.get(person.key)
            last[person.key] = saturday.date
            if (
                before
                and before < saturday.date
                and saturday.date - before <= dt.timedelta(weeks=rest)
                and saturday.date >= world.today
            ):
                code = _shown(assignment.key, saturday.ward)
                message = f"“{code}” mới trực ngày {wording.date(before)}, cần nghỉ {rest} buổi giữa hai lần."
                yield Problem(assignment.place, "no-rest", message, "Xếp người khác, hoặc sửa “nghỉ giữa hai lần”.")


def closed_is_empty(world: World) -> Iterator[Problem]:
    for saturday in world.coming():
        reason = world.closed(saturday)
        if reason and saturday.assignments:
            message = f"Buổi {wording.date(saturday.date)} nghỉ ({reason}) nhưng còn xếp người."
            yield Problem(
                saturday.assignments[0].place,
                "closed-with-people",
                message,
                "Xóa các dòng dưới “phân công”, hoặc bỏ ngày nghỉ.",
            )


def holiday_near(world: World) -> Iterator[Problem]:
    for saturday in world.coming():
        for closure in world.holidays:
            if closure.date == saturday.date and not closure.closes:
                message = f"Ngày {wording.date(saturday.date)} là {closure.kind}: {closure.reason}."
                yield Problem(
                    Place(saturday.place.path),
                    "holiday",
                    message,
                    "Hỏi phường xem buổi này có mở không.",
                    Severity.WARNING,
                )


def new_accompanied(world: World) -> Iterator[Problem]:
    for saturday, assignment, person in _served(world):
        lead = world.rosters[saturday.ward].lead
        beside = (
            other
            for assigned in saturday.assignments
            if wording.fold(assigned.role) in {wording.fold(assignment.role), wording.fold(lead or "")}
            and (other := world.person(assigned.key))
        )
        if person.new and not any(not other.new for other in beside):
            code = _shown(assignment.key, saturday.ward)
            message = f"“{code}” là người mới mà không có người cũ cùng nhiệm vụ hay làm {lead}."
            yield Problem(assignment.place, "new-alone", message, "Xếp thêm một người cũ cùng nhiệm vụ hoặc trưởng ca.")


def needs_met(world: World) -> Iterator[Problem]:
    for saturday in world.coming():
        joined = world.shift(saturday)
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


def _with_roster(world: World) -> Iterator[tuple[Saturday, Roster]]:
    return ((s, world.rosters[s.ward]) for s in world.coming() if s.ward in world.rosters)


def _served(world: World) -> Iterator[tuple[Saturday, Assignment, Volunteer]]:
    """Each coming assignment whose person is known."""
    for saturday, _ in _with_roster(world):
        for assignment in saturday.assignments:
            person = world.person(assignment.key)
            if person:
                yield saturday, assignment, person


def _first_of_each_role(saturday: Saturday) -> Iterator[tuple[str, Place]]:
    return iter({a.role: a.place for a in reversed(saturday.assignments)}.items())


def _place_of_role(saturday: Saturday, role: str) -> Place:
    return next((a.place for a in saturday.assignments if wording.fold(a.role) == wording.fold(role)), saturday.place)


def _shown(key: str, ward: str) -> str:
    """The code as it is written in that ward's files."""
    return key.removeprefix(f"{ward}/")


def _nearest_person(code: str, roster: Roster) -> str:
    known = (*(v.code for v in roster.volunteers), *(g.key for g in roster.guests))
    guest = next((key for key in known if key.endswith(f"/{code}")), None)
    near = guest or wording.nearest(code, known)
    return f"{MAYBE} “{near}”?" if near else f"Các mã của phường: {', '.join(known)}."


# --- guides --------------------------------------------------------------------------------------------------------


def law_in_force(world: World) -> Iterator[Problem]:
    for guide in world.guides:
        for text in guide.texts:
            if text.until is None:
                continue
            named = f"“{text.name}” ({text.number})"
            if text.until < world.today:
                message = f"{named} hết hiệu lực sau ngày {wording.date(text.until)}. Phụ trách: {guide.owner}."
                yield Problem(guide.place, "law-ended", message, _successor(world, text), Severity.WARNING)
            elif text.until <= world.today + ENDS_SOON:
                message = f"{named} chỉ còn hiệu lực đến hết {wording.date(text.until)}. Phụ trách: {guide.owner}."
                yield Problem(guide.place, "law-ends", message, _successor(world, text), Severity.WARNING)
            if guide.review_by > text.until:
                message = f"Ngày rà lại {wording.date(guide.review_by)} nằm sau ngày {named} hết hiệu lực. Phụ trách: {guide.owner}."
                yield Problem(
                    guide.place,
                    "review-late",
                    message,
                    f"Viết như: rà lại trước: {wording.date(text.until)}",
                    Severity.WARNING,
                )


def reviewed_in_time(world: World) -> Iterator[Problem]:
    pages: tuple[Guide | LifeEvent, ...] = (*world.guides, *world.events)
    for guide in pages:
        if guide.review_by < world.today:
            message = f"Trang đã quá ngày rà lại {wording.date(guide.review_by)}. Phụ trách: {guide.owner}."
            yield Problem(
                guide.place,
                "review-overdue",
                message,
                "Đọc lại từng dữ kiện, rồi sửa “rà soát” và “rà lại trước”.",
                Severity.WARNING,
            )


def aliases_distinct(world: World) -> Iterator[Problem]:
    pages: tuple[Guide | LifeEvent, ...] = (*world.guides, *world.events)
    titles = {wording.fold(page.title): page for page in pages}
    seen: dict[str, Guide | LifeEvent] = {}
    for guide in pages:
        for alias in guide.aliases:
            other = titles.get(wording.fold(alias)) or seen.setdefault(wording.fold(alias), guide)
            if other is not guide or titles.get(wording.fold(alias)) is guide:
                message = (
                    f"Tên gọi khác “{alias}” đã dùng ở {other.place.path}."
                    if other is not guide
                    else f"“{alias}” đã là tên trang."
                )
                yield Problem(guide.place, "alias", message, "Mỗi tên gọi chỉ dẫn tới một trang.", Severity.WARNING)


def phrasings_distinct(world: World) -> Iterator[Problem]:
    """A way of asking belongs to one page: where two have it, search can only guess."""
    seen: dict[str, Phrasing] = {}
    pages: tuple[Guide | LifeEvent, ...] = (*world.guides, *world.events)
    for page in pages:
        for phrasing in page.phrasings:
            first = seen.setdefault(wording.fold(phrasing.text), phrasing)
            if first.place.path != phrasing.place.path:
                message = f"“{phrasing.text}” cũng có ở {first.place.path}:{first.place.line}."
                hint = "Giữ ở bài trả lời đúng nhất, xóa dòng kia."
                yield Problem(phrasing.place, "phrasing-twice", message, hint, Severity.WARNING)


def _successor(world: World, text: LegalText) -> str:
    following = world.texts.get(text.replaced_by)
    return (
        f"Viết lại theo {following.name} ({following.number})."
        if following
        else "Tìm văn bản thay thế rồi viết lại trang."
    )


RULES = (
    guests_known,
    abilities_needed,
    date_is_saturday,
    roles_known,
    people_known,
    nobody_twice,
    nobody_while_away,
    able_to,
    within_limits,
    rested,
    closed_is_empty,
    holiday_near,
    new_accompanied,
    needs_met,
    law_in_force,
    reviewed_in_time,
    aliases_distinct,
    phrasings_distinct,
)


def check(world: World) -> Iterator[Problem]:
    """Every problem that the rules find."""
    for rule in RULES:
        yield from rule(world)
