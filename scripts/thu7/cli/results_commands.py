"""The commands about what came of Saturdays: written down, moved, reported."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from thu7 import drafts, folders, printing
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.loaded import LoadedSchedule
from thu7.cli.options import Day, Hour, Month, Quarter, Year, on_option
from thu7.cli.to_file import OutputFile, say_or_put
from thu7.results import days, report, tables
from thu7.results.periods import Period
from thu7.results.tally import Tally
from thu7.rota.model import Results, Roster, Shift
from thu7.rota.results_file import FIELDS, MOST, in_a_sentence, name_of, written
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import SATURDAY, no_ward
from thu7.sheets import plain_book
from thu7.system import disk
from thu7.text import problems, vietnamese
from thu7.text.kinds import parse_number
from thu7.text.problems import Place

_T = TypeVar("_T")


class _WardOrWord(click.Group):
    """``thu7 results an-nhon`` asks; ``thu7 results move an-nhon`` is a command of its own."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return ask.name, ask, args
        return super().resolve_command(ctx, args)


@click.group(cls=_WardOrWord, subcommand_metavar="WARD [DATE]", options_metavar=OPTIONS)
def results() -> None:
    """Ghi kết quả của một buổi: máy hỏi từng số, như: thu7 results an-nhon 28/11/2026

    Không ghi ngày thì là buổi vừa qua. Không đếm số nào thì bấm Enter ở câu đó. Ghi lại từ đầu: thêm --replace.
    """


@results.command("ask", options_metavar=OPTIONS, hidden=True)
@click.argument("ward", metavar="WARD")
@click.argument("day", metavar="[DATE]", type=Day(), required=False)
@click.option("--replace", is_flag=True, help="Ghi đè kết quả đã có.")
@click.option(
    "--at",
    "now",
    type=Hour(),
    default=lambda: dt.datetime.now(vietnamese.HERE).time(),
    metavar="GIỜ",
    help="Coi lúc này là giờ này, như 12:00.",
)
@on_option
@click.pass_obj
def ask(root: Path, ward: str, day: dt.date | None, replace: bool, now: dt.time, today: dt.date) -> None:
    """Ghi kết quả của một buổi, máy hỏi từng số, như: thu7 results an-nhon 28/11/2026"""
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    roster = loaded.schedule.rosters[ward]
    shifts = {shift.date: shift for shift in loaded.schedule.shifts(roster)}
    told = [one for one in shifts if one <= today and not shifts[one].closed]
    if day is None and not told:
        raise click.UsageError("Phường chưa có buổi nào đã qua. Ghi ngày, như: thu7 results an-nhon 28/11/2026")
    day = day or max(told)
    if day > today:
        raise click.UsageError(f"Buổi {vietnamese.date(day)} chưa tới.")
    shift = shifts.get(day)
    if shift is None and day.weekday() != SATURDAY:
        raise click.UsageError(f"{vietnamese.date(day)} là {vietnamese.WEEKDAYS[day.weekday()]}, không phải thứ Bảy.")
    if shift is not None and shift.closed:
        raise click.UsageError(f"Buổi {vietnamese.date(day)} nghỉ: {shift.closed}.")
    if day == today and now < (end := roster.venue.hours.end):
        raise click.UsageError(f"Buổi hôm nay tan lúc {vietnamese.time(end)}. Ghi kết quả sau giờ đó.")
    path = f"{folders.SCHEDULE}/{ward}/{name_of(day)}"
    if path in loaded.files and not replace:
        raise click.UsageError(f"Đã có {path}. Sửa tệp đó, hoặc thêm --replace để ghi lại từ đầu.")
    click.echo(f"Kết quả buổi {vietnamese.weekday_date(day)}, {roster.venue.name}. Không đếm thì bấm Enter.")
    found = _asked(loaded, roster, shift, day)
    disk.write_all({root / path: written(found).encode()})
    after = LoadedSchedule(root, today)
    if doubts := [one for one in after.problems if one.place.path == path]:
        click.echo(f"\nXem lại trước khi gửi:\n{problems.as_text(doubts)}")
    click.echo(f"\nĐã ghi {path}. Tin để gửi nhóm:\n")
    click.echo("\n".join([f"Kết quả {_day(day).name}, {roster.venue.name}", *report.sentences(Tally((found,)))]))
    if said := days.for_the_secretary(after.schedule, ward):
        click.echo(f"\n{said}")


