"""Markdown into plain blocks that the templates set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from thu7.guides.sections import is_for_volunteers
from thu7.text import commonmark

CELLS = ("td", "th")
BOLD = ("strong", "b", "th", "dt", "summary")
SILENT = ("script", "style", "template")
LISTS = {"ol": "ordered", "ul": "unordered"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = frozenset(
    ("a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
     "sup", "td", "th", "time", "u")
)  # fmt: skip
Block = dict[str, Any]
"""``kind`` is ``heading``, ``paragraph``, ``ordered`` or ``unordered``; ``runs`` are pairs of a text and whether it is
bold; the ``items`` of a list are lists of blocks. Plain values, as they go to the templates."""


def blocks(text: str) -> list[Block]:
    """What staff wrote, as headings, paragraphs and lists; links and pictures as their text."""
    reader = _Reader()
    reader.feed(commonmark.html(text))
    reader.close()
    reader.end_block()
    return reader.blocks


def without_volunteers(found: Sequence[Block]) -> list[Block]:
    """The blocks save the volunteers' section, whatever its heading's level and wherever it stands."""
    kept, hidden = [], 0
    for block in found:
        if block["kind"] == "heading":
            if is_for_volunteers(plain_text(block)):
                hidden = hidden or block["level"]
            elif hidden >= block["level"]:
                hidden = 0
        if not hidden:
            kept.append(block)
    return kept


def plain_text(block: Block) -> str:
    return "".join(text for text, _ in block["runs"])


class _Reader(HTMLParser):
    """The HTML of a page, as blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.here = self.blocks
        """Where the next block goes: the page, or an item of a list."""
        self.lists: list[tuple[Block, list[Block]]] = []
        """The lists that are open, each with the place it stands in."""
        self.runs: list[tuple[str, bool]] = []
        self.level = self.bold = self.silent = 0

    def end_block(self) -> None:
        """What was read since the last block becomes one; nothing where that is only space."""
        runs: list[tuple[str, bool]] = []
        for words, bold in self.runs:
            text = re.sub(r"\s+", " ", words)
            text = text.lstrip() if not runs or runs[-1][0].endswith(" ") else text
            if text:
                runs.append((text, bold))
        while runs and runs[-1][0].endswith(" "):
            words, bold = runs.pop()
            runs += [(words.rstrip(), bold)] if words.strip() else []
        if runs:
            kind = {"kind": "heading", "level": self.level} if self.level else {"kind": "paragraph"}
            self.here.append({**kind, "runs": runs})
        self.runs = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in INLINE:
            self.end_block()
        if tag in LISTS:
            opened: Block = {"kind": LISTS[tag], "items": []}
            self.here.append(opened)
            self.lists.append((opened, self.here))
        elif tag == "li" and self.lists:
            self.here = []
            self.lists[-1][0]["items"].append(self.here)
        elif tag in HEADINGS:
            self.level = HEADINGS[tag]
        elif tag == "br":
            self.runs.append((" ", False))
        elif tag == "img" and given.get("alt"):
            self.runs.append((f"(hình: {given['alt']})", False))
        elif tag in CELLS and self._said():
            self.runs.append((" – ", False))
        self.bold += tag in BOLD
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_block()
        if tag in LISTS and self.lists:
            _, self.here = self.lists.pop()
        elif tag in HEADINGS:
            self.level = 0
        self.bold = max(0, self.bold - (tag in BOLD))
        self.silent = max(0, self.silent - (tag in SILENT))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.runs.append((data, self.bold > 0))

    def _said(self) -> bool:
        return any(text.strip() for text, _ in self.runs)
