"""Files on disk, written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_OPEN_ELSEWHERE = {errno.EBUSY, errno.ETXTBSY}
_IN_THE_WAY = {errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY}
_SHARED_ON_WINDOWS = {32, 33}
"""Windows' numbers for a file that another program holds open."""


def told(error: OSError) -> str:
    """Why something could not be read or written, as one sentence and what helps."""
    named = error.filename2 or error.filename
    where = f" ({os.fsdecode(named)})" if named and not isinstance(named, int) else ""
    if getattr(error, "winerror", None) in _SHARED_ON_WINDOWS or error.errno in _OPEN_ELSEWHERE:
        return f"Tệp đang mở ở chương trình khác{where}. Đóng chương trình đó rồi chạy lại."
    if error.errno in _FULL:
        return f"Đĩa đã đầy, không ghi thêm được{where}. Xóa bớt tệp rồi chạy lại."
    if error.errno in _FORBIDDEN:
        return f"Máy không cho đọc hay ghi ở đây{where}. Xin quyền, hoặc chọn thư mục khác."
    if error.errno in _IN_THE_WAY:
        return f"Ở chỗ cần thư mục lại là tệp, hay ngược lại{where}. Đổi tên hoặc xóa cái đang đứng đó."
    if error.errno == errno.ENOENT:
        return f"Không có tệp hay thư mục này{where}. Xem lại đường dẫn."
    return f"Máy không đọc hay ghi được{where}: {error.strerror or error}."


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
