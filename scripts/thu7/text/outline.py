"""What a page's Markdown is made of: its headings and sections, the places that links can lead to, the items that lead on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it.token import Token

from thu7.system.memo import remembered
from thu7.text.commonmark import flat, parse, plain
from thu7.text.html_tags import tags


@dataclass(frozen=True)
class Heading:
    """A heading as readers see it."""

    level: int
    text: str
    source: str
    """The same as Markdown, without the marks that make it a heading."""
    anchor: str
    lines: tuple[int, int]
    """Its first line and the one behind it, counted from 0."""


@dataclass(frozen=True)
class Section:
    """A part of a page as Markdown: ``whole`` with its heading of the second level, ``body`` without.

    The first part of a page has no heading.
    """

    heading: Heading | None
    whole: str
    body: str


@remembered
def headings(text: str) -> tuple[Heading, ...]:
    """The headings that stand in no list and no quotation."""
    return tuple(_headings(text))


def _headings(text: str) -> Iterator[Heading]:
    tokens = parse(text)
    for token, inside in itertools.pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            lines = (token.map[0], token.map[1])
            yield Heading(
                int(token.tag[1]), plain(inside.children or ()), inside.content, str(token.attrs["id"]), lines
            )


@remembered
def led_from_lists(text: str) -> tuple[tuple[str, int], ...]:
    """The items of lists that begin with a link: where each leads, as it is written, and its last line, counted from 0."""
    return tuple(_led_from_lists(text))


def _led_from_lists(text: str) -> Iterator[tuple[str, int]]:
    depth = 0
    for token in parse(text):
        depth += token.nesting if token.type.startswith("list_item") else 0
        if depth and token.type == "inline" and token.children and token.map and token.children[0].type == "link_open":
            yield unquote(str(token.children[0].attrs["href"])), token.map[1] - 1


def sections(text: str) -> list[Section]:
    """A page in its parts, in order; what stands above the first heading of the second level comes first."""
    lines = text.split("\n")
    found = [heading for heading in headings(text) if heading.level == 2]
    parts = [Section(None, *["\n".join(lines[: found[0].lines[0] if found else None])] * 2)]
    for heading, following in itertools.zip_longest(found, found[1:]):
        end = following.lines[0] if following else None
        first, below = heading.lines
        parts.append(Section(heading, "\n".join(lines[first:end]), "\n".join(lines[below:end])))
    return parts


@remembered
def anchors(text: str) -> frozenset[str]:
    """Where links can lead inside a page."""
    found: set[str] = set()
    for token in flat(parse(text)):
        if "id" in token.attrs:
            found.add(str(token.attrs["id"]))
        if token.type in ("html_block", "html_inline"):
            found.update(tag.attributes["id"] for tag in tags(token.content) if "id" in tag.attributes)
    return frozenset(found)


@remembered
def closed(text: str) -> str:
    """Markdown behind which something else can stand: a frame of code or a comment that was left open is closed."""
    if not any(mark in text for mark in ("```", "~~~", "<!--")):
        return text
    tokens = parse(text)
    last = tokens[-1] if tokens else None
    if last and last.type == "fence" and not is_closed(last, text.split("\n")):
        return f"{text.rstrip()}\n{last.markup}\n"
    if last and last.type == "html_block" and last.content.rfind("<!--") > last.content.rfind("-->"):
        return f"{text.rstrip()}\n-->\n"
    return text


def is_closed(fence: Token, lines: Sequence[str]) -> bool:
    """Whether a frame of code has its last line; ``lines`` are those of the page."""
    assert fence.map, "a block has its lines"
    first, behind = fence.map
    last = lines[behind - 1].strip(" >\t")
    return behind - first > 1 and last.startswith(fence.markup) and not last.strip(fence.markup[0])
