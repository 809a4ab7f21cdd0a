"""The page of legal texts: what the guides rest on, until when, and which guides those are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from thu7.guides.expiry import in_force, with_guides
from thu7.guides.model import Guide, LegalText
from thu7.text import vietnamese
from thu7.text.front_matter import front_matter

TITLE = "Văn bản mà các bài dựa vào"


def legal_texts_page(texts: Mapping[str, LegalText], guides: Iterable[Guide], today: dt.date) -> str:
    """``/van-ban/`` as Markdown: every legal text under its code, the nearest to its end first, and the guides that cite it."""
    parts = [
        front_matter({"title": TITLE, "description": "Các văn bản mà bài hướng dẫn dựa vào, tìm theo số hiệu."}),
        f"# {TITLE}",
        "Mỗi văn bản có số hiệu, ngày hiệu lực và những bài dựa vào nó.",
    ]
    for text, cited_by in with_guides(texts, guides):
        following = texts.get(text.replaced_by)
        days = vietnamese.capitalized(in_force(text)) or "Chưa rõ ngày hiệu lực"
        gone = " <strong>Đã hết hiệu lực.</strong>" if text.until and text.until < today else ""
        name = escape(text.name)
        note = f" {escape(text.note)}." if text.note else ""
        note += f" Chưa ai đọc bản ký: {escape(text.unread)}." if text.unread else ""
        link = (
            f'<a href="{escape(text.source)}">{name}</a>'
            if urlsplit(text.source).path.strip("/") or urlsplit(text.source).query
            else name
        )
        after = f" Thay bằng: {escape(following.name)} ({escape(following.number)})." if following else ""
        lines = [f'<li><a href="../{guide.topic}/{guide.slug}/">{escape(guide.title)}</a></li>' for guide in cited_by]
        parts.append(
            f'<h2 id="{text.code}">{escape(text.number)}</h2>\n'
            f"<p>{link}. {days}.{note}{gone}{after}</p>\n" + _listed(lines)
        )
    return "\n\n".join(parts) + "\n"


MANY = 3
"""Guides of a text that are named; of more the page says how many, and ``thu7 laws CODE`` which."""


def _listed(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    if len(lines) > MANY:
        return f"<p>{len(lines)} bài dựa vào.</p>"
    return "\n".join(('<ul class="t7-rong">', *lines, "</ul>"))
