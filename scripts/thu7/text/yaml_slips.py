"""What people slip in YAML, told as what it is: spaces that are none, quotes of another kind, a colon without its space.

YAML's own complaints name the place where it could not go on, often the right line below the wrong one. These look at the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from thu7.text.problems import Place, Problem

_ODD = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ODD_SPACE = re.compile(
    rf"^[ \t]*(?P<start>[{_ODD}])|^[ \t]*-(?P<dash>[{_ODD}])|^[ ]*(?:- +)?[^:#\"'{{\[]+?:(?P<colon>[{_ODD}])"
)
_KEY = r"^(?P<head>\s*(?:-\s+)?)(?P<key>[^\W\d_][^:#\"'\[\]{},]*)"
_NO_SPACE = re.compile(rf"{_KEY}:(?P<value>[^\s/].*)$")
_VALUE = re.compile(rf"{_KEY}:\s+(?P<value>\S.*)$")
_CURLY = "“”„‟‘’‚‛«»"
_SIGNS = "[{\"'>|-&*!%@`"
_CUT = re.compile(r"[ \t]+(#\S.*)$")


def odd_spaces(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """Lines whose indent, or the space behind a dash or a key, is no plain one: pasted from a page, or typed with another key."""
    for number, line in enumerate(text.split("\n")):
        if found := _ODD_SPACE.search(line):
            column = next(found.start(name) for name in ("start", "dash", "colon") if found[name]) + 1
            where = "ở đầu dòng" if found["start"] else "sau dấu gạch" if found["dash"] else "sau dấu hai chấm"
            message = f"Khoảng trắng {where} này không phải là dấu cách thường."
            hint = "Xóa khoảng trắng đó rồi gõ lại bằng phím cách: nó được dán từ nơi khác."
            yield Problem(Place(path, number + first_line, column), "odd-space", message, hint)


def names_bare(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """Values that begin with ``{{``, the name of a shared sentence: without quotes YAML takes the braces for its own."""
    for number, line in enumerate(text.split("\n")):
        if found := re.match(rf"{_KEY}:[ \t]+(?P<value>\{{\{{.*?)[ \t]*$", line):
            hint = f'Đặt cả giá trị trong ngoặc kép thẳng, viết như: {found["key"].strip()}: "{_short(found["value"])}"'
            place = Place(path, number + first_line, found.start("value") + 1)
            yield Problem(place, "yaml", "Giá trị bắt đầu bằng “{{” phải nằm trong ngoặc kép.", hint)


def behind(path: str, text: str, line: int, first_line: int) -> Problem | None:
    """The slip that is behind a complaint of YAML at a line (from 0), there or on the line above; None where none is seen."""
    lines = text.split("\n")
    above = next((number for number in range(min(line, len(lines)) - 1, -1, -1) if lines[number].strip()), None)
    for number in (line, above):
        if number is not None and number < len(lines) and (told := _slip(lines[number])):
            return Problem(Place(path, number + first_line, 1), "yaml", *told)
    return None


def _slip(line: str) -> tuple[str, str] | None:
    if found := _NO_SPACE.search(line):
        key, value = found["key"].strip(), found["value"].strip()
        return f"“{key}:{_short(value)}” thiếu dấu cách sau dấu hai chấm.", f"Viết như: {key}: {_short(value)}"
    found = _VALUE.search(line)
    if not found:
        return None
    key, value = found["key"].strip(), found["value"].strip()
    bare = value.strip(f"{_CURLY}\"'")
    example = f'Đặt cả giá trị trong ngoặc kép thẳng, viết như: {key}: "{_short(bare.replace(chr(34), ""))}"'
    if value[0] in _CURLY:
        return "Dấu “ ” là ngoặc cong; máy chỉ hiểu ngoặc thẳng.", example
    closing = {"[": "]", "{": "}"}.get(value[0], value[0])
    # A bracket or a quote that was only not closed is another slip.
    if value[0] in _SIGNS and (value[0] not in "[{\"'" or closing in value[1:-1]):
        return f"Giá trị bắt đầu bằng “{value[0]}”, mà máy hiểu dấu đó theo cách khác.", example
    return None


def cut_off(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """What stands behind ``#`` in a value, and is lost: a remark has a space behind its sign, a number has none."""
    lines = text.split("\n")
    if not re.search(r"[ \t]#\S", text):
        return
    ends: dict[int, int] = {}
    inside: set[int] = set()
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if token.start_mark.index < token.end_mark.index:
            ends[token.end_mark.line] = max(ends.get(token.end_mark.line, 0), token.end_mark.column)
            inside.update(range(token.start_mark.line, token.end_mark.line))
    for number, end in sorted(ends.items()):
        found = _CUT.match(lines[number][end:]) if number not in inside and number < len(lines) else None
        if found:
            message = f"Máy coi “{_short(found[1])}” là lời nhắc và bỏ đi."
            hint = "Đặt cả giá trị trong ngoặc kép; lời nhắc thật thì viết một dấu cách sau dấu #."
            yield Problem(Place(path, number + first_line, end + found.start(1) + 1), "cut-off", message, hint)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
