"""The command that writes the JSON Schemas by which editors help."""

from __future__ import annotations

from pathlib import Path

import click

from thu7 import folders, schemas
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.options import settings, site_url
from thu7.system import disk
from thu7.text import problems


@click.command(options_metavar=OPTIONS)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def schema(root: Path, folder: Path) -> None:
    """Ghi các JSON Schema vào DIR, để trình soạn thảo nhắc khóa và báo lỗi khi đang gõ."""
    if refused := folders.may_be_written(root, folder):
        raise click.UsageError(problems.sentence(refused))
    made = {folder / name: text.encode() for name, text in schemas.files(site_url(settings(root)))}
    disk.write_all(made)
    click.echo(f"Đã ghi {len(made)} tệp vào {folder}.")


COMMANDS = (schema,)
