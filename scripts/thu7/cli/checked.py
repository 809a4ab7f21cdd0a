"""A project that is fit to publish, or the end of the command."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import click

from thu7 import folders, project
from thu7.sources import SECRET
from thu7.text import problems


def checked(root: Path, today: dt.date, strict: bool = False) -> project.Project:
    """The project; where its problems forbid to publish, they are shown and the command ends."""
    found = project.read(folders.load(root), today, os.environ.get(SECRET, ""))
    if problems.errors(found.problems) or (strict and found.problems):
        click.echo(problems.as_text(found.problems), err=True)
        click.echo(f"{problems.summary(found.problems)} Trang cũ được giữ nguyên.", err=True)
        sys.exit(1)
    return found
