"""The Saturday pages: values into Markdown with the small HTML that their cards need.

The dates stand in the page as ``<time>``; the page's script only marks what has passed and what is next,
so the page stays right when it was built days ago, and reads in order without the script.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence

from thu7 import calendars, links, subscribing, wording
from thu7.guides import front_matter
from thu7.model import Hours, PublicNumber, Roster, Shift, Venue, Volunteer

OFFSET = "+07:00"
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
    hours = wording.hours(venue.hours.start, venue.hours.end)
    return f"Lịch thứ Bảy {_the_ward(roster)}", f"{hours}, tại {venue.building}, {venue.address}."


def ward_page(roster: Roster, shifts: Sequence[Shift], today: dt.date, calendar: str) -> str:
    """``/lich/<ward>/``.

    Args:
        shifts: the ward's Saturdays in order of date, past ones included.
        calendar: the full address of the ward's calendar, or a path from the page.
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
        f"<h1>{_text(title)}</h1>",
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
        _ways(calendar) if _full(calendar) else "",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def wards_page(wards: Sequence[tuple[Roster, Sequence[Shift]]], today: dt.date) -> str:
    """``/lich/``: the wards with their next Saturdays, found by their new and their old names."""
    title = "Lịch thứ Bảy các phường"
    intro = "Bạn làm việc từ thứ Hai đến thứ Sáu? Sáng thứ Bảy, tình nguyện viên ở phường chỉ bạn làm từng bước. Chọn phường của bạn, theo tên mới hoặc tên cũ."
    cards = cards_of_wards(wards, today)
    return (
        "\n\n".join(
            (
                front_matter({"title": title, "description": "Sáng thứ Bảy phường nào có người giúp, mấy giờ, ở đâu."}),
                f"# {title}",
                intro,
                cards,
            )
        )
        + "\n"
    )


def cards_of_wards(wards: Sequence[tuple[Roster, Sequence[Shift]]], today: dt.date, prefix: str = "") -> str:
    """A card a ward, each with its next Saturday; ``prefix`` leads from the page to ``/lich/``."""
    cards = [
        next_card(roster, [s for s in shifts if s.date >= today], link=f"{prefix}{roster.ward}/")
        for roster, shifts in wards
    ]
    if not cards:
        return "Chưa có phường nào đăng lịch."
    options = "".join(
        f'<option value="{roster.ward}">{_text(_both_names(roster.venue))}</option>' for roster, _ in wards
    )
    choice = f"""<label class="t7-chon">Phường của bạn:
<select data-t7="chon-phuong"><option value="">Tất cả các phường</option>{options}</select></label>"""
    listed = "\n".join(cards)
    return f"""<div>
{choice if len(cards) > 1 else ""}
<div class="t7-phuong" data-t7="phuong">
{listed}
</div>
</div>"""


def next_card(roster: Roster, coming: Sequence[Shift], link: str) -> str:
    """The next Saturday in plain words; all coming ones stand in it in order, and the script marks the next."""
    venue = roster.venue
    items = "\n".join(_line(shift) for shift in coming)
    name = _text(venue.name)
    former = f'<p class="t7-ten-cu">Trước đây: {_former(venue)}</p>' if venue.former_names else ""
    more = f'<p><a class="t7-nut" href="{link}">Xem lịch và đường đi</a></p>' if link else ""
    heading = f"<h2>{name}</h2>" if link else ""
    return f"""<section class="t7-buoi-toi" aria-label="Buổi tới, {name}" data-t7="buoi" data-ma="{roster.ward}">
{heading}{former}
<p class="t7-nhan">Buổi tới</p>
<ol class="t7-buoi">
{items}
<li class="t7-het"{" hidden" if coming else ""}>Chưa có lịch mới. Hỏi phường trước khi đi.</li>
</ol>
<p class="t7-noi">Tại {_text(venue.building)}, {_text(venue.address)}.</p>
{more}
</section>"""


def _both_names(venue: Venue) -> str:
    return f"{venue.name} ({', '.join(venue.former_names)})" if venue.former_names else venue.name


def numbers_list(numbers: Sequence[PublicNumber]) -> str:
    """The public numbers, each one touch away."""
    lines = "\n".join(
        f'<li><a href="tel:{"".join(filter(str.isdigit, n.number))}"><strong>{_text(n.number)}</strong></a> <span>{_text(n.name)}</span></li>'
        for n in numbers
    )
    return f'<ul class="t7-az">\n{lines}\n</ul>' if numbers else ""


def _line(shift: Shift) -> str:
    day = wording.weekday_date(shift.date)
    hours = shift.roster.venue.hours
    if shift.closed:
        return f'<li class="t7-nghi">{_moment(shift.date, hours, f"<strong>{day}</strong>")}: nghỉ ({_text(shift.closed)})</li>'
    return f"<li>{_moment(shift.date, hours, f'<strong>{day}</strong>, {_hours(hours)}')}</li>"


def _moment(day: dt.date, hours: Hours, content: str) -> str:
    start, end = (f"{day.isoformat()}T{moment:%H:%M}{OFFSET}" for moment in (hours.start, hours.end))
    return f'<time datetime="{start}" data-het="{end}">{content}</time>'


