"""Records: a mapping whose getters note problems with line and column.

A scalar is the text that stands in the file, so ``7:30`` is never 450 and ``không`` never False. What a getter is told of its key
(its kind, whether it must be there, an example, what it is about) is all that anybody says of it: ``text/schema.py`` makes JSON
Schemas of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from thu7.text import kinds, vietnamese
from thu7.text.kinds import DATE, FLAG, WEB_ADDRESS, Kind
from thu7.text.problems import Notes, Place

_T = TypeVar("_T")


@dataclass(frozen=True)
class Scalar:
    """One piece of text, composed and with single spaces, and where it stands."""

    text: str
    place: Place

    @property
    def folded(self) -> str:
        return vietnamese.fold(self.text)


@dataclass(frozen=True)
class Sequence:
    """A list and where it begins."""

    items: tuple[Value, ...]
    place: Place


@dataclass
class Record:
    """A mapping. Getters take the key as it is written in the manual and match it by its folded form.

    Each getter marks its key as known; ``finish`` reports those nobody asked for. A getter whose value
    is of the wrong kind notes that and gives its default, so that reading goes on.
    """

    entries: Mapping[str, tuple[Scalar, Value]]
    place: Place
    notes: Notes
    known: dict[str, str]

    def mapped(self, change: Callable[[str], str]) -> Record:
        """The same record with each of its texts changed; keys and places stay. What stands in it notes where it does."""
        entries = {folded: (key, _mapped(value, change, self.notes)) for folded, (key, value) in self.entries.items()}
        return Record(entries, self.place, self.notes, dict(self.known))

    def every_text(self) -> Iterator[Scalar]:
        """Every text that stands in it, at any depth."""
        for _, value in self.entries.values():
            yield from _every_text(value)

    def key_place(self, key: str) -> Place:
        """Where the key stands, or the record where it is missing."""
        entry = self._entry(key)
        return entry[0].place if entry else self.place

    def has(self, key: str) -> bool:
        return self._entry(key) is not None

    def is_text(self, key: str) -> bool:
        """Whether one text stands there, and no list."""
        entry = self._entry(key)
        return entry is not None and isinstance(entry[1], Scalar)

    def leave_out(self, keys: Iterable[str]) -> None:
        """Go on as if these keys were not there."""
        gone = set(map(vietnamese.fold, keys))
        self.entries = {folded: entry for folded, entry in self.entries.items() if folded not in gone}

    def said(self, key: str) -> Scalar:
        """The text of a key of which a value was read."""
        entry = self.entries[vietnamese.fold(key)][1]
        assert isinstance(entry, Scalar)
        return entry

    def scalar(
        self, key: str, *, required: bool = False, example: str = "", about: str = "", kinds: tuple[Kind[str], ...] = ()
    ) -> Scalar | None:
        """The text of ``key``, or None where it is missing, empty or no single text.

        Args:
            kinds: the forms that it may have; another one is noted, and the text given all the same. Where there are several,
                the reader goes on by which it is.
        """
        entry = self._wanted(key, required=required, example=example)
        if entry is None:
            return None
        name, value = entry
        if not isinstance(value, Scalar):
            self.notes.error(name.place, "not-text", f"“{key}” phải là một dòng chữ.", _example(key, example))
            return None
        if not value.text:
            if required:
                self.notes.error(name.place, "empty", f"“{key}” còn để trống.", _example(key, example))
            return None
        if kinds and not any(kind.parse(value.text) is not None for kind in kinds):
            self.notes.error(value.place, kinds[0].code, *kinds[0].refused(value.text))
        return value

    def text(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> str:
        found = self.scalar(key, required=required, example=example, about=about)
        return found.text if found else ""

    def parsed(
        self, key: str, kind: Kind[_T], *, required: bool = False, about: str = "", decides: bool = False
    ) -> _T | None:
        """The value of a text of this kind; of another one a problem and None.

        Args:
            decides: whether the reader goes on by whether the key is there.
        """
        found = self.scalar(key, required=required, example=kind.example, about=about)
        return convert(found, kind, self.notes) if found else None

    def date(self, key: str, *, required: bool = False, about: str = "") -> dt.date | None:
        return self.parsed(key, DATE, required=required, about=about)

    def web_address(self, key: str, *, about: str = "") -> str:
        """An http or https address; anything else is a problem and gives an empty text."""
        return self.parsed(key, WEB_ADDRESS, required=True, about=about) or ""

    def flag(self, key: str, *, about: str = "") -> bool:
        return bool(self.parsed(key, FLAG, about=about))

    def number(self, key: str, low: int, high: int, *, required: bool = False, about: str = "") -> int | None:
        return self.parsed(key, kinds.number(low, high), required=required, about=about)

    def scalars(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> tuple[Scalar, ...]:
        """A list of texts; one text where a list is meant is a list of one."""
        found = []
        for item in self._items(key, required=required, example=example):
            if isinstance(item, Scalar):
                found.append(item)
            else:
                self.notes.error(
                    item.place, "not-text", f"Mỗi mục của “{key}” phải là một dòng chữ.", _example(key, example)
                )
        return tuple(scalar for scalar in found if scalar.text)

    def texts(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> tuple[str, ...]:
        return tuple(scalar.text for scalar in self.scalars(key, required=required, example=example, about=about))

    def values(
        self, key: str, kind: Kind[_T], *, required: bool = False, together: bool = False, about: str = ""
    ) -> tuple[tuple[Scalar, _T], ...]:
        """A list of texts of this kind, each with what it means.

        Args:
            together: whether several may stand in one text, as where the list's brackets were left out.
        """
        found = self.scalars(key, required=required, example=f"[{kind.example}]", about=about)
        each = (one for scalar in found for one in (parted(scalar) if together else (scalar,)))
        read = ((one, convert(one, kind, self.notes)) for one in each)
        return tuple((one, value) for one, value in read if value is not None)

    def records(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> Iterable[Record]:
        """A list of records; one record where a list is meant is a list of one."""
        found = []
        for item in self._items(key, required=required, example=example):
            if isinstance(item, Record):
                found.append(item)
            else:
                self.notes.error(
                    item.place,
                    "not-record",
                    f"Mỗi mục của “{key}” phải có dạng “khóa: giá trị”.",
                    _example(key, example),
                )
        return tuple(found)

    def record(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> Record | None:
        """A record inside this one."""
        entry = self._wanted(key, required=required, example=example)
        if entry is None:
            return None
        name, value = entry
        if isinstance(value, Record):
            return value
        if not (isinstance(value, Scalar) and not value.text and not required):
            self.notes.error(
                name.place, "not-record", f"Dưới “{key}” phải là các dòng “khóa: giá trị”.", _example(key, example)
            )
        return None

    def plain(self, key: str) -> object:
        """The value in Python's own types, for settings that another program reads; None where the key is missing."""
        entry = self._entry(key)
        if entry is None:
            return None
        return entry[1].text if isinstance(entry[1], Scalar) else _plain(entry[1])

    def free_entries(
        self, keys: Kind[object] | None = None, values: Kind[object] | None = None, *, many: bool = False
    ) -> tuple[tuple[Scalar, Value], ...]:
        """Every entry, for records whose keys staff choose themselves (roles, dates).

        Args:
            keys, values: the kinds by which the reader will ``convert`` them.
            many: whether a list may stand for a value.
        """
        self.known.update({folded: key.text for folded, (key, _) in self.entries.items()})
        return tuple(self.entries.values())

    def finish(self, allowed: Iterable[str] = ()) -> None:
        """Report the keys that nobody asked for, each with the nearest known one."""
        known = {**self.known, **{vietnamese.fold(key): key for key in allowed}}
        for folded, (key, _) in self.entries.items():
            if folded not in known:
                near = vietnamese.nearest(key.text, known.values())
                hint = (
                    f"Có phải là “{near}”? Viết như: {near}: …"
                    if near
                    else f"Các khóa dùng được: {', '.join(known.values())}."
                )
                self.notes.error(key.place, "unknown-key", f"Không có khóa “{key.text}”.", hint)

    def _entry(self, key: str) -> tuple[Scalar, Value] | None:
        folded = vietnamese.fold(key)
        self.known[folded] = key
        return self.entries.get(folded)

    def _wanted(self, key: str, *, required: bool, example: str) -> tuple[Scalar, Value] | None:
        """The entry of ``key``; a problem where it is missing and may not be."""
        entry = self._entry(key)
        if entry is None and required:
            self.notes.error(self.place, "missing-key", f"Thiếu “{key}”.", _example(key, example))
        return entry

    def _items(self, key: str, *, required: bool, example: str) -> tuple[Value, ...]:
        entry = self._entry(key)
        items: tuple[Value, ...] = ()
        if entry:
            value = entry[1]
            items = value.items if isinstance(value, Sequence) else (value,)
            items = tuple(item for item in items if not (isinstance(item, Scalar) and not item.text))
        if required and not items:
            what = f"“{key}” còn để trống." if entry else f"Thiếu “{key}”."
            place = entry[0].place if entry else self.place
            self.notes.error(place, "empty" if entry else "missing-key", what, _example(key, example))
        return items


