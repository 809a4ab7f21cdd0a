"""What took long is kept on this machine, and never believed where it was damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from thu7.system import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    return tmp_path / "thu7"


def test_the_same_source_is_made_once_and_another_one_anew(folder: Path) -> None:
    made: list[bytes] = []

    def make(content: bytes) -> bytes:
        made.append(content)
        return content

    assert [cache.kept("a", b"one", lambda: make(b"1")) for _ in range(3)] == [b"1"] * 3
    assert cache.kept("a", b"two", lambda: make(b"2")) == b"2"
    assert cache.kept("b", b"one", lambda: make(b"3")) == b"3"
    assert made == [b"1", b"2", b"3"]


@pytest.mark.parametrize("damaged", [b"", b"x", b"0" * 64 + b"\nmade up", None])
def test_a_damaged_file_is_made_anew_without_a_word(
    folder: Path, capsys: pytest.CaptureFixture[str], damaged: bytes | None
) -> None:
    cache.kept("a", b"one", lambda: b"right\nand whole")
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-1] if damaged is None else damaged)
    assert cache.kept("a", b"one", lambda: b"right\nand whole") == b"right\nand whole"
    assert cache.kept("a", b"one", lambda: pytest.fail("it was mended")) == b"right\nand whole"
    assert capsys.readouterr() == ("", "")


def test_where_nothing_can_be_kept_it_is_made_each_time(folder: Path) -> None:
    folder.write_bytes(b"a file stands where the folder should")
    assert [cache.kept("a", b"one", lambda: b"1") for _ in range(2)] == [b"1"] * 2


def test_old_ones_go(folder: Path) -> None:
    for number in range(cache.KEPT + 5):
        cache.kept("a", b"%d" % number, lambda: b"1")
    assert len(list(folder.iterdir())) == cache.KEPT
