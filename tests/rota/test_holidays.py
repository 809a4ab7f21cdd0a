"""The days off in ``schedule/holidays.yml`` beside those that the library holidays knows."""

from __future__ import annotations

import datetime as dt

import holidays
from projects import REPOSITORY
from thu7 import folders, project

FIRST, LAST = dt.date(2026, 11, 24), dt.date(2027, 12, 31)
ONLY_OURS = {
    dt.date(2026, 11, 24): "Resolution 28/2026/QH16, in force from 1 July 2026: newer than the library",
    dt.date(2027, 11, 24): "the same resolution",
}
ONLY_THEIRS = {
    dt.date(2027, 1, 1): "follows from the calendar; no notice of 2027 names it yet, and it is no Saturday",
    dt.date(2027, 4, 16): "the same: the tenth day of the third lunar month",
    dt.date(2027, 4, 30): "the same",
    dt.date(2027, 5, 3): "the library derives a day in lieu of Saturday 1 May; no notice says so yet",
}


def test_days_off_are_those_that_others_know_but_for_differences_with_a_reason() -> None:
    schedule, problems = project.read_schedule(folders.load(REPOSITORY, (folders.SCHEDULE,)), FIRST)
    assert [problem for problem in problems if problem.place.path == folders.HOLIDAYS] == []
    ours = {closure.date for closure in schedule.holidays if closure.kind == "nghỉ" and FIRST <= closure.date <= LAST}
    theirs = {day for day in holidays.country_holidays("VN", years=(2026, 2027)) if FIRST <= day <= LAST}
    assert ours - theirs == set(ONLY_OURS)
    assert theirs - ours == set(ONLY_THEIRS)


def test_every_day_off_has_a_source_and_closes_or_warns() -> None:
    schedule, _ = project.read_schedule(folders.load(REPOSITORY, (folders.SCHEDULE,)), FIRST)
    assert len(schedule.holidays) >= 12
    for closure in schedule.holidays:
        assert closure.source and closure.reason
        assert closure.closes is (closure.kind == "nghỉ")
