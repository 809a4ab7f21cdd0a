"""The command that packs a built site beforehand, for servers that send what is packed as it is."""

from __future__ import annotations

from pathlib import Path

import click

from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.system import compression


@click.command(options_metavar=OPTIONS)
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def compress(folder: Path) -> None:
    """Nén sẵn các trang trong DIR (.gz, .br, .zst), cho máy chủ biết gửi tệp nén sẵn như nginx.

    Chạy sau mỗi lần dựng: thu7 build dựng thư mục mới, không còn tệp nén cũ.
    """
    if not (folder / "index.html").is_file() or (folder / "mkdocs.yml").exists():
        raise click.UsageError(
            f"“{folder}” không phải trang đã dựng. Chỉ thư mục thu7 build làm ra, như: thu7 compress site"
        )
    count, before, after = compression.pack_folder(folder)
    click.echo(f"Đã nén {count} tệp: {_megabytes(before)} còn {_megabytes(after)}.")
    if away := compression.missing():
        names = " và ".join(away)
        click.echo(
            f"Chưa có {names} nên thiếu cách nén đó. Cài: pip install --require-hashes -r requirements-compress.txt"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",")


COMMANDS = (compress,)
