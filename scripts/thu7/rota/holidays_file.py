"""``schedule/holidays.yml``: public holidays and make-up days, for all wards."""

from __future__ import annotations

from thu7.rota.model import Closure
from thu7.rota.roster_file import FOLDER
from thu7.text import vietnamese
from thu7.text.problems import Notes
from thu7.text.records import Record

HOLIDAYS = f"{FOLDER}/holidays.yml"
KINDS = ("nghỉ", "kỳ nghỉ", "làm bù")


def read_holidays(record: Record, notes: Notes) -> tuple[Closure, ...]:
    """``schedule/holidays.yml``: public holidays and make-up days, for all wards."""
    found = []
    kinds = {vietnamese.fold(kind): kind for kind in KINDS}
    for item in record.records("ngày nghỉ"):
        day = item.date("ngày", required=True)
        name = item.text("tên", required=True, example="Mùng 1 Tết Đinh Mùi")
        kind = item.parsed(
            "loại",
            lambda text: kinds.get(vietnamese.fold(text)),
            f"loại ngày ({vietnamese.joined(KINDS)})",
            "nghỉ",
            required=True,
        )
        source = item.text("nguồn", required=True, example="Công văn 10065/VPCP-KGVX")
        item.finish()
        if day and kind:
            found.append(Closure(day, name, item.place, kind, source))
    record.finish()
    return tuple(found)
