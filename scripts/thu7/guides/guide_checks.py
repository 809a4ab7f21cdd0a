"""The house's rules of guides: each a small function from values to problems, its sentence beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from thu7.guides.library import Library
from thu7.guides.model import Article, LegalText, Phrasing
from thu7.text import vietnamese
from thu7.text.problems import Problem, Severity

ENDS_SOON = dt.timedelta(days=90)
"""How long before a law ends its guides are warned of."""


def law_in_force(library: Library, today: dt.date) -> Iterator[Problem]:
    for guide in library.guides:
        for text in guide.texts:
            if text.until is None:
                continue
            named = f"“{text.name}” ({text.number})"
            if text.until < today:
                message = f"{named} hết hiệu lực sau ngày {vietnamese.date(text.until)}. Phụ trách: {guide.owner}."
                yield Problem(guide.place, "law-ended", message, _successor(library, text), Severity.WARNING)
            elif text.until <= today + ENDS_SOON:
                message = f"{named} chỉ còn hiệu lực đến hết {vietnamese.date(text.until)}. Phụ trách: {guide.owner}."
                yield Problem(guide.place, "law-ends", message, _successor(library, text), Severity.WARNING)
            if guide.review_by > text.until:
                message = f"Ngày rà lại {vietnamese.date(guide.review_by)} nằm sau ngày {named} hết hiệu lực. Phụ trách: {guide.owner}."
                yield Problem(
                    guide.place,
                    "review-late",
                    message,
                    f"Viết như: rà lại trước: {vietnamese.date(text.until)}",
                    Severity.WARNING,
                )


def reviewed_in_time(library: Library, today: dt.date) -> Iterator[Problem]:
    for guide in library.articles:
        if guide.review_by < today:
            message = f"Trang đã quá ngày rà lại {vietnamese.date(guide.review_by)}. Phụ trách: {guide.owner}."
            yield Problem(
                guide.place,
                "review-overdue",
                message,
                "Đọc lại từng dữ kiện, rồi sửa “rà soát” và “rà lại trước”.",
                Severity.WARNING,
            )


def nothing_read_tomorrow(library: Library, today: dt.date) -> Iterator[Problem]:
    days = [(page.reviewed, page.reviewed_place, "rà soát") for page in library.articles]
    days += [(source.read, source.place, "xem ngày") for guide in library.guides for source in guide.sources]
    for day, place, key in days:
        if day > today:
            message = f"“{key}” là {vietnamese.date(day)}, một ngày chưa tới."
            yield Problem(place, "in-future", message, f"Ghi ngày đã đọc, như: {key}: {vietnamese.date(today)}")


def pairs_reviewed_together(library: Library, today: dt.date) -> Iterator[Problem]:
    """A page and its English must say the same: where one was read again and the other was not, they may not."""
    for one in library.translations:
        day, other = one.reviewed, one.original.reviewed
        if day < other:
            message = f"Bản tiếng Việt soát ngày {vietnamese.date(other)}, bản tiếng Anh này mới soát ngày {vietnamese.date(day)}."
            hint = "So từng câu với bản tiếng Việt, rồi sửa “rà soát” ở đây."
            yield Problem(one.reviewed_place, "translation-old", message, hint, Severity.WARNING)
        elif day > other:
            message = f"Bản tiếng Anh soát ngày {vietnamese.date(day)}, bản tiếng Việt này mới soát ngày {vietnamese.date(other)}."
            hint = "So từng câu với bản tiếng Anh, rồi sửa “rà soát” ở đây."
            yield Problem(one.original.reviewed_place, "translation-old", message, hint, Severity.WARNING)


def aliases_distinct(library: Library, today: dt.date) -> Iterator[Problem]:
    """An everyday name leads to one page. Where two have it, each is told of the other."""
    claims: dict[str, list[tuple[Article, Phrasing | None]]] = {}
    for page in library.articles:
        claims.setdefault(vietnamese.fold(page.title), []).append((page, None))
        for name in page.named:
            claims.setdefault(vietnamese.fold(name.text), []).append((page, name))
    for claimed in claims.values():
        for page, own in claimed:
            others = [claim for claim in claimed if claim != (page, own)]
            if not own or not others:
                continue
            other, its_name = next(((p, n) for p, n in others if p is not page), others[0])
            place = its_name.place if its_name else other.place
            where = "ở trang này" if other is page else f"ở {place.path}:{place.line}"
            as_what = "cũng có" if its_name else "đã là tên trang"
            message = f"Tên gọi khác “{own.text}” {as_what} {where}."
            yield Problem(own.place, "alias", message, "Mỗi tên gọi chỉ dẫn tới một trang.", Severity.WARNING)


def phrasings_distinct(library: Library, today: dt.date) -> Iterator[Problem]:
    """A way of asking belongs to one page: where two have it, search can only guess."""
    seen: dict[str, Phrasing] = {}
    for page in library.articles:
        for phrasing in page.phrasings:
            first = seen.setdefault(vietnamese.fold(phrasing.text), phrasing)
            if first.place.path != phrasing.place.path:
                message = f"“{phrasing.text}” cũng có ở {first.place.path}:{first.place.line}."
                hint = "Giữ ở bài trả lời đúng nhất, xóa dòng kia."
                yield Problem(phrasing.place, "phrasing-twice", message, hint, Severity.WARNING)
    for phrasing in library.lexicon.beyond:
        if answered := seen.get(vietnamese.fold(phrasing.text)):
            message = f"“{phrasing.text}” đã có bài trả lời, ở {answered.place.path}:{answered.place.line}."
            hint = "Xóa dòng này trong mục “không có bài”."
            yield Problem(phrasing.place, "phrasing-twice", message, hint, Severity.WARNING)


def _successor(library: Library, text: LegalText) -> str:
    following = library.texts.get(text.replaced_by)
    return (
        f"Viết lại theo {following.name} ({following.number})."
        if following
        else "Tìm văn bản thay thế rồi viết lại trang."
    )


RULES = (
    law_in_force,
    reviewed_in_time,
    nothing_read_tomorrow,
    pairs_reviewed_together,
    aliases_distinct,
    phrasings_distinct,
)


def check(library: Library, today: dt.date) -> Iterator[Problem]:
    """Every problem that the rules find."""
    for rule in RULES:
        yield from rule(library, today)
