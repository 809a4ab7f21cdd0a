"""The numbers of each Saturday as files for others: CSV and JSON, with the words of the house's own files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from thu7.results import tables
from thu7.results.tables import Table
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
    listed = rows(results, rosters)
    cells = tuple(
        tuple("có" if cell is True else None if cell is False else cell for cell in row.values()) for row in listed
    )
    return tables.as_csv(Table("Kết quả", (*COLUMNS, *FIELDS, "dữ liệu mẫu"), cells))


def as_json(results: Iterable[Results], rosters: Mapping[str, Roster], licence: str) -> str:
    told = {"giấy phép": licence, "buổi": rows(results, rosters)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
