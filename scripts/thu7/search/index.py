"""What the search box reads: guides, life events, Saturday pages and legal texts, as one light value.

The ranking itself is ``assets/ranker.js``, beside this module, which the phone and ``thu7 check`` both run. Nothing is sent anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from thu7.guides import lexicon_file
from thu7.guides.card import card_rows
from thu7.guides.expiry import in_force
from thu7.guides.library import Library
from thu7.guides.model import Guide, LegalText, LifeEvent, Phrasing, Translation
from thu7.guides.sections import FOR_VOLUNTEERS
from thu7.guides.single_source import in_words
from thu7.rota.model import Roster
from thu7.rota.schedule import Schedule
from thu7.text import links, vietnamese
from thu7.text.markdown import blocks, sentences

GUIDE, EVENT, DESK, LAW = range(4)
"""What a result is; the ranker puts a life event behind a guide that fits as well."""
SHORT = 45
"""Letters of a fact that a result shows whole."""
LAST_RESORT = "lich/"
"""Where a reader finds a person who helps, when no page fits."""
_CODES = re.compile(r"(?<![\w.])\d\.\d{6}(?![\w.])|(?<!\w)(?:CT|TK|NA|DC)\d{2}[a-z]?(?!\w)")
_TRADE = {"NĐ": "nghị định", "NQ": "nghị quyết", "TT": "thông tư", "QĐ": "quyết định", "QH": "luật"}


@dataclass(frozen=True)
class Entry:
    """A page as search knows it."""

    kind: int
    address: str
    """From the site's root."""
    title: str
    names: tuple[str, ...] = ()
    """What people call it."""
    summary: str = ""
    fee: str = ""
    trip: str = ""
    questions: tuple[str, ...] = ()
    """Headings that a reader may be asking for; each is an address in the page."""
    codes: tuple[str, ...] = ()
    """What goes to the page at once when it is typed in full."""
    phrasings: tuple[Phrasing, ...] = field(default=(), repr=False)


def entries(library: Library, schedule: Schedule) -> tuple[Entry, ...]:
    """All that can be found, in a fixed order."""
    return (
        *map(_guide, library.guides),
        *map(_event, library.events),
        *map(_english, library.translations),
        *(_desk(ward) for ward, _ in schedule.wards()),
        _all_desks(ward for ward, _ in schedule.wards()),
        *map(_law, sorted(library.texts.values(), key=lambda text: text.code)),
    )


def _guide(guide: Guide) -> Entry:
    rows = dict(card_rows(guide))
    forms = Counter(code.lower() for code in _CODES.findall(f"{guide.body} {guide.result}"))
    return Entry(
        kind=GUIDE,
        address=links.address(guide.uri),
        title=guide.title,
        names=guide.aliases,
        summary=guide.summary,
        fee=_in_short(rows["Lệ phí"]),
        trip=_in_short(rows["Có phải đi không"]),
        questions=_questions(guide.body),
        # The first is the procedure's own, or an empty place: a form that a page only names is not what it is about.
        codes=(guide.procedure, *(code for code, _ in forms.most_common())) if guide.procedure or forms else (),
        phrasings=guide.phrasings,
    )


def _event(event: LifeEvent) -> Entry:
    return Entry(EVENT, links.address(event.uri), event.title, event.aliases, event.summary, phrasings=event.phrasings)


def _english(page: Translation) -> Entry:
    rows = dict(page.rows)
    return Entry(
        kind=GUIDE,
        address=links.address(page.uri),
        title=page.title,
        names=page.aliases,
        summary=page.summary,
        fee=_in_short(in_words(rows.get("lệ phí", ""))),
        trip=_in_short(in_words(rows.get("có phải đi", ""))),
        phrasings=page.phrasings,
    )


def _desk(ward: Roster) -> Entry:
    venue = ward.venue
    old = (form for name in venue.former_names for form in (name, f"lịch thứ Bảy {name}", f"{name} Gò Vấp"))
    names = (venue.name, f"thứ Bảy {venue.name}", f"ủy ban {venue.name}", *old)
    hours = vietnamese.hours(venue.hours.start, venue.hours.end)
    former = f"Trước đây: {vietnamese.joined(venue.former_names)}. " if venue.former_names else ""
    summary = f"{former}Sáng thứ Bảy {hours}, {venue.building}, {venue.address}."
    return Entry(DESK, f"lich/{ward.ward}/", f"Lịch thứ Bảy {venue.name}", names, summary)


