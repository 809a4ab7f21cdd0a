"""``/lich/``: the wards with their next Saturdays; the same stands on the home page.

A few wards stand there as cards. Many would be a long page that nobody reads: a ward is then found by typing, from a list that is
fetched when the box is touched, and without JavaScript by its first letter.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from html import escape

from thu7.rota.model import Roster, Shift, Venue
from thu7.site import assets
from thu7.site.next_saturday import next_card
from thu7.text import vietnamese
from thu7.text.front_matter import front_matter

FEW = 12
"""Wards up to which each has its card."""
LIST = "lich/wards.json"
"""The wards by code with their names, new and old."""
_KIND = re.compile(r"(?:phường|xã|đặc khu|thị trấn)\s+", re.I)


def wards_page(wards: Sequence[tuple[Roster, Sequence[Shift]]], today: dt.date) -> str:
    """``/lich/``: the wards with their next Saturdays, found by their new and their old names."""
    title = "Lịch thứ Bảy các phường"
    intro = "Bạn làm việc từ thứ Hai đến thứ Sáu? Sáng thứ Bảy, tình nguyện viên ở phường chỉ bạn làm từng bước. Chọn phường của bạn, theo tên mới hoặc tên cũ."
    head = front_matter({"title": title, "description": "Sáng thứ Bảy phường nào có người giúp, mấy giờ, ở đâu."})
    return "\n\n".join((head, f"# {title}", intro, cards_of_wards(wards, today))) + "\n"


def cards_of_wards(wards: Sequence[tuple[Roster, Sequence[Shift]]], today: dt.date, prefix: str = "") -> str:
    """A card a ward, each with its next Saturday, or the way to find one of many; ``prefix`` leads from the page to ``/lich/``."""
    if len(wards) > FEW:
        return _finder([roster for roster, _ in wards], prefix)
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


def _finder(rosters: Sequence[Roster], prefix: str) -> str:
    """The box, the ward that was chosen once, and the ways by letter."""
    letters = "\n".join(
        f'<li><a href="{prefix}{_place(letter)}/">{letter}</a></li>' for letter, _ in by_letter(rosters)
    )
    # Asset places stand beside /lich/, whatever page this is on.
    script = f"{prefix}../{assets.place_of(assets.WARDS)}"
    return f"""<div data-t7="buoi-cua-toi"></div>
<p class="t7-loc" hidden><label for="phuong">Gõ tên phường, tên mới hay tên cũ</label> <input type="search" id="phuong" autocomplete="off" data-nap="{script}" data-khoa="phuong" data-lich="{prefix}"> <span role="status"></span></p>
<ul class="t7-viec-doi" data-t7="phuong-thay"></ul>
<nav aria-label="Các phường theo chữ cái"><ul class="muc-luc">
{letters}
</ul></nav>"""


def by_letter(rosters: Sequence[Roster]) -> list[tuple[str, list[Roster]]]:
    """The wards by the first letter of their own name: ``Phường An Nhơn`` stands under A."""
    found: dict[str, list[Roster]] = {}
    for roster in rosters:
        own = vietnamese.fold(_KIND.sub("", roster.venue.name, count=1)) or roster.ward
        found.setdefault(own[0].upper(), []).append(roster)
    return sorted(found.items())


def letter_pages(rosters: Sequence[Roster]) -> Iterator[tuple[str, str]]:
    """The place and the text of each letter's page; none where there are few wards."""
    for letter, own in by_letter(rosters) if len(rosters) > FEW else ():
        title = f"Phường có tên bắt đầu bằng {letter}"
        lines = "\n".join(
            f'<li><a href="../{one.ward}/">{escape(one.venue.name)}</a>{_former(one.venue)}</li>' for one in own
        )
        head = front_matter({"title": title, "description": f"Lịch thứ Bảy của các phường, chữ {letter}."})
        yield f"lich/{_place(letter)}.md", f'{head}\n\n# {title}\n\n<ul class="t7-az">\n{lines}\n</ul>\n'


def _place(letter: str) -> str:
    return f"chu-{vietnamese.slug(letter) or 'khac'}"


def _former(venue: Venue) -> str:
    return f"<span>Trước đây: {escape(', '.join(venue.former_names))}</span>" if venue.former_names else ""


def card_file(roster: Roster, shifts: Sequence[Shift], today: dt.date) -> str:
    """A ward's next Saturday by itself, for the page on which its reader has chosen it."""
    return next_card(roster, [s for s in shifts if s.date >= today], link=f"./{roster.ward}/") + "\n"


def wards_list(rosters: Sequence[Roster]) -> str:
    """Every ward as code, name and former names: what the box searches, and what other sites gather."""
    rows = [[one.ward, one.venue.name, *one.venue.former_names] for one in rosters]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows) + "\n]\n"


def _both_names(venue: Venue) -> str:
    return f"{venue.name} ({', '.join(venue.former_names)})" if venue.former_names else venue.name
