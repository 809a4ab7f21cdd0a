"""A guide or a life event in English, as the Markdown of its page. What it rests on is its original's."""

from __future__ import annotations

import datetime as dt
from html import escape

from thu7.guides import translation_file
from thu7.guides.model import Guide, LifeEvent, Translation
from thu7.guides.single_source import MARK, REASON, linked
from thu7.site import guide_page, life_event_page
from thu7.text import outline
from thu7.text.front_matter import front_matter

LABELS = dict(
    zip(
        translation_file.ROWS,
        ("Who", "When", "Do you have to go?", "Where", "Fee", "How long it takes", "What you get"),
        strict=True,
    )
)


def english_page(page: Translation, today: dt.date) -> str:
    """The Markdown of a translation as it is published: card, what staff wrote, foot."""
    original = page.original
    picture = guide_page.picture_uri(original) if isinstance(original, Guide) else life_event_page.picture_uri(original)
    head = {
        "title": page.title,
        "description": page.summary,
        "t7": "viec" if isinstance(original, LifeEvent) else "english",
        "t7_lang": "en",
        "t7_other": f"{original.topic}/{original.slug}/",
        "t7_picture": picture,
    }
    cells = "\n".join(
        f"<div><dt>{LABELS[key]}</dt> <dd>{_marked(escape(value))}</dd></div>" for key, value in page.rows
    )
    blocks = [
        front_matter(head),
        f"# {page.title}",
        f'<p class="t7-ngon-ngu"><a href="../{original.slug}/" lang="vi" hreflang="vi">Đọc bằng tiếng Việt: {escape(original.title)}</a></p>',
        guide_page.clock(original, today, english=True) if isinstance(original, Guide) else "",
        f'<dl class="t7-tom-tat" aria-label="At a glance">\n{cells}\n</dl>' if cells else "",
        _marked(outline.closed(page.body).strip()),
        _foot(page),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def way_to(page: Translation | None) -> str:
    """The link from the Vietnamese page; empty where it has no English."""
    if page is None:
        return ""
    slug = page.original.slug
    return f'<p class="t7-ngon-ngu"><a href="../{slug}.en/" lang="en" hreflang="en">In English: {escape(page.title)}</a></p>'


def _marked(text: str) -> str:
    return linked(text, "from one source only")


def _foot(page: Translation) -> str:
    one = (
        f'<p id="{REASON}">A “?” behind a sentence means that we have it from one source only. Ask before you travel for it.</p>\n'
        if MARK.search(page.body) or any(MARK.search(value) for _, value in page.rows)
        else ""
    )
    return f"""<aside class="t7-ho-tro" aria-label="Help on Saturday mornings">
<p><strong>Stuck? Volunteers help on Saturday mornings, for free.</strong></p>
<p><a class="t7-nut" href="../../lich/">See the Saturdays</a></p>
</aside>

<footer class="t7-chan">
{one}<p>Checked on {page.reviewed:%d/%m/%Y}. The Vietnamese page has the legal texts and the sources. Where the two differ, the Vietnamese page counts.</p>
</footer>"""
