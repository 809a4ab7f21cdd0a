"""What people are called in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from thu7.rota.schedule import Schedule


class Names:
    """What people are called in sentences: the given name, and more where two share it."""

    def __init__(self, schedule: Schedule, keys: Iterable[str], besides: Names | None = None) -> None:
        people = {key: person.name for key in keys if (person := schedule.person(key))}
        given = Counter(name.split()[-1] for name in people.values() if name)
        full = Counter(people.values())
        self._names: dict[str, str] = dict(besides._names) if besides else {}
        for key, name in people.items():
            if name:
                short = name.split()[-1]
                alone = name if given[short] > 1 else short
                self._names[key] = f"{name} ({key.partition('/')[2]})" if full[name] > 1 else alone

    def __getitem__(self, key: str) -> str:
        return self._names.get(key, f"“{key.partition('/')[2]}”")
