"""The schedule, joined: who can do what where, and when a desk is closed; and that no ward goes by a word."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from thu7.rota.model import Certificate, Closure, Gap, Results, Roster, Saturday, Shift, Volunteer
from thu7.text import vietnamese
from thu7.text.problems import Place, Problem

_OfWard = TypeVar("_OfWard", Saturday, Results)
SATURDAY = 5


def in_coming_year(day: dt.date, today: dt.date) -> dt.date:
    """The same day and month, in the first year in which it is not past."""
    for year in (day.year, today.year, today.year + 1):
        # The day behind the end of February stands for a 29th that a year has not.
        leap = (day.month, day.day) == (2, 29)
        moved = dt.date(year, 3, 1) if leap and year % 4 else day.replace(year=year)
        if moved >= today:
            return moved
    return day


def is_year_slip(day: dt.date, today: dt.date) -> bool:
    """Whether a day is past, was no Saturday, and is one in the coming year: then the year was not changed."""
    coming = in_coming_year(day, today)
    return day < today and day.weekday() != SATURDAY and coming.weekday() == SATURDAY


def meant_saturday(day: dt.date, today: dt.date) -> dt.date:
    """The Saturday from today on that somebody may have meant who wrote a day that cannot be."""
    return _saturday_from(in_coming_year(day, today))


def saturdays(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The Saturdays from the first to the last day, both included."""
    day = _saturday_from(first)
    while day <= last:
        yield day
        day += dt.timedelta(weeks=1)


def _saturday_from(day: dt.date) -> dt.date:
    return day + dt.timedelta((SATURDAY - day.weekday()) % 7)


def no_ward(word: str, wards: Iterable[str], rosters: Iterable[Roster] = ()) -> Problem:
    """That no ward goes by a word, with the one that is meant where it looks like one.

    Args:
        wards: the names of the wards' folders.
        rosters: those that can be read; they are known by their old and new names too.
    """
    names = {name: name for name in wards}
    names |= {name: desk.ward for desk in rosters for name in (desk.venue.name, *desk.venue.former_names)}
    called = {vietnamese.fold(name): name for name in names}
    near = called.get(vietnamese.fold(word)) or vietnamese.nearest(word, names)
    hint = (
        f"Có phải là “{names[near]}”?" if near else f"Thêm phường: thu7 new ward {vietnamese.slug(word) or 'an-nhon'}"
    )
    return Problem(Place(word), "usage", f"Không có phường “{word}”.", hint)


def _by_ward(listed: Iterable[_OfWard]) -> Mapping[str, Sequence[_OfWard]]:
    found: defaultdict[str, list[_OfWard]] = defaultdict(list)
    for one in listed:
        found[one.ward].append(one)
    return dict(found)


