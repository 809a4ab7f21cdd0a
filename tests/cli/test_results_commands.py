"""What came of a Saturday by the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from thu7.cli.main import main

Write = Callable[..., Path]
PAST = "schedule/an-nhon/2026-11-21.yml"
NEW = "schedule/an-nhon/2026-11-21.ket-qua.yml"
OLD = """# Buổi đầu
phân công:
  trưởng ca: [lan]  # Lan lo chìa khóa
có mặt: [lan]
kết quả:
  lượt người: 34
  hồ sơ trực tuyến: 21
  tài khoản VNeID: 6
ghi chú: Mang thêm máy
"""


def thu7(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_results_leave_the_saturdays_file_and_nothing_else_does(project_folder: Write, newline: str) -> None:
    root = project_folder({PAST: OLD})
    (root / PAST).write_bytes(OLD.replace("\n", newline).encode())
    done = thu7("-C", root, "results", "move", "an-nhon")
    assert done.exit_code == 0 and NEW in done.output
    kept = OLD[: OLD.index("có mặt")] + "ghi chú: Mang thêm máy\n"
    assert (root / PAST).read_bytes() == kept.replace("\n", newline).encode()
    written = (root / NEW).read_text("utf-8")
    assert "có mặt: [lan]\nlượt người: 34\ntrực tuyến: 21\ntheo lĩnh vực: {vneid: 6}\n" in written
    assert thu7("-C", root, "check", "--on", "24/11/2026").exit_code == 0
    assert "Không có gì phải chuyển." in thu7("-C", root, "results", "move", "an-nhon").output


@pytest.mark.parametrize(
    ("old", "more", "said"),
    [
        ("có mặt: [lan]\n", {}, "lượt người"),
        ("kết quả: {lượt người: nhiều}\n", {}, "nhiều"),
        ("{có mặt: [lan], kết quả: {lượt người: 3}}\n", {}, "máy không sửa an toàn được"),
        (OLD, {NEW: "lượt người: 5\n"}, "Giữ con số ở một nơi"),
    ],
)
def test_what_cannot_be_moved_stops_all_of_it(project_folder: Write, old: str, more: dict[str, str], said: str) -> None:
    root = project_folder({PAST: old, "schedule/an-nhon/2026-11-14.yml": OLD, **more})
    done = thu7("-C", root, "results", "move", "an-nhon")
    assert done.exit_code == 1 and said in done.output and f"{PAST}:" in done.output
    assert (root / PAST).read_text("utf-8") == old and not (root / "schedule/an-nhon/2026-11-14.ket-qua.yml").exists()


def test_a_ward_that_is_none(project_folder: Write) -> None:
    done = thu7("-C", project_folder(), "results", "move", "an-nhn")
    assert done.exit_code == 2 and "Có phải là “an-nhon”?" in done.output


DAY = "schedule/an-nhon/2026-11-28.yml"
RESULTS = "schedule/an-nhon/2026-11-28.ket-qua.yml"
ON = ("--on", "28/11/2026")
ANSWERS = ("", "34", "21", "6", "7", "14", "", "5", "", "", "", "6", "", "2", "25", "1")


def asked(root: Path, *answers: str, more: tuple[str, ...] = (), at: str = "11:30") -> Result:
    return thu7("-C", root, "results", "an-nhon", *more, *ON, "--at", at, typed="".join(f"{one}\n" for one in answers))


def test_a_morning_is_asked_for_line_by_line_and_written(project_folder: Write) -> None:
    root = project_folder()
    done = asked(root, *ANSWERS)
    assert done.exit_code == 0, done.output
    assert (root / RESULTS).read_text("utf-8").splitlines()[1:] == [
        "có mặt: [lan, minh]",
        "lượt người: 34",
        "trực tuyến: 21",
        "trực tiếp: 6",
        "chỉ hỏi: 7",
        "theo lĩnh vực: {hộ tịch: 14, cư trú: 5, vneid: 6}",
        "hẹn lại: 2",
        "hài lòng: {có: 25, không: 1}",
    ]
    assert "Kết quả buổi 28/11/2026, Phường An Nhơn\n34 lượt người." in done.output
    assert thu7("-C", root, "check", *ON).exit_code == 0


def test_what_is_no_answer_is_asked_for_again(project_folder: Write) -> None:
    root = project_folder()
    done = asked(root, "lam, minh", "lan", "nhiều", "", "-3", "3,5", "9999", "34", *[""] * 14)
    assert done.exit_code == 0, done.output
    assert "Không có ai mang mã “lam”" in done.output and done.output.count("không phải là một số từ 0 đến 5000") == 4
    assert "Số này phải có." in done.output
    assert (root / RESULTS).read_text("utf-8").splitlines()[1:] == ["có mặt: [lan]", "lượt người: 34"]


def test_before_the_mornings_end_there_are_no_results(project_folder: Write) -> None:
    root = project_folder()
    early = asked(root, *ANSWERS, at="11:29")
    assert early.exit_code == 2 and "tan lúc 11:30" in early.output and not (root / RESULTS).exists()
    assert asked(root, *ANSWERS, at="11h30").exit_code == 0
    assert "không phải là giờ" in asked(root, at="trưa").output


def test_who_was_not_planned_is_said_and_written(project_folder: Write) -> None:
    root = project_folder({DAY: "phân công: {trưởng ca: [lan]}\n"})
    done = asked(root, "lan minh", "3", *[""] * 14)
    assert "minh không có trong lịch buổi này, vẫn ghi là có mặt." in done.output
    assert "có mặt: [lan, minh]" in (root / RESULTS).read_text("utf-8")


@pytest.mark.parametrize(
    ("files", "more", "said"),
    [
        ({}, ("05/12/2026",), "chưa tới"),
        ({DAY: "nghỉ: Mất điện\n"}, ("28/11/2026",), "nghỉ: Mất điện"),
        ({DAY: "nghỉ: Mất điện\n"}, (), "chưa có buổi nào đã qua"),
        ({RESULTS: "lượt người: 3\n"}, (), "Đã có schedule/an-nhon/2026-11-28.ket-qua.yml"),
        ({}, ("hôm nay",), "không phải là ngày"),
        ({}, ("25/11/2026",), "là Thứ Tư, không phải thứ Bảy"),
    ],
)
def test_what_cannot_have_results_is_refused_and_nothing_written(
    project_folder: Write, files: dict[str, str], more: tuple[str, ...], said: str
) -> None:
    root = project_folder(files)
    done = asked(root, *ANSWERS, more=more)
    assert done.exit_code == 2 and said in done.output
    assert (root / RESULTS).exists() == (RESULTS in files)


def test_sums_that_cannot_be_are_said_before_the_message(project_folder: Write) -> None:
    done = asked(project_folder(), "", "5", *[""] * 11, "", "25", "100")
    assert done.exit_code == 0 and done.output.index("nhiều hơn 5 lượt người") < done.output.index("Tin để gửi nhóm")


def test_breaking_off_writes_nothing_and_replacing_begins_anew(project_folder: Write) -> None:
    root = project_folder()
    assert asked(root, "", "34").exit_code == 1 and not (root / RESULTS).exists()
    assert asked(root, *ANSWERS).exit_code == 0
    assert asked(root, "", "5", *[""] * 14, more=("--replace",)).exit_code == 0
    assert "lượt người: 5" in (root / RESULTS).read_text("utf-8")


def report(root: Path, *arguments: object) -> Result:
    return thu7("-C", root, "report", *arguments, "--on", "30/11/2026")


def test_a_report_is_a_message_a_table_and_a_page(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder({RESULTS: "có mặt: [lan]\nlượt người: 34\ntheo lĩnh vực: {vneid: 6}\n"})
    said = report(root, "an-nhon")
    assert said.exit_code == 0 and said.output.startswith("Kết quả buổi 28/11/2026, Phường An Nhơn\n34 lượt người.")
    for arguments in (
        ("an-nhon", "--month", "11/2026"),
        ("--all", "--quarter", "IV/2026"),
        ("an-nhon", "--year", "2026"),
    ):
        assert "1 buổi" not in report(root, *arguments).output and "34 lượt" in report(root, *arguments).output
    assert report(root, "an-nhon", "--month", "11/2026", "-o", tmp_path / "a.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None and [cell.value for cell in sheet[2]][1:4] == ["Phường An Nhơn", 1, 34]
    assert report(root, "an-nhon", "--month", "11/2026", "-o", tmp_path / "a.pdf").exit_code == 0
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = page[0].get_textpage().get_text_range()
    assert (
        len(page) == 1 and "Kết quả tháng 11/2026" in text and "34 lượt người." in text and "ký tên, đóng dấu" in text
    )
    first = (tmp_path / "a.pdf").read_bytes(), (tmp_path / "a.xlsx").read_bytes()
    report(root, "an-nhon", "--month", "11/2026", "-o", tmp_path / "a.xlsx")
    report(root, "an-nhon", "--month", "11/2026", "-o", tmp_path / "a.pdf")
    assert first == ((tmp_path / "a.pdf").read_bytes(), (tmp_path / "a.xlsx").read_bytes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("an-nhon", "--month", "11/2026", "--year", "2026"), "Chọn một"),
        ((), "Ghi một phường"),
        (("an-nhon", "--all"), "Ghi một phường"),
        (("an-nhon", "--month", "13/2026"), "không phải là tháng. Viết như: 12/2026"),
        (("an-nhon", "--quarter", "V/2026"), "không phải là quý"),
        (("an-nhan",), "Có phải là “an-nhon”?"),
    ],
)
def test_a_report_that_cannot_be_says_why(project_folder: Write, arguments: tuple[str, ...], said: str) -> None:
    done = report(project_folder(), *arguments)
    assert done.exit_code == 2 and said in done.output, done.output
