"""What a guide tells at a glance: the rows of its card."""

from __future__ import annotations

from thu7.guides.model import SIGNPOST, Guide
from thu7.guides.single_source import in_words
from thu7.text import vietnamese

WAYS = ("trực tuyến", "trực tiếp", "bưu chính")


def card_rows(guide: Guide) -> tuple[tuple[str, str], ...]:
    """What a reader wants to know first: label and value, the value empty where the guide does not say."""
    return tuple((label, in_words(value)) for label, value in marked_rows(guide))


def marked_rows(guide: Guide) -> tuple[tuple[str, str], ...]:
    """The same with the marks of single sources as staff wrote them."""
    return (
        ("Ai làm", guide.who),
        ("Khi nào làm", guide.when),
        ("Làm ở đâu", vietnamese.capitalized(vietnamese.joined(guide.ways))),
        ("Có phải đi không", guide.trip or _trip(guide)),
        ("Nơi nhận", guide.office),
        ("Lệ phí", guide.fee),
        ("Thời hạn", guide.duration),
        ("Nhận được gì", guide.result),
        ("Mã thủ tục", guide.procedure),
    )


def _trip(guide: Guide) -> str:
    if guide.kind == SIGNPOST:
        return ""
    return "Có thể không: làm trực tuyến được" if WAYS[0] in guide.ways else "Có"
