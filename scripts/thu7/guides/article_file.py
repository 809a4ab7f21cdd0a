"""What the files of guides and of life events have in common, into values."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from thu7.guides.model import Phrasing
from thu7.guides.single_source import in_words
from thu7.text.front_matter import Page
from thu7.text.problems import Place


class ArticleFields(TypedDict):
    """The fields of an ``Article`` save ``topic`` and ``slug``."""

    reviewed: dt.date
    reviewed_place: Place
    review_by: dt.date
    summary: str
    owner: str
    named: tuple[Phrasing, ...]
    phrasings: tuple[Phrasing, ...]
    title: str
    body: str
    place: Place


def read_article(page: Page, phrasings: tuple[Phrasing, ...], *, summary_example: str) -> ArticleFields:
    """What stands in every article's front matter; a date that cannot be read lies at an end of time."""
    front = page.front
    return {
        "reviewed": front.date("rà soát", required=True, about="Ngày soát lại lần cuối") or dt.date.min,
        "reviewed_place": front.key_place("rà soát"),
        "review_by": front.date("rà lại trước", required=True, about="Ngày phải soát lại") or dt.date.max,
        "summary": in_words(
            front.text("tóm tắt", required=True, example=summary_example, about="Một câu, hiện ở kết quả tìm")
        ),
        "owner": front.text("phụ trách", required=True, example="Tư pháp – hộ tịch", about="Nơi trả lời khi trang sai"),
        "named": tuple(
            Phrasing(name.text, name.place)
            for name in front.scalars("tên gọi khác", example="[làm giấy khai sinh]", about="Người dân hay gọi là gì")
        ),
        "phrasings": phrasings,
        "title": page.title,
        "body": page.body,
        "place": page.title_place,
    }
