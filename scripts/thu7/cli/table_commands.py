"""The commands for workbooks: table out, table in."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import NoReturn

import click

from thu7 import drafts, project
from thu7.cli.click_in_vietnamese import OPTIONS, REST
from thu7.cli.loaded import LoadedSchedule
from thu7.cli.options import on_option
from thu7.cli.to_file import put
from thu7.folders import SCHEDULE
from thu7.sheets import foreign, layout, mapping_file, own, tables
from thu7.sheets.changes import Proposal
from thu7.system import disk
from thu7.text import privacy, problems
from thu7.text.encoding import decode
from thu7.text.problems import Notes, Problem, errors
from thu7.text.yaml_reader import read_yaml

MOST_TOLD = 100
"""Sentences of a kind that are told."""


@click.group(subcommand_metavar=REST, options_metavar=OPTIONS)
def table() -> None:
    """Đưa danh sách và lịch trực ra bảng Excel, đọc bảng vào lại."""


@table.command("out", options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("file", metavar="TỆP.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@on_option
@click.pass_obj
def table_out(root: Path, ward: str, file: Path, today: dt.date) -> None:
    """Ghi người, ngày bận và lịch 13 tuần ra một bảng Excel, như: thu7 table out an-nhon ../an-nhon.xlsx"""
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(f"Tên tệp phải kết thúc bằng .xlsx, như: {file.with_suffix('.xlsx').name}")
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    put(root, file, layout.workbook(loaded.schedule, ward))
    click.echo(
        f"Đã ghi bảng của {loaded.schedule.rosters[ward].venue.name} vào {file}. Tệp có tên người: chỉ gửi cho người cần."
    )


@table.command("in", options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.argument("file", metavar="TỆP", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--write", is_flag=True, help="Ghi những thay đổi vào tệp. Không có thì chỉ kể.")
@on_option
@click.pass_obj
def table_in(root: Path, ward: str, file: Path, write: bool, today: dt.date) -> None:
    """Đọc bảng, kể những gì sẽ đổi; thêm --write thì ghi, như: thu7 table in an-nhon ../an-nhon.xlsx

    Đọc được bảng do table out ghi ra, câu trả lời Google Form (.xlsx, .csv), bảng khác có cột họ tên, và tên dán từ Zalo (-).
    """
    take_in(root, ward, file, today, write)


def take_in(root: Path, ward: str, file: Path, today: dt.date, write: bool) -> None:
    """Tell what a table would change, and write it where that is wanted and nothing stands in the way."""
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    read = tables.read(file.name, _bytes(file))
    if isinstance(read, Problem):
        _refuse([read])
    _say_remarks(read)
    if own.is_ours(read.tables):
        proposal = own.proposal(read.tables, loaded.schedule, ward)
    else:
        proposal = foreign.proposal(read.tables, loaded.schedule, ward, _decisions(loaded, ward))
    _tell(proposal)
    made = drafts.from_table(root, loaded.files, ward, proposal.changes)
    if isinstance(made, Problem):
        _refuse([made])
    broken = _broken(root, loaded, made, today)
    # Somebody who is away and was to serve: that is what a table is sent for, and a plan mends it.
    moved = [found for found in broken if found.code == "away"]
    if len(moved) < len(broken):
        _refuse([found for found in broken if found.code != "away"])
    if moved:
        click.echo("Phải xếp lại:")
        click.echo("\n".join(f"  {found.message} ({found.place.path})" for found in moved))
    if proposal.undecided:
        click.echo("Còn chỗ chưa rõ, nên chưa ghi gì.", err=True)
        sys.exit(1)
    if not proposal.changes:
        click.echo("Bảng không nói điều gì mới: không có gì để đổi.")
    elif write:
        click.echo(f"Đã ghi {len(disk.write_all(made))} tệp.")
        if moved:
            click.echo(f"Xếp lại thật ít: thu7 plan {ward} --write")
    else:
        click.echo("Chưa ghi gì. Đúng ý thì chạy lại, thêm --write.")


def _decisions(loaded: LoadedSchedule, ward: str) -> mapping_file.Decisions:
    """How the ward's tables were decided to be read; the command ends where that cannot be read itself."""
    path, notes = f"{SCHEDULE}/{ward}/{mapping_file.FILE}", Notes()
    text = decode(path, loaded.files[path], notes) if path in loaded.files else ""
    record = read_yaml(path, text, notes) if text else None
    found = mapping_file.read_mapping(record, notes) if record else mapping_file.Decisions()
    if notes.problems:
        _refuse(notes.problems)
    return found


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    if not file.is_file():
        raise click.UsageError(f"Không có tệp “{file}”. Xem lại đường dẫn.")
    return file.read_bytes()


def _say_remarks(read: tables.Read) -> None:
    if read.remarks:
        click.echo(problems.as_text(read.remarks), err=True)


def _tell(proposal: Proposal) -> None:
    """What would change, what was passed over, what is open: a sentence each; of what nobody reads to its end the number."""
    for head, lines, shown in (
        ("Sẽ đổi", proposal.changes, len(proposal.changes)),
        ("Bỏ qua", proposal.passed, MOST_TOLD),
        ("Chưa rõ", proposal.undecided, MOST_TOLD),
    ):
        if lines:
            click.echo(f"{head}:")
            click.echo("\n".join(f"  {line}" for line in lines[:shown]))
        if len(lines) > shown:
            click.echo(f"  … và {len(lines) - shown} chỗ nữa.")


def _broken(root: Path, loaded: LoadedSchedule, made: dict[Path, bytes], today: dt.date) -> list[Problem]:
    """The errors that the changed files would have and have not now."""
    later = dict(loaded.files) | {path.relative_to(root).as_posix(): data for path, data in made.items()}
    before = {(p.place.path, p.code, p.message) for p in errors(loaded.problems)}
    after = errors(project.read_schedule(later, today)[1])
    phones = [roster.venue.phone for roster in loaded.schedule.rosters.values() if roster.venue.phone]
    private = [
        found
        for path, data in made.items()
        for found in privacy.personal_data(path.relative_to(root).as_posix(), data.decode(), phones)
    ]
    return [*(p for p in after if (p.place.path, p.code, p.message) not in before), *private]


def _refuse(found: list[Problem]) -> NoReturn:
    click.echo(problems.as_text(problems.in_order(found)), err=True)
    click.echo("Chưa ghi gì.", err=True)
    sys.exit(1)


COMMANDS = (table,)
