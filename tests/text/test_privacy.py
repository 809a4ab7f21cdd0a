"""What is somebody's own number, in whatever clothes, and what only looks like one. All numbers are made up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thu7.text import privacy
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


CLOTHES = {d: [c for c in map(chr, range(0x30, 0x1F110)) if unicodedata.digit(c, None) == d] for d in range(10)}
NUMBERS = (
    "0912345678",
    "+84912345678",
    "079123456789",
    "0900000000",
    "079 100 000 000",
    "0912.345.678",
    "(+84) 90 000 0000",
)
ADDRESSES = (
    "lan@gmail.com",
    "lan (at) gmail.com",
    "lan[at]gmail . com",
    "minh(a)gmail.com",
    "lan＠gmail.com",
    "lan（at）gmail.com",
)


@given(data=st.data())
def test_the_quick_look_passes_over_nothing_that_the_close_one_finds(data: st.DataObject) -> None:
    said = list(data.draw(st.sampled_from(NUMBERS + ADDRESSES)))
    for at, letter in enumerate(said):
        if letter.isdigit() and data.draw(st.integers(0, 2)) == 0:
            said[at] = data.draw(st.sampled_from([*CLOTHES[int(letter)], *(["o", "O"] if letter == "0" else [])]))
    line = data.draw(st.text("ab đi12", max_size=4)) + "".join(said) + data.draw(st.text(" .c3", max_size=3))
    quick = [(one.place, one.code) for one in privacy.personal_data("a.md", line)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(privacy, "FEWEST", 0)
        assert [(one.place, one.code) for one in privacy.personal_data("a.md", line)] == quick


def test_every_digit_there_is_counts_as_one() -> None:
    digits = [c for c in map(chr, range(0x110000)) if unicodedata.digit(c, None) is not None]
    assert not [c for c in digits if not any(map(privacy._DIGIT.fullmatch, unicodedata.normalize("NFKC", c)))]
