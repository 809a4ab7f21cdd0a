"""Changes of rosters and Saturdays in place: who serves, who is away, whose address is changed.

Each raises ``ValueError`` where the file is written in a way in which it cannot be done safely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thu7.text import yaml_edit
from thu7.text.yaml_edit import Item
from thu7.text.yaml_steps import Step, several

PEOPLE = "tình nguyện viên"


def assigned(text: str, roles: Mapping[str, Sequence[str]]) -> str:
    """A Saturday's file with these people in these roles; the other roles and keys stay."""
    for role, codes in roles.items():
        text = yaml_edit.put_list(text, ("phân công", role), codes)
    return text


def away(text: str, code: str, periods: Sequence[str]) -> str:
    """A roster with these days added to somebody's ``bận``."""
    return yaml_edit.extend_list(text, (PEOPLE, Item("mã", code), "bận"), periods)


def of_people(text: str, values: Sequence[tuple[str, str, str | tuple[str, ...], bool]]) -> str:
    """A roster with values that stand with people: code, key, the value, and whether a list is extended by it."""
    steps = [Step((PEOPLE, Item("mã", code), key), value, more) for code, key, value, more in values]
    return several(text, steps)


def joined(text: str, code: str, name: str, roles: Sequence[str]) -> str:
    """A roster with one person more."""
    return yaml_edit.append_item(text, (PEOPLE,), {"mã": code, "tên": name, "nhiệm vụ": roles})


def closed(text: str, day: str, reason: str) -> str:
    """A roster with one more day on which its desk is closed."""
    return yaml_edit.put_entry(text, "nghỉ", day, reason)


def reissued(text: str, code: str, number: int) -> str:
    """A roster with somebody's ``lần cấp`` set to a number."""
    return yaml_edit.put(text, (PEOPLE, Item("mã", code), "lần cấp"), str(number))
