"""One Saturday's file, ``schedule/<ward>/2026-11-28.yml``, into its value."""

from __future__ import annotations

import datetime as dt

from thu7.rota.model import Assignment, Saturday
from thu7.rota.roster_file import full_key
from thu7.text import vietnamese
from thu7.text.problems import Notes, Place
from thu7.text.records import Record, Scalar, Sequence, parted

RESULTS = ("lượt người", "hồ sơ trực tuyến", "tài khoản VNeID")


def read_saturday(ward: str, date: dt.date, record: Record, notes: Notes) -> Saturday:
    """The Saturday as its file tells it; who the people are is for ``Schedule``."""
    assignments = []
    block = record.record("phân công")
    for role, value in block.free_entries() if block else ():
        for scalar in _scalars(role, value, notes):
            assignments.append(Assignment(role.text, full_key(ward, scalar.text), scalar.place))
    # A list in brackets names people, whatever their codes are; a word alone may say yes or no.
    word = record.scalar("đã chốt") if record.is_text("đã chốt") else None
    whole = word is not None and (vietnamese.says_yes(word.text) or vietnamese.says_no(word.text))
    settled = () if whole else _people(ward, record, "đã chốt")
    attended = _people(ward, record, "có mặt")
    closed = record.scalar("nghỉ")
    reason = closed.text if closed and not vietnamese.says_no(closed.text) else ""
    if closed and vietnamese.says_yes(closed.text):
        notes.error(closed.place, "no-reason", "Chưa ghi lý do nghỉ.", "Viết như: nghỉ: Sửa chữa trụ sở")
    saturday = Saturday(
        ward=ward,
        date=date,
        place=record.place,
        assignments=tuple(assignments),
        settled=tuple(key for key, _ in settled),
        settled_whole=word is not None and vietnamese.says_yes(word.text),
        closed=reason,
        note=record.text("ghi chú"),
        attended=tuple(key for key, _ in attended),
        results=_results(record),
        named=(*settled, *attended),
        told_of=tuple(record.key_place(key) for key in ("có mặt", "kết quả") if record.has(key)),
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
    return [code for scalar in found for code in parted(scalar)]


def _people(ward: str, record: Record, key: str) -> tuple[tuple[str, Place], ...]:
    codes = (code for scalar in record.scalars(key) for code in parted(scalar))
    return tuple((full_key(ward, code.text), code.place) for code in codes)


def _results(record: Record) -> tuple[tuple[str, int], ...]:
    block = record.record("kết quả")
    if block is None:
        return ()
    counts = ((name, block.number(name, 0, 100_000)) for name in RESULTS)
    found = tuple((name, count) for name, count in counts if count is not None)
    block.finish()
    return found
