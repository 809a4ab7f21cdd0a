"""The command ``thu7``: read options, call, print, exit. 0 fine, 1 problems, 2 wrong usage."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
import sys
from pathlib import Path

import click

from thu7 import cli_plan, cli_tell, click_words, clock, drafts, problems, project, publishing, sources, wording
from thu7.click_options import OPTIONS, REST, Day, on_option, site_url
from thu7.history import read_history

click_words.speak_vietnamese()

FORMATS = {"text": problems.as_text, "json": problems.as_json, "github": problems.as_github}


class Root(click.Path):
    """A project folder: one with ``mkdocs.yml``."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = Path(str(super().convert(value, param, ctx))).resolve()  # type: ignore[arg-type]
        if not (folder / "mkdocs.yml").is_file():
            self.fail(
                f"“{value}” không có tệp mkdocs.yml. Chỉ thư mục dự án, như: thu7 -C duong/dan/du-an check", param, ctx
            )
        return folder


strict_option = click.option("--strict", is_flag=True, help="Coi lưu ý cũng là lỗi.")
file_option = click.option(
    "-o",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ghi vào tệp này thay cho tên có sẵn.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, subcommand_metavar=REST, options_metavar=OPTIONS)
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


@main.command(options_metavar=OPTIONS)
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="Cách in kết quả.")
@strict_option
@on_option
@click.pass_obj
def check(root: Path, form: str, strict: bool, today: dt.date) -> None:
    """Tìm mọi lỗi trong bài hướng dẫn, danh sách trực và các buổi."""
    found = project.read(sources.load(root), today).problems
    report = FORMATS[form](found)
    if report:
        click.echo(report)
    if form == "text":
        click.echo(problems.summary(found))
    if problems.errors(found) or (strict and found):
        sys.exit(1)


@main.command(options_metavar=OPTIONS)
@on_option
@click.pass_obj
def laws(root: Path, today: dt.date) -> None:
    """Kể các văn bản theo ngày hết hiệu lực, kèm những bài dựa vào đó."""
    world = _checked(root, today).world
    click.echo(clock.report(world.texts, world.guides, today) or f"Chưa có văn bản nào trong {sources.TEXTS}.")


@main.command(options_metavar=OPTIONS)
@click.argument("words", metavar='"CÂU HỎI"', nargs=-1, required=True)
@on_option
@click.pass_obj
def find(root: Path, words: tuple[str, ...], today: dt.date) -> None:
    """Kể những bài mà người dân thấy khi gõ một câu, như: thu7 find "mất giấy khai sanh\""""
    found = publishing.finder(_checked(root, today)).pages(" ".join(words))
    for number, page in enumerate(found, 1):
        click.echo(f"{number}. {page.title}\n   {page.said}\n   {page.address}")
    if not found:
        click.echo("Không bài nào khớp. Thêm cách nói này vào tệp .cau-hoi.txt của bài trả lời được.")


