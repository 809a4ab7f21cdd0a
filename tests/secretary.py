"""What a secretary does with tables: make the workbook, change it, hand a file in; and how a ward's files stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner, Result
from thu7.cli.main import main
from thu7.sheets import layout

ON = ("--on", "26/11/2026")
TODAY = dt.date(2026, 11, 26)
AMONG = layout.coming_saturdays(TODAY, 26)


def thu7(root: Path, *arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *map(str, arguments), *ON], input=stdin)


def taken_in(root: Path, text: str, *options: str, name: str = "bang.csv") -> Result:
    (root.parent / name).write_text(text, "utf-8")
    return thu7(root, "table", "in", "an-nhon", root.parent / name, *options)


def edited(root: Path, change: Callable[[Any], None], ward: str = "an-nhon") -> Path:
    """The ward's workbook, changed as a secretary would and saved by another program."""
    file = root.parent / f"{ward}.xlsx"
    assert thu7(root, "table", "out", ward, file).exit_code == 0
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yml"))}
