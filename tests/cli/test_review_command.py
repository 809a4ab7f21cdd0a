"""``thu7 review`` as staff use it, and ``thu7 laws --ics``: files changed in place, nothing half-written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result
from projects import BASE
from thu7.cli.main import main

Write = Callable[..., Path]
GUIDE = "guides/ho-tich/khai-sinh.md"
TWO = BASE[GUIDE].replace(
    "    xem ngày: 23/11/2026\n",
    "    xem ngày: 23/11/2026 # mở bằng máy của phường\n  - {tên: Báo A, địa chỉ: https://a.vn/, xem ngày: 20/11/2026}\n",
)


DONE = ("--done", "--by", "Tư pháp – hộ tịch")


def thu7(root: Path, *arguments: str | Path, on: str = "26/11/2026") -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *map(str, arguments), "--on", on])


def test_what_was_compared_is_written_in_place(project_folder: Write) -> None:
    root = project_folder({GUIDE: TWO})
    done = thu7(root, "review", "--done", "ho-tich/khai-sinh", "--by", "Tư pháp – hộ tịch", "--unseen", "2")
    assert done.exit_code == 0, done.output
    after = (root / GUIDE).read_text("utf-8")
    wanted = TWO.replace("xem ngày: 23/11/2026 #", "xem ngày: 26/11/2026 #").replace(
        "rà soát: 23/11/2026", "rà soát: 26/11/2026"
    )
    assert after == wanted.replace(
        "rà lại trước: 28/02/2027\n", "rà lại trước: 28/02/2027\nsoát bởi: Tư pháp – hộ tịch\n"
    )
    again = thu7(root, "review", "--done", "ho-tich/khai-sinh", "--by", "Tư pháp – hộ tịch", "--unseen", "2")
    assert again.exit_code == 0 and (root / GUIDE).read_text("utf-8") == after
    built = thu7(root, "export", root / "../out")
    assert built.exit_code == 0
    assert "Tư pháp – hộ tịch đã đối chiếu" in (root / "../out/ho-tich/khai-sinh.md").read_text("utf-8")


def test_line_ends_of_windows_stay(project_folder: Write) -> None:
    root = project_folder()
    (root / GUIDE).write_bytes(TWO.replace("\n", "\r\n").encode())
    assert thu7(root, "review", "ho-tich/khai-sinh", "--done", "--by", "tu phap - ho tich").exit_code == 0
    data = (root / GUIDE).read_bytes()
    assert b"xem ng\xc3\xa0y: 26/11/2026" in data and data.count(b"\n") == data.count(b"\r\n")


def test_an_overdue_page_gets_its_next_day_before_the_law_ends(project_folder: Write) -> None:
    law = BASE["guides/van-ban.yml"]
    root = project_folder({"guides/van-ban.yml": law + "    hiệu lực đến: 30/04/2027\n"})
    assert (
        thu7(root, "review", "ho-tich/khai-sinh", "--done", "--by", "tu phap - ho tich", on="01/03/2027").exit_code == 0
    )
    assert "rà lại trước: 30/04/2027" in (root / GUIDE).read_text("utf-8")
    root = project_folder({"guides/van-ban.yml": law})
    assert (
        thu7(root, "review", "ho-tich/khai-sinh", "--done", "--by", "tu phap - ho tich", on="01/05/2027").exit_code == 0
    )
    assert "rà lại trước: 28/10/2027" in (root / GUIDE).read_text("utf-8")


def test_what_was_found_wrong_is_a_list_and_the_page_keeps_its_day(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder({GUIDE: TWO})
    arguments = ("--wrong", "Thời hạn nay là 2 ngày", "--wrong", "Nút nay tên Gửi", "-o", tmp_path / "sua.md")
    done = thu7(root, "review", "ho-tich/khai-sinh", "--done", "--by", "Tư pháp - hộ tịch", *arguments)
    assert done.exit_code == 0, done.output
    listed = (tmp_path / "sua.md").read_text("utf-8").splitlines()
    assert listed[1:] == ["- [ ] Thời hạn nay là 2 ngày", "- [ ] Nút nay tên Gửi"] and GUIDE in listed[0]
    after = (root / GUIDE).read_text("utf-8")
    assert "rà soát: 23/11/2026" in after and "soát bởi" not in after and after.count("xem ngày: 26/11/2026") == 2
    # It stays in the guide until somebody mends it: readers are told to ask, staff of what.
    assert "phải sửa: [Thời hạn nay là 2 ngày, Nút nay tên Gửi]" in after
    assert "phải sửa: Thời hạn nay là 2 ngày" in thu7(root, "review", "--due").output
    assert "Đã thấy sai mà chưa sửa: “Nút nay tên Gửi”" in thu7(root, "check").output
    assert thu7(root, "export", tmp_path / "out").exit_code == 0
    assert "Có chỗ trong bài nay đã khác" in (tmp_path / "out/ho-tich/khai-sinh.md").read_text("utf-8")
    assert thu7(root, "review", "ho-tich/khai-sinh", "--done", "--by", "Tư pháp – hộ tịch").exit_code == 0
    assert "phải sửa: []" in (root / GUIDE).read_text("utf-8")
    assert "phải sửa" not in thu7(root, "review", "--due").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Ghi tên bài"),
        (("ho-tich/khai-sin",), "Có phải là “ho-tich/khai-sinh”?"),
        (("ho-tich/khai-sinh", "--done"), "Ghi nơi đã đối chiếu"),
        (("ho-tich/khai-sinh", *DONE, "--unseen", "3"), "không có nguồn số 3"),
        (("ho-tich/khai-sinh", "--by", "tu phap - ho tich"), "đi cùng --done"),
        (("--due", "--done", "--by", "Tư pháp – hộ tịch"), "--due chỉ kể"),
        (("ho-tich/khai-sinh", *DONE, "-o", "a.pdf"), "thì bỏ --done"),
        (("ho-tich/khai-sinh", "--done", "--by", "  "), "Ghi nơi đã đối chiếu"),
        (("ho-tich/khai-sinh", "--done", "--by", "Tư phap ho tic"), "Có phải là “Tư pháp – hộ tịch”?"),
        (("ho-tich/khai-sinh", "--done", "--by", "Nguyễn Thị Lan"), "không ghi tên người"),
        (("ho-tich/khai-sinh", *DONE, "--unseen", "1,2"), "Chưa xem lại nguồn nào"),
        (("ho-tich/khai-sinh", *DONE, "--unseen", "hai"), "“hai” không phải là số thứ tự"),
        (("ho-tich/khai-sinh", *DONE, "--wrong", " "), "Điều sai còn trống"),
        (("viec/sinh-con",), "chỉ xếp thứ tự các bài"),
        (("ho-tich",), "là một chủ đề. Chọn một bài"),
        (("--due", "-o", "han.pdf"), "han.txt"),
        (("ho-tich/khai-sinh", "-o", " "), "Tên tệp còn trống"),
    ],
)
def test_wrong_ways_of_asking_end_in_one_sentence(project_folder: Write, arguments: tuple[str, ...], said: str) -> None:
    root = project_folder({GUIDE: TWO})
    done = thu7(root, "review", *arguments)
    assert done.exit_code == 2 and said in done.output and "Traceback" not in done.output
    assert (root / GUIDE).read_text("utf-8") == TWO


def test_nothing_of_the_projects_own_is_written_over(project_folder: Write) -> None:
    root = project_folder({GUIDE: TWO})
    law = (root / "guides/van-ban.yml").read_bytes()
    for arguments in (
        ("review", "ho-tich/khai-sinh", "-o", root / GUIDE),
        ("laws", "--ics", root / "guides/van-ban.yml"),
        ("check", "-o", root / "guides/van-ban.yml"),
        ("poster", "an-nhon", "-o", root / "schedule/an-nhon/roster.yml"),
        ("review", "ho-tich/khai-sinh", "-o", "/dev/full"),
    ):
        done = thu7(root, *arguments)
        assert done.exit_code == 2 and "Chọn tên khác" in done.output, arguments
    assert (root / GUIDE).read_text("utf-8") == TWO and (root / "guides/van-ban.yml").read_bytes() == law


def test_a_mark_of_windows_before_the_first_line_stays(project_folder: Write) -> None:
    root = project_folder()
    (root / GUIDE).write_bytes(b"\xef\xbb\xbf" + TWO.encode())
    assert thu7(root, "review", r".\guides\ho-tich\khai-sinh.md", *DONE).exit_code == 0
    data = (root / GUIDE).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---") and "rà soát: 26/11/2026".encode() in data


def test_a_mistake_elsewhere_does_not_stop_it_and_one_of_its_own_is_shown_alone(project_folder: Write) -> None:
    wrong = {"guides/ho-tich/khac.md": "Chỉ có chữ.\n", GUIDE: TWO}
    root = project_folder(wrong)
    assert thu7(root, "review", "ho-tich/khai-sinh", *DONE).exit_code == 0
    done = thu7(root, "review", "ho-tich/khac", *DONE)
    assert done.exit_code == 1 and "khac.md" in done.output and "Sửa bài trước" in done.output
    assert "khai-sinh" not in done.output


def test_the_sheet_is_text_or_a_page_and_the_list_knows_one_guide(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder({GUIDE: TWO})
    assert "Tờ đối chiếu: Đăng ký khai sinh cho con" in thu7(root, "review", "guides/ho-tich/khai-sinh.md").output
    assert thu7(root, "review", "ho-tich/khai-sinh", "-o", tmp_path / "to.pdf").exit_code == 0
    assert (tmp_path / "to.pdf").read_bytes().startswith(b"%PDF")
    assert thu7(root, "review", "ho-tich/khai-sinh", "--due").output.strip() == "Bài này chưa phải đọc lại."
    assert "quá ngày rà lại" in thu7(root, "review", "ho-tich/khai-sinh", "--due", on="01/03/2027").output
    assert "Chưa bài nào" in thu7(root, "review", "--due").output


def test_the_days_of_the_law_as_a_calendar(project_folder: Write, tmp_path: Path) -> None:
    law = BASE["guides/van-ban.yml"] + (
        "    hiệu lực đến: 28/02/2027\n    thay bằng: moi\n    mốc:\n      - {ngày: 15/04/2027, việc: Hạn xác thực}\n      - {ngày: 01/02/2026, việc: Đã qua}\n"
        "  - {mã: moi, tên: Luật mới, số hiệu: 03/2026/QH16, hiệu lực từ: 01/03/2027, nguồn: https://vanban.chinhphu.vn/}\n"
    )
    root = project_folder({"guides/van-ban.yml": law})
    done = thu7(root, "laws", "--ics", tmp_path / "luat.ics")
    assert done.exit_code == 0 and "Đã ghi 4 ngày" in done.output
    data = (tmp_path / "luat.ics").read_bytes()
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [(event["dtstart"].dt, str(event["summary"])) for event in events] == [
        (dt.date(2027, 2, 28), "Hết hiệu lực: Luật Hộ tịch (60/2014/QH13)"),
        (dt.date(2027, 2, 28), "Ngày cuối để rà lại 1 trang"),
        (dt.date(2027, 3, 1), "Bắt đầu có hiệu lực: Luật mới (03/2026/QH16)"),
        (dt.date(2027, 4, 15), "Hạn xác thực"),
    ]
    assert "Đăng ký khai sinh cho con. Phụ trách: Tư pháp – hộ tịch." in str(events[0]["description"]) + str(
        events[1]["description"]
    )
    assert thu7(root, "laws", "--ics", tmp_path / "luat.ics").exit_code == 0
    assert (tmp_path / "luat.ics").read_bytes() == data
    assert len({str(event["uid"]) for event in events}) == 4
