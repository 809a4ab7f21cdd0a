"""One list of wards for several sites below one address: each ward keeps its page where it is, and is found from here.

Of a site only its list of wards is read (``/lich/wards.json``) and what it calls itself: no roster, no name of a person.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser

from thu7.site import assets, headers, wards_page
from thu7.site.wards_page import Ward
from thu7.text import privacy, vietnamese
from thu7.text.markup import document
from thu7.text.problems import Notes, Place, shortened

MARK = '<meta name="generator" content="thu7 index">'
"""Stands in each page that is made here: only such ones are written over."""
CHOSEN = "phuong-chung"
"""Under which name a phone keeps the chosen ward: one of a site's own has another."""
RESERVED = ("lich", "assets")
"""Folders of the common list itself."""
PLACE = re.compile(r"[A-Za-z0-9-]+(?:/[A-Za-z0-9-]+)*")
"""Where a site may stand below the common address."""
MOST_BYTES, MOST_LETTERS, MOST_NAMES = 5_000_000, 120, 40
_EXAMPLE = 'Mỗi phường một dòng, như: ["an-nhon","Phường An Nhơn","Phường 5"]. Dựng lại trang đó bằng: thu7 build'
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Site:
    """A site below the common address: its folder there, what it calls itself, its wards by their place from its own ``/lich/``."""

    folder: str
    name: str
    wards: tuple[Ward, ...]

    def place(self, ward: Ward) -> str:
        """Where the ward's page stands below the common address."""
        return posixpath.normpath(f"{self.folder}/lich/{ward.place}")


def read(folder: str, path: str, listed: bytes, page: str, notes: Notes) -> Site | None:
    """A site from what it publishes; None and problems where that is not a list of wards.

    Args:
        folder: where it stands below the common address.
        path: of the list, for problems.
        page: its ``/lich/``, which says what the site calls itself.
    """
    before = len(notes.problems)
    try:
        rows = json.loads(listed.decode("utf-8-sig")) if len(listed) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        notes.error(Place(path), "bad-wards", "Tệp này không phải danh sách phường của một trang thu7.", _EXAMPLE)
        return None
    within = re.compile(rf"{re.escape(folder)}(?:/[A-Za-z0-9-]+)*/lich/(?!rieng$)[a-z0-9-]+")
    wards: dict[str, Ward] = {}
    for number, row in enumerate(rows, 1):
        where = Place(path, number + 1)  # a ward a line, behind the bracket
        if not (isinstance(row, list) and 2 <= len(row) <= MOST_NAMES and all(isinstance(part, str) for part in row)):
            notes.error(where, "bad-wards", f"Dòng thứ {number} không phải là một phường.", _EXAMPLE)
        elif not within.fullmatch(posixpath.normpath(f"{folder}/lich/{row[0]}")):
            message = f"“{shortened(row[0])}” không phải là địa chỉ của một phường trong trang này."
            notes.error(where, "bad-wards", message, _EXAMPLE)
        elif row[0] in wards:
            notes.error(where, "double-key", f"Phường “{row[0]}” có hai dòng.", _EXAMPLE)
        elif any(not name.strip() or len(name) > MOST_LETTERS or _UNSEEN.search(name) for name in row[1:]):
            notes.error(where, "bad-wards", f"Phường “{row[0]}” có tên trống, quá dài hoặc có ký tự lạ.", _EXAMPLE)
        else:
            wards[row[0]] = Ward(row[0], row[1].strip(), tuple(name.strip() for name in row[2:]))
            notes.problems.extend(replace(one, place=where) for one in privacy.personal_data(path, "\n".join(row[1:])))
    if len(notes.problems) > before:
        return None
    return Site(folder, _called(page) or folder, tuple(wards.values()))


class _SiteName(HTMLParser):
    said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and found.get("property") == "og:site_name" and not self.said:
            self.said = found.get("content") or ""


