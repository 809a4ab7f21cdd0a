"""Where the pages' links and images lead: to a page that exists, inside the site, at an address of its own."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import idna
from markdown_it.token import Token

from thu7.system.memo import remembered
from thu7.text import commonmark, html_tags, vietnamese
from thu7.text.problems import Place, Problem, shortened

SCHEMES = ("http", "https", "tel", "sms", "webcal")
_Found = tuple[str, str, bool, bool, int]
"""A link before its place is known: target, text, image, published, where it begins in its block's text."""
_HOST = re.compile(
    r"https?://(?!https?:)(?:[^\s/?#,:@]+\.)+[^\s/?#,:@.]+(?::\d+)?(?:[/?#]|\Z)|https?://(?:localhost|\d[\d.]*|\[)",
    re.I,
)
_SCHEME = re.compile(r"(?P<name>[a-z][a-z0-9+.-]*):", re.I)


def on_map(building: str, address: str, position: tuple[float, float] | None) -> str:
    """An address that opens a map at a desk: at its position, or where none is known by its words."""
    where = f"{position[0]},{position[1]}" if position else f"{building}, {address}"
    return f"https://www.google.com/maps/search/?api=1&query={quote(where, safe=',')}"


def site_address(written: str) -> str | Problem:
    """The site's address as it stands in calendars and codes: its host in ASCII (``xn--``), a slash at its end.

    Not every phone knows a host with accents in ``webcal:``. Behind ``?`` or ``#`` no page could follow.
    """
    parts = urlsplit(written.strip())
    try:
        host = idna.encode(parts.hostname or "", uts46=True).decode() if not (parts.hostname or "").isascii() else ""
        port = parts.port
    except (idna.IDNAError, ValueError):
        host, port = "", None
        parts = parts._replace(netloc="")
    if not parts.hostname or parts.query or parts.fragment or parts.username or re.search(r"[?#\s]", written.strip()):
        hint = "Viết địa chỉ trang, không có ? hay #, như: site_url: https://example.vn/"
        return Problem(Place("mkdocs.yml"), "usage", f"“site_url: {written}” không dùng được.", hint)
    place = parts.netloc if not host else f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme, place, f"{parts.path.rstrip('/')}/", "", ""))


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


@remembered
def links(path: str, text: str, first_line: int = 1) -> tuple[Link, ...]:
    """The links of a Markdown page in their order; what stands in code is none.

    Args:
        text: without front matter.
        first_line: the line of the file on which ``text`` begins.
    """
    return tuple(_links(path, text, first_line))


def _links(path: str, text: str, first_line: int) -> Iterator[Link]:
    lines = text.split("\n")
    for token in commonmark.parse(text):
        found = _in_text(token.children or ()) if token.type == "inline" else ()
        if token.type == "html_block":
            found = (_of_tag(tag, tag.text, tag.at) for tag in html_tags.tags(token.content))
        for target, words, image, published, at in filter(None, found):
            line, column = commonmark.place_in(lines, token, at)
            yield Link(target, words, Place(path, first_line + line, column), image, published)


def _in_text(children: Sequence[Token]) -> Iterator[_Found | None]:
    """The links of one block's text, each with where it begins."""

    def up_to(end: str, number: int) -> str:
        inside = itertools.takewhile(
            lambda one: not (one.type == end or one.content.startswith(end)), itertools.islice(children, number, None)
        )
        return commonmark.plain(tuple(inside))

    for number, token in enumerate(children, 1):
        at = int(token.meta.get(commonmark.AT, 0))
        if token.type == "image":
            yield unquote(str(token.attrs["src"])), commonmark.plain(token.children or ()), True, False, at
        elif token.type == "link_open":
            yield unquote(str(token.attrs["href"])), up_to("link_close", number), False, False, at
        elif token.type == "html_inline":
            for tag in html_tags.tags(token.content):
                if tag.attributes:
                    yield _of_tag(tag, tag.text or up_to("</a", number), at)


def _of_tag(tag: html_tags.Tag, text: str, at: int) -> _Found | None:
    target = tag.attributes.get("href", tag.attributes.get("src"))
    return None if target is None else (target, text, tag.name == "img", True, at)


def address(uri: str) -> str:
    """Where a source is published: ``ho-tich/khai-sinh.md`` at ``ho-tich/khai-sinh/``, a page ``index.md`` at its folder."""
    if not uri.endswith(".md"):
        return uri
    folder, name = posixpath.split(uri.removesuffix(".md"))
    return posixpath.join(folder, "" if name in ("index", "README") else f"{name}/")


def published(uri: str, target: str) -> str:
    """Where a link in the Markdown of the page ``uri`` leads, as its page has to write it.

    ``../vneid/cai-dat.md#b`` in ``ho-tich/khai-sinh.md`` is ``../../vneid/cai-dat/#b``.
    """
    path, sign, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", target, re.S).groups()  # type: ignore[union-attr]
    if not path or _SCHEME.match(target) or path.startswith("/"):
        return target
    led = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
    found = posixpath.relpath(address(led) or ".", address(uri) or ".")
    slash = "/" if (led.endswith(".md") or path.endswith("/")) and not found.endswith("/") else ""
    return f"{found}{slash}{sign}{rest}"


def addresses_of(known: Iterable[str]) -> frozenset[str]:
    """Where sources are published, without a slash at the end."""
    return frozenset(address(source).rstrip("/") for source in known)


