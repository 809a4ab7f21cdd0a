"""A task and its plan, and what of the Saturdays' files it changes."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from thu7.plan.from_rosters import Task
from thu7.plan.planner import Plan
from thu7.plan.problem import Duty, Slot, open_places
from thu7.rota.roster_file import code_in


@dataclass(frozen=True)
class Planned:
    """A task and its plan."""

    task: Task
    plan: Plan

    def people(self, ward: str, day: dt.date) -> dict[str, list[str]]:
        """Role by role, in the ward's order, the codes of who serves, as they are written in that ward's files.

        Who is in the file already keeps their place in it.
        """
        told, now = self.task.told[ward, day], self.at_desk.get((ward, day), frozenset())
        found: dict[str, list[str]] = {role: [] for role in self._roles.get((ward, day), ())}
        for duty in (*(duty for duty in told if duty in now), *sorted(now.difference(told))):
            found[duty.role].append(code_in(duty.ward, duty.key))
        return found

    def changed(self) -> list[tuple[str, dt.date]]:
        """The Saturdays whose files would change."""
        return [place for place, told in self.task.told.items() if set(told) != self.at_desk.get(place, set())]

    @cached_property
    def missing(self) -> Mapping[Slot, int]:
        """How many places of each slot stay open; slots that are full are left out."""
        return open_places(self.task.staffing, self.plan.duties)

    @cached_property
    def _roles(self) -> Mapping[tuple[str, dt.date], Sequence[str]]:
        """The roles of each desk, in the ward's order."""
        found: defaultdict[tuple[str, dt.date], list[str]] = defaultdict(list)
        for slot in self.task.staffing.needs:
            found[slot.ward, slot.date].append(slot.role)
        return found

    @cached_property
    def at_desk(self) -> Mapping[tuple[str, dt.date], frozenset[Duty]]:
        """The duties of the plan by ward and date."""
        ordered = sorted(self.plan.duties, key=lambda duty: duty.desk)
        return {desk: frozenset(duties) for desk, duties in itertools.groupby(ordered, key=lambda duty: duty.desk)}
