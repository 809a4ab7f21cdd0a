"""thu7 table out, table in: our own workbook there and back, forms, lists, pasted names."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from projects import REPOSITORY
from secretary import AMONG, TODAY, edited, state, taken_in, thu7
from thu7 import folders, project
from thu7.sheets import layout
from thu7.sheets.days import saturdays_in


@pytest.mark.parametrize("ward", ["an-nhon", "an-hoi-dong"])
def test_out_and_in_again_changes_nothing(root: Path, ward: str) -> None:
    before = state(root)
    file = edited(root, lambda book: None, ward)
    done = thu7(root, "table", "in", ward, file, "--write")
    assert done.exit_code == 0 and done.output == "Bảng không nói điều gì mới: không có gì để đổi.\n"
    assert state(root) == before


def test_the_same_schedule_gives_the_same_bytes() -> None:
    schedule, _ = project.read_schedule(folders.load(REPOSITORY, ("schedule",)), TODAY)
    assert layout.workbook(schedule, "an-nhon") == layout.workbook(schedule, "an-nhon")


def test_the_workbook_is_one_to_work_in(root: Path) -> None:
    file = root.parent / "a.xlsx"
    thu7(root, "table", "out", "an-nhon", file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Hướng dẫn", "Người", "Bận", "Lịch trực", "Nghỉ"]
    assert all(book[name].freeze_panes for name in book.sheetnames[1:])
    assert (
        "thu7 table in an-nhon" in str(book["Hướng dẫn"]["A6"].value) and "dữ liệu mẫu" in book["Hướng dẫn"]["A1"].value
    )
    assert book["Bận"]["C1"].value == dt.datetime(2026, 11, 28) and book["Bận"]["C1"].number_format == "dd/mm/yyyy"
    assert len([cell for cell in book["Bận"][1] if cell.value]) == 2 + 13
    rota = book["Lịch trực"]
    assert [cell.value for cell in rota[1]][:6] == ["ngày", "trưởng ca", "vneid", "vneid", "hộ tịch", "ghi chú"]
    assert rota["B2"].value == "Huỳnh Anh Khoa" and rota.data_validations.dataValidation and rota.conditional_formatting


def test_a_secretarys_changes_are_told_then_written_and_then_there_are_none(root: Path) -> None:
    def change(book: Any) -> None:
        people, away, rota, closed = (book[name] for name in ("Người", "Bận", "Lịch trực", "Nghỉ"))
        row = next(n for n in range(2, 60) if not people.cell(n, 1).value)
        people.cell(row, 2, "Lê Thị Hoa")
        people.cell(row, 3, "vneid")
        people.cell(2, 4, 4)
        phuc = next(n for n in range(2, 60) if away.cell(n, 1).value == "phuc")
        away.cell(phuc, 9).value = None  # 09/01/2027, the end of a period
        away.cell(phuc, 14, "x")  # 13/02/2027
        rota.cell(13, 3, "Lê Thị Hoa")
        closed.cell(40, 1, dt.datetime(2027, 3, 6))
        closed.cell(40, 2, "Sửa chữa trụ sở")

    file = edited(root, change)
    before = state(root)
    told = thu7(root, "table", "in", "an-nhon", file)
    assert told.exit_code == 0, told.output
    assert "Thêm Lê Thị Hoa, mã hoa: vneid (trang Người, hàng " in told.output
    assert "Nguyễn Thị Lan: tối đa mỗi tháng thành “4” (trang Người, hàng 2)." in told.output
    assert "Phạm Hồng Phúc bận 13/02/2027, trực được lại 09/01/2027" in told.output
    assert "Nghỉ 06/03/2027: Sửa chữa trụ sở" in told.output and "Chưa ghi gì." in told.output
    assert state(root) == before
    done = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert done.exit_code == 0 and "Đã ghi 2 tệp." in done.output, done.output
    assert "hoa" in (root / "schedule/an-nhon/2027-02-13.yml").read_text("utf-8")
    assert "không có gì để đổi" in thu7(root, "table", "in", "an-nhon", file).output


def test_a_change_that_breaks_a_rule_writes_nothing(root: Path) -> None:
    before = state(root)
    file = edited(root, lambda book: book["Lịch trực"].cell(13, 2, "Võ Ngọc Quyên"))
    done = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert done.exit_code == 1 and "chưa làm được nhiệm vụ “trưởng ca”" in done.output and state(root) == before


def test_every_other_byte_stays_and_a_second_run_changes_nothing(root: Path) -> None:
    def change(book: Any) -> None:
        away = book["Bận"]
        row = next(n for n in range(2, 60) if away.cell(n, 1).value == "tam")
        away.cell(row, 14, "x")

    file = edited(root, change)
    before = state(root)
    done = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert done.exit_code == 0 and "Lê Thanh Tâm bận 13/02/2027" in done.output, done.output
    after = state(root)
    assert {name for name in before if before[name] != after[name]} == {"schedule/an-nhon/roster.yml"}
    old, new = (one["schedule/an-nhon/roster.yml"].decode().splitlines() for one in (before, after))
    assert [line for line in new if line not in old] == ["    bận: [13/02/2027]"]
    again = thu7(root, "table", "in", "an-nhon", file, "--write")
    assert "không có gì để đổi" in again.output and state(root) == after


FORM = """Dấu thời gian,Họ và tên,Số điện thoại,Bạn bận những thứ Bảy nào?
26/11/2026 8:01:02,Nguyễn Thị Lan,912345678,"05/12/2026, 12/12/2026"
26/11/2026 8:05:00,vo ngoc quyen,912345679,Không bận
12/05/2026 9:05:00,Nguyễn Thị Lan,912345678,1/16/2027
"""


def test_answers_of_a_form_are_read_the_last_of_a_person_counts(root: Path) -> None:
    done = taken_in(root, FORM)
    assert done.exit_code == 0, done.output
    assert "Nguyễn Thị Lan bận 16/01/2027 (hàng 4)." in done.output and "05/12/2026" not in done.output
    assert "cột “Số điện thoại” là dữ liệu riêng, máy không đọc." in done.output and "912345678" not in done.output
    assert "trả lời lại sau đó" in done.output


def test_a_grid_with_titles_above_its_head(root: Path) -> None:
    grid = "Danh sách tháng 1;;;\n;;;\nSTT;Họ tên;16/01/2027;23/01/2027\n1;Nguyễn Thị Lan;Rảnh;Bận\n2;Lê Thanh Tâm;Bận;Rảnh\n"
    done = taken_in(root, grid)
    assert (
        "Nguyễn Thị Lan bận 23/01/2027 (hàng 4)." in done.output
        and "Lê Thanh Tâm bận 16/01/2027 (hàng 5)." in done.output
    )


def test_a_question_with_a_row_in_brackets_and_free_days_as_ticks(root: Path) -> None:
    asked = (
        "Timestamp,Họ tên,Bạn rảnh ngày nào? [16/01/2027],Bạn rảnh ngày nào? [23/01/2027]\n1,Lê Thanh Tâm,Có,Không\n"
    )
    assert "Lê Thanh Tâm bận 23/01/2027" in taken_in(root, asked).output
    ticks = 'Họ tên,Bạn trực được ngày nào?\nLê Thanh Tâm,"16/01/2027, 23/01/2027"\nNguyễn Thị Lan,16/01/2027\n'
    said = taken_in(root, ticks).output
    assert "Nguyễn Thị Lan bận 23/01/2027" in said and "Tâm bận" not in said


def test_what_fits_two_people_or_nobody_stops_and_is_decided_once(root: Path) -> None:
    before = state(root)
    table = "Họ tên,Ngày bận\nLê Tâm,16/01/2027\n"
    asked = taken_in(root, table, "--write")
    assert asked.exit_code == 1 and "gần với Lê Thanh Tâm (tam)" in asked.output and "bang.yml" in asked.output
    assert state(root) == before
    (root / "schedule/an-nhon/bang.yml").write_text("người:\n  Lê Tâm: tam\n", "utf-8")
    done = taken_in(root, table, "--write")
    assert done.exit_code == 0 and "Lê Thanh Tâm bận 16/01/2027" in done.output, done.output
    assert (
        project.read_schedule(folders.load(root, ("schedule",)), TODAY)[0]
        .person("an-nhon/tam")
        .away(dt.date(2027, 1, 16))
    )  # type: ignore[union-attr]


def test_somebody_new_needs_a_role_and_gets_a_code(root: Path) -> None:
    assert "chưa có nhiệm vụ" in taken_in(root, "Họ tên,Ngày bận\nLý Văn Mười,16/01/2027\n").output
    done = taken_in(root, "Họ tên,Nhiệm vụ,Ngày bận\nLý Văn Mười,VNeID,16/01/2027\n", "--write")
    assert done.exit_code == 0 and "Thêm Lý Văn Mười, mã muoi: vneid (hàng 2)." in done.output, done.output
    roster = (root / "schedule/an-nhon/roster.yml").read_text("utf-8")
    assert "  - mã: muoi\n    tên: Lý Văn Mười\n    nhiệm vụ: [vneid]\n    bận: [16/01/2027]" in roster


def test_names_pasted_from_a_chat(root: Path) -> None:
    pasted = "1. Nguyễn Thị Lan\n2) Lê Thanh Tâm: bận 16/1 với 23/1 nha\n- Võ Ngọc Quyên (nghỉ 16/01/2027)\n"
    (root.parent / "dan.txt").write_text(pasted, "utf-8")
    done = thu7(root, "table", "in", "an-nhon", "-", stdin=pasted)
    assert "Lê Thanh Tâm bận 16/01/2027 và 23/01/2027 (hàng 2)." in done.output, done.output
    assert "Võ Ngọc Quyên bận 16/01/2027 (hàng 3)." in done.output


def test_somebody_away_who_was_to_serve_is_told_to_be_planned_again(root: Path) -> None:
    done = taken_in(root, "Họ tên,Ngày bận\nNguyễn Thị Lan,05/12/2026\n", "--write")
    assert done.exit_code == 0 and "Phải xếp lại:" in done.output and "thu7 plan an-nhon --write" in done.output
    assert thu7(root, "plan", "an-nhon", "--write").exit_code == 0


def test_a_file_that_is_not_there_or_is_open_is_one_sentence(root: Path) -> None:
    missing = thu7(root, "table", "in", "an-nhon", root.parent / "khong-co.xlsx")
    assert missing.exit_code == 2 and "Không có tệp" in missing.output
    (root.parent / "~$a.xlsx").write_bytes(b"x")
    held = thu7(root, "table", "in", "an-nhon", root.parent / "~$a.xlsx")
    assert held.exit_code == 1 and "đang mở" in held.output and "Traceback" not in held.output
    assert thu7(root, "table", "out", "an-nhon", root / "schedule/a.xlsx").exit_code == 2
    assert thu7(root, "table", "out", "an-nhon", root.parent / "a.csv").exit_code == 2


@pytest.mark.parametrize(
    "text,days",
    [
        ("05/12/2026", ["2026-12-05"]),
        ("12/05/2026", ["2026-12-05"]),  # month first: the other reading is no Saturday among these
        ("5/12 và 12/12", ["2026-12-05", "2026-12-12"]),
        ("từ 12/12 đến 26/12", ["2026-12-12", "2026-12-19", "2026-12-26"]),
        ("12/12/2026 - 26/12/2026", ["2026-12-12", "2026-12-19", "2026-12-26"]),
        ("2026-12-19", ["2026-12-19"]),
        ("ngày 5 tháng 12", ["2026-12-05"]),
        ("16/1", ["2027-01-16"]),
        ("mai mốt", []),
    ],
)
def test_days_as_people_write_them(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in saturdays_in(text, AMONG, TODAY).saturdays] == days


def test_a_day_that_may_be_two_or_is_no_saturday_is_not_taken() -> None:
    assert saturdays_in("04/12/2026", AMONG, TODAY).unread == ("04/12/2026",)
    # 06/03/2027 and 03/06/2027: one of them is a Saturday, so it is meant; 02/01 and 01/02 are told apart by the same.
    assert saturdays_in("6/3", AMONG, TODAY).saturdays == (dt.date(2027, 3, 6),)
    both = [
        day
        for day in AMONG
        if day.day <= 12 and dt.date(day.year, day.day, day.month) in AMONG and day.day != day.month
    ]
    for day in both:
        assert saturdays_in(f"{day.day}/{day.month}/{day.year}", AMONG, TODAY).saturdays == ()


PEOPLE = "Danh sách tình nguyện viên;;\nSTT;Họ và tên;Nhiệm vụ;Điện thoại\n1;Nguyễn Văn Một;trưởng ca, vneid;912345678\n2;Trần Thị Hai;Hộ tịch;912345679\n"


def test_a_new_ward_takes_its_desk_and_its_people_at_once(root: Path) -> None:
    file = root.parent / "nguoi.csv"
    file.write_text(PEOPLE, "utf-8")
    desk = ("--name", "Phường An Hội Tây", "--place", "Trụ sở phường", "--address", "1 Quang Trung, TP. Hồ Chí Minh")
    done = thu7(root, "new", "ward", "an-hoi-tay", *desk, "--people", file)
    assert done.exit_code == 0 and "Thêm Nguyễn Văn Một, mã mot: trưởng ca, vneid" in done.output, done.output
    schedule, problems = project.read_schedule(folders.load(root, ("schedule",)), TODAY)
    roster = schedule.rosters["an-hoi-tay"]
    assert roster.venue.name == "Phường An Hội Tây" and [one.code for one in roster.volunteers] == ["mot", "hai"]
    assert "912345678" not in (root / "schedule/an-hoi-tay/roster.yml").read_text("utf-8") and not problems


def test_a_new_ward_whose_desk_is_not_told_says_how_to_go_on(root: Path) -> None:
    file = root.parent / "nguoi.csv"
    file.write_text(PEOPLE, "utf-8")
    done = thu7(root, "new", "ward", "an-hoi-tay", "--name", "Phường An Hội Tây", "--people", file)
    assert (
        done.exit_code == 1 and "Điền nơi và địa chỉ trước" in done.output and "thu7 table in an-hoi-tay" in done.output
    )


@pytest.mark.parametrize(
    "said",
    [
        "Nguyễn Thị Lan: không bận 16/01/2027",
        "Nguyễn Thị Lan: hết bận 16/01/2027",
        "Nguyễn Thị Lan: bận hết trừ 16/01/2027",
        "Nguyễn Thị Lan: chưa chắc bận 16/1",
        "Nguyễn Thị Lan: bận từ 16/1",
        "Nguyễn Thị Lan: bận 9, 16/1",
        "Nguyễn Thị Lan: bận cả tháng 1",
        "Nguyễn Thị Lan: bận",
        "Nguyễn Thị Lan bận 16/1, Lê Thanh Tâm bận 23/1",
        "Nguyễn Thị Lan 16/1",
        "Lê Thanh Tám: bận 16/1",
        "Lan: bận 16/1",
    ],
)
def test_what_may_mean_something_else_is_asked_and_never_written(root: Path, said: str) -> None:
    before = state(root)
    done = thu7(root, "table", "in", "an-nhon", "-", "--write", stdin=f"{said}\n")
    assert done.exit_code == 1 and "Chưa rõ:" in done.output and "Sẽ đổi:" not in done.output, done.output
    assert state(root) == before


@pytest.mark.parametrize(
    "head,cell,told",
    [
        ("Bạn không rảnh ngày nào?", "16/01/2027", "Nguyễn Thị Lan bận 16/01/2027"),
        ("Ngày k tham gia được", "16/01/2027", "Nguyễn Thị Lan bận 16/01/2027"),
        ("Ban ban ngay nao", "16/1", "Nguyễn Thị Lan bận 16/01/2027"),
        ("Ngày bận", "2027-01-16", "Nguyễn Thị Lan bận 16/01/2027"),
        ("Ngày bận", "46403", "Nguyễn Thị Lan bận 16/01/2027"),
        ("Bạn bận ngày nào? [Thứ 7 tuần 1]", "x", "không ghi một thứ Bảy sắp tới"),
        ("Ngày bận", "rảnh 16/01/2027", "Không rõ “rảnh 16/01/2027”"),
        ("Bạn rảnh ngày nào?", "Tất cả", "không có gì để đổi"),
        ("Bạn rảnh ngày nào?", "Bận 16/01/2027", "Không rõ “Bận 16/01/2027”"),
        ("Lý do bận", "đi ăn cưới, về 16/01/2027", "máy bỏ qua"),
        ("Bạn đăng ký hay bận ngày nào", "16/01/2027", "ghi ngày bận hay ngày rảnh"),
    ],
)
def test_heads_and_cells_as_they_are_typed(root: Path, head: str, cell: str, told: str) -> None:
    said = taken_in(root, f'Câu 1: Họ và tên?,"{head}"\nNguyễn Thị Lan,"{cell}"\n').output
    assert told in said, said


def test_family_and_given_name_in_two_columns_are_one_name(root: Path) -> None:
    assert "Thêm Vũ Đình Bảo, mã bao: vneid" in taken_in(root, "Họ,Tên,Nhiệm vụ\nVũ Đình,Bảo,vneid\n").output


def test_remarks_beside_days_stay_where_they_stand(root: Path) -> None:
    roster = root / "schedule/an-nhon/roster.yml"
    old = roster.read_text("utf-8").replace("bận: [12/12/2026]", "bận:\n      - 12/12/2026   # đi thi")
    roster.write_text(old, "utf-8")
    done = taken_in(root, "Họ tên,Ngày bận\nTrần Quang Minh,20/02/2027\n", "--write")
    assert done.exit_code == 0, done.output
    assert roster.read_text("utf-8") == old.replace("# đi thi", "# đi thi\n      - 20/02/2027")


@pytest.mark.parametrize(
    "change,told",
    [
        (lambda book: book.remove(book["Bận"]), "Không thấy trang “Bận”"),
        (lambda book: book["Bận"].cell(2, 3, "sáng"), "“sáng” không phải x hay trống"),
        (lambda book: book["Bận"].append(["lan", "Nguyễn Thị Lan", "x"]), "đứng ở hai hàng"),
        (lambda book: book["Bận"].append(["", "Người Lạ", "x"]), "danh sách không có ai như vậy"),
        (lambda book: book["Người"].cell(4, 6, "chưa hỏi"), "không phải x hay trống"),
        (lambda book: book["Lịch trực"].cell(3, 1, "6/12"), "không phải một thứ Bảy sắp tới"),
        (lambda book: book["Lịch trực"].cell(4, 1, dt.datetime(2026, 12, 5)), "đứng ở hai hàng"),
        (lambda book: book["Lịch trực"].cell(1, 4, "khác"), "ít cột “vneid” hơn"),
        (lambda book: book["Lịch trực"].cell(3, 2, "Lan"), "Không biết “Lan” là ai"),
    ],
)
def test_a_workbook_that_leaves_something_open_writes_nothing(
    root: Path, change: Callable[[Any], None], told: str
) -> None:
    before = state(root)
    done = thu7(root, "table", "in", "an-nhon", edited(root, change), "--write")
    assert done.exit_code == 1 and told in done.output and state(root) == before, done.output


def test_heads_moved_numbered_or_below_a_title_are_found(root: Path) -> None:
    def change(book: Any) -> None:
        book["Bận"].insert_rows(1)
        book["Bận"].cell(1, 1, "BẢNG BÁO BẬN")
        book["Lịch trực"].cell(1, 3, "VNeID 1")
        book["Lịch trực"].cell(1, 4, "VNeID 2")
        book["Lịch trực"].cell(3, 1, "Thứ 7, 05/12/2026")

    done = thu7(root, "table", "in", "an-nhon", edited(root, change))
    assert done.exit_code == 0 and "không có gì để đổi" in done.output, done.output


def test_many_answers_take_a_moment_and_a_second_run_none(tmp_path: Path) -> None:
    people = "".join(
        f"  - mã: p{n}\n    tên: Người Số{n} Tên{n}\n    nhiệm vụ: [vneid]\n    bận: [05/12/2026]\n" for n in range(120)
    )
    desk = "điểm trực:\n  tên: Phường A\n  nơi: B\n  địa chỉ: C\n  giờ: 7:30-11:30\ncần mỗi ca:\n  vneid: 1\ntình nguyện viên:\n"
    (tmp_path / "p/schedule/a").mkdir(parents=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path / "p")
    (tmp_path / "p/schedule/a/roster.yml").write_text(desk + people, "utf-8")
    (tmp_path / "b.csv").write_text(
        "Họ tên,Ngày bận\n" + "".join(f"Người Số{n} Tên{n},16/01/2027\n" for n in range(120)), "utf-8"
    )
    done = thu7(tmp_path / "p", "table", "in", "a", tmp_path / "b.csv", "--write")
    assert done.exit_code == 0 and "Đã ghi 1 tệp." in done.output, done.output[-400:]
    assert (tmp_path / "p/schedule/a/roster.yml").read_text("utf-8").count("bận: [05/12/2026, 16/01/2027]") == 120
    assert "không có gì để đổi" in thu7(tmp_path / "p", "table", "in", "a", tmp_path / "b.csv").output


def test_a_new_person_whose_name_differs_in_its_marks_is_nobody_elses_row(root: Path) -> None:
    def change(book: Any) -> None:
        people = book["Người"]
        row = next(n for n in range(2, 60) if not people.cell(n, 1).value)
        people.cell(row, 2, "Bùi Thanh Thúy")
        people.cell(row, 3, "vneid")

    done = thu7(root, "table", "in", "an-nhon", edited(root, change))
    assert "Thêm Bùi Thanh Thúy, mã thanh-thuy: vneid" in done.output and "đứng ở hai hàng" not in done.output, (
        done.output
    )
