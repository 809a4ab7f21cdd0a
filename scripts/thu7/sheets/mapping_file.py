"""``schedule/<ward>/bang.yml``: how somebody decided once what a ward's tables mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thu7.text import vietnamese
from thu7.text.problems import Notes
from thu7.text.records import Record, Scalar

FILE = "bang.yml"
SKIP, BUSY, FREE = "bỏ qua", "bận", "rảnh"
PEOPLE, COLUMNS, ROLES = "người", "cột", "nhiệm vụ"


@dataclass(frozen=True)
class Decisions:
    """What was decided, all keys folded."""

    people: Mapping[str, str] = field(default_factory=dict)
    """A name as tables have it: the person's code, or ``SKIP``."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """A column's head: ``BUSY``, ``FREE`` or ``SKIP``."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """A role as tables have it: as the ward writes it."""


def read_mapping(record: Record, notes: Notes) -> Decisions:
    """The decisions; what cannot be used is a problem and left out."""
    people, columns, roles = (_entries(record, key) for key in (PEOPLE, COLUMNS, ROLES))
    for head, value in columns.items():
        if vietnamese.fold(value.text) not in map(vietnamese.fold, (SKIP, BUSY, FREE)):
            hint = f"Viết một trong ba chữ: {BUSY}, {FREE}, {SKIP}"
            notes.error(value.place, "bad-value", f"“{value.text}” không nói cột “{head}” là gì.", hint)
    record.finish()
    return Decisions(
        {head: vietnamese.fold(value.text) for head, value in people.items()},
        {head: vietnamese.fold(value.text) for head, value in columns.items()},
        {head: value.text for head, value in roles.items()},
    )


def _entries(record: Record, key: str) -> dict[str, Scalar]:
    block = record.record(key)
    entries = block.free_entries() if block else ()
    return {vietnamese.fold(name.text): value for name, value in entries if isinstance(value, Scalar)}
