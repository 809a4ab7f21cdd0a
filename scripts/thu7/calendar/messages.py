"""Messages to paste into a chat: a Saturday's rota, what changed, a reminder for each who serves. Short lines, no markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thu7.rota import model
from thu7.rota.model import Roster, Saturday, Shift
from thu7.rota.names import Names
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese

MOST = 2000
"""Characters of one message; a longer text is parted between its lines."""


def rota(schedule: Schedule, shift: Shift) -> list[str]:
    """Who does what on one Saturday, in as many messages as it takes."""
    venue, names = shift.roster.venue, _names(schedule, shift.roster)
    head = f"{vietnamese.weekday_date(shift.date)}, {venue.name}"
    if shift.closed:
        return parted(head, [f"NGHỈ: {shift.closed}."])
    lines = [f"{vietnamese.hours(venue.hours.start, venue.hours.end)}, tại {venue.building}, {venue.address}"]
    missing = {gap.role: gap.missing for gap in shift.gaps}
    for role, people in shift.people:
        called = [names[person.key] for person in people]
        gap = [f"còn thiếu {missing[role]}"] if role in missing else []
        if called or gap:
            lines.append(f"- {model.role_title(role)}: {', '.join([*called, *gap])}")
    lines += [f"Mang theo: {venue.bring}"] if venue.bring else []
    lines += [f"Lưu ý: {shift.saturday.note}"] if shift.saturday.note else []
    return parted(head, lines)


def reminders(schedule: Schedule, shift: Shift) -> list[str]:
    """A message for each who serves, with their name in front."""
    venue = shift.roster.venue
    if shift.closed:
        return []
    found = []
    for role, people in shift.people:
        for person in people:
            lines = [
                f"Chào {person.name},",
                f"{vietnamese.weekday_date(shift.date)}, {vietnamese.time(venue.hours.start)}, bạn trực {model.role_title(role)}.",
                f"Tại {venue.building}, {venue.address}.",
                *([f"Mang theo: {venue.bring}."] if venue.bring else []),
                *([f"Lưu ý: {shift.saturday.note}"] if shift.saturday.note else []),
                "Không đến được thì báo phường sớm, để có người thay.",
            ]
            found.append("\n".join(map(vietnamese.plain, lines)))
    return found


def changes(before: Schedule, now: Schedule, ward: str) -> list[str]:
    """What is different at a ward and on its coming Saturdays, a line a change: ``Lan → Minh, trưởng ca 12/12``."""
    desk, was = now.rosters[ward], before.rosters.get(ward)
    names = _names(now, desk, _names(before, was) if was else None)
    old = {shift.date: shift for shift in before.shifts(was)} if was else {}
    new = {shift.date: shift for shift in now.shifts(desk)}
    lines = list(_of_the_desk(was, desk)) if was else []
    for day in sorted(day for day in {*old, *new} if day >= now.today):
        if day not in new and now.why_closed_on(ward, day):
            continue  # still closed, and only too far off now to be told
        closed = before.why_closed_on(ward, day)
        lines += _of_the_day(old.get(day), new.get(day), closed, names, f"{day:%d/%m}")
    return lines


def _of_the_desk(was: Roster, desk: Roster) -> Iterator[str]:
    before, venue = was.venue, desk.venue
    if before.hours != venue.hours:
        hours, earlier = (vietnamese.hours(one.hours.start, one.hours.end) for one in (venue, before))
        yield f"Giờ mới: {hours} (trước là {earlier})"
    if (before.building, before.address) != (venue.building, venue.address):
        yield f"Nơi mới: {venue.building}, {venue.address}"


def _of_the_day(old: Shift | None, new: Shift | None, closed: str, names: Names, day: str) -> Iterator[str]:
    if new is None:
        yield f"Bỏ ngày nghỉ {day}" if closed else f"Bỏ buổi {day}"
    elif new.closed:
        if not closed:
            yield f"Nghỉ buổi {day}: {new.closed}"
    else:
        if closed:
            yield f"Mở lại buổi {day}"
        elif old is None and not new.saturday.assignments:
            yield f"Thêm buổi {day}"
        yield from _moves(old.saturday if old else None, new.saturday, names, day)


def _moves(old: Saturday | None, new: Saturday | None, names: Names, day: str) -> Iterator[str]:
    before, after = _by_role(old), _by_role(new)
    for role in dict.fromkeys((*before, *after)):
        gone = [key for key in before.get(role, ()) if key not in after.get(role, ())]
        come = [key for key in after.get(role, ()) if key not in before.get(role, ())]
        for out, into in zip(gone, come, strict=False):
            yield f"{names[out]} → {names[into]}, {role} {day}"
        yield from (f"Bớt {names[key]}, {role} {day}" for key in gone[len(come) :])
        yield from (f"Thêm {names[key]}, {role} {day}" for key in come[len(gone) :])


def _by_role(file: Saturday | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for assignment in file.assignments if file else ():
        found.setdefault(vietnamese.fold(assignment.role), []).append(assignment.key)
    named = {vietnamese.fold(a.role): a.role for a in (file.assignments if file else ())}
    return {named[role]: keys for role, keys in found.items()}


def _names(schedule: Schedule, roster: Roster, besides: Names | None = None) -> Names:
    keys = [*(person.key for person in roster.volunteers), *(guest.key for guest in roster.guests)]
    return Names(schedule, keys, besides)


def parted(head: str, lines: Sequence[str]) -> list[str]:
    """The lines below their heading, in as many messages as it takes."""
    head = vietnamese.plain(head)
    found = [head]
    for line in map(vietnamese.plain, lines):
        if found[-1] != head and len(found[-1]) + 1 + len(line) > MOST:
            found.append(head)
        found[-1] += f"\n{line}"
    return found
