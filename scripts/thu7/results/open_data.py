"""The numbers of each Saturday as files for others: CSV and JSON, with the words of the house's own files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from thu7.results.tally import few
from thu7.rota.model import Results, Roster
from thu7.rota.results_file import FIELDS

COLUMNS = (
    "ngày",
    "phường",
    "lượt người",
    "trực tuyến",
    "trực tiếp",
    "chỉ hỏi",
    "hẹn lại",
    "hài lòng",
    "không hài lòng",
)


def rows(results: Iterable[Results], rosters: Mapping[str, Roster]) -> list[dict[str, str | int | bool | None]]:
    """One row a Saturday, in order of date; few people in a field by the words for it, and nobody's name."""
    made = []
    for one in results:
        fields = dict(one.fields)
        made.append(
            dict(
                zip(
                    COLUMNS,
                    (
                        one.date.isoformat(),
                        rosters[one.ward].venue.name,
                        one.people,
                        one.online,
                        one.counter,
                        one.asked,
                        one.again,
                        one.content,
                        one.discontent,
                    ),
                    strict=True,
                )
            )
            | {name: _public(fields[name]) if name in fields else None for name in FIELDS}
            | {"dữ liệu mẫu": rosters[one.ward].sample}
        )
    return made


def _public(count: int) -> str | int:
    told = few(count)
    return count if told == str(count) else told


def as_csv(results: Iterable[Results], rosters: Mapping[str, Roster]) -> bytes:
    """With a BOM, by which Excel knows the letters."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *FIELDS, "dữ liệu mẫu"])
    for row in rows(results, rosters):
        writer.writerow(map(_cell, row.values()))
    return file.getvalue().encode("utf-8-sig")


def _cell(value: str | int | bool | None) -> str | int:
    """A cell as tables show it; a name that a table would reckon with is told to be text."""
    if value is None or isinstance(value, bool):
        return "có" if value else ""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" else value


def as_json(results: Iterable[Results], rosters: Mapping[str, Roster], licence: str) -> str:
    told = {"giấy phép": licence, "buổi": rows(results, rosters)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
