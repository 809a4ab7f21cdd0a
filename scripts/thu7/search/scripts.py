"""What the phone fetches at the first touch of the search box: the box and its look, and the ranker with all that it reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rcssmin

from thu7.site.assets import compact, place

FOLDER = Path(__file__).parent / "assets"
BOX, FINDER, STYLE = "box.js", "finder.js", "box.css"


def ranker() -> str:
    """The ranker, as the phone and ``engine`` run it."""
    return _script("ranker.js")


def learner() -> str:
    """What ``engine`` learns with; no phone gets it."""
    return _script("learner.js")


def reasons() -> str:
    """What says why a page was found; no phone gets it."""
    return _script("reasons.js")


def scripts(texts: Mapping[str, Any]) -> dict[str, bytes]:
    """The two scripts and the style by name.

    Args:
        texts: what search reads, from ``index.texts``.
    """
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    # As a function, so that a page that only hands the file to a worker does not read the texts.
    finder = f"{ranker()}{_script(FINDER)}function THU7_TEXTS() {{ return {data}; }}\n"
    style = rcssmin.cssmin((FOLDER / STYLE).read_text("utf-8")).encode()
    box = f"{_script(BOX)}var THU7_BOX_STYLE = {json.dumps(place(STYLE, style))};\n"
    return {BOX: box.encode(), STYLE: style, FINDER: finder.encode()}


def _script(name: str) -> str:
    return compact((FOLDER / name).read_text("utf-8"))
