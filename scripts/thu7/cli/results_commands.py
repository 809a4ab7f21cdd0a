"""The commands about what came of a Saturday: written down, moved."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from thu7 import drafts, folders
from thu7.cli.options import OPTIONS, REST
from thu7.rota.schedule import no_ward
from thu7.system import disk
from thu7.text import problems


@click.group(subcommand_metavar=REST, options_metavar=OPTIONS)
def results() -> None:
    """Ghi lại kết quả của một buổi: ai đã tới, bao nhiêu người."""


@results.command("move", options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.pass_obj
def move(root: Path, ward: str) -> None:
    """Chuyển kết quả ghi trong tệp của buổi sang tệp riêng, như: thu7 results move an-nhon"""
    files = folders.load(root, (folders.SCHEDULE,))
    wards = sorted({path.split("/")[1] for path in files if path.endswith("/roster.yml")})
    if ward not in wards:
        raise click.UsageError(problems.sentence(no_ward(ward, wards)))
    made = drafts.results_moved(root, files, ward)
    if isinstance(made, tuple):
        click.echo(problems.as_text(problems.in_order(made)), err=True)
        click.echo(f"{problems.summary(made)} Chưa chuyển gì.", err=True)
        sys.exit(1)
    for path in disk.write_all(made):
        click.echo(f"Đã ghi {path.relative_to(root).as_posix()}")
    if not made:
        click.echo("Không có gì phải chuyển.")


COMMANDS = (results,)
