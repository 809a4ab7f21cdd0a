"""``<slug>.en.md`` beside a page: the same in English, into its value. Keys are as in the Vietnamese page, values English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thu7.guides.model import Guide, LifeEvent, Phrasing, Translation
from thu7.text.front_matter import Page
from thu7.text.problems import Notes

ENDING = ".en.md"
ROWS = ("ai làm", "khi nào làm", "có phải đi", "nơi nhận", "lệ phí", "thời hạn", "kết quả")
"""The keys of a guide's card that a translation may give, in the order in which readers see them."""


def original_of(path: str) -> str:
    """The page whose translation stands there."""
    return f"{path.removesuffix(ENDING)}.md"


def read_translation(
    page: Page, originals: Sequence[Guide | LifeEvent], phrasings: tuple[Phrasing, ...], notes: Notes
) -> Translation | None:
    """The translation, or None where its page has no original or lacks what it needs (the problems say what)."""
    front, path = page.front, page.title_place.path
    before = len(notes.problems)
    original = next((one for one in originals if one.place.path == original_of(path)), None)
    summary = front.text(
        "tóm tắt", required=True, example="How to get a VNeID account as a foreigner.", about="Một câu, bằng tiếng Anh"
    )
    reviewed = front.date("rà soát", required=True, about="Ngày soát bản dịch") or dt.date.min
    rows = tuple((key, value) for key in ROWS if (value := front.text(key, about="Như bài tiếng Việt")))
    aliases = front.texts("tên gọi khác", about="Người nước ngoài hay gọi là gì")
    front.finish()
    if original is None or len(notes.problems) > before or not page.title:
        return None
    return Translation(
        original=original,
        title=page.title,
        summary=summary,
        body=page.body,
        place=page.title_place,
        reviewed=reviewed,
        reviewed_place=front.key_place("rà soát"),
        rows=rows,
        aliases=aliases,
        phrasings=phrasings,
    )
