"""The commands about who serves: plan, and what an evening of planning asks besides."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import click

from thu7 import certificate as certificates
from thu7 import drafts, explaining, planner, problems, project, reporting, rewriting, scheduling, sources, wording
from thu7.click_options import OPTIONS, Day, on_option
from thu7.planner import Plan
from thu7.problems import Problem
from thu7.reporting import Planned
from thu7.scheduling import Request, Task
from thu7.staffing import Duty, Staffing
from thu7.world import no_ward

VERSION = version("thu7")
WEEKS = 13
"""How far ahead is planned where nobody says."""
QUIET = 1.0
"""Seconds after which work says how far it has come."""


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="[WARD]", required=False)
@click.option("--all", "everything", is_flag=True, help="Xếp mọi phường.")
@click.option("--from", "first", type=Day(), help="Xếp từ ngày này, như 05/12/2026. Không ghi thì từ hôm nay.")
@click.option("--weeks", type=click.IntRange(1, 104), help=f"Xếp bao nhiêu tuần. Không ghi thì {WEEKS} tuần.")
@click.option("--to", "last", type=Day(), help="Xếp đến hết ngày này, thay cho --weeks.")
@click.option("--free", type=Day(), multiple=True, help="Cho đổi cả buổi gần này, như 28/11/2026. Ghi được nhiều lần.")
@click.option("--write", is_flag=True, help="Ghi vào tệp của từng buổi. Không có thì chỉ xem.")
@click.option(
    "--certificate",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ghi chứng nhận của lịch vào tệp này; thu7 audit tính lại được.",
)
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
    certificate: Path | None,
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
    besides = (
        {certificate: certificates.as_bytes(certificates.certify(today, request, planned, VERSION))}
        if certificate
        else {}
    )
    written = len(set(desk.write(planned, besides)) - besides.keys()) if write else None
    if not write:
        drafts.write_all(besides)
    if form == "json":
        click.echo(json.dumps(reporting.as_values(desk.world, planned), ensure_ascii=False, indent=2))
    else:
        click.echo(reporting.as_text(desk.world, planned, written))


class Desk:
    """The schedule of a project as it was read, and what the commands do with it; on a mistake the command ends."""

    def __init__(self, root: Path, today: dt.date, files: dict[str, bytes] | None = None) -> None:
        self.root, self.files = root, sources.load(root, (sources.SCHEDULE,)) if files is None else files
        self.world, self.problems = project.read_schedule(self.files, today)

    def groups(self, ward: str | None) -> list[tuple[str, ...]]:
        """The group of a ward, or all of them."""
        folders = {path.split("/")[1] for path in self.files if path.endswith("/roster.yml")}
        if ward is not None and ward not in folders:
            raise click.UsageError(problems.sentence(no_ward(ward, sorted(folders), self.world.rosters.values())))
        self.stop_where_unreadable(folders if ward is None else {ward})
        groups = [wards for wards in scheduling.groups(self.world) if ward is None or ward in wards]
        self.stop_where_unreadable({name for wards in groups for name in wards})
        return groups

    def stop_where_unreadable(self, wards: Collection[str]) -> None:
        """End the command where something must be mended by hand first."""
        self._stop(scheduling.in_the_way(self.problems, wards))

    def person(self, code: str, wards: Collection[str], ward: str = "") -> str:
        """``ward/code`` of somebody in these wards; a code alone means the one of ``ward``, or the only one there is."""
        people = [
            person for name in wards if name in self.world.rosters for person in self.world.rosters[name].volunteers
        ]
        folded = wording.fold(code)
        found = [person.key for person in people if folded in (person.key, person.code)]
        own = [key for key in found if key == f"{ward}/{folded}"] or found
        if len(own) > 1:
            raise click.UsageError(f"Nhiều người mang mã “{code}”. Ghi rõ một người: {', '.join(own)}")
        if not own:
            near = wording.nearest(code, (person.code for person in people))
            raise click.UsageError(f"Không có ai mang mã “{code}”." + (f" Có phải là “{near}”?" if near else ""))
        return own[0]

    def role(self, ward: str, name: str) -> str:
        """A role as the ward writes it."""
        roles = [need.role for need in self.world.rosters[ward].needs]
        found = next((role for role in roles if wording.fold(role) == wording.fold(name)), None)
        if found is None:
            raise click.UsageError(f"Phường không có nhiệm vụ “{name}”. Các nhiệm vụ: {', '.join(roles)}.")
        return found

    def last_told(self, wards: Collection[str]) -> dt.date:
        """The last Saturday for which these wards have a file, or today."""
        return max((s.date for s in self.world.saturdays if s.ward in wards), default=self.world.today)

    def planned(self, groups: Iterable[tuple[str, ...]], request: Request, skip: bool = False) -> list[Planned]:
        """Each group with its plan. Groups for which there is nothing to plan are told and left out, if ``skip``."""
        tasks = [self.task(wards, request, skip) for wards in groups]
        found = [task for task in tasks if task]
        if not found:
            raise click.UsageError("Chưa có phường nào xếp được.")
        return _planned(found)

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


def _answer(root: Path, today: dt.date, ward: str, through: dt.date | None = None) -> tuple[Desk, Planned]:
    """The desk and the plan of a ward's group over the usual weeks, further where a later day is asked about."""
    desk = Desk(root, today)
    last = today + dt.timedelta(weeks=WEEKS) - dt.timedelta(days=1)
    (planned,) = desk.planned(desk.groups(ward), Request(today, max(last, through or last)))
    return desk, planned


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("day", metavar="DATE", type=Day())
@click.argument("role", metavar="[ROLE]", required=False)
@on_option
@click.pass_obj
def why(root: Path, ward: str, day: dt.date, role: str | None, today: dt.date) -> None:
    """Nói vì sao một chỗ còn trống và cách lấp, như: thu7 why an-nhon 12/12/2026 "trưởng ca\""""
    desk, planned = _answer(root, today, ward, day)
    if day < today:
        raise click.UsageError(f"Buổi {wording.date(day)} đã qua.")
    slots = explaining.asked_about(planned, ward, day, role)
    if not slots:
        own = [need.role for need in desk.world.rosters[ward].needs]
        known = f"Các nhiệm vụ của phường: {', '.join(own)}." if role else "Ngày này không mở, hoặc không phải thứ Bảy."
        raise click.UsageError(f"Không có chỗ nào cần người như vậy. {known}")
    click.echo("\n\n".join(explaining.why(desk.world, planned, slot) for slot in slots))


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.option(
    "--absent", nargs=2, multiple=True, metavar="CODE DATES", help="Nếu người này bận, như: --absent lan 12/12/2026"
)
@click.option(
    "--role", nargs=2, multiple=True, metavar="CODE ROLE", help='Nếu người này học thêm việc, như: --role lan "hộ tịch"'
)
@click.option(
    "--swap", nargs=3, multiple=True, metavar="A B DATE", help="Nếu hai người đổi chỗ, như: --swap lan minh 12/12/2026"
)
@on_option
@click.pass_obj
def whatif(
    root: Path,
    ward: str,
    absent: Sequence[tuple[str, str]],
    role: Sequence[tuple[str, str]],
    swap: Sequence[tuple[str, str, str]],
    today: dt.date,
) -> None:
    """So lịch bây giờ với lịch nếu có một thay đổi, không ghi gì, như: thu7 whatif an-nhon --absent lan 12/12/2026"""
    if not (absent or role or swap):
        raise click.UsageError("Ghi một thay đổi: --absent, --role hoặc --swap.")
    desk, before = _answer(root, today, ward)
    changes: list[explaining.Change] = [
        explaining.Absent(desk.person(code, before.task.wards, ward), frozenset(_days(dates, before.task.days)))
        for code, dates in absent
    ]
    changes += [
        explaining.Learnt(desk.person(code, before.task.wards, ward), ward, desk.role(ward, name))
        for code, name in role
    ]
    changes += [
        explaining.Swapped(
            ward, _day(day), (desk.person(a, before.task.wards, ward), desk.person(b, before.task.wards, ward))
        )
        for a, b, day in swap
    ]
    after = before
    for change in changes:
        if isinstance(change, explaining.Swapped):
            _swapped(desk, after.task.staffing, after.plan.duties, change)
        after = _planned([explaining.supposed(after, change)])[0]
    click.echo(explaining.difference(desk.world, before, after))


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("day", metavar="DATE", type=Day())
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@on_option
@click.pass_obj
def swap(root: Path, ward: str, day: dt.date, first: str, second: str, today: dt.date) -> None:
    """Đổi chỗ hai người trong một buổi rồi xếp lại thật ít, như: thu7 swap an-nhon 12/12/2026 lan minh

    Một trong hai người chưa trực buổi đó cũng được: người kia được nghỉ.
    """
    desk = Desk(root, today)
    (wards,) = desk.groups(ward)
    keys = (desk.person(first, wards, ward), desk.person(second, wards, ward))
    request = Request(today, max(desk.last_told(wards), day), filed=True)
    task = desk.task(wards, request)
    if task is None or not task.told.get((ward, day)):
        raise click.UsageError(f"Buổi {wording.date(day)} chưa xếp ai.")
    told = task.staffing.published
    moved = _swapped(desk, task.staffing, told, explaining.Swapped(ward, day, keys))
    fixed = (task.staffing.fixed & moved) | (moved - told)
    again = replace(task, staffing=replace(task.staffing, published=moved, fixed=fixed))
    _finish(desk, again, f"Đã đổi {first} và {second}, {wording.date(day)}.")


