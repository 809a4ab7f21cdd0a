"""A fair share that looks back: who came counts, not who was planned, where the ward wants it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from click.testing import CliRunner
from projects import BASE, tree, write
from thu7 import project
from thu7.cli.main import main
from thu7.plan import auditor, planner
from thu7.plan.from_rosters import Request, Task, task

ON = dt.date(2026, 12, 1)
PEOPLE = """tình nguyện viên:
  - {mã: lan, tên: Nguyễn Thị Lan, nhiệm vụ: [vneid]}
  - {mã: minh, tên: Trần Quang Minh, nhiệm vụ: [vneid]}
  - {mã: tam, tên: Lê Thanh Tâm, nhiệm vụ: [vneid]}
"""
DESK = BASE["schedule/an-nhon/roster.yml"].partition("cần mỗi ca")[0] + "cần mỗi ca: {vneid: 1}\n"


def files(back: str = "tính cả quá khứ: có\n", **days: str) -> dict[str, str | None]:
    named = {f"schedule/an-nhon/{name.replace('_', '-')}": text for name, text in days.items()}
    roster = {"schedule/an-nhon/roster.yml": back + DESK + PEOPLE, "schedule/an-nhon/2026-11-28.yml": None}
    return {**roster, **{f"{path}.yml": text for path, text in named.items()}}


def came(day: str, *codes: str) -> dict[str, str]:
    return {f"{day}.ket-qua": f"có mặt: [{', '.join(codes)}]\nlượt người: 9\n"}


def asked(changes: dict[str, str | None], weeks: int = 6) -> Task:
    schedule, problems = project.read_schedule(tree(changes), ON)
    assert [one.message for one in problems if one.severity.name == "ERROR"] == []
    return task(schedule, ("an-nhon",), Request(ON, ON + dt.timedelta(weeks=weeks)))


def loads(changes: dict[str, str | None]) -> dict[str, int]:
    made = asked(changes)
    plan = planner.plan(made.staffing)
    assert plan.proven and not list(auditor.faults(made.staffing, plan.duties))
    counts = Counter(duty.key.removeprefix("an-nhon/") for duty in plan.duties)
    return {code: counts[code] for code in ("lan", "minh", "tam")}


HELD = {**came("2026_11_07", "lan"), **came("2026_11_14", "lan", "minh"), **came("2026_11_21", "lan", "tam")}


def test_who_came_often_is_asked_less_where_the_ward_wants_it() -> None:
    # Eleven mornings, lately and now: 3.96 for Lan and Minh, 3.08 for Tâm, who could have come to one alone of the three behind.
    assert loads(files(**HELD)) == {"lan": 1, "minh": 3, "tam": 2}
    assert loads(files(back="", **HELD)) == {"lan": 2, "minh": 2, "tam": 2}


def test_who_was_planned_and_did_not_come_does_not_count() -> None:
    planned = {"2026_11_07": "phân công: {vneid: [minh]}\n"}
    past = {w.key: (w.past, w.past_days) for w in asked(files(**HELD, **planned)).staffing.workers.values()}
    assert past == {"an-nhon/lan": (3, 3), "an-nhon/minh": (1, 3), "an-nhon/tam": (1, 1)}


def test_who_joined_lately_need_not_catch_up_and_older_mornings_are_forgotten() -> None:
    old = came("2026_05_09", "minh")
    past = {w.key: (w.past, w.past_days) for w in asked(files(**HELD, **old)).staffing.workers.values()}
    assert past["an-nhon/minh"] == (1, 3) and past["an-nhon/tam"] == (1, 1)
    assert asked(files(back="")).staffing.workers["an-nhon/lan"].past_days == 0


def test_the_report_says_it_in_a_sentence_and_who_stayed_away_twice_is_told_to_the_secretary_alone(
    tmp_path: object,
) -> None:
    root = write(
        tmp_path / "project",
        files(**HELD, **{"2026_11_07": "phân công: {vneid: [minh]}\n", "2026_11_21": "phân công: {vneid: [minh]}\n"}),
    )  # type: ignore[operator]
    run = CliRunner()
    told = run.invoke(main, ["-C", str(root), "plan", "an-nhon", "--on", "01/12/2026"]).output
    assert "Đã tính cả 26 tuần qua: ai tới nhiều thì nay được xếp ít hơn (Lan 3 buổi, Minh 1 buổi, Tâm 1 buổi)." in told
    alone = "Riêng thư ký biết: được xếp mà không tới từ hai lần: Trần Quang Minh, 07/11/2026 và 21/11/2026."
    assert alone in told
    for command in (("message", "an-nhon"), ("report", "an-nhon"), ("check",), ("export", str(root.parent / "out"))):
        assert "không tới" not in run.invoke(main, ["-C", str(root), *command, "--on", "01/12/2026"]).output
    assert not [
        path
        for path in (root.parent / "out").rglob("*")
        if path.is_file() and "không tới" in path.read_text("utf-8", "replace")
    ]
