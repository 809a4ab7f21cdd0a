"""Which door is mine: from a guide's office to a page and a sheet, and pages that only show the way."""

from __future__ import annotations

import datetime as dt
import io
import re

import pypdfium2
import pytest
from projects import BASE, own, tree
from thu7 import printing, project, publishing
from thu7.guides import doors
from thu7.text.vietnamese import fold

ON = dt.date(2026, 11, 26)
GUIDE = "guides/ho-tich/khai-sinh.md"
SIGNPOST = """---
tóm tắt: Đất đai thì nộp ở đâu.
loại: chi duong
ai làm: Người có đất
làm ở đâu: [trực tiếp]
nơi nhận: Chi nhánh Văn phòng đăng ký đất đai; không nhận ở Ủy ban nhân dân phường
nguồn:
  - {tên: Cổng, địa chỉ: "https://dichvucong.gov.vn/", xem ngày: 23/11/2026}
phụ trách: Kinh tế
rà soát: 23/11/2026
rà lại trước: 28/02/2027
---
# Đất đai nộp ở đâu

## Đến đâu trước

Chi nhánh Văn phòng đăng ký đất đai.

## Đừng đến

Đừng đến công an.

## Mang gì lần đầu

- Giấy đất.

## Hỏi gì

- Mã thủ tục?

## Điều chưa biết

Chưa biết mấy ngày.

## Dành cho tình nguyện viên

- Chỉ nói nơi đến.
"""
LAND = {"guides/dat-dai/index.md": "---\nbàn thứ Bảy: không\n---\n# Đất đai\n", "guides/dat-dai/di-dau.md": SIGNPOST}


@pytest.mark.parametrize(
    ("office", "slugs"),
    [
        ("Ủy ban nhân dân phường nơi cư trú", ["phuong"]),
        ("Phòng Quản lý xuất nhập cảnh, Công an TP. Hồ Chí Minh. Không làm ở công an phường", ["xuat-nhap-canh"]),
        ("Ủy ban nhân dân phường, công an phường và cơ quan bảo hiểm xã hội", ["phuong", "cong-an-phuong"]),
        ("Công an TP. Hồ Chí Minh; không phải Ủy ban nhân dân phường, không phải Sở Tư pháp", ["noi-khac"]),
        ("Không tự làm được thì đến công an phường", ["cong-an-phuong"]),
        ("Ủy ban nhân dân phường, hoặc tổ chức hành nghề công chứng", ["phuong", "cong-chung"]),
        ("Thuế cơ sở nơi có đất", ["thue"]),
        ("Trung tâm dịch vụ việc làm", ["viec-lam"]),
        ("", []),
    ],
)
def test_a_guide_stands_behind_the_doors_that_it_names(office: str, slugs: list[str]) -> None:
    line = f"nơi nhận: {office}\n" if office else ""
    found = project.read(tree({GUIDE: BASE[GUIDE].replace("lệ phí:", f"{line}lệ phí:")}), ON)
    assert not found.problems
    assert [door.slug for door in doors.doors_of(found.library.guides[0])] == slugs


def test_every_office_of_ours_that_is_a_wards_own_stands_behind_one_of_the_seven() -> None:
    for guide in own().library.guides:
        if "phường" in guide.office and doors.doors_of(guide) == (doors.ELSEWHERE,):
            assert re.search(r"không (?:làm|phải|nhận|nộp|đến|ở)", guide.office), guide.uri


def test_a_signpost_has_sections_of_its_own_and_needs_no_fee() -> None:
    found = project.read(tree(LAND), ON)
    assert not found.problems, found.problems
    page = next(str(o.content) for o in publishing.pages(found, "") if o.uri == "dat-dai/di-dau.md")
    assert "Trang chỉ đường." in page and "Đọc ngày 23/11/2026" in page
    assert re.findall(r"<dt>(.*?)</dt>", page) == ["Ai làm", "Làm ở đâu", "Nơi nhận"]
    # What the desk does not do it does not offer, neither on the page nor on the ward's poster.
    assert "Việc này không làm ở bàn thứ Bảy." in page and "có tình nguyện viên giúp bạn" not in page
    poster = printing.poster(found, "an-nhon", "https://thu.example/")
    assert isinstance(poster, bytes) and "Đất đai" not in _words(poster) and "Hộ tịch" in _words(poster)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("loại: chi duong", "loại: chỉ đừng", "bad-value"),
        ("nơi nhận: Chi nhánh Văn phòng đăng ký đất đai; không nhận ở Ủy ban nhân dân phường\n", "", "missing-key"),
        ("## Điều chưa biết\n", "", "missing-section"),
    ],
)
def test_what_a_signpost_lacks_is_told(old: str, new: str, code: str) -> None:
    assert old in SIGNPOST
    changed = {**LAND, "guides/dat-dai/di-dau.md": SIGNPOST.replace(old, new)}
    assert code in [problem.code for problem in project.read(tree(changed), ON).problems]


def test_the_page_and_the_sheet_name_every_door_and_what_is_behind_it() -> None:
    found = project.read(
        tree({**LAND, GUIDE: BASE[GUIDE].replace("lệ phí:", "nơi nhận: Ủy ban nhân dân phường\nlệ phí:")}), ON
    )
    page = next(str(o.content) for o in publishing.pages(found, "") if o.uri == "di-dau.md")
    assert re.findall(r'<h2 id="(.*?)">', page) == ["phuong", "dat-dai"]
    assert page.index("Đăng ký khai sinh cho con") < page.index("Đất đai nộp ở đâu")
    sheet = printing.doors_sheet(own(), "https://thu.example/")
    assert isinstance(sheet, bytes)
    assert len(pypdfium2.PdfDocument(io.BytesIO(sheet))) == 1
    printed = "".join(fold(_words(sheet)).split())
    for door, guides in doors.behind_each(own().library.guides).items():
        for words in (door.name, *(guide.title for guide in guides)):
            assert "".join(fold(words).split()) in printed, words


def _words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
