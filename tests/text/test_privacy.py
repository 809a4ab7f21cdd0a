"""What is somebody's own number, in whatever clothes, and what only looks like one. All numbers are made up."""

from __future__ import annotations

import pytest
from thu7.text.privacy import personal_data


def codes(text: str) -> list[str]:
    return [problem.code for problem in personal_data("x", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 0901234567.",
        "Gọi 0901 234 567.",
        "Gọi 0901‑234‑567.",
        "Gọi 0901‐234—567.",
        "Gọi 0901−234−567.",
        "Gọi 0901~234~567.",
        "Gọi 0901*234*567.",
        "Gọi ０９０１２３４５６７.",
        "Gọi ٠٩٠١٢٣٤٥٦٧.",
        "Gọi O9O1 234 567.",
        "Gọi o9o1234567.",
        "Gọi 09-01-23-45-67.",
        "Gọi 0901-23-45-67.",
        "Gọi 090.123.4567.",
        "Gọi +84 901 234 567.",
        "Gọi 84.901.234.567.",
        "Ngày 05.12.2026 gọi 0901 234 567, lúc 10h30.",
    ],
)
def test_a_mobile_number_is_found_in_any_clothes(text: str) -> None:
    assert codes(text) == ["personal-phone"]


@pytest.mark.parametrize(
    "text",
    [
        "Mở từ 08.12.2026-05.01.2027",
        "Mở từ 08-12-2026 đến 05-01-2027",
        "Từ 2026-12-08 - 2027-01-05",
        "Họp lúc 05.12.2026 10h30",
        "Họp 09:30-10:45 ngày 05/12/2026",
        "Quỹ 84.500.000.000 đồng",
        "Quỹ 84.500.000.000",
        "Thu 0 đồng, chi 3.500.000 đồng",
        "Lệ phí 35.123.456 đ",
        "![Tờ khai mẫu](mau@2x.png)",
        "![Tờ khai mẫu](anh/mau@1.5x.webp)",
        "Thủ tục 1.001193.000.00.00.H29",
        "CO2 và O3",
    ],
)
def test_dates_hours_sums_and_names_of_pictures_are_none(text: str) -> None:
    assert codes(text) == []


def test_an_address_that_looks_like_a_pictures_name_is_one() -> None:
    assert codes("lan@2x.com và mau@2x.png") == ["personal-email"]
