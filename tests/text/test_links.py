"""Addresses that are made of what staff write."""

from __future__ import annotations

import pytest
from thu7.text import links


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("028 3894 0000", "02838940000"),
        ("028 3894 0000 (máy lẻ 102)", "02838940000"),
        ("028 3894 0000 (102)", "02838940000"),
        ("028.3894.0000 – 028.3894.0001", "02838940000"),
        ("028 3894 0000 - 028 3894 0001", "02838940000"),
        ("028 3894 0000 / 0001", "02838940000"),
        ("028-3894-0000, 1022", "02838940000"),
        ("(028) 3894 0000", "02838940000"),
        ("+84 28 3894 0000", "+842838940000"),
        ("1022", "1022"),
        ("1900 1234", "19001234"),
        ("18001096 nhánh 2", "18001096"),
    ],
)
def test_a_link_dials_the_first_number(written: str, dialled: str) -> None:
    assert links.dialling(written) == f"tel:{dialled}"
