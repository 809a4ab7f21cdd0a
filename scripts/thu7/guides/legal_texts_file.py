"""``guides/van-ban.yml``: the legal texts that guides cite."""

from __future__ import annotations

from collections.abc import Iterator

from thu7.guides.model import LegalText, Milestone
from thu7.text.problems import Notes
from thu7.text.records import Record
from thu7.text.vietnamese import SLUG


def read_legal_texts(record: Record, notes: Notes) -> dict[str, LegalText]:
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
        source = item.web_address("nguồn")
        note, unread = item.text("ghi chú"), item.text("cần đọc")
        milestones = tuple(_milestones(item))
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
        if not SLUG.fullmatch(code.text):
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
            code=code.text,
            name=name,
            number=number,
            since=since,
            place=code.place,
            until=until,
            replaced_by=successor.text if successor else "",
            source=source,
            note=note,
            unread=unread,
            milestones=milestones,
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


def _milestones(item: Record) -> Iterator[Milestone]:
    for found in item.records("mốc", example="- {ngày: 15/04/2027, việc: Hạn xác thực khuôn mặt của thuê bao}"):
        day = found.date("ngày", required=True)
        what = found.text("việc", required=True, example="Hạn xác thực khuôn mặt của thuê bao")
        found.finish()
        if day and what:
            yield Milestone(day, what)
