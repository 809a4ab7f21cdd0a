"""A mistake in a file is a value: a place, a short code, a sentence and, if it helps, a hint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error stops publishing; a warning is shown and lets the build go on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """Where in the project: ``path`` from its root with ``/``; line and column from 1, None for the whole file."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True)
class Problem:
    """One mistake, in words that can be read out over the telephone."""

    place: Place
    code: str
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR


@dataclass
class Notes:
    """The one list of problems that runs beside the work, in the order in which they are found."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(place, code, message, hint))

    def warn(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(place, code, message, hint, Severity.WARNING))


def warning(place: Place, code: str, message: str, hint: str | None = None) -> Problem:
    """A problem that does not stand in the way of publishing."""
    return Problem(place, code, message, hint, Severity.WARNING)


def shortened(text: str, most: int = 40) -> str:
    """The beginning of a text, up to the end of a word, for a sentence that repeats it."""
    whole = " ".join(text.split())
    return whole if len(whole) <= most else f"{whole[:most].rpartition(' ')[0] or whole[:most]} …"


_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LONGEST = 100
"""Letters of what stands in a file that a sentence repeats."""
_LONG = re.compile(rf"“([^“”]{{{_LONGEST + 1},}})”")
LABELS = {Severity.ERROR: "lỗi", Severity.WARNING: "lưu ý"}


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, each once."""
    unique = dict.fromkeys(problems)
    return tuple(
        sorted(unique, key=lambda p: (p.place.path, p.place.line or 0, p.place.column or 0, p.code, p.message))
    )


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only what stops publishing."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def sentence(problem: Problem) -> str:
    """The message with its hint behind it, no word of the file in full that fills a screen."""
    said = f"{problem.message} {problem.hint}" if problem.hint else problem.message
    return _LONG.sub(lambda quoted: f"“{quoted[1][:_LONGEST]}…”", said)


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem: ``path:line:column: lỗi: message hint``."""
    return "\n".join(in_one_line(f"{p.place}: {LABELS[p.severity]}: {sentence(p)}") for p in problems)


def in_one_line(text: str) -> str:
    """The text with signs that no line shows written out: a file's name may hold a line's end, and a command of the CI behind it."""
    return _UNSHOWN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def as_json(problems: Iterable[Problem]) -> str:
    """The same for programs: path, line, column, code, severity, message, hint, and the two counts."""
    listed = tuple(problems)
    rows = [
        {
            "path": p.place.path,
            "line": p.place.line,
            "column": p.place.column,
            "code": p.code,
            "severity": p.severity.value,
            "message": p.message,
            "hint": p.hint,
        }
        for p in listed
    ]
    count = len(errors(listed))
    return json.dumps(
        {"problems": rows, "errors": count, "warnings": len(listed) - count}, ensure_ascii=False, indent=2
    )


def summary(problems: Iterable[Problem]) -> str:
    """The closing line: how many errors and warnings."""
    listed = tuple(problems)
    count = len(errors(listed))
    if not listed:
        return "Không có lỗi nào."
    return f"{count} lỗi, {len(listed) - count} lưu ý."
