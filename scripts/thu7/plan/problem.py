"""What the planner is asked: places to fill, people who may fill them, and what has been told to whom; plain values.

One ``Staffing`` holds wards that share people; what is best for one of them cannot be told without the others.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

WEEK = dt.timedelta(weeks=1)


class Slot(NamedTuple):
    """The places of one role on one Saturday at one ward."""

    date: dt.date
    ward: str
    role: str


class Duty(NamedTuple):
    """One person in one place; ``key`` is ``ward/code``."""

    date: dt.date
    ward: str
    role: str
    key: str

    @property
    def slot(self) -> Slot:
        return Slot(self.date, self.ward, self.role)

    @property
    def desk(self) -> tuple[str, dt.date]:
        """The ward and the Saturday: one file."""
        return self.ward, self.date


@dataclass(frozen=True)
class Worker:
    """What the planner knows of a person."""

    key: str
    skills: frozenset[tuple[str, str]]
    """Ward and role of every place they can fill."""
    away: frozenset[dt.date] = frozenset()
    monthly_limit: int | None = None
    rest: int = 0
    """Saturdays of rest between two of theirs."""
    new: bool = False
    likes: frozenset[str] = frozenset()
    dislikes: frozenset[dt.date] = frozenset()
    past: int = 0
    """Mornings on which they lately came: they count in their fair share."""
    past_days: int = 0
    """Of the Saturdays behind those on which they could have come, since they first did."""


@dataclass(frozen=True)
class Staffing:
    """The places of some coming Saturdays and the people for them. Closed Saturdays have no places."""

    needs: Mapping[Slot, int]
    """How many people each slot takes."""
    leads: Mapping[str, str]
    """The role that leads, ward by ward."""
    workers: Mapping[str, Worker]
    published: frozenset[Duty] = frozenset()
    """What has been told and is still possible."""
    fixed: frozenset[Duty] = frozenset()
    """What must stay: settled by hand, or too near to be changed. A part of ``published``."""
    room: Mapping[Slot, int] = field(default_factory=dict)
    """How many may be placed in a slot, where that is not its need: fewer on a Saturday that stays as it is told."""
    served: Mapping[str, frozenset[dt.date]] = field(default_factory=dict)
    """Saturdays before and after these on which somebody serves: they count for limits and rest."""

    def places(self, slot: Slot) -> int:
        """How many people may be placed in a slot."""
        return self.room.get(slot, self.needs[slot])

    def chances(self, worker: Worker) -> int:
        """On how many Saturdays somebody could serve, lately and now: what their fair share is measured by."""
        return len(self.free_days(worker)) + worker.past_days

    def free_days(self, worker: Worker) -> frozenset[dt.date]:
        """The Saturdays on which somebody could serve at all."""
        dates = (slot.date for skill in worker.skills for slot in self.slots_of.get(skill, ()))
        return frozenset(dates) - worker.away

    @cached_property
    def slots_of(self) -> Mapping[tuple[str, str], tuple[Slot, ...]]:
        """The slots of a ward's role, in order: a city asks this of everybody."""
        ordered = sorted(self.needs, key=lambda slot: (slot[1:], slot.date))
        return {skill: tuple(slots) for skill, slots in itertools.groupby(ordered, key=lambda slot: slot[1:])}

    @cached_property
    def able(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Who has a ward's role among their skills, in the order of the workers."""
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for key, worker in self.workers.items():
            for skill in worker.skills:
                found[skill].append(key)
        return {skill: tuple(keys) for skill, keys in found.items()}


class Rota:
    """Duties, found by person and by desk."""

    def __init__(self, duties: Iterable[Duty]) -> None:
        self.of_person: defaultdict[str, list[Duty]] = defaultdict(list)
        self.at_desk: defaultdict[tuple[str, dt.date], list[Duty]] = defaultdict(list)
        for duty in sorted(duties):
            self.add(duty)

    def add(self, duty: Duty) -> None:
        self.of_person[duty.key].append(duty)
        self.at_desk[duty.desk].append(duty)

    def remove(self, duty: Duty) -> None:
        self.of_person[duty.key].remove(duty)
        self.at_desk[duty.desk].remove(duty)

    def duties(self) -> frozenset[Duty]:
        return frozenset(duty for own in self.of_person.values() for duty in own)


class Rule(StrEnum):
    """What can stand in the way of a duty."""

    UNABLE, AWAY, BUSY, LIMIT = "unable", "away", "busy", "limit"
    REST, ALONE, FULL, CLOSED = "rest", "alone", "full", "closed"


class Measures(NamedTuple):
    """What a plan is worth, stage by stage; of two plans the one whose measures are less, in this order, is better."""

    leads: int
    """Lead places that stay open."""
    others: int
    """Other places that stay open."""
    changes: int
    """Published duties that are not kept."""
    excess: Fraction
    """By how many Saturdays the most burdened person serves above their fair share, lately and now."""
    squares: int
    """The sum of the squares of all loads, what was lately served among them."""
    wishes: int
    """Wishes not met: two for a disliked date or a duty beside nobody who is liked, one for two Saturdays running."""
    tie: int
    """A sum of numbers that nobody chose: it makes one plan of many equally good ones."""


def month(day: dt.date) -> tuple[int, int]:
    """The calendar month in which limits are counted."""
    return day.year, day.month


def tie_breaker(duty: Duty) -> int:
    """A number below a million that nobody chose: among plans equally good the one with the least sum is taken.

    It makes the plan a function of the roster alone. Were it much smaller, some plans would still be equal; were it larger, a
    solver's tolerances would swallow it.
    """
    name = "\0".join((duty.key, duty.date.isoformat(), duty.ward, duty.role))
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) % 1_000_000


def open_places(staffing: Staffing, duties: Collection[Duty]) -> dict[Slot, int]:
    """How many places of each slot nobody takes; slots that are full are left out."""
    taken: defaultdict[Slot, int] = defaultdict(int)
    for duty in duties:
        taken[duty.slot] += 1
    return {slot: need - taken[slot] for slot, need in sorted(staffing.needs.items()) if need > taken[slot]}
