"""A volunteer's own page, beside their calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from thu7.calendar import addresses, event_text, subscribe
from thu7.calendar.feeds import Feed
from thu7.calendar.occurrence import Occurrence
from thu7.calendar.revisions import Told
from thu7.rota import model
from thu7.text import vietnamese
from thu7.text.markup import document


def page(feed: Feed, coming: Sequence[Told], today: dt.date, site_name: str, look: Mapping[str, str]) -> str:
    """The volunteer's own page, whole: it is beside their calendar, and nothing leads to it.

    Args:
        coming: their Saturdays from today on.
        look: as ``publishing.for_templates`` gives it.
    """
    up = "../../../"
    cards = "\n".join(_card(told.occurrence, today) for told in coming)
    head = (
        '<meta name="robots" content="noindex, nofollow">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f'<link rel="icon" href="{look["icon"]}">',
        f'<link rel="stylesheet" href="{up}{look["css"]}">',
    )
    body = f"""<header class="dau"><div class="khung"><a class="hieu" href="{up}">{look["mark"]}{escape(site_name)}</a></div></header>
<main class="khung">
<h1>Lịch trực thứ Bảy của bạn</h1>
<p class="t7-luu-y">Trang này của riêng bạn. Đừng gửi cho ai. Lộ thì báo phường để đổi.</p>
<h2>Đưa lịch vào điện thoại</h2>
<p>Thêm một lần, sau này lịch tự đổi theo. Chọn loại máy của bạn.</p>
{subscribe.ways(feed.address)}
<p>{subscribe.IN_ANOTHER_APP}</p>
<p>Muốn điện thoại nhắc thì giữ lời nhắc khi thêm lịch: iPhone hay tắt sẵn. Google Lịch không dùng lời nhắc này.</p>
<h2>Các buổi sắp tới của bạn</h2>
<div class="t7-cac-ca">
{cards or "<p>Không có buổi nào sắp tới.</p>"}
</div>
</main>"""
    return document(f"Lịch trực thứ Bảy của bạn – {site_name}", head, body)


def _card(one: Occurrence, today: dt.date) -> str:
    day = vietnamese.weekday_date(one.date)
    if one.cancelled:
        return f'<article class="t7-ca t7-nghi">\n<h3>Đã hủy: {day}</h3>\n<p>{escape(event_text.reason(one))}</p>\n</article>'
    where = event_text.where(one.building, one.address)
    rows = "\n".join(
        f"<div><dt>{label}</dt> <dd>{escape(value)}</dd></div>"
        for label, value in (
            ("Nhiệm vụ", model.role_title(one.role)),
            ("Tại", where),
            ("Dẫn buổi", one.lead),
            ("Mang theo", one.bring),
            ("Lưu ý", one.note),
        )
        if value
    )
    once = ""
    if subscribe.soon(one.date, today):
        file = addresses.single_name(one.date)
        once = subscribe.once(event_text.own_title(one), one.date, one.hours, where, "", file)
    hours = vietnamese.hours(one.hours.start, one.hours.end)
    return f'<article class="t7-ca">\n<h3>{day}, <span class="t7-gio">{hours}</span></h3>\n<dl>\n{rows}\n</dl>\n{once}</article>'