def _called(page: str) -> str:
    parser = _SiteName()
    parser.feed(page)
    return "" if _UNSEEN.search(parser.said) else parser.said.strip()[:MOST_LETTERS]


def told_apart(sites: Sequence[Site]) -> list[Ward]:
    """All wards by their place from the common ``/lich/``; those of one name in several sites have their site's name behind it."""
    called: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for site in sites:
        names.setdefault(vietnamese.fold(site.name), set()).add(site.folder)
        for ward in site.wards:
            called.setdefault(vietnamese.fold(ward.name), set()).add(site.folder)
    found = []
    for site in sites:
        own = site.name if len(names[vietnamese.fold(site.name)]) == 1 else site.folder
        for ward in site.wards:
            name = ward.name if len(called[vietnamese.fold(ward.name)]) == 1 else f"{ward.name}, {own}"
            found.append(Ward(f"../{site.place(ward)}", name, ward.former))
    return sorted(found, key=lambda one: (vietnamese.collation(wards_page.own_name(one.name)), one.place))


def files(sites: Sequence[Site], name: str) -> dict[str, bytes]:
    """The common list as files by their place: its pages, the list itself, style, script, what hosts should send.

    Args:
        name: what the common address calls itself.
    """
    wards = told_apart(sites)
    title = "Lịch thứ Bảy các phường"
    intro = "<p>Sáng thứ Bảy, tình nguyện viên ở phường chỉ bạn làm từng bước. Chọn phường của bạn, theo tên mới hoặc tên cũ.</p>"
    made = {
        "index.html": _page(title, f"{intro}\n{wards_page.finder(wards, 'lich/', CHOSEN)}", name, "", True),
        "lich/index.html": _page(title, f"{intro}\n{wards_page.finder(wards, '', CHOSEN)}", name, "../", True),
        "404.html": _page("Không có trang này", '<p><a class="t7-nut" href="/">Chọn phường</a></p>', name, "/", False),
        wards_page.LIST: wards_page.wards_list(wards),
        "_headers": headers.headers(("", *(f"{site.folder}/" for site in sites))),
    }
    for letter, own in wards_page.by_letter(wards):
        way = '<nav class="duong" aria-label="Bạn đang ở"><a href="../">Lịch thứ Bảy các phường</a></nav>'
        content = wards_page.of_a_letter(own)
        made[f"lich/{wards_page.place_of(letter)}/index.html"] = _page(
            wards_page.letter_title(letter), content, name, "../../", False, way
        )
    return {place: text.encode() for place, text in made.items()} | {
        assets.place(kind, content): content for kind, content in _loaded().items()
    }


def _loaded() -> Mapping[str, bytes]:
    made = assets.style_and_script()
    return {kind: made[kind] for kind in (assets.STYLE, assets.WARDS)}


def _page(title: str, content: str, name: str, up: str, typed: bool, way: str = "") -> str:
    """A page with the bar of all pages; ``typed`` where wards are found by typing."""
    look = {kind: assets.place(kind, data) for kind, data in _loaded().items()}
    scripts: Iterable[str] = (f'<script src="{up}{look[assets.WARDS]}" defer></script>',) if typed else ()
    head = (
        MARK,
        '<meta name="color-scheme" content="light dark">',
        '<meta name="theme-color" content="#0b5550">',
        f'<meta property="og:site_name" content="{escape(name)}">',
        f'<link rel="icon" href="{assets.icon()}">',
        f'<link rel="stylesheet" href="{up}{look[assets.STYLE]}">',
        *scripts,
    )
    body = f"""<a class="bo-qua" href="#noi-dung">Tới nội dung</a>
<header class="dau"><div class="khung"><a class="hieu" href="{up or "./"}">{assets.mark()}{escape(name)}</a></div></header>
<main class="khung" id="noi-dung">
{way}
<h1>{escape(title)}</h1>
{content}
</main>"""
    return document(f"{title} – {name}", head, body)
