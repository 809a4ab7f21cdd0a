"""What the search box reads: guides, life events, Saturday pages and legal texts, as one light value.

The ranking itself is ``assets/ranker.js``, beside this module, which the phone and ``thu7 check`` both run. Nothing is sent anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from thu7.search import coding
from thu7.site.wards_page import FEW
from thu7.system.memo import remembered
from thu7.text import links, vietnamese
from thu7.text.markdown import blocks, sentences
from thu7.text.problems import Place

GUIDE, EVENT, DESK, LAW = range(4)
"""What a result is; the ranker puts a life event behind a guide that fits as well."""
MOST_WARDS = 300
"""Wards that search knows by name. Of more each would cost every reader bytes; the page of the Saturdays finds them, by typing too."""
SHORT = 45
"""Letters of a fact that a result shows whole."""
LAST_RESORT = "lich/"
"""Where a reader finds a person who helps, when no page fits."""
_CODES = re.compile(r"(?<![\w.])\d\.\d{6}(?!\w|\.\d)|(?<!\w)(?:CT|TK|NA|DC)\d{2}[a-z]?(?!\w)")
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
    """All that can be found, in a fixed order: those first that there are things to learn of."""
    wards = schedule.desks
    return (
        *map(_guide, library.guides),
        *map(_event, library.events),
        *map(_english, library.translations),
        _all_desks(wards),
        *(map(_desk, wards) if len(wards) <= MOST_WARDS else ()),
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


_ASKED_OF_DESKS = (
    "đi làm cả tuần chỉ rảnh thứ Bảy",
    "ngày nghỉ phường có mở cửa không",
    "thứ Bảy này có nghỉ không",
    "t7 phường làm tới mấy giờ",
    "sáng thứ 7 mấy giờ mở cửa",
    "chủ nhật phường có làm không",
    "ngoài giờ hành chính làm ở đâu",
    "có ai chỉ làm giấy tờ trên mạng không",
    "lớn tuổi không rành điện thoại nhờ ai",
    "nhờ đoàn thanh niên làm giùm",
    "tình nguyện viên áo xanh ở phường",
    "thanh niên hướng dẫn thứ Bảy",
    "bàn hướng dẫn ở ủy ban",
    "lịch trực thứ Bảy của phường",
    "thu bay co lam giay to khong",
    "cuoi tuan co ai lam khong",
    "địa chỉ ủy ban phường ở đâu",
    "giờ làm việc của phường",
    "office hours on Saturday",
    "is the ward office open on weekends",
    "help with online forms on Saturday",
)
"""How people ask for a Saturday desk, whichever it is; a guide has its own file of these."""


def _all_desks(wards: Sequence[Roster]) -> Entry:
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
    listed = f": {vietnamese.joined([ward.venue.name for ward in wards])}" if len(wards) <= FEW else " ở phường của bạn"
    summary = f"Ở đâu, ngày nào, mấy giờ{listed}."
    phrasings = tuple(Phrasing(text, Place(__name__)) for text in _ASKED_OF_DESKS)
    return Entry(DESK, LAST_RESORT, "Lịch thứ Bảy của các phường", names, summary, phrasings=phrasings)


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


@remembered
def _questions(body: str) -> tuple[str, ...]:
    """The headings below a section, each the only one of its name; those for volunteers left out."""
    found = [block for block in blocks("", body, 1) if block.level > 2 and block.section != FOR_VOLUNTEERS]
    anchors = Counter(vietnamese.slug(block.text) for block in found)
    return tuple(block.text for block in found if anchors[vietnamese.slug(block.text)] == 1)


# --- one light value -----------------------------------------------------------------------------------------------


def lessons(library: Library, schedule: Schedule) -> dict[str, Any]:
    """What the learner reads, ready for JSON: every text with its page and kind, and those that no page answers.

    Wards and legal texts are left out: they are found by their names and numbers, however many there are.
    """
    pages = [entry for entry in entries(library, schedule) if entry.phrasings or entry.kind in (GUIDE, EVENT)]
    texts = [[number, kind, text] for number, entry in enumerate(pages) for kind, text in _lessons_of(entry)]
    return {
        "pages": len(pages),
        "texts": [*texts, *([len(pages), "phrasing", phrasing.text] for phrasing in library.lexicon.beyond)],
        **_lexicon(library),
    }


def _lessons_of(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "title", entry.title
    yield from (("alias", name) for name in entry.names)
    yield from (("phrasing", phrasing.text) for phrasing in entry.phrasings)
    yield from (("summary", sentence) for sentence in sentences(entry.summary))
    yield from (("heading", question) for question in entry.questions)


def texts(
    library: Library, schedule: Schedule, lessons: Mapping[str, Any], learnt: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What the ranker reads, ready for JSON. What is of one kind stands together, by page: that packs smaller.

    Args:
        lessons: what the function of that name gave.
        learnt: what ``engine.learn`` made of it; without it, names and headings alone lead to a page.
    """
    found = entries(library, schedule)
    sayings = (*library.lexicon.short, *library.lexicon.plain)
    taught = [
        *(text for _, _, text in lessons["texts"]),
        *(text for one in sayings for text in one.meant),
    ]
    words = coding.listed((name for entry in found for name in entry.names), taught, learnt)
    numbers = {word: number for number, word in enumerate(words)}
    return {
        "words": " ".join(words),
        "model": coding.packed(learnt, words) if learnt else None,
        "columns": _columns([_plain(entry, numbers) for entry in found]),
        **_lexicon(library),
        "help": _help(library),
        "topics": [[topic.title, links.address(topic.uri)] for topic in library.topics],
    }


def _help(library: Library) -> list[str]:
    """Where whoever finds no page may call: the link and what it says; empty where there is no such number."""
    found = next((number for number in library.numbers if number.helps), None)
    return [f"tel:{found.number}", f"Gọi {found.name[0].lower()}{found.name[1:]}"] if found else []


def _lexicon(library: Library) -> dict[str, Any]:
    return {
        "short": lexicon_file.meanings(library.lexicon.short),
        "plain": lexicon_file.meanings(library.lexicon.plain),
    }


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """For each key the values of all pages, 0 where a page has none."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: [row.get(key) or 0 for row in rows] for key in keys}


def _plain(entry: Entry, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "k": entry.kind,
        "u": entry.address,
        "t": entry.title,
        "a": " ".join(coding.coded(numbers[word] for word in vietnamese.spelled(name)) for name in entry.names),
        "s": sentences(entry.summary),
        "f": entry.fee,
        "g": entry.trip,
        "h": list(entry.questions),
        "c": list(entry.codes),
    }