@main.command(options_metavar=OPTIONS)
@strict_option
@on_option
@click.pass_obj
def build(root: Path, strict: bool, today: dt.date) -> None:
    """Kiểm tra rồi dựng trang vào thư mục site. Có lỗi thì trang cũ giữ nguyên."""
    from mkdocs.commands import build as mkdocs_build
    from mkdocs.config import load_config

    _checked(root, today, strict)
    _listen(logging.WARNING)
    os.environ[sources.TODAY] = wording.date(today)
    config = load_config(str(root / "mkdocs.yml"), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    click.echo(f"Đã dựng xong: {config.site_dir}")


@main.command(options_metavar=OPTIONS)
@click.option(
    "-a", "--address", default="127.0.0.1:8000", metavar="MÁY:CỔNG", help="Địa chỉ xem thử.", show_default=True
)
@on_option
@click.pass_obj
def serve(root: Path, address: str, today: dt.date) -> None:
    """Xem thử trên máy này; sửa tệp là trang tự đổi."""
    from mkdocs.commands import serve as mkdocs_serve

    _checked(root, today)
    _listen(logging.INFO)
    # MkDocs reads its settings anew at each change, so the day reaches the plugin by the environment.
    os.environ[sources.TODAY] = wording.date(today)
    mkdocs_serve.serve(str(root / "mkdocs.yml"), livereload=True, dev_addr=address)


@main.command(options_metavar=OPTIONS)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@on_option
@click.pass_obj
def export(root: Path, folder: Path, today: dt.date) -> None:
    """Ghi mọi trang, lịch và hình thành tệp thường vào DIR, cho công cụ dựng trang khác."""
    from mkdocs.config import load_config

    found = _checked(root, today)
    if found.problems:
        click.echo(problems.as_text(found.problems), err=True)
    config = load_config(str(root / "mkdocs.yml"))
    secret, history = os.environ.get(sources.SECRET, ""), read_history(root)
    for remark in publishing.remarks(secret, history):
        click.echo(remark, err=True)
    made = publishing.outputs(
        found, site_name=config.site_name, site_url=config.site_url or "", secret=secret, history=history
    )
    count = drafts.write_outputs(folder, itertools.chain(publishing.pages_of_docs(found), made), bool(secret))
    click.echo(f"Đã ghi {count} tệp vào {folder}.")


@main.command(options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@on_option
@file_option
@click.pass_obj
def poster(root: Path, ward: str, today: dt.date, file: Path | None) -> None:
    """Làm áp phích A4 (PDF) của phường, có mã QR, như: thu7 poster an-nhon"""
    made = publishing.poster(_checked(root, today), ward, site_url(root))
    _print(made, file or Path(f"poster-{ward}.pdf"))


@main.command(options_metavar=OPTIONS)
@click.argument("guide", metavar="TOPIC/SLUG")
@on_option
@file_option
@click.pass_obj
def handout(root: Path, guide: str, today: dt.date, file: Path | None) -> None:
    """Làm tờ gấp A5 (PDF) của một bài, như: thu7 handout ho-tich/khai-sinh

    In hai mặt trên giấy A4 ngang, lật theo cạnh ngắn, rồi gấp đôi.
    """
    made = publishing.handout(_checked(root, today), guide, site_url(root))
    _print(made, file or Path(f"handout-{guide.removesuffix('.md').replace('/', '-')}.pdf"))


@main.group(subcommand_metavar=REST, options_metavar=OPTIONS)
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
@click.pass_obj
def new_saturday(root: Path, ward: str, day: dt.date) -> None:
    """Thêm một buổi, như: thu7 new saturday an-nhon 06/02/2027"""
    _report_drafts(drafts.saturday(root, ward, day))


for command in (*cli_plan.COMMANDS, *cli_tell.COMMANDS):
    main.add_command(command)


def _report_drafts(made: tuple[Path, ...] | problems.Problem) -> None:
    if isinstance(made, problems.Problem):
        raise click.UsageError(problems.sentence(made))
    for path in made:
        click.echo(f"Đã tạo {path}")
    click.echo("Mở tệp, điền những chỗ còn trống, rồi chạy: thu7 check")


def _print(made: bytes | problems.Problem, file: Path) -> None:
    if isinstance(made, problems.Problem):
        raise click.UsageError(problems.sentence(made))
    try:
        drafts.write(file, made)
    except OSError as error:
        raise click.UsageError(f"Không ghi được vào “{file}”. Chọn chỗ khác: thêm -o rồi tên tệp.") from error
    click.echo(f"Đã tạo {file}")


def _checked(root: Path, today: dt.date, strict: bool = False) -> project.Project:
    """The project; where its problems forbid to publish, they are shown and the command ends."""
    found = project.read(sources.load(root), today)
    if problems.errors(found.problems) or (strict and found.problems):
        click.echo(problems.as_text(found.problems), err=True)
        click.echo(f"{problems.summary(found.problems)} Trang cũ được giữ nguyên.", err=True)
        sys.exit(1)
    return found


def _listen(level: int) -> None:
    """Let MkDocs be heard from ``level`` on, and what the plugin says in any case."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("mkdocs").addHandler(handler)
    logging.getLogger("mkdocs").setLevel(level)
    logging.getLogger("mkdocs.plugins.thu7").setLevel(logging.INFO)
