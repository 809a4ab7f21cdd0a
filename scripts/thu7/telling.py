"""What calendars say of each Saturday, and since when: the schedule of today, seen through its history.

An event's stamps are those of the last step that changed what it says. Whoever was told of a Saturday and is no longer on it
is told that too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from thu7 import privacy, roster, wording
from thu7.history import Commit, History
from thu7.model import Closure, Hours, Roster, Saturday, Shift, Volunteer
from thu7.problems import Notes, errors
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
    def texts(self) -> list[str]:
        """All that staff wrote of it."""
        return [value for value in vars(self).values() if isinstance(value, str)]

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


_Said = Mapping[str, Occurrence]
"""What is said of one Saturday of one ward, by whom it is said to: a key, or nothing for everybody."""


@dataclass(frozen=True)
class Telling:
    """Everything that calendars say, by day; what is cancelled up to ``KEPT`` after its day."""

    public: Mapping[str, Sequence[Told]]
    """What is said to everybody, by ward."""
    closed: Mapping[str, Sequence[Told]]
    """The same of wards that are no longer there, but were told of not longer ago."""
    own: Mapping[str, Sequence[Told]]
    """What is said to each who serves, by their key, whatever the ward."""
    left: tuple[Volunteer, ...]
    """Who stands in no roster any more, but was told of a Saturday not longer ago: they still have their calendar."""
    former: Mapping[str, Sequence[Volunteer]]
    """By key, as whom somebody had their calendar while their ward's folder had another name."""


def tell(world: World, history: History) -> Telling:
    """The schedule of today, with the stamps that its history gives it."""
    replay = _Replay()
    found = _replayed(world, history, replay)
    until = world.today - KEPT
    public: defaultdict[str, list[Told]] = defaultdict(list)
    own: defaultdict[str, list[Told]] = defaultdict(list)
    for ward, days in found.items():
        for day, by_whom in sorted(days.items()):
            for whom, told in by_whom.items():
                if (not told.occurrence.cancelled or day >= until) and _may_be_said(world, told.occurrence):
                    (own[whom] if whom else public[ward]).append(told)
    for listed in own.values():
        listed.sort(key=lambda told: (told.occurrence.date, told.occurrence.ward))
    people = replay.people | {one.key: one for desk in world.rosters.values() for one in desk.volunteers}
    renamed = {key: new for key, one in people.items() if (new := _renamed(world, one, people))}
    former: defaultdict[str, list[Volunteer]] = defaultdict(list)
    for key, new in sorted(renamed.items()):
        # Whose address was changed since has withdrawn the old one with it.
        if people[key].issue == people[new].issue:
            former[new].append(people[key])
    lately = sorted(key for key, listed in own.items() if listed[-1].occurrence.date >= until)
    left = (people[key] for key in lately if key in people and key not in renamed and not world.person(key))
    closed = {
        ward: listed
        for ward, listed in sorted(public.items())
        if ward not in world.rosters and ward not in world.renamed and listed[-1].occurrence.date >= until
    }
    return Telling(public, closed, own, tuple(left), former)


_Found = dict[str, dict[dt.date, dict[str, Told]]]
"""What was told by ward, day, and whom it was told to."""


def _replayed(world: World, history: History, replay: _Replay) -> _Found:
    """Everything that was ever told, as it stands after all steps and after what is not committed yet."""
    found: _Found = {}
    for commit in history.commits:
        for ward, said in replay.step(commit):
            for day, words in said.items():
                _update(found.setdefault(ward, {}).setdefault(day, {}), words, commit.moment)
        for path, times in commit.met.items():
            _touch(found, path, commit.moment, times)
    # A stamp of the clock would change with every build.
    now = history.commits[-1].moment + _SECOND if history.commits else BEGINNING
    for ward in {*world.rosters, *found}:
        days, now_said = found.setdefault(ward, {}), _said(world, ward)
        for day in {*days, *now_said}:
            _update(days.setdefault(day, {}), now_said.get(day, {}), now)
    return found


def _renamed(world: World, one: Volunteer, people: Mapping[str, Volunteer]) -> str | None:
    """The key of the same person, by name, in the ward that their ward's folder became; None where there is none."""
    ward = world.renamed.get(one.ward)
    now = people.get(f"{ward}/{one.code}") if ward else None
    return now.key if now and wording.fold(now.name) == wording.fold(one.name) else None


def _may_be_said(world: World, one: Occurrence) -> bool:
    """Whether an event of a Saturday that is no longer there may be told of.

    Today's files have been checked. What stood in an older one may have been refused, and has then not been told to anybody.
    """
    public = (one.phone, *(number.number for number in world.numbers))
    return not one.gone or not any(found for text in one.texts for found in privacy.personal_data("", text, public))


def _update(found: dict[str, Told], said: _Said, moment: dt.datetime) -> None:
    """Bring what was told of one Saturday up to what is said now."""
    for whom, new in said.items():
        _take(found, whom, new, moment)
    for whom in [whom for whom in found if whom not in said]:
        old = found[whom].occurrence
        # What is said of the Saturday now, to somebody who had a role in it.
        _take(found, whom, replace(said.get("", old), role=old.role, note="", lead="", gone=True), moment)


def _touch(found: _Found, path: str, moment: dt.datetime, times: int) -> None:
    """Raise the stamps of what a file says, by as much as others may have raised them."""
    ward, day = _place(path)
    for name in found if path == roster.HOLIDAYS else (ward,):
        for date, by_whom in found.get(name, {}).items():
            if day is None or date == day:
                for whom, told in by_whom.items():
                    by_whom[whom] = replace(told, changed=moment, revision=told.revision + times)


