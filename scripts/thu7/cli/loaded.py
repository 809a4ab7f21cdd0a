"""The schedule of a project as the commands work with it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import click

from thu7 import drafts, folders, project
from thu7.cli.progress import Deadline, plans
from thu7.plan import blockers, from_rosters
from thu7.plan.from_rosters import Request, Task
from thu7.plan.outcome import Planned
from thu7.rota.schedule import no_ward
from thu7.system import disk
from thu7.text import problems, vietnamese
from thu7.text.problems import Problem

WEEKS = 13
"""How far ahead is planned where nobody says."""


class LoadedSchedule:
    """The schedule of a project as it was read, and what the commands do with it; on a mistake the command ends."""

    def __init__(self, root: Path, today: dt.date, files: dict[str, bytes] | None = None) -> None:
        self.root, self.files = root, folders.load(root, (folders.SCHEDULE,)) if files is None else files
        self.schedule, self.problems = project.read_schedule(self.files, today)

    def groups(self, ward: str | None) -> list[tuple[str, ...]]:
        """The group of a ward, or all of them."""
        folders = {path.split("/")[1] for path in self.files if path.endswith("/roster.yml")}
        if ward is not None and ward not in folders:
            raise click.UsageError(problems.sentence(no_ward(ward, sorted(folders), self.schedule.rosters.values())))
        self.stop_where_unreadable(folders if ward is None else {ward})
        groups = [wards for wards in from_rosters.groups(self.schedule) if ward is None or ward in wards]
        self.stop_where_unreadable({name for wards in groups for name in wards})
        return groups

    def stop_where_unreadable(self, wards: Collection[str]) -> None:
        """End the command where something must be mended by hand first."""
        self._stop(blockers.in_the_way(self.problems, wards))

    def person(self, code: str, wards: Collection[str], ward: str = "") -> str:
        """``ward/code`` of somebody in these wards; a code alone means the one of ``ward``, or the only one there is."""
        people = [
            person
            for name in wards
            if name in self.schedule.rosters
            for person in self.schedule.rosters[name].volunteers
        ]
        folded = vietnamese.fold(code)
        found = [person.key for person in people if folded in (person.key, person.code)]
        own = [key for key in found if key == f"{ward}/{folded}"] or found
        if len(own) > 1:
            raise click.UsageError(f"Nhiều người mang mã “{code}”. Ghi rõ một người: {', '.join(own)}")
        if not own:
            near = vietnamese.nearest(code, (person.code for person in people))
            raise click.UsageError(f"Không có ai mang mã “{code}”." + (f" Có phải là “{near}”?" if near else ""))
        return own[0]

    def role(self, ward: str, name: str) -> str:
        """A role as the ward writes it."""
        roles = self.schedule.rosters[ward].role_names
        found = roles.get(vietnamese.fold(name))
        if found is None:
            raise click.UsageError(f"Phường không có nhiệm vụ “{name}”. Các nhiệm vụ: {', '.join(roles.values())}.")
        return found

    def last_told(self, wards: Collection[str]) -> dt.date:
        """The last Saturday for which these wards have a file, or today."""
        return max((s.date for s in self.schedule.saturdays if s.ward in wards), default=self.schedule.today)

    def planned(
        self,
        groups: Iterable[tuple[str, ...]],
        request: Request,
        skip: bool = False,
        deadline: Deadline | None = None,
    ) -> list[Planned]:
        """Each group with its plan. Groups for which there is nothing to plan are told and left out, if ``skip``."""
        tasks = [self.task(wards, request, skip) for wards in groups]
        found = [task for task in tasks if task]
        if not found:
            raise click.UsageError("Chưa có phường nào xếp được.")
        if deadline:
            deadline.leave_time()
        return plans(found, deadline)

    def task(self, wards: tuple[str, ...], request: Request, skip: bool = False) -> Task | None:
        """What is to be planned; None where there is nothing and that may be."""
        task = from_rosters.task(self.schedule, wards, request)
        self._stop(tuple(blockers.broken(self.schedule, task)))
        hopeless = tuple(blockers.hopeless(self.schedule, task))
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
        return disk.write_all({**made, **(besides or {})})

    def _stop(self, found: Sequence[Problem]) -> None:
        if found:
            click.echo(problems.as_text(problems.in_order(found)), err=True)
            click.echo(f"{problems.summary(found)} Chưa xếp và chưa ghi gì.", err=True)
            sys.exit(1)


def answer(root: Path, today: dt.date, ward: str, through: dt.date | None = None) -> tuple[LoadedSchedule, Planned]:
    """The schedule and the plan of a ward's group over the usual weeks, further where a later day is asked about."""
    loaded = LoadedSchedule(root, today)
    last = today + dt.timedelta(weeks=WEEKS) - dt.timedelta(days=1)
    (planned,) = loaded.planned(loaded.groups(ward), Request(today, max(last, through or last)))
    return loaded, planned
