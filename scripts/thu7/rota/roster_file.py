"""A ward's ``roster.yml`` into its values: the desk, its needs, its people."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from thu7.rota.model import Absence, Closure, Guest, Hours, Need, Roster, Venue, Volunteer
from thu7.text import vietnamese
from thu7.text.kinds import DATE, HOURS, PERIOD, Kind, anything_but, number
from thu7.text.problems import Notes, Place
from thu7.text.records import Record, Scalar, convert, parted

FOLDER = "schedule"
CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
CODE_HINT = "Dùng chữ thường không dấu, số và gạch nối, tối đa 40 ký tự, như: lan hoặc ngoc-anh"
MAX_ROLE = 40
MAX_NEED = 50
RESERVED_WARDS = ("rieng", "index")
CLOSURE_HINT = "Viết như: 30/01/2027: Sửa chữa trụ sở"


def _coded(text: str) -> str | None:
    return text if CODE.fullmatch(text) else None


def _of_another_ward(text: str) -> str | None:
    return text if "/" in text else None


def _position(text: str) -> tuple[float, float] | None:
    match = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)", text, re.ASCII)
    if not match:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _role(text: str) -> str | None:
    return text if len(text) <= MAX_ROLE else None


def reason(text: str) -> str | None:
    """Why a Saturday is closed: words, and not a yes or no alone."""
    told = any(map(str.isalpha, text)) and not vietnamese.says_no(text) and not vietnamese.says_yes(text)
    return text if told else None


PERSON_CODE = Kind(
    "mã", _coded, CODE.pattern, ("lan",), code="bad-code", refusal="“{}” không dùng làm mã được.", hint=CODE_HINT
)
GUEST_CODE = Kind("mã của người phường khác", _of_another_ward, "[^/]*/.*", ("an-hoi-dong/hoa",))
CODES = (PERSON_CODE, GUEST_CODE)
SESSION = Kind(
    "số ngày của một buổi: 0.5 hoặc 1",
    lambda text: Decimal(text.replace(",", ".")) if text.replace(",", ".") in ("0.5", "1") else None,
    "0[.,]5|1",
    ("0.5",),
    choices=("0.5", "1"),
    bounds=(0.5, 1),
)
POSITION = Kind(
    "vĩ độ và kinh độ",
    _position,
    r"-?(?:90(?:\.0+)?|[0-8]?\d(?:\.\d+)?)\s*[,;]\s*-?(?:180(?:\.0+)?|(?:1[0-7]\d|0?\d?\d)(?:\.\d+)?)",
    ("10.84, 106.68",),
)
ROLE = Kind(
    "tên nhiệm vụ",
    _role,
    f".{{0,{MAX_ROLE}}}",
    ("hộ tịch",),
    code="long-role",
    refusal=f"Tên nhiệm vụ dài hơn {MAX_ROLE} ký tự.",
    hint="Đặt tên ngắn, như: hộ tịch: 1",
)
NEED = number(0, MAX_NEED, f"số người cần (từ 0 đến {MAX_NEED})")
REASON = Kind(
    "lý do nghỉ", reason, anything_but(vietnamese.YES | vietnamese.NO), ("Sửa chữa trụ sở",), code="no-reason"
)


def read_roster(ward: str, record: Record, notes: Notes) -> Roster | None:
    """The roster, or None where the desk itself cannot be read."""
    venue = _venue(record, notes)
    needs = _needs(record, notes)
    volunteers: list[Volunteer] = []
    guests: list[Guest] = []
    codes: dict[str, Place] = {}
    for item in record.records("tình nguyện viên", about="Mỗi người một mục"):
        code = item.scalar(
            "mã",
            required=True,
            example="lan",
            about="Mã ngắn của người này; người phường khác ghi phường/mã",
            kinds=CODES,
        )
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
            volunteers.append(_volunteer(ward, folded, item, code.place, notes))
    closures = tuple(_ward_closures(record, notes))
    freeze = record.number(
        "chốt trước", 0, 60, about="Số ngày trước buổi trực mà máy không đổi người nữa; không ghi là 7"
    )
    rest = record.number("nghỉ giữa hai lần", 0, 12, about="Số thứ Bảy nghỉ giữa hai lần trực của một người")
    sample = record.flag("dữ liệu mẫu", about="Người trong tệp không có thật; trang và lịch nói rõ điều đó")
    issue = record.number("lần cấp", 0, 9999, about="Tăng lên một thì địa chỉ trang ghi kết quả của phường đổi")
    back = record.flag("tính cả quá khứ", about="Phần công bằng tính cả người đã tới trong 26 tuần qua")
    session = record.parsed("một buổi", SESSION, about="Một buổi tính mấy ngày, cho giấy xác nhận; không ghi là 0.5")
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
        issue or 0,
        back,
        session or Decimal("0.5"),
    )


def _venue(record: Record, notes: Notes) -> Venue | None:
    desk = record.record(
        "điểm trực",
        required=True,
        example="(rồi các dòng tên, nơi, địa chỉ, giờ thụt vào)",
        about="Bàn hướng dẫn của phường",
    )
    if desk is None:
        return None
    hours = read_hours(desk, "giờ", notes)
    venue = Venue(
        name=desk.text("tên", required=True, example="Phường An Nhơn", about="Tên phường"),
        building=desk.text(
            "nơi", required=True, example="Trung tâm Phục vụ hành chính công phường An Nhơn", about="Tên tòa nhà"
        ),
        address=desk.text(
            "địa chỉ",
            required=True,
            example="1C Nguyễn Văn Lượng, phường An Nhơn, TP. Hồ Chí Minh",
            about="Số nhà, đường, phường, thành phố",
        ),
        hours=hours or Hours(dt.time(0), dt.time(0)),
        position=desk.parsed("vị trí", POSITION, about="Vĩ độ và kinh độ, xem trên bản đồ"),
        phone=desk.text("điện thoại", example="028 0000 0000", about="Số của cơ quan, không phải số riêng của ai"),
        former_names=desk.texts("tên cũ", example="[Phường 5, Phường 6]", about="Tên trước khi sắp xếp phường"),
        directions=desk.text("đường đi", example="Vào cổng chính, quầy bên trái", about="Vào bằng lối nào"),
        bring=desk.text("mang theo", example="Điện thoại, thẻ căn cước", about="Người dân mang gì theo"),
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
    times = record.parsed(key, HOURS, required=True, about="Giờ mở bàn, từ lúc nào đến lúc nào")
    if times and times[0] >= times[1]:
        found = record.said(key)
        notes.error(
            found.place,
            "hours-order",
            f"“{found.text}”: giờ kết thúc phải sau giờ bắt đầu.",
            f"Viết như: {HOURS.example}",
        )
        return None
    return Hours(*times) if times else None


def _in_vietnam(latitude: float, longitude: float) -> bool:
    """Within the country's outermost points, its islands included."""
    return 7 <= latitude <= 24 and 102 <= longitude <= 118


