"""YAML and front matter into records whose getters note problems with line and column.

Only PyYAML's composer is used: a scalar is the text that stands in the file, so ``7:30`` is never 450
and ``không`` never False. Anchors, aliases and tags are refused: they surprise people who are no programmers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import yaml

from thu7 import wording
from thu7.problems import Notes, Place

MAX_BYTES = 1_000_000
_DEEPEST = 50
"""Levels of lists and keys inside each other."""
_Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
_FAST: _Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_T = TypeVar("_T")


@dataclass(frozen=True)
class Scalar:
    """One piece of text, composed and with single spaces, and where it stands."""

    text: str
    place: Place

    @property
    def folded(self) -> str:
        return wording.fold(self.text)


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

    def key_place(self, key: str) -> Place:
        """Where the key stands, or the record where it is missing."""
        entry = self._entry(key)
        return entry[0].place if entry else self.place

    def has(self, key: str) -> bool:
        return self._entry(key) is not None

    def scalar(self, key: str, *, required: bool = False, example: str = "") -> Scalar | None:
        """The text of ``key``, or None where it is missing, empty or no single text."""
        entry = self._entry(key)
        if entry is None:
            if required:
                self.notes.error(self.place, "missing-key", f"Thiếu “{key}”.", _example(key, example))
            return None
        name, value = entry
        if not isinstance(value, Scalar):
            self.notes.error(name.place, "not-text", f"“{key}” phải là một dòng chữ.", _example(key, example))
            return None
        if not value.text:
            if required:
                self.notes.error(name.place, "empty", f"“{key}” còn để trống.", _example(key, example))
            return None
        return value

    def text(self, key: str, *, required: bool = False, example: str = "") -> str:
        found = self.scalar(key, required=required, example=example)
        return found.text if found else ""

    def parsed(
        self, key: str, parse: Callable[[str], _T | None], kind: str, example: str, *, required: bool = False
    ) -> _T | None:
        """The value that ``parse`` makes of the text; where it gives None, a problem with ``kind`` and a right example."""
        found = self.scalar(key, required=required, example=example)
        return convert(found, parse, kind, example, self.notes) if found else None

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        return self.parsed(key, wording.parse_date, DATE, DATE_EXAMPLE, required=required)

    def flag(self, key: str) -> bool:
        return bool(self.parsed(key, _flag, "có hoặc không", "có"))

    def number(self, key: str, low: int, high: int) -> int | None:
        return self.parsed(key, lambda text: parse_number(text, low, high), f"một số từ {low} đến {high}", str(low + 1))

    def scalars(self, key: str, *, required: bool = False, example: str = "") -> tuple[Scalar, ...]:
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

    def texts(self, key: str, *, required: bool = False, example: str = "") -> tuple[str, ...]:
        return tuple(scalar.text for scalar in self.scalars(key, required=required, example=example))

    def records(self, key: str, *, required: bool = False, example: str = "") -> tuple[Record, ...]:
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

    def record(self, key: str, *, required: bool = False, example: str = "") -> Record | None:
        """A record inside this one."""
        entry = self._entry(key)
        if entry is None:
            if required:
                self.notes.error(self.place, "missing-key", f"Thiếu “{key}”.", _example(key, example))
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

    def free_entries(self) -> tuple[tuple[Scalar, Value], ...]:
        """Every entry, for records whose keys staff choose themselves (roles, dates)."""
        self.known.update({folded: key.text for folded, (key, _) in self.entries.items()})
        return tuple(self.entries.values())

    def finish(self, allowed: Iterable[str] = ()) -> None:
        """Report the keys that nobody asked for, each with the nearest known one."""
        known = {**self.known, **{wording.fold(key): key for key in allowed}}
        for folded, (key, _) in self.entries.items():
            if folded not in known:
                near = wording.nearest(key.text, known.values())
                hint = (
                    f"Có phải là “{near}”? Viết như: {near}: …"
                    if near
                    else f"Các khóa dùng được: {', '.join(known.values())}."
                )
                self.notes.error(key.place, "unknown-key", f"Không có khóa “{key.text}”.", hint)

    def _entry(self, key: str) -> tuple[Scalar, Value] | None:
        folded = wording.fold(key)
        self.known[folded] = key
        return self.entries.get(folded)

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


def _plain(value: Value) -> object:
    if isinstance(value, Scalar):
        known: dict[str, object] = {"": None, "true": True, "false": False}
        return known.get(value.text, float(value.text) if re.fullmatch(r"\d+(\.\d+)?", value.text) else value.text)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value.items]
    return {name.text: _plain(item) for name, item in value.entries.values()}


DATE = "ngày"
DATE_EXAMPLE = "28/11/2026"


def convert(found: Scalar, parse: Callable[[str], _T | None], kind: str, example: str, notes: Notes) -> _T | None:
    """What ``parse`` makes of one text, or None and a problem that says what was expected."""
    value = parse(found.text)
    if value is None:
        notes.error(found.place, "bad-value", f"“{found.text}” không phải là {kind}.", f"Viết như: {example}")
    return value


def parse_number(text: str, low: int, high: int) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) and low <= int(text) <= high else None


def _flag(text: str) -> bool | None:
    return {"co": True, "khong": False}.get(wording.fold(text))


def _example(key: str, example: str) -> str | None:
    if not example:
        return None
    return (
        f"Viết như: {example}"
        if ":" in example.split(" ")[0] or example.startswith("- ")
        else f"Viết như: {key}: {example}"
    )


# --- files ---------------------------------------------------------------------------------------------------------


def decode(path: str, data: bytes, notes: Notes) -> str | None:
    """The text of a file with plain line ends and no BOM, or None and a problem."""
    whole = Place(path)
    if len(data) > MAX_BYTES:
        notes.error(
            whole, "too-large", "Tệp lớn hơn 1 MB.", "Chia nhỏ tệp, hoặc kiểm tra xem có dán nhầm gì vào không."
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        notes.error(
            Place(path, line),
            "not-utf8",
            "Tệp không được lưu bằng mã UTF-8.",
            "Mở tệp, chọn “Lưu thành…” rồi chọn mã “UTF-8”.",
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_yaml(path: str, text: str, notes: Notes, *, first_line: int = 1) -> Record | None:
    """The mapping in ``text``, or None and a problem. ``first_line`` is where the text begins in its file."""
    found_before = len(notes.problems)
    try:
        node = _composed(path, text, first_line, notes)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if isinstance(error, yaml.reader.ReaderError):
            before = text[: int(error.position)]
            place = Place(path, before.count("\n") + first_line, len(before) - before.rfind("\n"))
        else:
            place = Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path)
        notes.error(place, "yaml", *_syntax_sentence(error, text, mark))
        return None
    except RecursionError:
        notes.error(Place(path), "yaml", "Tệp lồng quá nhiều tầng, không đọc được.", "Mỗi khóa chỉ cần một hai tầng.")
        return None
    if len(notes.problems) > found_before:
        return None
    if node is None:
        return Record({}, Place(path, first_line, 1), notes, {})
    value = _value(node, path, first_line, notes)
    if not isinstance(value, Record):
        notes.error(
            Place(path, first_line, 1),
            "not-record",
            "Tệp phải gồm các dòng “khóa: giá trị”.",
            "Viết như: tên: Phường An Nhơn",
        )
        return None
    return value


def _composed(path: str, text: str, first_line: int, notes: Notes) -> yaml.Node | None:
    """The text's nodes, by the fast loader; what it refuses the plain one reads once more, for it says better what is wrong."""
    # The fast loader lets Tabs and some question marks pass, on which other programs that read the file would stumble.
    if "\t" not in text and "?" not in text:
        found_before = len(notes.problems)
        try:
            _refuse_references(path, text, first_line, notes, _FAST)
            return yaml.compose(text, Loader=_FAST)
        except yaml.YAMLError:
            del notes.problems[found_before:]
    _refuse_references(path, text, first_line, notes, yaml.SafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _refuse_references(path: str, text: str, first_line: int, notes: Notes, loader: _Loader) -> None:
    """Note anchors, aliases and tags. Too many levels are refused before the fast loader would overflow the stack on them."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise RecursionError
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if (anchor or tag) and event.start_mark:
            sign = f"*{anchor}" if isinstance(event, yaml.AliasEvent) else f"&{anchor}" if anchor else str(tag)
            place = Place(path, event.start_mark.line + first_line, event.start_mark.column + 1)
            notes.error(
                place,
                "yaml-reference",
                f"Không dùng dấu “{sign}” trong tệp này.",
                'Nếu là chữ thường, đặt trong ngoặc kép, viết như: "&chữ"',
            )


def _syntax_sentence(error: yaml.YAMLError, text: str, mark: yaml.Mark | None) -> tuple[str, str]:
    """PyYAML's complaint in words for people who never heard of YAML."""
    complaint = str(getattr(error, "problem", "") or error)
    line = text.split("\n")[mark.line] if mark and mark.line < text.count("\n") + 1 else ""
    if "\t" in line or "'\\t'" in complaint:
        return "Dòng này có phím Tab.", "Thụt đầu dòng bằng hai dấu cách, không dùng phím Tab."
    if "mapping values are not allowed" in complaint:
        return (
            "Có hai dấu hai chấm trong một dòng, hoặc dòng thụt sai.",
            'Đặt phần có dấu hai chấm trong ngoặc kép, viết như: ghi chú: "Lưu ý: mang thẻ"',
        )
    if "special characters are not allowed" in complaint:
        return "Tệp có ký tự điều khiển không đọc được.", "Xóa ký tự lạ rồi gõ lại dòng đó."
    if "expected the node content" in complaint or "could not find expected ':'" in complaint:
        return "Không hiểu dòng này: thiếu dấu hai chấm, hoặc một dấu ngoặc chưa đóng.", "Viết như: tên: Phường An Nhơn"
    if "cannot start any token" in complaint:
        return (
            "Giá trị bắt đầu bằng một ký hiệu không được phép.",
            'Đặt giá trị trong ngoặc kép, viết như: ghi chú: "@ sảnh chính"',
        )
    return (
        "Không hiểu được từ chỗ này: có thể thụt dòng sai, thiếu dấu hai chấm hoặc ngoặc chưa đóng.",
        "So với dòng đúng ngay phía trên.",
    )


def _value(node: yaml.Node, path: str, first_line: int, notes: Notes) -> Value:
    place = Place(path, node.start_mark.line + first_line, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        plain_null = not node.style and node.value in ("", "~", "null")
        return Scalar("" if plain_null else wording.plain(node.value), place)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_value(child, path, first_line, notes) for child in node.value), place)
    entries: dict[str, tuple[Scalar, Value]] = {}
    for key_node, value_node in node.value:
        key = _value(key_node, path, first_line, notes)
        if not isinstance(key, Scalar):
            notes.error(key.place, "not-text", "Khóa phải là một dòng chữ.", "Viết như: tên: Phường An Nhơn")
        elif key.folded in entries:
            earlier = entries[key.folded][0].place.line
            notes.error(
                key.place,
                "double-key",
                f"“{key.text}” viết hai lần; lần đầu ở dòng {earlier}.",
                "Giữ một dòng, xóa dòng kia.",
            )
        else:
            entries[key.folded] = (key, _value(value_node, path, first_line, notes))
    return Record(entries, place, notes, {})


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter, its title (the H1), and what stands below."""

    front: Record
    title: str
    title_place: Place
    body: str
    body_line: int
    """The line of the file on which ``body`` begins."""


_FRONT = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)??---[ \t]*(?:\n|$)", re.S)
_TITLE = re.compile(r"#[ \t]+(?P<title>[^\n]*?)[ \t#]*(?:\n|$)")


def read_page(path: str, text: str, notes: Notes) -> Page | None:
    """The parts of a Markdown page, or None and problems where the front matter cannot be read."""
    front: Record | None = Record({}, Place(path, 1, 1), notes, {})
    rest = text
    line = 1
    match = _FRONT.match(text)
    if match:
        front = read_yaml(path, match["yaml"] or "", notes, first_line=2)
        rest = text[match.end() :]
        line += text[: match.end()].count("\n")
    elif text.startswith("---"):
        notes.error(
            Place(path, 1, 1), "front-matter", "Phần đầu trang chưa đóng.", "Thêm một dòng “---” sau khóa cuối cùng."
        )
        return None
    blank = len(rest) - len(rest.lstrip("\n \t"))
    line += rest[:blank].count("\n")
    rest = rest[blank:]
    heading = _TITLE.match(rest)
    if not heading or not heading["title"]:
        notes.error(
            Place(path, line),
            "no-title",
            "Trang chưa có tên.",
            "Viết ngay dưới phần đầu trang, như: # Đăng ký khai sinh cho con",
        )
    if front is None:
        return None
    title = wording.plain(heading["title"]) if heading else ""
    body = rest[heading.end() :] if heading else rest
    return Page(front, title, Place(path, line, 1), body, line + (1 if heading else 0))
