"""Who meets whom at a desk: for people bound by who likes whom, every way in which they can serve together is one column.

Half a person beside half of another meets nobody, yet a plain row for each pair lets them: over a whole city its relaxation was
ten parts in a hundred below the best, and no search closed that. A column for each whole way leaves no halves: there the
relaxation is the best.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from thu7.plan.formulation import Formulation, Model, Terms
from thu7.plan.problem import Duty, Slot, Staffing

MOST_WAYS = 5000
"""Choices at one desk beyond which a column for each pair stands in for one for each way."""
Choice = tuple[Duty, ...]


@dataclass(frozen=True)
class Meeting:
    """People bound by liking who could meet at one desk on one day, and the columns that say how they do."""

    duties: tuple[Duty, ...]
    ways: Mapping[frozenset[Duty], int]
    """A column for each set of duties that can stand together."""
    pairs: Mapping[str, int]
    """Where there are too many ways: a column for each person that is one where somebody they like is there too."""


class Company:
    """The columns and rows that say who meets whom, to be added to those of a formulation."""

    def __init__(self, columns: Formulation, usable: Callable[[int], bool]) -> None:
        """The meetings of duties whose column may still be one: ``usable`` says which."""
        self.staffing, self.of = columns.staffing, columns.of
        self.model = Model(len(columns.model.upper))
        self.costs: list[tuple[int, float]] = []
        self.meetings: list[Meeting] = []
        for duties in _bound(self.staffing, [duty for duty, column in self.of.items() if usable(column)]):
            self._meeting(duties)

    def _meeting(self, duties: Choice) -> None:
        likes = {duty.key: self.staffing.workers[duty.key].likes for duty in duties}
        if not any(likes[key] & likes.keys() for key in likes):
            self.costs += [(self.of[duty], 2) for duty in duties if likes[duty.key]]
            return
        own = [tuple(duties) for _, duties in itertools.groupby(duties, key=lambda duty: duty.key)]
        if math.prod(len(some) + 1 for some in own) > MOST_WAYS:
            self._pairs(duties, likes)
            return
        ways = {frozenset(way): self.model.column() for way in _ways(self.staffing, own)}
        self.meetings.append(Meeting(duties, ways, {}))
        self.model.row(0, [(column, 1) for column in ways.values()], 1)
        for duty in duties:
            self.model.row(0, [(self.of[duty], 1), *((column, -1) for way, column in ways.items() if duty in way)], 0)
        self.costs += [(column, unmet) for way, column in ways.items() if (unmet := _unmet(way, likes))]

    def _pairs(self, duties: Choice, likes: Mapping[str, frozenset[str]]) -> None:
        pairs = {}
        for key in [key for key in likes if likes[key]]:
            pairs[key] = self.model.column()
            for some in ([d for d in duties if d.key == key], [d for d in duties if d.key in likes[key]]):
                self.model.row(-math.inf, [(pairs[key], 1), *((self.of[duty], -1) for duty in some)], 0)
            self.costs += [(pairs[key], -2), *((self.of[duty], 2) for duty in duties if duty.key == key)]
        self.meetings.append(Meeting(duties, {}, pairs))

    def columns_of(self, taken: Callable[[Duty], bool]) -> Iterator[int]:
        """The columns that are one in a plan, by whether it has a duty."""
        for meeting in self.meetings:
            there = frozenset(filter(taken, meeting.duties))
            keys = {duty.key for duty in there}
            if there in meeting.ways:
                yield meeting.ways[there]
            yield from (
                column
                for key, column in meeting.pairs.items()
                if key in keys and self.staffing.workers[key].likes & keys
            )

    def terms(self) -> Terms:
        """What each column adds to the wishes that are not met."""
        return self.costs


def _bound(staffing: Staffing, duties: Sequence[Duty]) -> Iterator[Choice]:
    """The duties of people bound by liking, desk by desk, those of one person side by side."""
    leader: dict[str, str] = {}

    def first(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for key, worker in sorted(staffing.workers.items()):
        for other in sorted(worker.likes):
            leader[first(key)] = first(other)
    at_desk: defaultdict[tuple[object, ...], list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.key in leader:
            at_desk[*duty.desk, first(duty.key)].append(duty)
    for some in at_desk.values():
        yield tuple(sorted(some, key=lambda duty: (duty.key, duty)))


def _ways(staffing: Staffing, own: Sequence[Choice]) -> Iterator[Choice]:
    """Every choice of duties, one a person at most, that fits into the places and leaves nobody new without somebody."""
    for choice in itertools.product(*((None, *some) for some in own)):
        way = tuple(duty for duty in choice if duty)
        taken = Counter(duty.slot for duty in way)
        if way and all(count <= staffing.places(slot) for slot, count in taken.items()):
            full = {slot.role for slot, count in taken.items() if count == staffing.places(slot)}
            guided = {duty.role for duty in way if not staffing.workers[duty.key].new}
            if all(_guided(staffing, duty, full, guided) for duty in way if staffing.workers[duty.key].new):
                yield way


def _guided(staffing: Staffing, duty: Duty, full: set[str], guided: set[str]) -> bool:
    """Whether somebody with experience is there, or could be."""
    lead = staffing.leads[duty.ward]
    return any(
        role in guided or (role not in full and staffing.places(Slot(duty.date, duty.ward, role)) > 0)
        for role in {duty.role, lead}
        if Slot(duty.date, duty.ward, role) in staffing.needs
    )


def _unmet(way: frozenset[Duty], likes: Mapping[str, frozenset[str]]) -> int:
    there = {duty.key for duty in way}
    return sum(2 for duty in way if likes[duty.key] and not likes[duty.key] & there)
