"""A project that is fit to publish, or the end of the command."""

from __future__ import annotations

import datetime as dt
import functools
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from thu7 import folders, held, project
from thu7.calendar.history import read_history
from thu7.folders import SCHEDULE
from thu7.sources import SECRET
from thu7.text import problems
from thu7.text.problems import Problem


def publishable(root: Path, today: dt.date, strict: bool = False) -> tuple[project.Project, tuple[Problem, ...]]:
    """The project as it can be shown, wards and pages with a mistake as they last were right, and all that is wrong in it now.

    Where something stands in the way of all, that is shown and the command ends.
    """
    history = functools.cache(lambda: read_history(root))

    @functools.cache
    def versions(unit: str) -> tuple[held.Version, ...] | None:
        if not history().complete:
            return None
        own = history() if unit.startswith(f"{SCHEDULE}/") else read_history(root, f"{unit}*")
        return tuple(held.versions(own, unit))

    found = held.publishable(folders.load(root), today, os.environ.get(SECRET, ""), versions)
    if found is None or (strict and found[1]):
        _end(found[1] if found else project.problems(folders.load(root), today, os.environ.get(SECRET, "")))
    return found


def checked(root: Path, today: dt.date, strict: bool = False) -> project.Project:
    """The project; where its problems forbid to publish, they are shown and the command ends."""
    found = project.read(folders.load(root), today, os.environ.get(SECRET, ""))
    if problems.errors(found.problems) or (strict and found.problems):
        _end(found.problems)
    return found


def _end(found: Sequence[Problem]) -> NoReturn:
    click.echo(problems.as_text(found), err=True)
    click.echo(f"{problems.summary(found)} Trang cũ được giữ nguyên.", err=True)
    sys.exit(1)