@click.command(options_metavar=OPTIONS)
@click.argument("code", metavar="CODE")
@click.argument("dates", metavar="DATES", nargs=-1, required=True)
@on_option
@click.pass_obj
def absent(root: Path, code: str, dates: Sequence[str], today: dt.date) -> None:
    """Ghi ngày bận của một người rồi xếp lại thật ít, như: thu7 absent lan "12/12/2026, 26/12/2026 - 09/01/2027\""""
    periods = _periods(" ".join(dates))
    desk = Desk(root, today)
    key = desk.person(code, tuple(desk.world.rosters))
    ward, _, own = key.partition("/")
    path = f"{sources.SCHEDULE}/{ward}/roster.yml"
    text = [wording.date(a) if a == b else f"{wording.date(a)} - {wording.date(b)}" for a, b in periods]
    try:
        changed = rewriting.away(desk.files[path].decode("utf-8"), own, text).encode()
    except ValueError as error:
        raise click.UsageError(
            f"Không sửa {path} an toàn được. Ghi “bận” bằng tay, rồi chạy: thu7 plan {ward}"
        ) from error
    later = Desk(root, today, {**desk.files, path: changed})
    (wards,) = later.groups(ward)
    task = later.task(wards, Request(today, later.last_told(wards), filed=True))
    _finish(later, task, f"Đã ghi {own} bận {wording.joined(text)}.", {root / path: changed})


