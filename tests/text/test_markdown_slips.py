"""Whatever is right raises no alarm: made-up pages in which nothing was slipped; and no page however odd holds up the check."""

from __future__ import annotations

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


@given(st.lists(BLOCKS, min_size=1, max_size=8).map("\n\n".join))
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
