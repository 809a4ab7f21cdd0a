"""Addresses that have moved: they stand on printed paper and in subscribed phones, so the old ones lead to the new.

Any static host serves the page that leads on; hosts that can answer with a redirect are told how.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from thu7.text import vietnamese
from thu7.text.markup import document
from thu7.text.problems import Notes, Place, Problem
from thu7.text.records import Record
from thu7.text.vietnamese import SLUG

_ADDRESS = re.compile(rf"{SLUG.pattern}(?:/{SLUG.pattern})*")


LONGEST = 200
"""Letters of one part of an address."""


@dataclass(frozen=True)
class Moved:
    """An address that has moved; both are paths below the site's address, without slashes at their ends."""

    old: str
    new: str
    place: Place


def read_moved(record: Record, notes: Notes) -> tuple[Moved, ...]:
    """The list ``địa chỉ cũ``: each ``cũ`` once, each a path below the site's address without its slashes."""
    found: dict[str, Moved] = {}
    for item in record.records("địa chỉ cũ"):
        old, new = (_address(item, key, notes) for key in ("cũ", "mới"))
        item.finish()
        if not old or not new:
            continue
        if old in found:
            message = f"Địa chỉ cũ “{old}” đã có ở dòng {found[old].place.line}."
            notes.error(item.place, "double-key", message, "Giữ một dòng, xóa dòng kia.")
        else:
            found[old] = Moved(old, new, item.place)
    record.finish()
    return tuple(found.values())


def _address(item: Record, key: str, notes: Notes) -> str:
    scalar = item.scalar(key, required=True, example="ho-tich/khai-sinh")
    address = scalar.text.strip("/") if scalar else ""
    if scalar and (not _ADDRESS.fullmatch(address) or max(map(len, address.split("/"))) > LONGEST):
        hint = "Viết phần sau tên miền, như: ho-tich/khai-sinh"
        notes.error(scalar.place, "bad-value", f"“{scalar.text}” không phải là địa chỉ của một trang.", hint)
        return ""
    return address


def renamed_wards(moved: Iterable[Moved]) -> dict[str, str]:
    """The wards whose folder had another name, by that name."""
    pairs = ((one.old.split("/"), one.new.split("/")) for one in moved)
    return {old[1]: new[1] for old, new in pairs if old[0] == new[0] == "lich" and len(old) == len(new) == 2}


def astray(moved: Sequence[Moved], known: Collection[str]) -> Iterator[Problem]:
    """Old addresses where there still is a page, and new ones where there is none.

    Args:
        known: the addresses of all pages, without slashes at their ends.
    """
    for one in moved:
        if one.old in known:
            message = f"Vẫn còn trang ở địa chỉ cũ “{one.old}”."
            yield Problem(one.place, "double-address", message, "Xóa dòng này, hoặc đổi tên tệp của trang đó.")
        if one.new not in known:
            near = vietnamese.nearest(one.new, known)
            hint = f"Có phải là “{near}”?" if near else "Viết như: ho-tich/khai-sinh"
            yield Problem(one.place, "missing-link", f"Không có trang nào ở địa chỉ mới “{one.new}”.", hint)


def page(one: Moved) -> str:
    """What stands at the old address."""
    to = f"{posixpath.relpath(one.new, one.old)}/"
    head = ('<meta name="robots" content="noindex">', f'<meta http-equiv="refresh" content="0; url={to}">')
    body = f"""<h1>Trang này đã chuyển</h1>
<p><a href="{to}">Mở trang mới</a></p>"""
    return document("Trang này đã chuyển", head, body)


def for_hosts(moved: Sequence[Moved]) -> str:
    """``_redirects``, read by several static hosts."""
    return "".join(f"/{one.old} /{one.new}/ 301\n/{one.old}/ /{one.new}/ 301\n" for one in moved)


def for_nginx(moved: Sequence[Moved]) -> str:
    """The same as ``scripts/deploy/nginx.conf`` includes it."""
    places = ((f"/{one.old}{slash}", f"/{one.new}/") for one in moved for slash in ("", "/"))
    return "".join(f"location = {old} {{ return 301 {new}; }}\n" for old, new in places)
