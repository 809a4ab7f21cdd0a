"""Commands that can write what they say into a file: on Windows a pipe changes letters, and a file can be sent."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import click

from thu7.system import disk


class SaysOrWrites(click.Command):
    """Prints what it has to say, or with ``-o FILE`` writes it there as UTF-8; what goes wrong is printed in any case."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params.append(
            click.Option(
                ["-o", "--output"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help="Ghi vào tệp này (UTF-8) thay vì in ra.",
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
            _write(file, said)
            raise
        _write(file, said)
        return result


def _write(file: Path, said: io.TextIOWrapper) -> None:
    said.flush()
    assert isinstance(said.buffer, io.BytesIO), "it was opened on one"
    disk.write(file, said.buffer.getvalue())
    click.echo(f"Đã ghi {file}", err=True)
