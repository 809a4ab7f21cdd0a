"""Handing out personal calendars: each volunteer's address, a message to paste, and slips of paper to tear off."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thu7 import calendars, subscribing, wording
from thu7.model import Roster, Volunteer
from thu7.printing import qr_svg
from thu7.telling import Occurrence, Told


@dataclass(frozen=True)
class Feed:
    """A volunteer's own calendar. Its addresses are secret: whoever has them sees when they serve."""

    person: Volunteer
    address: str

    @property
    def page(self) -> str:
        """Their own page: how a phone takes the calendar, and their next Saturdays."""
        return calendars.page_of(self.address)


def feed(person: Volunteer, secret: str, site_url: str) -> Feed:
    """Somebody's own calendar. ``site_url`` ends with a slash."""
    return Feed(person, site_url + calendars.personal_uri(secret, person))


def of_ward(roster: Roster, secret: str, site_url: str) -> list[Feed]:
    """The calendars of a ward's own people, by name."""
    people = sorted(roster.volunteers, key=lambda person: wording.name_order(person.name))
    return [feed(person, secret, site_url) for person in people]


def message(feed: Feed) -> str:
    """A message for that volunteer alone, in short lines."""
    lines = (
        f"Chào {feed.person.name},",
        "Lịch trực thứ Bảy của riêng bạn ở đây:",
        feed.page,
        "Mở ra, chọn loại máy, thêm một lần. Sau này lịch tự đổi.",
        "Máy hỏi địa chỉ lịch thì dán dòng này:",
        feed.address,
        "Đừng gửi cho ai. Lỡ lộ thì báo phường để đổi.",
    )
    return "\n".join(wording.plain(line) for line in lines)


def page(feed: Feed, coming: Sequence[Told], today: dt.date, site_name: str, look: Mapping[str, str]) -> str:
    """The volunteer's own page, whole: it is beside their calendar, and nothing leads to it.

    Args:
        coming: their Saturdays from today on.
        look: as ``webfiles.for_templates`` gives it.
    """
    up = "../../../"
    cards = "\n".join(_card(told.occurrence, today) for told in coming)
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Lịch trực thứ Bảy của bạn – {_text(site_name)}</title>
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="{look["icon"]}">
<link rel="stylesheet" href="{up}{look["css"]}">
</head>
<body>
<header class="dau"><div class="khung"><a class="hieu" href="{up}">{look["mark"]}{_text(site_name)}</a></div></header>
<main class="khung">
<h1>Lịch trực thứ Bảy của bạn</h1>
<p class="t7-luu-y">Trang này của riêng bạn. Đừng gửi cho ai. Lộ thì báo phường để đổi.</p>
<h2>Đưa lịch vào điện thoại</h2>
<p>Thêm một lần, sau này lịch tự đổi theo. Chọn loại máy của bạn.</p>
{subscribing.ways(feed.address)}
<p>{subscribing.IN_ANOTHER_APP}</p>
<p>Muốn điện thoại nhắc thì giữ lời nhắc khi thêm lịch: iPhone hay tắt sẵn. Google Lịch không dùng lời nhắc này.</p>
<h2>Các buổi sắp tới của bạn</h2>
<div class="t7-cac-ca">
{cards or "<p>Không có buổi nào sắp tới.</p>"}
</div>
</main>
</body>
</html>
"""


def _card(one: Occurrence, today: dt.date) -> str:
    day = wording.weekday_date(one.date)
    if one.cancelled:
        return f'<article class="t7-ca t7-nghi">\n<h3>Đã hủy: {day}</h3>\n<p>{_text(calendars.reason(one))}</p>\n</article>'
    where = calendars.where(one.building, one.address)
    rows = "\n".join(
        f"<div><dt>{label}</dt> <dd>{_text(value)}</dd></div>"
        for label, value in (
            ("Nhiệm vụ", wording.role(one.role)),
            ("Tại", where),
            ("Dẫn buổi", one.lead),
            ("Mang theo", one.bring),
            ("Lưu ý", one.note),
        )
        if value
    )
    once = ""
    if subscribing.soon(one.date, today):
        file = calendars.single_name(one.date)
        once = subscribing.once(calendars.own_title(one), one.date, one.hours, where, "", file)
    hours = wording.hours(one.hours.start, one.hours.end)
    return f'<article class="t7-ca">\n<h3>{day}, <span class="t7-gio">{hours}</span></h3>\n<dl>\n{rows}\n</dl>\n{once}</article>'


def _text(text: str) -> str:
    return html.escape(wording.plain(text))


def slips(roster: Roster, feeds: Sequence[Feed]) -> str:
    """One page to print and cut: a slip for each volunteer. It stands alone and asks nobody for anything."""
    parts = "\n".join(_slip(feed) for feed in feeds)
    title = _text(f"Phiếu lịch trực, {roster.venue.name}")
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
body {{ font: 12pt/1.4 sans-serif; margin: 1rem auto; max-width: 46rem; padding: 0 1rem; color: #111; background: #fff; }}
section {{ border: 1px dashed #555; padding: 0.8rem 1rem; margin: 0 0 -1px; break-inside: avoid; }}
h2 {{ font-size: 1.15em; margin: 0 0 0.3rem; overflow-wrap: anywhere; }}
p {{ margin: 0.2rem 0; }}
ul {{ display: flex; flex-wrap: wrap; gap: 1.5rem; list-style: none; margin: 0.5rem 0; padding: 0; }}
svg {{ display: block; width: 34mm; height: 34mm; }}
code {{ overflow-wrap: anywhere; font-size: 0.75em; }}
@media print {{ body {{ margin: 0; max-width: none; }} h1, .chi-dan {{ display: none; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p class="chi-dan">In trang này, cắt theo đường đứt, đưa từng người. Mỗi phiếu là riêng: ai cầm phiếu thì xem được lịch của người đó.</p>
{parts}
</body>
</html>
"""


def _slip(feed: Feed) -> str:
    codes = "\n".join(
        f"<li>{qr_svg(address)}<strong>{phone}</strong></li>"
        for phone, address in (("iPhone", subscribing.webcal(feed.address)), ("Máy khác", feed.page))
    )
    return f"""<section>
<h2>{_text(feed.person.name)}</h2>
<p>Lịch trực thứ Bảy của riêng bạn. Quét mã, thêm một lần, sau này lịch tự đổi.</p>
<ul>
{codes}
</ul>
<p><code>{_text(feed.page)}</code></p>
<p>Đừng đưa phiếu này cho người khác.</p>
</section>"""
