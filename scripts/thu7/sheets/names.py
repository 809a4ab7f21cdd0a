"""Who goes by a name in a table, and the codes that new people get."""

from __future__ import annotations

import re
from functools import lru_cache

from thu7.rota.model import Volunteer
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import Schedule
from thu7.sheets.changes import Findings
from thu7.sheets.layout import people_of
from thu7.sheets.mapping_file import FILE, PEOPLE, SKIP, Decisions
from thu7.text import vietnamese

LONGEST = 60
"""Letters of a name."""
_NOBODY = re.compile(r"(?:tổng cộng|tổng số|tổng:|cộng:|người lập|ghi chú|lưu ý|danh sách này).*")
"""What stands below the last name of a list, in lower case."""
_TITLE = re.compile(r"(?:anh|chị|em|bạn|cô|chú|đ/c|đc|đồng chí)\.? ", re.IGNORECASE)
_NO_NAME = re.compile(r"[\d()\[\]{}<>@#*/\\:;?!=+_\"“”]")


def is_called(person: Volunteer, name: str) -> bool:
    """Whether a name is a person's: with all its marks, or typed without any."""
    own, folded = _own(person.name)
    low = _own(name)[0]
    return own == low or (low == folded and vietnamese.fold(name) == low)


@lru_cache(maxsize=4096)
def _own(name: str) -> tuple[str, str]:
    """A name in lower case, its tones where this house puts them; and folded."""
    own = vietnamese.house_tones(vietnamese.nfc(name))
    return own.lower(), vietnamese.fold(own)


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


class Names:
    """Whom the names of a table mean, each decided once."""

    def __init__(self, schedule: Schedule, ward: str, decisions: Decisions, findings: Findings) -> None:
        self.roster, self.ward = schedule.rosters[ward], ward
        self.decisions, self.findings = decisions, findings
        self.everybody = people_of(schedule, self.roster)
        self._known: dict[str, Volunteer | str | None] = {}

    def meant(self, name: str, where: str) -> Volunteer | str | None:
        """Somebody of the roster, a new name, or nobody where that must be decided first or the name is none."""
        if name not in self._known:
            self._known[name] = self._meant(name, where)
        return self._known[name]

    def _meant(self, told: str, where: str) -> Volunteer | str | None:
        name = vietnamese.house_tones(vietnamese.nfc(told))
        decided = self.decisions.people.get(vietnamese.fold(told))
        people = self.roster.volunteers
        if decided == vietnamese.fold(SKIP):
            return None
        if decided:
            found = [one for one in self.everybody if code_in(self.ward, one.key) == decided]
            if not found:
                about = f"{FILE} nói “{name}” là “{decided}”, mà không ai mang mã đó"
                self.findings.open(about, "Sửa lại mã.", where)
            return self._own(found[0], where) if found else None
        if _NOBODY.fullmatch(name.lower()):
            self.findings.passed.append(f"{where}: “{name}” không phải tên người.")
            return None
        same = [one for one in people if is_called(one, name)] or self._spelled_out(name)
        if len(same) == 1:
            return same[0]
        guests = [one for one in self.everybody if one.ward != self.ward and is_called(one, name)]
        if guests and not same:
            return self._own(guests[0], where)
        near = same or self._near(vietnamese.fold(name))
        hint = f"Ghi vào schedule/{self.ward}/{FILE}: {PEOPLE}: rồi dưới đó “{told}”: mã của người đó (hoặc {SKIP})."
        if near:
            who = vietnamese.joined([f"{one.name} ({code_in(self.ward, one.key)})" for one in near])
            several = f"Nhiều người cùng tên “{name}”: {who}"
            self.findings.open(several if len(same) > 1 else f"“{name}” gần với {who}, mà không giống hẳn", hint, where)
            return None
        if len(name) > LONGEST or _NO_NAME.search(name) or not free_code(name, set()):
            self.findings.open(f"“{name}” không giống một họ tên", hint, where)
            return None
        return name

    def _own(self, person: Volunteer, where: str) -> Volunteer | None:
        """Somebody of this ward; of another ward's people its own roster says who is away."""
        if person.ward == self.ward:
            return person
        self.findings.passed.append(
            f"{where}: {person.name} là người của {person.ward}; ngày bận ghi ở danh sách bên đó."
        )
        return None

    def _spelled_out(self, name: str) -> list[Volunteer]:
        """People whose full name stands with how one speaks to them before it, or with their own code behind it."""
        bare, coded = _TITLE.sub("", name, count=1), re.fullmatch(r"(.+?) \(([^()]+)\)", name)
        return [
            one
            for one in self.roster.volunteers
            if (len(bare.split()) > 2 and is_called(one, bare))
            or (coded and vietnamese.fold(coded[2]) == one.code and is_called(one, coded[1]))
        ]

    def _near(self, folded: str) -> list[Volunteer]:
        """People who may be meant by a name that is nobody's: part of a name, a slip, other marks, another middle name."""
        words = re.sub(r"[().,\[\]]", " ", folded).split()
        found = []
        for one in self.everybody if words else ():
            own = vietnamese.fold(one.name).split()
            part = set(words) <= set(own) or set(own) <= set(words) or (words[-1:] == own[-1:] and len(words) < 3)
            ends = len(words) > 1 and (words[0], words[-1]) == (own[0], own[-1])
            if part or ends or (words[-1:] == own[-1:] and vietnamese.nearest(folded, (" ".join(own),))):
                found.append(one)
        return found
