"""The commands about the site as a whole: check, laws, find, build, serve, export."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
import sys
from pathlib import Path

import click

from thu7 import docs_pages, doctor, drafts, folders, held, project, publishing, sources
from thu7.calendar import ics as calendars
from thu7.calendar.history import read_history
from thu7.cli.checked import checked, publishable
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.loaded import LoadedSchedule
from thu7.cli.options import on_option, settings, site_url
from thu7.cli.to_file import OutputFile, SaysOrWrites, put
from thu7.guides import expiry, legal_texts_file
from thu7.output import Settings
from thu7.rota.schedule import no_ward
from thu7.search import engine
from thu7.shown import as_shown
from thu7.system.git import changed_since, last_changes
from thu7.text import host_formats, problems, vietnamese

FORMATS = {
    "text": problems.as_text,
    "json": problems.as_json,
    "github": host_formats.as_github,
    "gitlab": host_formats.as_gitlab,
    "gitea": host_formats.as_gitea,
}


strict_option = click.option("--strict", is_flag=True, help="Coi lưu ý cũng là lỗi.")


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="Cách in kết quả.")
@click.option(
    "--since", "revision", metavar="BẢN", help="Bỏ qua lưu ý ở những tệp không đổi từ bản này của git, như origin/main."
)
@strict_option
@on_option
@click.pass_obj
def check(root: Path, form: str, revision: str | None, strict: bool, today: dt.date) -> None:
    """Tìm mọi lỗi trong bài hướng dẫn, danh sách trực và các buổi."""
    found = project.problems(folders.load(root), today, os.environ.get(sources.SECRET, ""))
    if revision is not None:
        # Errors are told wherever they stand: a change of one file can break another.
        changed = changed_since(root, revision)
        if changed is None:
            raise click.UsageError(
                f"git không so được với “{revision}”. Viết tên một nhánh hay một bản, như: origin/main"
            )
        found = tuple(p for p in found if p.severity is problems.Severity.ERROR or p.place.path in changed)
    report = FORMATS[form](found)
    if report:
        click.echo(report)
    if form == "text":
        click.echo(problems.summary(found))
    if problems.errors(found) or (strict and found):
        sys.exit(1)


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.option(
    "--ics",
    type=OutputFile(),
    metavar="FILE",
    help="Ghi các ngày luật đổi thành lịch, để nơi phụ trách thêm vào lịch của mình.",
)
@click.argument("code", metavar="[MÃ]", required=False)
@on_option
@click.pass_obj
def laws(root: Path, code: str | None, ics: Path | None, today: dt.date) -> None:
    """Kể các văn bản theo ngày hết hiệu lực, kèm những bài dựa vào đó; ghi mã thì chỉ kể văn bản đó."""
    library = checked(root, today).library
    if code:
        if code not in library.texts:
            raise click.UsageError(" ".join(legal_texts_file.unknown(code, library.texts)))
        click.echo(expiry.report({code: library.texts[code]}, library.guides, today))
        return
    if ics:
        days = expiry.coming(library, today)
        put(root, ics, calendars.owners_calendar(days, today))
        click.echo(f"Đã ghi {len(days)} ngày vào {ics}")
        return
    click.echo(expiry.report(library.texts, library.guides, today) or f"Chưa có văn bản nào trong {folders.TEXTS}.")


_REASONS = {
    "code": "đúng mã “{}”",
    "whole": "đúng tên gọi “{}”",
    "near": "gần với “{}”",
    "learnt": "chữ “{}”",
}


@click.command(cls=SaysOrWrites, options_metavar=OPTIONS)
@click.argument("words", metavar='"CÂU HỎI"', nargs=-1, required=True)
@on_option
@click.pass_obj
def find(root: Path, words: tuple[str, ...], today: dt.date) -> None:
    """Kể những bài mà người dân thấy khi gõ một câu, như: thu7 find "mất giấy khai sanh\""""
    content = checked(root, today)
    if why := engine.missing():
        raise click.ClickException(f"Không tìm thử được, vì {why}.")
    finder, question = engine.Finder(publishing.search_texts(content)), " ".join(words)
    found, reasons = finder.pages(question), finder.reasons(question)
    for number, page in enumerate(found, 1):
        click.echo(f"{number}. {page.title}\n   {page.said}\n   {page.address}")
        if number <= len(reasons) and reasons[number - 1]:
            click.echo(f"   Vì: {'; '.join(_REASONS[one.kind].format(one.text) for one in reasons[number - 1])}.")
    if found and finder.unsure(question):
        click.echo("Người đọc được báo “Chưa chắc”, kèm bàn thứ Bảy và số 1022.")
    if not found:
        click.echo("Không bài nào khớp. Thêm cách nói này vào tệp .cau-hoi.txt của bài trả lời được.")


@click.command("doctor", options_metavar=OPTIONS)
@on_option
@click.pass_obj
def doctor_command(root: Path, today: dt.date) -> None:
    """Xem dự án đã đặt đúng chưa: git, khóa, địa chỉ, lịch còn trống, người chưa có buổi; mỗi việc một cách sửa."""
    loaded = LoadedSchedule(root, today)
    changed = last_changes(root, folders.GUIDES, folders.SCHEDULE, folders.DOCS)
    found = doctor.findings(
        loaded.schedule,
        read_history(root),
        secret=os.environ.get(sources.SECRET, ""),
        site_url=site_url(settings(root)),
        newest=max(changed.values(), default=None),
    )
    listed = list(found)
    click.echo(doctor.report(listed))
    sys.exit(1 if any(one.mend for one in listed) else 0)


