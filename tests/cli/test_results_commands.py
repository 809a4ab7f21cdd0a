"""What came of a Saturday by the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
