"""The values of the guides: procedures, life events, legal texts, words. Frozen, with no idea where they came from save a Place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thu7.text.problems import Place


@dataclass(frozen=True)
class Milestone:
    """Mốc: a day on which something of a legal text begins or ends."""

    date: dt.date
    what: str


@dataclass(frozen=True)
class LegalText:
    """Văn bản: a legal text that guides cite."""

    code: str
    name: str
    number: str
    since: dt.date | None
    """The first day in force; None where nobody has read it."""
    place: Place
    until: dt.date | None = None
    """The last day in force; None where none is known."""
    replaced_by: str = ""
    source: str = ""
    note: str = ""
    """Ghi chú: what readers should know of it, such as a part that began on another day."""
    unread: str = ""
    """Cần đọc: what of the signed text nobody of the house has read yet; empty where all was."""
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a fact was read, and when."""

    name: str
    address: str
    read: dt.date
    place: Place
    """Where the day stands on which it was read."""
    published: dt.date | None = None
    """When it came out, where that is another day."""
    kind: str = ""
    """Loại: ``văn bản``, ``cơ quan`` or ``báo``, where its address does not tell."""


@dataclass(frozen=True)
class SharedFact:
    """Điều dùng chung: a sentence that several guides say, written once."""

    code: str
    sentence: str
    place: Place
    text: str = ""
    """The code of the legal text on which it rests; empty where it rests on none."""
    signs: tuple[str, ...] = ()
    """Words that stand together in a sentence which says the same otherwise."""


@dataclass(frozen=True)
class PublicNumber:
    """A number that may stand in the guides: an office's or a hotline, never a person's."""

    number: str
    name: str
    source: str
    helps: bool = False
    """Whether it is for whoever finds no page."""


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
    """Từ vựng: the short forms and the everyday words that search knows on every page, and what no page answers."""

    short: tuple[Saying, ...] = ()
    plain: tuple[Saying, ...] = ()
    beyond: tuple[Phrasing, ...] = ()
    """Ways of asking for what the site has no page about."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """What a guide and a life event have in common. ``body`` is what staff wrote below the title, as Markdown."""

    topic: str
    slug: str
    title: str
    summary: str
    owner: str
    """The office that answers for it."""
    reviewed: dt.date
    reviewed_place: Place
    review_by: dt.date
    body: str
    place: Place
    named: tuple[Phrasing, ...] = ()
    """Tên gọi khác, each where it stands."""
    phrasings: tuple[Phrasing, ...] = ()

    @property
    def aliases(self) -> tuple[str, ...]:
        """What people call it."""
        return tuple(name.text for name in self.named)

    @property
    def uri(self) -> str:
        """Its place below the site's sources."""
        return f"{self.topic}/{self.slug}.md"


SIGNPOST = "chỉ đường"
"""The kind of page that says where to go, and knows no steps."""


@dataclass(frozen=True, kw_only=True)
class Guide(Article):
    """One procedure, one page."""

    kind: str = ""
    """``SIGNPOST`` where the page only says which door is the right one; empty for a whole guide."""
    who: str
    ways: tuple[str, ...]
    fee: str
    duration: str
    texts: tuple[LegalText, ...] = ()
    sources: tuple[Source, ...] = ()
    when: str = ""
    """By when it must or can be done."""
    wrong: tuple[Phrasing, ...] = ()
    """Phải sửa: what an office found wrong and nobody has mended yet, each where it stands."""
    reviewer: str = ""
    """Soát bởi: the office that compared it with what it sees; empty where only its writers have."""
    trip: str = ""
    """Whether a trip is needed and for what; where empty, the card tells it from ``ways``."""
    result: str = ""
    """What the citizen gets, and where."""
    office: str = ""
    procedure: str = ""
    extra: tuple[tuple[str, object], ...] = ()
    """MkDocs' own keys, handed on as they stand."""


@dataclass(frozen=True, kw_only=True)
class LifeEvent(Article):
    """Việc trong đời: a situation that takes several guides, in their order."""

    steps: tuple[tuple[str, ...], ...] = ()
    """For each step the ``uri`` of the guides to which it leads."""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """Bản tiếng Anh: a guide or a life event for those who cannot read Vietnamese. Sources, texts and owner stay its original's."""

    original: Guide | LifeEvent
    title: str
    summary: str
    body: str
    place: Place
    reviewed: dt.date
    reviewed_place: Place
    rows: tuple[tuple[str, str], ...] = ()
    """Its card: key of the front matter and value, for those it gives."""
    aliases: tuple[str, ...] = ()
    phrasings: tuple[Phrasing, ...] = ()

    @property
    def uri(self) -> str:
        """Its place below the site's sources."""
        return f"{self.original.topic}/{self.original.slug}.en.md"


@dataclass(frozen=True)
class Topic:
    """Chủ đề: a folder of guides with its title page."""

    slug: str
    title: str
    summary: str
    helped: bool
    """Whether the Saturday desk helps with it; else the desk only says where to go."""
    order: tuple[str, ...]
    """The slugs of its guides, those of its groups first."""
    body: str
    place: Place
    extra: tuple[tuple[str, object], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Nhóm: names of what belongs together, each with its slugs; empty where the topic is one list."""

    @property
    def uri(self) -> str:
        return f"{self.slug}/index.md"