@dataclass(frozen=True, eq=False)
class Schedule:
    """Rosters, Saturdays and holidays as seen on one day: what the rules look at and what plans and calendars are made from."""

    today: dt.date
    rosters: Mapping[str, Roster]
    """By ward."""
    saturdays: tuple[Saturday, ...]
    holidays: tuple[Closure, ...]
    results: tuple[Results, ...] = ()
    """What came of Saturdays, in order of date, then of ward."""
    certificates: tuple[Certificate, ...] = ()
    """By ward, then in the order in which they were issued."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """The wards whose folder had another name, by that name."""

    def coming(self) -> Iterator[Saturday]:
        """The Saturdays from today on; what lies behind is only required to be readable."""
        return (saturday for saturday in self.saturdays if saturday.date >= self.today)

    @cached_property
    def saturdays_of(self) -> Mapping[str, Sequence[Saturday]]:
        """The Saturdays of each ward, in order: a country has too many to look through all of them for each."""
        return _by_ward(self.saturdays)

    @cached_property
    def results_of(self) -> Mapping[str, Sequence[Results]]:
        """What came of the Saturdays of each ward, in order."""
        return _by_ward(self.results)

    def person(self, key: str) -> Volunteer | None:
        """Who goes by ``ward/code``; None where nobody does."""
        ward, _, code = key.partition("/")
        roster = self.rosters.get(ward)
        return roster.by_code.get(code) if roster else None

    def roles_of(self, key: str, ward: str) -> tuple[str, ...] | None:
        """What a person can do at a ward, folded; None where nobody there goes by that key."""
        person, roster = self.person(key), self.rosters.get(ward)
        if person is None or roster is None:
            return None
        if person.ward == ward:
            return tuple(vietnamese.fold(role) for role in person.roles)
        return next((tuple(vietnamese.fold(role) for role in g.roles) for g in roster.guests if g.key == key), None)

    def rest_of(self, person: Volunteer) -> int:
        """Saturdays of rest between two of theirs: their own number, else their ward's."""
        return self.rosters[person.ward].rest if person.rest is None else person.rest

    def why_closed(self, saturday: Saturday) -> str:
        """Why a desk is closed on a Saturday, the nearest reason first; empty where it is open."""
        return saturday.closed or self.why_ward_closed(saturday.ward, saturday.date)

    def why_closed_on(self, ward: str, day: dt.date) -> str:
        """The same for a day that may have no file."""
        own = next((s for s in self.saturdays_of.get(ward, ()) if s.date == day), None)
        return self.why_closed(own) if own else self.why_ward_closed(ward, day)

    def why_ward_closed(self, ward: str, day: dt.date) -> str:
        """Why a desk is closed that day, as the ward and the holidays tell it."""
        roster = self.rosters.get(ward)
        days = (*(roster.closures if roster else ()), *self.holidays)
        return next((c.reason for c in days if c.date == day and c.closes), "")

    def wards(self) -> list[tuple[Roster, list[Shift]]]:
        """Each ward with its Saturdays in order of date, in the order of the wards' names."""
        return list(self._wards)

    @cached_property
    def _wards(self) -> list[tuple[Roster, list[Shift]]]:
        return [(ward, self.shifts(ward)) for ward in self.desks]

    @cached_property
    def desks(self) -> tuple[Roster, ...]:
        """The wards in the order of their names."""
        return tuple(sorted(self.rosters.values(), key=lambda r: vietnamese.collation(r.venue.name)))

    def shifts(self, ward: Roster, since: dt.date | None = None) -> list[Shift]:
        """A ward's Saturdays in order of date, with the closures that are near enough to be told.

        Args:
            since: the first day whose closure is told; without, today.
        """
        since = self.today if since is None else since
        own = self.saturdays_of.get(ward.ward, ())
        planned = {s.date for s in own}
        # A closure within eight weeks of the last planned Saturday is told too: people plan around Tết.
        horizon = max(planned, default=since) + dt.timedelta(weeks=8)
        closures = (
            Saturday(ward.ward, c.date, c.place)
            for c in (*ward.closures, *self.holidays)
            if c.closes and c.date.weekday() == SATURDAY and since <= c.date <= horizon and c.date not in planned
        )
        days = {s.date: s for s in (*closures, *own)}
        return [joined for day in sorted(days) if (joined := self.shift(days[day]))]

    def shift(self, saturday: Saturday) -> Shift | None:
        """The Saturday joined with its ward and people; None where the ward has no roster that can be read."""
        roster = self.rosters.get(saturday.ward)
        if roster is None:
            return None
        closed = self.why_closed(saturday)
        people, gaps = [], []
        for need in roster.needs:
            serving = tuple(
                person
                for assignment in saturday.assignments
                if vietnamese.fold(assignment.role) == vietnamese.fold(need.role)
                and (person := self.person(assignment.key))
            )
            people.append((need.role, () if closed else serving))
            if not closed and len(serving) < need.count:
                gaps.append(Gap(need.role, need.count - len(serving)))
        return Shift(roster, saturday, tuple(people), tuple(gaps), closed)
