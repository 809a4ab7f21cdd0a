"""``thu7 compress``: only what a build made is packed, and what it could not do is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from thu7.cli.main import main
from thu7.system import compression


def run(folder: Path) -> Result:
    return CliRunner().invoke(main, ["compress", str(folder)])


def test_a_built_site_is_packed_where_no_project_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "index.html").write_text("<p>khai sinh</p>" * 90_000, "utf-8")
    done = run(tmp_path)
    assert done.exit_code == 0 and done.output == "Đã nén 1 tệp: 1,4 MB còn 0,0 MB.\n"
    assert {path.suffix for path in tmp_path.iterdir()} == {".html", ".gz", ".br", ".zst"}
    monkeypatch.setattr(compression, "missing", lambda: ["brotli", "zstandard"])
    done = run(tmp_path)
    assert "Chưa có brotli và zstandard" in done.output and "requirements-compress.txt" in done.output
    assert {path.suffix for path in tmp_path.iterdir()} == {".html", ".gz"}


@pytest.mark.parametrize("name", ["mkdocs.yml", "doc.md"])
def test_what_is_no_built_site_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a: b\n" * 200, "utf-8")
    (tmp_path / "a.txt").write_text("a" * 1000, "utf-8")
    if name == "mkdocs.yml":
        (tmp_path / "index.html").write_text("<p>", "utf-8")
    done = run(tmp_path)
    assert done.exit_code == 2 and "không phải trang đã dựng" in done.output
    assert not list(tmp_path.glob("*.gz"))