def _swapped(desk: Desk, staffing: Staffing, duties: frozenset[Duty], change: explaining.Swapped) -> frozenset[Duty]:
    """The duties with two people in each other's places; where a rule forbids it the command ends."""
    moved = explaining.swapped(duties, change)
    if moved == duties:
        raise click.UsageError("Không đổi được: không ai trong hai người trực buổi đó.")
    found = explaining.objections(desk.world, staffing, duties, moved)
    if found:
        raise click.ClickException(f"Không đổi được: {'; '.join(found)}.")
    return moved


def _finish(desk: Desk, task: Task | None, done: str, besides: dict[Path, bytes] | None = None) -> None:
    """Plan again with the fewest changes, write everything at once, and say what changed."""
    planned = _planned([task]) if task else []
    desk.write(planned, besides)
    click.echo(done)
    click.echo("\n".join(line for one in planned for line in reporting.told_changes(desk.world, one)))


@click.command(options_metavar=OPTIONS)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def audit(root: Path, file: Path) -> None:
    """Tính lại chứng nhận của một lịch, như: thu7 audit chung-nhan.json"""
    try:
        made = certificates.from_bytes(file.read_bytes())
    except ValueError as error:
        raise click.UsageError(f"“{file}” không phải là chứng nhận của thu7 plan --certificate.") from error
    desk = Desk(root, made.today)
    desk.stop_where_unreadable({ward for one in made.groups for ward in one.wards})
    now, right = desk.world, []
    desk.world = certificates.as_told(now, made)
    for one in made.groups:
        task = scheduling.task(desk.world, one.wards, made.request)
        present = scheduling.task(now, one.wards, made.request)
        again = Planned(task, planner.plan(task.staffing))
        same, lines = certificates.compared(one, again, frozenset(d for told in present.told.values() for d in told))
        right.append(same)
        click.echo("\n".join((wording.joined([desk.world.rosters[ward].venue.name for ward in one.wards]), *lines)))
    click.echo("Chứng nhận đúng." if all(right) else "Chứng nhận không khớp với danh sách bây giờ.")
    if not all(right):
        sys.exit(1)


def _day(text: str) -> dt.date:
    day = wording.parse_date(text)
    if day is None:
        raise click.UsageError(f"“{text}” không phải là ngày. Viết như: 12/12/2026")
    return day


def _periods(text: str) -> list[tuple[dt.date, dt.date]]:
    found = [wording.parse_period(part) for part in text.split(",")]
    good = [period for period in found if period and period[0] <= period[1]]
    if len(good) < len(found):
        raise click.UsageError(f"“{text}” không phải là ngày. Viết như: 12/12/2026, 26/12/2026 - 09/01/2027")
    return good


def _days(text: str, among: Iterable[dt.date]) -> list[dt.date]:
    periods = _periods(text)
    return [day for day in among if any(first <= day <= last for first, last in periods)]


def _planned(tasks: Sequence[Task]) -> list[Planned]:
    return [Planned(task, made) for task, made in zip(tasks, _plans(tasks), strict=True)]


def _plans(tasks: Sequence[Task]) -> list[Plan]:
    """A plan for each task, on all cores where there are several; work over a second says how far it has come."""
    progress = Progress(len(tasks))
    if len(tasks) == 1:
        return [planner.plan(tasks[0].staffing, progress=progress.stage)]
    # The largest first, so that no core is left alone with one at the end.
    order = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].staffing.needs) * len(tasks[i].staffing.workers))
    found: dict[int, Plan] = {}
    # Ctrl-C is for this process: leaving the pool ends the others at once.
    with multiprocessing.Pool(
        min(os.cpu_count() or 1, len(tasks)), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    ) as pool:
        for index, made in zip(order, pool.imap(planner.plan, (tasks[i].staffing for i in order)), strict=True):
            found[index] = made
            progress.done(len(found))
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


COMMANDS = (plan, why, whatif, swap, absent, audit)
