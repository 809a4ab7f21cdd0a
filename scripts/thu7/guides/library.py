"""Everything that the folder ``guides/`` says, joined."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from thu7.guides.model import (
    Article,
    Guide,
    LegalText,
    Lexicon,
    LifeEvent,
    PublicNumber,
    SharedFact,
    Topic,
    Translation,
)
from thu7.text import links, vietnamese
from thu7.text.problems import Place, Problem


@dataclass(frozen=True, eq=False)
class Library:
    """The guides with all that goes with them: what the rules look at and what pages and search are made from."""

    topics: tuple[Topic, ...] = ()
    guides: tuple[Guide, ...] = ()
    events: tuple[LifeEvent, ...] = ()
    texts: Mapping[str, LegalText] = field(default_factory=dict)
    """By code."""
    numbers: tuple[PublicNumber, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
    facts: Mapping[str, SharedFact] = field(default_factory=dict)
    """What several guides say in the same words, by code."""
    translations: tuple[Translation, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every guide, then every life event."""
        return *self.guides, *self.events

    @property
    def public_numbers(self) -> tuple[str, ...]:
        """The telephone numbers that are listed as public."""
        return tuple(number.number for number in self.numbers)

    def depending(self) -> Counter[str]:
        """How many pages lead to each, by its ``uri``: what most readers come to, and most would miss."""
        found: Counter[str] = Counter()
        for page in self.articles:
            targets = (link.target.partition("#")[0] for link in links.links("", page.body))
            led_to = {posixpath.normpath(posixpath.join(page.topic, target)) for target in targets}
            found.update(led_to - {page.uri})
        return found

    def in_english(self, page: Article) -> Translation | None:
        """The page in English, where it has that."""
        return next((one for one in self.translations if one.original is page), None)

    def guide(self, name: str) -> Guide | Problem:
        """The guide ``topic/slug``, or why there is none; ``name`` is as people type it."""
        known = {guide.uri.removesuffix(".md"): guide for guide in self.guides}
        if found := known.get(name.removeprefix("guides/").removesuffix(".md")):
            return found
        names = {word: uri for uri, g in known.items() for word in (g.slug, g.title, *g.aliases)} | {
            uri: uri for uri in known
        }
        near = vietnamese.nearest(name, names)
        hint = f"Có phải là “{names[near]}”?" if near else "Thêm bài trước: thu7 new guide ho-tich/khai-tu"
        return Problem(Place(name), "usage", f"Không có bài hướng dẫn “{name}”.", hint)
