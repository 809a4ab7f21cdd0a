"""The next Saturday of a ward as a card, in plain words; and the small pieces that the ward's own page shows too.

The dates stand in the page as ``<time>``; the page's script only marks what has passed and what is next,
so the page stays right when it was built days ago, and reads in order without the script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from thu7.rota.model import Hours, Roster, Shift, Venue
from thu7.text import vietnamese

OFFSET = "+07:00"


def next_card(roster: Roster, coming: Sequence[Shift], link: str) -> str:
    """The next Saturday in plain words; all coming ones stand in it in order, and the script marks the next."""
    venue = roster.venue
    items = "\n".join(_line(shift) for shift in coming)
    name = escape(venue.name)
    former = f'<p class="t7-ten-cu">Trước đây: {former_names(venue)}</p>' if venue.former_names else ""
    more = f'<p><a class="t7-nut" href="{link}">Xem lịch và đường đi</a></p>' if link else ""
    heading = f"<h2>{name}</h2>" if link else ""
    return f"""<section class="t7-buoi-toi" aria-label="Buổi tới, {name}" data-t7="buoi" data-ma="{roster.ward}">
{heading}{former}
<p class="t7-nhan">Buổi tới</p>
<ol class="t7-buoi">
{items}
<li class="t7-het"{" hidden" if coming else ""}>Chưa có lịch mới. Hỏi phường trước khi đi.</li>
</ol>
<p class="t7-noi">Tại {escape(venue.building)}, {escape(venue.address)}.</p>
{more}
</section>"""


def _line(shift: Shift) -> str:
    day = vietnamese.weekday_date(shift.date)
    hours = shift.roster.venue.hours
    if shift.closed:
        return f'<li class="t7-nghi">{moment(shift.date, hours, f"<strong>{day}</strong>")}: nghỉ ({escape(shift.closed)})</li>'
    return f"<li>{moment(shift.date, hours, f'<strong>{day}</strong>, {hours_span(hours)}')}</li>"


def moment(day: dt.date, hours: Hours, content: str) -> str:
    """A Saturday as ``<time>``, with its end, for the page's script."""
    start, end = (f"{day.isoformat()}T{moment:%H:%M}{OFFSET}" for moment in (hours.start, hours.end))
    return f'<time datetime="{start}" data-het="{end}">{content}</time>'


def hours_span(hours: Hours) -> str:
    return f'<span class="t7-gio">{vietnamese.hours(hours.start, hours.end)}</span>'


def former_names(venue: Venue) -> str:
    return escape(vietnamese.joined([vietnamese.unbroken(name) for name in venue.former_names]))
