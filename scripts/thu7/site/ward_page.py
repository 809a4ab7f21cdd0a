"""``/lich/<ward>/``: a ward's Saturdays as a page, Markdown with the small HTML that its cards need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from thu7.calendar import addresses, event_text, subscribe
from thu7.rota import model
from thu7.rota.model import Roster, Shift, Venue, Volunteer
from thu7.site.next_saturday import former_names, hours_span, moment, next_card
from thu7.text import links, vietnamese
from thu7.text.front_matter import front_matter

UNNAMED = "tình nguyện viên"
SAMPLE = "Người trực trên trang này là dữ liệu mẫu, không phải người thật."
IN_SHORT = ("Làm giấy tờ trực tuyến, có người chỉ từng bước", "Sáng thứ Bảy có tình nguyện viên ở phường.")
"""What a link to a page without a picture of its own shows."""


def picture_uri(roster: Roster) -> str:
    """Where the picture is that a link to the ward's page shows."""
    return f"assets/anh/lich-{roster.ward}.png"


def in_short(roster: Roster) -> tuple[str, str]:
    """The ward's page in a title and a sentence."""
    venue = roster.venue
    hours = vietnamese.hours(venue.hours.start, venue.hours.end)
    return f"Lịch thứ Bảy {_the_ward(roster)}", f"{hours}, tại {venue.building}, {venue.address}."


