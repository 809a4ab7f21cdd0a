"""Addresses that are made of what staff write."""

from __future__ import annotations

import pytest
from thu7.text import links
from thu7.text.problems import Problem


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


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://thu7.example", "https://thu7.example/"),
        ("https://thu7.example/gv/", "https://thu7.example/gv/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("https://thứ-bảy.vn/", "https://xn--th-by-y11b5t.vn/"),
        ("https://Gò-Vấp.Thứ7.vn:8443/x", "https://xn--g-vp-lqa4376b.xn--th7-1oz.vn:8443/x/"),
    ],
)
def test_a_site_s_address_is_ascii_with_a_slash(written: str, address: str) -> None:
    assert links.site_address(written) == address


@pytest.mark.parametrize(
    "written",
    ["https://a.vn/?x=1", "https://a.vn/#x", "https://a.vn/?", "https://u:p@a.vn/", "https:///x", "https://-á-.vn/", "https://a.vn:x/", "https://a b.vn/"],
)  # fmt: skip
def test_an_address_that_no_page_can_follow_is_refused(written: str) -> None:
    found = links.site_address(written)
    assert isinstance(found, Problem) and "site_url" in found.message and found.hint


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("", "link-empty", "Viết địa chỉ"),
        ("#", "link-empty", "Viết địa chỉ"),
        ("https://", "link-host", "https://"),
        ("https:/dichvucong.gov.vn", "link-host", "https://"),
        ("https://https://dichvucong.gov.vn", "link-host", "https://"),
        ("https://dichvucong.gov,vn", "link-host", "https://"),
        ("javascript:alert", "link-scheme", "https://"),
        ("www.dichvucong.gov.vn", "missing-link", "https://www.dichvucong.gov.vn"),
        ("dichvucong.gov.vn/a", "missing-link", "https://dichvucong.gov.vn/a"),
        ("to-khai.docx", "missing-link", "Viết đường dẫn"),
        ("ket-hom.md", "missing-link", "“ket-hon.md”"),
    ],
)
def test_a_link_that_leads_nowhere_says_why(target: str, code: str, hint: str) -> None:
    known = {"ho-tich/ket-hon.md": ("guides/ho-tich/ket-hon.md",), "ho-tich/a.png": ("guides/ho-tich/a.png",)}
    (found,) = links.broken_links(
        "ho-tich/khai-sinh.md", links.links("a.md", f"[chữ]({target})"), known, links.addresses_of(known)
    )
    assert found.code == code and hint in (found.hint or "")


def test_in_html_an_address_is_the_page_s() -> None:
    known = {"ho-tich/ket-hon.md": ("x",), "ho-tich/a.png": ("y",)}
    written = "<a href='ket-hon.md#nguon'>a</a> <img src='a.png' alt='b'> <a href='../ket-hon/'>c</a>"
    told = links.broken_links("ho-tich/khai-sinh.md", links.links("a.md", written), known, links.addresses_of(known))
    assert [problem.hint for problem in told] == [
        "Trong thẻ HTML viết: ../ket-hon/#nguon",
        "Trong thẻ HTML viết: ../a.png",
    ]
