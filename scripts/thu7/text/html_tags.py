"""The opening tags in a piece of HTML, by the standard library's parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_PLAIN = re.compile(r"<([a-zA-Z][^\s/>]*)")


@dataclass(frozen=True)
class Tag:
    """An opening tag of HTML, and where it begins in its text."""

    name: str
    attributes: dict[str, str]
    at: int
    text: str
    """Of an image its ``alt``; of a link what stands up to the next ``</a>`` in the same piece."""


def without_comments(text: str) -> str:
    """The same with blanks for comments: everything else stays where it was."""
    return COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text) if "<!--" in text else text


def tags(text: str) -> list[Tag]:
    """The opening tags in a piece of HTML."""
    bare = without_comments(text)
    if "=" not in bare and bare.count("<") == 1:  # most tags stand alone and without attributes
        return [Tag(found[1].lower(), {}, found.start(), "")] if (found := _PLAIN.search(bare)) else []
    reader = _Tags(bare)
    reader.feed(bare)
    reader.close()
    return [Tag(name, given, at, " ".join(" ".join(words).split())) for name, given, at, words in reader.found]


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], int, list[str]]] = []
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        given = {name: value or "" for name, value in attrs}
        words = [given["alt"]] if "alt" in given else []
        self.found.append((tag, given, self._lines[line - 1] + column, words))
        self._words = words if tag == "a" else self._words

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._words = [] if tag == "a" else self._words