def _asked(loaded: LoadedSchedule, roster: Roster, shift: Shift | None, day: dt.date) -> Results:
    planned = [code_in(roster.ward, one.key) for _, team in (shift.people if shift else ()) for one in team]

    def people(said: str) -> tuple[str, ...]:
        words = said.replace(",", " ").split()
        return tuple(dict.fromkeys(loaded.person(word, loaded.schedule.rosters, roster.ward) for word in words))

    came = _one("Ai có mặt, ghi mã", people, ", ".join(planned))
    codes = [code_in(roster.ward, key) for key in came]
    for code in [code for code in codes if code not in planned] if planned else []:
        click.echo(f"  {code} không có trong lịch buổi này, vẫn ghi là có mặt.")
    helped = None
    while helped is None:
        helped = _count("Lượt người")
        if helped is None:
            click.echo("  Số này phải có.")
    online, counter, asked = (_count(said) for said in ("Hồ sơ trực tuyến", "Hồ sơ trực tiếp", "Chỉ hỏi"))
    fields = [(name, _count(f"Lĩnh vực {in_a_sentence(name)}")) for name in FIELDS]
    again, content, discontent = (_count(said) for said in ("Hẹn lại", "Phiếu hài lòng", "Phiếu chưa hài lòng"))
    return Results(
        roster.ward,
        day,
        Place(""),
        helped,
        online,
        counter,
        asked,
        tuple((name, count) for name, count in fields if count is not None),
        again,
        content,
        discontent,
        attended=tuple((key, Place("")) for key in came),
    )


def _one(question: str, read: Callable[[str], _T], default: str = "") -> _T:
    """An answer, asked for until it can be read."""
    while True:
        said = click.prompt(question, default=default, show_default=bool(default))
        try:
            return read(str(said).strip())
        except click.UsageError as error:
            click.echo(f"  {error.message}")


def _count(question: str) -> int | None:
    def read(said: str) -> int | None:
        count = parse_number(said, 0, MOST) if said else None
        if said and count is None:
            raise click.UsageError(f"“{said}” không phải là một số từ 0 đến {MOST}. Viết như: 34")
        return count

    return _one(question, read)


def _day(day: dt.date) -> Period:
    return Period(day, day)


@click.command("report", options_metavar=OPTIONS)
@click.argument("ward", metavar="[WARD]", required=False)
@click.option("--date", "day", type=Day(), metavar="NGÀY", help="Một buổi. Không ghi gì thì buổi vừa qua.")
@click.option("--month", type=Month(), metavar="THÁNG", help="Một tháng, như 12/2026.")
@click.option("--quarter", type=Quarter(), metavar="QUÝ", help="Một quý, như IV/2026.")
@click.option("--year", type=Year(), metavar="NĂM", help="Một năm, như 2026.")
@click.option("--all", "whole", is_flag=True, help="Mọi phường cộng lại.")
@click.option(
    "-o",
    "--output",
    "file",
    type=OutputFile(),
    metavar="FILE",
    help="Ghi vào tệp: .xlsx (bảng), .pdf (một trang), .txt.",
)
@on_option
@click.pass_obj
def report_command(
    root: Path,
    ward: str | None,
    day: dt.date | None,
    month: Period | None,
    quarter: Period | None,
    year: Period | None,
    whole: bool,
    file: Path | None,
    today: dt.date,
) -> None:
    """Viết báo cáo kết quả để gửi nhóm hay nộp, như: thu7 report an-nhon --month 12/2026"""
    chosen = [one for one in (_day(day) if day else None, month, quarter, year) if one]
    if len(chosen) > 1:
        raise click.UsageError("Chọn một: --date, --month, --quarter hay --year.")
    if (ward is None) != whole:
        raise click.UsageError("Ghi một phường, như: thu7 report an-nhon. Mọi phường thì: thu7 report --all")
    loaded = LoadedSchedule(root, today)
    loaded.groups(ward)
    schedule = loaded.schedule
    wards = [roster for roster in schedule.desks if whole or roster.ward == ward]
    wards = [one for one in wards if not one.sample] or wards
    named = {one.ward for one in wards}
    held = [one.date for one in schedule.saturdays if one.ward in named and one.date <= today]
    held += [one.date for one in schedule.results if one.ward in named]
    if not chosen and not held:
        raise click.UsageError("Chưa có buổi nào đã qua.")
    period = chosen[0] if chosen else _day(max(held))
    suffix = file.suffix.lower() if file else ""
    if suffix == ".xlsx":
        content: bytes | str = plain_book.workbook(tables.table(schedule, wards, period), today)
    elif suffix == ".pdf":
        content = printing.report(schedule, wards, period)
    else:
        content = report.report(schedule, wards, period) + "\n"
    say_or_put(root, file, content)


@results.command("move", options_metavar=OPTIONS)
@click.argument("ward", metavar="WARD")
@click.pass_obj
def move(root: Path, ward: str) -> None:
    """Chuyển kết quả ghi trong tệp của buổi sang tệp riêng, như: thu7 results move an-nhon"""
    files = folders.load(root, (folders.SCHEDULE,))
    wards = sorted({path.split("/")[1] for path in files if path.endswith("/roster.yml")})
    if ward not in wards:
        raise click.UsageError(problems.sentence(no_ward(ward, wards)))
    made = drafts.results_moved(root, files, ward)
    if isinstance(made, tuple):
        click.echo(problems.as_text(problems.in_order(made)), err=True)
        click.echo(f"{problems.summary(made)} Chưa chuyển gì.", err=True)
        sys.exit(1)
    for path in disk.write_all(made):
        click.echo(f"Đã ghi {path.relative_to(root).as_posix()}")
    if not made:
        click.echo("Không có gì phải chuyển.")


COMMANDS = (results, report_command)
