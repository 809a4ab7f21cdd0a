"""Markdown into blocks of running text that know their line and their heading: what the rules of language and search read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from thu7.system.memo import remembered
from thu7.text import commonmark
from thu7.text.problems import Place

NAME = "◌"
"""Stands for a name that is left out."""
UPPER = "".join(letter for letter in map(chr, range(ord("A"), 0x1F00)) if letter.isupper())
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# A stop ends a sentence where a capital, a digit or a quote follows; not after "TP." and not inside 8.000.
_STOP = re.compile(rf"(?<!\bTP)([.!?…][”\")]*)\s+(?=[“\"(\d{UPPER}])")


@dataclass(frozen=True)
class Prose:
    """One block of running text: a paragraph, a list item, a heading."""

    text: str
    """Without marks; what stands bold or quoted is there."""
    free: str
    """The same with names and quotes left out: what the house's rules of style look at."""
    place: Place
    kind: str
    """``heading``, ``paragraph`` or ``numbered`` (inside a numbered list)."""
    section: str = ""
    """The heading of the second level above it, as it stands."""
    level: int = 0
    """A heading's level, 1 to 4."""


@remembered
def blocks(path: str, body: str, first_line: int) -> tuple[Prose, ...]:
    """The blocks of Markdown in their order; ``first_line`` is where ``body`` begins in its file."""
    return tuple(_blocks(path, body, first_line))


def _blocks(path: str, body: str, first_line: int) -> Iterator[Prose]:
    section, numbered = "", 0
    opening = ""
    for token in commonmark.parse(body):
        if token.type in ("ordered_list_open", "ordered_list_close"):
            numbered += token.nesting
        if token.nesting == 1:
            opening = token.tag
        if token.type != "inline" or not token.map:
            continue
        text, free = _plain(token, keep_names=True), _plain(token, keep_names=False)
        place = Place(path, first_line + token.map[0])
        level = int(opening[1]) if opening in ("h1", "h2", "h3", "h4") else 0
        if level == 2:
            section = text
        yield Prose(text, free, place, "heading" if level else "numbered" if numbered else "paragraph", section, level)


def sentences(text: str) -> list[str]:
    """The sentences of a block of text, each with its stop."""
    return [part for part in _STOP.sub("\\1\n", text.strip()).split("\n") if part.strip()]


def words(sentence: str) -> int:
    """How many syllables, numbers and names a sentence has."""
    return sum(any(map(str.isalnum, word)) for word in sentence.split())


def _plain(token: Token, *, keep_names: bool) -> str:
    parts, bold = [], 0
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline"):
            parts.append(NAME if not keep_names and (bold or child.type == "code_inline") else child.content)
    text = "".join(parts)
    return text if keep_names else QUOTED.sub(NAME, text)
