"""What commands make goes into files: never over what staff wrote, never text under the name of another kind of file.

On Windows a pipe changes letters, and a file can be sent; so every command that says something has ``-o FILE``.
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import click

from thu7.folders import DOCS, GUIDES, SCHEDULE
from thu7.system import disk

OF_PROGRAMS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".png", ".jpg")
"""Endings whose programs call a text damaged."""


class OutputFile(click.Path):
    """A file to be written, as it was typed."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("Tên tệp còn trống. Viết như: -o ket-qua.txt", param, ctx)
        return super().convert(value, param, ctx)


def put(root: Path, file: Path, content: bytes | str) -> None:
    """Write a file, where that is safe; the command ends where it is not."""
    target, project = file.resolve(), root.resolve()
    for folder in (GUIDES, SCHEDULE, DOCS):
        if target.is_relative_to(project / folder):
            raise click.UsageError(
                f"Không ghi vào “{file}”: đó là chỗ của bài và lịch. Chọn tên khác, như: -o ../{file.name}"
            )
    if target.exists() and not target.is_file() and not target.is_dir():
        raise click.UsageError(f"“{file}” không phải là tệp thường. Chọn tên khác.")
    if isinstance(content, str) and file.suffix.lower() in OF_PROGRAMS:
        raise click.UsageError(f"Lệnh này ghi chữ, không ghi được tệp {file.suffix}. Đặt tên như: {file.stem}.txt")
    disk.write(file, content.encode() if isinstance(content, str) else content)


def say_or_put(root: Path, file: Path | None, content: bytes | str, besides: str = "") -> None:
    """Print what a command made, or write it and say so with what is to be known of the file."""
    if file is None:
        click.echo(content, nl=False)
        return
    put(root, file, content)
    click.echo(f"Đã ghi {file}{f'.{besides}' if besides else ''}")


class SaysOrWrites(click.Command):
    """Prints what it has to say, or with ``-o FILE`` writes it there as UTF-8; what goes wrong is printed in any case."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params.append(
            click.Option(
                ["-o", "--output"], type=OutputFile(), metavar="FILE", help="Ghi vào tệp này (UTF-8) thay vì in ra."
            )
        )

    def invoke(self, ctx: click.Context) -> Any:
        file: Path | None = ctx.params.pop("output")
        if file is None:
            return super().invoke(ctx)
        said = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
        try:
            with contextlib.redirect_stdout(said):
                result = super().invoke(ctx)
        except (click.exceptions.Exit, SystemExit):
            _write(ctx.obj, file, said)
            raise
        _write(ctx.obj, file, said)
        return result


def _write(root: Path, file: Path, said: io.TextIOWrapper) -> None:
    said.flush()
    assert isinstance(said.buffer, io.BytesIO), "it was opened on one"
    put(root, file, said.buffer.getvalue().decode())
    click.echo(f"Đã ghi {file}", err=True)
