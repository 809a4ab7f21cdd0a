"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from thu7.system import disk


def test_many_files_are_written_all_or_not_at_all(tmp_path: Path) -> None:
    old, new, blocked = tmp_path / "a.yml", tmp_path / "new/b.yml", tmp_path / "c.yml"
    old.write_bytes(b"old")
    # A folder where a file is meant: putting the third in place fails after the first two are there.
    blocked.mkdir()
    (blocked / "x").write_bytes(b"x")
    with pytest.raises(OSError):
        disk.write_all({old: b"changed", new: b"made", blocked: b"never"})
    assert old.read_bytes() == b"old" and not new.exists()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.yml", "c.yml", "new", "x"]
    assert disk.write_all({old: b"old", new: b"made"}) == (new,)
