"""Tables of other people, as odd as they come: days, ticks, names and moments that may mean something else."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from secretary import state, taken_in, thu7
from thu7.sheets import layout
from thu7.sheets.days import saturdays_in

LAN, TAM, MINH = "Nguyễn Thị Lan", "Lê Thanh Tâm", "Trần Quang Minh"


@pytest.mark.parametrize(
    "cell,days",
    [
        ("０５／１２／２０２６", "05/12/2026"),
        ("thứ 7 ngày 5/12", "05/12/2026"),
        ("thứ 7 - 5/12", "05/12/2026"),
        ("T7 5-12", "05/12/2026"),
        ("05.12.2026", "05/12/2026"),
        ("5/12/26", "05/12/2026"),
        ("2026/12/05", "05/12/2026"),
        ("ngay 5 thang 12", "05/12/2026"),
        ("5-thg 12", "05/12/2026"),
        ("05/12/2026 12/12/2026", "05/12/2026 và 12/12/2026"),
        ("12/05/2026, 19/12/2026", "05/12/2026 và 19/12/2026"),
        ("21/11/2026, 5/12/2026", "05/12/2026"),
    ],
)
def test_days_that_can_be_read_in_one_way(root: Path, cell: str, days: str) -> None:
    said = taken_in(root, f'Họ tên,Ngày bận\n{LAN},"{cell}"\n').output
    assert f"{LAN} bận {days} (hàng 2)." in said and "Chưa rõ" not in said, said


@pytest.mark.parametrize(
    "cell",
    [
        "x", "👍", "5/12?", "tối 5/12", "chiều 5/12", "Thứ hai 5/12", "5/12 hoặc 12/12", "5/12 - 19/12 - 26/12",
        "12/5 - 12/19", "5, 12, 19/12", "5 & 12/12", "cả tháng 12", "12/12 (chưa chắc)", "21/11/2025", "31/11",
        "44899", "N/A", "rảnh hết", "5/12, " * 200,
    ],
)  # fmt: skip
def test_days_that_may_mean_something_else_are_asked(root: Path, cell: str) -> None:
    before = state(root)
    done = taken_in(root, f'Họ tên,Ngày bận\n{LAN},"{cell}"\n', "--write")
    assert done.exit_code == 1 and "Chưa rõ:" in done.output and "Sẽ đổi" not in done.output, done.output
    assert state(root) == before


@pytest.mark.parametrize("cell", ["Không", "ko", "0", "-", "không có", "Không bận ngày nào ạ", "Em ko bận"])
def test_no_day_away_is_no_change(root: Path, cell: str) -> None:
    assert "không có gì để đổi" in taken_in(root, f"Họ tên,Ngày bận\n{LAN},{cell}\n").output


@pytest.mark.parametrize(
    "today,text,days",
    [
        (dt.date(2027, 1, 10), "16/1", ["2027-01-16"]),
        (dt.date(2027, 1, 10), "12/12", []),
        (dt.date(2026, 12, 27), "26/12", []),
        (dt.date(2026, 12, 26), "26/12 - 9/1", ["2026-12-26", "2027-01-02", "2027-01-09"]),
    ],
)
def test_days_without_a_year_about_new_year(today: dt.date, text: str, days: list[str]) -> None:
    read = saturdays_in(text, layout.coming_saturdays(today, 26), today)
    assert [day.isoformat() for day in read.saturdays] == days and bool(read.unread) == (not days)


def workbook(root: Path, rows: list[list[object]], mac: bool = False) -> str:
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row)
    book.save(root.parent / "a.xlsx")
    return thu7(root, "table", "in", "an-nhon", root.parent / "a.xlsx").output


@pytest.mark.parametrize("mac", [False, True])
def test_dates_of_excel_whatever_year_it_counts_from(root: Path, mac: bool) -> None:
    rows: list[list[object]] = [["Họ tên", "Ngày bận"], [LAN, dt.datetime(2026, 12, 5)]]
    assert f"{LAN} bận 05/12/2026" in workbook(root, rows, mac)


@pytest.mark.parametrize(
    "cell,said", [(46361, "bận 05/12/2026"), (5.12, "bận 05/12/2026"), (44899, "Không rõ “44899”")]
)
def test_days_that_became_numbers(root: Path, cell: float, said: str) -> None:
    assert said in (output := workbook(root, [["Họ tên", "Ngày bận"], [LAN, cell]])), output


def test_a_formula_that_was_never_worked_out_is_told_with_its_cell(root: Path) -> None:
    assert "Ô B2 là công thức chưa tính" in workbook(root, [["Họ tên", "Ngày bận"], [LAN, "=TODAY()"]])


def test_an_error_of_excel_is_told_with_its_cell(root: Path) -> None:
    book = xlsxwriter.Workbook(root.parent / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Họ tên", "Ngày bận"])
    sheet.write(1, 0, LAN)
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    book.close()
    assert "Ô B2 báo lỗi của Excel" in thu7(root, "table", "in", "an-nhon", root.parent / "a.xlsx").output


def test_a_saturday_on_which_somebody_answered_is_no_day_away(root: Path) -> None:
    book = xlsxwriter.Workbook(root.parent / "a.xlsx", {"default_date_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet()
    for row, (moment, name, day) in enumerate(
        [
            (dt.datetime(2026, 11, 28, 8, 1), LAN, "05/12/2026"),
            (dt.datetime(2026, 11, 28, 9, 0), TAM, "Không"),
            (dt.datetime(2026, 11, 28, 8, 30), LAN, "16/01/2027"),
        ],
        1,
    ):
        sheet.write_datetime(row, 0, moment)
        sheet.write_row(row, 1, [name, day])
    sheet.write_row(0, 0, ["Timestamp", "Họ và tên", "Ngày bận"])
    book.close()
    said = thu7(root, "table", "in", "an-nhon", root.parent / "a.xlsx").output
    assert f"{LAN} bận 16/01/2027 (trang Sheet1, hàng 4)." in said and "28/11" not in said, said


@pytest.mark.parametrize(
    "name,said",
    [
        (unicodedata.normalize("NFD", LAN), f"{LAN} bận"),
        ("NGUYỄN THỊ LAN", f"{LAN} bận"),
        ("Chị Nguyễn Thị Lan", f"{LAN} bận"),
        ("Nguyễn Thị Lan (lan)", f"{LAN} bận"),
        ("Bùi Thanh Thuỷ", "Bùi Thanh Thủy bận"),
        ("Nguyễn T. Lan", f"gần với {LAN} (lan)"),
        ("chị Lan", f"gần với {LAN} (lan)"),
        ("Nguyễn Thị Lan (kế toán)", f"gần với {LAN} (lan)"),
        ("Nguyễn Thi Lan", f"gần với {LAN} (lan)"),
        ("chị Hoa", "gần với Trương Mỹ Hòa (an-hoi-dong/hoa)"),
        ("Tổng cộng: 12 người", "“Tổng cộng: 12 người” không phải tên người"),
        ("\u202eNguyễn\u200b Thị\u00a0Lan", f"{LAN} bận"),
        ("Lý " * 30, "không giống một họ tên"),
        ("=cmd", "“=cmd” không giống một họ tên"),
        ("12", "“12” không giống một họ tên"),
        ("Lý Văn Mười (mới)", "“Lý Văn Mười (mới)” không giống một họ tên"),
    ],
)
def test_names_as_they_are_written(root: Path, name: str, said: str) -> None:
    output = taken_in(root, f'Họ tên,Nhiệm vụ,Ngày bận\n"{name}",vneid,05/12/2026\n').output
    assert said in output and "Thêm " not in output, output


def test_two_rows_of_one_name(root: Path) -> None:
    twice = f"Họ tên,Nhiệm vụ,Ngày bận\n{LAN},,05/12/2026\n{LAN},,16/01/2027\n"
    assert f"{LAN} bận 05/12/2026 và 16/01/2027 (hàng 3)" in taken_in(root, twice).output
    new = "Họ tên,Nhiệm vụ,Ngày bận\nLý Văn Mười,vneid,05/12/2026\nLý Văn Mười,vneid,16/01/2027\n"
    assert "Hai hàng cùng tên “Lý Văn Mười”" in taken_in(root, new).output
    against = f"Họ tên,05/12/2026\n{LAN},Bận\n{LAN},Rảnh\n"
    assert "một hàng ghi bận 05/12/2026, một hàng không" in taken_in(root, against).output


@pytest.mark.parametrize(
    "rows,said",
    [
        ("Rảnh 05/12,Rảnh 12/12\nNguyễn Thị Lan,TRUE,FALSE\n", f"{LAN} bận 12/12/2026"),
        ("Rảnh 05/12,Rảnh 12/12\nNguyễn Thị Lan,FALSE,FALSE\n", "không chọn ngày rảnh nào"),
        ("Rảnh 05/12,Rảnh 12/12\nNguyễn Thị Lan,x,\n", f"{LAN} bận 12/12/2026"),
        ("Bận 05/12,Bận 12/12\nNguyễn Thị Lan,TRUE,FALSE\n", f"{LAN} bận 05/12/2026 ("),
        ("Bận 05/12,Bận 12/12\nNguyễn Thị Lan,✔️,✅\n", f"{LAN} bận 05/12/2026 và 12/12/2026"),
        ("Bận 05/12,Bận 12/12\nNguyễn Thị Lan,có,ko\n", f"{LAN} bận 05/12/2026 ("),
        ("Bận 05/12,Bận 12/12\nNguyễn Thị Lan,x,❌\n", "Không rõ “❌” ở 12/12/2026"),
        ("05/12/2026,12/12/2026\nNguyễn Thị Lan,Bận,\n", f"{LAN} bận 05/12/2026 ("),
        ("Bận chiều 05/12,b\nNguyễn Thị Lan,x,\n", "không ghi một thứ Bảy sắp tới"),
    ],
)
def test_ticks_of_every_kind(root: Path, rows: str, said: str) -> None:
    assert said in (output := taken_in(root, f"Họ tên,{rows}").output), output


def test_boxes_of_a_workbook_are_ticks_too(root: Path) -> None:
    said = workbook(root, [["Họ tên", "Rảnh 05/12", "Rảnh 12/12"], [LAN, True, False], [TAM, False, False]])
    assert f"{LAN} bận 12/12/2026" in said and "hàng 3: không chọn ngày rảnh nào" in said, said


@pytest.mark.parametrize(
    "head,cell,said",
    [
        ("Available dates", "05/12/2026", "không có gì để đổi"),
        ("Unavailable dates", "05/12/2026", f"{LAN} bận 05/12/2026"),
        ("Which Saturdays are you not available?", "05/12/2026", f"{LAN} bận 05/12/2026"),
        ("Thời gian bận", "05/12/2026", f"{LAN} bận 05/12/2026"),
        ("Ngày đăng ký", "05/12/2026", "Không rõ cột “Ngày đăng ký”"),
        ("Ngày đăng ký", "20/11/2026 8:01:02", "không có gì để đổi"),
        ("Ngày trực", "05/12/2026", "Không rõ cột “Ngày trực”"),
        ("Suy nghĩ của bạn", "vui", "không nói về ngày nào"),
        ("Bạn có thể để lại số điện thoại", "0912 345 678", "là dữ liệu riêng"),
        ("Bạn trực được ngày nào?", "nghỉ 05/12/2026", "Không rõ “nghỉ 05/12/2026”"),
    ],
)
def test_heads_that_might_be_taken_for_another(root: Path, head: str, cell: str, said: str) -> None:
    assert said in (output := taken_in(root, f'Name,"{head}"\n{LAN},"{cell}"\n').output), output


@pytest.mark.parametrize(
    "asked,cell",
    [
        ("Bạn trực được những ngày nào?", "05/12/2026, 12/12/2026"),
        ("Bạn rảnh ngày nào? [12/12/2026]", "Có"),
        ("12/12/2026", "Rảnh"),
        ("Bận [12/12/2026]", "Không"),
    ],
)
def test_a_day_away_on_which_somebody_says_to_be_free_must_be_decided(root: Path, asked: str, cell: str) -> None:
    before = state(root)
    done = taken_in(root, f'Họ tên,"{asked}"\n{MINH},"{cell}"\n', "--write")
    assert done.exit_code == 1 and state(root) == before
    assert f"{MINH} ghi trực được 12/12/2026, mà danh sách đang ghi bận ngày đó (hàng 2)." in done.output, done.output


def test_all_days_of_a_question_are_the_days_it_offers(root: Path) -> None:
    said = taken_in(root, f"Họ tên,Bạn trực được ngày nào?\n{MINH},Tất cả\n{LAN},12/12/2026\n").output
    assert f"{MINH} ghi trực được 12/12/2026" in said, said
    said = taken_in(root, f"Họ tên,Bạn bận ngày nào?\n{MINH},Không bận\n").output
    assert f"{MINH} ghi không bận; danh sách đang ghi bận 12/12/2026, máy giữ nguyên." in said, said


@pytest.mark.parametrize(
    "rest,said",
    [
        ("Bạn bận những ngày nào từ 05/12 đến 26/12?\nNguyễn Thị Lan,05/12\n", f"{LAN} bận 05/12/2026 ("),
        ("Bạn bận ngày nào? [chọn nhiều]\nNguyễn Thị Lan,05/12\n", f"{LAN} bận 05/12/2026 ("),
        ("Bạn bận ngày nào? [Tuần 1]\nNguyễn Thị Lan,x\n", "không ghi một thứ Bảy sắp tới"),
        ("Bận sau 05/12\nNguyễn Thị Lan,x\n", "không ghi một thứ Bảy sắp tới"),
        ("Bận từ ngày,Đến ngày\nNguyễn Thị Lan,05/12/2026,20/12/2026\n", "Cột “Đến ngày” chỉ ghi một đầu"),
        ("Ngày bận,Ghi chú\nNguyễn Thị Lan,05/12,12/12 cũng bận\n", "cột “Ghi chú” có nhắc ngày mà máy bỏ qua"),
        ("Ngày bận\nNguyễn Thị Lan,05/12\n,12/12\n", "Hàng không có tên mà có ghi ngày"),
        ("Bận 05/12\nNguyễn Thị Lan,x\n,1\n", "hàng 3: không có tên."),
        ("Họ tên người giới thiệu,Ngày bận\nNguyễn Thị Lan,Lê Thanh Tâm,05/12\n", f"{LAN} bận 05/12/2026 ("),
    ],
)
def test_questions_and_rows_that_say_less_than_they_seem_to(root: Path, rest: str, said: str) -> None:
    assert said in (output := taken_in(root, f"Họ và tên,{rest}").output), output


@pytest.mark.parametrize(
    "line,said",
    [
        ("✅ Nguyễn Thị Lan", "không có gì để đổi"),
        ("@Nguyễn Thị Lan bận 5/12", f"{LAN} bận 05/12/2026 (hàng 1)."),
        ("[26/11 8:00] NGUYỄN THỊ LAN: BẬN 5/12", f"{LAN} bận 05/12/2026 (hàng 1)."),
        ("Nguyễn Thị Lan: vâng em bận 5/12 ạ 🙏", f"{LAN} bận 05/12/2026 (hàng 1)."),
        ("Nguyễn Thị Lan 0900 000 000", "có số điện thoại, máy không đọc"),
        ("Nguyễn Thị Lan - 0900000000 - bận 5/12", f"{LAN} bận 05/12/2026 (hàng 1)."),
        ("Nguyễn Thị Lan bận 5/12 rồi nhưng 12/12 đi được", "Không rõ Nguyễn Thị Lan bận hay rảnh"),
        ("Nguyễn Thị Lan và Lê Thanh Tâm bận 5/12", "mà không giống hẳn"),
        ("5/12: Nguyễn Thị Lan, Lê Thanh Tâm", "Không rõ Nguyễn Thị Lan bận hay rảnh"),
        pytest.param("(" * 100_000, "Dòng dài hơn 500 chữ", id="no line at all"),
        ("Nguyễn Thị Lan\nbận 5/12 nha\n8:05", "Chưa rõ:"),
    ],
)
def test_lines_of_a_chat(root: Path, line: str, said: str) -> None:
    output = thu7(root, "table", "in", "an-nhon", "-", stdin=f"{line}\n").output
    assert said in output and "0900" not in output, output


FORM = "Dấu thời gian,Họ và tên,Ngày bận\n"


@pytest.mark.parametrize(
    "rows,said",
    [
        pytest.param(
            [f"26/11/2026 9:00:00,{LAN},16/01/2027", f"24/11/2026 9:00:00,{TAM},", f"25/11/2026 8:00:00,{LAN},05/12/2026"],
            f"{LAN} bận 16/01/2027 (hàng 2).",
            id="sorted by something else",
        ),
        pytest.param(
            [
                f"2026/11/25 1:15:36 CH GMT+7,{LAN},05/12/2026",
                f"2026/11/26 9:15:36 SA GMT+7,{TAM},",
                f"2026/11/25 11:15:36 SA GMT+7,{LAN},16/01/2027",
            ],
            f"{LAN} bận 05/12/2026 (hàng 2).",
            id="as Google writes it in Vietnamese",
        ),
        pytest.param(
            [f"20/11/2026,{LAN},05/12/2026", f"26/11/2026,{TAM},", f"15/11/2026,{MINH},", f"05/11/2026,{LAN},16/01/2027"],
            f"{LAN} trả lời 2 lần (hàng 2 và 5), không rõ lần nào sau",
            id="not to be known",
        ),
    ],
)  # fmt: skip
def test_of_a_persons_answers_the_last_counts_whatever_the_order(root: Path, rows: list[str], said: str) -> None:
    output = taken_in(root, FORM + "\n".join(rows) + "\n").output
    assert said in output and output.count(f"{LAN} bận") <= 1, output


def test_what_an_older_answer_left_open_is_not_asked(root: Path) -> None:
    rows = f"20/11/2026 8:00:00,{LAN},chưa biết\n21/11/2026 8:00:00,{LAN},05/12/2026\n"
    done = taken_in(root, FORM + rows)
    assert done.exit_code == 0 and f"{LAN} bận 05/12/2026 (hàng 3)." in done.output, done.output


def test_an_empty_file_and_one_with_heads_alone_are_told(root: Path) -> None:
    empty = taken_in(root, "\n \n")
    assert empty.exit_code == 1 and "Tệp trống" in empty.output
    assert "dưới hàng này không có ai" in taken_in(root, "Họ tên,Ngày bận\n").output


def test_a_sheet_without_names_beside_one_with_them_is_passed_over_and_said(root: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Họ tên", "Ngày bận"])
    book.active.append([LAN, "05/12/2026"])
    other = book.create_sheet("Thống kê")
    other.append(["Tháng", "Buổi", "Người"])
    book.save(root.parent / "a.xlsx")
    done = thu7(root, "table", "in", "an-nhon", root.parent / "a.xlsx")
    assert done.exit_code == 0 and "Trang “Thống kê” không có cột họ tên, máy bỏ qua cả trang." in done.output


def test_what_nobody_reads_to_its_end_is_counted(root: Path) -> None:
    rows = "".join(f"Người Số{n} {chr(97 + n % 26) * 4},05/12/2026\n" for n in range(130))
    said = taken_in(root, f"Họ tên,Ngày bận\n{rows}").output
    assert "… và 30 chỗ nữa." in said and said.count("\n") < 110


def test_a_table_with_more_days_than_a_ward_has_is_refused_before_it_is_read(root: Path) -> None:
    heads = ",".join(f"Bận ngày nào {n}" for n in range(50))
    rows = "".join(f"Người {chr(97 + n % 26)}{n}{',5/12' * 50}\n" for n in range(1_300))
    done = taken_in(root, f"Họ tên,{heads}\n{rows}")
    assert done.exit_code == 1 and "1300 hàng có 50 cột ngày" in done.output, done.output[-500:]


@pytest.mark.parametrize(
    "text",
    [
        f"Họ tên,Ngày bận,\n{LAN},\"16/01/2027, 23/1\"\n{TAM},từ 16/1 đến 30/1\n",
        f"Họ tên,Bạn trực được ngày nào?\n{LAN},\"16/01/2027, 23/01/2027\"\n{TAM},16/01/2027\n{MINH},Tất cả\n",
        f"STT,Họ và tên,Ngày bận,\n,,16/01,23/01\n1,{LAN},x,\n2,{TAM},,x\n",
        f"Họ tên,Rảnh 16/01,Rảnh 23/01\n{LAN},x,\n{TAM},,x\n",
        "Họ tên,Nhiệm vụ,Ngày bận\nLý Văn Mười,vneid,16/01/2027\nCao Thị Bé,Hộ tịch,\n",
        f"Dấu thời gian,Họ tên,Ngày bận\n25/11/2026 8:00:00,{LAN},23/01/2027\n26/11/2026 8:00:00,{LAN},16/01/2027\n",
        f"{LAN}: bận 16/1\n{TAM}: nghỉ 16/1 và 23/1 nha\n",
    ],
)  # fmt: skip
def test_what_was_written_once_is_nothing_new_the_second_time(root: Path, text: str) -> None:
    first = taken_in(root, text, "--write", name="a.txt" if text.startswith(LAN) else "a.csv")
    assert first.exit_code == 0 and "Đã ghi 1 tệp." in first.output, first.output
    after = state(root)
    again = taken_in(root, text, "--write", name="a.txt" if text.startswith(LAN) else "a.csv")
    assert again.exit_code == 0 and "không có gì để đổi" in again.output and state(root) == after, again.output
