"""A ward's ``roster.yml`` into its values: the desk, its needs, its people."""

from __future__ import annotations

import datetime as dt
import re

from thu7.rota.model import Absence, Closure, Guest, Hours, Need, Roster, Venue, Volunteer
from thu7.text import vietnamese
from thu7.text.problems import Notes, Place
from thu7.text.records import DATE, DATE_EXAMPLE, Record, Scalar, convert, parse_number, parted

FOLDER = "schedule"
CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
CODE_HINT = "Dùng chữ thường không dấu, số và gạch nối, tối đa 40 ký tự, như: lan hoặc ngoc-anh"
MAX_ROLE = 40
MAX_NEED = 50
RESERVED_WARDS = ("rieng", "index")
HOURS_EXAMPLE = "7:30-11:30"


def read_roster(ward: str, record: Record, notes: Notes) -> Roster | None:
    """The roster, or None where the desk itself cannot be read."""
    venue = _venue(record, notes)
    needs = _needs(record, notes)
    volunteers: list[Volunteer] = []
    guests: list[Guest] = []
    codes: dict[str, Place] = {}
    for item in record.records("tình nguyện viên"):
        code = item.scalar("mã", required=True, example="lan")
        if code is None:
            continue
        folded = vietnamese.fold(code.text)
        if folded in codes:
            notes.error(
                code.place,
                "double-code",
                f"Mã “{code.text}” đã có ở dòng {codes[folded].line}.",
                f"Đặt một mã khác, như: {folded}-2",
            )
            continue
        codes[folded] = code.place
        if "/" in folded:
            guests.append(_guest(folded, item, code.place))
        else:
            if not CODE.fullmatch(code.text):
                notes.error(code.place, "bad-code", f"“{code.text}” không dùng làm mã được.", CODE_HINT)
            volunteers.append(_volunteer(ward, folded, item, code.place, notes))
    closures = tuple(_ward_closures(record, notes))
    freeze = record.number("chốt trước", 0, 60)
    rest = record.number("nghỉ giữa hai lần", 0, 12)
    sample = record.flag("dữ liệu mẫu")
    record.finish()
    if venue is None:
        return None
    return Roster(
        ward,
        venue,
        needs,
        tuple(volunteers),
        tuple(guests),
        closures,
        record.place,
        7 if freeze is None else freeze,
        rest or 0,
        sample,
    )


def _venue(record: Record, notes: Notes) -> Venue | None:
    desk = record.record("điểm trực", required=True, example="(rồi các dòng tên, nơi, địa chỉ, giờ thụt vào)")
    if desk is None:
        return None
    hours = read_hours(desk, "giờ", notes)
    venue = Venue(
        name=desk.text("tên", required=True, example="Phường An Nhơn"),
        building=desk.text("nơi", required=True, example="Trung tâm Phục vụ hành chính công phường An Nhơn"),
        address=desk.text("địa chỉ", required=True, example="1C Nguyễn Văn Lượng, phường An Nhơn, TP. Hồ Chí Minh"),
        hours=hours or Hours(dt.time(0), dt.time(0)),
        position=desk.parsed("vị trí", _position, "vĩ độ và kinh độ", "10.84, 106.68"),
        phone=desk.text("điện thoại"),
        former_names=desk.texts("tên cũ"),
        directions=desk.text("đường đi"),
        bring=desk.text("mang theo"),
    )
    desk.finish()
    if venue.position and not _in_vietnam(*venue.position):
        place = desk.key_place("vị trí")
        notes.warn(
            place,
            "far-away",
            "Vị trí này nằm ngoài Việt Nam.",
            "Xem lại từng số: vĩ độ trước, kinh độ sau, như: 10.84, 106.68",
        )
    return venue if hours else None


def read_hours(record: Record, key: str, notes: Notes) -> Hours | None:
    """Hours with the end after the start, or None and a problem."""
    found = record.scalar(key, required=True, example=HOURS_EXAMPLE)
    times = convert(found, vietnamese.parse_hours, "giờ", HOURS_EXAMPLE, notes) if found else None
    if found and times and times[0] >= times[1]:
        notes.error(
            found.place,
            "hours-order",
            f"“{found.text}”: giờ kết thúc phải sau giờ bắt đầu.",
            f"Viết như: {HOURS_EXAMPLE}",
        )
        return None
    return Hours(*times) if times else None


