"""How a phone takes a calendar, as HTML: the ways in for each kind of phone, and one Saturday to add once.

What each way rests on: only an iPhone opens ``webcal://`` from a link; Google's Android app takes no address, its site on a
computer does; ICSx5 takes an ``https://`` address that is shared to it. Browsers inside other apps hand over none of these.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from urllib.parse import quote, urlencode

from thu7.calendar.ics import ZONE
from thu7.guides.figures import FIGURES
from thu7.rota.model import Hours

SOON = dt.timedelta(weeks=5)
"""How far ahead a Saturday can be added by itself: it will not move with the rota, so only near ones."""


def webcal(address: str) -> str:
    """The address as an iPhone subscribes to it."""
    return f"webcal://{address.partition('://')[2]}"


def on_google(address: str) -> str:
    """A link that subscribes Google Calendar, on a computer, to a full address."""
    return f"https://calendar.google.com/calendar/r?cid={quote(webcal(address), safe='')}"


def soon(day: dt.date, today: dt.date) -> bool:
    """Whether a Saturday is near enough to be added by itself."""
    return today <= day <= today + SOON


def once(title: str, day: dt.date, hours: Hours, where: str, details: str, file: str) -> str:
    """Two ways to add one Saturday, which then does not change by itself.

    Args:
        file: leads to a calendar with that Saturday alone.
    """
    google = _once_on_google(title, day, hours, where, details)
    return (
        f'<p class="t7-mot-lan"><span>Chỉ thêm buổi này, không tự đổi:</span> <a href="{escape(google)}" rel="noopener">Google Lịch</a>'
        f' <a href="{escape(file)}">Tệp lịch (.ics)</a></p>'
    )


def _once_on_google(title: str, day: dt.date, hours: Hours, where: str, details: str) -> str:
    moments = (f"{day:%Y%m%d}T{moment:%H%M%S}" for moment in (hours.start, hours.end))
    said = {
        "action": "TEMPLATE",
        "text": title,
        "dates": "/".join(moments),
        "ctz": ZONE,
        "location": where,
        "details": details,
    }
    return "https://calendar.google.com/calendar/render?" + urlencode(
        {name: value for name, value in said.items() if value}, quote_via=quote
    )


def ways(address: str) -> str:
    """A closed block for each kind of phone; ``address`` is the calendar's full one."""
    shown = f"<code>{escape(address)}</code>"
    blocks = (
        (
            "iPhone, iPad",
            "lich-iphone",
            "",
            (
                "Mở trang này bằng Safari.",
                f"Chạm nút này. {_button(webcal(address), 'Thêm vào lịch iPhone')}",
                "Đồng ý đăng ký lịch.",
            ),
            "",
        ),
        (
            "Android dùng Google Lịch",
            "lich-google",
            "Ứng dụng trên điện thoại không nhận địa chỉ lịch. Làm một lần trên máy tính.",
            (
                "Mở trang này trên máy tính.",
                f"Bấm nút này. {_button(on_google(address), 'Thêm vào Google Lịch')}",
                "Đồng ý thêm lịch.",
                "Mở Google Lịch trên điện thoại. Lịch có thể hiện sau một ngày.",
            ),
            f"Nút không chạy thì chọn thêm lịch bằng địa chỉ, rồi dán: {shown}",
        ),
        (
            "Android, không có máy tính",
            "lich-icsx5",
            "",
            (
                "Cài ứng dụng ICSx5.",
                f'Chạm giữ địa chỉ này, chia sẻ cho ICSx5: <a href="{escape(address)}">{escape(address)}</a>',
                "Đồng ý đăng ký lịch.",
            ),
            "Không cài được thì thêm một lần từng buổi.",
        ),
        (
            "Outlook",
            "",
            "",
            ("Mở Outlook trên web.", "Thêm lịch, chọn cách đăng ký từ web.", f"Dán địa chỉ này: {shown}"),
            "",
        ),
    )
    return "\n".join(
        f'<details class="t7-cach">\n<summary>{name}</summary>\n{_figure(figure)}{_paragraph(before)}<ol>\n'
        + "".join(f"<li>{step}</li>\n" for step in steps)
        + f"</ol>\n{_paragraph(after)}</details>"
        for name, figure, before, steps, after in blocks
    )


IN_ANOTHER_APP = "Mở từ Zalo mà nút không chạy? Chép địa chỉ trang này, dán vào Chrome (Android) hoặc Safari (iPhone)."


def _button(address: str, label: str) -> str:
    return f'<a class="t7-nut" href="{escape(address)}" rel="noopener">{label}</a>'


def _figure(name: str) -> str:
    return f'<figure class="t7-hinh">{FIGURES[name]}</figure>\n' if name else ""


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>\n" if text else ""
