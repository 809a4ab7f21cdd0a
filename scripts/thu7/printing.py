"""Paper and pictures: posters, folded handouts, what a link shows when it is sent, and QR codes.

typst sets them, with the fonts inside its own wheel, so a sheet is the same on every machine. All words go in as data.
"""

from __future__ import annotations

import html.parser
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import markdown  # type: ignore[import-untyped]  # comes with MkDocs, without types
import segno
import typst

from thu7 import guides, wording
from thu7.model import Guide, Roster, Shift

TEMPLATES = Path(__file__).parent / "templates"
DATES = 8
SAMPLE = "Tờ mẫu: lịch này chưa phải lịch thật."
HELP = "Tình nguyện viên chỉ bạn cài VNeID, sửa thông tin, nộp hồ sơ trực tuyến."


def qr_svg(address: str) -> str:
    """A QR code as an SVG that stands inside a page; its modules are black on white in either scheme."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, border=2, light="#fff", omitsize=True
    )
    return out.getvalue().decode().strip()


def poster(roster: Roster, shifts: Sequence[Shift], address: str) -> bytes:
    """An A4 sheet for the desk: where, when, the next eight Saturdays. It names no volunteer.

    Args:
        shifts: the ward's coming Saturdays in order of date.
        address: the full address of its Saturday page.
    """
    venue = roster.venue
    hours = wording.hours(venue.hours.start, venue.hours.end)
    days = [
        {"date": wording.weekday_date(shift.date), "hours": hours, "closed": shift.closed} for shift in shifts[:DATES]
    ]
    data = _inputs(
        title=venue.name,
        kicker="Ngày thứ Bảy tình nguyện",
        former=f"Trước đây: {wording.joined(venue.former_names)}" if venue.former_names else "",
        help=HELP,
        hours=f"Sáng thứ Bảy, {hours}",
        building=venue.building,
        address=venue.address,
        bring=venue.bring,
        days=days,
        qr=qr_svg(address),
        link=_bare(address),
        sample=SAMPLE if roster.sample else "",
    )
    return _compiled("poster.typ", data)


def handout(guide: Guide, address: str) -> bytes:
    """A guide on A4 sheets that fold to A5, without the volunteers' section."""
    card = [(label, value) for label, value in guides.card_rows(guide) if value]
    data = _inputs(
        title=guide.title,
        summary=guide.summary,
        card=card,
        blocks=_blocks(guides.without_volunteers(guide.body)),
        qr=qr_svg(address),
        link=_bare(address),
        reviewed=wording.date(guide.reviewed),
    )
    source = str(TEMPLATES / "handout.typ")
    pages = json.loads(
        typst.query(source, "<pages>", field="value", one=True, sys_inputs=data, ignore_system_fonts=True)
    )
    return _compiled("fold.typ", _inputs(pages=pages, pdf=list(_compiled("handout.typ", data))))


def picture(site: str, title: str, summary: str) -> bytes:
    """What a link to a page shows: a PNG of 1200 by 630."""
    return _compiled("picture.typ", _inputs(site=site, title=title, summary=summary), kind="png")


def _inputs(**data: Any) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _compiled(template: str, data: dict[str, str], kind: Literal["pdf", "png"] = "pdf") -> bytes:
    path = str(TEMPLATES / template)
    return typst.compile(path, format=kind, ppi=72.0, ignore_system_fonts=True, sys_inputs=data, timestamp=0)


def _bare(address: str) -> str:
    return address.partition("://")[2].rstrip("/")


# --- Markdown as plain blocks --------------------------------------------------------------------------------------


class _Blocks(html.parser.HTMLParser):
    """Headings, paragraphs and lists of a guide; bold stays bold, links stay words."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[dict[str, Any]] = []
        self.spans: list[dict[str, Any]] | None = None
        self.bold = 0
        self.lists: list[dict[str, Any]] = []
        self.section = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("strong", "b"):
            self.bold += 1
        elif tag in ("ul", "ol"):
            tick = tag == "ul" and self.section == wording.fold(guides.SECTIONS[0])
            self.lists.append({"kind": "tick" if tick else tag, "items": []})
            self.blocks.append(self.lists[-1])
        elif tag == "li" or (tag in ("h2", "h3", "p") and self.spans is None):
            self.spans = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "b"):
            self.bold -= 1
        elif tag in ("ul", "ol"):
            self.lists.pop()
        elif tag == "li" and self.spans is not None:
            self.lists[-1]["items"].append(self.spans)
            self.spans = None
        elif tag in ("h2", "h3", "p") and self.spans is not None and not self.lists:
            if tag == "h2":
                self.section = wording.fold("".join(span["text"] for span in self.spans))
            self.blocks.append({"kind": tag, "items": [self.spans]})
            self.spans = None

    def handle_data(self, data: str) -> None:
        if self.spans is not None and data.strip("\n"):
            self.spans.append({"text": data.replace("\n", " "), "bold": self.bold > 0})


def _blocks(body: str) -> list[dict[str, Any]]:
    parser = _Blocks()
    parser.feed(markdown.markdown(body))
    return [block for block in parser.blocks if block["items"]]
