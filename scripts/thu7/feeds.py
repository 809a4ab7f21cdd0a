"""Handing out personal calendars: each volunteer's address, a message to paste, and slips of paper to tear off."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from thu7 import calendars, wording
from thu7.model import Roster, Volunteer
from thu7.printing import qr_svg

HANDBOOK = "so-tay/tinh-nguyen-vien/#dua-lich-truc-vao-dien-thoai"


@dataclass(frozen=True)
class Feed:
    """A volunteer's own calendar. ``address`` is secret: whoever has it sees when they serve."""

    person: Volunteer
    address: str
    help: str
    """The page that shows how a phone takes the address."""

    @property
    def webcal(self) -> str:
        """The same address as an iPhone subscribes to it."""
        return f"webcal://{self.address.partition('://')[2]}"


def of_ward(roster: Roster, secret: str, site_url: str) -> list[Feed]:
    """The calendars of a ward's own people, by name. ``site_url`` ends with a slash."""
    people = sorted(roster.volunteers, key=lambda person: wording.name_order(person.name))
    return [
        Feed(person, site_url + calendars.personal_uri(secret, person), f"{site_url}{HANDBOOK}") for person in people
    ]


def message(feed: Feed) -> str:
    """A message for that volunteer alone, in short lines."""
    lines = (
        f"Chào {feed.person.name},",
        "Đây là lịch trực thứ Bảy của riêng bạn. Thêm một lần, sau này lịch tự đổi.",
        "iPhone: chép dòng dưới vào Safari, đồng ý đăng ký lịch:",
        feed.webcal,
        "Máy khác:",
        feed.address,
        f"Cách thêm từng loại máy: {feed.help}",
        "Đừng gửi địa chỉ này cho ai. Lỡ lộ thì báo phường để đổi.",
    )
    return "\n".join(wording.plain(line) for line in lines)


def slips(roster: Roster, feeds: Sequence[Feed]) -> str:
    """One page to print and cut: a slip for each volunteer. It stands alone and asks nobody for anything."""
    parts = "\n".join(_slip(feed) for feed in feeds)
    title = html.escape(wording.plain(f"Phiếu lịch trực, {roster.venue.name}"))
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
h2 {{ font-size: 1.15em; margin: 0 0 0.3rem; }}
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
        for phone, address in (("iPhone", feed.webcal), ("Máy khác", feed.address), ("Cách thêm", feed.help))
    )
    return f"""<section>
<h2>{html.escape(wording.plain(feed.person.name))}</h2>
<p>Lịch trực thứ Bảy của riêng bạn. Quét mã, thêm một lần, sau này lịch tự đổi.</p>
<ul>
{codes}
</ul>
<p><code>{html.escape(feed.address)}</code></p>
<p>Đừng đưa phiếu này cho người khác.</p>
</section>"""
