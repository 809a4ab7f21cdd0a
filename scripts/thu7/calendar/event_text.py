"""What an event says, in words: its title, its place, why it is off."""

from __future__ import annotations

from thu7.calendar.occurrence import Occurrence
from thu7.rota import model
from thu7.text import vietnamese


def public_title(desk: str) -> str:
    """What everybody's event at a desk is called."""
    return f"Hỗ trợ VNeID, dịch vụ công – {desk}"


def own_title(one: Occurrence) -> str:
    """What the event of somebody who serves is called."""
    return f"{model.role_title(one.role)} – {one.name}"


def where(building: str, address: str) -> str:
    """The place of an event in one line."""
    return f"{building}, {address}"


def sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def reason(one: Occurrence) -> str:
    """Why an event is cancelled, to whom it was told."""
    if one.closed:
        return f"Nghỉ: {one.closed}."
    return "Bạn không còn phải trực buổi này." if one.role else "Buổi này không còn trong lịch."


def clean(text: str) -> str:
    """One line of plain text without backslashes: they are parted from their letter in folding."""
    return vietnamese.plain(text).replace("\\", "/")
