"""What hangs on a wall, lies on a counter, or shows where a link is sent: posters, folded handouts, pictures, QR codes.

What staff wrote goes to typst as data, never as markup, so nothing in it can run. The same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import markdown  # type: ignore[import-untyped]  # comes with MkDocs, without types
import segno
import typst

from thu7 import clock, wording
from thu7.guides import FOR_VOLUNTEERS, SECTIONS, card_rows
from thu7.links import address
from thu7.model import Guide, Roster, Shift, Topic

ROOT = Path(__file__).parent
DATES = 8
"""How many coming Saturdays a poster tells."""
DESKS = 3
"""Up to how many wards a handout tells each desk's place; of more, it tells the names."""
ONLY_ON_SCREEN = ("Làm ở đâu", "Mã thủ tục")
"""Rows of the card that paper has no room for: whether a trip is needed says the one, the steps say the other."""
SIZES = (13.5, 13, 12.5, 12, 11.5, 11)
"""Letters of a handout in points, the best first; a guide too long for the last takes another sheet."""
SAMPLE = "Tờ này làm từ dữ liệu mẫu: lịch trực chưa phải lịch thật."
# The site's own extensions, as far as they change what a text says; fences here are plain, without colours.
EXTENSIONS = ("attr_list", "md_in_html", "tables", "admonition", "pymdownx.details", "fenced_code")
PREPARE, STEPS, MISTAKES, QUESTIONS, STUCK, _ = map(wording.fold, SECTIONS)