def _place(path: str) -> tuple[str, dt.date | None]:
    """A file's ward, and its Saturday if it is that of one."""
    ward, _, name = path.removeprefix(f"{roster.FOLDER}/").rpartition("/")
    return ward, wording.parse_date(name.removesuffix(".yml"))


def _take(found: dict[str, Told], whom: str, new: Occurrence, moment: dt.datetime) -> None:
    old = found.get(whom)
    if old is None:
        found[whom] = Told(new, moment, 0)
    elif old.occurrence != new:
        found[whom] = Told(new, moment, old.revision + (old.occurrence.significant != new.significant))


def _said(world: World, ward: str) -> dict[dt.date, _Said]:
    """What is said of a ward's Saturdays, past ones and past closures included: what was told stays true when its day is over."""
    desk = world.rosters.get(ward)
    shifts = replace(world, today=dt.date.min).shifts(desk) if desk else ()
    return {shift.date: _said_of(shift) for shift in shifts}


def _said_of(shift: Shift) -> _Said:
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


class _Replay:
    """The files of the schedule as each step left them. What had a mistake in it says what it said before."""

    def __init__(self) -> None:
        self.rosters: dict[str, Roster] = {}
        self.saturdays: dict[str, dict[str, Saturday]] = {}
        self.holidays: tuple[Closure, ...] = ()
        self.people: dict[str, Volunteer] = {}
        """Whoever stood in a roster, by key, as they last stood there."""
        self.days: defaultdict[str, set[dt.date]] = defaultdict(set)
        """Every Saturday of a ward of which something has been said."""

    def step(self, commit: Commit) -> Iterator[tuple[str, Mapping[dt.date, _Said]]]:
        """Take in a commit; gives the wards that it touches, and what is said from then on of each Saturday it touches."""
        whole: set[str] = set()
        alone: dict[str, list[Saturday]] = {}
        # Rosters first: who comes into one may serve on a Saturday of the same step.
        for path, data in sorted(commit.changed.items(), key=lambda item: not item[0].endswith("/roster.yml")):
            ward, old, new = self._take_in(path, data)
            if path == roster.HOLIDAYS:
                whole |= set(self.rosters)
            elif isinstance(old, Saturday) and isinstance(new, Saturday):
                # The days that are planned stay the same, so nothing else is said of another.
                alone.setdefault(ward, []).append(new)
            elif old != new:
                # Who leads elsewhere as a guest is named there as their own roster says.
                whole |= {ward, *self._hosts(ward)}
        for ward in sorted({*whole, *alone}):
            world = World(dt.date.min, self.rosters, tuple(self.saturdays.get(ward, {}).values()), self.holidays)
            if ward in whole:
                said = _said(world, ward)
                self.days[ward] |= set(said)
                yield ward, {day: said.get(day, {}) for day in self.days[ward]}
            else:
                shifts = filter(None, map(world.shift, alone[ward]))
                yield ward, {shift.date: _said_of(shift) for shift in shifts}

    def _known(self, saturday: Saturday) -> bool:
        """Whether everybody on it stands in a roster: else it was refused."""
        world = World(dt.date.min, self.rosters, (), ())
        return all(world.person(assignment.key) for assignment in saturday.assignments)

    def _hosts(self, ward: str) -> Iterator[str]:
        """The wards where somebody of this ward also helps."""
        return (host for host, desk in self.rosters.items() if any(g.key.startswith(f"{ward}/") for g in desk.guests))

    def _take_in(self, path: str, data: bytes | None) -> tuple[str, object, object]:
        """Take in what a file says now; gives its ward, and what it said before and now (None without a file)."""
        ward, day = _place(path)
        if path == roster.HOLIDAYS:
            read = _holidays(path, data)
            self.holidays = () if data is None else self.holidays if read is None else read
        elif path.endswith("/roster.yml"):
            old = self.rosters.get(ward)
            new = _roster(ward, path, data) or (old if data is not None else None)
            if new is None:
                self.rosters.pop(ward, None)
            else:
                self.rosters[ward] = new
                self.people |= {person.key: person for person in new.volunteers}
            return ward, old, new
        elif day:
            own = self.saturdays.setdefault(ward, {})
            before = own.get(path)
            now = _saturday(ward, day, path, data)
            if data is not None and (now is None or not self._known(now)):
                now = before
            if now is None:
                own.pop(path, None)
            else:
                own[path] = now
            return ward, before, now
        return ward, None, None


def _roster(ward: str, path: str, data: bytes | None) -> Roster | None:
    record = _record(path, data)
    read = roster.read_roster(ward, record, record.notes) if record else None
    return read if record and _sound(record) else None


def _saturday(ward: str, day: dt.date, path: str, data: bytes | None) -> Saturday | None:
    record = _record(path, data)
    read = roster.read_saturday(roster.SaturdayRecord(ward, day, record, False), record.notes) if record else None
    return read if record and _sound(record) else None


def _holidays(path: str, data: bytes | None) -> tuple[Closure, ...] | None:
    record = _record(path, data)
    read = roster.read_holidays(record, record.notes) if record else None
    return read if record and _sound(record) else None


def _record(path: str, data: bytes | None) -> Record | None:
    """What a file said; its mistakes were told when it was new."""
    notes = Notes()
    text = decode(path, data, notes) if data is not None else None
    return read_yaml(path, text, notes) if text is not None else None


def _sound(record: Record) -> bool:
    """Whether nothing was wrong in it by itself: else it was refused, and what had been published stayed."""
    return not errors(record.notes.problems)
