"""``schedule/holidays.yml``: public holidays and make-up days, for all wards."""

from __future__ import annotations

from thu7.rota.model import Closure
from thu7.rota.roster_file import FOLDER
from thu7.text import vietnamese
from thu7.text.kinds import one_of
from thu7.text.problems import Notes
from thu7.text.records import Record

HOLIDAYS = f"{FOLDER}/holidays.yml"
KINDS = ("nghỉ", "kỳ nghỉ", "làm bù")
_KIND = one_of(KINDS, f"loại ngày ({vietnamese.joined(KINDS)})")


def read_holidays(record: Record, notes: Notes) -> tuple[Closure, ...]:
    """``schedule/holidays.yml``: public holidays and make-up days, for all wards."""
    found = []
    for item in record.records("ngày nghỉ", about="Các ngày nghỉ lễ và làm bù"):
        day = item.date("ngày", required=True, about="Ngày dương lịch")
        name = item.text("tên", required=True, example="Mùng 1 Tết Đinh Mùi", about="Tên ngày, in trên lịch")
        kind = item.parsed(
            "loại", _KIND, required=True, about="“nghỉ” đóng buổi thứ Bảy; “kỳ nghỉ” và “làm bù” chỉ nhắc"
        )
        source = item.text("nguồn", required=True, example="Công văn 10065/VPCP-KGVX", about="Văn bản định ngày này")
        item.finish()
        if day and kind:
            found.append(Closure(day, name, item.place, kind, source))
    record.finish()
    return tuple(found)
