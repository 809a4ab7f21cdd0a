"""What a table says changed, each as a value with the sentence that tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from thu7.text import vietnamese


@dataclass(frozen=True)
class Added:
    """A person who is new in the roster."""

    code: str
    name: str
    roles: tuple[str, ...]
    where: str

    def __str__(self) -> str:
        return f"Thêm {self.name}, mã {self.code}: {', '.join(self.roles)} ({self.where})."


@dataclass(frozen=True)
class Told:
    """Another value for something that stands with a person: one text, or a list."""

    code: str
    name: str
    key: str
    value: str | tuple[str, ...]
    where: str

    def __str__(self) -> str:
        said = self.value if isinstance(self.value, str) else ", ".join(self.value)
        return f"{self.name}: {self.key} thành “{said}” ({self.where})."


@dataclass(frozen=True)
class Away:
    """Somebody's days away, all of them, with those that come and those that go."""

    code: str
    name: str
    periods: tuple[str, ...]
    more: tuple[dt.date, ...]
    less: tuple[dt.date, ...]
    where: str

    def __str__(self) -> str:
        said = [f"bận {_days(self.more)}"] if self.more else []
        said += [f"trực được lại {_days(self.less)}"] if self.less else []
        return f"{self.name} {', '.join(said)} ({self.where})."


@dataclass(frozen=True)
class Wished:
    """Somebody's wishes of one kind, all of them as the roster writes them, with those that come and those that go as people read them."""

    code: str
    name: str
    key: str
    values: tuple[str, ...]
    new: tuple[str, ...]
    """Of the values those that come; all others stood there."""
    more: tuple[str, ...]
    less: tuple[str, ...]
    where: str

    def __str__(self) -> str:
        said = [f"thêm {vietnamese.joined(self.more)}"] if self.more else []
        said += [f"bỏ {vietnamese.joined(self.less)}"] if self.less else []
        return f"{self.name}: “{self.key}” {', '.join(said)} ({self.where})."


@dataclass(frozen=True)
class Assigned:
    """Who serves in a role on a Saturday, all of them."""

    day: dt.date
    role: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    where: str

    def __str__(self) -> str:
        who = vietnamese.joined(self.names) if self.names else "chưa có ai"
        return f"{vietnamese.date(self.day)}, {self.role}: {who} ({self.where})."


@dataclass(frozen=True)
class Closed:
    """A day on which the ward's desk is closed."""

    day: dt.date
    reason: str
    where: str

    def __str__(self) -> str:
        return f"Nghỉ {vietnamese.date(self.day)}: {self.reason} ({self.where})."


Change = Added | Told | Away | Wished | Assigned | Closed


@dataclass(frozen=True)
class Undecided:
    """What a table leaves open; whoever reads it decides."""

    message: str
    hint: str
    where: str

    def __str__(self) -> str:
        return f"{self.message} ({self.where}). {self.hint}"


@dataclass(frozen=True)
class Proposal:
    """What would change, what was passed over and why, and what cannot be decided here."""

    changes: tuple[Change, ...]
    passed: tuple[str, ...] = ()
    undecided: tuple[Undecided, ...] = ()


class Findings:
    """What a reader comes upon beside changes: what it passes over and why, and what somebody must decide first."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.undecided: list[Undecided] = []

    def open(self, message: str, hint: str, where: str) -> None:
        """Something that is not decided here."""
        self.undecided.append(Undecided(message, hint, where))

    def beside(self, changes: Sequence[Change]) -> Proposal:
        """All of it with the changes, each said once."""
        return Proposal(tuple(changes), tuple(dict.fromkeys(self.passed)), tuple(dict.fromkeys(self.undecided)))


def _days(days: Sequence[dt.date]) -> str:
    return vietnamese.joined([vietnamese.date(day) for day in sorted(days)])
