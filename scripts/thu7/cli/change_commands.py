"""The commands that try or make one change: whatif, swap, absent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from thu7 import folders
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.loaded import LoadedSchedule, answer
from thu7.cli.options import Day, on_option
from thu7.cli.progress import plans
from thu7.cli.to_file import SaysOrWrites
from thu7.plan import report, what_if
from thu7.plan.from_rosters import Request, Task
from thu7.plan.problem import Duty, Staffing
from thu7.rota import edits
from thu7.rota.schedule import in_coming_year
from thu7.text import vietnamese


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
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
    loaded, before = answer(root, today, ward)
    changes: list[what_if.Change] = [
        what_if.Absent(loaded.person(code, before.task.wards, ward), frozenset(_days(dates, before.task.days)))
        for code, dates in absent
    ]
    changes += [
        what_if.Learnt(loaded.person(code, before.task.wards, ward), ward, loaded.role(ward, name))
        for code, name in role
    ]
    changes += [
        what_if.Swapped(
            ward, _day(day), (loaded.person(a, before.task.wards, ward), loaded.person(b, before.task.wards, ward))
        )
        for a, b, day in swap
    ]
    after = before
    for change in changes:
        if isinstance(change, what_if.Swapped):
            _swapped(loaded, after.task.staffing, after.plan.duties, change)
        after = plans([what_if.supposed(after, change)])[0]
    click.echo(what_if.difference(loaded.schedule, before, after))


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
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
    loaded = LoadedSchedule(root, today)
    (wards,) = loaded.groups(ward)
    keys = (loaded.person(first, wards, ward), loaded.person(second, wards, ward))
    request = Request(today, max(loaded.last_told(wards), day), filed=True)
    task = loaded.task(wards, request)
    if task is None or not task.told.get((ward, day)):
        raise click.UsageError(f"Buổi {vietnamese.date(day)} chưa xếp ai.")
    told = task.staffing.published
    moved = _swapped(loaded, task.staffing, told, what_if.Swapped(ward, day, keys))
    fixed = (task.staffing.fixed & moved) | (moved - told)
    again = replace(task, staffing=replace(task.staffing, published=moved, fixed=fixed))
    _finish(loaded, again, f"Đã đổi {first} và {second}, {vietnamese.date(day)}.")


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.argument("code", metavar="CODE")
@click.argument("dates", metavar="DATES", nargs=-1, required=True)
@on_option
@click.pass_obj
def absent(root: Path, code: str, dates: Sequence[str], today: dt.date) -> None:
    """Ghi ngày bận của một người rồi xếp lại thật ít, như: thu7 absent lan "12/12/2026, 26/12/2026 - 09/01/2027\""""
    periods = _periods(" ".join(dates))
    for first, last in periods:
        if last < today:
            meant = vietnamese.date(in_coming_year(first, today))
            raise click.UsageError(f"Ngày {vietnamese.date(last)} đã qua. Có phải là {meant}?")
    loaded = LoadedSchedule(root, today)
    key = loaded.person(code, tuple(loaded.schedule.rosters))
    ward, _, own = key.partition("/")
    path = f"{folders.SCHEDULE}/{ward}/roster.yml"
    text = [vietnamese.date(a) if a == b else f"{vietnamese.date(a)} - {vietnamese.date(b)}" for a, b in periods]
    try:
        changed = edits.away(loaded.files[path].decode("utf-8"), own, text).encode()
    except ValueError as error:
        raise click.UsageError(
            f"Không sửa {path} an toàn được. Ghi “bận” bằng tay, rồi chạy: thu7 plan {ward}"
        ) from error
    later = LoadedSchedule(root, today, {**loaded.files, path: changed})
    (wards,) = later.groups(ward)
    task = later.task(wards, Request(today, later.last_told(wards), filed=True))
    _finish(later, task, f"Đã ghi {own} bận {vietnamese.joined(text)}.", {root / path: changed})


def _swapped(
    loaded: LoadedSchedule, staffing: Staffing, duties: frozenset[Duty], change: what_if.Swapped
) -> frozenset[Duty]:
    """The duties with two people in each other's places; where a rule forbids it the command ends."""
    moved = what_if.swapped(duties, change)
    if moved == duties:
        raise click.UsageError("Không đổi được: không ai trong hai người trực buổi đó.")
    found = what_if.objections(loaded.schedule, staffing, duties, moved)
    if found:
        raise click.ClickException(f"Không đổi được: {'; '.join(found)}.")
    return moved


def _finish(loaded: LoadedSchedule, task: Task | None, done: str, besides: dict[Path, bytes] | None = None) -> None:
    """Plan again with the fewest changes, write everything at once, and say what changed."""
    planned = plans([task]) if task else []
    loaded.write(planned, besides)
    click.echo(done)
    click.echo("\n".join(line for one in planned for line in report.told_changes(loaded.schedule, one)))


def _day(text: str) -> dt.date:
    day = vietnamese.parse_date(text)
    if day is None:
        raise click.UsageError(f"“{text}” không phải là ngày. Viết như: 12/12/2026")
    return day


def _periods(text: str) -> list[tuple[dt.date, dt.date]]:
    found = [vietnamese.parse_period(part) for part in text.split(",")]
    good = [period for period in found if period and period[0] <= period[1]]
    if len(good) < len(found):
        raise click.UsageError(f"“{text}” không phải là ngày. Viết như: 12/12/2026, 26/12/2026 - 09/01/2027")
    return good


def _days(text: str, among: Iterable[dt.date]) -> list[dt.date]:
    periods = _periods(text)
    return [day for day in among if any(first <= day <= last for first, last in periods)]


COMMANDS = (whatif, swap, absent)