@click.command(options_metavar=OPTIONS)
@click.option(
    "--keep-going",
    is_flag=True,
    help="Phường hay bài có lỗi thì giữ bản đúng gần nhất, và không coi đó là lỗi của lệnh.",
)
@click.option(
    "--ward",
    metavar="WARD",
    help="Chỉ dựng lại trang và lịch của một phường, như an-nhon, vào trang đã có; trang đầu và /lich/ đổi theo.",
)
@strict_option
@on_option
@click.pass_obj
def build(root: Path, keep_going: bool, ward: str | None, strict: bool, today: dt.date) -> None:
    """Kiểm tra rồi dựng trang vào thư mục site.

    Phường hay bài nào có lỗi thì chỉ phường ấy, bài ấy giữ bản đúng gần nhất, và lệnh kết thúc với mã 1. Lỗi ở chỗ dùng chung thì
    trang cũ giữ nguyên.
    """
    from mkdocs.commands import build as mkdocs_build

    showing = publishable(root, today, strict)
    found = showing.project
    if ward and ward not in found.schedule.rosters:
        known = found.schedule.rosters
        raise click.UsageError(problems.sentence(no_ward(ward, known, known.values())))
    if found.held:
        # What the build itself would tell are the mistakes of what it shows: there are none.
        click.echo(problems.as_text(problems.errors(showing.wrong)), err=True)
    _listen(logging.WARNING)
    os.environ[sources.TODAY] = vietnamese.date(today)
    config = settings(root, strict=strict)
    config.plugins["thu7"].given = showing  # type: ignore[attr-defined]  # the command knows no plugin's class
    config.plugins.on_startup(command="build", dirty=False)
    try:
        if ward:
            config.plugins["thu7"].build_ward(config, ward)  # type: ignore[attr-defined]  # likewise
        else:
            mkdocs_build.build(config)
    except Exception as error:
        if ward:
            config.plugins.on_build_error(error=error)
        raise
    except KeyboardInterrupt:
        config.plugins["thu7"].forget()  # type: ignore[attr-defined]  # likewise
        raise
    finally:
        config.plugins.on_shutdown()
    click.echo(f"Đã dựng xong: {Path(config.site_dir) / 'lich' / ward if ward else config.site_dir}")
    if found.held:
        click.echo(f"Giữ bản đúng gần nhất:\n{held.report(found.held)}", err=True)
        sys.exit(0 if keep_going else 1)


@click.command(options_metavar=OPTIONS)
@click.option(
    "-a", "--address", default="127.0.0.1:8000", metavar="MÁY:CỔNG", help="Địa chỉ xem thử.", show_default=True
)
@on_option
@click.pass_obj
def serve(root: Path, address: str, today: dt.date) -> None:
    """Xem thử trên máy này; sửa tệp là trang tự đổi."""
    from mkdocs.commands import serve as mkdocs_serve

    checked(root, today)
    settings(root)
    _listen(logging.INFO)
    # MkDocs reads its settings anew at each change, so the day reaches the plugin by the environment.
    os.environ[sources.TODAY] = vietnamese.date(today)
    mkdocs_serve.serve(str(root / "mkdocs.yml"), livereload=True, dev_addr=address)


@click.command(options_metavar=OPTIONS)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@on_option
@click.pass_obj
def export(root: Path, folder: Path, today: dt.date) -> None:
    """Ghi mọi trang, lịch và hình thành tệp thường vào DIR, cho công cụ dựng trang khác."""

    if refused := folders.may_be_written(root, folder):
        raise click.UsageError(problems.sentence(refused))
    found = checked(root, today)
    if found.problems:
        click.echo(problems.as_text(found.problems), err=True)
    config = settings(root)
    secret = os.environ.get(sources.SECRET, "")
    history = as_shown(read_history(root), today)
    if history.trouble:
        raise click.ClickException(problems.sentence(history.trouble))
    for remark in publishing.remarks(secret, history):
        click.echo(remark, err=True)
    repository = (config.repo_url or "", config.edit_uri or "")
    made = publishing.outputs(
        found,
        Settings(
            site_name=config.site_name, site_url=site_url(config), secret=secret, history=history, repository=repository
        ),
    )
    pages = map(docs_pages.for_other_generators, itertools.chain(docs_pages.pages_of_docs(found), made))
    count = drafts.write_outputs(folder, pages, bool(secret))
    click.echo(f"Đã ghi {count} tệp vào {folder}.")


def _listen(level: int) -> None:
    """Let MkDocs be heard from ``level`` on, and what the plugin says in any case."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("mkdocs").addHandler(handler)
    logging.getLogger("mkdocs").setLevel(level)
    logging.getLogger("mkdocs.plugins.thu7").setLevel(logging.INFO)


COMMANDS = (check, doctor_command, laws, find, build, serve, export)
