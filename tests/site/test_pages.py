"""What the pages say, from the values alone."""

from __future__ import annotations

import datetime as dt
import re

from projects import BASE, tree
from thu7 import project, publishing
from thu7.output import Settings

ON = dt.date(2026, 11, 24)


def pages(changes: dict[str, str | None] | None = None, on: dt.date = ON) -> dict[str, str]:
    made = publishing.outputs(project.read(tree(changes), on), Settings(site_url="https://thu.example/"))
    return {output.uri: output.content for output in made if isinstance(output.content, str)}


def guide_with(**front: str) -> dict[str, str | None]:
    text = BASE["guides/ho-tich/khai-sinh.md"]
    for key, value in front.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{key.replace('_', ' ')}:"))
        text = text.replace(line, f"{key.replace('_', ' ')}: {value}")
    return {"guides/ho-tich/khai-sinh.md": text}


def law_until(day: str) -> dict[str, str | None]:
    text = BASE["guides/van-ban.yml"]
    return {
        "guides/van-ban.yml": text.replace(
            "hiệu lực từ: 01/01/2016", f"hiệu lực từ: 01/01/2016\n    hiệu lực đến: {day}"
        )
    }


def notice(page: str) -> str:
    """The one sentence of the law's clock that is seen; empty where none is."""
    shown = re.findall(r'data-ngay="[^"]*">(.*?)</p>', page)
    assert len(shown) <= 1
    return "".join(shown)


def test_a_guide_tells_its_reader_of_the_laws_clock() -> None:
    uri = "ho-tich/khai-sinh.md"
    assert notice(pages()[uri]) == ""
    coming = "Trang này được soát ngày 23/11/2026. Từ 25/11/2026 quy định thay đổi."
    # The last day in force is a day in force.
    assert notice(pages(law_until("24/11/2026"))[uri]) == coming
    assert notice(pages(law_until("23/11/2026"))[uri]).startswith("Quy định đã thay đổi từ 24/11/2026.")
    assert notice(pages(law_until("28/02/2027"))[uri]).endswith("Từ 01/03/2027 quy định thay đổi.")
    overdue = pages(guide_with(rà_lại_trước="24/11/2026"), on=dt.date(2026, 11, 25))[uri]
    assert notice(overdue).startswith("Trang này đã quá ngày rà lại (24/11/2026).")


def test_what_the_clock_will_tell_stands_hidden_with_its_day() -> None:
    page = pages(law_until("27/02/2027"))["ho-tich/khai-sinh.md"]
    assert re.findall(r'data-ngay="([^"]*)"( hidden)?', page) == [("2026-11-23", ""), ("2027-02-28", " hidden")]
    page = pages({**law_until("28/02/2027"), **guide_with(rà_lại_trước="31/01/2027")})["ho-tich/khai-sinh.md"]
    assert re.findall(r'data-ngay="([^"]*)"', page) == ["2026-11-23", "2027-02-01", "2027-03-01"]


def test_a_guide_shows_its_card_its_foot_and_the_closed_block_for_volunteers() -> None:
    page = pages(guide_with(lệ_phí='Miễn phí <b>"thật"</b> & *nhanh*'))["ho-tich/khai-sinh.md"]
    assert "<dt>Lệ phí</dt> <dd>Miễn phí &lt;b&gt;&quot;thật&quot;&lt;/b&gt; &amp; *nhanh*</dd>" in page
    assert '<details class="t7-tinh-nguyen">\n<summary>Dành cho tình nguyện viên</summary>' in page
    assert "Soát ngày 23/11/2026. Rà lại trước 28/02/2027. Phụ trách: Tư pháp – hộ tịch." in page
    assert "(60/2014/QH13), hiệu lực từ 01/01/2016</li>" in page
    assert "xem ngày 23/11/2026" in page and "Còn gọi là: làm giấy khai sinh." in page


def test_a_drawing_stands_in_the_page_where_it_is_asked_for() -> None:
    text = BASE["guides/ho-tich/khai-sinh.md"].replace("Mở đầu.", "<!-- thu7:hinh chup-giay -->")
    page = pages({"guides/ho-tich/khai-sinh.md": text})["ho-tich/khai-sinh.md"]
    assert '<figure class="t7-hinh"><svg' in page and "thu7:hinh" not in page


def test_a_saturday_says_who_is_there_and_what_is_missing() -> None:
    page = pages({"schedule/an-nhon/2026-11-28.yml": "phân công: {vneid: [minh]}\n"})["lich/an-nhon.md"]
    assert '<dt>Trưởng ca</dt> <dd><span class="t7-thieu">còn thiếu 1</span></dd>' in page
    assert "<dt>VNeID</dt> <dd>1 tình nguyện viên</dd>" in page
    assert "<dt>Trưởng ca</dt> <dd>Nguyễn Thị Lan</dd>" in pages()["lich/an-nhon.md"]


def test_closures_ahead_are_told_and_those_behind_are_not() -> None:
    holidays = "ngày nghỉ:\n" + "".join(
        f"  - {{ngày: {day}, tên: {name}, loại: nghỉ, nguồn: Công văn}}\n"
        for day, name in (("21/11/2026", "Đã qua"), ("06/02/2027", "Tết Đinh Mùi"), ("01/05/2027", "Còn xa"))
    )
    page = pages(
        {"schedule/holidays.yml": holidays, "schedule/an-nhon/2027-01-02.yml": "phân công: {trưởng ca: lan}\n"}
    )
    text = page["lich/an-nhon.md"]
    assert "nghỉ (Tết Đinh Mùi)" in text and "<p>Nghỉ: Tết Đinh Mùi</p>" in text
    assert "Đã qua" not in text and "Còn xa" not in text


def test_saturdays_behind_stand_apart_and_where_there_are_none_nothing_is_said_of_them() -> None:
    assert '<details class="t7-da-qua" data-t7="da-qua" hidden>' in pages()["lich/an-nhon.md"]
    held = {"schedule/an-nhon/2026-11-21.yml": "phân công: {trưởng ca: lan}\n"}
    assert '<details class="t7-da-qua" data-t7="da-qua">' in pages(held)["lich/an-nhon.md"]


def test_a_ward_without_saturdays_says_so() -> None:
    page = pages({"schedule/an-nhon/2026-11-28.yml": None, "schedule/holidays.yml": None})
    assert "Chưa có lịch mới. Hỏi phường trước khi đi." in page["lich/an-nhon.md"]


def test_a_review_may_come_on_a_laws_last_day_and_no_later() -> None:
    def codes(review_by: str) -> list[str]:
        read = project.read(tree({**law_until("28/02/2027"), **guide_with(rà_lại_trước=review_by)}), ON)
        return [problem.code for problem in read.problems]

    assert codes("28/02/2027") == []
    assert codes("01/03/2027") == ["review-late"]