def _place(venue: Venue) -> str:
    rows = [
        (
            "Địa chỉ",
            f'{_text(venue.building)}<br>{_text(venue.address)}<br><a href="{_text(links.on_map(venue.building, venue.address, venue.position))}" rel="noopener">Xem bản đồ</a>',
        ),
        ("Giờ", _hours(venue.hours)),
        (
            "Điện thoại",
            f'<a href="tel:{"".join(c for c in venue.phone if c.isdigit() or c == "+")}">{_text(venue.phone)}</a>'
            if venue.phone
            else "",
        ),
        ("Đường đi", _text(venue.directions)),
        ("Mang theo", _text(venue.bring)),
        ("Tên cũ", _former(venue)),
    ]
    cells = "\n".join(f"<div><dt>{label}</dt> <dd>{value}</dd></div>" for label, value in rows if value)
    note = "Hỏi lại phường trước khi đi: địa chỉ và giờ có thể đổi."
    return f'## Ở đâu, mấy giờ\n\n<dl class="t7-tom-tat">\n{cells}\n</dl>\n\n{note}'


def _subscribe(calendar: str) -> str:
    if not _full(calendar):
        return f'<p class="t7-hang-nut"><a class="t7-nut" href="{_text(calendar)}">Tệp lịch (.ics)</a></p>'
    return '<p class="t7-hang-nut"><a class="t7-nut" href="#vao-dien-thoai">Đưa lịch vào điện thoại</a></p>'


def _ways(calendar: str) -> str:
    return f"""<section class="t7-mang" id="vao-dien-thoai" data-khong-mang="Đưa lịch vào điện thoại: xem khi có mạng.">
<h2>Đưa lịch vào điện thoại</h2>
<p>Thêm một lần, sau này lịch tự đổi theo. Chọn loại máy của bạn.</p>
{subscribing.ways(calendar)}
<p>{subscribing.IN_ANOTHER_APP}</p>
</section>"""


def _full(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _once(shift: Shift, today: dt.date, calendar: str) -> str:
    """Two ways to add a near Saturday by itself; empty for a far one."""
    if not subscribing.soon(shift.date, today):
        return ""
    venue = shift.roster.venue
    title, where = calendars.public_title(venue.name), calendars.where(venue.building, venue.address)
    page = calendars.page_of(calendar) if _full(calendar) else ""
    return subscribing.once(title, shift.date, venue.hours, where, page, calendars.single_name(shift.date))


def _card(shift: Shift, once: str = "") -> str:
    hours = shift.roster.venue.hours
    day = wording.weekday_date(shift.date)
    head = f"<h3>{_moment(shift.date, hours, day if shift.closed else f'{day}, {_hours(hours)}')}</h3>"
    if shift.closed:
        return f'<article class="t7-ca t7-nghi" id="ngay-{shift.date}">\n{head}\n<p>Nghỉ: {_text(shift.closed)}</p>\n</article>'
    missing = {gap.role: gap.missing for gap in shift.gaps}
    rows = "\n".join(
        f"<div><dt>{_text(wording.role(role))}</dt> <dd>{_people(people)}{_gap(missing.get(role, 0), bool(people))}</dd></div>"
        for role, people in shift.people
    )
    return f'<article class="t7-ca" id="ngay-{shift.date}">\n{head}\n<dl>\n{rows}\n</dl>\n{once}</article>'


def public_name(person: Volunteer) -> str:
    """The name where its owner agreed in writing, else empty."""
    return person.name if person.public else ""


def _people(people: Sequence[Volunteer]) -> str:
    named = sorted(filter(None, map(public_name, people)), key=wording.name_order)
    unnamed = len(people) - len(named)
    others = [f"{unnamed} {UNNAMED}"] if unnamed else []
    return _text(wording.joined([*named, *others]))


def _gap(missing: int, others: bool) -> str:
    return f'{" " if others else ""}<span class="t7-thieu">còn thiếu {missing}</span>' if missing else ""


def results_page(wards: Sequence[tuple[Roster, Sequence[Shift]]]) -> str:
    """``/ket-qua/``: what came of past Saturdays; counts only."""
    title = "Kết quả các buổi thứ Bảy"
    held = [
        (s.date, roster.venue.name, dict(s.saturday.results))
        for roster, shifts in wards
        for s in shifts
        if s.saturday.results
    ]
    rows = [
        f'<tr><th scope="row">{wording.date(day)}</th><td data-cot="Phường">{_text(ward)}</td>'
        + "".join(
            f'<td data-cot="{name.capitalize()}">{counts.get(name, 0)}</td>'
            for name in ("lượt người", "hồ sơ trực tuyến")
        )
        + "</tr>"
        for day, ward, counts in sorted(held, key=lambda row: (row[0], wording.collation(row[1])), reverse=True)
    ]
    table = (
        "<table>\n<thead><tr><th>Ngày</th><th>Phường</th><th>Lượt người</th><th>Hồ sơ trực tuyến</th></tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>"
        if rows
        else "Chưa có buổi nào ghi kết quả."
    )
    intro = "Mỗi buổi chỉ đếm số lượt người và số hồ sơ. Trang này không giữ gì về người đến làm."
    return (
        "\n\n".join(
            (
                front_matter({"title": title, "description": "Số lượt người và hồ sơ của từng buổi."}),
                f"# {title}",
                intro,
                table,
            )
        )
        + "\n"
    )


def _the_ward(roster: Roster) -> str:
    name = roster.venue.name
    return name[:1].lower() + name[1:] if wording.fold(name).startswith("phuong ") else name


def _hours(hours: Hours) -> str:
    return f'<span class="t7-gio">{wording.hours(hours.start, hours.end)}</span>'


def _former(venue: Venue) -> str:
    return _text(wording.joined([wording.unbroken(name) for name in venue.former_names]))


def _text(text: str) -> str:
    return html.escape(text, quote=True)
