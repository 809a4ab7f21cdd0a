"""The commands about who serves: plan, and what an evening of planning asks besides."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

from thu7 import drafts, planner, problems, project, reporting, scheduling, wording
from thu7.click_options import OPTIONS, Day, on_option
from thu7.planner import Plan
from thu7.problems import Problem
from thu7.reporting import Planned
from thu7.scheduling import Request, Task

WEEKS = 13
"""How far ahead is planned where nobody says."""
QUIET = 1.0
"""Seconds after which work says how far it has come."""

horizon_options = (
    click.option("--from", "first", type=Day(), help="Xếp từ ngày này, như 05/12/2026. Không ghi thì từ hôm nay."),
    click.option("--weeks", type=click.IntRange(1, 104), help=f"Xếp bao nhiêu tuần. Không ghi thì {WEEKS} tuần."),
    click.option("--to", "last", type=Day(), help="Xếp đến hết ngày này, thay cho --weeks."),
    click.option(
        "--free", type=Day(), multiple=True, help="Cho đổi cả buổi gần này, như 28/11/2026. Ghi được nhiều lần."
    ),
)


def _horizon(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(horizon_options):
        command = option(command)
    return command


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="[WARD]", required=False)
@click.option("--all", "everything", is_flag=True, help="Xếp mọi phường.")
@_horizon
@click.option("--write", is_flag=True, help="Ghi vào tệp của từng buổi. Không có thì chỉ xem.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Cách in kết quả.")
@on_option
@click.pass_obj
def plan(
    root: Path,
    ward: str | None,
    everything: bool,
    first: dt.date | None,
    weeks: int | None,
    last: dt.date | None,
    free: Sequence[dt.date],
    write: bool,
    form: str,
    today: dt.date,
) -> None:
    """Xếp người vào những chỗ còn trống, công bằng nhất có thể, như: thu7 plan an-nhon

    Người đã báo thì giữ nguyên, trừ khi không đến được. Phường có người giúp chung được xếp cùng nhau.
    """
    if everything is (ward is not None):
        raise click.UsageError("Ghi mã một phường, như: thu7 plan an-nhon, hoặc mọi phường: thu7 plan --all")
    if weeks and last:
        raise click.UsageError("Chỉ dùng một trong hai: --weeks hoặc --to.")
    desk = Desk(root, today)
    start = max(first or today, today)
    request = Request(start, last or start + dt.timedelta(weeks=weeks or WEEKS) - dt.timedelta(days=1), frozenset(free))
    if request.last < request.first:
        raise click.UsageError(f"--to {wording.date(request.last)} nằm trước ngày đầu {wording.date(request.first)}.")
    planned = desk.planned(desk.groups(ward), request, skip=everything)
    written = len(desk.write(planned)) if write else None
    if form == "json":
        click.echo(json.dumps(reporting.as_values(desk.world, planned), ensure_ascii=False, indent=2))
    else:
        click.echo(reporting.as_text(desk.world, planned, written))


class Desk:
    """The schedule of a project as it was read, and what the commands do with it; on a mistake the command ends."""

    def __init__(self, root: Path, today: dt.date) -> None:
        self.root, self.files = root, project.load(root, (project.SCHEDULE,))
        self.world, self.problems = project.read_schedule(self.files, today)

    def groups(self, ward: str | None) -> list[tuple[str, ...]]:
        """The group of a ward, or all of them."""
        folders = {path.split("/")[1] for path in self.files if path.endswith("/roster.yml")}
        if ward is not None and ward not in folders:
            names = {
                word: r.ward for r in self.world.rosters.values() for word in (r.venue.name, *r.venue.former_names)
            }
            near = wording.nearest(ward, {**dict.fromkeys(folders), **names})
            raise click.UsageError(
                f"Không có phường “{ward}”. "
                + (f"Có phải là “{names.get(near, near)}”?" if near else "Các phường: " + ", ".join(sorted(folders)))
            )
        self._stop(scheduling.in_the_way(self.problems, folders if ward is None else {ward}))
        groups = [wards for wards in scheduling.groups(self.world) if ward is None or ward in wards]
        self._stop(scheduling.in_the_way(self.problems, {name for wards in groups for name in wards}))
        return groups

    def planned(self, groups: Iterable[tuple[str, ...]], request: Request, skip: bool = False) -> list[Planned]:
        """Each group with its plan. Groups for which there is nothing to plan are told and left out, if ``skip``."""
        tasks = [self.task(wards, request, skip) for wards in groups]
        found = [task for task in tasks if task]
        if not found:
            raise click.UsageError("Chưa có phường nào xếp được.")
        return [Planned(task, made) for task, made in zip(found, _plans(found), strict=True)]

    def task(self, wards: tuple[str, ...], request: Request, skip: bool = False) -> Task | None:
        """What is to be planned; None where there is nothing and that may be."""
        task = scheduling.task(self.world, wards, request)
        self._stop(tuple(scheduling.broken(self.world, task)))
        hopeless = tuple(scheduling.hopeless(self.world, task))
        if len(hopeless) < len(wards) or skip:
            if hopeless:
                click.echo(problems.as_text(hopeless), err=True)
            return task if len(hopeless) < len(wards) else None
        self._stop(hopeless)
        return None

    def write(self, planned: Sequence[Planned], besides: dict[Path, bytes] | None = None) -> tuple[Path, ...]:
        """Write the Saturdays that change, and what goes with them, all or nothing."""
        made = drafts.planned_saturdays(self.root, self.files, planned)
        if isinstance(made, Problem):
            self._stop((made,))
            return ()
        return drafts.write_all({**made, **(besides or {})})

    def _stop(self, found: Sequence[Problem]) -> None:
        if found:
            click.echo(problems.as_text(problems.in_order(found)), err=True)
            click.echo(f"{problems.summary(found)} Chưa xếp và chưa ghi gì.", err=True)
            sys.exit(1)


def _plans(tasks: Sequence[Task]) -> list[Plan]:
    """A plan for each task, on all cores where there are several; work over a second says how far it has come."""
    progress = Progress(len(tasks))
    if len(tasks) == 1:
        return [planner.plan(tasks[0].staffing, progress=progress.stage)]
    # The largest first, so that no core is left alone with one at the end.
    order = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].staffing.needs) * len(tasks[i].staffing.workers))
    found: dict[int, Plan] = {}
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(tasks))) as pool:
        try:
            for index, made in zip(order, pool.map(planner.plan, (tasks[i].staffing for i in order)), strict=True):
                found[index] = made
                progress.done(len(found))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [found[index] for index in range(len(tasks))]


class Progress:
    """A line on the error channel once work takes over a second."""

    def __init__(self, count: int) -> None:
        self.count, self.start = count, time.monotonic()

    def stage(self, name: str) -> None:
        self._say(f"đã xong bước {reporting.ORDER[name]} trên {len(reporting.ORDER)}")

    def done(self, count: int) -> None:
        self._say(f"đã xong {count} trên {self.count} nhóm phường")

    def _say(self, what: str) -> None:
        if time.monotonic() - self.start > QUIET:
            click.echo(f"Đang xếp: {what}.", err=True)


COMMANDS = (plan,)
