"""Sums over periods: what nobody counted is not zero, and a share of few says nothing."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import tree
from thu7 import project
from thu7.results import periods, tally
from thu7.results.periods import Period, span
from thu7.results.tally import Share, Tally

ON = dt.date(2026, 12, 20)
HELD = "phân công: {trưởng ca: [lan], vneid: [minh]}\n"


def tallies(files: dict[str, str], period: Period | None = None) -> dict[str, Tally]:
    named = {f"schedule/an-nhon/{name}.yml": text for name, text in files.items()}
    schedule, _ = project.read_schedule(tree({"schedule/an-nhon/2026-11-28.yml": None, **named}), ON)
    return tally.by_ward(schedule, period)


def test_counts_are_summed_where_they_are_known() -> None:
    own = tallies(
        {
            "2026-11-28.ket-qua": "lượt người: 30\ntrực tuyến: 20\ntrực tiếp: 5\ntheo lĩnh vực: {vneid: 6}\n",
            "2026-12-05.ket-qua": "lượt người: 10\ntrực tuyến: 9\nhài lòng: {có: 3}\ntheo lĩnh vực: {hộ tịch: 2, vneid: 1}\n",
            "2026-12-12.ket-qua": "có mặt: [lan, minh]\nlượt người: 2\n",
        }
    )["an-nhon"]
    assert (own.people, own.online, own.counter, own.asked, own.again, own.helpers) == (42, 29, 5, None, None, 2)
    assert own.fields == (("hộ tịch", 2), ("vneid", 7))
    # The second Saturday counted no files at the counter, so its share is not known.
    assert own.online_share == Share(20, 25) and own.content_share == Share(3, 3)


def test_a_saturday_without_results_is_named_and_never_zero() -> None:
    own = tallies(
        {
            "2026-11-28": HELD,
            "2026-11-28.ket-qua": "lượt người: 3\n",
            "2026-12-05": HELD,
            "2026-12-12": "nghỉ: Mất điện\n",
            "2026-12-19": "ghi chú: Chưa xếp ai\n",
            "2026-12-26": HELD,
        }
    )["an-nhon"]
    assert [one.date.day for one in own.missing] == [5], "closed, empty and coming ones were not held"


def test_a_period_takes_its_days_alone_and_wards_without_any_are_left_out() -> None:
    files = {"2026-11-28.ket-qua": "lượt người: 3\n", "2026-12-05.ket-qua": "lượt người: 4\n"}
    assert tallies(files, span(2026, 12))["an-nhon"].people == 4
    assert tallies(files, span(2026, 10)) == {}


def test_months_without_results_stand_between() -> None:
    files = {"2026-09-26.ket-qua": "lượt người: 3\n", "2026-12-05.ket-qua": "lượt người: 4\n"}
    months = [(month.name, one.people) for month, one in tallies(files)["an-nhon"].by_month()]
    assert months == [("tháng 09/2026", 3), ("tháng 10/2026", 0), ("tháng 11/2026", 0), ("tháng 12/2026", 4)]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_share_is_rounded_as_people_round(part: int, rest: int) -> None:
    share = Share(part, part + rest)
    if share.whole < 20:
        assert share.percent is None
    else:
        assert share.percent is not None
        assert -Fraction(1, 2) < share.percent - Fraction(100 * part, share.whole) <= Fraction(1, 2)


def test_few_people_in_a_field_are_not_told_by_their_number() -> None:
    assert [tally.few(count) for count in (0, 1, 4, 5)] == ["0", "dưới 5", "dưới 5", "5"]


@pytest.mark.parametrize(
    ("period", "name", "before", "year_before"),
    [
        (span(2026, 12), "tháng 12/2026", "tháng 11/2026", "tháng 12/2025"),
        (span(2026, 1), "tháng 01/2026", "tháng 12/2025", "tháng 01/2025"),
        (span(2026, 1, 3), "quý I/2026", "quý IV/2025", "quý I/2025"),
        (span(2026, 1, 12), "năm 2026", "năm 2025", "năm 2025"),
        (Period(dt.date(2026, 12, 5), dt.date(2026, 12, 5)), "buổi 05/12/2026", "buổi 28/11/2026", None),
    ],
)
def test_periods_have_a_name_and_those_before(period: Period, name: str, before: str, year_before: str | None) -> None:
    earlier = period.year_before()
    assert (period.name, period.before().name, earlier and earlier.name) == (name, before, year_before)


def test_periods_are_read_as_people_write_them() -> None:
    assert periods.parse_month("12/2026") == periods.parse_month("2026-12") == span(2026, 12)
    assert periods.parse_quarter("IV/2026") == periods.parse_quarter("q4/2026") == span(2026, 10, 3)
    assert periods.parse_year("2026") == span(2026, 1, 12)
    assert [periods.parse_month("13/2026"), periods.parse_quarter("5/2026"), periods.parse_year("26")] == [None] * 3
