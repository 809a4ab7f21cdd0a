"""What the machine refuses is told in one sentence; nothing is half written, and the last good site stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from thu7.cli.main import main

resource = pytest.importorskip("resource", reason="Windows has no such limits")
Write = Callable[..., Path]
DAY = ("--on", "24/11/2026")


def run(root: Path, *command: str, **limits: int) -> subprocess.CompletedProcess[str]:
    """A command of this package or of MkDocs below the machine's own limits, by their names in ``resource``."""

    def limit() -> None:
        for name, most in limits.items():
            resource.setrlimit(getattr(resource, name), (most, most))

    program = str(Path(sys.executable).with_name(command[0]))
    environment = {**os.environ, "THU7_ON": "24/11/2026", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [program, *command[1:]], cwd=root, preexec_fn=limit, capture_output=True, encoding="utf-8", env=environment
    )


def whole(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("command", [("thu7", "build"), ("mkdocs", "build", "--quiet")], ids=" ".join)
def test_a_disk_without_room_leaves_the_last_good_site(project_folder: Write, command: tuple[str, ...]) -> None:
    root = project_folder()
    assert run(root, "thu7", "build").returncode == 0
    good = whole(root)
    done = run(root, *command, RLIMIT_FSIZE=2000)
    said = done.stdout + done.stderr
    assert done.returncode == 1 and "Đĩa đã đầy" in said and "Trang cũ được giữ nguyên" in said
    assert "Traceback" not in said and "Errno" not in said
    assert whole(root) == good and [path.name for path in root.iterdir() if path.name.startswith(".")] == []


def test_an_export_without_room_writes_nothing(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder()
    done = run(root, "thu7", "export", str(tmp_path / "out"), RLIMIT_FSIZE=2000)
    assert done.returncode == 1 and "Đĩa đã đầy" in done.stderr and "Traceback" not in done.stderr
    assert whole(tmp_path / "out") == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "mkdocs.yml/out"),
        ("poster", "an-nhon", "-o", "mkdocs.yml/a.pdf"),
        ("handout", "ho-tich/khai-sinh", "-o", "mkdocs.yml/a.pdf"),
        ("plan", "an-nhon", "--certificate", "mkdocs.yml/a.json"),
        ("message", "an-nhon", "-o", "mkdocs.yml/a.txt"),
        ("feeds", "an-nhon", "--html", "mkdocs.yml/a.html"),
        ("feeds", "an-nhon", "--qr", "mkdocs.yml/a"),
        ("check", "-o", "mkdocs.yml/a.txt"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_written_is_told_in_one_sentence(
    project_folder: Write, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    root = project_folder()
    monkeypatch.chdir(root)
    before = whole(root)
    done = CliRunner(env={"THU7_SECRET": "s"}).invoke(main, [*arguments, *DAY])
    assert done.exit_code == 1, done.output
    assert "Ở chỗ cần thư mục lại là tệp" in done.stderr and isinstance(done.exception, SystemExit)
    assert whole(root) == before


def test_with_little_memory_the_search_is_not_tried_and_all_else_is(project_folder: Write) -> None:
    root = project_folder({"schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: [lam]}\n"})
    room = 4_000_000 * 1024
    done = run(root, "thu7", "check", RLIMIT_AS=room)
    assert done.returncode == 1 and "“lan”" in done.stdout and "Traceback" not in done.stderr
    project_folder()
    done = run(root, "thu7", "check", RLIMIT_AS=room)
    assert done.returncode == 0 and "Chưa thử các cách hỏi" in done.stdout and "ulimit -v" in done.stdout
    assert run(root, "thu7", "build", RLIMIT_AS=room).returncode == 0
    done = run(root, "thu7", "find", "khai sinh", RLIMIT_AS=room)
    assert done.returncode == 1 and "Không tìm thử được" in done.stderr


@pytest.mark.parametrize("folder", ["guides", "schedule/an-nhon", "docs", "other"])
def test_a_site_is_not_built_over_what_staff_wrote(project_folder: Write, folder: str) -> None:
    root = project_folder()
    (root / "other").mkdir()
    (root / "other/thu-rieng.txt").write_text("x", "utf-8")
    with (root / "mkdocs.yml").open("a") as settings:
        settings.write(f"site_dir: {folder}\n")
    before = whole(root)
    for command in (("thu7", "build"), ("mkdocs", "build", "--quiet")):
        done = run(root, *command)
        said = done.stdout + done.stderr
        assert done.returncode == 1 and ("Không ghi vào" in said or "site_dir" in said) and "Traceback" not in said
        assert whole(root) == before


@pytest.mark.parametrize("folder", [".", "guides", "docs/so-tay", ".."])
def test_nothing_is_exported_over_what_staff_wrote(project_folder: Write, folder: str) -> None:
    root = project_folder()
    before = whole(root)
    done = run(root, "thu7", "export", folder)
    assert done.returncode == 2 and "Không ghi vào" in done.stderr
    assert whole(root) == before


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("INHERIT: mkdocs.yml\nsite_name: x\n", "mkdocs.yml không dùng được"),
        ("site_name: x\nplugins: [search]\n", "chưa gọi thu7"),
        ("site_name: [x\n", "mkdocs.yml không dùng được"),
        ("", "mkdocs.yml không dùng được"),
        ("site_name: x\nplugins: [search, thu7]\nmarkdown_extensions: [khong]\n", "mkdocs.yml không dùng được"),
        ("site_name: x\nplugins: [search, thu7]\ncopyright: Gọi 0912345678\n", "số điện thoại"),
    ],
)
def test_settings_that_cannot_be_used_leave_the_last_good_site(project_folder: Write, settings: str, told: str) -> None:
    root = project_folder()
    assert run(root, "thu7", "build").returncode == 0
    good = whole(root / "site")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    done = run(root, "thu7", "build")
    said = done.stdout + done.stderr
    assert done.returncode == 1 and told in said and "Traceback" not in said
    assert whole(root / "site") == good


def test_a_folder_or_a_pipe_in_the_place_of_a_file_is_named(project_folder: Write) -> None:
    root = project_folder()
    (root / "schedule/an-nhon/2026-12-05.yml").mkdir()
    os.mkfifo(root / "docs/x.md")
    done = run(root, "thu7", "check")
    assert done.returncode == 1
    assert "docs/x.md: lỗi: Ở chỗ của một tệp" in done.stdout
    assert "schedule/an-nhon/2026-12-05.yml: lỗi: Ở chỗ của một tệp" in done.stdout
