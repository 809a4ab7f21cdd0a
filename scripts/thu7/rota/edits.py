"""Changes of rosters and Saturdays in place: who serves, who is away, whose address is changed.

Each raises ``ValueError`` where the file is written in a way in which it cannot be done safely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thu7.text import yaml_edit
from thu7.text.yaml_edit import Item

PEOPLE = "tình nguyện viên"


def assigned(text: str, roles: Mapping[str, Sequence[str]]) -> str:
    """A Saturday's file with these people in these roles; the other roles and keys stay."""
    for role, codes in roles.items():
        text = yaml_edit.put_list(text, ("phân công", role), codes)
    return text


def away(text: str, code: str, periods: Sequence[str]) -> str:
    """A roster with these days added to somebody's ``bận``."""
    return yaml_edit.extend_list(text, (PEOPLE, Item("mã", code), "bận"), periods)


def away_all(text: str, code: str, periods: Sequence[str]) -> str:
    """A roster in which these are all of somebody's ``bận``."""
    return yaml_edit.put_list(text, (PEOPLE, Item("mã", code), "bận"), periods)


def told(text: str, code: str, key: str, value: str | Sequence[str]) -> str:
    """A roster with another value for something that stands with a person."""
    path = (PEOPLE, Item("mã", code), key)
    return yaml_edit.put(text, path, value) if isinstance(value, str) else yaml_edit.put_list(text, path, value)


def joined(text: str, code: str, name: str, roles: Sequence[str]) -> str:
    """A roster with one person more."""
    return yaml_edit.append_item(text, (PEOPLE,), {"mã": code, "tên": name, "nhiệm vụ": roles})


def closed(text: str, day: str, reason: str) -> str:
    """A roster with one more day on which its desk is closed."""
    return yaml_edit.put_entry(text, "nghỉ", day, reason)


def reissued(text: str, code: str, number: int) -> str:
    """A roster with somebody's ``lần cấp`` set to a number."""
    return yaml_edit.put(text, (PEOPLE, Item("mã", code), "lần cấp"), str(number))
