"""What the doctor finds, and that each finding says what mends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from projects import BASE, tree
from thu7 import doctor, project
from thu7.calendar.history import NO_HISTORY, History
from thu7.cli.main import main
from thu7.doctor import Finding
from thu7.rota.schedule import Schedule

TODAY = dt.date(2026, 11, 24)
WELL = History((), complete=True)


def schedule(changes: dict[str, str | None] | None = None) -> Schedule:
    return project.read(tree(changes or {}), TODAY).schedule


def found(
    given: Schedule,
    history: History = WELL,
    secret: str = "s" * 32,
    site_url: str = "https://thu7.vn/",
    newest: dt.datetime | None = None,
) -> list[Finding]:
    return list(doctor.findings(given, history, secret=secret, site_url=site_url, newest=newest))


def wrong(findings: list[Finding]) -> list[str]:
    return [one.said for one in findings if one.mend]


def filled() -> Schedule:
    """The base project with a file for each of the coming Saturdays, all people in them."""
    day = "phân công:\n  trưởng ca: [lan]\n  vneid: [minh]\n"
    first = dt.date(2026, 11, 28)
    days = {f"schedule/an-nhon/{(first + dt.timedelta(weeks=n)).isoformat()}.yml": day for n in range(9)}
    return schedule({**days, "schedule/an-nhon/roster.yml": BASE["schedule/an-nhon/roster.yml"]})


def test_where_all_is_well_it_says_so() -> None:
    assert wrong(found(filled())) == []
    assert doctor.report(found(filled())).startswith("Mọi thứ đều ổn.\n✓ Lịch sử git đủ.")


@pytest.mark.parametrize(
    "change,said",
    [
        (lambda: found(filled(), history=NO_HISTORY), "Không có đủ lịch sử git"),
        (lambda: found(filled(), secret=""), "Chưa có THU7_SECRET"),
        (lambda: found(filled(), secret="short"), "ngắn quá"),
        (lambda: found(filled(), site_url=""), "chưa có địa chỉ"),
        (lambda: found(filled(), site_url="https://thu7.example/"), "còn là ví dụ"),
        (lambda: found(filled(), newest=dt.datetime(2026, 12, 24, tzinfo=dt.UTC)), "Hôm nay theo máy là 24/11/2026"),
        (lambda: found(schedule({"schedule/an-nhon/2026-11-28.yml": None})), "chưa có lịch trực cho 28/11/2026"),
    ],
)
def test_each_thing_that_is_not_well_is_named_with_what_mends_it(
    change: Callable[[], list[Finding]], said: str
) -> None:
    findings = change()
    assert any(said in one for one in wrong(findings)), wrong(findings)
    assert "Cách sửa: " in doctor.report(findings)


def test_samples_and_whoever_has_no_saturday_are_named() -> None:
    given = filled()
    roster = given.rosters["an-nhon"]
    idle = replace(roster.volunteers[0], code="ranh", name="Người Rảnh")
    changed = replace(given, rosters={"an-nhon": replace(roster, sample=True, volunteers=(*roster.volunteers, idle))})
    said = " ".join(wrong(found(changed)))
    assert "còn là dữ liệu mẫu" in said and "không có buổi nào: Người Rảnh." in said


def test_the_command_ends_with_one_where_there_is_something_to_do(project_folder: Callable[..., Path]) -> None:
    done = CliRunner().invoke(
        main, ["-C", str(project_folder()), "doctor", "--on", "24/11/2026"], env={"THU7_SECRET": ""}
    )
    assert done.exit_code == 1 and "việc cần làm:" in done.output and "openssl rand -hex 32" in done.output
