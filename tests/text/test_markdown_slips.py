"""Whatever is right raises no alarm: made-up pages in which nothing was slipped; and no page however odd holds up the check."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thu7.text import commonmark, links, markdown_slips, outline

WORDS = st.sampled_from(
    (
        "Mở cổng.",
        "Chọn **Nộp hồ sơ**, rồi bấm *Tiếp*.",
        "Từ 7:30–11:30, thứ Bảy 28/11/2026.",
        "Lệ phí 8.000 đồng một bản; 1.5 triệu – 2 triệu.",
        "Gõ <số căn cước> và <OTP>.",
        "Xem [kết hôn](../ho-tich/ket-hon.md) (bản mới) hoặc https://a.vn/x?y=1.",
        "Hỏi 1022 [máy lẻ 1].",
        "Nhấn `a[0](b)` và `**`.",
        "Điều 5 khoản 2: “giấy tờ”.",
        "2 < 3, 5 > 4, 2 * 3 * 4.",
        "Một<br>hai <b>ba</b>.",
        "#ThuBay #GoVap",
        "- 5 độ thì lạnh.",
        "A. Nguyễn nói vậy.",
        "Giấy – bản chính – và bản sao.",
        "Xem mục a) của tờ khai.",
        "→ Đi tiếp.",
        "![Tờ khai](a.png){ width=720 }",
    )
)
LISTS = st.tuples(st.sampled_from(("- {}", "* {}", "{n}. {}", "{n}) {}", "• {}", "- [ ] {}")), st.lists(WORDS, min_size=1, max_size=4)).map(
    lambda made: "\n".join(made[0].format(text, n=number) for number, text in enumerate(made[1], 1))
)  # fmt: skip
BLOCKS = st.one_of(
    WORDS,
    LISTS,
    WORDS.map(lambda text: f"## {text}"),
    st.tuples(WORDS, LISTS).map("\n\n".join),
    st.just("| a | b |\n|---|--:|\n| 1 | 2 |"),
    st.just("```yaml\n- a) b\n• c\n```"),
    st.just('!!! note "Nhớ"\n    Mang thẻ.'),
    st.just("??? details\n    - Một\n    - Hai"),
    st.just("> Lời người dân.\n> Hai dòng."),
    st.just("<!-- ghi chú -->"),
    st.just('<div class="t7-luoi">\n<a href="x/"><strong>Một</strong></a>\n</div>'),
    st.just("<details>\n<summary>Mở</summary>\n\nTrong.\n\n</details>"),
    st.just("Dòng một,\ndòng hai\n– và ba."),
)


# A picture between two numbered lists is a slip: it was to stand in the item above it.
PARTED = re.compile(r"\n!\[[^\n]*\n\n1[.)] ")


@given(st.lists(BLOCKS, min_size=1, max_size=8).map("\n\n".join).filter(lambda page: not PARTED.search(page)))
def test_no_page_without_a_slip_raises_an_alarm(page: str) -> None:
    assert list(markdown_slips.slips("a.md", page)) == []


@pytest.mark.parametrize(
    "odd",
    ["[", "![", "](", "*a ", "_a", "`a``", ">", "<a ", "<!--", "<b>", "&amp", "|a", "{a=b ", "`a`{", "a\n", "• a\n", "#", "~", "!!! a\n    "],
)  # fmt: skip
def test_whatever_stands_there_a_thousand_times_is_read(odd: str) -> None:
    page = odd * 5000
    commonmark.html(page)
    list(links.links("a.md", page))
    list(markdown_slips.slips("a.md", page))
    outline.anchors(page)


NAMED: list[tuple[str, list[tuple[int, str]]]] = [
    ("<!-- hỏi lại\n\nĐoạn B.\n\n<!-- khác -->", [(1, "not-closed")]),
    ("A <!-- x -- > B <!-- y --> C", [(1, "not-closed")]),
    ("> 14 tuổi thì tự ký.", [(1, "no-sign")]),
    (">= 14 tuổi", [(1, "no-sign")]),
    ("Người\n> 14 tuổi", [(2, "no-sign")]),
    ("1. Mở cổng.\n2.Chọn thủ tục.\n3. Nộp.", [(2, "no-list")]),
    ("- Tờ khai\n-Giấy chứng sinh\n- Ảnh", [(2, "no-list")]),
    ("1. Mở\n2/ Nộp\n3. Chờ", [(2, "no-list")]),
    ("- Tờ khai\n+Ảnh", [(2, "no-list")]),
    ("Cần mang:\n-Tờ khai", [(2, "no-list")]),
    ("Cần làm:\n1.Mở", [(2, "no-list")]),
    ("1. Mở\na) Nộp", [(2, "no-list")]),
    ("- Tờ khai\n👉 Xem thêm", [(2, "no-list")]),
    ("| Giấy tờ | Số bản |\n| Tờ khai | 1 |", [(1, "no-table")]),
    ("Giấy tờ\tSố bản\nTờ khai\t1", [(1, "no-table")]),
    ("Việc        Tiền\nKhai sinh        0", [(1, "no-table")]),
    ("| a | b |\n|—|—|\n| 1 | 2 |", [(1, "no-table")]),
    ("| a | b |\n|---|---|---|\n| 1 | 2 |", [(1, "no-table")]),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", [(3, "row")]),
    ("| a | b |\n|---|---|\n| `x|y` | 2 |", [(3, "row")]),
    ("| a | b |\n|---|---|\n| 1 | 2 |\nGhi chú: x", [(4, "row")]),
    ("+-----+\n| a |\n+-----+", [(2, "no-table")]),
    ("| a | b |\n|---|---|\n| 1\nhai | 2 |", [(3, "row")]),
    ("8.000 đồng (**) và 5.000 đồng (**).", [(1, "eaten")]),
    ("Ngày sinh: __/__/____", [(1, "eaten")]),
    ("5*3*2=30", [(1, "eaten")]),
    ("Cao 3*4 và 5*6 cm", [(1, "eaten")]),
    ("*Nộp hồ sơ** tại", [(1, "no-bold")]),
    ("[cài VNeID(../vneid/cai-dat.md)", [(1, "no-link")]),
    ("[x]（../vneid/cai-dat.md）", [(1, "no-link")]),
    ("【x】(../vneid/cai-dat.md)", [(1, "no-link")]),
    ("(x)[../vneid/cai-dat.md]", [(1, "no-link")]),
    ("[x]{../vneid/cai-dat.md}", [(1, "no-link")]),
    ("[x]: (../vneid/cai-dat.md)", [(1, "no-link")]),
    ("[x]\n(../vneid/cai-dat.md)", [(1, "no-link"), (2, "no-link")]),
    ("[x][1]", [(1, "no-link")]),
    ("！[Màn hình](cong.png)", [(1, "no-picture")]),
    ("! [Màn hình](cong.png)", [(1, "no-picture")]),
    ("[x](../a b.md)", [(1, "no-link")]),
    ("[cổng](https:// dichvucong.gov.vn)", [(1, "no-link")]),
    ("cài](../x.md)", [(1, "no-link")]),
    ("Nhập <p> vào ô", [(1, "open-tag")]),
    ("<option>x", [(1, "open-tag")]),
    ("<li>x", [(1, "open-tag")]),
    ("<input>", [(1, "open-tag")]),
    ("<img>", [(1, "open-tag")]),
    ("<form>", [(1, "open-tag")]),
    ("Hồ sơ cần có\n-----", [(1, "underlined")]),
    ("Hồ sơ\n=====", [(1, "underlined")]),
    ("Đến.\nMang.\n---", [(1, "underlined")]),
    ("Hồ sơ\n-\nTờ khai", [(1, "underlined")]),
    ("# 5 ngày", [(1, "second-title")]),
    ("Cần mang:\n    1. Tờ khai\n    2. Ảnh", [(2, "no-list"), (3, "no-list")]),
    ("+Tờ khai", [(1, "no-list")]),
    ("*Tờ khai", [(1, "no-list")]),
    ("–Tờ khai", [(1, "no-list")]),
    ("=> Tờ\n=> Ảnh", [(1, "no-list"), (2, "no-list")]),
    ("[ ] x", [(1, "no-list")]),
    ("-[ ] x", [(1, "no-list")]),
    ("- [] x", [(1, "no-list")]),
    ("•\nTờ", [(1, "no-list")]),
    ("**Bước 1:** Mở\n**Bước 2:** Nộp", [(1, "no-list"), (2, "no-list")]),
    ("**1.** Mở\n**2.** Nộp", [(1, "no-list"), (2, "no-list")]),
    ("1- Mở\n2- Nộp", [(1, "no-list"), (2, "no-list")]),
    ("1 - Mở\n2 - Nộp", [(1, "no-list"), (2, "no-list")]),
    ("1/Mở\n2/Nộp", [(1, "no-list"), (2, "no-list")]),
    ("1 . Mở\n2 . Nộp", [(1, "no-list"), (2, "no-list")]),
    ("1.1. Mở\n1.2. Nộp", [(1, "no-list"), (2, "no-list")]),
    ("B1: a\nB2: b", [(1, "no-list"), (2, "no-list")]),
    ("Câu 1: a\nCâu 2: b", [(1, "no-list"), (2, "no-list")]),
    ("Điều 5. a\nĐiều 6. b", [(1, "no-list"), (2, "no-list")]),
    ("① a\n② b", [(1, "no-list"), (2, "no-list")]),
    ("1、a\n2、b", [(1, "no-list"), (2, "no-list")]),
    ("1）a\n2）b", [(1, "no-list"), (2, "no-list")]),
    ("１．a\n２．b", [(1, "no-list"), (2, "no-list")]),
    ("1.\nMở\n2.\nNộp", [(1, "no-list")]),
    ("Thứ Hai: 7h30\nThứ Ba: 13h", [(1, "joined"), (2, "joined")]),
    ("7h30: mở cửa\n11h30: nghỉ", [(1, "joined"), (2, "joined")]),
    ("Lệ phí: miễn\nThời hạn: ngay", [(1, "joined"), (2, "joined")]),
    ("- Chứng sinh.\nNgoài ra mang căn cước.", [(2, "glued")]),
    ("2. Nộp.\nSau đó chờ.", [(2, "glued")]),
    ("1. Mở\n\n![x](c.png)\n\n1. Nộp", [(5, "begins-again")]),
    ("!!! note\nNhớ", [(1, "no-box")]),
    ('??? details "Xem thêm"\nNội dung', [(1, "no-box")]),
    ('<font color="red">Hạn</font>', [(1, "unknown-tag"), (1, "unknown-tag")]),
    ("<center>x</center>", [(1, "unknown-tag"), (1, "unknown-tag")]),
    ("<o:p></o:p>", [(1, "unknown-tag"), (1, "unknown-tag")]),
    ("<!DOCTYPE html>", [(1, "unknown-tag")]),
    ("<div>\n**đậm** x\n</div>", [(1, "in-html")]),
    ("![a](b.png){ width=720", [(1, "no-attributes")]),
    ("![a](b.png){ width=50% }", [(1, "no-attributes")]),
    ("![a](b.png){ width=“300” }", [(1, "no-attributes")]),
    ("1. a\n2. b\na) x\nb) y", [(3, "no-list"), (4, "no-list")]),
    ("Cần làm tiếp:\n2. Mở\n3. Nộp", [(2, "no-list"), (3, "no-list")]),
    ("**Ghi chú:**Nộp", [(1, "no-bold")]),
    ("**“Nộp hồ sơ”**để", [(1, "no-bold")]),
    ("**Nộp hồ sơ tại phường.", [(1, "no-bold")]),
    ("** Nộp ** hồ", [(1, "no-bold")]),
    ("<!-- thu7:hinhh a -->", [(1, "no-figure")]),
    ("Xem ../vneid/cai-dat.md", [(1, "no-link")]),
]
"""What office workers type and paste, and where it is named."""


@pytest.mark.parametrize(("typed", "told"), NAMED)
def test_a_slip_is_named_with_its_line(typed: str, told: list[tuple[int, str]]) -> None:
    found = list(markdown_slips.slips("a.md", typed, titled=True))
    assert [(problem.place.line, problem.code) for problem in found] == told
    assert all(problem.hint for problem in found)


FINE = [
    "!!! Chú ý mang căn cước",
    "!!! LƯU Ý: mang theo căn cước",
    "!!!CHÚ Ý!!! Mang",
    "!!!! Chú ý",
    "- !!! Chú ý nha",
    "??? Sao lâu vậy",
    "!!! luuy\n    x",
    "1. Mở\n\xa02. Nộp",
    "1. Mở\n\u200b2. Nộp",
    "https://dichvucong.gov.vn\u200b nộp",
    "\u200b- x\n\u200b- y",
    "\ufeff### x",
    "<address>\nx",
    "- Giấy tờ:\n\xa0\xa0- Tờ khai",
    "\xa01. Mở",
    "-\u202fx",
    "- a\no\tTờ khai\no\tẢnh",
    "ü\tTờ",
    "**KHÔNG** đưa",
    "Bước 1: Mở cổng  \nBước 2: Nộp",
    "a) Tờ khai  \nb) Ảnh",
    "Bước 1: a<br>\nBước 2: b",
    "Mật khẩu: ******** gồm",
    "Mã: *** hoặc 0***",
    "`[ ](x)` và [1] (x)",
    "Link:https://a.vn",
]
"""What looks like a slip and is shown as it was meant."""


@pytest.mark.parametrize("typed", FINE)
def test_what_is_shown_as_it_was_meant_is_not_named(typed: str) -> None:
    assert list(markdown_slips.slips("a.md", typed, titled=True)) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("!!! Chú ý mang căn cước", "<p>!!! Chú ý mang căn cước</p>"),
        ("??? Sao lâu vậy", "<p>??? Sao lâu vậy</p>"),
        ("!!! note “Nhớ”\n    x", '<div class="admonition note">\n<p class="admonition-title">Nhớ</p>\n<p>x</p>\n</div>'),
        ("1. Mở\n\u00a02. Nộp", "<ol>\n<li>Mở</li>\n<li>Nộp</li>\n</ol>"),
        ("1. Mở\n\u200b2. Nộp", "<ol>\n<li>Mở</li>\n<li>Nộp</li>\n</ol>"),
        ("- Giấy:\n\u00a0\u00a0- Tờ khai", "<ul>\n<li>Giấy:\n<ul>\n<li>Tờ khai</li>\n</ul>\n</li>\n</ul>"),
        ("• Giấy\no\tTờ khai", "<ul>\n<li>Giấy\n<ul>\n<li>Tờ khai</li>\n</ul>\n</li>\n</ul>"),
        ("https://a.gov.vn\u200b nộp", '<p><a href="https://a.gov.vn">https://a.gov.vn</a> nộp</p>'),
    ],
)  # fmt: skip
def test_what_was_pasted_is_shown_as_it_was_meant(typed: str, shown: str) -> None:
    assert commonmark.html(typed).strip() == shown
