"""The command ``thu7``: read options, call, print, exit. 0 fine, 1 problems, 2 wrong usage."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import click

from thu7.cli import (
    change_commands,
    click_in_vietnamese,
    days_commands,
    new_commands,
    paper_commands,
    plan_commands,
    results_commands,
    review_commands,
    schema_commands,
    site_commands,
    table_commands,
    tell_commands,
)
from thu7.cli.options import OPTIONS, REST
from thu7.system import disk, memo

click_in_vietnamese.speak_vietnamese()


class Root(click.Path):
    """A project folder: one with ``mkdocs.yml``."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = Path(str(super().convert(value, param, ctx))).resolve()  # type: ignore[arg-type]  # click hands on what it was given
        if not (folder / "mkdocs.yml").is_file():
            self.fail(
                f"“{value}” không có tệp mkdocs.yml. Chỉ thư mục dự án, như: thu7 -C duong/dan/du-an check", param, ctx
            )
        return folder


class Program(click.Group):
    """Prints UTF-8, whatever code page a console has: behind a pipe, that of Windows does not know most of our letters."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """A disk that is full, a folder that may not be written: one sentence, not a traceback."""
        memo.keep()
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read has had enough, as ``head`` does
        except OSError as error:
            raise click.ClickException(disk.told(error)) from None
        finally:
            memo.save()


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar=REST,
    options_metavar=OPTIONS,
)
@click.option(
    "-C",
    "root",
    type=Root(exists=True, file_okay=False),
    default=".",
    metavar="DIR",
    help="Thư mục dự án (có mkdocs.yml).",
)
@click.version_option(package_name="thu7", message="thu7 %(version)s")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Bài hướng dẫn và lịch thứ Bảy: kiểm tra, dựng trang, thêm trang mới."""
    context.obj = root


for module in (
    site_commands,
    review_commands,
    paper_commands,
    new_commands,
    plan_commands,
    change_commands,
    table_commands,
    tell_commands,
    results_commands,
    days_commands,
    schema_commands,
):
    for command in module.COMMANDS:
        main.add_command(command)
