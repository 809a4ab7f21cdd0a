"""The sheet of people that comes back: wishes, columns that are gone; days away that are taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from secretary import TODAY, edited, state, thu7
from thu7 import folders, project

ROSTER = "schedule/an-nhon/roster.yml"


def row_of(sheet: Any, code: str) -> int:
    return next(n for n in range(2, 60) if sheet.cell(n, 1).value == code)


def wishing(root: Path) -> None:
    """Two of the sample's people have wishes, one with a remark beside."""
    roster = root / ROSTER
    text = roster.read_text("utf-8")
    text = text.replace(
        "    tên: Võ Ngọc Quyên\n", "    tên: Võ Ngọc Quyên\n    thích đi cùng: [tam, an-hoi-dong/hoa]\n"
    )
    text = text.replace(
        "    tên: Lê Thanh Tâm\n", "    tên: Lê Thanh Tâm\n    không thích:\n      - 19/12/2026   # sinh nhật\n"
    )
    roster.write_text(text, "utf-8")


def test_wishes_are_shown_by_name_and_read_back_as_they_stand(root: Path) -> None:
    wishing(root)
    before = state(root)
    file = edited(root, lambda book: None)
    people = openpyxl.load_workbook(file)["Người"]
    liked = people.cell(row_of(people, "quyen"), 7)
    assert liked.value.startswith("Lê Thanh Tâm, ") and liked.fill.fgColor.rgb != "FFE7E6E3"
    assert people.cell(row_of(people, "tam"), 8).value == "19/12/2026"
    done = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert done.exit_code == 0 and "không có gì để đổi" in done.output and state(root) == before, done.output


def test_wishes_come_and_go_and_remarks_stay(root: Path) -> None:
    wishing(root)

    def change(book: Any) -> None:
        people = book["Người"]
        people.cell(row_of(people, "lan"), 7).value = "quyen; Trần Quang Minh"
        people.cell(row_of(people, "quyen"), 7).value = None
        people.cell(row_of(people, "tam"), 8).value = "19/12/2026, 16/1"
        people.cell(row_of(people, "nhi"), 8).value = dt.datetime(2026, 12, 5)

    file = edited(root, change)
    before = state(root)
    told = thu7(root, "table", "in", "an-nhon", file)
    assert "Nguyễn Thị Lan: “thích đi cùng” thêm Võ Ngọc Quyên và Trần Quang Minh (trang Người, hàng 2)." in told.output
    assert "Võ Ngọc Quyên: “thích đi cùng” bỏ Lê Thanh Tâm và " in told.output
    assert "Lê Thanh Tâm: “không thích” thêm 16/01/2027 (trang Người, hàng 4)." in told.output
    assert "Phan Uyên Nhi: “không thích” thêm 05/12/2026" in told.output and state(root) == before
    assert thu7(root, "table", "in", "an-nhon", file, "--write").exit_code == 0
    text = (root / ROSTER).read_text("utf-8")
    assert "      - 19/12/2026   # sinh nhật\n      - 16/01/2027\n" in text and "thích đi cùng: [quyen, minh]" in text
    schedule, problems = project.read_schedule(folders.load(root, ("schedule",)), TODAY)
    assert not problems and schedule.person("an-nhon/quyen").likes == ()  # type: ignore[union-attr]
    assert schedule.person("an-nhon/nhi").dislikes == (dt.date(2026, 12, 5),)  # type: ignore[union-attr]
    again = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert "không có gì để đổi" in again.output, again.output


def test_a_wish_for_somebody_who_is_new_in_a_lower_row(root: Path) -> None:
    def change(book: Any) -> None:
        people = book["Người"]
        people.cell(2, 7).value = "Lê Thị Hồng"
        row = next(n for n in range(2, 60) if not people.cell(n, 1).value)
        for column, value in ((2, "Lê Thị Hồng"), (3, "vneid"), (7, "Nguyễn Thị Lan"), (8, "19/12")):
            people.cell(row, column).value = value

    file = edited(root, change)
    done = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert done.exit_code == 0 and "Nguyễn Thị Lan: “thích đi cùng” thêm Lê Thị Hồng" in done.output, done.output
    assert "thích đi cùng: [lan]\n    không thích: [19/12/2026]" in (root / ROSTER).read_text("utf-8")
    assert "không có gì để đổi" in thu7(root, "table", "in", "an-nhon", file).output


@pytest.mark.parametrize(
    "column,value,told",
    [
        (7, "Lan", "Không biết “Lan” ở cột “thích đi cùng” là ai"),
        (7, "Nguyễn Thị Lan", "“Nguyễn Thị Lan” là chính người ấy"),
        (7, "minh và tam", "Không biết “minh và tam”"),
        (7, "Trần Quang Mính", "Có phải là “Trần Quang Minh”?"),
        (8, "20/12/2026", "“20/12/2026” ở cột “không thích” không phải một thứ Bảy sắp tới"),
        (8, "trừ 19/12/2026", "“trừ 19/12/2026” ở cột “không thích”"),
        (8, "tháng 12", "“tháng 12” ở cột “không thích”"),
        (8, dt.datetime(2026, 12, 6), "“06/12/2026” ở cột “không thích”"),
    ],
)
def test_a_wish_that_is_not_clear_is_asked_and_nothing_is_written(
    root: Path, column: int, value: object, told: str
) -> None:
    def change(book: Any) -> None:
        book["Người"].cell(2, column).value = value

    file, before = edited(root, change), state(root)
    done = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert done.exit_code == 1 and told in done.output and state(root) == before, done.output


