"""``schedule/<ward>/giay-xac-nhan.yml``: what was certified, without a name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thu7.rota.model import Certificate
from thu7.text import vietnamese
from thu7.text.kinds import DATE, Kind
from thu7.text.problems import Notes
from thu7.text.records import Record

FILE, LIST = "giay-xac-nhan.yml", "giấy xác nhận"
HEAD = "# Những giấy xác nhận đã cấp. Máy ghi tệp này; không ghi tên ai vào đây. Thu hồi: thu7 certificate --revoke\n"


def _days(text: str) -> Decimal | None:
    said = text.replace(",", ".")
    whole, point, half = said.partition(".")
    return (
        Decimal(said)
        if whole.isascii() and whole.isdigit() and len(whole) < 4 and half in ("", "5") and (half or not point)
        else None
    )


def _number(text: str) -> str | None:
    return text if len(text) <= 60 and not {"/", "\\"} & set(text) else None


DAYS = Kind("số ngày, như 2 hay 1,5", _days, r"\d{1,3}(?:[.,]5)?", ("1,5",))
NUMBER = Kind("số của giấy", _number, r"[^/\\\\]{1,60}", ("AN-NHON-2026-001",))


def read_certificates(ward: str, record: Record, notes: Notes) -> tuple[Certificate, ...]:
    """The certificates in the order in which they were issued."""
    return tuple(_read(ward, record, notes))


def _read(ward: str, record: Record, notes: Notes) -> Iterator[Certificate]:
    seen: dict[str, int | None] = {}
    for item in record.records(LIST, about="Mỗi giấy một mục"):
        number = item.scalar("số", required=True, about="Số in trên giấy", example=NUMBER.example, kinds=(NUMBER,))
        token = item.text("dấu", required=True, about="Mã băm của địa chỉ xác nhận")
        person = item.text("người", required=True, about="Mã băm có khóa của người được cấp")
        dates = item.values("ngày", DATE, required=True, about="Những ngày đã trực")
        days = item.parsed("số ngày", DAYS, required=True, about="Cộng lại là mấy ngày")
        issued = item.date("cấp ngày", required=True, about="Ngày cấp")
        revoked = item.date("thu hồi", about="Ngày thu hồi, khi giấy không còn giá trị")
        item.finish()
        if number and number.text in seen:
            message = f"Số “{number.text}” đã có ở dòng {seen[number.text]}."
            notes.error(number.place, "double-code", message, "Mỗi giấy một số. Xóa mục thừa.")
        elif number and token and person and dates and days is not None and issued:
            seen[number.text] = number.place.line
            days_of = tuple(day for _, day in dates)
            yield Certificate(ward, number.text, token, person, days_of, days, issued, number.place, revoked)
    record.finish()


def entry(one: Certificate) -> dict[str, str | tuple[str, ...]]:
    """A certificate as it is put into the file."""
    return {
        "số": one.number,
        "dấu": one.token_hash,
        "người": one.person_mark,
        "ngày": tuple(map(vietnamese.date, one.dates)),
        "số ngày": vietnamese.decimal(one.days),
        "cấp ngày": vietnamese.date(one.issued),
    }
