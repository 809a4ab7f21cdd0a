"""How sure a guide is, in plain words made from its sources."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from urllib.parse import urlsplit

from thu7.guides.card import marked_rows
from thu7.guides.model import Guide, Source
from thu7.guides.single_source import MARK
from thu7.text import vietnamese

KINDS = ("văn bản", "cơ quan", "báo")
"""A legal text itself, an office's own page, all others."""
_TEXTS = ("vanban.chinhphu.vn", "datafiles.chinhphu.vn", "congbao.chinhphu.vn", "vanban.bocongan.gov.vn", "vbpl.vn")
"""Hosts that keep legal texts as they were signed."""
_OFFICES = (".gov.vn", ".chinhphu.vn")


class Level(enum.IntEnum):
    """How sure a guide is, the least first."""

    ONE_SOURCE = 0
    PRESS = 1
    OFFICE = 2
    TEXT = 3


@dataclass(frozen=True)
class Confidence:
    """What stands at a guide's head."""

    level: Level
    sentence: str
    marked: bool
    """Whether the page has marks of single sources."""


def confidence(guide: Guide) -> Confidence:
    """How sure the guide is: its surest source counts, unless its own card rests on one source."""
    kinds = {kind: [source for source in guide.sources if kind_of(source) == kind] for kind in KINDS}
    text, office, press = (kinds[kind] for kind in KINDS)
    marked = MARK.search(guide.body) is not None
    if any(MARK.search(value) for _, value in marked_rows(guide)):
        return Confidence(Level.ONE_SOURCE, "Mới theo một nguồn: hỏi lại trước khi đi.", True)
    if text:
        return Confidence(Level.TEXT, "Đã đối chiếu văn bản.", marked)
    if office:
        day = vietnamese.date(_oldest(office))
        return Confidence(Level.OFFICE, f"Theo trang của cơ quan, ngày {day}.", marked)
    if len({host(source) for source in press}) > 1:
        sentence = f"Theo {len(press)} bài báo, ngày {vietnamese.date(_oldest(press))}: hỏi lại trước khi đi."
        return Confidence(Level.PRESS, sentence, marked)
    return Confidence(Level.ONE_SOURCE, "Mới theo một nguồn: hỏi lại trước khi đi.", marked)


def kind_of(source: Source) -> str:
    """One of ``KINDS``: as staff say, else as the address tells."""
    if source.kind:
        return source.kind
    where = host(source)
    if where in _TEXTS:
        return KINDS[0]
    return KINDS[1] if where.endswith(_OFFICES) or f".{where}" in _OFFICES else KINDS[2]


def host(source: Source) -> str:
    return (urlsplit(source.address).hostname or "").removeprefix("www.")


def _oldest(sources: list[Source]) -> dt.date:
    return min(source.read for source in sources)
