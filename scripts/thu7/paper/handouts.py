"""What lies on a counter: a guide as a folded booklet."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence

from thu7.guides import expiry
from thu7.guides.card import card_rows
from thu7.guides.model import Guide
from thu7.guides.sections import SECTIONS
from thu7.guides.single_source import in_words
from thu7.paper.blocks import Block, blocks, plain_text, without_volunteers
from thu7.paper.qr_code import qr_svg
from thu7.paper.typesetting import pdf, typeset
from thu7.rota.model import Roster
from thu7.text import vietnamese
from thu7.text.links import address

DESKS = 3
"""Up to how many wards a handout tells each desk's place; of more, it tells the names."""
ONLY_ON_SCREEN = ("Làm ở đâu", "Mã thủ tục")
"""Rows of the card that paper has no room for: whether a trip is needed says the one, the steps say the other."""
SIZES = (13.5, 13, 12.5, 12, 11.5, 11)
"""Letters of a handout in points, the best first; a guide too long for the last takes another sheet."""
PREPARE, STEPS, MISTAKES, QUESTIONS, STUCK, _ = map(vietnamese.fold, SECTIONS)


def handout(guide: Guide, wards: Sequence[Roster], today: dt.date, site_url: str) -> bytes:
    """A guide as a booklet of A5 pages, two on each side of an A4 sheet; sheets lie in each other and fold once.

    The questions stay on the site, where the code leads; the volunteers' section stays out altogether.
    """
    page = f"{site_url}{address(guide.uri)}"
    parts = dict[str, list[Block]]()
    name = ""
    for block in without_volunteers(blocks(in_words(guide.body))):
        if block["kind"] == "heading" and block["level"] <= 2:
            name = plain_text(block)
        parts.setdefault(vietnamese.fold(name), []).append(block)
    back = [block for section in (MISTAKES, STUCK) for block in parts.get(section, ())]
    inside = [
        {"tick": section == PREPARE, "steps": section == STEPS, "blocks": found}
        for section, found in parts.items()
        if section not in (MISTAKES, STUCK, QUESTIONS)
    ]
    booklet = {
        "title": guide.title,
        "summary": guide.summary,
        "notice": told.sentence if (told := expiry.notice(guide, today)) else "",
        "glance": [row for row in card_rows(guide) if row[1] and row[0] not in ONLY_ON_SCREEN],
        "inside": inside,
        "back": back,
        "questions": QUESTIONS in parts,
        "reviewed": vietnamese.date(guide.reviewed),
        "owner": guide.owner,
        "desks": [
            [r.venue.name, vietnamese.hours(r.venue.hours.start, r.venue.hours.end), r.venue.building, r.venue.address]
            for r in wards
            if len(wards) <= DESKS
        ],
        "wards": vietnamese.joined([r.venue.name for r in wards]) if len(wards) > DESKS else "",
        "page": page,
        "qr": qr_svg(page),
        "saturdays": f"{site_url}lich/",
    }
    layouts = [{**booklet, "size": size, "facing": facing, "notes": 0} for size in SIZES for facing in (True, False)]
    sheets, layout = _fewest_sheets(layouts)
    layout["notes"] = sheets * 4 - _pages(layout)
    pages = pdf(typeset("handout", layout))
    # Only text goes into typst from outside, so the booklet's pages go to the sheets as numbers.
    return pdf(typeset("sheets", {"title": guide.title, "count": sheets * 4, "booklet": list(pages)}))


def _fewest_sheets(layouts: Iterable[dict[str, object]]) -> tuple[int, dict[str, object]]:
    """How many sheets it takes at the least, and the first layout that does with them: the largest letters."""
    best: tuple[int, dict[str, object]] | None = None
    for layout in layouts:
        sheets = _sheets(layout)
        if best is None or sheets < best[0]:
            best = sheets, layout
        if sheets == 1:
            break
    assert best is not None, "there is a layout"
    return best


def _pages(layout: Mapping[str, object]) -> int:
    return int(json.loads(typeset("handout", layout).query("<pages>", field="value", one=True)))


def _sheets(layout: Mapping[str, object]) -> int:
    return -(-_pages(layout) // 4)
