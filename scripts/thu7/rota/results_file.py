"""What came of a Saturday, ``schedule/<ward>/2026-11-28.ket-qua.yml``, into its value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from thu7.rota.model import Results
from thu7.rota.roster_file import code_in
from thu7.rota.saturday_file import FORMER, people
from thu7.text import vietnamese
from thu7.text.problems import Notes
from thu7.text.records import Record
from thu7.text.yaml_edit import quoted

ENDING = ".ket-qua.yml"
FIELDS = ("hộ tịch", "chứng thực", "cư trú", "đất đai", "kinh doanh", "chính sách", "vneid", "khác")


def in_a_sentence(field: str) -> str:
    """A field as a sentence names it; at the head of a column it is what ``role_title`` makes of it."""
    return "VNeID" if field == "vneid" else field


MOST = 5000
"""More people than that no desk helps in a morning: a digit too many."""


def day_of(name: str) -> dt.date | None:
    """The Saturday of a file of this name; None where it is no such file's."""
    return vietnamese.parse_date(name.removesuffix(ENDING)) if name.endswith(ENDING) else None


def name_of(day: dt.date) -> str:
    return f"{day.isoformat()}{ENDING}"


def written(results: Results) -> str:
    """The file that says so."""
    day = vietnamese.weekday_date(results.date)
    lines = [f"# Kết quả buổi {day}, phường {results.ward}. Chỉ ghi con số, không ghi tên, số của người dân."]
    if results.attended:
        lines.append(f"có mặt: [{', '.join(code_in(results.ward, key) for key, _ in results.attended)}]")
    for key, said in (
        ("lượt người", results.people),
        ("trực tuyến", results.online),
        ("trực tiếp", results.counter),
        ("chỉ hỏi", results.asked),
        ("theo lĩnh vực", _flow(results.fields)),
        ("hẹn lại", results.again),
        ("hài lòng", _flow((("có", results.content), ("không", results.discontent)))),
        ("ghi chú", quoted(results.note) if results.note else None),
    ):
        if said is not None:
            lines.append(f"{key}: {said}")
    return "\n".join(lines) + "\n"


def _flow(counts: Iterable[tuple[str, int | None]]) -> str | None:
    told = [f"{name}: {count}" for name, count in counts if count is not None]
    return f"{{{', '.join(told)}}}" if told else None


def read_former(ward: str, date: dt.date, record: Record) -> Results | None:
    """What a Saturday's own file says, as it did once; None where it says nothing of how many came."""
    counts = record.record(FORMER[1])
    if counts is None or (helped := counts.number("lượt người", 0, MOST)) is None:
        return None
    accounts = counts.number("tài khoản VNeID", 0, MOST)
    return Results(
        ward=ward,
        date=date,
        place=record.place,
        people=helped,
        online=counts.number("hồ sơ trực tuyến", 0, MOST),
        fields=() if accounts is None else (("vneid", accounts),),
        attended=people(ward, record, FORMER[0], ""),
    )


def read_results(ward: str, date: dt.date, record: Record, notes: Notes) -> Results | None:
    """The results as their file tells them, or None where nobody can tell how many came."""

    def count(key: str, about: str, block: Record | None = record) -> int | None:
        return block.number(key, 0, MOST, about=about) if block else None

    helped = record.number("lượt người", 0, MOST, required=True, about="Bao nhiêu người được giúp")
    by_field = record.record("theo lĩnh vực", about="Bao nhiêu người hỏi về mỗi lĩnh vực")
    fields = [(name, count(name, f"Bao nhiêu người hỏi về {name}", by_field)) for name in FIELDS]
    slips = record.record("hài lòng", about="Phiếu khen và phiếu chê, đếm lại")
    read = Results(
        ward=ward,
        date=date,
        place=record.place,
        people=helped or 0,
        online=count("trực tuyến", "Hồ sơ nộp trực tuyến"),
        counter=count("trực tiếp", "Hồ sơ nộp tại quầy"),
        asked=count("chỉ hỏi", "Người chỉ hỏi, không nộp hồ sơ"),
        fields=tuple((name, number) for name, number in fields if number is not None),
        again=count("hẹn lại", "Người phải hẹn lần sau"),
        content=count("có", "Phiếu hài lòng", slips),
        discontent=count("không", "Phiếu không hài lòng", slips),
        note=record.text("ghi chú", example="Mạng chậm từ 9 giờ", about="Điều nên nhớ, không ghi tên người dân"),
        attended=people(ward, record, "có mặt", "Mã những người đã tới trực"),
    )
    for block in (by_field, slips, record):
        if block:
            block.finish()
    return None if helped is None else read
