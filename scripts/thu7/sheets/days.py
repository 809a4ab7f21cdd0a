"""Days as people write them in a form or a chat, into Saturdays: with or without a year, day first or month first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from thu7.rota.schedule import SATURDAY, in_coming_year
from thu7.text import vietnamese

_MARK = r"\s*(?:[/.-]|-?\s*(?:th[áa]ng|thg)\.?)\s*"
_DAY = (
    r"(?:(?P<y>\d{4})[-/.](?P<ym>\d{1,2})[-/.](?P<yd>\d{1,2})"
    rf"|(?P<a>\d{{1,2}}){_MARK}(?P<b>\d{{1,2}})(?:\s*(?:[/.-]|\s*n[ăa]m\s*)\s*(?P<c>\d{{4}}|\d{{2}}))?)"
)
_FOUND = re.compile(rf"(?<![\d/.-]){_DAY}(?![\d/])", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-|–|—|đến|tới|->)\s*(?:(?:hết|ngày|thứ bảy|thứ 7|t7)\s*)*", re.IGNORECASE)
# “thứ 7 - 5/12” and “T7 5-12” are no 7 May: its number is a weekday's.
_WEEKDAY = re.compile(r"\b(?:thứ|thu|t)\.?\s*7\b(?!\s*/\s*\d)(?:\s*[-–—:.](?=\s*\d{1,2}\s*[/.-]))?\s*", re.IGNORECASE)
_FROM = re.compile(r"\btừ\s*(?:ngày\s*)?$", re.IGNORECASE)
_SERIALS, _EXCEL = range(40_000, 60_000), dt.date(1899, 12, 30)
_DOUBT = re.compile(r"\btối\b|\?")
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
    past: tuple[str, ...] = ()
    """Saturdays with their year that are gone by: nothing is open of them."""


def saturdays_in(text: str, among: Sequence[dt.date], today: dt.date) -> Days:
    """The Saturdays that a text names, of those that may be meant.

    A day without a year lies in the coming one. Of the two orders of day and month the one counts that gives a Saturday among these;
    where both do, neither is taken.

    Args:
        among: the Saturdays that may be meant, in order.
    """
    said = _WEEKDAY.sub(r"thứ bảy ", vietnamese.nfc(text))
    found: list[dt.date] = []
    unread: list[str] = []
    past: list[str] = []
    matches = list(_FOUND.finditer(said))
    gaps, end, at = [], 0, 0
    while at < len(matches):
        match, following = matches[at], matches[at + 1] if at + 1 < len(matches) else None
        before = said[end : match.start()]
        if following and _BETWEEN.fullmatch(said[match.end() : following.start()]):
            third = matches[at + 2] if at + 2 < len(matches) else None
            if third and _BETWEEN.fullmatch(said[following.end() : third.start()]):
                # 5/12 - 19/12 - 26/12: three days, or a period and its end?
                return Days((), (said[match.start() : third.end()],))
            ends = _end(match, among, today), _end(following, among, today)
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
        elif not meant and any(_is_gone(day, today) for day in _readings(match, today)[:1]):
            past.append(match[0])
        else:
            unread.append(match[0])
        gaps.append(before)
        end, at = match.end(), at + 1
    rest = " ".join((*gaps, said[end:]))
    folded = vietnamese.fold(rest).replace("thu hai", "thuhai")
    words = [word for word in re.findall(r"[^\W_]+", folded) if word not in _BESIDE and word != "7"]
    words += _DOUBT.findall(rest.lower())
    return Days(tuple(dict.fromkeys(found)), tuple(unread), tuple(words), tuple(past))


def _is_gone(day: dt.date, today: dt.date) -> bool:
    """A Saturday of the last two months: further back a year may be wrong."""
    return today - dt.timedelta(60) < day < today and day.weekday() == SATURDAY


def saturday_of(cell: dt.date, among: Sequence[dt.date]) -> dt.date | None:
    """The Saturday that a date cell means: as it stands, or, where Excel took the day for the month, the other way round."""
    swapped = [dt.date(cell.year, cell.day, cell.month)] if cell.day <= 12 else []
    meant = {day for day in (cell, *swapped) if day in among}
    return meant.pop() if len(meant) == 1 else None


def excel_day(number: float) -> dt.date | None:
    """The day that Excel keeps as a number, of our years."""
    return _EXCEL + dt.timedelta(int(number)) if number in _SERIALS else None


def day_of_number(number: float, among: Sequence[dt.date], today: dt.date) -> dt.date | None:
    """The Saturday that a number in a cell stands for: Excel's number of a day, or 5.12 where a program took a day for a number."""
    if number.is_integer():
        day = excel_day(number)
        return saturday_of(day, among) if day else None
    written = [f"{number}", f"{number}0"] if f"{number}".endswith(".1") else [f"{number}"]  # 5.10 is shown as 5.1
    meant = {day for text in written for day in saturdays_in(text, among, today).saturdays}
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


def _end(match: re.Match[str], among: Sequence[dt.date], today: dt.date) -> dt.date | None:
    """An end of a period, its parts in our order; it need not be a Saturday, unless it would be one in the other order."""
    found = _readings(match, today)
    return found[0] if found and (found[0] in among or not set(found) & set(among)) else None


def is_saturday_head(text: str) -> bool:
    """Whether a column's head names a day."""
    return _FOUND.search(vietnamese.nfc(text)) is not None


may_be_day = _FOUND.search
"""Whether a text has anything that looks like a day: quick, for tables of a hundred thousand cells."""
SATURDAYS_AHEAD = 26
"""Weeks in which a day without a year may lie."""
