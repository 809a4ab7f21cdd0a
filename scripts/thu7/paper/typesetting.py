"""Data into PDF or PNG by typst's templates.

What staff wrote goes to typst as data, never as markup, so nothing in it can run. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import typst

TEMPLATES = Path(__file__).parent / "templates"
MARK = (TEMPLATES / "mark.svg").read_text("utf-8").strip()
"""The house's mark, as SVG: on paper, and at the head of each page."""
NO_LETTERS = re.compile("[\U0001f000-\U0001ffff\ue000-\uf8ff\u200d\ufe0e\ufe0f]")
"""Pictures among letters, which typst's fonts have not: on paper they would be empty boxes."""


def typeset(template: str, data: Mapping[str, object]) -> typst.Compiler:
    """A template with what it sets; no fonts but typst's own, so it looks the same on every machine."""
    source = TEMPLATES / f"{template}.typ"
    told = NO_LETTERS.sub("", json.dumps(data, ensure_ascii=False))
    return typst.Compiler(source, root=TEMPLATES, ignore_system_fonts=True, sys_inputs={"data": told})


def pdf(written: typst.Compiler) -> bytes:
    """What was set, as PDF."""
    return rendered(written, "pdf")


def rendered(written: typst.Compiler, kind: Literal["pdf", "png"]) -> bytes:
    """What was set, as one file; the same bytes for the same data."""
    made = written.compile(format=kind, ppi=72.0, timestamp=0)
    assert isinstance(made, bytes), "one file comes as bytes, several pictures as a list"
    return made
