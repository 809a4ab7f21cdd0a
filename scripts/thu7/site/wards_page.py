"""``/lich/``: the wards with their next Saturdays; the same stands on the home page.

A few wards stand there as cards. Many would be a long page that nobody reads: a ward is then found by typing, from a list that is
fetched when the box is touched, and without JavaScript by its first letter.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from thu7.rota.model import Roster, Shift, Venue
from thu7.rota.schedule import Schedule
from thu7.site import assets
from thu7.site.next_saturday import next_card
from thu7.text import vietnamese
from thu7.text.front_matter import front_matter

FEW = 12
"""Wards up to which each has its card."""
OTHERS = "Khác"
"""Where names stand that begin with no letter."""
LIST = "lich/wards.json"
"""The wards by code with their names, new and old."""
_KIND = re.compile(r"(?:phường|xã|đặc khu|thị trấn)\s+", re.I)


@dataclass(frozen=True)
class Ward:
    """One in the list: where its page is, from ``/lich/``; its name; its former names."""

    place: str
    name: str
    former: tuple[str, ...] = ()


def listed(rosters: Iterable[Roster]) -> list[Ward]:
    return [Ward(one.ward, one.venue.name, tuple(one.venue.former_names)) for one in rosters]


def wards_page(schedule: Schedule) -> str:
    """``/lich/``: the wards with their next Saturdays, found by their new and their old names."""
    title = "Lịch thứ Bảy các phường"
    intro = "Bạn làm việc từ thứ Hai đến thứ Sáu? Sáng thứ Bảy, tình nguyện viên ở phường chỉ bạn làm từng bước. Chọn phường của bạn, theo tên mới hoặc tên cũ."
    head = front_matter({"title": title, "description": "Sáng thứ Bảy phường nào có người giúp, mấy giờ, ở đâu."})
    return "\n\n".join((head, f"# {title}", intro, cards_of_wards(schedule))) + "\n"


def cards_of_wards(schedule: Schedule, prefix: str = "") -> str:
    """A card a ward, each with its next Saturday, or the way to find one of many; ``prefix`` leads from the page to ``/lich/``."""
    if len(schedule.desks) > FEW:
        return finder(listed(schedule.desks), prefix)
    cards = [
        next_card(roster, [s for s in shifts if s.date >= schedule.today], link=f"{prefix}{roster.ward}/")
        for roster, shifts in schedule.wards()
    ]
    if not cards:
        return "Chưa có phường nào đăng lịch."
    options = "".join(
        f'<option value="{roster.ward}">{escape(_both_names(roster.venue))}</option>' for roster in schedule.desks
    )
    choice = f"""<label class="t7-chon">Phường của bạn:
<select data-t7="chon-phuong"><option value="">Tất cả các phường</option>{options}</select></label>"""
    shown = "\n".join(cards)
    return f"""<div>
{choice if len(cards) > 1 else ""}
<div class="t7-phuong" data-t7="phuong">
{shown}
</div>
</div>"""


def finder(wards: Sequence[Ward], prefix: str, own: str = "phuong") -> str:
    """The box, the ward that was chosen once, and the ways by letter.

    Args:
        own: under which name a phone keeps the chosen one.
    """
    letters = "\n".join(
        f'<li><a href="{prefix}{place_of(letter)}/">{letter}</a></li>' for letter, _ in by_letter(wards)
    )
    # Asset places stand beside /lich/, whatever page this is on.
    script = f"{prefix}../{assets.place_of(assets.WARDS)}"
    return f"""<div data-t7="buoi-cua-toi"></div>
<p class="t7-loc" hidden><label for="phuong">Gõ tên phường, tên mới hay tên cũ</label> <input type="search" id="phuong" autocomplete="off" data-nap="{script}" data-khoa="{own}" data-lich="{prefix}"> <span role="status"></span></p>
<ul class="t7-viec-doi" data-t7="phuong-thay"></ul>
<nav aria-label="Các phường theo chữ cái"><ul class="muc-luc">
{letters}
</ul></nav>"""


def own_name(name: str) -> str:
    """Without what kind of place it is: ``An Nhơn``."""
    return _KIND.sub("", name, count=1)


def by_letter(wards: Iterable[Ward]) -> list[tuple[str, list[Ward]]]:
    """The wards by the first letter of their own name: ``Phường An Nhơn`` stands under A."""
    found: dict[str, list[Ward]] = {}
    for ward in wards:
        own = vietnamese.fold(own_name(ward.name)) or ward.place
        found.setdefault(own[0].upper() if vietnamese.slug(own[0]) else OTHERS, []).append(ward)
    return sorted(found.items())


def letter_title(letter: str) -> str:
    return f"Phường có tên bắt đầu bằng {letter}"


def of_a_letter(wards: Iterable[Ward]) -> str:
    """A letter's wards, on its page below ``/lich/``."""
    lines = "\n".join(f'<li><a href="../{one.place}/">{escape(one.name)}</a>{_former(one)}</li>' for one in wards)
    return f'<ul class="t7-az">\n{lines}\n</ul>'


def letter_pages(wards: Sequence[Ward]) -> Iterator[tuple[str, str]]:
    """The place and the text of each letter's page; none where there are few wards."""
    for letter, own in by_letter(wards) if len(wards) > FEW else ():
        title = letter_title(letter)
        head = front_matter({"title": title, "description": f"Lịch thứ Bảy của các phường, chữ {letter}."})
        yield f"lich/{place_of(letter)}.md", f"{head}\n\n# {title}\n\n{of_a_letter(own)}\n"


def place_of(letter: str) -> str:
    """Where a letter's page stands below ``/lich/``."""
    return f"chu-{vietnamese.slug(letter)}"


def _former(ward: Ward) -> str:
    return f"<span>Trước đây: {escape(', '.join(ward.former))}</span>" if ward.former else ""


def card_file(roster: Roster, shifts: Sequence[Shift], today: dt.date) -> str:
    """A ward's next Saturday by itself, for a page on which its reader has chosen it: this site's, or the common one of several."""
    return next_card(roster, [s for s in shifts if s.date >= today], link="./") + "\n"


def wards_list(wards: Iterable[Ward]) -> str:
    """Every ward with its place, name and former names: what the box searches, and what ``thu7 index`` gathers."""
    rows = [[one.place, one.name, *one.former] for one in wards]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows) + "\n]\n"


def _both_names(venue: Venue) -> str:
    return f"{venue.name} ({', '.join(venue.former_names)})" if venue.former_names else venue.name
