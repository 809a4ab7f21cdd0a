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
OF_SIGNPOSTS = (
    "Đến đâu trước",
    "Đừng đến",
    "Mang gì lần đầu",
    "Hỏi gì",
    "Điều chưa biết",
    SECTIONS[-1],
)
"""The sections of a page that only says which door is the right one."""
FOR_VOLUNTEERS = SECTIONS[-1]
"""Shown closed on the page, never printed."""
STEPS = SECTIONS[1]


def is_for_volunteers(heading: str) -> bool:
    """Whether a section of this heading is the volunteers'."""
    return vietnamese.fold(heading).rstrip(" :.") == vietnamese.fold(FOR_VOLUNTEERS)
