"""``/xac-nhan/<token>/``: what a certificate says, and whether it still stands; nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from thu7.rota.model import Certificate, Roster
from thu7.text import vietnamese
from thu7.text.markup import document


def page(one: Certificate, roster: Roster, site_name: str, look: Mapping[str, str], changed: bool) -> str:
    """The whole page; nothing leads to it but the code on the paper.

    Args:
        look: as ``publishing.for_templates`` gives it.
        changed: whether results were corrected since, so that it is no longer true.
    """
    up = "../../"
    head = (
        '<meta name="robots" content="noindex, nofollow">',
        '<meta name="color-scheme" content="light dark">',
        f'<link rel="icon" href="{look["icon"]}">',
        f'<link rel="stylesheet" href="{up}{look["css"]}">',
    )
    if one.revoked:
        state = f'<p class="t7-luu-y" role="note">Giấy này đã thu hồi ngày {vietnamese.date(one.revoked)}, không còn giá trị.</p>'
    elif changed:
        state = '<p class="t7-luu-y" role="note">Kết quả đã được sửa sau khi cấp. Hỏi lại phường trước khi dùng giấy này.</p>'
    else:
        state = f"<p><strong>Giấy này còn giá trị.</strong> Cấp ngày {vietnamese.date(one.issued)}.</p>"
    sample = "<p>Đây là dữ liệu mẫu, không phải giấy thật.</p>" if roster.sample else ""
    days = "\n".join(f"<li>{vietnamese.weekday_date(day)}</li>" for day in one.dates)
    body = f"""<header class="dau"><div class="khung"><a class="hieu" href="{up}">{look["mark"]}{escape(site_name)}</a></div></header>
<main class="khung">
<h1>Giấy xác nhận {escape(one.number)}</h1>
{sample}
{state}
<dl class="t7-tom-tat">
<div><dt>Nơi trực</dt> <dd>{escape(roster.venue.name)}, {escape(roster.venue.building)}</dd></div>
<div><dt>Số ngày</dt> <dd>{vietnamese.decimal(one.days)} ngày, {len(one.dates)} buổi</dd></div>
</dl>
<h2>Các buổi</h2>
<ul>
{days}
</ul>
<p>Trang này không ghi tên. So số giấy và các ngày với tờ giấy bạn cầm.</p>
</main>"""
    return document(f"Giấy xác nhận {one.number} – {site_name}", head, body)
