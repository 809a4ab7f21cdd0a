"""Vietnamese forms: dates and hours as people read them, lists, sorting by given name, folding, slugs."""

from __future__ import annotations

import datetime as dt
import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

HERE = dt.timezone(dt.timedelta(hours=7))
"""Việt Nam's time, the same in summer: a machine that publishes may stand elsewhere."""
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_DATE = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})|(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_TIME = re.compile(r"(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{2})?")


_ETH = str.maketrans("Ðð", "Đđ")
"""Iceland's letter, which some keyboards and files have in place of Việt Nam's: both look the same as capitals."""


def nfc(text: str) -> str:
    """The text with composed accents, single spaces and the Vietnamese Đ, as it should have been typed."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ETH).split())


def plain(text: str) -> str:
    """One line that turns nothing around it: composed, without control or direction characters.

    The joiner inside an emoji stays.
    """
    if text.isprintable():
        return nfc(text)
    kept = (
        " " if c in "\t\r\n" else c for c in text if c in "\t\r\n\u200d" or unicodedata.category(c) not in ("Cc", "Cf")
    )
    return nfc("".join(kept))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A key for comparing: lower case, no diacritics, đ as d, single spaces. ``hoà``, ``hòa``, ``hoa`` are one."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("ð", "d"))
    return " ".join("".join(itertools.filterfalse(unicodedata.combining, plain)).split())


_composed = lru_cache(maxsize=65536)(nfc)
"""For words, of which a language has few."""


@dataclass(frozen=True)
class Syllable:
    """One word of a search, as the phone's ranker sees it too.

    ``folded`` has no marks, and a final ``y`` that sounds like ``i`` is one. ``marked`` keeps the shapes of the letters and has
    the tone as a digit at its end, so that ``hoà`` and ``hòa`` are one.
    """

    folded: str
    marked: str


_SYLLABLE = re.compile(r"[0-9]+(?:\.[0-9]+)+|[a-z0-9đ\u0300-\u036f]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_FINAL_Y = re.compile(r"(?:^|[bcdghklmnpqrstvx]|qu)y$")
_TONE_DIGITS = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def syllables(text: str) -> tuple[Syllable, ...]:
    """The syllables of a text as search compares them; ``search/assets/ranker.js`` gives the same."""
    return tuple(map(_syllable, _words(text)))


@lru_cache(maxsize=65536)  # a language has few
def _syllable(word: str) -> Syllable:
    tone = next((_TONE_DIGITS[mark] for mark in reversed(word) if mark in _TONE_DIGITS), "")
    shapes = "".join(letter for letter in word if letter not in _TONE_DIGITS)
    folded = "".join("d" if letter == "đ" else letter for letter in shapes if not "\u0300" <= letter <= "\u036f")
    if _FINAL_Y.search(folded):
        folded, shapes = f"{folded[:-1]}i", re.sub(r"y(?=[^a-z]*$)", "i", shapes)
    return Syllable(folded, shapes + tone)


def spelled(text: str) -> tuple[str, ...]:
    """The words of which ``syllables`` gives the forms, in lower case and composed."""
    return tuple(map(_composed, _words(text)))


def _words(text: str) -> list[str]:
    # Letters of other alphabets that look alike, as posts and some keyboards have them: full-width, bold, and Ð for Đ.
    found = _SYLLABLE.findall(unicodedata.normalize("NFKD", text).lower().replace("ð", "đ"))
    return [word for word in found if not _MARKS.fullmatch(word)]


NO = frozenset(
    ("khong", "ko", "k", "kg", "hk", "hok", "hong", "khg", "chua", "no", "not", "n", "nope", "none", "false", "0", "-", "na", "n/a",
     "khong nghi", "khong co", "khong dau", "khong a", "ko nghi", "ko co", "k nghi", "hong nghi", "chua nghi", "chua co", "chua biet",
     "chua ro", "not yet")
)  # fmt: skip
YES = frozenset(["co", "co nghi", "yes", "y", "true", "1", "ok", "u", "uh", "nghi", "off", "dong cua", "closed"])


def says_no(text: str) -> bool:
    """Whether a text only says no, or not yet, as people write it in Vietnamese or English: ``ko``, ``Chưa.``, ``no``."""
    return _bare(text) in NO


def says_yes(text: str) -> bool:
    """Whether a text only says yes, or repeats the question: ``có``, ``ok``, ``nghỉ``."""
    return _bare(text) in YES


def _bare(text: str) -> str:
    folded = fold(text)
    return folded.strip(" .,;:!?()[]\"'“”") or folded


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a piece of an address may be."""


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens: ``Đăng ký tạm trú`` gives ``dang-ky-tam-tru``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like ``word``, or None where nothing is near."""
    by_fold = {fold(item): item for item in known if item != word}
    found = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def parse_date(text: str) -> dt.date | None:
    """``28/11/2026`` or ``2026-11-28``; None for anything else, also for days that do not exist or lie in no year of ours."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = (int(match[a] or match[b]) for a, b in (("year", "y"), ("month", "m"), ("day", "d")))
    if not 1900 <= year < 2200:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def parse_period(text: str) -> tuple[dt.date, dt.date] | None:
    """A day, or two days with a hyphen, a dash or ``đến`` between them; both ends are included."""
    day = r"\s*(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{1,2}-\d{1,2})\s*"
    match = re.fullmatch(rf"{day}(?:(?:-|–|—|đến){day})?", unicodedata.normalize("NFC", text))
    if not match:
        return None
    first = parse_date(match[1])
    last = parse_date(match[2]) if match[2] else first
    return (first, last) if first and last else None


def parse_hours(text: str) -> tuple[dt.time, dt.time] | None:
    """``7:30-11:30``, also ``7h30 – 11h30``; None for anything else. The order of the two is not judged."""
    parts = re.split(r"-|–|—|đến", unicodedata.normalize("NFC", text).lower())
    times = [parse_time(part.strip()) for part in parts]
    return (times[0], times[1]) if len(times) == 2 and times[0] and times[1] else None


def parse_time(text: str) -> dt.time | None:
    """``7:30``, ``7h30``, ``11 giờ``; None for anything else."""
    match = _TIME.fullmatch(text)
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return dt.time(int(match[1]), int(match[2] or 0))


def date(day: dt.date) -> str:
    """``28/11/2026``."""
    return f"{day:%d/%m/%Y}"


def weekday_date(day: dt.date) -> str:
    """``Thứ Bảy 28/11/2026``."""
    return f"{WEEKDAYS[day.weekday()]} {date(day)}"


def time(moment: dt.time) -> str:
    """``7:30``."""
    return f"{moment.hour}:{moment.minute:02}"


def hours(start: dt.time, end: dt.time) -> str:
    """``7:30–11:30``."""
    return f"{time(start)}–{time(end)}"


# A tone stands on the first of two closing vowels here: hòa, khóa, thủy. In "quý" and "giá" the first is no vowel.
_TONE_ON_SECOND = re.compile(r"(o)([àáảãạèéẻẽẹ])(?![^\W\d_])|(?<![qQ])(u)([ỳýỷỹỵ])(?![^\W\d_])", re.I)


def house_tones(text: str) -> str:
    """The text with its tone marks where this house puts them: ``hoà``, ``thuỷ`` give ``hòa``, ``thủy``."""

    def moved(match: re.Match[str]) -> str:
        first, second = filter(None, match.groups())
        bare, tone = unicodedata.normalize("NFD", second)[0], unicodedata.normalize("NFD", second)[1:]
        return unicodedata.normalize("NFC", first + tone) + bare

    return _TONE_ON_SECOND.sub(moved, text)


def decimal(number: Decimal) -> str:
    """``2``, ``1,5``: with the comma that is used here."""
    return f"{number.normalize():f}".replace(".", ",")


def joined(words: Sequence[str]) -> str:
    """``A, B và C``."""
    return " và ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def unbroken(text: str) -> str:
    """A short name whose words stay on one line: ``Phường 6``."""
    return text.replace(" ", "\u00a0")


def capitalized(text: str) -> str:
    """The first letter large, the rest as it stands."""
    return text[:1].upper() + text[1:]


# The order of the Vietnamese alphabet and, within one letter, of the tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_ALPHABET = {letter: i for i, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: i for i, tone in enumerate(("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"))}


@lru_cache(maxsize=65536)
def collation(text: str) -> tuple[tuple[int, int], ...]:
    """A sort key in the order of the Vietnamese alphabet, then of the tones."""
    key = []
    for letter in unicodedata.normalize("NFC", text.lower()):
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks[1:] if mark in _TONES), "")
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        key.append((_ALPHABET.get(bare, ord(bare[0]) - 0x200 if bare else -1), _TONES[tone]))
    return tuple(key)


def name_order(name: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Vietnamese names sort by the given name, which stands last, then by the rest."""
    words = name.split()
    return tuple(collation(word) for word in (*words[-1:], *words[:-1]))
