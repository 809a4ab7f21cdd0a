"""The search page: all guides and wards from A to Z with their everyday names.

The list is the search. Without JavaScript a reader goes down it; with it, what is typed (with or without diacritics)
brings the right lines to the top. Nothing is sent anywhere.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thu7 import wording
from thu7.guides import front_matter
from thu7.model import Guide, LifeEvent, Roster

TITLE = "Tìm bài hướng dẫn"


@dataclass(frozen=True)
class Entry:
    """One line of the list: where it leads, what it is called, and the folded words of its page."""

    link: str
    title: str
    names: str
    words: str


def search_page(guides: Iterable[Guide | LifeEvent], wards: Iterable[Roster]) -> str:
    """``/tim/`` as Markdown."""
    entries = sorted((*map(_guide, guides), *map(_ward, wards)), key=lambda entry: wording.collation(entry.title))
    common = _common(entries)
    lines = "\n".join(
        f'<li data-tu="{_telling(entry, common)}"><a href="../{entry.link}">{html.escape(entry.title)}</a> <span>{html.escape(entry.names)}</span></li>'
        for entry in entries
    )
    front = front_matter({"title": TITLE, "description": "Mọi bài hướng dẫn, xếp theo chữ cái, kèm tên hay gọi."})
    return f"""{front}

# {TITLE}

<form class="t7-tim" role="search">
<input type="search" name="q" data-t7="o-tim" aria-label="Gõ việc cần làm, có dấu hay không dấu đều được" placeholder="khai sinh" autocomplete="off">
<button class="t7-nut">Tìm</button>
</form>
<p data-t7="ket-qua" role="status"></p>
<ul class="t7-az" data-t7="danh-sach">
{lines}
</ul>
"""


def _common(entries: Sequence[Entry]) -> set[str]:
    """Words of so many pages that they tell none from another."""
    counts = Counter(word for entry in entries for word in entry.words.split())
    return {word for word, count in counts.items() if count > max(3, len(entries) / 4)}


def _telling(entry: Entry, common: set[str]) -> str:
    """What a page is found by besides the title and the names that are shown."""
    shown = _words((entry.title, entry.names)).split()
    return " ".join(word for word in entry.words.split() if word not in common and word not in shown)


def _guide(guide: Guide | LifeEvent) -> Entry:
    words = _words((guide.title, *guide.aliases, guide.summary, guide.body))
    names = ", ".join(guide.aliases) or guide.summary
    return Entry(f"{guide.topic}/{guide.slug}/", guide.title, names, words)


def _ward(ward: Roster) -> Entry:
    venue = ward.venue
    words = _words((venue.name, *venue.former_names, venue.building, venue.address, "lịch thứ Bảy tình nguyện"))
    names = f"Trước đây: {wording.joined(venue.former_names)}" if venue.former_names else venue.address
    return Entry(f"lich/{ward.ward}/", f"Lịch thứ Bảy {venue.name}", names, words)


def _words(texts: Sequence[str]) -> str:
    """The distinct words, folded, each once and in order of their first standing.

    Numbers stay out: put side by side they would look like somebody's.
    """
    return " ".join(dict.fromkeys(re.findall(r"[a-z][a-z0-9]*", wording.fold(" ".join(texts)))))
