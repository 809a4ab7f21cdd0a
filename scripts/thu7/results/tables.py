"""What came of Saturdays as tables, in the columns that a Youth Union takes."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from thu7.results.periods import Period
from thu7.results.tally import Tally, by_ward, summed
from thu7.rota.model import Roster, role_title
from thu7.rota.results_file import FIELDS
from thu7.rota.schedule import Schedule

Cell = str | int | float | dt.date | None
"""A cell as it is counted; None is empty."""


@dataclass(frozen=True)
class Table:
    """Heads, and rows as long as they."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


_FIELD_HEADS = tuple(map(role_title, FIELDS))
HEADS = (
    "Ngày",
    "Điểm",
    "Số tình nguyện viên",
    "Lượt người",
    "Trực tuyến",
    "Trực tiếp",
    "Chỉ hỏi",
    *_FIELD_HEADS,
    "Hẹn lại",
    "Hài lòng",
    "Chưa hài lòng",
    "Ghi chú",
)
MISSING = "Chưa có số"


def table(schedule: Schedule, wards: Sequence[Roster], period: Period) -> Table:
    """A row a Saturday, those without results among them, and the sum; what nobody counted is empty and never zero."""
    tallies = by_ward(schedule, period)
    whole = summed(tallies[roster.ward] for roster in wards if roster.ward in tallies)
    names = {roster.ward: roster.venue.name for roster in wards}
    rows = [
        *((one.date, names[one.ward], *_counts(Tally((one,))), one.note) for one in whole.results),
        *((one.date, names[one.ward], *[None] * (len(HEADS) - 3), MISSING) for one in whole.missing),
    ]
    rows.sort(key=lambda row: (row[0], row[1]))
    last = ("Cộng", f"{len(whole.results)} buổi", *_counts(whole), "")
    return Table(f"Kết quả {period.name}", HEADS, (*rows, last))


def _counts(own: Tally) -> tuple[int | None, ...]:
    fields = dict(own.fields)
    slips = own.content_share
    return (
        own.helpers or None,
        own.people,
        own.online,
        own.counter,
        own.asked,
        *(fields.get(name) for name in FIELDS),
        own.again,
        slips.part if slips else None,
        slips.whole - slips.part if slips else None,
    )


def as_csv(made: Table) -> bytes:
    """With a BOM, by which Excel knows the letters; what a program would reckon with is told to be text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(made.heads)
    writer.writerows([_shown(cell) for cell in row] for row in made.rows)
    return file.getvalue().encode("utf-8-sig")


def _shown(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(tuple("=+-@\t")) else cell
