"""What staff read again: which guides, and the sheet with all that can be wrong in one."""

from __future__ import annotations

import datetime as dt
import io

import pypdfium2
from projects import BASE, own, tree
from thu7 import project
from thu7.guides import review
from thu7.paper import review_sheets
from thu7.text.vietnamese import fold

ON = dt.date(2026, 11, 26)
GUIDE = "guides/ho-tich/khai-sinh.md"


def test_what_is_due_says_why_by_owner_the_most_needed_first() -> None:
    other = (
        BASE[GUIDE]
        .replace("# Đăng ký khai sinh cho con", "# Bài khác")
        .replace("tên gọi khác: [làm giấy khai sinh]\n", "")
    )
    leading = other.replace("# Bài khác", "# Bài dẫn").replace(
        "Mở đầu.", "[Khác](khac.md) rồi [khác nữa](khac.md#cac-buoc)."
    )
    changes = {
        "guides/ho-tich/khac.md": other,
        "guides/ho-tich/dan.md": leading,
        "guides/van-ban.yml": BASE["guides/van-ban.yml"] + "    hiệu lực đến: 28/02/2027\n    cần đọc: Điều 5\n",
    }
    found = project.read(tree(changes), dt.date(2027, 6, 1))
    due = review.due(found.library, dt.date(2027, 6, 1))
    assert [(one.guide.slug, one.depending) for one in due] == [("khac", 1), ("dan", 0), ("khai-sinh", 0)]
    said = review.due_text(due)
    assert said.startswith("Văn bản phải mở bản ký để đọc\n  60/2014/QH13: Điều 5 (3 bài dựa vào)\n")
    assert "\n\nTư pháp – hộ tịch\n  ho-tich/khac: Bài khác (1 trang dẫn tới)" in said
    for why in (
        "quá ngày rà lại 28/02/2027",
        "hết hiệu lực sau 28/02/2027",
        "chưa đọc hết bản ký",
        "1 nguồn xem đã quá 180 ngày",
    ):
        assert said.count(why) == 3, why
    fresh = project.read(tree(), ON).library
    assert review.due(fresh, ON) == []
    unsure = BASE[GUIDE].replace("lệ phí: Miễn phí", "lệ phí: Miễn phí [?]\nnơi nhận: Theo báo, phường [?]")
    one = review.due(project.read(tree({GUIDE: unsure}), ON).library, ON)
    assert [due.reasons for due in one] == [("2 điều mới theo một nguồn",)], "in every row of the card"


def test_a_sheet_holds_what_can_be_wrong_what_only_staff_see_first() -> None:
    text = (
        BASE[GUIDE]
        .replace("1. Nộp hồ sơ.", "1. Bấm **Nộp hồ sơ**.")
        .replace(
            "- Ảnh mờ.",
            "- Ảnh mờ. Chờ 3 ngày làm việc. Dùng mẫu CT01. Hãy đọc kỹ. Theo Cổng Dịch vụ công quốc gia, tải ở dichvucong.gov.vn [?].",
        )
        .replace("- Soát tên.", "- Soát 12 chữ số.")
    )
    found = project.read(tree({GUIDE: text}), ON)
    made = review.sheet(found.library.guides[0])
    assert [name for name, _ in made.groups] == [review.SCREENS, review.WARD, review.LAW]
    groups = {name: [item.said for item in items] for name, items in made.groups}
    assert groups[review.SCREENS] == ["Bấm Nộp hồ sơ."]
    assert {"Lệ phí: Miễn phí", "Thời hạn: Trong ngày", "Chờ 3 ngày làm việc."} <= set(groups[review.WARD])
    assert {"Ai làm: Cha hoặc mẹ", "Dùng mẫu CT01."} <= set(groups[review.LAW])
    everything = [said for listed in groups.values() for said in listed]
    assert "Hãy đọc kỹ." not in everything, "nothing in it can be wrong"
    assert not any("12 chữ số" in said for said in everything), "what volunteers do is no fact of the law"
    named = next(item for _, items in made.groups for item in items if "tải ở" in item.said)
    assert named.sources == (1,) and named.said.endswith("(mới theo một nguồn).") and named.line == 32
    said = review.sheet_text(made)
    assert said.count("[ ]") == len(everything) == said.count("Nay là:")


def test_every_guide_of_ours_has_a_sheet_with_each_of_its_steps() -> None:
    for guide in own().library.guides:
        groups = dict(review.sheet(guide).groups)
        assert groups[review.WARD], guide.uri


def test_the_sheet_on_paper_says_what_the_text_says() -> None:
    guide = next(guide for guide in own().library.guides if guide.slug == "khai-sinh")
    made = review.sheet(guide)
    document = pypdfium2.PdfDocument(io.BytesIO(review_sheets.review_sheet(made)))
    assert (round(document[0].get_width()), round(document[0].get_height())) == (595, 842)
    words = fold(" ".join(document[page].get_textpage().get_text_range() for page in range(len(document))))
    words = "".join(words.split())
    for _, items in made.groups:
        for item in items:
            assert "".join(fold(item.said).split()) in words, item.said
    assert review_sheets.review_sheet(made) == review_sheets.review_sheet(made)
