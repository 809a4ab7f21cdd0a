"""A life event as the Markdown of its page: numbered steps, each guide with what it says of itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from html import escape

from thu7.guides.card import card_rows
from thu7.guides.life_event_file import FOLDER
from thu7.guides.model import Guide, LifeEvent
from thu7.guides.single_source import in_words
from thu7.text import outline, vietnamese
from thu7.text.front_matter import front_matter

_SHOWN = {"Khi nào làm": "Khi nào làm:", "Có phải đi không": "Có phải đi không?"}
"""The rows of a guide's card that stand beside its name, and how they are asked."""


def event_page(event: LifeEvent, guides: Mapping[str, Guide], english: str = "") -> str:
    """The Markdown of a life event as it is published: numbered steps, each guide with what it says of itself.

    Args:
        guides: all guides by their ``uri``.
        english: the link to the page in English; empty where there is none.
    """
    body = outline.closed(in_words(event.body))
    lines = body.split("\n")
    for target, number in outline.led_from_lists(body):
        lines[number] = " ".join(
            (lines[number], *_told(guides.get(posixpath.normpath(posixpath.join(FOLDER, target)))))
        )
    for count, heading in reversed([*enumerate((h for h in outline.headings(body) if h.level == 2), 1)]):
        lines[slice(*heading.lines)] = [f"## Bước {count}. {heading.source}"]
    head = {"title": event.title, "description": event.summary, "t7": "viec", "t7_picture": picture_uri(event)}
    if english:
        head |= {"t7_lang": "vi", "t7_other": f"{FOLDER}/{event.slug}.en/"}
    body = "\n".join(lines).strip("\n")
    blocks = (front_matter(head), f"# {event.title}", english, body, _foot(event))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _told(guide: Guide | None) -> Iterator[str]:
    """What stands behind a link to the guide."""
    rows = dict(card_rows(guide)) if guide else {}
    for row, asked in _SHOWN.items():
        if rows.get(row):
            yield f'<span class="t7-phu"><b>{asked}</b> {escape(rows[row])}.</span>'


def _foot(event: LifeEvent) -> str:
    return f"""<aside class="t7-ho-tro" aria-label="Sáng thứ Bảy có người giúp">
<p><strong>Chưa biết bắt đầu từ đâu? Sáng thứ Bảy có tình nguyện viên giúp bạn.</strong></p>
<p><a class="t7-nut" href="../../lich/">Xem lịch thứ Bảy</a></p>
</aside>

<footer class="t7-chan">
<p>Trang này chỉ xếp thứ tự. Giấy tờ, lệ phí và nguồn nằm trong từng bài. Soát ngày {vietnamese.date(event.reviewed)}. Phụ trách: {escape(event.owner)}.</p>
</footer>"""


def picture_uri(event: LifeEvent) -> str:
    """Where the picture is that a link to the life event shows."""
    return f"assets/anh/{FOLDER}-{event.slug}.png"
