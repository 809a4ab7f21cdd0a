"""What the files of guides and of life events have in common, into values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from thu7.guides.model import Phrasing
from thu7.text.front_matter import Page


def read_article(page: Page, phrasings: tuple[Phrasing, ...], *, summary_example: str) -> dict[str, Any]:
    """The fields of an ``Article`` save ``topic`` and ``slug``. A date that cannot be read lies at the end of time."""
    front = page.front
    return {
        "reviewed": front.date("rà soát", required=True) or dt.date.min,
        "review_by": front.date("rà lại trước", required=True) or dt.date.max,
        "summary": front.text("tóm tắt", required=True, example=summary_example),
        "owner": front.text("phụ trách", required=True, example="Tư pháp – hộ tịch"),
        "aliases": front.texts("tên gọi khác"),
        "phrasings": phrasings,
        "title": page.title,
        "body": page.body,
        "place": page.title_place,
    }
