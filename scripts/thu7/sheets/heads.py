"""What the columns of a table are: by their heads, and where these say too little, by what stands below."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from thu7.sheets.days import is_saturday_head, may_be_day, saturday_of, saturdays_in
from thu7.sheets.mapping_file import BUSY, FREE, ROLES
from thu7.sheets.tables import Cell, Row, shown
from thu7.text import vietnamese

MOMENT, PRIVATE, UNSURE, OTHER, EMPTY, PERIOD = "lúc", "riêng", "chưa rõ", "khác", "trống", "khoảng"
"""When somebody answered; what is nobody's business; days, but which ones; nothing of days; nothing at all; one end of a period."""
TICKS = frozenset(("x", "v", "✓", "✔", "☑", "✅", "√", "co", "yes", "y", "true", "1", "ok"))
"""A cell that says yes, folded."""
UNTICKED = frozenset(("false", "☐", "0"))
"""A box that nobody ticked: not yet a no."""
ENOUGH = 1_000
"""Values of a column that are looked at where its head says nothing of days."""
_NAME = re.compile(
    r"(?:ho va ten|ho ten|ho va ten .*|ho ten .*|ten|ten (?:cua )?(?:ban|day du|thanh vien|doan vien|tinh nguyen vien|tnv|nguoi truc)(?: la gi)?|ban ten (?:la )?gi|full ?name|name|your (?:full )?name)"
)
_FAMILY, _GIVEN = (
    re.compile(r"(?:ho va ten )?(?:ho|ho dem|ho lot|ho va ten dem|ho va ten lot|ho va chu lot|last name|family name)"),
    re.compile(r"(?:ho va ten )?(?:ten|first name|given name)"),
)
_NUMBER = re.compile(r"stt|tt|so thu tu|no|so tt|#")
_MOMENT = re.compile(r"dau thoi gian|timestamp|start time|completion time|last modified time|submitted.*")
_MAYBE_MOMENT = re.compile(
    r"thoi gian(?: (?:tra loi|gui|nop|dang ky|tao|dien|cap nhat))?|ngay (?:dang ky|gui|nop|tra loi|dien|tao)"
)
_PRIVATE = re.compile(
    r"dien thoai|\bsdt\b|phone|e ?mail|\bmail\b|zalo|cccd|cmnd|can cuoc|dinh danh|ngay sinh|dia chi|facebook|tai khoan"
)
_ROLE = re.compile(r"nhiem vu|vai tro|cong viec|vi tri|mang viec")
_BUSY = re.compile(r"\b(?:vang|nghi|xin nghi|absent|busy|unavailable)\b")
_BUSY_MARKED = re.compile(r"\b(?:vắng|nghỉ|absent|busy|unavailable)\b")
# Who serves is no word on who could: “Ngày trực” alone may be a rota.
_FREE = re.compile(r"\b(?:ranh|co the|truc duoc|di duoc|tham gia|dang ky|free|available)\b")
_NOT = re.compile(r"\b(?:khong|ko|k|hong|hok|chua|not|can'?t|cannot)\b")
_NO_SERVICE = re.compile(r"\b(?:khong|ko|k|hong|hok) (?:the )?(?:di )?truc\b")
_IN_PART = re.compile(r"\b(?:chiều|chieu|tối|trưa|trua|nửa buổi|nua buoi|afternoon|evening)\b")
_END = re.compile(
    r"(?:^|\b)(?:tu|den|toi|bat dau|ket thuc|from|to|start|end)(?: (?:ngay|date))?$|^ngay (?:ve|di|tro lai)$"
)
_AROUND = frozenset(("tu", "den", "sau", "truoc", "tru", "ngoai"))
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
    ticked: bool = False
    """Its head says free, and its cells are ticks: then a day without one is none on which somebody can."""


def names(row: Row) -> tuple[int, ...]:
    """The columns in which a head says that names stand: one, or family and given name apart; empty where it is no head."""
    plain = [_plain(shown(cell)) for cell in row.cells]
    family = next((n for n, text in enumerate(plain) if _FAMILY.fullmatch(text)), None)
    given = next((n for n, text in enumerate(plain) if _GIVEN.fullmatch(text)), None)
    if family is not None and given is not None:
        return (family, given)
    found = [n for n, text in enumerate(plain) if _NAME.fullmatch(text)]
    if not found:
        return ()
    # “Họ và tên” before “Họ tên người giới thiệu”; a merged one stands over family and given name.
    first = min(found, key=lambda n: (len(plain[n]), n))
    return tuple(n for n in found if plain[n] == plain[first])


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
    marked = low != folded
    free, deny = bool(_FREE.search(folded)), bool(_NOT.search(folded))
    bans = 2 * len(re.findall(r"\bbận\b", low)) if marked else len(re.findall(r"\bban\b", folded))
    said = _BUSY_MARKED.search(low) if marked else _BUSY.search(folded)
    busy = bool(said) or bans > 1 or (bans == 1 and not free)
    if deny:
        return BUSY if (free or _NO_SERVICE.search(folded)) and not (said or (marked and bans)) else None
    return None if busy == free else BUSY if busy else FREE


