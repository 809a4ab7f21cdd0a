"""The law's clock: what a guide tells its readers of the day on which its rules change, and which texts end when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from thu7.guides.model import Guide, LegalText
from thu7.text import vietnamese

_NEXT_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """A sentence above a guide and the day from which it holds; ``grave`` where the page may be wrong by then."""

    since: dt.date
    sentence: str
    grave: bool


def notices(guide: Guide) -> tuple[Notice, ...]:
    """All that the guide will tell in its time, each sentence in the place of the one before it.

    They stand in the page together, so that the reader's phone can show the right one on its own.
    """
    ends = min((text.until for text in guide.texts if text.until), default=None)
    overdue = f"Trang này đã quá ngày rà lại ({vietnamese.date(guide.review_by)}). Hỏi lại phường trước khi đi."
    told = []
    if ends is not None:
        change = vietnamese.date(ends + _NEXT_DAY)
        coming = f"Trang này được soát ngày {vietnamese.date(guide.reviewed)}. Từ {change} quy định thay đổi."
        gone = f"Quy định đã thay đổi từ {change}. Trang này đang được viết lại. Hỏi lại phường trước khi đi."
        told.append(Notice(min(guide.reviewed, ends), coming, False))
        told.append(Notice(ends + _NEXT_DAY, gone, True))
    # Once the rules have changed, that is all a reader must know.
    if ends is None or guide.review_by < ends:
        told.append(Notice(guide.review_by + _NEXT_DAY, overdue, True))
    return tuple(sorted(told, key=lambda notice: notice.since))


def notice(guide: Guide, today: dt.date) -> Notice | None:
    """What the guide tells on one day, as on paper."""
    return next((told for told in reversed(notices(guide)) if told.since <= today), None)


def report(texts: Mapping[str, LegalText], guides: Iterable[Guide], today: dt.date) -> str:
    """Every legal text in the order in which it ends, those without an end last, each with the guides that cite it."""
    return "\n\n".join(
        _paragraph(text, texts.get(text.replaced_by), cited_by, today) for text, cited_by in with_guides(texts, guides)
    )


def with_guides(texts: Mapping[str, LegalText], guides: Iterable[Guide]) -> Iterator[tuple[LegalText, list[Guide]]]:
    """The legal texts in the order in which they end, those without an end last, each with the guides that cite it."""
    citing: dict[str, list[Guide]] = {code: [] for code in texts}
    for guide in guides:
        for text in guide.texts:
            citing[text.code].append(guide)
    for text in sorted(texts.values(), key=lambda text: (text.until or dt.date.max, text.number)):
        yield text, sorted(citing[text.code], key=lambda guide: guide.uri)


def _paragraph(text: LegalText, following: LegalText | None, guides: list[Guide], today: dt.date) -> str:
    lines = [f"{_end(text, today)}: {text.name} ({text.number}), mã {text.code}"]
    if following:
        lines.append(f"  Thay bằng: {following.name} ({following.number}), từ {vietnamese.date(following.since)}")
    for guide in guides:
        lines.append(f"  {guide.place.path}: {guide.title}. Phụ trách: {guide.owner}.")
    return "\n".join(lines if guides else [*lines, "  Không bài nào viện dẫn."])


def _end(text: LegalText, today: dt.date) -> str:
    if text.until is None:
        return "Chưa biết ngày hết hiệu lực"
    day = vietnamese.date(text.until)
    left = (text.until - today).days
    return f"Đã hết hiệu lực sau {day}" if left < 0 else f"Hết hiệu lực sau {day} (còn {left} ngày)"
