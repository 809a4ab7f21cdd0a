"""One Saturday's file, ``schedule/<ward>/2026-11-28.yml``, into its value."""

from __future__ import annotations

import datetime as dt

from thu7.rota.model import Assignment, Saturday
from thu7.rota.roster_file import full_key
from thu7.text.problems import Notes
from thu7.text.records import Record, Scalar, Sequence

RESULTS = ("lượt người", "hồ sơ trực tuyến", "tài khoản VNeID")


def read_saturday(ward: str, date: dt.date, record: Record, notes: Notes) -> Saturday:
    """The Saturday as its file tells it; who the people are is for ``Schedule``."""
    assignments = []
    block = record.record("phân công")
    for role, value in block.free_entries() if block else ():
        for scalar in _scalars(role, value, notes):
            assignments.append(Assignment(role.text, full_key(ward, scalar.text), scalar.place))
    settled = record.scalars("đã chốt")
    whole = len(settled) == 1 and settled[0].folded in ("co", "khong")
    closed = record.scalar("nghỉ")
    reason = closed.text if closed and closed.folded != "khong" else ""
    if closed and closed.folded == "co":
        notes.error(closed.place, "no-reason", "Chưa ghi lý do nghỉ.", "Viết như: nghỉ: Sửa chữa trụ sở")
    saturday = Saturday(
        ward=ward,
        date=date,
        place=record.place,
        assignments=tuple(assignments),
        settled=() if whole else tuple(full_key(ward, scalar.text) for scalar in settled),
        settled_whole=whole and settled[0].folded == "co",
        closed=reason,
        note=record.text("ghi chú"),
        attended=tuple(full_key(ward, text) for text in record.texts("có mặt")),
        results=_results(record),
    )
    record.finish()
    return saturday


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
    return [scalar for scalar in found if scalar.text]


def _results(record: Record) -> tuple[tuple[str, int], ...]:
    block = record.record("kết quả")
    if block is None:
        return ()
    counts = ((name, block.number(name, 0, 100_000)) for name in RESULTS)
    found = tuple((name, count) for name, count in counts if count is not None)
    block.finish()
    return found
