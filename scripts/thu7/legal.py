"""``guides/van-ban.yml`` and ``guides/so-cong-khai.yml`` into values."""

from __future__ import annotations

import re

from thu7.model import LegalText, PublicNumber
from thu7.problems import Notes
from thu7.reader import Record

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ADDRESS_EXAMPLE = "https://dichvucong.gov.vn/"


def address(record: Record, key: str) -> str:
    """An http or https address; anything else is a problem and gives an empty text."""
    return (
        record.parsed(
            key,
            parse_address,
            "địa chỉ web (bắt đầu bằng http:// hoặc https://)",
            f"{key}: {ADDRESS_EXAMPLE}",
            required=True,
        )
        or ""
    )


def parse_address(text: str) -> str | None:
    return text if re.fullmatch(r"https?://[^\s/?#<>\"']+\.[^\s<>\"']+", text, re.I) else None


def legal_texts(record: Record, notes: Notes) -> dict[str, LegalText]:
    """The legal texts by code, their successors checked."""
    texts: dict[str, LegalText] = {}
    successors = []
    for item in record.records("văn bản"):
        code = item.scalar("mã", required=True, example="luat-ho-tich-2014")
        name = item.text("tên", required=True, example="Luật Hộ tịch")
        number = item.text("số hiệu", required=True, example="60/2014/QH13")
        since = item.date("hiệu lực từ", required=True)
        until = item.date("hiệu lực đến")
        successor = item.scalar("thay bằng")
        source = address(item, "nguồn")
        item.finish()
        if since and until and until < since:
            notes.error(
                item.key_place("hiệu lực đến"),
                "order",
                "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
                "Xem lại hai ngày.",
            )
        if code is None or since is None:
            continue
        if not CODE.fullmatch(code.text):
            notes.error(
                code.place,
                "bad-code",
                f"“{code.text}” không dùng làm mã được.",
                "Viết bằng chữ thường không dấu, số và gạch nối, như: nd-120-2025",
            )
        if code.text in texts:
            notes.error(
                code.place,
                "double-code",
                f"Mã “{code.text}” đã có ở dòng {texts[code.text].place.line}.",
                "Đặt một mã khác.",
            )
            continue
        if successor:
            successors.append(successor)
        texts[code.text] = LegalText(
            code.text, name, number, since, code.place, until, successor.text if successor else "", source
        )
    record.finish()
    for successor in successors:
        if successor.text not in texts:
            notes.error(
                successor.place,
                "unknown-text",
                f"Không có văn bản nào mang mã “{successor.text}”.",
                "Thêm văn bản đó vào tệp này.",
            )
    return texts


def public_numbers(record: Record) -> tuple[PublicNumber, ...]:
    """The numbers that may stand in the guides."""
    found = []
    for item in record.records("số công khai"):
        number = item.text("số", required=True, example='"1022"')
        name = item.text("tên", required=True, example="Tổng đài 1022 của TP. Hồ Chí Minh")
        source = address(item, "nguồn")
        item.finish()
        found.append(PublicNumber(number, name, source))
    record.finish()
    return tuple(found)
