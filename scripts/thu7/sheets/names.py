"""Who goes by a name in a table, and the codes that new people get."""

from __future__ import annotations

from thu7.rota.model import Volunteer
from thu7.text import vietnamese


def is_called(person: Volunteer, name: str) -> bool:
    """Whether a name is a person's: with all its marks, or typed without any."""
    own = vietnamese.house_tones(vietnamese.nfc(person.name))
    low = vietnamese.nfc(name).lower()
    return own.lower() == low or (low == vietnamese.fold(name) and vietnamese.fold(own) == low)


def free_code(name: str, taken: set[str]) -> str:
    """A code for somebody new: the given name, more of the name where that is taken, then a number."""
    words = [vietnamese.slug(word) for word in name.split()]
    words = [word for word in words if word]
    for size in range(1, len(words) + 1):
        code = "-".join(words[-size:])[:40].strip("-")
        if code not in taken:
            return code
    base = words[-1] if words else ""
    return (
        next((f"{base}-{number}" for number in range(2, 1000) if f"{base}-{number}" not in taken), "") if base else ""
    )
