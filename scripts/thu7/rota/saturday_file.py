"""One Saturday's file, ``schedule/<ward>/2026-11-28.yml``, into its value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from thu7.rota.model import Assignment, Saturday
from thu7.rota.roster_file import full_key, reason
from thu7.text import vietnamese
from thu7.text.kinds import Kind, alone, anything_but
from thu7.text.problems import Notes, Place, Problem
from thu7.text.records import Record, Scalar, Sequence, parted

REASON = Kind(
    "lý do nghỉ",
    lambda text: text if vietnamese.says_no(text) else reason(text),
    f"{alone(vietnamese.NO)}|{anything_but(vietnamese.YES)}",
    ("Sửa chữa trụ sở",),
    code="no-reason",
    refusal="Chưa ghi lý do nghỉ.",
    hint="Viết như: nghỉ: Sửa chữa trụ sở",
    bounds=(0, 0),
)
"""Why a Saturday is closed, or a word that says that it is not."""
FORMER = ("có mặt", "kết quả")
"""Keys that now stand in a file of their own."""


def read_saturday(ward: str, date: dt.date, record: Record, notes: Notes) -> Saturday:
    """The Saturday as its file tells it; who the people are is for ``Schedule``."""
    record.leave_out(FORMER)
    assignments = []
    block = record.record("phân công", about="Mỗi nhiệm vụ: mã những người trực")
    for role, value in block.free_entries(many=True) if block else ():
        for scalar in _scalars(role, value, notes):
            assignments.append(Assignment(role.text, full_key(ward, scalar.text), scalar.place))
    # A list in brackets names people, whatever their codes are; a word alone may say yes or no.
    word = record.scalar("đã chốt") if record.is_text("đã chốt") else None
    whole = word is not None and (vietnamese.says_yes(word.text) or vietnamese.says_no(word.text))
    settled = () if whole else people(ward, record, "đã chốt", "Mã những người máy không đổi; “có” là cả buổi")
    closed = record.scalar("nghỉ", example=REASON.example, about="Lý do, khi buổi này không mở", kinds=(REASON,))
    why = closed.text if closed and not vietnamese.says_no(closed.text) else ""
    saturday = Saturday(
        ward=ward,
        date=date,
        place=record.place,
        assignments=tuple(assignments),
        settled=tuple(key for key, _ in settled),
        settled_whole=word is not None and vietnamese.says_yes(word.text),
        closed=why,
        note=record.text("ghi chú", example="Mang thêm một máy tính bảng", about="Nhắn người trực buổi này"),
        named=settled,
    )
    record.finish()
    return saturday


def former(path: str, record: Record) -> Iterator[Problem]:
    """What came of a Saturday, where it stands in the Saturday's own file, as it did once."""
    ward = path.split("/")[1]
    for folded, (key, _) in record.entries.items():
        if folded in map(vietnamese.fold, FORMER):
            message = f"“{key.text}” nay đứng trong một tệp riêng, cạnh tệp này."
            yield Problem(key.place, "results-moved", message, f"Chạy: thu7 results move {ward}")


def _scalars(role: Scalar, value: Scalar | Sequence | Record, notes: Notes) -> list[Scalar]:
    found = []
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Scalar):
            found.append(item)
        else:
            notes.error(
                role.place,
                "not-text",
                f"Dưới “{role.text}” chỉ ghi mã của từng người.",
                f"Viết như: {role.text}: [lan, minh]",
            )
    return [code for scalar in found for code in parted(scalar)]


def people(ward: str, record: Record, key: str, about: str) -> tuple[tuple[str, Place], ...]:
    """The keys of a list of codes, each with its place."""
    codes = (code for scalar in record.scalars(key, example="[lan, minh]", about=about) for code in parted(scalar))
    return tuple((full_key(ward, code.text), code.place) for code in codes)
