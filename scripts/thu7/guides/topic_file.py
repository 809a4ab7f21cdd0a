"""A topic's title page, ``guides/<topic>/index.md``, into its value; and the order of its guides."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from thu7.guides.guide_file import THEME_KEYS, theme_keys
from thu7.guides.model import Article, Topic
from thu7.text import vietnamese
from thu7.text.front_matter import Page
from thu7.text.problems import Notes, Place


def read_topic(slug: str, page: Page, guides: Collection[str], notes: Notes) -> Topic:
    """The title page of a folder of guides.

    Args:
        guides: the names of the files beside it, without their ending.
    """
    front = page.front
    listed = [*front.scalars("thứ tự", example="[khai-sinh, khai-tu]", about="Thứ tự các bài, tên tệp không có .md")]
    groups = []
    for group in front.records(
        "nhóm", example="- {tên: Khai sinh, bài: [khai-sinh, khai-sinh-nuoc-ngoai]}", about="Các nhóm bài"
    ):
        name = group.text("tên", required=True, example="Khai sinh", about="Tên nhóm")
        own = group.scalars(
            "bài", required=True, example="[khai-sinh, khai-sinh-nuoc-ngoai]", about="Các bài trong nhóm"
        )
        group.finish()
        groups.append((name, own))
    listed = [*(slug for _, own in groups for slug in own), *listed]
    seen = dict[str, Place]()
    for one in listed:
        if one.text not in guides:
            near = vietnamese.nearest(one.text, guides)
            hint = f"Có phải là “{near}”?" if near else "Ghi tên tệp, không có .md, như: khai-sinh"
            notes.warn(one.place, "unknown-guide", f"Không có bài “{one.text}” trong thư mục này.", hint)
        elif one.text in seen:
            message = f"“{one.text}” đã có ở dòng {seen[one.text].line}."
            notes.warn(one.place, "double-guide", message, "Mỗi bài đứng một lần: xóa một chỗ.")
        seen.setdefault(one.text, one.place)
    topic = Topic(
        slug,
        page.title,
        front.text("tóm tắt", about="Một câu về chủ đề"),
        not front.has("bàn thứ Bảy") or front.flag("bàn thứ Bảy", about="“không” khi bàn thứ Bảy không giúp việc này"),
        tuple(one.text for one in listed),
        page.body,
        page.title_place,
        theme_keys(front),
        tuple((name, tuple(one.text for one in own)) for name, own in groups),
    )
    front.finish(THEME_KEYS)
    return topic


def in_order(topic: Topic, guides: Sequence[Article]) -> tuple[Article, ...]:
    """The topic's guides: first those it names, then the others by title."""
    rank = {slug: i for i, slug in enumerate(topic.order)}
    own = (guide for guide in guides if guide.topic == topic.slug)
    return tuple(sorted(own, key=lambda guide: (rank.get(guide.slug, len(rank)), vietnamese.collation(guide.title))))
