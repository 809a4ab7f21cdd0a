"""The commands that make sheets of paper: poster, handout."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from thu7 import printing
from thu7.cli.checked import checked
from thu7.cli.options import OPTIONS, on_option, settings, site_url
from thu7.system import disk
from thu7.text import problems

file_option = click.option(
    "-o",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
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
    _print(made, file or Path(f"poster-{ward}.pdf" if ward else "poster-di-dau.pdf"))


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
    _print(made, file or Path(f"handout-{guide.removesuffix('.md').replace('/', '-')}.pdf"))


def _print(made: bytes | problems.Problem, file: Path) -> None:
    if isinstance(made, problems.Problem):
        raise click.UsageError(problems.sentence(made))
    disk.write(file, made)
    click.echo(f"Đã tạo {file}")


COMMANDS = (poster, handout)
