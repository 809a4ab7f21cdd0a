"""What makes a page hard to read is measured, placed, and answered with what to write; a good page is left in peace."""

from __future__ import annotations

import unicodedata

import pytest
from projects import BASE
from thu7.guides import readability
from thu7.guides.sections import SECTIONS
from thu7.text import markdown, vietnamese
from thu7.text.front_matter import read_page
from thu7.text.problems import Notes, Problem, Severity


def found(body: str, front: str = "", sections: tuple[str, ...] = ()) -> list[Problem]:
    text = f"---\n{front}\n---\n# Khai sinh\n\n{body}\n"
    page = read_page("guides/a/b.md", text, Notes())
    assert page is not None
    return list(readability.unreadable(page, text, sections))


def codes(body: str, **options: object) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.place.line) for problem in found(body, **options)]  # type: ignore[arg-type]


LONG = "một hai ba bốn năm sáu bảy tám chín mười " * 2


def test_a_sentence_of_25_syllables_is_fine_and_one_of_26_is_not() -> None:
    assert codes(LONG + "một hai ba bốn năm.") == []
    assert codes(LONG + "một hai ba – bốn năm.") == []
    (problem,) = found("Ngắn.\n\n- " + LONG + "một hai ba bốn năm sáu.")
    assert (problem.code, problem.place.line, problem.severity) == ("long-sentence", 8, Severity.WARNING)
    assert "26 chữ" in problem.message and "25" in (problem.hint or "")
    assert codes("Hỏi.", front=f"tóm tắt: {LONG} một hai ba bốn năm sáu") == [("long-sentence", 2)]


@pytest.mark.parametrize(
    "text,count",
    [
        ("Nộp ở TP. Hồ Chí Minh. Phí là 8.000 đồng mỗi bản.", 2),
        ("Mở mã 1.001193. Xong.", 2),
        ("Thủ tục nào? Đây! “Công dân số” được miễn.", 3),
        ("Phường hỏi: “Có giấy không?” Bạn đưa giấy. 18001096 là số của Cổng.", 3),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(markdown.sentences(text)) == count


def test_a_paragraph_holds_four_sentences() -> None:
    assert codes("Một. Hai. Ba. Bốn.") == []
    assert codes("Một. Hai.\nBa. Bốn. Năm.") == [("long-paragraph", 6)]


def test_office_words_have_a_plainer_form() -> None:
    (problem,) = found("Hồ sơ được thực hiện ở phường.")
    assert (problem.code, problem.hint) == ("office-word", "Viết: làm.")
    assert codes("Bạn tiến  hành khai.") == []
    assert codes("Bạn Tiến hành khai.") == [("office-word", 6)]
    assert codes("Bấm **Cung cấp thông tin**, mục “Đối với trẻ em”.") == []
    assert all(plain and phrase == phrase.lower() for phrase, plain in readability.PLAINER.items())


def test_an_abbreviation_is_spelt_out_at_its_first_standing() -> None:
    assert codes("Nhập mã dùng một lần (OTP). Đọc lại OTP.") == []
    assert codes("UBND (Ủy ban nhân dân) phường. Hỏi UBND.") == []
    assert codes("Nhập OTP.\n\nMã dùng một lần (OTP).") == [("abbreviation", 6)]
    assert codes("Nhập mã.", front="lệ phí: Hỏi UBND") == [("abbreviation", 2)]
    assert codes("Nhập OTP.", front="lệ phí: Không; đừng đọc mã (OTP)") == []
    assert codes("Số 60/2014/QH13, mẫu CT01, VNeID, TP. Hồ Chí Minh, tệp PDF nặng 2 MB.") == []
    assert [p.message for p in found("Hỏi UBNĐ.")] == ["“UBNĐ” chưa được viết đầy đủ."]


@pytest.mark.parametrize(
    "step,wrong",
    [
        ("Bấm **Nộp hồ sơ**.", False),
        ("Nhập số định danh và mật khẩu.", False),
        ("Ở khối **Chọn cơ quan thực hiện**, chọn phường.", False),
        ("Gõ “khai sinh, chọn phường” vào ô tìm kiếm.", False),
        ("Đọc lại ba tờ khai: khai sinh, cư trú.", False),
        ("Chọn tỉnh rồi chọn phường.", True),
        ("Đọc và ký tờ khai.", True),
        ("Bấm **Xem trước**. Bấm **Xác nhận**.", True),
        ("Mở VNeID, bấm **Ví giấy tờ**.", True),
        ("Chụp mặt trước; chụp mặt sau.", True),
        ("Điền tên, sau đó ngày sinh.", True),
    ],
)
def test_a_step_is_one_action(step: str, wrong: bool) -> None:
    assert codes(f"## Các bước\n\n1. {step}") == ([("two-actions", 8)] if wrong else [])
    assert codes(f"## Lỗi hay gặp\n\n1. {step}") == []
    assert codes(f"## Các bước\n\n- {step}") == []


def test_a_guide_has_all_sections_and_another_page_need_not() -> None:
    (problem,) = found("## Cac buoc\n\n1. Nộp.", sections=SECTIONS)
    assert (problem.code, problem.place.line) == ("missing-section", 4)
    assert "“Cần chuẩn bị”" in problem.message and "Các bước" not in problem.message
    assert codes("Chữ.") == []


def test_links_say_where_they_lead_and_images_what_they_show() -> None:
    assert codes("[Cài VNeID](a.md) ![Màn hình](b.png) <img src='c.png' alt='Tờ khai'>") == []
    assert codes("Xem [tại đây](a.md).") == [("link-text", 6)]
    assert codes("Xem [**Ở đây**](a.md) <a href='https://a.vn/'>Tai day</a>") == [("link-text", 6)] * 2
    assert codes("![](b.png)\n\n<img src='c.png'>") == [("no-alternative", 6), ("no-alternative", 8)]


def test_letters_are_spelt_one_way() -> None:
    problem, *others = found("Hoà giải, khoá máy.\n\nThuỷ hoàn toàn quý giá, khoẻ khoắn.")
    assert (problem.code, problem.place.line, problem.place.column) == ("tone-mark", 6, 1)
    assert problem.hint == "Viết: Hòa"
    assert [p.hint for p in others] == ["Viết: khóa", "Viết: Thủy", "Viết: khỏe"]
    assert codes(unicodedata.normalize("NFD", "tên")) == [("decomposed", 6)]
    assert codes("Chữ.", front="lệ phí: Huỷ thì không thu") == [("tone-mark", 2)]
    assert codes("[Trang nguồn](https://a.vn/hoà)") == []


def test_tones_of_the_house() -> None:
    same = "hòa hoàn khóa khoác quý quỳ quà thúy thuyền giá già của mùa loạt xóa ngoài Huỳnh"
    assert vietnamese.house_tones(same) == same
    assert (
        vietnamese.house_tones("hoà khoá xoá loé khoẻ thuỷ huỷ uỷ ban, TOÀ ÁN")
        == "hòa khóa xóa lóe khỏe thủy hủy ủy ban, TÒA ÁN"
    )


def test_the_base_guide_reads_well() -> None:
    path = "guides/ho-tich/khai-sinh.md"
    page = read_page(path, BASE[path], Notes())
    assert page is not None
    assert list(readability.unreadable(page, BASE[path], SECTIONS)) == []
