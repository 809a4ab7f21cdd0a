"""The bytes of a file into text."""

from __future__ import annotations

from thu7.text.problems import Notes, Place

MAX_BYTES = 1_000_000


def decode(path: str, data: bytes, notes: Notes) -> str | None:
    """The text of a file with plain line ends and no BOM, or None and a problem."""
    whole = Place(path)
    if len(data) > MAX_BYTES:
        notes.error(
            whole, "too-large", "Tệp lớn hơn 1 MB.", "Chia nhỏ tệp, hoặc kiểm tra xem có dán nhầm gì vào không."
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        notes.error(
            Place(path, line),
            "not-utf8",
            "Tệp không được lưu bằng mã UTF-8.",
            "Mở tệp, chọn “Lưu thành…” rồi chọn mã “UTF-8”.",
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
