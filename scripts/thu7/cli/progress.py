"""Plans as they are made, with a word on how far that has come."""

from __future__ import annotations

import time
from collections.abc import Sequence

import click

from thu7.plan import planner, report
from thu7.plan.from_rosters import Task
from thu7.plan.outcome import Planned
from thu7.plan.planner import Plan
from thu7.system import parallel

QUIET = 1.0
"""Seconds after which work says how far it has come."""


def plans(tasks: Sequence[Task]) -> list[Planned]:
    """Each task with its plan."""
    return [Planned(task, made) for task, made in zip(tasks, _solved(tasks), strict=True)]


def _solved(tasks: Sequence[Task]) -> list[Plan]:
    """A plan for each task, on all cores where there are several; work over a second says how far it has come."""
    progress = Progress(len(tasks))
    if len(tasks) == 1:
        return [planner.plan(tasks[0].staffing, progress=progress.stage)]
    # The largest first, so that no core is left alone with one at the end.
    order = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].staffing.needs) * len(tasks[i].staffing.workers))
    found: dict[int, Plan] = {}
    largest_first = [tasks[i].staffing for i in order]
    for index, made in zip(order, parallel.each(planner.plan, largest_first), strict=True):
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
