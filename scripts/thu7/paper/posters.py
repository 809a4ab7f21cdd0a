"""What hangs on a wall: a ward's A4 sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from thu7.guides.model import Topic
from thu7.paper.qr_code import qr_svg
from thu7.paper.typesetting import pdf, typeset
from thu7.rota.model import Roster, Shift
from thu7.text import vietnamese

DATES = 8
"""How many coming Saturdays a poster tells."""
SAMPLE = "Tờ này làm từ dữ liệu mẫu: lịch trực chưa phải lịch thật."


def poster(roster: Roster, shifts: Sequence[Shift], topics: Sequence[Topic], today: dt.date, site_url: str) -> bytes:
    """An A4 sheet for the wall, without anybody's name.

    Args:
        shifts: the ward's Saturdays in order of date, past ones included.
        topics: what help is given.
        site_url: the site's address, with a slash at its end.
    """
    venue = roster.venue
    page = f"{site_url}lich/{roster.ward}/"
    rows = (("Đường đi", venue.directions), ("Mang theo", venue.bring), ("Điện thoại", venue.phone))
    return pdf(
        typeset(
            "poster",
            {
                "title": f"Sáng thứ Bảy có người giúp bạn, {venue.name}",
                "ward": venue.name,
                "former": vietnamese.joined([vietnamese.unbroken(name) for name in venue.former_names]),
                "help": [[topic.title, topic.summary] for topic in topics],
                "building": venue.building,
                "address": venue.address,
                "hours": vietnamese.hours(venue.hours.start, venue.hours.end),
                "rows": [[label, value] for label, value in rows if value],
                "dates": [[vietnamese.date(s.date), s.closed] for s in shifts if s.date >= today][:DATES],
                "today": vietnamese.date(today),
                "sample": SAMPLE if roster.sample else "",
                "page": page,
                "qr": qr_svg(page),
            },
        )
    )


def doors(behind: Mapping[str, Sequence[str]], today: dt.date, page: str) -> bytes:
    """An A4 sheet that says which door is the right one.

    Args:
        behind: the doors by name, each with the titles of what is done there.
        page: the address of the page that says the same, for the code.
    """
    data = {
        "title": "Việc này làm ở đâu?",
        "doors": [[name, list(titles)] for name, titles in behind.items()],
        "today": vietnamese.date(today),
        "page": page,
        "qr": qr_svg(page),
    }
    return pdf(typeset("doors", data))
