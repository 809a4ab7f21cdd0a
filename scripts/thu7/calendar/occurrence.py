"""What calendars say of a ward's Saturdays on one day: to everybody, and to each who serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from thu7.rota.model import Hours, Roster, Shift
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese


@dataclass(frozen=True)
class Occurrence:
    """What is said of one Saturday of one ward: to everybody, or (with a role) to one who serves."""

    ward: str
    date: dt.date
    name: str
    building: str
    address: str
    hours: Hours
    position: tuple[float, float] | None
    phone: str
    directions: str
    bring: str
    closed: str
    """Why the desk is closed; empty where it is open."""
    role: str = ""
    note: str = ""
    lead: str = ""
    """Who leads that morning, where they agreed to be named; empty for the one who leads."""
    gone: bool = False
    """They were told to serve, and no longer are; or the Saturday itself was taken out."""

    @property
    def texts(self) -> list[str]:
        """All that staff wrote of it."""
        return [value for value in vars(self).values() if isinstance(value, str)]

    @property
    def cancelled(self) -> bool:
        """The desk is closed, or the one who was told is no longer on it."""
        return bool(self.closed) or self.gone

    @property
    def significant(self) -> tuple[object, ...]:
        """What a change of raises SEQUENCE (RFC 5546, 2.1.4): time, place, status."""
        return self.date, self.hours, self.building, self.address, self.cancelled


Said = Mapping[str, Occurrence]
"""What is said of one Saturday of one ward, by whom it is said to: a key, or nothing for everybody."""


def said_of_ward(schedule: Schedule, ward: str) -> dict[dt.date, Said]:
    """What is said of a ward's Saturdays, past ones and past closures included: what was told stays true when its day is over."""
    desk = schedule.rosters.get(ward)
    return {shift.date: said_of_shift(shift) for shift in (schedule.shifts(desk, dt.date.min) if desk else ())}


def said_of_shift(shift: Shift) -> Said:
    """What is said of one Saturday, to everybody and to each who serves."""
    public = _public(shift.roster, shift.date, shift.closed)
    found = {"": public}
    leads = shift.people[0][1] if shift.people else ()
    for assignment in shift.saturday.assignments:
        others = [person.name for person in leads if person.public and person.key != assignment.key]
        leading = any(person.key == assignment.key for person in leads)
        found[assignment.key] = replace(
            public,
            role=assignment.role,
            note=shift.saturday.note,
            lead="" if leading else vietnamese.joined(others),
        )
    return found


def _public(desk: Roster, day: dt.date, closed: str) -> Occurrence:
    venue = desk.venue
    return Occurrence(
        desk.ward,
        day,
        venue.name,
        venue.building,
        venue.address,
        venue.hours,
        venue.position,
        venue.phone,
        venue.directions,
        venue.bring,
        closed,
    )
