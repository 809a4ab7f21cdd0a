"""The law's clock: what a guide tells its readers of the day on which its rules change, and which texts end when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from thu7.guides.library import Library
from thu7.guides.model import Article, Guide, LegalText
from thu7.text import vietnamese

_NEXT_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """A sentence above a guide, in both languages, and the day from which it holds; ``grave`` where the page may be wrong by then."""

    since: dt.date
    sentence: str
    english: str
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
        told.append(Notice(min(guide.reviewed, ends), coming, f"Rules on this page change on {change}.", False))
        changed = f"The rules changed on {change}. This page is being rewritten. Ask the ward before you go."
        told.append(Notice(ends + _NEXT_DAY, gone, changed, True))
    # Once the rules have changed, that is all a reader must know.
    if ends is None or guide.review_by < ends:
        late = (
            f"This page should have been read again by {vietnamese.date(guide.review_by)}. Ask the ward before you go."
        )
        told.append(Notice(guide.review_by + _NEXT_DAY, overdue, late, True))
    return tuple(sorted(told, key=lambda notice: notice.since))


def notice(guide: Guide, today: dt.date) -> Notice | None:
    """What the guide tells on one day, as on paper."""
    return next((told for told in reversed(notices(guide)) if told.since <= today), None)


def in_force(text: LegalText) -> str:
    """From when to when a text is in force, as far as it is known; empty where neither day is."""
    days = (("từ", text.since), ("đến hết", text.until))
    said = " ".join(f"{word} {vietnamese.date(day)}" for word, day in days if day)
    return f"hiệu lực {said}" if said else ""


def report(texts: Mapping[str, LegalText], guides: Iterable[Guide], today: dt.date) -> str:
    """Every legal text in the order in which it ends, those without an end last, each with the guides that cite it."""
    return "\n\n".join(
        _paragraph(text, texts.get(text.replaced_by), cited_by, today) for text, cited_by in with_guides(texts, guides)
    )


@dataclass(frozen=True)
class Coming:
    """A day on which something changes for the guides."""

    date: dt.date
    key: str
    """What it is about, the same from day to day."""
    title: str
    lines: tuple[str, ...]


def coming(library: Library, today: dt.date) -> list[Coming]:
    """What begins, ends or must be read again from today on, in the order of the days."""
    found = []
    for text, guides in with_guides(library.texts, library.guides):
        named = f"{text.name} ({text.number})"
        lines = [f"guides/{guide.uri}: {guide.title}. Phụ trách: {guide.owner}." for guide in guides]
        if following := library.texts.get(text.replaced_by):
            lines.insert(0, f"Thay bằng: {following.name} ({following.number}).")
        if text.until:
            found.append(Coming(text.until, f"{text.code}/het", f"Hết hiệu lực: {named}", tuple(lines)))
        if text.since:
            found.append(Coming(text.since, f"{text.code}/tu", f"Bắt đầu có hiệu lực: {named}", tuple(lines)))
        for one in text.milestones:
            found.append(Coming(one.date, f"{text.code}/{one.what}", one.what, (f"Theo {named}.", *lines)))
    days: dict[dt.date, list[Article]] = {}
    for page in library.articles:
        days.setdefault(page.review_by, []).append(page)
    for day, pages in days.items():
        lines = [f"guides/{page.uri}: {page.title}. Phụ trách: {page.owner}." for page in pages]
        found.append(Coming(day, "ra-lai", f"Ngày cuối để rà lại {len(pages)} trang", tuple(lines)))
    return sorted((one for one in found if one.date >= today), key=lambda one: (one.date, one.key))


def with_guides(texts: Mapping[str, LegalText], guides: Iterable[Guide]) -> Iterator[tuple[LegalText, list[Guide]]]:
    """The legal texts in the order in which they end, those without an end last, each with the guides that cite it."""
    citing: dict[str, list[Guide]] = {code: [] for code in texts}
    for guide in guides:
        for text in guide.texts:
            if text.code in citing:
                citing[text.code].append(guide)
    for text in sorted(texts.values(), key=lambda text: (text.until or dt.date.max, text.number)):
        yield text, sorted(citing[text.code], key=lambda guide: guide.uri)


def _paragraph(text: LegalText, following: LegalText | None, guides: list[Guide], today: dt.date) -> str:
    lines = [f"{_end(text, today)}: {text.name} ({text.number}), mã {text.code}"]
    if following:
        since = f", từ {vietnamese.date(following.since)}" if following.since else ""
        lines.append(f"  Thay bằng: {following.name} ({following.number}){since}")
    for guide in guides:
        lines.append(f"  {guide.place.path}: {guide.title}. Phụ trách: {guide.owner}.")
    return "\n".join(lines if guides else [*lines, "  Không bài nào viện dẫn."])


def _end(text: LegalText, today: dt.date) -> str:
    if text.until is None:
        return "Chưa biết ngày hết hiệu lực"
    day = vietnamese.date(text.until)
    left = (text.until - today).days
    return f"Đã hết hiệu lực sau {day}" if left < 0 else f"Hết hiệu lực sau {day} (còn {left} ngày)"