Value = Scalar | Sequence | Record


def _mapped(value: Value, change: Callable[[str], str], notes: Notes) -> Value:
    if isinstance(value, Scalar):
        return Scalar(change(value.text), value.place)
    if isinstance(value, Sequence):
        return Sequence(tuple(_mapped(item, change, notes) for item in value.items), value.place)
    return replace(value, notes=notes).mapped(change)


def _every_text(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _every_text(item)
    else:
        yield from value.every_text()


def _plain(value: Value) -> object:
    if isinstance(value, Scalar):
        known: dict[str, object] = {"": None, "true": True, "false": False}
        return known.get(value.text, float(value.text) if re.fullmatch(r"\d+(\.\d+)?", value.text) else value.text)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value.items]
    return {name.text: _plain(item) for name, item in value.entries.values()}


def convert(found: Scalar, kind: Kind[_T], notes: Notes, hint: str = "") -> _T | None:
    """What a text of this kind means, or None and a problem that says what was expected."""
    value = kind.parse(found.text)
    if value is None:
        message, usual = kind.refused(found.text)
        notes.error(found.place, kind.code, message, hint or usual)
    return value


_BETWEEN = re.compile(r"\s*[,;]\s*|\s+và\s+")


def parted(found: Scalar) -> Iterator[Scalar]:
    """The words of a list whose brackets were left out, each at its place: ``hoa, binh``, ``hoa và binh``."""
    at = 0
    for word in _BETWEEN.split(found.text):
        at = found.text.index(word, at)
        column = None if found.place.column is None else found.place.column + at
        if word:
            yield Scalar(word, Place(found.place.path, found.place.line, column))
        at += len(word)


def _example(key: str, example: str) -> str | None:
    if not example:
        return None
    return (
        f"Viết như: {example}"
        if ":" in example.split(" ")[0] or example.startswith("- ")
        else f"Viết như: {key}: {example}"
    )
