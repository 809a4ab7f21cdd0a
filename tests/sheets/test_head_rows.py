"""Heads over two rows and more: groups over days, merged or not, months over days, titles that are no groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from secretary import taken_in, thu7

Cells = Sequence[Sequence[object]]
D = dt.datetime
LAN, TAM = "Nguyễn Thị Lan", "Lê Thanh Tâm"


def told(root: Path, rows: Cells, merged: Sequence[str] = ()) -> str:
    """What the command says of a workbook with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell if cell != "" else None for cell in row])
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(root.parent / "a.xlsx")
    return thu7(root, "table", "in", "an-nhon", root.parent / "a.xlsx").output


@pytest.mark.parametrize(
    "rows,merged,changes",
    [
        pytest.param(
            [
                ["DANH SÁCH BÁO BẬN"],
                ["STT", "Họ và tên", "Ngày bận", "", "", "Ghi chú"],
                ["", "", D(2026, 12, 5), D(2026, 12, 12), D(2026, 12, 19), ""],
                [1, LAN, "x", "", "x", "đi thi"],
                [2, TAM, "", "x", "", ""],
            ],
            ["A1:F1", "A2:A3", "B2:B3", "C2:E2", "F2:F3"],
            [f"{LAN} bận 05/12/2026 và 19/12/2026 (", f"{TAM} bận 12/12/2026 ("],
            id="group over days, name over both rows",
        ),
        pytest.param(
            [["STT", "Họ và tên", "Ngày bận", "", ""], ["", "", "05/12", "12/12", "19/12"], [1, LAN, "x", "", "x"]],
            ["C1:E1"],
            [f"{LAN} bận 05/12/2026 và 19/12/2026 ("],
            id="nothing but the group merged",
        ),
        pytest.param(
            [
                ["", "", "Tháng 12", "", "", "", "Tháng 1/2027", ""],
                ["STT", "Họ tên", 5, 12, 19, 26, 2, 9],
                [1, LAN, "Bận", "Rảnh", "", "Bận", "Rảnh", "Bận"],
            ],
            ["C1:F1", "G1:H1"],
            [f"{LAN} bận 05/12/2026, 26/12/2026 và 09/01/2027 ("],
            id="months over days, the cells say which",
        ),
        pytest.param(
            [
                ["STT", "Họ tên", "Ngày bận", "", "", ""],
                ["", "", "Tháng 12", "", "Tháng 1", ""],
                ["", "", 5, 12, 2, 9],
                [1, LAN, "x", "", "", "x"],
            ],
            ["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"],
            [f"{LAN} bận 05/12/2026 và 09/01/2027 ("],
            id="three rows",
        ),
        pytest.param(
            [["Họ tên", "05/12", "", "12/12", ""], ["", "Bận", "Rảnh", "Bận", "Rảnh"], [LAN, "x", "", "", "x"]],
            ["A1:A2", "B1:C1", "D1:E1"],
            [f"{LAN} bận 05/12/2026 ("],
            id="the day above, which of the two below",
        ),
        pytest.param(
            [
                ["STT", "Họ và tên", "", "Ngày bận", ""],
                ["", "Họ", "Tên", "05/12", "12/12"],
                [1, "Nguyễn Thị", "Lan", "x"],
            ],
            ["A1:A2", "B1:C1", "D1:E1"],
            [f"{LAN} bận 05/12/2026 ("],
            id="family and given name under one head",
        ),
        pytest.param(
            [["Họ và tên", "", "Ngày bận"], ["Nguyễn Thị", "Lan", "05/12"]],
            ["A1:B1"],
            [f"{LAN} bận 05/12/2026 ("],
            id="one head over family and given name",
        ),
        pytest.param(
            [["Họ tên", "Bận 05/12", "Bận 12/12", "Bận 19/12"], [LAN, "x", "", ""]],
            ["B2:D2"],
            [f"{LAN} bận 05/12/2026, 12/12/2026 và 19/12/2026 ("],
            id="one tick merged over three days",
        ),
        pytest.param([["Họ tên", 46361], [LAN, "Bận"]], [], [f"{LAN} bận 05/12/2026 ("], id="a day that lost its form"),
    ],
)
def test_rows_of_heads_are_one_head(root: Path, rows: Cells, merged: Sequence[str], changes: Sequence[str]) -> None:
    said = told(root, rows, merged)
    assert all(change in said for change in changes) and "Chưa rõ" not in said, said


