"""Changes of rosters and Saturdays in place: who serves, who is away, whose address is changed.

Each raises ``ValueError`` where the file is written in a way in which it cannot be done safely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thu7.text import yaml_edit
from thu7.text.yaml_edit import Item


def assigned(text: str, roles: Mapping[str, Sequence[str]]) -> str:
    """A Saturday's file with these people in these roles; the other roles and keys stay."""
    for role, codes in roles.items():
        text = yaml_edit.put_list(text, ("phân công", role), codes)
    return text


def away(text: str, code: str, periods: Sequence[str]) -> str:
    """A roster with these days added to somebody's ``bận``."""
    return yaml_edit.extend_list(text, ("tình nguyện viên", Item("mã", code), "bận"), periods)


def reissued(text: str, code: str, number: int) -> str:
    """A roster with somebody's ``lần cấp`` set to a number."""
    return yaml_edit.put(text, ("tình nguyện viên", Item("mã", code), "lần cấp"), str(number))
