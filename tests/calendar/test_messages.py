"""Messages for a chat: short plain lines, the right people, nothing that runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import BASE, tree
from repositories import commit, git
from thu7 import project
from thu7.calendar import messages
from thu7.cli.main import main

Write = Callable[..., Path]
DAY = ("--on", "24/11/2026")
NEAR, NEXT = "schedule/an-nhon/2026-11-28.yml", "schedule/an-nhon/2026-12-05.yml"
ROSTER = "schedule/an-nhon/roster.yml"


def message(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "message", "an-nhon", *arguments, *DAY])


def test_the_next_saturday_in_short_plain_lines(project_folder: Write) -> None:
    needs = BASE[ROSTER].replace("vneid: 1", "vneid: 2").replace("tên cũ", "mang theo: Thẻ căn cước\n  tên cũ")
    root = project_folder({ROSTER: needs, NEAR: BASE[NEAR] + "ghi chú: Mang loa\n"})
    assert message(root).output == (
        "Thứ Bảy 28/11/2026, Phường An Nhơn\n"
        "7:30–11:30, tại Trung tâm Phục vụ hành chính công, 1C Nguyễn Văn Lượng\n"
        "- Trưởng ca: Lan\n"
        "- VNeID: Minh, còn thiếu 1\n"
        "Mang theo: Thẻ căn cước\n"
        "Lưu ý: Mang loa\n"
    )


def test_a_closed_saturday_and_one_that_is_not_there(project_folder: Write) -> None:
    root = project_folder({NEXT: "nghỉ: Sửa trụ sở\n"})
    assert message(root, "05/12/2026").output == "Thứ Bảy 05/12/2026, Phường An Nhơn\nNGHỈ: Sửa trụ sở.\n"
    assert message(root, "05/12/2026", "--remind").output == "Buổi 05/12/2026 nghỉ: Sửa trụ sở.\n"
    assert message(root, "12/12/2026").exit_code == 2


def test_each_who_serves_gets_a_reminder_with_their_own_role(project_folder: Write) -> None:
    lan, minh = message(project_folder(), "--remind").output.split("\n\n")
    assert lan.splitlines()[:2] == ["Chào Nguyễn Thị Lan,", "Thứ Bảy 28/11/2026, 7:30, bạn trực Trưởng ca."]
    assert minh.splitlines()[:2] == ["Chào Trần Quang Minh,", "Thứ Bảy 28/11/2026, 7:30, bạn trực VNeID."]
    assert "Minh" not in lan


def test_changes_since_a_revision_or_a_day(project_folder: Write) -> None:
    roster = (
        BASE[ROSTER]
        .replace("nhiệm vụ: [vneid]", "nhiệm vụ: [trưởng ca, vneid]")
        .replace("nhiệm vụ: [trưởng ca]", "nhiệm vụ: [trưởng ca, vneid]")
    )
    root = project_folder({ROSTER: roster, NEXT: "phân công: {trưởng ca: [lan]}\n"})
    git(root, "init", "-q")
    commit(root, "x", "1", 0)
    assert message(root, "--changes", "HEAD").output == "Không có gì đổi ở các buổi sắp tới.\n"
    commit(root, NEAR, "phân công: {trưởng ca: [minh]}\n", 100_000)
    commit(root, NEXT, "nghỉ: Sửa trụ sở\n", 200_000)
    commit(root, "schedule/an-nhon/2026-12-12.yml", "phân công: {vneid: [lan]}\n", 300_000)
    expected = (
        "Lịch trực Phường An Nhơn có thay đổi:\n"
        "Lan → Minh, trưởng ca 28/11\n"
        "Bớt Minh, vneid 28/11\n"
        "Nghỉ buổi 05/12: Sửa trụ sở\n"
        "Thêm Lan, vneid 12/12\n"
    )
    assert message(root, "--changes", "HEAD~3").output == expected
    first = dt.datetime.fromtimestamp(1_790_000_000, dt.timezone(dt.timedelta(hours=7))).date()
    assert message(root, "--changes", f"{first + dt.timedelta(days=1):%d/%m/%Y}").output == expected
    for unknown in ("nope", "--output=x", "01/01/2020"):
        assert message(root, "--changes", unknown).exit_code == 2


def test_changes_of_the_desk_and_of_what_is_open_are_told_too(project_folder: Write) -> None:
    far, closed = "schedule/an-nhon/2026-12-19.yml", "schedule/an-nhon/2026-12-12.yml"
    root = project_folder({NEXT: "nghỉ: Sửa trụ sở\n", closed: "phân công: {vneid: [minh]}\n", far: "nghỉ: Lễ\n"})
    git(root, "init", "-q")
    commit(root, "x", "1", 0)
    (root / NEXT).write_text("phân công: {}\n", "utf-8")
    (root / closed).unlink()
    (root / far).unlink()
    holidays = BASE["schedule/holidays.yml"] + "  - {ngày: 02/01/2027, tên: Lễ riêng, loại: nghỉ, nguồn: mẫu}\n"
    commit(root, "schedule/holidays.yml", holidays, 100)
    roster = BASE[ROSTER].replace("7:30-11:30", "8:00-11:00").replace("1C Nguyễn", "99 Nguyễn")
    commit(root, ROSTER, roster, 200)
    assert message(root, "--changes", "HEAD~2").output.splitlines()[1:] == [
        "Giờ mới: 8:00–11:00 (trước là 7:30–11:30)",
        "Nơi mới: Trung tâm Phục vụ hành chính công, 99 Nguyễn Văn Lượng",
        "Mở lại buổi 05/12",
        "Bỏ buổi 12/12",
        "Bỏ ngày nghỉ 19/12",
        "Nghỉ buổi 02/01: Lễ riêng",
    ]


def test_without_git_changes_are_refused_calmly(project_folder: Write) -> None:
    refused = message(project_folder(), "--changes", "HEAD")
    assert refused.exit_code == 2 and "Git không biết mốc" in refused.output


@pytest.mark.parametrize("odd", ["Lan\u202e \u200bX", "<b>*Lan*</b>", "Lan 🎁, Lê; \\n"])
def test_odd_names_come_out_as_plain_lines(project_folder: Write, odd: str) -> None:
    root = project_folder({ROSTER: BASE[ROSTER].replace("Nguyễn Thị Lan", f"'{odd}'"), NEAR: BASE[NEAR]})
    text = message(root, "--remind").output
    assert "\u202e" not in text and "\u200b" not in text
    assert text.splitlines()[0].startswith("Chào ")


def test_a_long_list_of_changes_is_parted_below_its_heading() -> None:
    parts = messages.parted("Đầu", [f"dòng {number}" for number in range(500)])
    assert len(parts) > 1 and all(len(part) <= messages.MOST and part.startswith("Đầu\n") for part in parts)
    assert [line for part in parts for line in part.split("\n")[1:]] == [f"dòng {number}" for number in range(500)]


def test_a_long_rota_is_parted_between_its_lines_and_loses_nobody(project_folder: Write) -> None:
    codes = [f"n{number}" for number in range(24)]
    roles = [f"việc {number}" for number in range(4)]
    roster = BASE[ROSTER].partition("cần mỗi ca:")[0] + f"cần mỗi ca: {{{', '.join(f'{r}: 6' for r in roles)}}}\n"
    roster += "tình nguyện viên:\n" + "".join(
        f"  - {{mã: {code}, tên: {code} {'dài' * 60}, nhiệm vụ: [{', '.join(roles)}]}}\n" for code in codes
    )
    text = "phân công:\n" + "".join(f"  {role}: [{', '.join(codes[i::4])}]\n" for i, role in enumerate(roles))
    assert message(project_folder({ROSTER: roster, NEAR: text}), "--remind").output.count("Chào ") == 24
    schedule = project.read(tree({ROSTER: roster, NEAR: text}), dt.date(2026, 11, 24)).schedule
    ((_, (shift,)),) = schedule.wards()
    parts = messages.rota(schedule, shift)
    assert len(parts) > 1 and all(len(part) <= messages.MOST for part in parts)
    assert len({part.splitlines()[0] for part in parts}) == 1
