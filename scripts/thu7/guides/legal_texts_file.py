"""``guides/van-ban.yml``: the legal texts that guides cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from thu7.guides.model import LegalText, Milestone
from thu7.text import vietnamese
from thu7.text.kinds import Kind
from thu7.text.problems import Notes
from thu7.text.records import Record
from thu7.text.vietnamese import SLUG

CODE = Kind(
    "mã văn bản",
    lambda text: text if SLUG.fullmatch(text) else None,
    SLUG.pattern,
    ("luat-ho-tich-2014",),
    code="bad-code",
    refusal="“{}” không dùng làm mã được.",
    hint="Viết bằng chữ thường không dấu, số và gạch nối, như: nd-120-2025",
)


def unknown(said: str, texts: Mapping[str, LegalText]) -> tuple[str, str]:
    """The sentence for a code that no text bears, and what helps: its number may stand where its code should."""
    message = f"Không có văn bản nào mang mã “{said}”."
    wanted = vietnamese.fold(said)
    if found := next((text for text in texts.values() if vietnamese.fold(text.number) == wanted), None):
        return message, f"Đó là số hiệu. Ghi mã của nó: {found.code}"
    near = vietnamese.nearest(said, texts)
    return message, f"Có phải là “{near}”?" if near else "Thêm văn bản đó vào guides/van-ban.yml."


def read_legal_texts(record: Record, notes: Notes) -> dict[str, LegalText]:
    """The legal texts by code, their successors checked."""
    texts: dict[str, LegalText] = {}
    successors = []
    for item in record.records("văn bản", about="Các văn bản mà bài dẫn"):
        code = item.scalar("mã", required=True, example=CODE.example, about="Mã để bài ghi ở “căn cứ”", kinds=(CODE,))
        name = item.text("tên", required=True, example="Luật Hộ tịch", about="Tên gọi ngắn")
        number = item.text("số hiệu", required=True, example="60/2014/QH13", about="Số hiệu in trên văn bản")
        since = item.date("hiệu lực từ", about="Ngày đầu có hiệu lực")
        until = item.date("hiệu lực đến", about="Ngày cuối còn hiệu lực; chưa biết thì bỏ dòng này")
        successor = item.scalar("thay bằng", example="luat-ho-tich-2026", about="Mã của văn bản thay nó")
        source = item.web_address("nguồn", about="Nơi đọc văn bản")
        note = item.text("ghi chú", about="Điều người đọc nên biết")
        unread = item.text("cần đọc", about="Phần chưa ai đọc trong bản đã ký")
        milestones = tuple(_milestones(item))
        item.finish()
        if since and until and until < since:
            notes.error(
                item.key_place("hiệu lực đến"),
                "order",
                f"Ngày hết hiệu lực {vietnamese.date(until)} đứng trước ngày có hiệu lực {vietnamese.date(since)}.",
                "Xem lại hai ngày.",
            )
        if code is None:
            continue
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
            message, hint = unknown(successor.text, texts)
            notes.error(successor.place, "unknown-text", message, hint)
    _agreeing(texts, notes)
    return texts


def _milestones(item: Record) -> Iterator[Milestone]:
    example = "- {ngày: 15/04/2027, việc: Hạn xác thực khuôn mặt của thuê bao}"
    for found in item.records("mốc", example=example, about="Những ngày có điều gì bắt đầu hay hết"):
        day = found.date("ngày", required=True, about="Ngày đó")
        what = found.text("việc", required=True, example="Hạn xác thực khuôn mặt của thuê bao", about="Điều gì đổi")
        found.finish()
        if day and what:
            yield Milestone(day, what)


def _agreeing(texts: Mapping[str, LegalText], notes: Notes) -> None:
    """Slips between texts: one number twice, texts that replace each other, an end that is missing, days without a law."""
    numbers: dict[str, LegalText] = {}
    for text in texts.values():
        first = numbers.setdefault(vietnamese.fold(text.number), text)
        if first is not text:
            message = f"Số hiệu {text.number} đã có ở dòng {first.place.line}, mã “{first.code}”."
            notes.error(text.place, "double-number", message, "Giữ một mục, sửa “căn cứ” của các bài theo mã đó.")
        following, seen = texts.get(text.replaced_by), {text.code}
        while following and following.code not in seen:
            seen.add(following.code)
            following = texts.get(following.replaced_by)
        if following:
            message = f"Các văn bản thay bằng nhau thành vòng: {', '.join(sorted(seen))}."
            notes.error(
                text.place, "circle", message, "“thay bằng” chỉ ghi ở văn bản cũ, và là mã của văn bản mới hơn."
            )
        successor = texts.get(text.replaced_by)
        if successor and text.until is None:
            message = f"“{text.code}” có “thay bằng” mà chưa có “hiệu lực đến”."
            day = f", như: hiệu lực đến: {vietnamese.date(successor.since)}" if successor.since else "."
            hint = f"Thêm ngày cuối còn hiệu lực{day}"
            notes.warn(text.place, "no-end", message, hint)