def _position(text: str) -> tuple[float, float] | None:
    match = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)", text, re.ASCII)
    if not match:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _in_vietnam(latitude: float, longitude: float) -> bool:
    """Within the country's outermost points, its islands included."""
    return 7 <= latitude <= 24 and 102 <= longitude <= 118


def _needs(record: Record, notes: Notes) -> tuple[Need, ...]:
    block = record.record("cần mỗi ca")
    if block is None:
        return ()
    needs = []
    for key, value in block.free_entries():
        example = f"{key.text}: 2"
        if len(key.text) > MAX_ROLE:
            notes.error(
                key.place, "long-role", f"Tên nhiệm vụ dài hơn {MAX_ROLE} ký tự.", "Đặt tên ngắn, như: hộ tịch: 1"
            )
        if not isinstance(value, Scalar):
            notes.error(key.place, "not-text", f"“{key.text}” phải là một số.", f"Viết như: {example}")
            continue
        kind = f"số người cần (từ 0 đến {MAX_NEED})"
        count = convert(value, lambda text: parse_number(text, 0, MAX_NEED), kind, example, notes)
        # A role whose number cannot be read is still a role: nobody in it is told of for that.
        needs.append(Need(key.text, 0 if count is None else count))
    return tuple(needs)


def _guest(key: str, item: Record, place: Place) -> Guest:
    guest = Guest(key, item.texts("nhiệm vụ", required=True, example="[vneid]"), place)
    item.finish()
    return guest


def _volunteer(ward: str, code: str, item: Record, place: Place, notes: Notes) -> Volunteer:
    volunteer = Volunteer(
        ward=ward,
        code=code,
        name=item.text("tên", required=True, example="Nguyễn Thị Lan"),
        roles=item.texts("nhiệm vụ", required=True, example="[trưởng ca, vneid]"),
        place=place,
        monthly_limit=item.number("tối đa mỗi tháng", 0, 5),
        absences=tuple(_absences(item, notes)),
        new=item.flag("mới"),
        public=item.flag("công khai"),
        likes=tuple(vietnamese.fold(one.text) for found in item.scalars("thích đi cùng") for one in parted(found)),
        dislikes=tuple(
            day
            for found in item.scalars("không thích")
            if (day := convert(found, vietnamese.parse_date, DATE, DATE_EXAMPLE, notes))
        ),
        rest=item.number("nghỉ giữa hai lần", 0, 12),
        issue=item.number("lần cấp", 0, 9999) or 0,
    )
    item.finish()
    return volunteer


def _absences(item: Record, notes: Notes) -> list[Absence]:
    found = []
    example = "bận: [12/12/2026, 26/12/2026 - 09/01/2027]"
    for scalar in (one for listed in item.scalars("bận") for one in parted(listed)):
        period = convert(scalar, vietnamese.parse_period, "ngày hay khoảng ngày", example, notes)
        if period and period[0] > period[1]:
            notes.error(
                scalar.place, "order", f"“{scalar.text}”: ngày cuối đứng trước ngày đầu.", f"Viết như: {example}"
            )
        elif period:
            found.append(Absence(*period))
    return found


def _ward_closures(record: Record, notes: Notes) -> list[Closure]:
    block = record.record("nghỉ")
    found = []
    for key, value in block.free_entries() if block else ():
        day = convert(key, vietnamese.parse_date, DATE, "30/01/2027: Sửa chữa trụ sở", notes)
        reason = value.text if isinstance(value, Scalar) else ""
        if not reason or vietnamese.says_no(reason) or vietnamese.says_yes(reason):
            notes.error(
                key.place, "no-reason", f"Ngày {key.text} chưa ghi lý do nghỉ.", "Viết như: 30/01/2027: Sửa chữa trụ sở"
            )
        elif day:
            found.append(Closure(day, reason, key.place))
    return found


def full_key(ward: str, code: str) -> str:
    """``ward/code`` for a code that stands in a ward's own file."""
    folded = vietnamese.fold(code)
    return folded if "/" in folded else f"{ward}/{folded}"


def code_in(ward: str, key: str) -> str:
    """A person's code as it stands in a ward's own files: ``lan``, ``an-hoi-dong/hoa``."""
    return key.removeprefix(f"{ward}/")
