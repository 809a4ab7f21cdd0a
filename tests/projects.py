"""Small projects from ``{path: text}``, and this repository's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from thu7 import folders, project

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
BASE: dict[str, str] = yaml.load((HERE / "base.yml").read_text("utf-8"), yaml.BaseLoader)
ON = dt.date(2026, 11, 26)
"""The day for which the repository's own site is built."""
MKDOCS = "site_name: Thử\nsite_url: https://thu.example/\ntheme: material\nplugins: [search, thu7]\n"


def tree(changes: Mapping[str, str | None] | None = None) -> dict[str, bytes]:
    """The files of the base project with some changed, added, or (None) left out."""
    files = {**BASE, **(changes or {})}
    return {path: text.encode() for path, text in files.items() if text is not None}


def write(root: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """A project folder with the base files and the given changes."""
    for path, data in {**tree(changes), "mkdocs.yml": MKDOCS.encode()}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@cache
def own() -> project.Project:
    """This repository's own files as on the day for which its site is built."""
    return project.read(folders.load(REPOSITORY), ON)
