"""What calendars say of each Saturday, and since when: the schedule of today, seen through its history.

An event's stamps are those of the last step that changed what it says. Whoever was told of a Saturday and is no longer on it
is told that too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from thu7.calendar.history import History
from thu7.calendar.occurrence import Occurrence, Said, said_of_ward
from thu7.calendar.replay import Replay, ward_and_day
from thu7.rota import holidays_file
from thu7.rota.model import Volunteer
from thu7.rota.schedule import Schedule
from thu7.text import privacy, vietnamese

KEPT = dt.timedelta(days=30)
"""How long after its day a cancelled event is still told."""
BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""When everything was told where there is no history."""
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Told:
    """An occurrence with its stamps."""

    occurrence: Occurrence
    changed: dt.datetime
    """When it last changed, in UTC."""
    revision: int
    """How often its time, place or status changed."""


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


def tell(schedule: Schedule, history: History, public_numbers: Sequence[str] = ()) -> Telling:
    """The schedule of today, with the stamps that its history gives it.

    Args:
        public_numbers: telephone numbers that may be said to everybody.
    """
    replay = Replay()
    found = _replayed(schedule, history, replay)
    until = schedule.today - KEPT
    public: defaultdict[str, list[Told]] = defaultdict(list)
    own: defaultdict[str, list[Told]] = defaultdict(list)
    for ward, days in found.items():
        for day, by_whom in sorted(days.items()):
            for whom, told in by_whom.items():
                if (not told.occurrence.cancelled or day >= until) and _may_be_said(told.occurrence, public_numbers):
                    (own[whom] if whom else public[ward]).append(told)
    for listed in own.values():
        listed.sort(key=lambda told: (told.occurrence.date, told.occurrence.ward))
    people = replay.people | {one.key: one for desk in schedule.rosters.values() for one in desk.volunteers}
    renamed = {key: new for key, one in people.items() if (new := _renamed(schedule, one, people))}
    former: defaultdict[str, list[Volunteer]] = defaultdict(list)
    for key, new in sorted(renamed.items()):
        # Whose address was changed since has withdrawn the old one with it.
        if people[key].issue == people[new].issue:
            former[new].append(people[key])
    lately = sorted(key for key, listed in own.items() if listed[-1].occurrence.date >= until)
    left = (people[key] for key in lately if key in people and key not in renamed and not schedule.person(key))
    closed = {
        ward: listed
        for ward, listed in sorted(public.items())
        if ward not in schedule.rosters and ward not in schedule.renamed and listed[-1].occurrence.date >= until
    }
    return Telling(public, closed, own, tuple(left), former)


_Found = dict[str, dict[dt.date, dict[str, Told]]]
"""What was told by ward, day, and whom it was told to."""


def _replayed(schedule: Schedule, history: History, replay: Replay) -> _Found:
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
    for ward in {*schedule.rosters, *found}:
        days, now_said = found.setdefault(ward, {}), said_of_ward(schedule, ward)
        for day in {*days, *now_said}:
            _update(days.setdefault(day, {}), now_said.get(day, {}), now)
    return found


def _renamed(schedule: Schedule, one: Volunteer, people: Mapping[str, Volunteer]) -> str | None:
    """The key of the same person, by name, in the ward that their ward's folder became; None where there is none."""
    ward = schedule.renamed.get(one.ward)
    now = people.get(f"{ward}/{one.code}") if ward else None
    return now.key if now and vietnamese.fold(now.name) == vietnamese.fold(one.name) else None


def _may_be_said(one: Occurrence, public_numbers: Sequence[str]) -> bool:
    """Whether an event of a Saturday that is no longer there may be told of.

    Today's files have been checked. What stood in an older one may have been refused, and has then not been told to anybody.
    """
    public = (one.phone, *public_numbers)
    return not one.gone or not any(found for text in one.texts for found in privacy.personal_data("", text, public))


def _update(found: dict[str, Told], said: Said, moment: dt.datetime) -> None:
    """Bring what was told of one Saturday up to what is said now."""
    for whom, new in said.items():
        _take(found, whom, new, moment)
    for whom in [whom for whom in found if whom not in said]:
        old = found[whom].occurrence
        # What is said of the Saturday now, to somebody who had a role in it.
        _take(found, whom, replace(said.get("", old), role=old.role, note="", lead="", gone=True), moment)


def _touch(found: _Found, path: str, moment: dt.datetime, times: int) -> None:
    """Raise the stamps of what a file says, by as much as others may have raised them."""
    ward, day = ward_and_day(path)
    for name in found if path == holidays_file.HOLIDAYS else (ward,):
        for date, by_whom in found.get(name, {}).items():
            if day is None or date == day:
                for whom, told in by_whom.items():
                    by_whom[whom] = replace(told, changed=moment, revision=told.revision + times)


def _take(found: dict[str, Told], whom: str, new: Occurrence, moment: dt.datetime) -> None:
    old = found.get(whom)
    if old is None:
        found[whom] = Told(new, moment, 0)
    elif old.occurrence != new:
        found[whom] = Told(new, moment, old.revision + (old.occurrence.significant != new.significant))
