"""The sections of a guide, in the house's order."""

from __future__ import annotations

from thu7.text import vietnamese

SECTIONS = (
    "Cần chuẩn bị",
    "Các bước",
    "Lỗi hay gặp",
    "Câu hỏi thường gặp",
    "Khi không làm được",
    "Dành cho tình nguyện viên",
)
FOR_VOLUNTEERS = SECTIONS[-1]
"""Shown closed on the page, never printed."""
STEPS = SECTIONS[1]


def is_for_volunteers(part: str) -> bool:
    """Whether a part of a guide, from its heading on, is the volunteers' section."""
    return part.startswith("## ") and vietnamese.fold(part.partition("\n")[0][3:]) == vietnamese.fold(FOR_VOLUNTEERS)