def _all_desks(wards: Iterable[Roster]) -> Entry:
    names = (
        "thứ Bảy có làm việc không",
        "phường có làm thứ Bảy không",
        "sáng thứ Bảy có ai giúp không",
        "tình nguyện viên hướng dẫn",
        "nhờ người làm giúp",
        "lịch làm việc thứ Bảy",
        "cuối tuần có làm không",
        "đến phường giờ nào",
    )
    listed = vietnamese.joined([ward.venue.name for ward in wards])
    return Entry(DESK, LAST_RESORT, "Lịch thứ Bảy của các phường", names, f"Ở đâu, ngày nào, mấy giờ: {listed}.")


def _law(text: LegalText) -> Entry:
    bare = text.number.partition("/")[0]
    parts = re.split(r"[/-]", text.number)
    trade = next((word for part in parts for short, word in _TRADE.items() if part.startswith(short)), "")
    initials = "".join(word[0] for word in trade.split())
    names = (text.name, text.number, *(f"{word} {bare}" for word in (trade, initials) if word))
    days = vietnamese.capitalized(in_force(text))
    summary = f"{days}." if days else ""
    return Entry(LAW, f"van-ban/#{text.code}", f"{text.name} ({text.number})", names, summary, codes=(text.number,))


def _in_short(text: str) -> str:
    """The text where it is short, else its first clause, marked that more follows."""
    if len(text) <= SHORT:
        return text
    first = re.split(r"; |(?<!\bTP)\. ", text)[0]
    return first if first == text else f"{first} …"


@cache
def _questions(body: str) -> tuple[str, ...]:
    """The headings below a section, each the only one of its name; those for volunteers left out."""
    found = [block for block in blocks("", body, 1) if block.level > 2 and block.section != FOR_VOLUNTEERS]
    anchors = Counter(vietnamese.slug(block.text) for block in found)
    return tuple(block.text for block in found if anchors[vietnamese.slug(block.text)] == 1)


# --- one light value -----------------------------------------------------------------------------------------------


def texts(library: Library, schedule: Schedule) -> dict[str, Any]:
    """What the ranker reads, ready for JSON.

    Phrasings are the bulk of it. They are written as numbers in a list of words, the frequent ones with one letter, which
    packs a sixth smaller than the words do. What is of one kind stands together, by page: that packs smaller again.
    """
    found = entries(library, schedule)
    words = _by_frequency(phrasing.text for entry in found for phrasing in entry.phrasings)
    numbers = {word: number for number, word in enumerate(words)}
    return {
        "words": " ".join(words),
        "columns": _columns([_plain(entry, numbers) for entry in found]),
        "short": lexicon_file.meanings(library.lexicon.short),
        "plain": lexicon_file.meanings(library.lexicon.plain),
        "topics": [[topic.title, links.address(topic.uri)] for topic in library.topics],
    }


def _by_frequency(lines: Iterable[str]) -> list[str]:
    counts = Counter(word for line in lines for word in line.split())
    return sorted(counts, key=lambda word: (-counts[word], word))


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """For each key the values of all pages, 0 where a page has none."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: [row.get(key) or 0 for row in rows] for key in keys}


def _plain(entry: Entry, numbers: dict[str, int]) -> dict[str, Any]:
    lines = (" ".join(phrasing.text.split()) for phrasing in entry.phrasings)
    values: dict[str, Any] = {
        "k": entry.kind,
        "u": entry.address,
        "t": entry.title,
        "a": list(entry.names),
        "s": sentences(entry.summary),
        "f": entry.fee,
        "g": entry.trip,
        "h": list(entry.questions),
        "c": list(entry.codes),
        "q": " ".join("".join(_number(numbers[word]) for word in line.split()) for line in lines),
    }
    return values


# Printable ASCII without the quote and the backslash, which JSON would double. The last of them open a number of two letters.
DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")
ALONE = 66


def _number(value: int) -> str:
    """A word's number in the list, in one or two letters."""
    if value < ALONE:
        return DIGITS[value]
    high, low = divmod(value - ALONE, len(DIGITS))
    if ALONE + high >= len(DIGITS):
        raise ValueError("more words than two letters can number")
    return DIGITS[ALONE + high] + DIGITS[low]
