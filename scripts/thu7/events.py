"""Life events: pages below ``/viec/`` that put guides in the order in which a person needs them.

Staff write the steps (``##``), the branches (``### Chỉ khi …``) and links to guides; what a guide says of itself (by when,
whether a trip is needed) is taken from it, so a fact stands in one place.
"""

from __future__ import annotations

import datetime as dt
import html
import posixpath
import re
from collections.abc import Iterable, Mapping

from thu7 import wording
from thu7.guides import card_rows, front_matter
from thu7.links import links
from thu7.model import Guide, LifeEvent, Phrasing
from thu7.problems import Notes
from thu7.reader import Page

FOLDER = "viec"
"""The folder in ``guides/`` whose pages are life events."""
_EXAMPLE = "Viết như: ## Làm giấy khai sinh, dòng dưới: - [Đăng ký khai sinh](../ho-tich/khai-sinh.md)"
_STEP = re.compile(r"(?m)^## +(?P<name>.+?) *$")
_LEADS = re.compile(r"(?m)^(?P<item> *[-*] +\[[^\]\n]*\]\((?P<target>[^)\s]+\.md)\)[^\n]*)$")
_SHOWN = {"Khi nào làm": "Khi nào làm:", "Có phải đi không": "Có phải đi không?"}
"""The rows of a guide's card that stand beside its name, and how they are asked."""


def read_event(slug: str, page: Page, phrasings: tuple[Phrasing, ...], notes: Notes) -> LifeEvent | None:
    """The life event, or None where what its page needs is missing (the problems say what)."""
    front = page.front
    before = len(notes.problems)
    reviewed = front.date("rà soát", required=True)
    review_by = front.date("rà lại trước", required=True)
    event = LifeEvent(
        slug=slug,
        title=page.title,
        summary=front.text("tóm tắt", required=True, example="Những việc cần làm khi nhà có em bé, theo thứ tự."),
        owner=front.text("phụ trách", required=True, example="Tư pháp – hộ tịch"),
        reviewed=reviewed or dt.date.min,
        review_by=review_by or dt.date.max,
        body=page.body,
        place=page.title_place,
        aliases=front.texts("tên gọi khác"),
        phrasings=phrasings,
        steps=tuple(_steps(page.body)),
    )
    front.finish()
    if not any(event.steps):
        notes.error(page.title_place, "no-steps", "Trang chưa dẫn tới bài hướng dẫn nào.", _EXAMPLE)
    return event if page.title and len(notes.problems) == before else None


def _steps(body: str) -> Iterable[tuple[str, ...]]:
    """For each step the guides to which it leads, as places below the site's sources."""
    for part in _STEP.split(body)[2::2]:
        targets = (link.target for link in links("", part) if link.target.endswith(".md"))
        yield tuple(dict.fromkeys(posixpath.normpath(posixpath.join(FOLDER, target)) for target in targets))


def event_page(event: LifeEvent, guides: Mapping[str, Guide]) -> str:
    """The Markdown of a life event as it is published: numbered steps, each guide with what it says of itself.

    Args:
        guides: all guides by their ``uri``.
    """
    count = 0

    def numbered(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"## Bước {count}. {found['name']}"

    def told(found: re.Match[str]) -> str:
        guide = guides.get(posixpath.normpath(posixpath.join(FOLDER, found["target"])))
        rows = dict(card_rows(guide)) if guide else {}
        said = [f"<b>{asked}</b> {html.escape(rows[row])}." for row, asked in _SHOWN.items() if rows.get(row)]
        return " ".join((found["item"], *(f'<span class="t7-phu">{line}</span>' for line in said)))

    head = {"title": event.title, "description": event.summary, "t7": "viec", "t7_picture": picture_uri(event)}
    body = _LEADS.sub(told, _STEP.sub(numbered, event.body.strip()))
    return "\n\n".join((front_matter(head), f"# {event.title}", body, _foot(event))) + "\n"


def _foot(event: LifeEvent) -> str:
    return f"""<aside class="t7-ho-tro" aria-label="Sáng thứ Bảy có người giúp">
<p><strong>Chưa biết bắt đầu từ đâu? Sáng thứ Bảy có tình nguyện viên giúp bạn.</strong></p>
<p><a class="t7-nut" href="../../lich/">Xem lịch thứ Bảy</a></p>
</aside>

<footer class="t7-chan" markdown="0">
<p>Trang này chỉ xếp thứ tự. Giấy tờ, lệ phí và nguồn nằm trong từng bài. Soát ngày {wording.date(event.reviewed)}. Phụ trách: {html.escape(event.owner)}.</p>
</footer>"""


def picture_uri(event: LifeEvent) -> str:
    """Where the picture is that a link to the life event shows."""
    return f"assets/anh/{FOLDER}-{event.slug}.png"


def places_of(guide: Guide, events: Iterable[LifeEvent]) -> tuple[tuple[LifeEvent, int], ...]:
    """The life events in which a guide is a step, each with the step's number."""
    return tuple((event, number) for event in events for number, uris in enumerate(event.steps, 1) if guide.uri in uris)