def broken_links(
    uri: str, found: Iterable[Link], known: Mapping[str, Sequence[str]], addresses: Collection[str]
) -> Iterator[Problem]:
    """The links of the page ``uri`` that lead nowhere, out of the site, or run something.

    Args:
        known: every published source; its keys are paths below the site's sources.
        addresses: where these are published, from ``addresses_of``.
    """
    for link in found:
        scheme = _SCHEME.match(link.target)
        if link.image and (scheme or link.target.startswith("//") or link.target.endswith(".md")):
            hint = "Tải hình về, đặt cạnh bài rồi viết như: ![Tờ khai](to-khai.png)"
            yield Problem(
                link.place, "outside-image", f"Hình “{shortened(link.target)}” không nằm trong trang này.", hint
            )
            continue
        if scheme or not link.target.strip("# "):
            yield from _no_address(link, scheme["name"].lower() if scheme else "")
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
            yield _missing(uri, link, target, resolved, known)


def _no_address(link: Link, scheme: str) -> Iterator[Problem]:
    """A link out of the site, or to nothing, that no browser can follow."""
    said = f"Liên kết “{shortened(link.target)}”"
    if not link.target.strip("# "):
        yield Problem(link.place, "link-empty", f"{said} trống.", "Viết địa chỉ trong ( ), như: (../vneid/cai-dat.md)")
    elif scheme not in SCHEMES:
        hint = "Chỉ dẫn tới địa chỉ bắt đầu bằng https:// hoặc tới một trang ở đây."
        yield Problem(link.place, "link-scheme", f"{said} không dùng được.", hint)
    elif scheme in ("http", "https") and not _HOST.match(link.target):
        yield Problem(link.place, "link-host", f"{said} viết sai địa chỉ.", "Viết như: https://dichvucong.gov.vn/")


def _missing(uri: str, link: Link, target: str, resolved: str, known: Mapping[str, Sequence[str]]) -> Problem:
    what, code = ("hình", "missing-image") if link.image else ("trang", "missing-link")
    message = f"Không có {what} “{shortened(link.target, 100)}”."
    if vietnamese.nfc(resolved) in map(vietnamese.nfc, known):
        message = f"Tên tệp của {what} “{link.target}” có dấu rời khỏi chữ, như máy Mac ghi."
        return Problem(link.place, code, message, "Đổi tên tệp: chữ thường không dấu, số và gạch nối. Sửa cả ở đây.")
    as_file = posixpath.normpath(posixpath.join(posixpath.dirname(uri), target))
    if link.published and as_file in known:
        # In HTML an address is that of the page, not of its file.
        return Problem(link.place, code, message, f"Trong thẻ HTML viết: {published(uri, link.target)}")
    if re.match(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b)", target):
        return Problem(link.place, code, message, f"Thêm https:// ở trước, như: https://{target}")
    ending = posixpath.splitext(target)[1] or ".md"
    near = vietnamese.nearest(resolved, [one for one in known if one.endswith(ending)])
    hint = f"Có phải là “{posixpath.relpath(near, posixpath.dirname(uri) or '.')}”?" if near else None
    return Problem(
        link.place, code, message, hint or "Viết đường dẫn từ tệp này, như: ../vneid/cai-dat.md hoặc to-khai.png"
    )


def broken_anchors(
    uri: str, found: Iterable[Link], pages: Mapping[str, str], anchors: Callable[[str], Collection[str] | None]
) -> Iterator[Problem]:
    """The links of the page ``uri`` to a place inside a page that has no such place.

    Args:
        pages: every published page by where it is published, without a slash at the end.
        anchors: the places in a page; None where nobody knows them.
    """
    for link in found:
        path, _, anchor = link.target.partition("#")
        if not anchor or _SCHEME.match(link.target):
            continue
        start = address(uri) if link.published else posixpath.dirname(uri)
        target = posixpath.normpath(posixpath.join(start, path.partition("?")[0]))
        source = uri if not path else pages.get(address(target).rstrip("/").removeprefix("."), "")
        there = anchors(source) if source else None
        if there is not None and unquote(anchor) not in there:
            near = vietnamese.nearest(anchor, there)
            where = "Trang này" if source == uri else f"Trang {source}"
            hint = (
                f"Có phải là “#{near}”?"
                if near
                else "Mở trang đó, bấm vào mục trong “Trên trang này” rồi chép phần sau dấu #."
            )
            yield Problem(link.place, "missing-anchor", f"{where} không có mục “#{anchor}”.", hint)


def double_addresses(known: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """The files of staff that stand at the address of another, or of a page that is made from others."""
    by_address: dict[str, list[tuple[bool, str]]] = {}
    for uri, sources in known.items():
        written = [(source.partition("/")[2] == uri, source) for source in sources]
        by_address.setdefault(address(uri).casefold(), []).extend(written)
    for claims in by_address.values():
        # What is made comes first: whoever wrote a file at its place can give that another name.
        (as_written, first), *others = sorted(claims, key=lambda claim: claim[0])
        for _, source in others:
            message = (
                f"Trang này có cùng địa chỉ với {first}."
                if as_written
                else f"Địa chỉ của tệp này dành cho trang mà máy dựng từ {first}."
            )
            hint = "Đổi tên một trong hai tệp." if as_written else "Đổi tên tệp này."
            yield Problem(Place(source), "double-address", message, hint)
