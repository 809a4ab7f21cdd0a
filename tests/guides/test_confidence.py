"""How sure a guide says it is, and the marks of single sources: on the page, on paper, in search."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from projects import BASE, tree
from thu7 import project, publishing
from thu7.guides import confidence
from thu7.guides.confidence import Level
from thu7.search import index

ON = dt.date(2026, 11, 26)
GUIDE = "guides/ho-tich/khai-sinh.md"
SOURCE = (
    "    - tên: Cổng Dịch vụ công quốc gia\n      địa chỉ: https://dichvucong.gov.vn/\n      xem ngày: 23/11/2026\n"
)


def made(old: str = "", new: str = "") -> project.Project:
    text = BASE[GUIDE].replace(old, new) if old else BASE[GUIDE]
    found = project.read(tree({GUIDE: text}), ON)
    assert not found.problems, found.problems
    return found


def page(found: project.Project) -> str:
    return next(str(o.content) for o in publishing.pages(found, "") if o.uri == "ho-tich/khai-sinh.md")


def sources(*addresses: str) -> str:
    return "".join(SOURCE.strip("\n").replace("https://dichvucong.gov.vn/", one) + "\n" for one in addresses)


@pytest.mark.parametrize(
    ("addresses", "level", "said"),
    [
        (("https://vanban.chinhphu.vn/?docid=1", "https://a.vn/"), Level.TEXT, "Đã đối chiếu văn bản."),
        (("https://dichvucong.gov.vn/", "https://a.vn/"), Level.OFFICE, "Theo trang của cơ quan, ngày 23/11/2026."),
        (("https://a.vn/", "https://b.vn/"), Level.PRESS, "Theo 2 bài báo, ngày 23/11/2026: hỏi lại trước khi đi."),
        (("https://a.vn/1", "https://www.a.vn/2"), Level.ONE_SOURCE, "Mới theo một nguồn: hỏi lại trước khi đi."),
        # A name that only ends like an office's is none.
        (("https://fakegov.vn/", "https://fakegov.vn/2"), Level.ONE_SOURCE, "Mới theo một nguồn: hỏi lại trước khi đi."),
    ],
)  # fmt: skip
def test_a_guide_is_as_sure_as_its_surest_source(addresses: tuple[str, ...], level: Level, said: str) -> None:
    found = made(SOURCE.replace("    -", "  -").replace("      ", "    "), sources(*addresses).replace("    -", "  -").replace("      ", "    "))  # fmt: skip
    told = confidence.confidence(found.library.guides[0])
    assert (told.level, told.sentence) == (level, said)
    assert f'<a href="#do-tin">{said}</a>' in page(found) and 'id="do-tin"' in page(found)


def test_staff_can_say_what_kind_a_source_is_and_when_it_came_out() -> None:
    found = made(
        "    xem ngày: 23/11/2026\n", "    xem ngày: 23/11/2026\n    đăng ngày: 01/07/2026\n    loại: văn bản\n"
    )
    assert confidence.confidence(found.library.guides[0]).level is Level.TEXT
    assert "đăng ngày 01/07/2026, xem ngày 23/11/2026" in page(found)


def test_one_value_of_one_source_makes_the_whole_guide_ask() -> None:
    found = made("thời hạn: Trong ngày", "thời hạn: 2 ngày làm việc, theo Nghị định 320/2026 [?]")
    assert confidence.confidence(found.library.guides[0]).level is Level.ONE_SOURCE
    card = re.search(r"<dt>Thời hạn</dt> <dd>(.*?)</dd>", page(found))
    assert card and re.search(r'320/2026\u00a0<a class="t7-mot-nguon" href="#do-tin"[^>]*>\?</a>$', card[1])


def test_a_sentence_of_one_source_has_a_mark_on_the_page_and_words_elsewhere() -> None:
    found = made("  - Giấy chứng sinh.".strip(), "- Theo báo A (01/11/2026), mang ảnh [?].")
    assert confidence.confidence(found.library.guides[0]).level is Level.OFFICE
    text = page(found)
    assert "[?]" not in text and '<a class="t7-mot-nguon" href="#do-tin"' in text
    assert "Chỗ có dấu" in text
    # Search shows a fact without a page around it.
    fee = made("lệ phí: Miễn phí", "lệ phí: Theo báo A, 5.000 đồng [?]")
    (entry,) = (one for one in index.entries(fee.library, fee.schedule) if one.address == "ho-tich/khai-sinh/")
    assert entry.fee == "Theo báo A, 5.000 đồng (mới theo một nguồn)"


def test_the_page_names_texts_whose_signed_copy_nobody_has_read() -> None:
    changed = {
        "guides/van-ban.yml": BASE["guides/van-ban.yml"]
        + "    cần đọc: Điều 5\n    ghi chú: Từ 01/07/2026 cho trẻ em\n"
    }
    found = project.read(tree(changed), ON)
    assert not found.problems
    assert "Chưa ai đọc hết bản ký: 60/2014/QH13." in page(found)
    laws = next(str(o.content) for o in publishing.pages(found, "") if o.uri == "van-ban.md")
    assert "Từ 01/07/2026 cho trẻ em. Chưa ai đọc bản ký: Điều 5." in laws


def test_a_shared_sentence_is_what_readers_see_wherever_it_is_brought_in() -> None:
    facts = "dùng chung:\n  - {mã: phi, câu: 8.000 đồng mỗi bản sao}\n"
    text = BASE[GUIDE].replace("lệ phí: Miễn phí", 'lệ phí: "{{phi}}"').replace("- Ảnh mờ.", "- Quên {{ phi }}.")
    found = project.read(tree({GUIDE: text, "guides/dung-chung.yml": facts}), ON)
    assert not found.problems
    assert "<dd>8.000 đồng mỗi bản sao</dd>" in page(found) and "- Quên 8.000 đồng mỗi bản sao." in page(found)
    assert not any(o.uri.endswith("dung-chung.yml") for o in publishing.outputs(found))
