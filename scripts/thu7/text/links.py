"""Where the pages' links and images lead: to a page that exists, inside the site, at an address of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from thu7.text import vietnamese
from thu7.text.problems import Place, Problem

SCHEMES = ("http", "https", "tel", "sms", "webcal")
_MARKDOWN = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\]\n]*)\]\(\s*<?(?P<target>[^)\s>]*(?:[ \t]+(?![\"'])[^)\s>]+)*)>?(?:\s+[\"'][^\n]*?[\"'])?\s*\)"
)
_REFERENCE = re.compile(r"(?m)^ {0,3}(?P<image>)\[(?P<text>[^\]\n]+)\]:\s*<?(?P<target>[^\s>]+)")
_HTML = re.compile(r"<(?P<image>img)?[^>]*?\s(?:href|src)\s*=\s*[\"'](?P<target>[^\"'\n]*)[\"']", re.I)
_ALTERNATIVE = re.compile(r"\salt\s*=\s*[\"'](?P<text>[^\"'\n]*)[\"']", re.I)
_NO_LINKS = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|<!--.*?-->", re.S)
_SCHEME = re.compile(r"(?P<name>[a-z][a-z0-9+.-]*):", re.I)


def on_map(building: str, address: str, position: tuple[float, float] | None) -> str:
    """An address that opens a map at a desk: at its position, or where none is known by its words."""
    where = f"{position[0]},{position[1]}" if position else f"{building}, {address}"
    return f"https://www.google.com/maps/search/?api=1&query={quote(where, safe=',')}"


def dialling(phone: str) -> str:
    """The address that dials a number; of several, or of one with an extension, the first as far as it is a number.

    Vietnamese numbers have ten digits, those of a desk eleven (``028`` and eight more).
    """
    first = re.split(r"[^\d+().\s-]|\s[-–—]\s", phone.strip())[0] or phone
    digits = "".join(c for c in first if c.isdigit() or c == "+")
    length = {"02": 11, "+8": 13}.get(digits[:2], 10)
    return f"tel:{digits[:length]}"


@dataclass(frozen=True)
class Link:
    """One link or image as it stands in a page; ``published`` where it is HTML and leads to an address, not a file."""

    target: str
    text: str
    """What the reader reads of it, without its tags; of an image, the words that stand for it."""
    place: Place
    image: bool
    published: bool


def links(path: str, text: str) -> Iterator[Link]:
    """The links of a Markdown page, code and comments left out, in their order."""
    plain = _NO_LINKS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    found = [(m, pattern is _HTML) for pattern in (_MARKDOWN, _REFERENCE, _HTML) for m in pattern.finditer(plain)]
    for match, is_html in sorted(found, key=lambda pair: pair[0].start()):
        line = plain.count("\n", 0, match.start()) + 1
        place = Place(path, line, match.start() - plain.rfind("\n", 0, match.start()))
        text = _text_of_tag(plain, match) if is_html else match["text"]
        yield Link(match["target"], text.strip(), place, bool(match["image"]), is_html)


def _text_of_tag(page: str, opening: re.Match[str]) -> str:
    """Of an image its ``alt``; of another tag what stands up to the next closing ``</a>``."""
    tag = page[opening.start() : page.find(">", opening.end() - 1) + 1]
    if opening["image"]:
        found = _ALTERNATIVE.search(tag)
        return found["text"] if found else ""
    inside = page[opening.start() + len(tag) :].partition("</a>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inside).split())


def address(uri: str) -> str:
    """Where a source is published: ``ho-tich/khai-sinh.md`` at ``ho-tich/khai-sinh/``, a page ``index.md`` at its folder."""
    if not uri.endswith(".md"):
        return uri
    folder, name = posixpath.split(uri.removesuffix(".md"))
    return posixpath.join(folder, "" if name in ("index", "README") else f"{name}/")


def broken_links(uri: str, found: Iterator[Link], known: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """The links of the page ``uri`` that lead nowhere, out of the site, or run something.

    Args:
        known: every published source; its keys are paths below the site's sources.
    """
    addresses = {address(source).rstrip("/") for source in known}
    for link in found:
        scheme = _SCHEME.match(link.target)
        if scheme:
            if scheme["name"].lower() not in SCHEMES:
                hint = "Chỉ dẫn tới địa chỉ bắt đầu bằng https:// hoặc tới một trang ở đây."
                yield Problem(link.place, "link-scheme", f"Liên kết “{link.target}” không dùng được.", hint)
            continue
        target = unquote(link.target.partition("#")[0].partition("?")[0])
        if not target:
            continue
        start = address(uri) if link.published else posixpath.dirname(uri)
        resolved = posixpath.normpath(posixpath.join(start, target))
        if target.startswith("/") or resolved.startswith(".."):
            hint = "Viết từ tệp này, như: ../ho-tich/khai-sinh.md"
            yield Problem(link.place, "link-outside", f"Liên kết “{link.target}” dẫn ra ngoài trang.", hint)
        elif resolved not in known and not (link.published and resolved.strip(".").rstrip("/") in addresses):
            what, code = ("hình", "missing-image") if link.image else ("trang", "missing-link")
            if vietnamese.nfc(resolved) in map(vietnamese.nfc, known):
                message = f"Tên tệp của {what} “{link.target}” có dấu rời khỏi chữ, như máy Mac ghi."
                yield Problem(
                    link.place, code, message, "Đổi tên tệp: chữ thường không dấu, số và gạch nối. Sửa cả ở đây."
                )
                continue
            near = vietnamese.nearest(resolved, known)
            hint = f"Có phải là “{posixpath.relpath(near, posixpath.dirname(uri) or '.')}”?" if near else ""
            yield Problem(link.place, code, f"Không có {what} “{link.target}”.", hint or None)


def double_addresses(known: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """The sources after the first of each address."""
    by_address: dict[str, list[str]] = {}
    for uri, sources in known.items():
        by_address.setdefault(address(uri).casefold(), []).extend(sources)
    for first, *others in by_address.values():
        for source in others:
            message = f"Trang này có cùng địa chỉ với {first}."
            yield Problem(Place(source), "double-address", message, "Đổi tên một trong hai tệp.")
