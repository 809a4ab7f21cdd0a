"""Handing out personal calendars: the right address to the right person, on paper and in a chat."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from projects import BASE
from thu7 import folders, project, sources
from thu7.calendar import addresses
from thu7.cli.main import main
from thu7.text import vietnamese

Write = Callable[..., Path]
DAY = ("--on", "24/11/2026")
ROSTER = "schedule/an-nhon/roster.yml"


def feeds(root: Path, *arguments: str, secret: str = "s") -> Result:
    runner = CliRunner(env={sources.SECRET: secret})
    return runner.invoke(main, ["-C", str(root), "feeds", "an-nhon", *arguments, *DAY])


def address(root: Path, code: str) -> str:
    day = vietnamese.parse_date("24/11/2026")
    assert day
    person = project.read(folders.load(root), day).schedule.person(f"an-nhon/{code}")
    assert person
    return f"https://thu.example/lich/rieng/{addresses.token('s', person)}.ics"


def test_each_message_holds_its_own_address_alone(project_folder: Write) -> None:
    root = project_folder()
    secretary, lan, minh = feeds(root).output.split("\n\n")
    assert secretary.startswith("Trang ghi kết quả của Phường An Nhơn, cho thư ký:\nhttps://thu.example/lich/rieng/")
    assert lan.startswith("Chào Nguyễn Thị Lan,\n") and minh.startswith("Chào Trần Quang Minh,\n")
    for text, code, other in ((lan, "lan", "minh"), (minh, "minh", "lan")):
        assert address(root, code) in text.splitlines()
        assert address(root, code).replace(".ics", "/") in text.splitlines()
        assert address(root, other)[-44:-4] not in text
        assert all(len(line) < 140 for line in text.splitlines())


def test_the_addresses_are_those_that_are_published(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder()
    CliRunner(env={sources.SECRET: "s"}).invoke(main, ["-C", str(root), "export", str(tmp_path / "out"), *DAY])
    found = re.findall(r"https://thu\.example/(lich/rieng/\S+)", feeds(root).output)
    assert len(set(found)) == 5
    for uri in found:
        assert (tmp_path / "out" / (f"{uri}index.html" if uri.endswith("/") else uri)).is_file()


def test_an_address_that_was_changed_leaves_the_exported_folder(project_folder: Write, tmp_path: Path) -> None:
    root, out = project_folder(), tmp_path / "out"
    old, kept = address(root, "minh")[20:], address(root, "lan")[20:]

    def export(secret: str) -> None:
        done = CliRunner(env={sources.SECRET: secret}).invoke(main, ["-C", str(root), "export", str(out), *DAY])
        assert done.exit_code == 0, done.output

    export("s")
    date = (out / kept).stat().st_mtime_ns
    feeds(root, "--rotate", "minh")
    export("")
    assert (out / old).is_file()
    export("s")
    assert not (out / old).exists() and (out / address(root, "minh")[20:]).is_file()
    assert (out / kept).stat().st_mtime_ns == date
    single = out / "lich/an-nhon/2026-11-28.ics"
    assert single.is_file()
    day = root / "schedule/an-nhon/2026-11-28.yml"
    day.write_text("nghỉ: Sửa trụ sở\n", "utf-8")
    (root / ROSTER).write_text((root / ROSTER).read_text("utf-8").partition("tình nguyện viên:")[0], "utf-8")
    export("s")
    left = [path.relative_to(out).as_posix() for path in (out / "lich/rieng").rglob("*") if path.is_file()]
    assert not single.exists() and left == [f"{secretary_page(root)}index.html"]


def secretary_page(root: Path) -> str:
    day = vietnamese.parse_date("24/11/2026")
    assert day
    return addresses.secretary_page("s", project.read(folders.load(root), day).schedule.rosters["an-nhon"])


def test_the_secretarys_page_moves_when_its_number_is_raised(project_folder: Write, tmp_path: Path) -> None:
    root, out = project_folder(), tmp_path / "out"
    old = secretary_page(root)
    (root / ROSTER).write_text(f"lần cấp: 1\n{(root / ROSTER).read_text('utf-8')}", "utf-8")
    assert secretary_page(root) != old
    CliRunner(env={sources.SECRET: "s"}).invoke(main, ["-C", str(root), "export", str(out), *DAY])
    assert (out / secretary_page(root)).is_dir() and not (out / old).exists()
    assert "lần cấp: 2" in feeds(root).output


def test_the_slips_can_be_scanned_and_ask_nobody_for_anything(
    project_folder: Write, tmp_path: Path, browser: Any
) -> None:
    root, page = project_folder(), tmp_path / "phieu.html"
    assert feeds(root, "--html", str(page)).exit_code == 0
    text = page.read_text("utf-8")
    assert not re.search(r"""(src|href)=["']?(?!#)""", text) and "<script" not in text
    tab = browser.new_page(viewport={"width": 900, "height": 1200}, device_scale_factor=2)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.as_uri())
    picture = Image.open(io.BytesIO(tab.screenshot(full_page=True)))
    seen = {code.text for code in zxingcpp.read_barcodes(picture)}
    expected = {address(root, code) for code in ("lan", "minh")}
    pages = {one.replace(".ics", "/") for one in expected}
    assert seen == pages | {one.replace("https://", "webcal://") for one in expected}
    assert asked == [page.as_uri()]
    assert tab.locator("section").count() == 2
    tab.set_viewport_size({"width": 360, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.close()


def test_pictures_are_written_one_a_person(project_folder: Write, tmp_path: Path) -> None:
    assert feeds(project_folder(), "--qr", str(tmp_path / "qr")).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "qr").iterdir()) == ["lan.svg", "minh.svg"]


def test_rotating_changes_one_address_and_says_what_that_means(project_folder: Write) -> None:
    root = project_folder()
    before = {code: address(root, code) for code in ("lan", "minh")}
    done = feeds(root, "--rotate", "minh")
    assert done.exit_code == 0 and "địa chỉ cũ ngừng" in done.stderr
    assert (root / ROSTER).read_text("utf-8") == BASE[ROSTER].rstrip("\n") + "\n    lần cấp: 1\n"
    after = {code: address(root, code) for code in ("lan", "minh")}
    assert after["lan"] == before["lan"] and after["minh"] != before["minh"]
    assert after["minh"] in done.stdout and after["lan"] not in done.stdout
    feeds(root, "--rotate", "minh")
    assert "lần cấp: 2\n" in (root / ROSTER).read_text("utf-8")


@pytest.mark.parametrize("arguments", [("--rotate", "nobody")], ids=str)
def test_what_cannot_be_is_refused(project_folder: Write, arguments: tuple[str, ...]) -> None:
    root = project_folder()
    assert feeds(root, *arguments).exit_code == 2
    assert feeds(root, secret="").exit_code == 2
    assert (root / ROSTER).read_text("utf-8") == BASE[ROSTER]
    (root / "mkdocs.yml").write_text("site_name: Thử\ntheme: material\nplugins: [search, thu7]\n", "utf-8")
    assert "site_url" in feeds(root).output


def test_an_odd_name_runs_nothing_on_the_slips(project_folder: Write, tmp_path: Path) -> None:
    odd = "'</h2><script>alert(1)</script> & \u202eLan'"
    root, page = project_folder({ROSTER: BASE[ROSTER].replace("Nguyễn Thị Lan", odd)}), tmp_path / "phieu.html"
    assert feeds(root, "--html", str(page)).exit_code == 0
    text = page.read_text("utf-8")
    assert "<script" not in text and "\u202e" not in text and "&lt;script&gt;" in text
