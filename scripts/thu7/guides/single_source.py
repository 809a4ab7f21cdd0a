"""The mark ``[?]`` behind a sentence or a value: it rests on one source, and whoever must travel for it should ask first."""

from __future__ import annotations

import re

MARK = re.compile(r" ?\[\?\]")
REASON = "do-tin"
"""The anchor of the page's words on how sure it is, to which every mark leads."""


def in_words(text: str) -> str:
    """A text with its marks as words: for paper, search and cards, where a mark leads nowhere."""
    return MARK.sub(" (mới theo một nguồn)", text)


def linked(text: str, label: str = "mới theo một nguồn") -> str:
    """Markdown or HTML with its marks as small links to the reason."""
    return MARK.sub(f'\u00a0<a class="t7-mot-nguon" href="#{REASON}" aria-label="{label}">?</a>', text)
