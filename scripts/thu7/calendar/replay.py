"""The schedule's history once more: the files as each step left them, and what was said from then on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from thu7.calendar.history import Commit
from thu7.calendar.occurrence import Said, said_of_shift, said_of_ward
from thu7.rota import holidays_file, roster_file, saturday_file
from thu7.rota.model import Closure, Roster, Saturday, Volunteer
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese
from thu7.text.encoding import decode
from thu7.text.problems import Notes, errors
from thu7.text.records import Record
from thu7.text.yaml_reader import read_yaml


def ward_and_day(path: str) -> tuple[str, dt.date | None]:
    """A file's ward, and its Saturday if it is that of one."""
    ward, _, name = path.removeprefix(f"{roster_file.FOLDER}/").rpartition("/")
    return ward, vietnamese.parse_date(name.removesuffix(".yml"))


class Replay:
    """The files of the schedule as each step left them. What had a mistake in it says what it said before."""

    def __init__(self) -> None:
        self.rosters: dict[str, Roster] = {}
        self.saturdays: dict[str, dict[str, Saturday]] = {}
        self.holidays: tuple[Closure, ...] = ()
        self.people: dict[str, Volunteer] = {}
        """Whoever stood in a roster, by key, as they last stood there."""
        self.days: defaultdict[str, set[dt.date]] = defaultdict(set)
        """Every Saturday of a ward of which something has been said."""

    def step(self, commit: Commit) -> Iterator[tuple[str, Mapping[dt.date, Said]]]:
        """Take in a commit; gives the wards that it touches, and what is said from then on of each Saturday it touches."""
        whole: set[str] = set()
        alone: dict[str, list[Saturday]] = {}
        # Rosters first: who comes into one may serve on a Saturday of the same step.
        for path, data in sorted(commit.changed.items(), key=lambda item: not item[0].endswith("/roster.yml")):
            ward, old, new = self._take_in(path, data)
            if path == holidays_file.HOLIDAYS:
                whole |= set(self.rosters)
            elif isinstance(old, Saturday) and isinstance(new, Saturday):
                # The days that are planned stay the same, so nothing else is said of another.
                alone.setdefault(ward, []).append(new)
            elif old != new:
                # Who leads elsewhere as a guest is named there as their own roster says.
                whole |= {ward, *self._hosts(ward)}
        for ward in sorted({*whole, *alone}):
            schedule = Schedule(dt.date.min, self.rosters, tuple(self.saturdays.get(ward, {}).values()), self.holidays)
            if ward in whole:
                said = said_of_ward(schedule, ward)
                self.days[ward] |= set(said)
                yield ward, {day: said.get(day, {}) for day in self.days[ward]}
            else:
                shifts = filter(None, map(schedule.shift, alone[ward]))
                yield ward, {shift.date: said_of_shift(shift) for shift in shifts}

    def _known(self, saturday: Saturday) -> bool:
        """Whether everybody on it stands in a roster: else it was refused."""
        schedule = Schedule(dt.date.min, self.rosters, (), ())
        return all(schedule.person(assignment.key) for assignment in saturday.assignments)

    def _hosts(self, ward: str) -> Iterator[str]:
        """The wards where somebody of this ward also helps."""
        return (host for host, desk in self.rosters.items() if any(g.key.startswith(f"{ward}/") for g in desk.guests))

    def _take_in(self, path: str, data: bytes | None) -> tuple[str, object, object]:
        """Take in what a file says now; gives its ward, and what it said before and now (None without a file)."""
        ward, day = ward_and_day(path)
        if path == holidays_file.HOLIDAYS:
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
    read = roster_file.read_roster(ward, record, record.notes) if record else None
    return read if record and _sound(record) else None


def _saturday(ward: str, day: dt.date, path: str, data: bytes | None) -> Saturday | None:
    record = _record(path, data)
    read = saturday_file.read_saturday(ward, day, record, record.notes) if record else None
    return read if record and _sound(record) else None


def _holidays(path: str, data: bytes | None) -> tuple[Closure, ...] | None:
    record = _record(path, data)
    read = holidays_file.read_holidays(record, record.notes) if record else None
    return read if record and _sound(record) else None


def _record(path: str, data: bytes | None) -> Record | None:
    """What a file said; its mistakes were told when it was new."""
    notes = Notes()
    text = decode(path, data, notes) if data is not None else None
    return read_yaml(path, text, notes) if text is not None else None


def _sound(record: Record) -> bool:
    """Whether nothing was wrong in it by itself: else it was refused, and what had been published stayed."""
    return not errors(record.notes.problems)