def _needs(record: Record, notes: Notes) -> tuple[Need, ...]:
    block = record.record("cần mỗi ca", about="Mỗi nhiệm vụ cần mấy người; nhiệm vụ đứng đầu là người dẫn buổi")
    if block is None:
        return ()
    needs = []
    for key, value in block.free_entries(ROLE, NEED):
        example = f"Viết như: {key.text}: 2"
        convert(key, ROLE, notes)
        if not isinstance(value, Scalar):
            notes.error(key.place, "not-text", f"“{key.text}” phải là một số.", example)
            continue
        count = convert(value, NEED, notes, example)
        # A role whose number cannot be read is still a role: nobody in it is told of for that.
        needs.append(Need(key.text, 0 if count is None else count))
    return tuple(needs)


_ROLES = "Việc người này làm được, như ở “cần mỗi ca”"


def _guest(key: str, item: Record, place: Place) -> Guest:
    guest = Guest(key, item.texts("nhiệm vụ", required=True, example="[vneid]", about=_ROLES), place)
    item.finish()
    return guest


def _volunteer(ward: str, code: str, item: Record, place: Place, notes: Notes) -> Volunteer:
    likes = item.scalars(
        "thích đi cùng", example="[minh]", about="Mã những người muốn trực cùng; máy cố theo, không hứa"
    )
    dislikes = item.values("không thích", DATE, about="Những thứ Bảy không thích trực; máy cố tránh, không hứa")
    volunteer = Volunteer(
        ward=ward,
        code=code,
        name=item.text("tên", required=True, example="Nguyễn Thị Lan", about="Họ và tên"),
        roles=item.texts("nhiệm vụ", required=True, example="[trưởng ca, vneid]", about=_ROLES),
        place=place,
        monthly_limit=item.number("tối đa mỗi tháng", 0, 5, about="Nhiều nhất mấy buổi trong một tháng"),
        absences=tuple(_absences(item, notes)),
        new=item.flag("mới", about="Người mới chỉ trực cùng người đã quen việc"),
        public=item.flag("công khai", about="“có” khi người đó đã đồng ý bằng văn bản cho đăng tên"),
        likes=tuple(vietnamese.fold(one.text) for found in likes for one in parted(found)),
        dislikes=tuple(day for _, day in dislikes),
        rest=item.number("nghỉ giữa hai lần", 0, 12, about="Số thứ Bảy nghỉ giữa hai lần trực, riêng người này"),
        issue=item.number("lần cấp", 0, 9999, about="Tăng lên một thì địa chỉ lịch riêng của người này đổi") or 0,
    )
    item.finish()
    return volunteer


def _absences(item: Record, notes: Notes) -> list[Absence]:
    found = []
    for said, period in item.values("bận", PERIOD, together=True, about="Những ngày hay khoảng ngày không trực được"):
        if period[0] > period[1]:
            message = f"“{said.text}”: ngày cuối đứng trước ngày đầu."
            notes.error(said.place, "order", message, PERIOD.hint)
        else:
            found.append(Absence(*period))
    return found


def _ward_closures(record: Record, notes: Notes) -> list[Closure]:
    block = record.record("nghỉ", about="Những thứ Bảy phường này không mở, và lý do")
    found = []
    for key, value in block.free_entries(DATE, REASON) if block else ():
        day = convert(key, DATE, notes, CLOSURE_HINT)
        why = REASON.parse(value.text) if isinstance(value, Scalar) else None
        if why is None:
            notes.error(key.place, REASON.code, f"Ngày {key.text} chưa ghi lý do nghỉ.", CLOSURE_HINT)
        elif day:
            found.append(Closure(day, why, key.place))
    return found


def full_key(ward: str, code: str) -> str:
    """``ward/code`` for a code that stands in a ward's own file."""
    folded = vietnamese.fold(code)
    return folded if "/" in folded else f"{ward}/{folded}"


def code_in(ward: str, key: str) -> str:
    """A person's code as it stands in a ward's own files: ``lan``, ``an-hoi-dong/hoa``."""
    return key.removeprefix(f"{ward}/")
