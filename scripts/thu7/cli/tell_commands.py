"""The commands that tell people: messages for a chat, and each volunteer's own calendar."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from thu7 import folders, project, sources
from thu7.calendar import feeds, messages, slips
from thu7.calendar.history import read_revision
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.loaded import LoadedSchedule
from thu7.cli.options import Day, on_option, settings, site_url
from thu7.cli.to_file import SaysOrWrites
from thu7.paper import qr_code
from thu7.rota import edits
from thu7.system import disk
from thu7.text import vietnamese


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("day", metavar="[DATE]", type=Day(), required=False)
@click.option(
    "--changes",
    "since",
    metavar="SINCE",
    help="Kể những gì đã đổi từ một ngày, như 20/11/2026, hoặc một mốc git, như HEAD~1.",
)
@click.option("--remind", is_flag=True, help="Viết lời nhắc riêng cho từng người trực.")
@on_option
@click.pass_obj
def message(root: Path, ward: str, day: dt.date | None, since: str | None, remind: bool, today: dt.date) -> None:
    """Viết tin nhắn để dán vào nhóm Zalo, như: thu7 message an-nhon 12/12/2026"""
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    if since is not None:
        files = read_revision(root, vietnamese.parse_date(since) or since, folders.SCHEDULE)
        if files is None:
            raise click.UsageError(f"Git không biết mốc “{since}”. Viết như: 20/11/2026, hoặc HEAD~1")
        before, _ = project.read_schedule(files, today)
        lines = messages.changes(before, loaded.schedule, ward)
        head = f"Lịch trực {loaded.schedule.rosters[ward].venue.name} có thay đổi:"
        click.echo("\n\n".join(messages.parted(head, lines)) if lines else "Không có gì đổi ở các buổi sắp tới.")
        return
    shifts = [shift for roster, found in loaded.schedule.wards() if roster.ward == ward for shift in found]
    shift = next((s for s in shifts if (s.date == day if day else s.date >= today)), None)
    if shift is None:
        raise click.UsageError(f"Chưa có buổi {vietnamese.date(day)}." if day else "Chưa có buổi nào sắp tới.")
    if remind:
        closed = f"Buổi {vietnamese.date(shift.date)} nghỉ: {shift.closed}." if shift.closed else "Không có ai để nhắc."
        click.echo("\n\n".join(messages.reminders(loaded.schedule, shift)) or closed)
    else:
        click.echo("\n\n".join(messages.rota(loaded.schedule, shift)))


@click.command("feeds", cls=SaysOrWrites, options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.option(
    "--qr",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Ghi hình mã QR của từng người vào thư mục này.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ghi một trang phiếu để in và cắt.",
)
@click.option(
    "--rotate", metavar="CODE", help="Đổi địa chỉ lịch của một người: địa chỉ cũ ngừng, phải gửi lại địa chỉ mới."
)
@on_option
@click.pass_obj
def hand_out(root: Path, ward: str, qr: Path | None, page: Path | None, rotate: str | None, today: dt.date) -> None:
    """Viết địa chỉ lịch riêng và tin nhắn cho từng tình nguyện viên, như: thu7 feeds an-nhon

    Cần THU7_SECRET, đúng như máy dựng trang. Địa chỉ là riêng: gửi cho từng người, không dán vào nhóm.
    """
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    secret, address = os.environ.get(sources.SECRET, ""), site_url(settings(root))
    if not secret:
        raise click.UsageError(
            f"Chưa có {sources.SECRET}: không tính được địa chỉ. Đặt đúng giá trị mà máy dựng trang dùng."
        )
    if not address:
        raise click.UsageError(
            "Chưa có địa chỉ của trang. Thêm vào mkdocs.yml một dòng, như: site_url: https://example.vn/"
        )
    if rotate:
        _rotate(loaded, ward, rotate)
        loaded = LoadedSchedule(root, today)
    roster = loaded.schedule.rosters[ward]
    handed = feeds.of_ward(roster, secret, address)
    if rotate:
        key = loaded.person(rotate, (ward,), ward)
        handed = [feed for feed in handed if feed.person.key == key]
    files = {qr / f"{feed.person.code}.svg": qr_code.qr_svg(feed.page).encode() for feed in handed} if qr else {}
    if page:
        files[page] = slips.slips(loaded.schedule.rosters[ward], handed).encode()
    disk.write_all(files)
    for file in files:
        click.echo(f"Đã tạo {file}")
    if not files and not rotate:
        click.echo(f"{feeds.of_secretary(roster, secret, address)}\n")
    if not files:
        click.echo("\n\n".join(feeds.message(feed) for feed in handed) or "Phường chưa có tình nguyện viên nào.")


def _rotate(loaded: LoadedSchedule, ward: str, code: str) -> None:
    """Raise the counter that enters somebody's address."""
    key = loaded.person(code, (ward,), ward)
    person = loaded.schedule.person(key)
    assert person is not None, "it found them"
    path = f"{folders.SCHEDULE}/{ward}/roster.yml"
    try:
        changed = edits.reissued(loaded.files[path].decode("utf-8"), person.code, person.issue + 1)
    except ValueError as error:
        raise click.UsageError(f"Không sửa {path} an toàn được. Ghi bằng tay: lần cấp: {person.issue + 1}") from error
    disk.write_all({loaded.root / path: changed.encode()})
    click.echo(f"Đã ghi lần cấp {person.issue + 1} cho {person.code}. Đăng trang xong thì địa chỉ cũ ngừng.", err=True)
    click.echo("Điện thoại đang dùng địa chỉ cũ sẽ không nhận gì nữa. Gửi cho người đó tin nhắn dưới đây.", err=True)


COMMANDS = (message, hand_out)
