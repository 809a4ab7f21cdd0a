"""What calendars and their events say, in words: names, titles, descriptions, reminders, why one is off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from thu7.calendar.occurrence import Occurrence
from thu7.rota.model import role_title
from thu7.text import links, vietnamese

OWN_NAME = "Lịch trực thứ Bảy của tôi"
"""What a volunteer's own calendar is called."""


def public_name(desk: str) -> str:
    """What the calendar of a ward's desk is called."""
    return f"Thứ Bảy hỗ trợ dịch vụ công – {desk}"


def public_title(desk: str) -> str:
    """What everybody's event at a desk is called."""
    return f"Hỗ trợ VNeID, dịch vụ công – {desk}"


def own_title(one: Occurrence) -> str:
    """What the event of somebody who serves is called."""
    return f"{role_title(one.role)} – {one.name}"


def title(one: Occurrence) -> str:
    """What an event is called; of one that is off, that it is."""
    plain = own_title(one) if one.role else public_title(one.name)
    return f"ĐÃ HỦY: {plain}" if one.cancelled else plain


def where(building: str, address: str) -> str:
    """The place of an event in one line."""
    return f"{building}, {address}"


def reason(one: Occurrence) -> str:
    """Why an event is cancelled, to whom it was told."""
    if one.closed:
        return f"Nghỉ: {one.closed}."
    return "Bạn không còn phải trực buổi này." if one.role else "Buổi này không còn trong lịch."


def description(one: Occurrence, page: str, ways: Sequence[str]) -> Iterator[str]:
    """The lines below an event's title.

    Args:
        page: the address of the ward's page, or empty.
        ways: lines that lead further; an event that is off has none.
    """
    if one.cancelled:
        yield reason(one)
    else:
        # The hours stand in the text too: many clients drop the alarms of a subscribed calendar.
        yield f"{vietnamese.weekday_date(one.date)}, {vietnamese.hours(one.hours.start, one.hours.end)}."
        yield f"Nhiệm vụ: {role_title(one.role)}." if one.role else "Có người hướng dẫn làm từng bước."
        if one.lead:
            yield f"Người dẫn buổi: {one.lead}."
        if one.bring:
            yield _sentence(f"Mang theo: {one.bring}")
        # A note is for those who serve; it may name somebody.
        if one.role and one.note:
            yield _sentence(one.note)
        if one.directions:
            yield _sentence(f"Đường đi: {one.directions}")
        yield f"Bản đồ: {links.on_map(one.building, one.address, one.position)}"
    if one.phone:
        yield f"Điện thoại phường: {one.phone}"
    if not one.cancelled:
        yield from ways
    # Google hides URL, so the page stands in the text as well, last.
    if page:
        yield page


def further(base: str, handbook: str) -> list[str]:
    """The lines that lead a volunteer further.

    Args:
        base: the site's address with a slash at its end, or empty.
        handbook: where the volunteers' handbook is below it, or empty.
    """
    lines = [f"Sổ tay ở bàn: {base}{handbook}"] if base and handbook else []
    return [*lines, f"Bài hay hỏi: {base}"] if base else lines


def reminder(one: Occurrence, before: dt.timedelta) -> str:
    """What is said so long before an event; ``before`` is negative."""
    day = (dt.datetime.combine(one.date, one.hours.start) + before).date()
    when = "Ngày mai" if day < one.date else "Hôm nay"
    return f"{when}, {vietnamese.time(one.hours.start)}: {own_title(one)}"


def _sentence(text: str) -> str:
    """The text with a stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
