"""Texts packed beside themselves: the same bytes each time, never older than their text, and only where it pays."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest
import zstandard
from thu7.system import compression

TEXT = "<p>Đăng ký khai sinh cho con</p>\n" * 50
UNPACK = {
    ".gz": gzip.decompress,
    ".br": brotli.decompress,
    ".zst": lambda data: zstandard.ZstdDecompressor().decompress(data),
}


def written(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", ".").replace("_of_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_texts_are_packed_with_their_dates_and_to_the_same_bytes(tmp_path: Path) -> None:
    written(tmp_path, lich_of_index__html=TEXT, lich_of_a__ics=TEXT, anh__png=TEXT, nho__js="var a;")
    (tmp_path / "_headers.txt").write_text(TEXT, "utf-8")
    page = tmp_path / "lich/index.html"
    os.utime(page, ns=(1_790_000_000_123_456_789, 1_790_000_000_123_456_789))
    count, before, after = compression.pack_folder(tmp_path)
    assert count == 3 and before == 2 * len(TEXT.encode()) + 6 and after < 600
    packed = {f"{name}{ending}" for name in ("lich/index.html", "lich/a.ics") for ending in UNPACK}
    assert names(tmp_path) == packed | {"lich/index.html", "lich/a.ics", "anh.png", "nho.js", "_headers.txt"}
    first = {name: (tmp_path / name).read_bytes() for name in packed}
    for ending, unpack in UNPACK.items():
        beside = page.with_name(f"index.html{ending}")
        assert unpack(beside.read_bytes()).decode() == TEXT
        assert beside.stat().st_mtime_ns == page.stat().st_mtime_ns and beside.stat().st_mode & 0o777 == 0o644
    compression.pack_folder(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in packed} == first


def test_nothing_packed_outlives_its_text(tmp_path: Path) -> None:
    written(tmp_path, a__html=TEXT, b__html=TEXT, c__html=TEXT)
    (tmp_path / "own.tar.gz").write_bytes(b"somebody's")
    compression.pack_folder(tmp_path)
    (tmp_path / "a.html").unlink()
    written(tmp_path, b__html=TEXT.replace("con", "cháu"), c__html="<p>")
    compression.pack_folder(tmp_path)
    assert names(tmp_path) == {"b.html", "b.html.gz", "b.html.br", "b.html.zst", "c.html", "own.tar.gz"}
    for ending, unpack in UNPACK.items():
        assert "cháu" in unpack((tmp_path / f"b.html{ending}").read_bytes()).decode()


def test_what_does_not_become_smaller_stays_as_it_is() -> None:
    noise = bytes(range(256)) * 2
    assert compression.packed(b"a" * 255) == {}
    made = compression.packed(os.urandom(4000) + noise[:1])
    assert made == {} and set(compression.packed(noise)) == set(UNPACK)


def test_without_their_libraries_gzip_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression.importlib.util, "find_spec", lambda name: None if name != "gzip" else True)
    assert compression.missing() == ["brotli", "zstandard"]
    assert set(compression.packed(TEXT.encode())) == {".gz"}
