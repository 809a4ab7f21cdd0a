"""Style and scripts, made light, at addresses that change with their content; and the mark."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin

from thu7.paper.typesetting import MARK

FOLDER, THEME = Path(__file__).parent / "assets", Path(__file__).parent / "theme"
_PLAIN = "<>/ =':,."
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""What a drawing of its own must say, and one inside a page need not."""
STYLE, SCRIPT, DOORS, WARDS, KEEP = "thu7.css", "thu7.js", "doors.js", "wards.js", "keep.js"
OF_SECRETARIES = ("secretary.css", "secretary.js")
"""What their own pages alone load."""


def asset(name: str) -> str:
    """One of the files beside this module."""
    return (FOLDER / name).read_text("utf-8")


def compact(script: str) -> str:
    """A script without what only its writers need: comments, indents, spaces."""
    return f"{rjsmin.jsmin(script)}\n"


def early_script() -> str:
    """The script that stands in each page."""
    return compact(asset("early.js"))


def saturday_script() -> str:
    """The script that stands in pages with Saturdays, before they are seen."""
    return compact(asset("saturdays.js"))


def style_and_script() -> dict[str, bytes]:
    """What every page loads, and what one page does, by name."""
    style = asset(STYLE)
    # The secretary's page has one file of style as well: a request costs a phone more than the bytes.
    styles = {STYLE: style, OF_SECRETARIES[0]: style + asset(OF_SECRETARIES[0])}
    scripts = {name: compact(asset(name)).encode() for name in (SCRIPT, DOORS, WARDS, KEEP, OF_SECRETARIES[1])}
    return {**{name: rcssmin.cssmin(text).encode() for name, text in styles.items()}, **scripts}


def place_of(name: str) -> str:
    """Where a script is that only some pages fetch, when somebody touches their box."""
    return place(name, compact(asset(name)).encode())


def place(name: str, content: bytes) -> str:
    """Where an asset is published: the place changes with its content, so that it may be kept for a year."""
    stem, _, ending = name.partition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def for_templates(places: Mapping[str, str]) -> dict[str, str]:
    """What the page template needs: the addresses of style and script, what stands inline, the mark.

    Args:
        places: where the assets are published, by name.
    """
    return {
        "css": places[STYLE],
        "js": places[SCRIPT],
        "secretary_css": places[OF_SECRETARIES[0]],
        "secretary_js": places[OF_SECRETARIES[1]],
        "early": early_script(),
        "saturdays": saturday_script(),
        "mark": mark(),
        "namespace": NAMESPACE,
        "icon": icon(),
    }


def mark() -> str:
    """The mark, inside a page."""
    return MARK.replace(NAMESPACE, "")


def icon() -> str:
    """The mark as an address."""
    # As it stands but for what an attribute or an address would take otherwise: so it packs with the mark in the page.
    return f"data:image/svg+xml,{quote(asset('favicon.svg').strip().replace(chr(34), chr(39)), safe=_PLAIN)}"