def ward_page(roster: Roster, shifts: Sequence[Shift], today: dt.date, calendar: str, results: str = "") -> str:
    """``/lich/<ward>/``.

    Args:
        shifts: the ward's Saturdays in order of date, past ones included.
        calendar: the full address of the ward's calendar, or a path from the page.
        results: what came of its Saturdays, in a line; empty where there are too few.
    """
    coming = [shift for shift in shifts if shift.date >= today]
    past = [shift for shift in reversed(shifts) if shift.date < today]
    title = f"Lịch thứ Bảy {_the_ward(roster)}"
    venue = roster.venue
    blocks = [
        front_matter(
            {
                "title": title,
                "description": f"Sáng thứ Bảy có người hướng dẫn làm VNeID và hồ sơ trực tuyến tại {venue.building}.",
                "t7_picture": picture_uri(roster),
            }
        ),
        # As HTML, for a desk's name is plain text: Markdown would read its asterisks.
        f"<h1>{escape(title)}</h1>",
        _in_english(roster),
        f'<p class="t7-luu-y" role="note">{SAMPLE}</p>' if roster.sample else "",
        next_card(roster, coming, link=""),
        _place(venue),
        _subscribe(calendar),
        "## Các buổi sắp tới",
        '<div class="t7-cac-ca" data-t7="sap-toi">\n'
        + "\n".join(_card(shift, _once(shift, today, calendar)) for shift in coming)
        + "\n</div>"
        if coming
        else "Chưa có lịch mới. Hỏi phường trước khi đi.",
        '<details class="t7-da-qua" data-t7="da-qua"'
        + ("" if past else " hidden")
        + ">\n<summary>Các buổi đã qua</summary>\n"
        + '<div class="t7-cac-ca">\n'
        + "\n".join(_card(shift) for shift in past)
        + "\n</div>\n</details>",
        f'<p><a href="../../ket-qua/{roster.ward}/">{results}</a></p>' if results else "",
        _ways(calendar) if _full(calendar) else "",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _in_english(roster: Roster) -> str:
    """The head of the page for those who cannot read Vietnamese; names stay as they stand on the building."""
    venue = roster.venue
    return f"""<details class="t7-tieng-anh" lang="en">
<summary>In English</summary>
<p>Volunteers help for free on Saturday mornings: VNeID accounts, birth, marriage and death papers, and online forms.</p>
<p><strong>Where:</strong> <span lang="vi">{escape(venue.building)}, {escape(venue.address)}</span></p>
<p><strong>When:</strong> Saturdays, {venue.hours.start:%H:%M}–{venue.hours.end:%H:%M}. The dates are below; “<span lang="vi">Nghỉ</span>” means closed. Ask the ward before you go.</p>
</details>"""


def _place(venue: Venue) -> str:
    rows = [
        (
            "Địa chỉ",
            f'{escape(venue.building)}<br>{escape(venue.address)}<br><a href="{escape(links.on_map(venue.building, venue.address, venue.position))}">Xem bản đồ</a>',
        ),
        ("Giờ", hours_span(venue.hours)),
        (
            "Điện thoại",
            f'<a href="{links.dialling(venue.phone)}">{escape(venue.phone)}</a>' if venue.phone else "",
        ),
        ("Đường đi", escape(venue.directions)),
        ("Mang theo", escape(venue.bring)),
        ("Tên cũ", former_names(venue)),
    ]
    cells = "\n".join(f"<div><dt>{label}</dt> <dd>{value}</dd></div>" for label, value in rows if value)
    note = "Hỏi lại phường trước khi đi: địa chỉ và giờ có thể đổi."
    return f'## Ở đâu, mấy giờ\n\n<dl class="t7-tom-tat">\n{cells}\n</dl>\n\n{note}'


def _subscribe(calendar: str) -> str:
    if not _full(calendar):
        return f'<p class="t7-hang-nut"><a class="t7-nut" href="{escape(calendar)}">Tệp lịch (.ics)</a></p>'
    return '<p class="t7-hang-nut"><a class="t7-nut" href="#vao-dien-thoai">Đưa lịch vào điện thoại</a></p>'


def _ways(calendar: str) -> str:
    return f"""<section class="t7-mang" id="vao-dien-thoai" data-khong-mang="Đưa lịch vào điện thoại: xem khi có mạng.">
<h2>Đưa lịch vào điện thoại</h2>
<p>Thêm một lần, sau này lịch tự đổi theo. Chọn loại máy của bạn.</p>
{subscribe.ways(calendar)}
<p>{subscribe.IN_ANOTHER_APP}</p>
</section>"""


def _full(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _once(shift: Shift, today: dt.date, calendar: str) -> str:
    """Two ways to add a near Saturday by itself; empty for a far one."""
    if not subscribe.soon(shift.date, today):
        return ""
    venue = shift.roster.venue
    title, where = event_text.public_title(venue.name), event_text.where(venue.building, venue.address)
    page = addresses.page_of(calendar) if _full(calendar) else ""
    return subscribe.once(title, shift.date, venue.hours, where, page, addresses.single_name(shift.date))


def _card(shift: Shift, once: str = "") -> str:
    hours = shift.roster.venue.hours
    day = vietnamese.weekday_date(shift.date)
    head = f"<h3>{moment(shift.date, hours, day if shift.closed else f'{day}, {hours_span(hours)}')}</h3>"
    if shift.closed:
        return f'<article class="t7-ca t7-nghi" id="ngay-{shift.date}">\n{head}\n<p>Nghỉ: {escape(shift.closed)}</p>\n</article>'
    missing = {gap.role: gap.missing for gap in shift.gaps}
    rows = "\n".join(
        f"<div><dt>{escape(model.role_title(role))}</dt> <dd>{_people(people)}{_gap(missing.get(role, 0), bool(people))}</dd></div>"
        for role, people in shift.people
    )
    return f'<article class="t7-ca" id="ngay-{shift.date}">\n{head}\n<dl>\n{rows}\n</dl>\n{once}</article>'


def public_name(person: Volunteer) -> str:
    """The name where its owner agreed in writing, else empty."""
    return person.name if person.public else ""


def _people(people: Sequence[Volunteer]) -> str:
    named = sorted(filter(None, map(public_name, people)), key=vietnamese.name_order)
    unnamed = len(people) - len(named)
    others = [f"{unnamed} {UNNAMED}"] if unnamed else []
    return escape(vietnamese.joined([*named, *others]))


def _gap(missing: int, others: bool) -> str:
    return f'{" " if others else ""}<span class="t7-thieu">còn thiếu {missing}</span>' if missing else ""


def _the_ward(roster: Roster) -> str:
    name = roster.venue.name
    return name[:1].lower() + name[1:] if vietnamese.fold(name).startswith("phuong ") else name
