"""A project that is fit to publish, or the end of the command."""

from __future__ import annotations

import datetime as dt
import functools
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import click

from thu7 import folders, held, project
from thu7.calendar.history import read_history, read_revision
from thu7.folders import DOCS, GUIDES, SCHEDULE
from thu7.sources import SECRET
from thu7.system.memo import remembered
from thu7.text import problems
from thu7.text.problems import Problem


def publishable(root: Path, today: dt.date, strict: bool = False) -> held.Publishable:
    """The project as it can be shown, wards and pages with a mistake as they last were right, and all that is wrong in it now.

    Where something stands in the way of all, that is shown and the command ends.
    """
    secret = os.environ.get(SECRET, "")

    def versions(unit: str) -> list[held.Version]:
        files: Mapping[str, bytes] = {}
        found = []
        for commit in read_history(root, f"{unit}*").commits:
            files = {path: data for path, data in {**files, **commit.changed}.items() if data is not None}
            wrong = functools.partial(_wrong_at, str(root), commit.name, today, secret)
            found.append(held.Version(commit.moment, files, wrong))
        return found[::-1]

    found = held.publishable(folders.load(root), today, secret, read_history(root), versions)
    if not isinstance(found, held.Publishable):
        if all(held.unit_of(problem.place.path) for problem in problems.errors(found)):
            click.echo(
                "Không giữ riêng chỗ có lỗi được: lỗi từ tệp dùng chung, hoặc git không cho biết bản nào đã đăng.",
                err=True,
            )
        _end(found)
    if strict and found.wrong:
        _end(found.wrong)
    return found


@remembered
def _wrong_at(root: str, commit: str, today: dt.date, secret: str) -> tuple[str, ...]:
    """The units in which something was wrong at a commit, whose name says all that stood there."""
    files: dict[str, bytes] = {}
    for folder in (GUIDES, SCHEDULE, DOCS):
        files |= read_revision(Path(root), commit, folder) or {}
    wrong = problems.errors(project.read(files, today, secret).problems)
    return tuple(sorted({held.unit_of(problem.place.path) or "" for problem in wrong}))


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
