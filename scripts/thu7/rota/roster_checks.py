"""The house's rules of rosters: each a small function from values to problems, its sentence beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from thu7.rota.model import Roster
from thu7.rota.roster_file import full_key
from thu7.rota.schedule import SATURDAY, Schedule, is_year_slip, meant_saturday
from thu7.text import vietnamese
from thu7.text.problems import Problem, Severity, shortened

MAYBE = "Có phải là"
"""How the hint of a likely slip of the pen begins."""


def nearest_or_all(word: str, known: Collection[str], those: str) -> str:
    """The hint for a word that is none of ``known``: the likely one, or all of them behind ``those``."""
    near = vietnamese.nearest(word, known)
    return f"{MAYBE} “{near}”?" if near else f"{those}: {', '.join(known)}."


def nearest_person(code: str, roster: Roster) -> str:
    """The hint for a code that nobody of a ward bears."""
    known = (*(v.code for v in roster.volunteers), *(g.key for g in roster.guests))
    guest = next((key for key in known if key.endswith(f"/{code}")), None)
    near = guest or vietnamese.nearest(code, known)
    if near == code:
        return f"Mã này có ở mục khách, mà phường kia chưa có người ấy. Xem lại “{code}” trong roster.yml."
    return f"{MAYBE} “{near}”?" if near else f"Các mã của phường: {shortened(', '.join(known), 100)}"


def guests_known(schedule: Schedule) -> Iterator[Problem]:
    for roster in schedule.rosters.values():
        for guest in roster.guests:
            if schedule.person(guest.key) is None or guest.key.startswith(f"{roster.ward}/"):
                near = vietnamese.nearest(
                    guest.key, (v.key for other in schedule.rosters.values() for v in other.volunteers)
                )
                yield Problem(
                    guest.place,
                    "unknown-person",
                    f"Không có ai mang mã “{guest.key}” ở phường khác.",
                    near and f"{MAYBE} “{near}”?",
                )


def abilities_needed(schedule: Schedule) -> Iterator[Problem]:
    for roster in schedule.rosters.values():
        needed = {vietnamese.fold(need.role): need.role for need in roster.needs}
        if not needed:
            continue
        listed = [(v.place, v.roles) for v in roster.volunteers] + [(g.place, g.roles) for g in roster.guests]
        for place, roles in listed:
            for role in roles:
                if vietnamese.fold(role) not in needed:
                    hint = nearest_or_all(role, needed.values(), "Các nhiệm vụ của phường")
                    yield Problem(place, "unknown-role", f"Phường không cần nhiệm vụ “{role}”.", hint, Severity.WARNING)


def wards_distinct(schedule: Schedule) -> Iterator[Problem]:
    names: dict[str, Roster] = {}
    desks: dict[tuple[str, str], Roster] = {}
    for roster in sorted(schedule.rosters.values(), key=lambda roster: roster.ward):
        venue = roster.venue
        called = names.setdefault(vietnamese.fold(venue.name), roster)
        beside = desks.setdefault((vietnamese.fold(venue.building), vietnamese.fold(venue.address)), roster)
        if called is not roster:
            message = f"“{venue.name}” đã là tên của {called.place.path}."
            yield Problem(roster.place, "same-name", message, "Sửa “tên” và “nơi” thành của phường này.")
        elif beside is not roster:
            message = f"Điểm trực này trùng nơi và địa chỉ với {beside.place.path}."
            yield Problem(roster.place, "same-desk", message, "Xem lại “nơi” và “địa chỉ”.", Severity.WARNING)


def liked_people_known(schedule: Schedule) -> Iterator[Problem]:
    for roster in schedule.rosters.values():
        known = (*(v.code for v in roster.volunteers), *(g.key for g in roster.guests))
        for person in roster.volunteers:
            for code in person.likes:
                if schedule.person(full_key(roster.ward, code)) is None:
                    hint = nearest_or_all(code, known, "Các mã của phường")
                    message = f"“{person.code}” thích đi cùng “{code}”, mà không có ai mang mã đó."
                    yield Problem(person.place, "unknown-person", message, hint, Severity.WARNING)


def days_are_saturdays(schedule: Schedule) -> Iterator[Problem]:
    """A ward's own closures and people's wishes: a day without a morning does nothing, and nobody would notice."""
    for roster in schedule.rosters.values():
        days = [(closure.date, closure.place, "Ngày nghỉ") for closure in roster.closures]
        days += [(day, v.place, f"“{v.code}”: ngày không thích") for v in roster.volunteers for day in v.dislikes]
        for day, place, what in days:
            slip = is_year_slip(day, schedule.today)
            if (day >= schedule.today and day.weekday() != SATURDAY) or slip:
                why = "đã qua" if slip else f"là {vietnamese.WEEKDAYS[day.weekday()]}"
                meant = vietnamese.date(meant_saturday(day, schedule.today))
                message = f"{what} {vietnamese.date(day)} {why}, không có buổi nào."
                yield Problem(place, "not-saturday", message, f"{MAYBE} {meant}?", Severity.WARNING)
        for person in roster.volunteers:
            for absence in person.absences:
                if absence.first == absence.last and is_year_slip(absence.first, schedule.today):
                    meant = vietnamese.date(meant_saturday(absence.first, schedule.today))
                    message = (
                        f"“{person.code}”: ngày bận {vietnamese.date(absence.first)} đã qua, và không phải thứ Bảy."
                    )
                    yield Problem(person.place, "not-saturday", message, f"{MAYBE} {meant}?", Severity.WARNING)


OF_A_GROUP = (abilities_needed, liked_people_known, days_are_saturdays)
"""Rules of wards that share people."""
OF_ALL = (guests_known, wards_distinct)
"""Rules of all wards together."""