CELLS = ("td", "th")
BOLD = ("strong", "b", "th", "dt", "summary")
SILENT = ("script", "style", "template")
LISTS = {"ol": "ordered", "ul": "unordered"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = {
    "a",
    "abbr",
    "br",
    "code",
    "del",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "sub",
    "sup",
}
INLINE |= {"b", "strong", "td", "th", "time", "u"}
NO_LETTERS = re.compile("[\U0001f000-\U0001ffff\ue000-\uf8ff\u200d\ufe0e\ufe0f]")
"""Pictures among letters, which typst's fonts have not: on paper they would be empty boxes."""

Block = dict[str, Any]
"""``kind`` is ``heading``, ``paragraph``, ``ordered`` or ``unordered``; ``runs`` are pairs of a text and whether it is
bold; the ``items`` of a list are lists of blocks. Plain values, as they go to the templates."""


def qr_svg(address: str) -> str:
    """A QR code as an SVG that stands inside a page; its modules are black on white in either scheme."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, border=2, light="#fff", omitsize=True)
    return out.getvalue().decode().strip()


def picture(site: str, title: str, summary: str) -> bytes:
    """What a link to a page shows: a PNG of 1200 by 630."""
    return _made(_typeset("picture", {"site": site, "title": title, "summary": summary}), "png")


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
    return _pdf(
        _typeset(
            "poster",
            {
                "title": f"Sáng thứ Bảy có người giúp bạn, {venue.name}",
                "ward": venue.name,
                "former": wording.joined([wording.unbroken(name) for name in venue.former_names]),
                "help": [[topic.title, topic.summary] for topic in topics],
                "building": venue.building,
                "address": venue.address,
                "hours": wording.hours(venue.hours.start, venue.hours.end),
                "rows": [[label, value] for label, value in rows if value],
                "dates": [[wording.date(s.date), s.closed] for s in shifts if s.date >= today][:DATES],
                "today": wording.date(today),
                "sample": SAMPLE if roster.sample else "",
                "page": page,
                "qr": qr_svg(page),
            },
        )
    )


def handout(guide: Guide, wards: Sequence[Roster], today: dt.date, site_url: str) -> bytes:
    """A guide as a booklet of A5 pages, two on each side of an A4 sheet; sheets lie in each other and fold once.

    The questions stay on the site, where the code leads; the volunteers' section stays out altogether.
    """
    page = f"{site_url}{address(guide.uri)}"
    parts = dict[str, list[Block]]()
    name = ""
    for block in without_volunteers(blocks(guide.body)):
        if block["kind"] == "heading" and block["level"] <= 2:
            name = _plain(block)
        parts.setdefault(wording.fold(name), []).append(block)
    back = [block for section in (MISTAKES, STUCK) for block in parts.get(section, ())]
    inside = [
        {"tick": section == PREPARE, "steps": section == STEPS, "blocks": found}
        for section, found in parts.items()
        if section not in (MISTAKES, STUCK, QUESTIONS)
    ]
    booklet = {
        "title": guide.title,
        "summary": guide.summary,
        "notice": told.sentence if (told := clock.notice(guide, today)) else "",
        "glance": [row for row in card_rows(guide) if row[1] and row[0] not in ONLY_ON_SCREEN],
        "inside": inside,
        "back": back,
        "questions": QUESTIONS in parts,
        "reviewed": wording.date(guide.reviewed),
        "owner": guide.owner,
        "desks": [
            [r.venue.name, wording.hours(r.venue.hours.start, r.venue.hours.end), r.venue.building, r.venue.address]
            for r in wards
            if len(wards) <= DESKS
        ],
        "wards": wording.joined([r.venue.name for r in wards]) if len(wards) > DESKS else "",
        "page": page,
        "qr": qr_svg(page),
        "saturdays": f"{site_url}lich/",
    }
    layouts = [{**booklet, "size": size, "facing": facing, "notes": 0} for size in SIZES for facing in (True, False)]
    # The fewest sheets; then the largest letters.
    sheets, layout = min(((_sheets(layout), layout) for layout in layouts), key=lambda found: found[0])
    layout["notes"] = sheets * 4 - _pages(layout)
    pages = _pdf(_typeset("handout", layout))
    # Only text goes into typst from outside, so the booklet's pages go to the sheets as numbers.
    return _pdf(_typeset("sheets", {"title": guide.title, "count": sheets * 4, "booklet": list(pages)}))


def _pages(layout: Mapping[str, object]) -> int:
    return int(json.loads(_typeset("handout", layout).query("<pages>", field="value", one=True)))


def _sheets(layout: Mapping[str, object]) -> int:
    return -(-_pages(layout) // 4)


def _typeset(template: str, data: Mapping[str, object]) -> typst.Compiler:
    """A template with what it sets; no fonts but typst's own, so it looks the same on every machine."""
    source = ROOT / "templates" / f"{template}.typ"
    told = NO_LETTERS.sub("", json.dumps(data, ensure_ascii=False))
    return typst.Compiler(source, root=ROOT, ignore_system_fonts=True, sys_inputs={"data": told})


def _pdf(written: typst.Compiler) -> bytes:
    return _made(written, "pdf")


def _made(written: typst.Compiler, kind: Literal["pdf", "png"]) -> bytes:
    made = written.compile(format=kind, ppi=72.0, timestamp=0)
    assert isinstance(made, bytes), "one file comes as bytes, several pictures as a list"
    return made


# --- Markdown into blocks ------------------------------------------------------------------------------------------


def blocks(text: str) -> list[Block]:
    """What staff wrote, as headings, paragraphs and lists; links and pictures as their text."""
    reader = _Reader()
    reader.feed(markdown.markdown(text, extensions=list(EXTENSIONS)))
    reader.close()
    reader.end_block()
    return reader.blocks


def without_volunteers(found: Sequence[Block]) -> list[Block]:
    """The blocks save the volunteers' section, whatever its heading's level and wherever it stands."""
    kept, hidden = [], 0
    for block in found:
        if block["kind"] == "heading":
            if wording.fold(_plain(block)).rstrip(" :.") == wording.fold(FOR_VOLUNTEERS):
                hidden = hidden or block["level"]
            elif hidden >= block["level"]:
                hidden = 0
        if not hidden:
            kept.append(block)
    return kept


def _plain(block: Block) -> str:
    return "".join(text for text, _ in block["runs"])


class _Reader(HTMLParser):
    """The HTML that the Markdown library writes, as blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.here = self.blocks
        """Where the next block goes: the page, or an item of a list."""
        self.lists: list[tuple[Block, list[Block]]] = []
        """The lists that are open, each with the place it stands in."""
        self.runs: list[tuple[str, bool]] = []
        self.level = self.bold = self.silent = 0

    def end_block(self) -> None:
        """What was read since the last block becomes one; nothing where that is only space."""
        runs: list[tuple[str, bool]] = []
        for words, bold in self.runs:
            text = re.sub(r"\s+", " ", words)
            text = text.lstrip() if not runs or runs[-1][0].endswith(" ") else text
            if text:
                runs.append((text, bold))
        while runs and runs[-1][0].endswith(" "):
            words, bold = runs.pop()
            runs += [(words.rstrip(), bold)] if words.strip() else []
        if runs:
            kind = {"kind": "heading", "level": self.level} if self.level else {"kind": "paragraph"}
            self.here.append({**kind, "runs": runs})
        self.runs = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in INLINE:
            self.end_block()
        if tag in LISTS:
            opened: Block = {"kind": LISTS[tag], "items": []}
            self.here.append(opened)
            self.lists.append((opened, self.here))
        elif tag == "li" and self.lists:
            self.here = []
            self.lists[-1][0]["items"].append(self.here)
        elif tag in HEADINGS:
            self.level = HEADINGS[tag]
        elif tag == "br":
            self.runs.append((" ", False))
        elif tag == "img" and given.get("alt"):
            self.runs.append((f"(hình: {given['alt']})", False))
        elif tag in CELLS and self._said():
            self.runs.append((" – ", False))
        self.bold += tag in BOLD
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_block()
        if tag in LISTS and self.lists:
            _, self.here = self.lists.pop()
        elif tag in HEADINGS:
            self.level = 0
        self.bold = max(0, self.bold - (tag in BOLD))
        self.silent = max(0, self.silent - (tag in SILENT))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.runs.append((data, self.bold > 0))

    def _said(self) -> bool:
        return any(text.strip() for text, _ in self.runs)