@pytest.mark.parametrize(
    "rows,merged,asked",
    [
        pytest.param(
            [["", "Tháng 12", ""], ["Họ tên", 5, 12], [LAN, "x", ""]],
            ["B1:C1"],
            "Không rõ cột “Tháng 12 [5/12]” ghi ngày bận hay ngày rảnh",
            id="ticks under a month alone",
        ),
        pytest.param(
            [["Họ tên", "Ngày bận 05/12", ""], ["", "Sáng", "Chiều"], [LAN, "", "x"]],
            ["A1:A2", "B1:C1"],
            "Cột “Ngày bận 05/12 Chiều” không ghi một thứ Bảy",
            id="half a day",
        ),
        pytest.param(
            [["BẬN THÁNG 12", "", ""], ["Họ tên", 5, 12], [LAN, "x", ""]],
            ["A1:C1"],
            "Cột “5” không ghi một thứ Bảy",
            id="a title over all of the table is no group",
        ),
        pytest.param(
            [["Họ tên", "Ngày bận", ""], ["", 5, 12], [LAN, "x", ""]],
            ["B1:C1"],
            "Cột “Ngày bận [5]” không ghi một thứ Bảy",
            id="days without a month",
        ),
        pytest.param(
            [["Họ tên", "Ngày bận", "", ""], ["", "05/12", "12/12", "19/12"], [LAN, "", "", "x"]],
            ["B1:C1"],
            "Không rõ cột “19/12” ghi ngày bận hay ngày rảnh",
            id="a day beside the merged group",
        ),
        pytest.param(
            [["Họ tên", "05/12", ""], ["", "Bận", "Rảnh"], [LAN, "x", "x"]],
            ["A1:A2", "B1:C1"],
            "Hàng này ghi 05/12/2026 vừa bận vừa rảnh",
            id="both ticked",
        ),
    ],
)
def test_heads_that_leave_something_open_are_asked(root: Path, rows: Cells, merged: Sequence[str], asked: str) -> None:
    said = told(root, rows, merged)
    assert asked in said and "nên chưa ghi gì" in said, said


def test_a_head_of_two_rows_is_decided_by_the_name_it_is_asked_by(root: Path) -> None:
    (root / "schedule/an-nhon/bang.yml").write_text("cột:\n  Tháng 12 [5/12]: bận\n", "utf-8")
    said = told(root, [["", "Tháng 12"], ["Họ tên", 5], [LAN, "x"]])
    assert f"{LAN} bận 05/12/2026 (" in said, said


@pytest.mark.parametrize(
    "text,said",
    [
        (
            "STT,Họ và tên,Ngày bận,,,Ghi chú\n,,05/12,12/12,19/12,\n1,Nguyễn Thị Lan,x,,x,\n",
            "bận 05/12/2026 và 19/12/2026 (",
        ),
        (
            "STT,Họ và tên,Bận,,Rảnh,\n,,05/12,12/12,19/12,26/12\n1,Nguyễn Thị Lan,x,,x,\n",
            "bận 05/12/2026 và 26/12/2026 (",
        ),
        ("STT,Họ,Ngày\n,và tên,bận\n1,Nguyễn Thị Lan,05/12\n", f"{LAN} bận 05/12/2026 ("),
        ("STT,Họ và tên,,Ngày bận,\n,,05/12,12/12,19/12\n1,Nguyễn Thị Lan,x,,x\n", "Không rõ cột “05/12” ghi ngày"),
        (
            "Họ tên,Ngày bận\n,05/12/2026\nNguyễn Thị Lan,12/12/2026\n",
            "Hàng không có tên mà có ghi ngày, không rõ là của ai (hàng 2).",
        ),
        (
            "Họ tên,Ngày bận\nNguyễn Thị Lan,05/12\nHọ tên,Ngày bận\nLê Thanh Tâm,16/01\n",
            f"{TAM} bận 16/01/2027 (hàng 4)",
        ),
    ],
)
def test_rows_of_heads_without_merged_cells(root: Path, text: str, said: str) -> None:
    assert said in (output := taken_in(root, text).output), output
