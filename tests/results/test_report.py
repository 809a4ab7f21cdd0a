"""Reports in sentences that are right: compared, with what is missing, for one ward and for several."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from projects import BASE, tree
from thu7 import project
from thu7.results import report, tables
from thu7.results.periods import Period, span
from thu7.results.tally import by_ward
from thu7.rota.schedule import Schedule

ON = dt.date(2026, 12, 20)
HELD = "phân công: {trưởng ca: [lan]}\n"
OTHER = (
    BASE["schedule/an-nhon/roster.yml"]
    .replace("An Nhơn", "Hạnh Thông")
    .replace("1C Nguyễn Văn Lượng", "306 Nguyễn Văn Nghi")
)


def schedule(files: dict[str, str]) -> Schedule:
    read, problems = project.read_schedule(tree({"schedule/an-nhon/2026-11-28.yml": None, **files}), ON)
    assert [one.message for one in problems if one.severity.name == "ERROR"] == []
    return read


def told(files: dict[str, str], period: Period) -> str:
    read = schedule({f"schedule/an-nhon/{name}.yml": text for name, text in files.items()})
    return report.report(read, [read.rosters["an-nhon"]], period)


def day(text: str) -> Period:
    one = dt.date.fromisoformat(text)
    return Period(one, one)


def test_a_saturday_in_the_evening() -> None:
    full = "có mặt: [lan, minh]\nlượt người: 34\ntrực tuyến: 21\ntrực tiếp: 6\nchỉ hỏi: 7\ntheo lĩnh vực: {hộ tịch: 14, đất đai: 0, vneid: 6}\nhẹn lại: 2\nhài lòng: {có: 25, không: 1}\n"
    assert told({"2026-12-05.ket-qua": full}, day("2026-12-05")) == (
        "Kết quả buổi 05/12/2026, Phường An Nhơn\n34 lượt người.\nHồ sơ trực tuyến 21, trực tiếp 6 (78\u00a0% nộp trực tuyến).\nChỉ hỏi 7.\n"
        "Lĩnh vực: hộ tịch 14, VNeID 6.\nHẹn lại 2.\nHài lòng 25 trên 26 phiếu (96\u00a0%).\nTình nguyện viên có mặt: 2.\n"
        "Chưa có số buổi 28/11/2026 để so."
    )


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (30, 42, "So với buổi 28/11/2026: tăng 12 lượt, 40\u00a0%."),
        (42, 30, "So với buổi 28/11/2026: giảm 12 lượt, 29\u00a0%."),
        (19, 38, "So với buổi 28/11/2026: tăng 19 lượt."),
        (20, 20, "Bằng buổi 28/11/2026: 20 lượt."),
        (0, 5, "So với buổi 28/11/2026: tăng 5 lượt."),
    ],
)
def test_it_is_compared_and_few_people_make_no_share(before: int, now: int, said: str) -> None:
    files = {"2026-11-28.ket-qua": f"lượt người: {before}\n", "2026-12-05.ket-qua": f"lượt người: {now}\n"}
    assert said in told(files, day("2026-12-05")).splitlines()


def test_a_month_names_what_is_missing_and_says_how_many_saturdays_are_compared() -> None:
    files = {
        "2026-11-07.ket-qua": "lượt người: 50\n",
        "2026-12-05.ket-qua": "lượt người: 20\n",
        "2026-12-12.ket-qua": "lượt người: 22\n",
        "2026-12-19": HELD,
        "2026-12-26": HELD,
        "2025-12-06.ket-qua": "lượt người: 42\n",
        "2025-12-13.ket-qua": "lượt người: 0\n",
    }
    lines = told(files, span(2026, 12)).splitlines()
    assert lines == [
        "Kết quả tháng 12/2026, Phường An Nhơn",
        "2 buổi, 42 lượt người.",
        "So với tháng 11/2026: giảm 8 lượt, 16\u00a0% (2 buổi so với 1 buổi).",
        "Bằng tháng 12/2025: 42 lượt.",
        "Chưa có số: 19/12/2026.",
    ]


def test_nothing_written_down_is_said_and_not_compared() -> None:
    assert told({"2026-12-05": HELD}, span(2026, 12)).splitlines()[1:] == [
        "Chưa có buổi nào ghi kết quả.",
        "Chưa có số: 05/12/2026.",
    ]


def test_several_wards_are_summed_and_told_a_line_each() -> None:
    read = schedule(
        {
            "schedule/hanh-thong/roster.yml": OTHER,
            "schedule/an-nhon/2026-12-05.ket-qua.yml": "lượt người: 20\n",
            "schedule/hanh-thong/2026-12-05.ket-qua.yml": "lượt người: 22\ntrực tuyến: 19\ntrực tiếp: 1\n",
            "schedule/hanh-thong/2026-12-12.yml": HELD,
        }
    )
    text = report.report(read, list(read.rosters.values()), span(2026, 12))
    assert "Kết quả tháng 12/2026, 2 phường\n2 buổi, 42 lượt người." in text
    assert "- Phường An Nhơn: 1 buổi, 20 lượt\n- Phường Hạnh Thông: 1 buổi, 22 lượt (95\u00a0% trực tuyến)" in text
    assert "Chưa có số: 12/12/2026 (Phường Hạnh Thông)." in text


def test_the_table_has_a_row_a_saturday_and_the_sum_and_is_empty_where_nobody_counted() -> None:
    read = schedule(
        {
            "schedule/an-nhon/2026-12-05.ket-qua.yml": "có mặt: [lan]\nlượt người: 20\ntrực tuyến: 9\nghi chú: =cmd\n",
            "schedule/an-nhon/2026-12-12.ket-qua.yml": "lượt người: 3\n",
            "schedule/an-nhon/2026-12-19.yml": HELD,
        }
    )
    made = tables.table(read, [read.rosters["an-nhon"]], span(2026, 12))
    rows = list(csv.DictReader(io.StringIO(tables.as_csv(made).decode("utf-8-sig"))))
    assert [row["Ngày"] for row in rows] == ["05/12/2026", "12/12/2026", "19/12/2026", "Cộng"]
    assert [row["Lượt người"] for row in rows] == ["20", "3", "", "23"]
    assert [row["Trực tuyến"] for row in rows] == ["9", "", "", "9"]
    assert [row["Ghi chú"] for row in rows] == ["'=cmd", "", "Chưa có số", ""]
    assert [row["Số tình nguyện viên"] for row in rows] == ["1", "", "", "1"]
    assert by_ward(read, span(2026, 12))["an-nhon"].helpers == 1
