"""The commands about who served on which days: told, certified, taken back."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from thu7 import drafts, folders, printing, publishing, sources
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.loaded import LoadedSchedule
from thu7.cli.options import Day, on_option, settings, site_url
from thu7.cli.to_file import OutputFile, say_or_put
from thu7.results import certificates, days, tables
from thu7.rota.model import Roster, Volunteer
from thu7.sheets import plain_book, students
from thu7.sheets import tables as foreign_tables
from thu7.system import disk
from thu7.text import problems, vietnamese
from thu7.text.problems import Problem

from_option = click.option(
    "--from", "first", type=Day(), required=True, metavar="NGÀY", help="Từ ngày này, như 01/09/2026."
)
to_option = click.option(
    "--to", "last", type=Day(), required=True, metavar="NGÀY", help="Đến hết ngày này, như 31/12/2026."
)


@click.command("days", options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@from_option
@to_option
@click.option(
    "-o", "--output", "file", type=OutputFile(), metavar="FILE", help="Ghi vào tệp: .xlsx, .csv (cột của trường), .txt."
)
@on_option
@click.pass_obj
def days_command(root: Path, ward: str, first: dt.date, last: dt.date, file: Path | None, today: dt.date) -> None:
    """Kể ai đã trực những ngày nào, được mấy ngày, như: thu7 days an-nhon --from 01/09/2026 --to 31/12/2026"""
    _in_order(first, last)
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    listed = days.served(loaded.schedule, ward, first, last)
    suffix = file.suffix.lower() if file else ""
    if suffix in (".xlsx", ".csv"):
        made = days.table(listed, ward, f"{first:%d-%m-%Y} {last:%d-%m-%Y}")
        content: bytes | str = plain_book.workbook(made, today) if suffix == ".xlsx" else tables.as_csv(made)
    else:
        head = f"{loaded.schedule.rosters[ward].venue.name}, từ {vietnamese.date(first)} đến {vietnamese.date(last)}"
        content = "\n".join([head, *days.told(listed, ward)] if listed else [f"{head}: chưa có ai trực."]) + "\n"
    say_or_put(root, file, content, " Tệp có tên người: chỉ gửi cho nơi cần.")


@click.command("certificate", options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.option(
    "--people",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TỆP",
    help="Bảng Họ và tên, MSSV, Lớp, Trường (.csv, .xlsx); đọc xong không giữ.",
)
@click.option("--from", "first", type=Day(), metavar="NGÀY", help="Từ ngày này, như 01/09/2026.")
@click.option("--to", "last", type=Day(), metavar="NGÀY", help="Đến hết ngày này.")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Ghi các tờ giấy (PDF) vào thư mục này.",
)
@click.option("--revoke", metavar="SỐ", help="Thu hồi giấy mang số này.")
@on_option
@click.pass_obj
def certificate(
    root: Path,
    ward: str,
    people: Path | None,
    first: dt.date | None,
    last: dt.date | None,
    folder: Path | None,
    revoke: str | None,
    today: dt.date,
) -> None:
    """Làm giấy xác nhận ngày trực, mỗi người một tờ A4 để ký

    Như: thu7 certificate an-nhon --people ../sv.csv --from 01/09/2026 --to 31/12/2026 -o ../giay. Cần THU7_SECRET, đúng như máy
    dựng trang.
    """
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    if revoke is not None:
        _revoke(loaded, ward, revoke, today)
        return
    if people is None or first is None or last is None or folder is None:
        raise click.UsageError("Ghi đủ --people, --from, --to và -o. Thu hồi một giấy thì: --revoke SỐ")
    _in_order(first, last)
    secret, address = os.environ.get(sources.SECRET, ""), site_url(settings(root))
    if not secret or not address:
        lacking = sources.SECRET if not secret else "site_url trong mkdocs.yml"
        raise click.UsageError(f"Chưa có {lacking}: không làm được mã xác nhận. Đặt đúng như máy dựng trang.")
    if refused := folders.may_be_written(root, folder):
        raise click.UsageError(problems.sentence(refused))
    schedule, roster = loaded.schedule, loaded.schedule.rosters[ward]
    if len(secret) < publishing.SHORT_SECRET:
        raise click.UsageError(
            f"{sources.SECRET} ngắn quá, người lạ dò ra được địa chỉ. Tạo khóa mới: openssl rand -hex 32"
        )
    if strange := certificates.of_another_secret(certificates.issued(schedule, ward), secret):
        raise click.UsageError(
            f"{sources.SECRET} này không phải khóa đã cấp {len(strange)} giấy trước, như {strange[0].number}. "
            "Đặt lại khóa cũ; mất khóa cũ thì thu hồi các giấy ấy trước."
        )
    served = {one.person.key: one for one in days.served(schedule, ward, first, last)}
    asked = _students(people, roster, [one.person for one in served.values()])
    known, papers, said = list(certificates.issued(schedule, ward)), {}, []
    new = []
    for student in asked:
        own = served.get(student.person.key)
        if own is None or not own.came:
            click.echo(f"{student.name}: chưa có ngày nào được ghi, không làm giấy.", err=True)
            continue
        one = certificates.standing(known, secret, student.person.key, own.came)
        if one is None:
            for other, day in certificates.overlapping(known, secret, student.person.key, own.came):
                message = f"{student.name}: ngày {vietnamese.date(day)} đã có trong giấy {other.number}."
                click.echo(f"{message} Thu hồi giấy ấy nếu giấy này thay nó.", err=True)
            one = certificates.made(known, secret, ward, student.person.key, own.came, own.days, today)
            known.append(one)
            new.append(one)
        said.append(
            f"{one.number}: {student.name}, {vietnamese.decimal(one.days)} ngày{'' if one in new else ' (đã cấp, in lại)'}"
        )
        page = f"{address}{certificates.FOLDER}/{certificates.token(secret, ward, one.number)}/"
        papers[folder / f"{one.number}.pdf"] = printing.certificate(roster, student, one, page)
    made = drafts.certified(root, loaded.files, ward, new)
    if isinstance(made, Problem):
        _refuse([made])
    disk.write_all({**papers, **made})
    click.echo("\n".join(said) or "Không có ai để làm giấy.")
    if papers:
        click.echo(
            f"Đã ghi {len(papers)} tờ vào {folder}. Đưa {drafts.certificates_path(ward)} lên kho thì mã trên giấy mở được."
        )


def _students(file: Path, roster: Roster, serving: Sequence[Volunteer]) -> tuple[students.Student, ...]:
    try:
        read = foreign_tables.read(file.name, file.read_bytes())
    except OSError as error:
        raise click.UsageError(disk.told(error)) from error
    if isinstance(read, Problem):
        _refuse([read])
    people = {one.key: one for one in (*roster.volunteers, *serving)}
    found, wrong = students.students(file.name, read.tables, tuple(people.values()), roster.ward)
    if wrong:
        _refuse(wrong)
    if lacking := students.lacking(read.tables):
        click.echo(f"Không thấy cột {vietnamese.joined(lacking)} trong bảng: trên giấy để trống.", err=True)
    return found


def _revoke(loaded: LoadedSchedule, ward: str, number: str, today: dt.date) -> None:
    known = {one.number: one for one in certificates.issued(loaded.schedule, ward)}
    if number not in known:
        raise click.UsageError(f"Không có giấy số “{number}”. Số in ở góc trên tờ giấy, như: {ward.upper()}-2026-001")
    if since := known[number].revoked:
        click.echo(f"Giấy {number} đã thu hồi từ {vietnamese.date(since)}.")
        return
    made = drafts.revoked(loaded.root, loaded.files, ward, number, today)
    if isinstance(made, Problem):
        _refuse([made])
    disk.write_all(made)
    click.echo(f"Đã thu hồi giấy {number}. Đăng trang xong thì mã trên giấy báo không còn giá trị.")


def _in_order(first: dt.date, last: dt.date) -> None:
    if first > last:
        raise click.UsageError(f"Ngày đầu {vietnamese.date(first)} đứng sau ngày cuối {vietnamese.date(last)}.")


def _refuse(found: Sequence[Problem]) -> NoReturn:
    click.echo(problems.as_text(found), err=True)
    click.echo(f"{problems.summary(found)} Chưa làm tờ nào.", err=True)
    sys.exit(1)


COMMANDS = (days_command, certificate)
