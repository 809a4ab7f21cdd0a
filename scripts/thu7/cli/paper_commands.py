"""The commands that make sheets of paper: poster, handout, sheet, signin."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from thu7 import printing, sources
from thu7.cli.checked import checked
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.loaded import LoadedSchedule
from thu7.cli.options import Day, Month, on_option, settings, site_url
from thu7.cli.to_file import OutputFile, put
from thu7.results.periods import Period
from thu7.rota.schedule import Schedule
from thu7.text import problems

file_option = click.option(
    "-o",
    "file",
    type=OutputFile(),
    metavar="FILE",
    help="Ghi vào tệp này thay cho tên có sẵn.",
)


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="[WARD]", required=False)
@click.option("--doors", is_flag=True, help="Tờ A4 cho bàn: việc nào làm ở cửa nào.")
@on_option
@file_option
@click.pass_obj
def poster(root: Path, ward: str | None, doors: bool, today: dt.date, file: Path | None) -> None:
    """Làm áp phích A4 (PDF) của phường, có mã QR, như: thu7 poster an-nhon"""
    if doors == (ward is not None):
        raise click.UsageError("Ghi tên phường, như: thu7 poster an-nhon. Hoặc tờ chỉ cửa: thu7 poster --doors")
    content, address = checked(root, today), site_url(settings(root))
    made = printing.poster(content, ward, address) if ward else printing.doors_sheet(content, address)
    _print(root, made, file or Path(f"poster-{ward}.pdf" if ward else "poster-di-dau.pdf"))


@click.command(options_metavar=OPTIONS)
@click.argument("guide", metavar="TOPIC/SLUG")
@on_option
@file_option
@click.pass_obj
def handout(root: Path, guide: str, today: dt.date, file: Path | None) -> None:
    """Làm tờ gấp A5 (PDF) của một bài, như: thu7 handout ho-tich/khai-sinh

    In hai mặt trên giấy A4 ngang, lật theo cạnh ngắn, rồi gấp đôi.
    """
    made = printing.handout(checked(root, today), guide, site_url(settings(root)))
    _print(root, made, file or Path(f"handout-{guide.removesuffix('.md').replace('/', '-')}.pdf"))


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.option(
    "--month", "first", type=Month(), metavar="THÁNG", help="Từ tháng này, như 12/2026. Không ghi thì tháng này."
)
@click.option("--months", type=click.IntRange(1, 6), default=1, help="Mấy tháng trên một tờ. Không ghi thì một.")
@click.option("--png", is_flag=True, help="Làm hình để gửi nhóm Zalo, thay cho PDF.")
@on_option
@file_option
@click.pass_obj
def sheet(
    root: Path, ward: str, first: Period | None, months: int, png: bool, today: dt.date, file: Path | None
) -> None:
    """Làm tờ lịch trực có đủ tên, để dán hay gửi nhóm, như: thu7 sheet an-nhon --month 12/2026

    Tờ này chỉ dùng trong nhóm trực, không đăng lên trang.
    """
    start = first.first if first else today
    made = printing.rota(_schedule(root, ward, today), ward, start, months, png)
    _print(root, made, file or Path(f"lich-truc-{ward}-{start:%Y-%m}.{'png' if png else 'pdf'}"))


@click.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("day", metavar="DATE", type=Day())
@on_option
@file_option
@click.pass_obj
def signin(root: Path, ward: str, day: dt.date, today: dt.date, file: Path | None) -> None:
    """Làm tờ ký tên và tờ đếm của một buổi (PDF), như: thu7 signin an-nhon 05/12/2026"""
    address, secret = site_url(settings(root)), os.environ.get(sources.SECRET, "")
    made = printing.sign_in(_schedule(root, ward, today), ward, day, address, secret)
    _print(root, made, file or Path(f"ky-ten-{ward}-{day.isoformat()}.pdf"))


def _schedule(root: Path, ward: str, today: dt.date) -> Schedule:
    """The schedule alone: guides are not looked at, so it takes a moment."""
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    return loaded.schedule


def _print(root: Path, made: bytes | problems.Problem, file: Path) -> None:
    if isinstance(made, problems.Problem):
        raise click.UsageError(problems.sentence(made))
    put(root, file, made)
    click.echo(f"Đã tạo {file}")


COMMANDS = (poster, handout, sheet, signin)
