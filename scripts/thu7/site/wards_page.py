"""``/lich/``: the wards with their next Saturdays; the same cards stand on the home page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from thu7.rota.model import Roster, Shift, Venue
from thu7.site.next_saturday import next_card
from thu7.text.front_matter import front_matter


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
        f'<option value="{roster.ward}">{escape(_both_names(roster.venue))}</option>' for roster, _ in wards
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


def _both_names(venue: Venue) -> str:
    return f"{venue.name} ({', '.join(venue.former_names)})" if venue.former_names else venue.name
