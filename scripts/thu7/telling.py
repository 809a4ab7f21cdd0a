"""What calendars say of each Saturday, and since when: the schedule of today, seen through its history.

An event's stamps are those of the last step that changed what it says. Whoever was told of a Saturday and is no longer on it
is told that too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from thu7 import roster, wording
from thu7.history import Commit, History
from thu7.model import Closure, Hours, Roster, Saturday
from thu7.problems import Notes
from thu7.reader import Record, decode, read_yaml
from thu7.world import World

KEPT = dt.timedelta(days=30)
"""How long after its day a cancelled event is still told."""
BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""When everything was told where there is no history."""
_SECOND = dt.timedelta(seconds=1)


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
    def cancelled(self) -> bool:
        return bool(self.closed) or self.gone

    @property
    def significant(self) -> tuple[object, ...]:
        """What a change of raises SEQUENCE (RFC 5546, 2.1.4): time, place, status."""
        return self.date, self.hours, self.building, self.address, self.cancelled


@dataclass(frozen=True)
class Told:
    """An occurrence with its stamps."""

    occurrence: Occurrence
    changed: dt.datetime
    """When it last changed, in UTC."""
    revision: int
    """How often its time, place or status changed."""


Key = tuple[str, str, dt.date]
"""To whom (``ward/code``, empty for everybody), which ward, which day."""


def told(world: World, history: History) -> dict[Key, Told]:
    """Everything that calendars say, cancelled events up to ``KEPT`` after their day."""
    wards: defaultdict[str, dict[Key, Told]] = defaultdict(dict)
    for moment, ward, said in _replayed(history.commits):
        _tell(wards[ward], said, moment)
    # Files that are not committed yet differ from the last step; a stamp of the clock would change with every build.
    now = history.commits[-1].moment + _SECOND if history.commits else BEGINNING
    for ward in {*world.rosters, *wards}:
        _tell(wards[ward], _occurrences(world, ward), now)
    until = world.today - KEPT
    every = {key: one for found in wards.values() for key, one in found.items()}
    return {key: one for key, one in every.items() if not one.occurrence.cancelled or one.occurrence.date >= until}


def _tell(found: dict[Key, Told], said: Mapping[Key, Occurrence], moment: dt.datetime) -> None:
    """Bring what was told of one ward up to what is said now."""
    for key, new in said.items():
        old = found.get(key)
        if old is None:
            found[key] = Told(new, moment, 0)
        elif old.occurrence != new:
            found[key] = Told(new, moment, old.revision + (old.occurrence.significant != new.significant))
    for key, old in list(found.items()):
        if key not in said and not old.occurrence.gone:
            public = said.get(("", *key[1:]))
            gone = replace(old.occurrence, gone=True, closed=public.closed if public else old.occurrence.closed)
            found[key] = Told(gone, moment, old.revision + (old.occurrence.significant != gone.significant))


def _occurrences(world: World, ward: str) -> dict[Key, Occurrence]:
    """What is said of a ward's Saturdays, past ones included."""
    desk = world.rosters.get(ward)
    if desk is None:
        return {}
    found: dict[Key, Occurrence] = {}
    # Past closures too: what was told does not become untrue because a day has passed.
    for shift in replace(world, today=dt.date.min).shifts(desk):
        public = _public(desk, shift.date, shift.closed)
        found["", ward, shift.date] = public
        leads = shift.people[0][1] if shift.people else ()
        for assignment in shift.saturday.assignments:
            others = [person.name for person in leads if person.public and person.key != assignment.key]
            leading = any(person.key == assignment.key for person in leads)
            found[assignment.key, ward, shift.date] = replace(
                public,
                role=assignment.role,
                note=shift.saturday.note,
                lead="" if leading else wording.joined(others),
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


# --- the history once more -----------------------------------------------------------------------------------------


def _replayed(commits: Iterable[Commit]) -> Iterator[tuple[dt.datetime, str, Mapping[Key, Occurrence]]]:
    """Step by step the wards that changed, with what was said of each. A ward that could not be read said what it said before."""
    rosters: dict[str, Roster] = {}
    saturdays: dict[str, dict[str, Saturday]] = {}
    holidays: tuple[Closure, ...] = ()
    for commit in commits:
        touched = set()
        for path, data in commit.changed.items():
            folder, _, name = path.removeprefix("schedule/").rpartition("/")
            if path == "schedule/holidays.yml":
                holidays = _holidays(path, data)
                touched |= set(rosters)
            elif name == "roster.yml":
                read = _roster(folder, path, data)
                if data is None:
                    rosters.pop(folder, None)
                elif read:
                    rosters[folder] = read
                touched.add(folder)
            elif day := wording.parse_date(name.removesuffix(".yml")):
                saturday = _saturday(folder, day, path, data)
                if saturday:
                    saturdays.setdefault(folder, {})[path] = saturday
                elif data is None:
                    saturdays.get(folder, {}).pop(path, None)
                touched.add(folder)
        for ward in sorted(touched):
            world = World(dt.date.min, rosters, tuple(saturdays.get(ward, {}).values()), holidays)
            yield commit.moment, ward, _occurrences(world, ward)


def _roster(ward: str, path: str, data: bytes | None) -> Roster | None:
    record = _record(path, data)
    return roster.read_roster(ward, record, record.notes) if record else None


def _saturday(ward: str, day: dt.date, path: str, data: bytes | None) -> Saturday | None:
    record = _record(path, data)
    return roster.read_saturday(roster.SaturdayRecord(ward, day, record, False), record.notes) if record else None


def _holidays(path: str, data: bytes | None) -> tuple[Closure, ...]:
    record = _record(path, data)
    return roster.read_holidays(record, record.notes) if record else ()


def _record(path: str, data: bytes | None) -> Record | None:
    """What a file said; its mistakes were told when it was new."""
    notes = Notes()
    text = decode(path, data, notes) if data is not None else None
    return read_yaml(path, text, notes) if text is not None else None
