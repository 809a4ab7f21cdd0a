"""The values of the schedule: desks, people, Saturdays. Frozen, with no idea where they came from save a Place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from thu7.text.problems import Place
from thu7.text.vietnamese import capitalized, fold


@dataclass(frozen=True)
class Hours:
    """From when until when the desk is open, local time."""

    start: dt.time
    end: dt.time


@dataclass(frozen=True)
class Venue:
    """Điểm trực: the desk of a ward."""

    name: str
    building: str
    address: str
    hours: Hours
    position: tuple[float, float] | None = None
    """Latitude and longitude in degrees, where staff gave them."""
    phone: str = ""
    """The office's own number, never a person's."""
    former_names: tuple[str, ...] = ()
    directions: str = ""
    bring: str = ""


@dataclass(frozen=True)
class Absence:
    """Bận: away from the first to the last day, both included."""

    first: dt.date
    last: dt.date

    def covers(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Volunteer:
    """Tình nguyện viên. ``key`` is ``ward/code``: one person however many wards they help."""

    ward: str
    code: str
    name: str
    roles: tuple[str, ...]
    place: Place
    monthly_limit: int | None = None
    absences: tuple[Absence, ...] = ()
    new: bool = False
    public: bool = False
    """Agreed in writing that the name may be published."""
    likes: tuple[str, ...] = ()
    """Codes of people they would like to serve with; wishes, never rules."""
    dislikes: tuple[dt.date, ...] = ()
    rest: int | None = None
    """Saturdays of rest between two of theirs; None takes the ward's."""
    issue: int = 0
    """Raised to change the address of their calendar."""

    @property
    def key(self) -> str:
        return f"{self.ward}/{self.code}"

    def away(self, day: dt.date) -> bool:
        return any(absence.covers(day) for absence in self.absences)


@dataclass(frozen=True)
class Guest:
    """Somebody of another ward who also helps here; everything but the roles stands in their own roster."""

    key: str
    roles: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Need:
    """Cần: how many people of a role one Saturday takes. The first need of a roster leads."""

    role: str
    count: int


@dataclass(frozen=True)
class Closure:
    """Nghỉ: a day on which desks are closed (``closes``) or which only calls for attention."""

    date: dt.date
    reason: str
    place: Place
    kind: str = "nghỉ"
    source: str = ""

    @property
    def closes(self) -> bool:
        return self.kind == "nghỉ"


@dataclass(frozen=True)
class Roster:
    """A ward's desk and its people."""

    ward: str
    venue: Venue
    needs: tuple[Need, ...]
    volunteers: tuple[Volunteer, ...]
    guests: tuple[Guest, ...]
    closures: tuple[Closure, ...]
    place: Place
    freeze_days: int = 7
    rest: int = 0
    sample: bool = False
    """Made-up people, to show how it looks; the page says so."""
    issue: int = 0
    """Lần cấp: raised to change the address of the secretary's page."""
    looks_back: bool = False
    """Tính cả quá khứ: whether a fair share counts who lately came."""
    session: Decimal = Decimal("0.5")
    """Một buổi: how many days a morning counts for."""

    @property
    def lead(self) -> str | None:
        """The role that leads: the first that is needed."""
        return self.needs[0].role if self.needs else None

    @cached_property
    def by_code(self) -> Mapping[str, Volunteer]:
        """Its people; of two that bear one code, which is a mistake, the first."""
        return {one.code: one for one in reversed(self.volunteers)}

    @property
    def role_names(self) -> dict[str, str]:
        """The roles as the ward writes them, by their folded form."""
        return {fold(need.role): need.role for need in self.needs}


@dataclass(frozen=True)
class Assignment:
    """Phân công: one person in one role; ``key`` is ``ward/code``."""

    role: str
    key: str
    place: Place


@dataclass(frozen=True)
class Saturday:
    """One Saturday of one ward, as its file tells it."""

    ward: str
    date: dt.date
    place: Place
    assignments: tuple[Assignment, ...] = ()
    settled: tuple[str, ...] = ()
    """Keys of people whom the planner must not move."""
    settled_whole: bool = False
    closed: str = ""
    """The reason why this one Saturday is closed; empty where it is not."""
    note: str = ""
    named: tuple[tuple[str, Place], ...] = ()
    """Keys of the people named outside of the assignments, and where."""


@dataclass(frozen=True)
class Results:
    """Kết quả: what came of one Saturday of one ward. Counts of people, and nothing else about them; None where nobody counted."""

    ward: str
    date: dt.date
    place: Place
    people: int
    """Lượt người: how many were helped."""
    online: int | None = None
    """Trực tuyến: files that were sent online; ``counter`` (trực tiếp) at the counter, ``asked`` (chỉ hỏi) who only asked."""
    counter: int | None = None
    asked: int | None = None
    fields: tuple[tuple[str, int], ...] = ()
    """Theo lĩnh vực: people by field, in the house's order."""
    again: int | None = None
    """Hẹn lại: who has to come again."""
    content: int | None = None
    """Hài lòng: slips that say so; ``discontent`` that say no."""
    discontent: int | None = None
    note: str = ""
    attended: tuple[tuple[str, Place], ...] = ()
    """Có mặt: keys of those who came to help, and where each stands."""


@dataclass(frozen=True)
class Certificate:
    """Giấy xác nhận: what was certified of somebody's days; who it is, only whoever has the secret can tell."""

    ward: str
    number: str
    """Số: stands on the paper."""
    token_hash: str
    """Dấu: SHA-256 of the part of its address that cannot be guessed."""
    person_mark: str
    """Người: a keyed hash of person and number."""
    dates: tuple[dt.date, ...]
    days: Decimal
    issued: dt.date
    place: Place
    revoked: dt.date | None = None
    """Thu hồi: since when it no longer stands."""


@dataclass(frozen=True)
class Gap:
    """Còn thiếu: places of a role that nobody takes. Shown, never hidden."""

    role: str
    missing: int


@dataclass(frozen=True)
class Shift:
    """Ca trực: a Saturday joined with its ward and its people, ready to be shown."""

    roster: Roster
    saturday: Saturday
    people: tuple[tuple[str, tuple[Volunteer, ...]], ...]
    """Role by role, in the order of the ward's needs."""
    gaps: tuple[Gap, ...]
    closed: str
    """Why the desk is closed that day; empty where it is open."""

    @property
    def date(self) -> dt.date:
        return self.saturday.date


def role_title(text: str) -> str:
    """A role as it is shown: ``trưởng ca`` as ``Trưởng ca``, ``vneid`` as its owner writes it."""
    return "VNeID" if fold(text) == "vneid" else capitalized(text)
