"""Vietnamese forms: folding, dates, hours, sorting, slugs, tone marks."""

import datetime as dt
import unicodedata

import pytest
from thu7.text import vietnamese


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hoà", "hoa"),
        ("hòa", "hoa"),
        (unicodedata.normalize("NFD", "Thuỷ  Đỗ"), "thuy do"),
        ("ĐĂNG KÝ KHAI SINH", "dang ky khai sinh"),
        ("trưởng\u00a0ca", "truong ca"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert vietnamese.fold(text) == folded


@pytest.mark.parametrize("text", ["28/11/2026", "2026-11-28", " 28/11/2026 "])
def test_date_is_read(text: str) -> None:
    assert vietnamese.parse_date(text) == dt.date(2026, 11, 28)


@pytest.mark.parametrize("text", ["31/02/2026", "28/11", "28-11-2026", "2026-13-01", "", "28/11/26", "０１/01/2026x"])
def test_what_is_no_date(text: str) -> None:
    assert vietnamese.parse_date(text) is None


@pytest.mark.parametrize("text", ["7:30-11:30", "7h30 – 11h30", "07:30 đến 11:30", "7 giờ 30 - 11g30"])
def test_hours_are_read(text: str) -> None:
    assert vietnamese.parse_hours(text) == (dt.time(7, 30), dt.time(11, 30))


@pytest.mark.parametrize("text", ["7:30", "7:30-24:00", "450", "7:60-8:00", "sáng", "7:30-9:00-10:00"])
def test_what_is_no_hours(text: str) -> None:
    assert vietnamese.parse_hours(text) is None


@pytest.mark.parametrize(
    "text", ["26/12/2026 - 09/01/2027", "26/12/2026-09/01/2027", "2026-12-26 – 2027-01-09", "26/12/2026 đến 9/1/2027"]
)
def test_period_is_read(text: str) -> None:
    assert vietnamese.parse_period(text) == (dt.date(2026, 12, 26), dt.date(2027, 1, 9))


def test_people_read_dates_and_hours() -> None:
    assert vietnamese.weekday_date(dt.date(2026, 11, 28)) == "Thứ Bảy 28/11/2026"
    assert vietnamese.hours(dt.time(7, 30), dt.time(11, 5)) == "7:30–11:05"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A và B"), (["A", "B", "C"], "A, B và C")]
)
def test_joined(words: list[str], text: str) -> None:
    assert vietnamese.joined(words) == text


def test_names_sort_by_given_name_in_the_vietnamese_alphabet() -> None:
    names = ["Trần Đạt", "Lê Dung", "Vũ An", "Bùi Ân", "Đỗ Ánh", "Cao Dũng", "Lý An"]
    assert sorted(names, key=vietnamese.name_order) == [
        "Lý An",
        "Vũ An",
        "Đỗ Ánh",
        "Bùi Ân",
        "Lê Dung",
        "Cao Dũng",
        "Trần Đạt",
    ]


def test_slug_and_nearest() -> None:
    assert vietnamese.slug("Đăng ký tạm trú (CT01)") == "dang-ky-tam-tru-ct01"
    assert vietnamese.nearest("tinh nguyen vien", ["tình nguyện viên", "nghỉ"]) == "tình nguyện viên"
    assert vietnamese.nearest("xyz", ["tình nguyện viên"]) is None
