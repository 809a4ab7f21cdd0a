"""The commands that begin a file from a template: new guide, new ward, new saturday."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from thu7 import drafts
from thu7.cli.options import OPTIONS, REST, Day, on_option
from thu7.text import problems


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


@new.command("ward", options_metavar=OPTIONS)
@click.argument("slug", metavar="SLUG")
@click.pass_obj
def new_ward(root: Path, slug: str) -> None:
    """Thêm một phường, như: thu7 new ward an-hoi-tay"""
    _report_drafts(drafts.ward(root, slug))


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
