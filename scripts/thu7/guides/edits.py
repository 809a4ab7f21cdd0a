"""Changes of a guide's front matter in place: who read it again, when, and which sources.

Each raises ``ValueError`` where the file is written in a way in which it cannot be done safely.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from thu7.guides.model import Guide, Source
from thu7.guides.truth_checks import OLD
from thu7.text import vietnamese, yaml_edit
from thu7.text.front_matter import in_front_matter
from thu7.text.yaml_edit import Item


def read_again(text: str, today: dt.date, sources: Iterable[Source]) -> str:
    """A guide's file in which these sources were read today."""

    def change(front: str) -> str:
        for source in sources:
            front = yaml_edit.put(front, ("nguồn", Item("tên", source.name), "xem ngày"), vietnamese.date(today))
        return front

    return in_front_matter(text, change)


def found_wrong(text: str, wrong: Sequence[str]) -> str:
    """A guide's file with these things to be mended added to those that stand there."""
    return in_front_matter(text, lambda front: yaml_edit.extend_list(front, ("phải sửa",), wrong))


def reviewed(text: str, guide: Guide, by: str, today: dt.date) -> str:
    """A guide's file that an office has compared with what it sees, today; the day of the next reading is set where it has come."""

    def change(front: str) -> str:
        front = yaml_edit.put(front, ("rà soát",), vietnamese.date(today))
        front = yaml_edit.put(front, ("soát bởi",), by)
        if guide.wrong:
            front = yaml_edit.put_list(front, ("phải sửa",), [])
        if guide.review_by <= today:
            front = yaml_edit.put(front, ("rà lại trước",), vietnamese.date(next_reading(guide, today)))
        return front

    return in_front_matter(text, change)


def next_reading(guide: Guide, today: dt.date) -> dt.date:
    """The last day of the first cited text that ends, at most half a year ahead."""
    ends = [text.until for text in guide.texts if text.until and text.until > today]
    return min((*ends, today + OLD))
