"""Wards that share people are checked together, and no others: nothing is found less or otherwise than with all at once."""

from __future__ import annotations

import datetime as dt
import random

from projects import BASE, tree
from thu7 import project
from thu7.rota import schedule_checks
from thu7.text.problems import Problem, in_order

TODAY = dt.date(2026, 11, 24)
WARDS = tuple("abcdefgh")


def wrong_somehow(seed: int) -> dict[str, str | None]:
    """Wards that name each other's people in rosters, on Saturdays, among who came; much of it cannot be."""
    source = random.Random(seed)
    files: dict[str, str | None] = {"schedule/an-nhon/roster.yml": None, "schedule/an-nhon/2026-11-28.yml": None}
    for ward in WARDS:
        key = f"{source.choice(WARDS)}/p{source.randrange(4)}"
        guests = f"  - {{mã: {key}, nhiệm vụ: [vneid]}}\n" if source.random() < 0.15 else ""
        away = ", bận: [28/11/2026]" if source.random() < 0.4 else ""
        people = "".join(
            f"  - {{mã: p{number}, tên: Người {number}, nhiệm vụ: [trưởng ca, vneid], tối đa mỗi tháng: 1{away}}}\n"
            for number in range(3)
        )
        name = ward.upper() if source.random() < 0.8 else "A"
        desk = (
            BASE["schedule/an-nhon/roster.yml"]
            .partition("tình nguyện viên:")[0]
            .replace("An Nhơn", name)
            .replace("1C", ward)
        )
        files[f"schedule/{ward}/roster.yml"] = f"{desk}tình nguyện viên:\n{people}{guests}"
        for day in ("2026-11-14", "2026-11-28", "2026-12-05", "2026-12-12"):
            one, two, three = (
                f"p{source.randrange(5)}"
                if source.random() < 0.95
                else f"{source.choice(WARDS)}/p{source.randrange(4)}"
                for _ in range(3)
            )
            files[f"schedule/{ward}/{day}.yml"] = (
                f"phân công: {{trưởng ca: [{one}], vneid: [{two}]}}\nđã chốt: [{three}]\n"
            )
        files[f"schedule/{ward}/2026-11-14.ket-qua.yml"] = (
            f"có mặt: [{key if source.random() < 0.2 else 'p0'}]\nlượt người: 3\n"
        )
    return files


def told(problems: tuple[Problem, ...]) -> set[Problem]:
    return {problem for problem in problems if problem.place.path.startswith("schedule/")}


def test_groups_are_checked_as_all_at_once() -> None:
    codes: set[str] = set()
    for seed in range(150):
        found = project.read(tree(wrong_somehow(seed)), TODAY)
        whole = told(in_order(schedule_checks.check(found.schedule)))
        rules = {problem.code for problem in whole}
        assert {problem for problem in told(found.problems) if problem.code in rules} == whole, seed
        codes |= rules
    assert codes >= {"twice", "away", "over-limit", "unknown-person", "same-name", "not-of-ward"}


def test_what_one_ward_publishes_is_looked_through_for_leaks() -> None:
    """Behind an escape of YAML a number shows only once it is published."""
    hidden = BASE["schedule/an-nhon/roster.yml"].replace("1C Nguyễn Văn Lượng", '"1C Lê Lợi, gọi 09\\u0030 123 4567"')
    other = BASE["schedule/an-nhon/roster.yml"].replace("An Nhơn", "An Hội Tây").replace("1C", "2D")
    found = project.read(tree({"schedule/an-nhon/roster.yml": hidden, "schedule/an-hoi-tay/roster.yml": other}), TODAY)
    leaks = [problem for problem in found.problems if problem.code == "personal-phone"]
    assert {problem.place.path for problem in leaks} == {"schedule/an-nhon/roster.yml"}
