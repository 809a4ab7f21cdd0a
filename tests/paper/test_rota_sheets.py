"""What the desk itself uses: the rota with names as a page and as a picture, the list to sign; read back, and its code scanned."""

from __future__ import annotations

import io
from pathlib import Path

import PIL.Image
import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from projects import BASE, REPOSITORY, write
from thu7.cli.main import main
from thu7.paper.rota_sheets import INSIDE, SAMPLE

ON = ("--on", "26/11/2026")


def thu7(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["-C", str(REPOSITORY), *map(str, arguments), *ON])


def pages(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_a_months_rota_is_one_page_with_full_names_closures_and_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    done = thu7("sheet", "an-hoi-dong", "--month", "12/2026", "--months", "3", "-o", file)
    assert done.exit_code == 0, done.output
    (page,) = pages(file)
    for said in (
        "Phường An Hội Đông",
        "Tháng 12/2026",
        "Tháng 2/2027",
        "05/12/2026",
        "Nguyễn Gia Bảo",
        "Chưa xếp",
        INSIDE,
        SAMPLE,
    ):
        assert said in page, said
    assert "Nghỉ: Tết Đinh Mùi" in page and "Nghỉ: Sắp xếp lại phòng làm việc" in page and "7:30–11:30" in page
    first = file.read_bytes()
    thu7("sheet", "an-hoi-dong", "--month", "12/2026", "--months", "3", "-o", file)
    assert file.read_bytes() == first


def test_a_gap_is_shown_never_hidden(tmp_path: Path) -> None:
    roster = BASE["schedule/an-nhon/roster.yml"].replace("vneid: 1", "vneid: 3")
    root = write(tmp_path / "p", {"schedule/an-nhon/roster.yml": roster})
    file = tmp_path / "a.pdf"
    done = CliRunner().invoke(
        main, ["-C", str(root), "sheet", "an-nhon", "--month", "11/2026", "-o", str(file), "--on", "24/11/2026"]
    )
    assert done.exit_code == 0, done.output
    assert "còn thiếu 2" in pages(file)[0]


def test_the_picture_is_as_wide_as_a_chat_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    assert thu7("sheet", "an-nhon", "--month", "12/2026", "--png", "-o", file).exit_code == 0
    picture = PIL.Image.open(io.BytesIO(file.read_bytes()))
    assert picture.width == 1080 and picture.height > 1080


def test_the_list_to_sign_is_one_page_and_its_code_leads_to_the_ward(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    assert thu7("signin", "an-nhon", "05/12/2026", "-o", file).exit_code == 0
    (page,) = pages(file)
    for said in (
        "Thứ Bảy 05/12/2026, 7:30–11:30",
        "Võ Ngọc Quyên",
        "Ký tên",
        "Trực tuyến",
        "Chính sách",
        "Hài lòng",
        INSIDE,
    ):
        assert said in page, said
    drawn = pypdfium2.PdfDocument(file)[0].render(scale=4).to_pil()
    (code,) = zxingcpp.read_barcodes(drawn)
    assert code.text == "https://thu7.example/lich/an-nhon/"


@pytest.mark.parametrize(
    "arguments,said",
    [
        (("signin", "an-nhon", "06/02/2027"), "nghỉ (Tết Đinh Mùi)"),
        (("signin", "an-nhon", "13/03/2027"), "chưa có tệp. Thêm buổi: thu7 new saturday an-nhon 13/03/2027"),
        (("signin", "an-nhom", "05/12/2026"), "Có phải là “an-nhon”?"),
        (("sheet", "an-nhon", "--month", "13/2026"), "không phải là tháng. Viết như: 12/2026"),
        (("sheet", "an-nhom"), "Có phải là “an-nhon”?"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    file = tmp_path / "a.pdf"
    done = thu7(*arguments, "-o", file)
    assert done.exit_code == 2 and said in done.output and not file.exists(), done.output
