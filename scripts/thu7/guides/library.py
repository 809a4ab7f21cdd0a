"""Everything that the folder ``guides/`` says, joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thu7.guides.model import Article, Guide, LegalText, Lexicon, LifeEvent, PublicNumber, SharedFact, Topic


@dataclass(frozen=True)
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

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every guide, then every life event."""
        return *self.guides, *self.events
