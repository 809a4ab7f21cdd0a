"""Kinds of values: the form that one text of a file may have, as Python reads it and as editors are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from thu7.text import vietnamese

T = TypeVar("T", covariant=True)


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A form of text. ``parse`` and ``pattern`` say the same, one for reading and one for JSON Schemas; a test holds them together."""

    name: str
    """What a problem calls it: “x” không phải là …"""
    parse: Callable[[str], T | None]
    """What the text means; None where it has another form."""
    pattern: str
    """A regular expression of ECMA 262 for the whole text, of which spaces around it are no part."""
    examples: tuple[str, ...]
    code: str = "bad-value"
    refusal: str = ""
    """The problem's sentence with ``{}`` for the text, where it is another than that with ``name``."""
    hint: str = ""
    choices: tuple[str, ...] = ()
    """The words that may stand there, where they are few."""
    bounds: tuple[float, float] | None = None
    """The least and the largest number, where it is one; a least of a half makes it one of halves."""

    @property
    def example(self) -> str:
        return self.examples[0]

    def refused(self, said: str) -> tuple[str, str]:
        """The sentence for a text of another form, and what helps."""
        message = self.refusal.format(said) if self.refusal else f"“{said}” không phải là {self.name}."
        return message, self.hint or f"Viết như: {self.example}"


def number(low: int, high: int, name: str = "") -> Kind[int]:
    """A whole number from ``low`` to ``high``."""
    tail = "|".join(map(str, range(low, high + 1))) if high - low <= 100 else _up_to(high)
    return Kind(
        name or f"một số từ {low} đến {high}",
        lambda text: parse_number(text, low, high),
        f"0{{0,{9 - len(str(high))}}}(?:{tail})",
        (str(low + 1),),
        bounds=(low, high),
    )


def _up_to(high: int) -> str:
    """The pattern of the numbers from 0 to one, digit by digit: as far as they are the same, then any after a smaller one."""
    digits = str(high)
    parts = [rf"\d{{1,{len(digits) - 1}}}", digits]
    for at, digit in enumerate(digits):
        if int(digit) > (at == 0):
            rest = len(digits) - at - 1
            parts.append(f"{digits[:at]}[{int(at == 0)}-{int(digit) - 1}]" + (rf"\d{{{rest}}}" if rest else ""))
    return "|".join(parts)


def parse_number(text: str, low: int, high: int) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) and low <= int(text) <= high else None


def one_of(words: Sequence[str], name: str, hint: str = "") -> Kind[str]:
    """One of these words, with or without its accents; read as it is written here."""
    known = {vietnamese.fold(word): word for word in words}
    return Kind(
        name,
        lambda text: known.get(vietnamese.fold(text)),
        _any(map(any_spelling, words)),
        (words[0],),
        hint=hint,
        choices=tuple(words),
    )


_SIGNS = r"[ .,;:!?()\[\]\x22'“”]*"


def anything_but(words: Iterable[str]) -> str:
    """The pattern of a text with a letter that is none of these words alone, whatever signs stand around it."""
    return rf"(?!{alone(words)}$)[\s\S]*[A-Za-zÀ-ỹ][\s\S]*"


def alone(words: Iterable[str]) -> str:
    """The pattern of one of these words, whatever signs stand around it."""
    return f"{_SIGNS}(?:{_any(map(any_spelling, sorted(words)))}){_SIGNS}"


def listed(kind: Kind[T]) -> str:
    """The pattern of several such texts in one, whose brackets were left out: ``12/12/2026, 19/12/2026``."""
    between = r"\s*[,;]\s*|\s+v(?:à|a\u0300)\s+"
    return rf"(?:{kind.pattern})?(?:(?:{between})(?:{kind.pattern})?)*"


def any_spelling(word: str) -> str:
    """The pattern of a word however it is typed: large or small, with accents, without them, with some of them."""
    return "".join(r"\s+" if letter == " " else _letter(letter) for letter in vietnamese.fold(word))


_ACCENTED = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "d": "đð",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
}


def _letter(letter: str) -> str:
    """One letter in all its forms; marks of the decomposed ones follow it."""
    if not letter.isalpha():
        return f"\\{letter}" if letter in "^$\\.*+?()[]{}|/" else letter  # no other sign may be escaped there
    forms = letter + _ACCENTED.get(letter, "")
    return f"[{forms}{forms.upper()}]" + (r"[\u0300-\u036f]*" if letter in _ACCENTED else "")


def _any(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


def _day_pattern() -> str:
    """The days of the calendar from 1900 to 2199, as ``vietnamese.parse_date`` takes them."""
    year = r"(?:19|20|21)\d\d"
    leap = r"(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)"
    months = (
        (r"(?:0?[1-9]|[12]\d|3[01])", "(?:0?[13578]|1[02])", year),
        (r"(?:0?[1-9]|[12]\d|30)", "(?:0?[469]|11)", year),
        (r"(?:0?[1-9]|1\d|2[0-8])", "0?2", year),
        ("29", "0?2", leap),
    )
    return _any(f"{d}/{m}/{y}|{y}-{m}-{d}" for d, m, y in months)


_TO = "(?:-|–|—|đ(?:ế|ê\u0301|e\u0302\u0301)n)"
_TIME = r"(?:[01]?\d|2[0-3])\s*(?:[:hHgG]|[gG][iI](?:[ờỜ]|[ơƠ]\u0300|[oO]\u031b\u0300))\s*(?:[0-5]\d)?"
DATE = Kind("ngày", vietnamese.parse_date, _day_pattern(), ("28/11/2026",))
PERIOD = Kind(
    "ngày hay khoảng ngày",
    vietnamese.parse_period,
    rf"(?:{DATE.pattern})(?:\s*{_TO}\s*(?:{DATE.pattern}))?",
    ("12/12/2026", "26/12/2026 - 09/01/2027"),
    hint="Viết như: bận: [12/12/2026, 26/12/2026 - 09/01/2027]",
)
HOURS = Kind("giờ", vietnamese.parse_hours, rf"{_TIME}\s*{_TO}\s*{_TIME}", ("7:30-11:30",))
WEB_ADDRESS = Kind(
    "địa chỉ web (bắt đầu bằng http:// hoặc https://)",
    lambda text: text if re.fullmatch(r"https?://[^\s/?#<>\"']+\.[^\s<>\"']+", text, re.I) else None,
    r"[hH][tT]{2}[pP][sS]?://[^\s/?#<>\x22']+\.[^\s<>\x22']+",
    ("https://dichvucong.gov.vn/",),
)
_FLAG = one_of(("có", "không"), "có hoặc không")
FLAG = Kind(
    _FLAG.name,
    lambda text: {"có": True, "không": False}.get(_FLAG.parse(text) or ""),
    _FLAG.pattern,
    _FLAG.examples,
    choices=_FLAG.choices,
)