def column(cell: Cell, values: Sequence[str], among: Sequence[dt.date], today: dt.date) -> Column:
    """What a column is, by its head and by what stands below."""
    title = shown(cell)
    plain, told = _plain(title), kind(title)
    inside = re.search(r"\[(.*?)\]\s*$", title)
    of_a_day = isinstance(cell, dt.date) or bool(inside) or is_saturday_head(title)
    if not of_a_day and (moment := _of_moments(plain, values, among, today)):
        return moment
    numbers = bool(values) and all(
        (_TELEPHONE.fullmatch(v) and not _DATE.fullmatch(v)) or _MAIL.fullmatch(v) for v in values
    )
    if numbers and not all(re.fullmatch(r"\d{1,6}", v) for v in values):
        return Column(PRIVATE)
    if _PRIVATE.search(plain) and told is None:
        return Column(PRIVATE)
    if _ROLE.search(plain) and told is None and not of_a_day:
        return Column(ROLES)
    if not values and told is None:
        return Column(EMPTY)
    says_itself = told is None and _only(_SAYS, values)
    if told is None and of_a_day and says_itself:
        return decided(cell, FREE, values, among, today)  # each cell says by itself which it is
    if told is None and (says_itself or (re.fullmatch(r"\d{1,2}", title) and _only(TICKS, values))):
        return Column(FREE, None, True)  # of a day, but which?
    if told is None:
        aside = re.search(r"ghi chu|gop y|ly do", plain)
        if not of_a_day and _END.search(plain) and any(map(may_be_day, values)):
            return Column(PERIOD)
        return Column(UNSURE if of_a_day or (not aside and tells_days(values, among, today)) else OTHER)
    if re.search(r"\bly do\b", plain):
        return Column(OTHER)
    if not of_a_day and _END.search(plain):
        return Column(PERIOD)
    return decided(cell, told, values, among, today)


def decided(cell: Cell, kind: str, values: Sequence[str], among: Sequence[dt.date], today: dt.date) -> Column:
    """A column of which is known whether it tells days away or free ones."""
    title = shown(cell)
    inside = re.search(r"\[(.*?)\]\s*$", title)
    of_a_day = isinstance(cell, dt.date) or bool(inside) or is_saturday_head(title)
    day = _day(cell, inside[1] if inside and is_saturday_head(inside[1]) else title, among, today) if of_a_day else None
    if of_a_day and day is None and tells_days(values, among, today):
        of_a_day = False  # “Bạn bận ngày nào từ 5/12 đến 26/12?” and “… [chọn nhiều]”: the cells tell the days
    ticked = kind == FREE and day is not None and _only(TICKS | UNTICKED, values)
    return Column(kind, day, of_a_day and day is None, ticked)


def tells_days(values: Sequence[str], among: Sequence[dt.date], today: dt.date) -> bool:
    """Whether anybody wrote a Saturday into a column."""
    looked_at = islice(dict.fromkeys(values), ENOUGH)
    return any(may_be_day(value) and saturdays_in(value, among, today).saturdays for value in looked_at)


def _only(words: frozenset[str], values: Sequence[str]) -> bool:
    return all(vietnamese.fold(value) in words for value in values)


def _of_moments(plain: str, values: Sequence[str], among: Sequence[dt.date], today: dt.date) -> Column | None:
    """A column of numbers or of moments; where it may as well tell days, that is asked."""
    if _NUMBER.fullmatch(plain):
        return Column(OTHER)
    if _MOMENT.fullmatch(plain):
        return Column(MOMENT)
    if not _MAYBE_MOMENT.fullmatch(plain):
        return None
    hours = re.compile(r"\d{1,2}:\d{2}")
    days = any(not hours.search(value) and saturdays_in(value, among, today).saturdays for value in values)
    return Column(UNSURE if days else MOMENT)


def _day(cell: Cell, text: str, among: Sequence[dt.date], today: dt.date) -> dt.date | None:
    if isinstance(cell, dt.date):
        return saturday_of(cell, among)
    days = saturdays_in(text, among, today)
    clear = (
        not days.unread
        and not _AROUND & set(days.left)
        and not _IN_PART.search(vietnamese.nfc(cell if isinstance(cell, str) else text).lower())
    )
    return days.saturdays[0] if len(days.saturdays) == 1 and clear else None