@pytest.mark.parametrize("column,name", [(4, "tối đa mỗi tháng"), (6, "công khai"), (7, "thích đi cùng")])
def test_a_column_that_is_gone_changes_nobody(root: Path, column: int, name: str) -> None:
    wishing(root)
    file = edited(root, lambda book: book["Người"].delete_cols(column))
    done = thu7(root, "table", "in", "an-nhon", file)
    assert f"không có cột “{name}”, máy giữ nguyên" in done.output and "Sẽ đổi" not in done.output, done.output


def test_a_tick_taken_out_is_told_and_carried_out(root: Path) -> None:
    def change(book: Any) -> None:
        away = book["Bận"]
        minh, phuc = row_of(away, "minh"), row_of(away, "phuc")
        for column in range(3, 16):
            day = away.cell(1, column).value.date()
            if day == dt.date(2026, 12, 12):
                away.cell(minh, column).value = None
            if day == dt.date(2027, 1, 2):
                away.cell(phuc, column).value = "không"

    file = edited(root, change)
    done = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert "Trần Quang Minh trực được lại 12/12/2026 (trang Bận, hàng 3)." in done.output, done.output
    assert "Phạm Hồng Phúc trực được lại 02/01/2027 (trang Bận, hàng 5)." in done.output
    schedule, _ = project.read_schedule(folders.load(root, ("schedule",)), TODAY)
    minh, phuc = (schedule.person(f"an-nhon/{code}") for code in ("minh", "phuc"))
    assert minh and not minh.away(dt.date(2026, 12, 12))
    # The period is parted: the days around the one that is taken out stay.
    assert phuc and [phuc.away(dt.date(2027, 1, day)) for day in (1, 2, 3, 9)] == [True, False, True, True]
    assert "không có gì để đổi" in thu7(root, "table", "in", "an-nhon", file).output


def test_days_that_stand_twice_or_are_none_are_asked_where_somebody_wrote_below(root: Path) -> None:
    def twice(book: Any) -> None:
        book["Bận"].cell(1, 5).value = book["Bận"].cell(1, 4).value

    said = thu7(root, "table", "in", "an-nhon", edited(root, twice)).output
    assert "Ngày 05/12/2026 đứng ở hai cột (trang Bận, hàng 1)." in said, said

    def none(book: Any) -> None:
        book["Bận"].cell(1, 5).value = "tuần 3"

    said = thu7(root, "table", "in", "an-nhon", edited(root, none)).output
    assert "“tuần 3” ở đầu cột không phải một thứ Bảy sắp tới" in said, said


def test_ticks_as_boxes_wide_letters_and_signs(root: Path) -> None:
    def change(book: Any) -> None:
        for row, tick in ((2, True), (3, False), (4, "Ｘ"), (5, "✔️")):
            book["Bận"].cell(row, 15).value = tick

    said = thu7(root, "table", "in", "an-nhon", edited(root, change)).output
    assert said.count("bận 20/02/2027") == 3 and "Trần Quang Minh bận" not in said, said


def test_a_code_that_was_changed_is_asked(root: Path) -> None:
    def change(book: Any) -> None:
        book["Người"].cell(row_of(book["Người"], "yen"), 1).value = "hai-yen"

    done = thu7(root, "table", "in", "an-nhon", edited(root, change))
    assert done.exit_code == 1 and "Đỗ Hải Yến đang có mã “yen”, bảng ghi mã “hai-yen”" in done.output, done.output


def test_closures_below_other_heads_and_what_is_not_done_to_them(root: Path) -> None:
    def change(book: Any) -> None:
        closed = book["Nghỉ"]
        for row, day, why in (
            (30, "6/3", "Sửa trụ sở"),
            (31, dt.datetime(2026, 11, 21), "đã nghỉ"),
            (32, "07/03/2027", "chủ nhật"),
            (33, None, None),
        ):
            closed.cell(row, 1).value, closed.cell(row, 2).value = day, why
        closed.insert_cols(1)
        closed.cell(1, 1).value, closed.cell(2, 1).value = "STT", 1

    done = thu7(root, "table", "in", "an-nhon", edited(root, change))
    assert done.exit_code == 0 and "Nghỉ 06/03/2027: Sửa trụ sở (trang Nghỉ, hàng 30)." in done.output, done.output
    assert "hàng 31: 21/11/2026 đã qua." in done.output and "hàng 32: 07/03/2027 không phải thứ Bảy" in done.output
    assert done.output.count("Nghỉ 0") == 1


def test_a_closure_is_neither_dropped_nor_told_otherwise(root: Path) -> None:
    roster = root / ROSTER
    roster.write_text(roster.read_text("utf-8") + 'nghỉ:\n  13/03/2027: "Sơn lại"\n  20/03/2027: "Dọn kho"\n', "utf-8")

    def change(book: Any) -> None:
        closed = book["Nghỉ"]
        assert [closed.cell(row, 2).value for row in (2, 3)] == ["Sơn lại", "Dọn kho"]
        closed.cell(2, 1).value = closed.cell(2, 2).value = closed.cell(2, 3).value = None
        closed.cell(3, 2).value = "Chuyển kho"

    done = thu7(root, "table", "in", "an-nhon", edited(root, change))
    assert "Trang Nghỉ không còn 13/03/2027. Máy không bỏ ngày nghỉ nào" in done.output, done.output
    assert "máy không đổi lý do nghỉ 20/03/2027" in done.output and "không có gì để đổi" in done.output
