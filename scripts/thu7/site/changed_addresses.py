"""Which addresses a build changed, one a line: a CDN before the site is told to forget these and no others."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from thu7.site.offline import is_unlisted
from thu7.system.compression import ENDINGS

FILE = "_changed.txt"
"""Not served by ``scripts/deploy/nginx.conf``; where a host serves it, it tells nothing that is not public."""


def listed(before: Iterable[str], after: Iterable[str], same: Iterable[str]) -> str:
    """The published addresses that came, went or have other bytes, sorted.

    Where no site stood before all are told: nobody knows what a CDN holds of an older one. What is unlisted, people's own
    calendars and what certificates say, is never told, for the list can reach the public; its short life in caches is enough.

    Args:
        before: the files of the site that stood there, by their place below it.
        after: those of the new one.
        same: those that are in both with the same bytes.
    """
    places = (set(before) | set(after)) - set(same)
    told = {_address(place) for place in places if _is_told(place)}
    return "".join(f"{address}\n" for address in sorted(told))


def _is_told(place: str) -> bool:
    name = place.rpartition("/")[2]
    # A packed file goes out under its text's address; what begins so is for hosts.
    return not (is_unlisted(place) or name.startswith(("_", ".")) or name.endswith(ENDINGS))


def _address(place: str) -> str:
    folder, slash, name = place.rpartition("/")
    return f"/{quote(folder + slash if name == 'index.html' else place)}"
