"""Files on disk, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write whole or not at all; a file that already is right is not touched."""
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write all of these or none, each whole; gives those that were not right already.

    They are made ready beside their places first. Where moving them there is broken off, what has been moved is put back.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in contents}
    wanted = {path: content for path, content in contents.items() if before[path] != content}
    ready: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for path, content in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".thu7-")
            ready[path] = Path(beside)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            ready[path].chmod(0o644)
        for path, made in ready.items():
            moved.append(path)
            made.replace(path)
    except BaseException:
        for path in (path for path in moved if not ready[path].exists()):
            if (old := before[path]) is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(old)
        for made in ready.values():
            made.unlink(missing_ok=True)
        raise
    return tuple(wanted)
