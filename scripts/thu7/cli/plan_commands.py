"""The commands about who serves: plan, why, audit."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import click

from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.loaded import WEEKS, LoadedSchedule, answer
from thu7.cli.options import Day, on_option
from thu7.cli.progress import Deadline
from thu7.cli.to_file import SaysOrWrites
from thu7.plan import certificate as certificates
from thu7.plan import explanation, from_rosters, report
from thu7.plan.from_rosters import Request
from thu7.plan.outcome import Planned
from thu7.results import days
from thu7.system import disk
from thu7.text import vietnamese

VERSION = version("thu7")


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.argument("ward", metavar="[WARD]", required=False)
@click.option("--all", "everything", is_flag=True, help="Xếp mọi phường.")
@click.option("--from", "first", type=Day(), help="Xếp từ ngày này, như 05/12/2026. Không ghi thì từ hôm nay.")
@click.option("--weeks", type=click.IntRange(1, 104), help=f"Xếp bao nhiêu tuần. Không ghi thì {WEEKS} tuần.")
@click.option("--to", "last", type=Day(), help="Xếp đến hết ngày này, thay cho --weeks.")
@click.option("--free", type=Day(), multiple=True, help="Cho đổi cả buổi gần này, như 28/11/2026. Ghi được nhiều lần.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="SECONDS",
    help="Xếp xong trong chừng ấy giây, như 60. Hết giờ vẫn có đủ lịch, và nói còn cách tốt nhất bao xa.",
)
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
    limit: int | None,
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
    deadline = None if limit is None else Deadline(limit)
    loaded = LoadedSchedule(root, today)
    start = max(first or today, today)
    request = Request(start, last or start + dt.timedelta(weeks=weeks or WEEKS) - dt.timedelta(days=1), frozenset(free))
    if request.last < request.first:
        raise click.UsageError(
            f"--to {vietnamese.date(request.last)} nằm trước ngày đầu {vietnamese.date(request.first)}."
        )
    planned = loaded.planned(loaded.groups(ward), request, skip=everything, deadline=deadline)
    if certificate and not write and any(one.plan.stopped for one in planned):
        raise click.UsageError(
            "Lịch dừng vì hết giờ chỉ chứng nhận được khi ghi, vì máy khác không xếp lại được y như vậy. Thêm --write, hoặc bỏ --limit."
        )
    besides = (
        {certificate: certificates.as_bytes(certificates.certify(today, request, planned, VERSION))}
        if certificate
        else {}
    )
    written = len(set(loaded.write(planned, besides)) - besides.keys()) if write else None
    if not write:
        disk.write_all(besides)
    if form == "json":
        click.echo(json.dumps(report.as_values(loaded.schedule, planned), ensure_ascii=False, indent=2))
    else:
        click.echo(report.as_text(loaded.schedule, planned, written))
        for name in sorted({name for one in planned for name in one.task.wards}):
            if said := days.for_the_secretary(loaded.schedule, name):
                click.echo(f"\n{said}")


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("day", metavar="DATE", type=Day())
@click.argument("role", metavar="[ROLE]", required=False)
@on_option
@click.pass_obj
def why(root: Path, ward: str, day: dt.date, role: str | None, today: dt.date) -> None:
    """Nói vì sao một chỗ còn trống và cách lấp, như: thu7 why an-nhon 12/12/2026 "trưởng ca\""""
    loaded, planned = answer(root, today, ward, day)
    if day < today:
        raise click.UsageError(f"Buổi {vietnamese.date(day)} đã qua.")
    slots = explanation.asked_about(planned, ward, day, role)
    if not slots:
        own = [need.role for need in loaded.schedule.rosters[ward].needs]
        known = f"Các nhiệm vụ của phường: {', '.join(own)}." if role else "Ngày này không mở, hoặc không phải thứ Bảy."
        raise click.UsageError(f"Không có chỗ nào cần người như vậy. {known}")
    click.echo("\n\n".join(explanation.why(loaded.schedule, planned, slot) for slot in slots))


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def audit(root: Path, file: Path) -> None:
    """Tính lại chứng nhận của một lịch, như: thu7 audit chung-nhan.json"""
    try:
        made = certificates.from_bytes(file.read_bytes() if file.is_file() else b"")
    except ValueError as error:
        raise click.UsageError(f"“{file}” không phải là chứng nhận của thu7 plan --certificate.") from error
    loaded = LoadedSchedule(root, made.today)
    loaded.stop_where_unreadable({ward for one in made.groups for ward in one.wards})
    now, right = loaded.schedule, []
    loaded.schedule = certificates.as_told(now, made)
    for one in made.groups:
        task = from_rosters.task(loaded.schedule, one.wards, made.request)
        present = from_rosters.task(now, one.wards, made.request)
        told_now = frozenset(duty for told in present.told.values() for duty in told)
        again = Planned(task, certificates.again(one, task, told_now))
        same, lines = certificates.compared(one, again, told_now)
        right.append(same)
        click.echo(
            "\n".join((vietnamese.joined([loaded.schedule.rosters[ward].venue.name for ward in one.wards]), *lines))
        )
    click.echo("Chứng nhận đúng." if all(right) else "Chứng nhận không khớp với danh sách bây giờ.")
    if not all(right):
        sys.exit(1)


COMMANDS = (plan, why, audit)
