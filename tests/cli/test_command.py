"""The command as staff use it: its help, its exit codes, its templates."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import repositories
from click.testing import CliRunner, Result
from projects import REPOSITORY
from thu7 import folders, project, publishing, schemas, sources
from thu7.cli.main import main

Write = Callable[..., Path]
WRONG = {"schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: [lam], vneid: [minh]}\n"}
WARNED = {"schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: [lan]}\n"}


def thu7(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("console", ["cp1252", "ascii"])
def test_what_is_printed_is_utf_8_whatever_the_console(project_folder: Write, console: str) -> None:
    root = project_folder({"schedule/an-nhon/\udcff.yml": ""})
    for how in ((), ("--format", "json")):
        done = subprocess.run(
            (Path(sys.executable).with_name("thu7"), "-C", root, "check", *how),
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": console},
        )
        assert done.returncode == 1
        assert "Không rõ tệp này" in done.stdout.decode() and not done.stderr.decode().startswith("Traceback")


def test_nothing_is_published_where_git_refuses_its_history(
    project_folder: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project_folder()
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=t", "-c", "user.email=t", "commit", "-qm", "x")):
        subprocess.run(("git", *words), cwd=root, check=True)
    (root / "site").mkdir()
    (root / "site/index.html").write_text("good", "utf-8")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    for command in (("build",), ("export", tmp_path / "out")):
        done = thu7("-C", root, *command)
        assert done.exit_code == 1
        assert "safe.directory" in done.output
    assert [path.read_text("utf-8") for path in (root / "site").rglob("*")] == ["good"]
    assert not (tmp_path / "out").exists()


def commands(command: click.Command = main, name: str = "thu7") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            assert inner, part
            yield from commands(inner, f"{name} {part}")


@pytest.mark.parametrize("name,command", list(commands()), ids=[name for name, _ in commands()])
def test_each_command_has_vietnamese_help_and_stands_in_the_readme(name: str, command: click.Command) -> None:
    text = thu7(*name.split()[1:], "--help").output
    assert re.search("[ăâđêôơưạảấầậắặẹếệịọốộớợụứựỳỹ]", command.help or "")
    assert not re.search(r"\b(Usage|Options|Commands|Show|Error|Try|OPTIONS|TEXT|the|and)\b", text), text
    for option in (p for p in command.params if isinstance(p, click.Option)):
        assert option.help, f"{name} {option.name}"
    if not isinstance(command, click.Group):
        assert name in (REPOSITORY / "README.md").read_text("utf-8")


def test_check_ends_with_0_for_warnings_and_1_for_errors_or_strictness(project_folder: Write) -> None:
    day = ("check", "--on", "24/11/2026")
    root = project_folder()
    clean = thu7("-C", root, *day)
    assert (clean.exit_code, clean.output) == (0, "Không có lỗi nào.\n")
    project_folder(WARNED)
    warned = thu7("-C", root, *day)
    assert warned.exit_code == 0 and "lưu ý" in warned.output
    assert thu7("-C", root, *day, "--strict").exit_code == 1
    project_folder(WRONG)
    assert thu7("-C", root, *day).exit_code == 1


def test_json_has_every_field(project_folder: Write) -> None:
    root = project_folder({**WRONG, "schedule/an-nhon/la.txt": "?"})
    told = json.loads(thu7("-C", root, "check", "--format", "json", "--on", "24/11/2026").output)
    assert (told["errors"], told["warnings"]) == (2, 1)
    gap, first, unknown = told["problems"]
    assert first | {"message": "", "hint": ""} == {
        "path": "schedule/an-nhon/2026-11-28.yml",
        "line": 1,
        "column": 25,
        "code": "unknown-person",
        "severity": "error",
        "message": "",
        "hint": "",
    }
    assert "lam" in first["message"] and "lan" in first["hint"]
    assert gap["severity"] == "warning"
    assert (unknown["path"], unknown["line"], unknown["column"]) == ("schedule/an-nhon/la.txt", None, None)


def test_github_format_places_each_problem_at_its_line(project_folder: Write) -> None:
    root = project_folder(WRONG)
    lines = thu7("-C", root, "check", "--format", "github", "--on", "24/11/2026").output.splitlines()
    start = "::error file=schedule/an-nhon/2026-11-28.yml,line=1,col=25,title=unknown-person::"
    assert lines[0].startswith("::warning ") and lines[1].startswith(start)


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "gitea"])
def test_each_format_ends_with_1_for_errors_alone_and_goes_into_a_file(project_folder: Write, form: str) -> None:
    asked = ("-C", project_folder(WARNED), "check", "--on", "24/11/2026", "--format", form)
    assert thu7(*asked).exit_code == 0
    root = project_folder(WRONG)
    assert thu7(*asked, "-o", root / "la.json").exit_code == 1
    assert (root / "la.json").read_text("utf-8").strip() == thu7(*asked).stdout.strip() != ""


def test_since_leaves_out_warnings_of_files_that_did_not_change(project_folder: Write) -> None:
    root = project_folder({**WARNED, "schedule/an-nhon/2026-12-05.yml": "phân công: {trưởng ca: [lan]}\n"})
    asked = ("-C", root, "check", "--on", "24/11/2026", "--since")
    outside = thu7(*asked, "HEAD")
    assert outside.exit_code == 2 and "git không so được với “HEAD”" in outside.output
    repositories.git(root, "init", "--quiet", "--initial-branch=main")
    repositories.git(root, "add", ".")
    repositories.git(root, "commit", "-m", "x")
    assert thu7(*asked, "main").output == "Không có lỗi nào.\n"
    for revision in ("mian", "--since=1", ""):
        assert thu7(*asked, revision).exit_code == 2, revision
    (root / "schedule/an-nhon/2026-12-05.yml").write_text("# Mới\nphân công: {trưởng ca: [lan]}\n", "utf-8")
    # A file that git does not know yet is new, whatever stands in its name.
    (root / "schedule/an-nhon/2026-12-12.yml").write_text("phân công: {trưởng ca: [lan]}\n", "utf-8")
    told = thu7(*asked, "main").output
    assert "2026-11-28" not in told and "2026-12-05.yml: lưu ý" in told and "2026-12-12.yml: lưu ý" in told
    # An error is told wherever it stands.
    project_folder(WRONG)
    repositories.git(root, "commit", "--all", "-m", "y")
    assert "2026-11-28.yml:1:25: lỗi" in thu7(*asked, "main").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("check", "--format", "xml"),
        ("check", "--on", "31/02/2027"),
        ("-C", "/khong/co", "check"),
        ("new", "guide"),
        ("new", "guide", "../khai-tu"),
        ("new", "guide", "ho-tich/Khai Tử"),
        ("new", "guide", "ho-tich/index"),
        ("new", "guide", "ho-tich/khai-sinh"),
        ("new", "ward", "rieng"),
        ("new", "ward", "An Hội Tây"),
        ("new", "ward", "an-nhon"),
        ("new", "saturday", "an-nhon", "29/11/2026"),
        ("new", "saturday", "an-nhom", "05/12/2026"),
        ("new", "saturday", "../an-nhon", "05/12/2026"),
        ("new", "saturday", "an-nhon", "28/11/2026"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_writes_nothing(project_folder: Write, arguments: tuple[str, ...]) -> None:
    root = project_folder()
    before = sorted(root.rglob("*"))
    result = thu7("-C", root, *arguments)
    assert result.exit_code == 2, result.output
    assert result.output.rpartition("Lỗi: ")[2].strip()
    assert sorted(root.rglob("*")) == before


def test_a_new_guide_fails_only_where_a_person_must_write(project_folder: Write) -> None:
    root = project_folder()
    day = ("--on", "24/11/2026")
    assert thu7("-C", root, "new", "guide", "cu-tru/tam-tru", *day).exit_code == 0
    told = json.loads(thu7("-C", root, "check", "--format", "json", *day).output)["problems"]
    asked = {(p["path"].rpartition("/")[2], p["code"]) for p in told}
    assert asked == {("tam-tru.md", "empty"), ("tam-tru.md", "no-title"), ("index.md", "no-title")}
    assert all(problem["line"] for problem in told)


def test_a_filled_in_guide_is_clean(project_folder: Write) -> None:
    root = project_folder()
    thu7("-C", root, "new", "guide", "ho-tich/khai-tu", "--on", "24/11/2026")
    path = root / "guides/ho-tich/khai-tu.md"
    text = path.read_text("utf-8")
    filled = {
        "tóm tắt:": "Đăng ký khai tử.",
        "ai làm:": "Người thân",
        "làm ở đâu:": "[trực tiếp] #",
        "lệ phí:": "Miễn phí",
        "thời hạn:": "Trong ngày",
        "căn cứ:": "[luat-ho-tich-2014] #",
        "  - tên:": "Cổng Dịch vụ công quốc gia",
        "    địa chỉ:": "https://dichvucong.gov.vn/",
        "phụ trách:": "Tư pháp – hộ tịch",
        "rà lại trước:": "28/02/2027",
    }
    for key, value in filled.items():
        text = re.sub(rf"(?m)^{re.escape(key)}", f"{key} {value}", text, count=1)
    path.write_text(text.replace("\n#\n", "\n# Đăng ký khai tử\n", 1), "utf-8")
    result = thu7("-C", root, "check", "--strict", "--on", "24/11/2026")
    assert result.exit_code == 0, result.output


def test_a_new_ward_fails_only_where_a_person_must_write(project_folder: Write) -> None:
    root = project_folder()
    assert thu7("-C", root, "new", "ward", "an-hoi-tay").exit_code == 0
    told = json.loads(thu7("-C", root, "check", "--format", "json", "--on", "24/11/2026").output)["problems"]
    assert [p["code"] for p in told if p["severity"] == "error"] == ["empty"] * 3
    path = root / "schedule/an-hoi-tay/roster.yml"
    text = path.read_text("utf-8")
    for key, value in {"tên": "Phường An Hội Tây", "nơi": "Trụ sở", "địa chỉ": "Đường số 1"}.items():
        text = re.sub(rf"(?m)^  {key}:", f"  {key}: {value}", text, count=1)
    path.write_text(text, "utf-8")
    assert thu7("-C", root, "check", "--on", "24/11/2026").exit_code == 0


def test_a_new_saturday_asks_for_people_with_the_wards_roles(project_folder: Write) -> None:
    root = project_folder()
    assert thu7("-C", root, "new", "saturday", "an-nhon", "05/12/2026").exit_code == 0
    text = (root / "schedule/an-nhon/2026-12-05.yml").read_text("utf-8")
    assert "Buổi Thứ Bảy 05/12/2026" in text and "  trưởng ca: []" in text and "  vneid: []" in text
    told = json.loads(thu7("-C", root, "check", "--format", "json", "--on", "24/11/2026").output)
    assert told["errors"] == 0
    assert {problem["code"] for problem in told["problems"]} == {"gap"}


def test_export_writes_what_another_generator_needs(project_folder: Write, tmp_path: Path) -> None:
    root, out = project_folder({"guides/ho-tich/mau.png": "not really a picture"}), tmp_path / "out"
    assert thu7("-C", root, "export", out, "--on", "24/11/2026").exit_code == 0
    read = project.read(folders.load(root), dt.date(2026, 11, 24))
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {
        "index.md",
        "ho-tich/index.md",
        "ho-tich/khai-sinh.md",
        "ho-tich/mau.png",
        "ket-qua.md",
        "lich/index.md",
        "lich/wards.json",
        "lich/an-nhon.md",
        "lich/an-nhon.ics",
        "lich/an-nhon/buoi.html",
        "lich/an-nhon/2026-11-28.ics",
        "tim.md",
        "di-dau.md",
        "van-ban.md",
        "_headers",
        "opensearch.xml",
        "robots.txt",
        *(f"schema/{name}" for name, _ in schemas.files("")),
        *(f"assets/anh/{name}.png" for name in ("trang", "ho-tich-khai-sinh", "lich-an-nhon")),
        *(place for place, _ in publishing.published_assets(publishing.search_texts(read)).values()),
    }
    assert "Phường An Nhơn" in (out / "index.md").read_text("utf-8")


def test_export_of_a_project_with_errors_writes_nothing(project_folder: Write, tmp_path: Path) -> None:
    root, out = project_folder(WRONG), tmp_path / "out"
    assert thu7("-C", root, "export", out, "--on", "24/11/2026").exit_code == 1
    assert not out.exists()


def test_laws_stand_by_their_end_with_the_guides_that_rest_on_them(project_folder: Write) -> None:
    item = "  - {{mã: {}, tên: Luật {}, số hiệu: {}/QH, hiệu lực từ: 01/01/2016, nguồn: 'https://a.vn/'{}}}\n"
    texts = "văn bản:\n" + item.format("luat-ho-tich-2014", "cũ", 60, ", hiệu lực đến: 28/02/2027, thay bằng: moi")
    texts += item.format("moi", "mới", 3, "") + item.format("sua", "sửa", 9, ", hiệu lực đến: 31/12/2026")
    root = project_folder({"guides/van-ban.yml": texts})
    listed = thu7("-C", root, "laws", "--on", "24/11/2026")
    assert listed.exit_code == 0
    assert listed.output.split("\n\n") == [
        "Hết hiệu lực sau 31/12/2026 (còn 37 ngày): Luật sửa (9/QH), mã sua\n  Không bài nào viện dẫn.",
        "Hết hiệu lực sau 28/02/2027 (còn 96 ngày): Luật cũ (60/QH), mã luat-ho-tich-2014\n"
        "  Thay bằng: Luật mới (3/QH), từ 01/01/2016\n"
        "  guides/ho-tich/khai-sinh.md: Đăng ký khai sinh cho con. Phụ trách: Tư pháp – hộ tịch.",
        "Chưa biết ngày hết hiệu lực: Luật mới (3/QH), mã moi\n  Không bài nào viện dẫn.\n",
    ]
    assert "Đã hết hiệu lực sau 28/02/2027" in thu7("-C", root, "laws", "--on", "01/03/2027").output
    late = json.loads(thu7("-C", root, "check", "--format", "json", "--on", "01/03/2027").output)
    assert late["errors"] == 0
    assert {p["code"] for p in late["problems"] if p["path"] == "guides/ho-tich/khai-sinh.md"} >= {"law-ended"}


def test_a_day_that_is_past_is_asked_about_with_the_one_to_come(project_folder: Write) -> None:
    root = project_folder()
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for arguments, meant in (
        (("new", "saturday", "an-nhon", "02/01/2026"), "02/01/2027"),
        (("new", "saturday", "an-nhon", "21/11/2026"), "27/11/2027"),
        (("new", "saturday", "an-nhon", "04/12/2026"), "05/12/2026"),
        (("absent", "lan", "23/01/2026"), "23/01/2027"),
        (("absent", "lan", "05/12/2026, 20/01/2026 - 24/01/2026"), "20/01/2027"),
    ):
        asked = thu7("-C", root, *arguments, "--on", "26/11/2026")
        assert asked.exit_code == 2 and meant in asked.output, asked.output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_today_is_that_of_viet_nam_wherever_the_machine_stands() -> None:
    asked = "from thu7.plugin import _today; from thu7.cli.options import on_option; from thu7.cli.main import main\n"
    asked += "check = main.get_command(None, 'check'); print(_today(), next(p for p in check.params if p.name == 'today').default())"
    days = set()
    # Between these two lie 26 hours, so their own days are never the same.
    for zone in ("<-12>12", "<+14>-14"):
        env = {**{key: value for key, value in os.environ.items() if key != sources.TODAY}, "TZ": zone}
        days |= set(
            subprocess.run(
                (sys.executable, "-c", asked), capture_output=True, check=True, text=True, env=env
            ).stdout.split()
        )
    assert len(days) == 1


def test_what_a_command_says_can_go_into_a_file(project_folder: Write, tmp_path: Path) -> None:
    root, file = project_folder(), tmp_path / "moi/tin.txt"
    for arguments in (
        ("message", "an-nhon"),
        ("check", "--format", "json"),
        ("laws",),
        ("find", "khai sinh"),
        ("why", "an-nhon", "28/11/2026"),
        ("plan", "an-nhon"),
        ("whatif", "an-nhon", "--absent", "lan", "28/11/2026"),
    ):
        said = thu7("-C", root, *arguments, "--on", "24/11/2026")
        written = thu7("-C", root, *arguments, "-o", file, "--on", "24/11/2026")
        assert (written.exit_code, written.stdout) == (said.exit_code, ""), arguments
        assert file.read_text("utf-8") == said.stdout and str(file) in written.stderr, arguments


def test_a_report_of_mistakes_goes_into_the_file_too(project_folder: Write, tmp_path: Path) -> None:
    root, file = project_folder(WRONG), tmp_path / "loi.txt"
    assert thu7("-C", root, "check", "-o", file, "--on", "24/11/2026").exit_code == 1
    assert "lỗi: " in file.read_text("utf-8")
    file.unlink()
    assert thu7("-C", root, "message", "khong-co", "-o", file, "--on", "24/11/2026").exit_code == 2
    assert not file.exists()
