"""The command ``thu7``: read options, call, print, exit. 0 fine, 1 problems, 2 wrong usage."""

from __future__ import annotations

import difflib
import importlib
import io
import sys
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from thu7.cli import click_in_vietnamese
from thu7.cli.click_in_vietnamese import OPTIONS, REST

click_in_vietnamese.speak_vietnamese()


GROUPS = {
    "Bài và trang": {
        "check": ("site", "Tìm mọi lỗi trong bài, danh sách trực và các buổi."),
        "build": ("site", "Kiểm tra rồi dựng trang vào thư mục site."),
        "serve": ("site", "Xem thử trên máy này; sửa tệp là trang tự đổi."),
        "find": ("site", "Xem người dân gõ một câu thì thấy bài nào."),
        "laws": ("site", "Kể các văn bản theo ngày hết hiệu lực."),
        "review": ("review", "Kể bài phải đọc lại; in tờ đối chiếu."),
        "doctor": ("site", "Xem dự án đã đặt đúng chưa, và cách sửa."),
        "export": ("site", "Ghi trang, lịch, hình cho công cụ dựng trang khác."),
        "schema": ("schema", "Ghi các JSON Schema cho trình soạn thảo."),
        "index": ("index", "Làm danh sách phường chung cho nhiều trang."),
        "compress": ("compress", "Nén sẵn trang đã dựng, cho máy chủ gửi ngay."),
    },
    "Phường và lịch trực": {
        "new": ("new", "Thêm bài, phường hay một buổi, từ bản mẫu."),
        "table": ("table", "Đưa danh sách và lịch ra Excel, đọc vào lại."),
        "plan": ("plan", "Xếp người vào chỗ trống, công bằng nhất có thể."),
        "why": ("plan", "Nói vì sao một chỗ còn trống và cách lấp."),
        "whatif": ("change", "So với lịch nếu có một thay đổi, không ghi gì."),
        "swap": ("change", "Đổi chỗ hai người rồi xếp lại thật ít."),
        "absent": ("change", "Ghi ngày bận của một người rồi xếp lại thật ít."),
        "audit": ("plan", "Tính lại chứng nhận của một lịch."),
    },
    "Gửi và in": {
        "message": ("tell", "Viết tin nhắn để dán vào nhóm Zalo."),
        "feeds": ("tell", "Viết địa chỉ lịch riêng cho từng tình nguyện viên."),
        "poster": ("paper", "Làm áp phích A4 của phường, có mã QR."),
        "sheet": ("paper", "Làm tờ lịch trực có đủ tên, để dán hay gửi nhóm."),
        "signin": ("paper", "Làm tờ ký tên và tờ đếm của một buổi."),
        "handout": ("paper", "Làm tờ gấp A5 của một bài."),
    },
    "Sau buổi trực": {
        "results": ("results", "Ghi kết quả của một buổi: máy hỏi từng số."),
        "report": ("results", "Viết báo cáo để gửi nhóm hay nộp."),
        "days": ("days", "Kể ai đã trực những ngày nào, được mấy ngày."),
        "certificate": ("days", "Làm giấy xác nhận ngày trực để ký."),
    },
}
"""Every command by what it is for: the module that has it (``<name>_commands``), and what the list of commands says of it. A command's
module is imported when it is called: most bring libraries that the others do not need."""
MODULES = {name: module for commands in GROUPS.values() for name, (module, _) in commands.items()}
ANYWHERE = ("index", "compress")
"""What needs no project."""


class Root(click.Path):
    """A folder, without what leads around."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return Path(str(super().convert(value, param, ctx))).resolve()  # type: ignore[arg-type]  # click hands on what it was given


class Program(click.Group):
    """Prints UTF-8, whatever code page a console has: behind a pipe, that of Windows does not know most of our letters."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main(*arguments, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return None
        module = importlib.import_module(f"thu7.cli.{MODULES[cmd_name]}_commands")
        commands: tuple[click.Command, ...] = module.COMMANDS
        return next(command for command in commands if command.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, said) for name, (_, said) in commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Most commands work on a project: a folder with ``mkdocs.yml``."""
        if args and args[0] not in MODULES and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0].lower(), MODULES, n=1)
            ctx.fail(f"Không có lệnh “{args[0]}”." + (f" Có phải là “{near[0]}”?" if near else ""))
        found = super().resolve_command(ctx, args)
        asks = {"-h", "--help"} & set(args)
        if found[0] not in ANYWHERE and not asks and not (ctx.params["root"] / "mkdocs.yml").is_file():
            (option,) = (one for one in self.params if one.name == "root")
            value = ctx.params["root"] if ctx.get_parameter_source("root") != ParameterSource.DEFAULT else "."
            message = f"“{value}” không có tệp mkdocs.yml. Chỉ thư mục dự án, như: thu7 -C duong/dan/du-an check"
            raise click.BadParameter(message, ctx, option)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """A disk that is full, a folder that may not be written: one sentence, not a traceback."""
        from thu7.system import disk, memo  # not for --help

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
