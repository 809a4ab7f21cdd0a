"""The commands that begin a file from a template: new guide, new ward, new saturday."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from thu7 import drafts
from thu7.cli.click_in_vietnamese import OPTIONS, REST
from thu7.cli.options import Day, on_option
from thu7.text import problems, vietnamese


@click.group(subcommand_metavar=REST, options_metavar=OPTIONS)
def new() -> None:
    """Thêm bài hướng dẫn, phường hoặc một buổi, từ bản mẫu có chỉ dẫn."""


@new.command("guide", options_metavar=OPTIONS)
@click.argument("name", metavar="TOPIC/SLUG")
@on_option
@click.pass_obj
def new_guide(root: Path, name: str, today: dt.date) -> None:
    """Thêm một bài hướng dẫn, như: thu7 new guide ho-tich/khai-tu"""
    _report_drafts(drafts.guide(root, name, today))


DESK = (
    ("tên", "--name", "Tên phường, như: Phường An Hội Tây"),
    ("nơi", "--place", "Nơi trực, như: Trung tâm Phục vụ hành chính công phường An Hội Tây"),
    ("địa chỉ", "--address", "Địa chỉ: số nhà, đường, phường, thành phố"),
)
"""What a desk needs: the key, the option, and how a terminal asks for it."""


@new.command("ward", options_metavar=OPTIONS)
@click.argument("slug", metavar="SLUG")
@click.option("--name", metavar="TÊN", help="Tên phường, như: Phường An Hội Tây")
@click.option("--place", metavar="NƠI", help="Nơi trực, như: Trung tâm Phục vụ hành chính công phường An Hội Tây")
@click.option("--address", metavar="ĐỊA CHỈ", help="Số nhà, đường, phường, thành phố.")
@click.option(
    "--people",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TỆP",
    help="Bảng có họ tên và nhiệm vụ (.xlsx, .csv): đưa luôn vào danh sách.",
)
@on_option
@click.pass_obj
def new_ward(
    root: Path,
    slug: str,
    name: str | None,
    place: str | None,
    address: str | None,
    people: Path | None,
    today: dt.date,
) -> None:
    """Thêm một phường, như: thu7 new ward an-hoi-tay

    Chạy trong cửa sổ lệnh thì máy hỏi tên, nơi, địa chỉ. Chưa biết điều nào thì bấm Enter.
    """
    told = dict(zip((key for key, _, _ in DESK), (name, place, address), strict=True))
    if sys.stdin.isatty():
        told |= {key: click.prompt(asked, default="", show_default=False) for key, _, asked in DESK if not told[key]}
    desk = {key: said.strip() for key, said in told.items() if said and said.strip()}
    _report_drafts(drafts.ward(root, slug, desk))
    if people is not None and len(desk) < len(DESK):
        missing = vietnamese.joined([key for key, _, _ in DESK if key not in desk])
        click.echo(f"Điền {missing} trước, rồi đưa người vào: thu7 table in {slug} {people} --write", err=True)
        sys.exit(1)
    if people is not None:
        from thu7.cli.table_commands import take_in  # with all that reads workbooks

        take_in(root, slug, people, today, write=True)


@new.command("saturday", options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("day", metavar="DATE", type=Day())
@on_option
@click.pass_obj
def new_saturday(root: Path, ward: str, day: dt.date, today: dt.date) -> None:
    """Thêm một buổi, như: thu7 new saturday an-nhon 13/02/2027"""
    _report_drafts(drafts.saturday(root, ward, day, today))


def _report_drafts(made: tuple[Path, ...] | problems.Problem) -> None:
    if isinstance(made, problems.Problem):
        raise click.UsageError(problems.sentence(made))
    for path in made:
        click.echo(f"Đã tạo {path}")
    click.echo("Mở tệp, điền những chỗ còn trống, rồi chạy: thu7 check")


COMMANDS = (new,)
