"""The values that everything turns on. Frozen, with no idea where they came from save a Place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thu7.problems import Place


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

    @property
    def lead(self) -> str | None:
        return self.needs[0].role if self.needs else None


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
    attended: tuple[str, ...] = ()
    results: tuple[tuple[str, int], ...] = ()
    """What came of it, counts only: ``lượt người``, ``hồ sơ trực tuyến``."""


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


@dataclass(frozen=True)
class LegalText:
    """Văn bản: a legal text that guides cite."""

    code: str
    name: str
    number: str
    since: dt.date
    place: Place
    until: dt.date | None = None
    """The last day in force; None where none is known."""
    replaced_by: str = ""
    source: str = ""


@dataclass(frozen=True)
class Source:
    """Where a fact was read, and when."""

    name: str
    address: str
    read: dt.date


@dataclass(frozen=True)
class Moved:
    """An address that has moved; both are paths below the site's address, without slashes at their ends."""

    old: str
    new: str
    place: Place


@dataclass(frozen=True)
class PublicNumber:
    """A number that may stand in the guides: an office's or a hotline, never a person's."""

    number: str
    name: str
    source: str


@dataclass(frozen=True)
class Phrasing:
    """Cách hỏi: one way in which people put a need, as they type it."""

    text: str
    place: Place


@dataclass(frozen=True)
class Saying:
    """A short form or an everyday word, folded as search folds it, and what it can mean."""

    said: str
    meant: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Lexicon:
    """Từ vựng: the short forms and the everyday words that search knows on every page."""

    short: tuple[Saying, ...] = ()
    plain: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class Guide:
    """One procedure, one page. ``body`` is what staff wrote below the title, as Markdown."""

    topic: str
    slug: str
    title: str
    summary: str
    who: str
    ways: tuple[str, ...]
    fee: str
    duration: str
    owner: str
    reviewed: dt.date
    review_by: dt.date
    body: str
    place: Place
    texts: tuple[LegalText, ...] = ()
    sources: tuple[Source, ...] = ()
    aliases: tuple[str, ...] = ()
    phrasings: tuple[Phrasing, ...] = ()
    when: str = ""
    """By when it must or can be done."""
    trip: str = ""
    """Whether a trip is needed and for what; where empty, the card tells it from ``ways``."""
    result: str = ""
    """What the citizen gets, and where."""
    office: str = ""
    procedure: str = ""
    extra: tuple[tuple[str, object], ...] = ()
    """MkDocs' own keys, handed on as they stand."""

    @property
    def uri(self) -> str:
        return f"{self.topic}/{self.slug}.md"


@dataclass(frozen=True)
class LifeEvent:
    """Việc trong đời: a situation that takes several guides, in their order."""

    slug: str
    title: str
    summary: str
    owner: str
    reviewed: dt.date
    review_by: dt.date
    body: str
    place: Place
    aliases: tuple[str, ...] = ()
    phrasings: tuple[Phrasing, ...] = ()
    steps: tuple[tuple[str, ...], ...] = ()
    """For each step the ``uri`` of the guides to which it leads."""
    topic: str = "viec"

    @property
    def uri(self) -> str:
        return f"{self.topic}/{self.slug}.md"


@dataclass(frozen=True)
class Topic:
    """Chủ đề: a folder of guides with its title page."""

    slug: str
    title: str
    summary: str
    order: tuple[str, ...]
    body: str
    place: Place
    extra: tuple[tuple[str, object], ...] = ()

    @property
    def uri(self) -> str:
        return f"{self.slug}/index.md"
