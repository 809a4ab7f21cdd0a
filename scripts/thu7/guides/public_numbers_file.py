"""``guides/so-cong-khai.yml``: the numbers that may stand on pages."""

from __future__ import annotations

from thu7.guides.model import PublicNumber
from thu7.text.records import Record


def read_public_numbers(record: Record) -> tuple[PublicNumber, ...]:
    """The numbers that may stand in the guides."""
    found = []
    for item in record.records("số công khai"):
        number = item.text("số", required=True, example='"1022"')
        name = item.text("tên", required=True, example="Tổng đài 1022 của TP. Hồ Chí Minh")
        source = item.web_address("nguồn")
        helps = item.flag("hỏi mọi việc")
        item.finish()
        found.append(PublicNumber(number, name, source, helps))
    record.finish()
    return tuple(found)
