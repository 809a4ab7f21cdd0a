"""Plans as they are made, with a word on how far that has come."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence

import click

from thu7.plan import planner, report
from thu7.plan.from_rosters import Task
from thu7.plan.outcome import Planned
from thu7.plan.planner import Plan
from thu7.system import parallel

QUIET = 1.0
"""Seconds after which work says how far it has come."""
START = 1.5
"""Seconds for the command to start and to end, whatever its size."""
AFTER = 0.5
"""What is left for the report and the files, as a part of what reading took: measured at 168 wards, and some more."""


class Deadline:
    """When planning has to end, so that the whole command ends in the time that was given. It can be asked in any process: this
    clock is one for the whole machine."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.start, self.seconds = clock, clock(), seconds
        self.end = self.start + seconds

    def leave_time(self) -> None:
        """Called once the schedule is read: what comes after planning takes some part of what came before it."""
        self.end = self.start + self.seconds - START - AFTER * (self.clock() - self.start)

    def remaining(self) -> float:
        """The seconds that planning may still take."""
        return self.end - self.clock()


def plans(tasks: Sequence[Task], deadline: Deadline | None = None) -> list[Planned]:
    """Each task with its plan, proven or, where there is a deadline, as good as it was found by then."""
    return [Planned(task, made) for task, made in zip(tasks, _solved(tasks, deadline), strict=True)]


def _solved(tasks: Sequence[Task], deadline: Deadline | None) -> list[Plan]:
    """A plan for each task, on all cores where there are several; work over a second says how far it has come."""
    progress = Progress(len(tasks))
    remaining = deadline.remaining if deadline else None
    if len(tasks) == 1:
        return [planner.plan(tasks[0].staffing, progress=progress.stage, remaining=remaining)]
    # The largest first, so that no core is left alone with one at the end; against the clock the smallest, so that most are proven.
    order = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].staffing.needs) * len(tasks[i].staffing.workers))
    if deadline:
        order.reverse()
    found: dict[int, Plan] = {}
    in_order = [tasks[i].staffing for i in order]
    work = functools.partial(planner.plan, remaining=remaining)
    for index, made in zip(order, parallel.each(work, in_order), strict=True):
        found[index] = made
        progress.done(len(found))
    return [found[index] for index in range(len(tasks))]


class Progress:
    """A line on the error channel once work takes over a second."""

    def __init__(self, count: int) -> None:
        self.count, self.start = count, time.monotonic()

    def stage(self, name: str) -> None:
        self._say(f"đã xong bước {report.ORDER[name]} trên {len(report.ORDER)}")

    def done(self, count: int) -> None:
        self._say(f"đã xong {count} trên {self.count} nhóm phường")

    def _say(self, what: str) -> None:
        if time.monotonic() - self.start > QUIET:
            click.echo(f"Đang xếp: {what}.", err=True)
