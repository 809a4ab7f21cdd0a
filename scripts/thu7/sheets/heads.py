"""What the columns of a table are: by their heads, and where these say too little, by what stands below."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from thu7.sheets.days import is_saturday_head, saturday_of, saturdays_in
from thu7.sheets.mapping_file import BUSY, FREE, ROLES
from thu7.sheets.tables import Cell, Row, shown
from thu7.text import vietnamese

MOMENT, PRIVATE, UNSURE, OTHER = "lúc", "riêng", "chưa rõ", "khác"
"""When somebody answered; what is nobody's business; days, but which ones; nothing of days."""
_NAME = re.compile(
    r"(?:ho va ten|ho ten|ho va ten .*|ho ten .*|ten|ten (?:cua )?(?:ban|day du|thanh vien|doan vien|tinh nguyen vien|tnv|nguoi truc)(?: la gi)?|ban ten (?:la )?gi|full ?name|name|your name)"
)
_FAMILY, _GIVEN = re.compile(r"ho|ho dem|ho lot|ho va ten dem|ho va ten lot|ho va chu lot"), re.compile(r"ten")
_MOMENT = re.compile(
    r"(?:dau thoi gian|timestamp|thoi gian.*|ngay (?:dang ky|gui|nop|tra loi)|submitted.*|stt|tt|so thu tu|no)"
)
_PRIVATE = re.compile(
    r"dien thoai|\bsdt\b|phone|e ?mail|\bmail\b|zalo|cccd|cmnd|can cuoc|dinh danh|ngay sinh|dia chi|facebook|tai khoan"
)
_ROLE = re.compile(r"nhiem vu|vai tro|cong viec|vi tri|mang viec")
_BUSY = re.compile(r"\b(?:vang|nghi|xin nghi|absent|busy)\b")
_FREE = re.compile(r"\b(?:ranh|co the|truc|di duoc|tham gia|dang ky|free|available)\b")
_NOT = re.compile(r"\b(?:khong|ko|k|hong|hok|chua|not)\b")
_TELEPHONE, _MAIL = re.compile(r"\+?[\d .()-]{8,16}"), re.compile(r"\S+@\S+\.\S+")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_SAYS = frozenset(("ban", "ranh", "nghi", "vang", "di duoc", "truc duoc", "free", "busy", "tham gia"))


@dataclass(frozen=True)
class Column:
    """What a column tells: ``BUSY``, ``FREE``, ``ROLES`` or one of those above; ``day`` where it is of one Saturday."""

    kind: str
    day: dt.date | None = None
    day_is_open: bool = False
    """Of one day, but it is none that can be read."""


def names(row: Row) -> tuple[int, ...]:
    """The columns in which a head says that names stand: one, or family and given name apart; empty where it is no head."""
    plain = [_plain(shown(cell)) for cell in row.cells]
    family = next((n for n, text in enumerate(plain) if _FAMILY.fullmatch(text)), None)
    given = next((n for n, text in enumerate(plain) if _GIVEN.fullmatch(text)), None)
    if family is not None and given is not None:
        return (family, given)
    found = next((n for n, text in enumerate(plain) if _NAME.fullmatch(text)), None)
    return () if found is None else (found,)


def _plain(text: str) -> str:
    """A head without its number, marks and signs: “Câu 1: Họ và tên?” is ``ho va ten``."""
    words = re.sub(r"[^a-z0-9 ]", " ", vietnamese.fold(text.replace("\u200b", ""))).split()
    bare = " ".join(words)
    return re.sub(r"^(?:cau )?\d+ ", "", bare)


def kind(text: str) -> str | None:
    """Whether words ask or tell of days away or of free ones; none where they speak of both, of neither, or deny.

    Without marks “bạn” (you) and “bận” (away) are one word: there a second one counts, or one without a free day beside it.
    """
    low, folded = vietnamese.nfc(text).lower(), vietnamese.fold(text)
    free, deny = bool(_FREE.search(folded)), bool(_NOT.search(folded))
    bans = len(re.findall(r"\bban\b", folded)) if low == folded else 2 * len(re.findall(r"\bbận\b", low))
    busy = bool(_BUSY.search(folded)) or bans > 1 or (bans == 1 and not free)
    if deny:
        return BUSY if free and not busy else None
    return None if busy == free else BUSY if busy else FREE


def column(cell: Cell, values: Sequence[str], among: Sequence[dt.date], today: dt.date) -> Column:
    """What a column is, by its head and by what stands below."""
    title = shown(cell)
    plain, told = _plain(title), kind(title)
    inside = re.search(r"\[(.*?)\]\s*$", title)
    of_a_day = isinstance(cell, dt.date) or bool(inside) or is_saturday_head(title)
    if _MOMENT.fullmatch(plain) and not of_a_day:
        return Column(MOMENT if not re.fullmatch(r"stt|tt|so thu tu|no", plain) else OTHER)
    numbers = bool(values) and all(
        (_TELEPHONE.fullmatch(v) and not _DATE.fullmatch(v)) or _MAIL.fullmatch(v) for v in values
    )
    if numbers and not all(re.fullmatch(r"\d{1,6}", v) for v in values):
        return Column(PRIVATE)
    if _PRIVATE.search(plain) and told is None:
        return Column(PRIVATE)
    if _ROLE.search(plain) and told is None and not of_a_day:
        return Column(ROLES)
    day = _day(cell, inside[1] if inside else title, among, today) if of_a_day else None
    folded = [vietnamese.fold(value) for value in values]
    if told is None and of_a_day and folded and all(value in _SAYS for value in folded):
        told = FREE  # each cell says by itself which it is
    days_below = any(saturdays_in(value, among, today).saturdays for value in values)
    if told is None:
        return Column(UNSURE if of_a_day or (days_below and not re.search(r"ghi chu|gop y|ly do", plain)) else OTHER)
    if re.search(r"\bly do\b", plain):
        return Column(OTHER)
    return Column(told, day, of_a_day and day is None)


def _day(cell: Cell, text: str, among: Sequence[dt.date], today: dt.date) -> dt.date | None:
    if isinstance(cell, dt.date):
        return saturday_of(cell, among)
    days = saturdays_in(text, among, today)
    return days.saturdays[0] if len(days.saturdays) == 1 and not days.unread else None


def later(first: Row, last: Row, n: int) -> bool:
    """Whether the first row was answered after the last one, as the moments in a column say."""
    moments = [_moment(row, n) for row in (first, last)]
    return bool(moments[0] and moments[1] and moments[0] > moments[1])


def _moment(row: Row, n: int) -> dt.date | None:
    cell = row.cells[n] if n < len(row.cells) else ""
    if isinstance(cell, dt.date):
        return cell
    day = vietnamese.parse_date(shown(cell).split(" ")[0])
    # Below thirteen nobody knows which of the two was the month: forms write it either way.
    return day if day and (day.day > 12 or "-" in shown(cell)) else None
