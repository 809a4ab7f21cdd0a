"""Days as people write them in a form or a chat, into Saturdays: with or without a year, day first or month first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from thu7.rota.schedule import in_coming_year
from thu7.text import vietnamese

_DAY = r"(?:(?P<y>\d{4})-(?P<ym>\d{1,2})-(?P<yd>\d{1,2})|(?P<a>\d{1,2})\s*(?:[/.-]|\s*tháng\s*)\s*(?P<b>\d{1,2})(?:\s*(?:[/.-]|\s*năm\s*)\s*(?P<c>\d{4}|\d{2}))?)"
_FOUND = re.compile(rf"(?<![\d/.-]){_DAY}(?![\d/])")
_BETWEEN = re.compile(r"\s*(?:-|–|—|đến|tới|->)\s*(?:(?:hết|ngày|thứ bảy|thứ 7|t7)\s*)*", re.IGNORECASE)
_FROM = re.compile(r"\btừ\s*(?:ngày\s*)?$", re.IGNORECASE)
# What may stand beside days and says nothing more of them, folded.
_BESIDE = frozenset(
    ("a", "anh", "ban", "bay", "bi", "buoi", "cac", "chi", "cho", "co", "con", "cung", "da",
     "em", "ha", "hai", "hom", "i", "la", "lam", "minh", "nay", "nay", "nghi", "ngay", "nha",
     "nhe", "nhen", "nhung", "roi", "sang", "sap", "t7", "thi", "thu", "thuc", "toi", "tui", "va",
     "vang", "voi", "xin")
)  # fmt: skip


@dataclass(frozen=True)
class Days:
    """The Saturdays that a text names, and the words in it that name none, or one of two."""

    saturdays: tuple[dt.date, ...] = ()
    unread: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """The words beside them that may say something else: not, only, from, all."""


def saturdays_in(text: str, among: Sequence[dt.date], today: dt.date) -> Days:
    """The Saturdays that a text names, of those that may be meant.

    A day without a year lies in the coming one. Of the two orders of day and month the one counts that gives a Saturday among these;
    where both do, neither is taken.

    Args:
        among: the Saturdays that may be meant, in order.
    """
    said = vietnamese.nfc(text)
    found: list[dt.date] = []
    unread: list[str] = []
    matches = list(_FOUND.finditer(said))
    gaps, end, at = [], 0, 0
    while at < len(matches):
        match, following = matches[at], matches[at + 1] if at + 1 < len(matches) else None
        before = said[end : match.start()]
        if following and _BETWEEN.fullmatch(said[match.end() : following.start()]):
            ends = _any_day(match, today), _any_day(following, today)
            if ends[0] and ends[1] and ends[0] <= ends[1]:
                found += [day for day in among if ends[0] <= day <= ends[1]]
            else:
                unread.append(said[match.start() : following.end()])
            gaps.append(_FROM.sub("", before))
            end, at = following.end(), at + 2
            continue
        meant = {day for day in _readings(match, today) if day in among}
        if len(meant) == 1:
            found += meant
        else:
            unread.append(match[0])
        gaps.append(before)
        end, at = match.end(), at + 1
    rest = " ".join((*gaps, said[end:]))
    words = [word for word in re.findall(r"[^\W_]+", vietnamese.fold(rest)) if word not in _BESIDE and word != "7"]
    return Days(tuple(dict.fromkeys(found)), tuple(unread), tuple(words))


def saturday_of(cell: dt.date, among: Sequence[dt.date]) -> dt.date | None:
    """The Saturday that a date cell means: as it stands, or, where Excel took the day for the month, the other way round."""
    swapped = [dt.date(cell.year, cell.day, cell.month)] if cell.day <= 12 else []
    meant = {day for day in (cell, *swapped) if day in among}
    return meant.pop() if len(meant) == 1 else None


def _readings(match: re.Match[str], today: dt.date) -> list[dt.date]:
    if match["y"]:
        parts = [(int(match["yd"]), int(match["ym"]), int(match["y"]))]
    else:
        a, b = int(match["a"]), int(match["b"])
        year = int(match["c"]) + (2000 if len(match["c"]) == 2 else 0) if match["c"] else None
        parts = [(day, month, year or 0) for day, month in dict.fromkeys(((a, b), (b, a)))]
    found = []
    for day, month, told in parts:
        try:
            found.append(dt.date(told, month, day) if told else in_coming_year(dt.date(today.year, month, day), today))
        except ValueError:
            continue
    return found


def _any_day(match: re.Match[str], today: dt.date) -> dt.date | None:
    """The day with its parts in our order; the end of a period need not be a Saturday."""
    found = _readings(match, today)
    return found[0] if found else None


def is_saturday_head(text: str) -> bool:
    """Whether a column's head names a day."""
    return _FOUND.search(vietnamese.nfc(text)) is not None


SATURDAYS_AHEAD = 26
"""Weeks in which a day without a year may lie."""
