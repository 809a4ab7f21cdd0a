"""Posters, handouts and link pictures, read back from real PDFs and pixels."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner
from conftest import BASE, tree
from thu7 import printing, project
from thu7.cli import main

ON = dt.date(2026, 11, 24)
ODD = 'Nghỉ #panic("x") $y$ *đậm* `mã` 🎁 ' + "rất dài " * 20
SATURDAYS = [ON + dt.timedelta(days=4 + 7 * week) for week in range(10)]
PLANNED: dict[str, str | None] = {
    f"schedule/an-nhon/{day}.yml": "phân công: {trưởng ca: [lan], vneid: [minh]}\n" for day in SATURDAYS
}


def poster(changes: dict[str, str | None] | None = None) -> bytes:
    [(roster, shifts)] = project.read(tree({**PLANNED, **(changes or {})}), ON).world.wards()
    return printing.poster(roster, [s for s in shifts if s.date >= ON], "https://thu.example/lich/an-nhon/")


def handout(body: str = "") -> bytes:
    text = BASE["guides/ho-tich/khai-sinh.md"] + body
    [guide] = project.read(tree({"guides/ho-tich/khai-sinh.md": text}), ON).world.guides
    return printing.handout(guide, "https://thu.example/ho-tich/khai-sinh/")


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def codes_of(data: bytes) -> set[str]:
    document = pypdfium2.PdfDocument(data)
    return {code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())}


def sizes_of(data: bytes) -> list[tuple[int, int]]:
    return [tuple(round(side) for side in page.get_size()) for page in pypdfium2.PdfDocument(data)]  # type: ignore[misc]


def test_a_poster_says_where_and_when_and_its_code_leads_to_the_page() -> None:
    data = poster()
    assert sizes_of(data) == [(595, 842)]
    text = text_of(data)
    for words in (
        "Phường An Nhơn",
        "Phường 5 và Phường 6",
        "1C Nguyễn Văn Lượng",
        "7:30–11:30",
        "thu.example/lich/an-nhon",
    ):
        assert words in text, words
    assert [f"{day:%d/%m/%Y}" in text for day in SATURDAYS] == [True] * 8 + [False] * 2
    assert codes_of(data) == {"https://thu.example/lich/an-nhon/"}


def test_a_poster_names_no_volunteer_and_tells_closures() -> None:
    text = text_of(poster({f"schedule/an-nhon/{SATURDAYS[1]}.yml": "nghỉ: Sửa chữa trụ sở\n"}))
    assert "Nghỉ: Sửa chữa trụ sở" in text
    assert "Lan" not in text and "Minh" not in text


def test_a_handout_folds_and_leaves_out_what_is_for_volunteers() -> None:
    data = handout()
    assert sizes_of(data) == [(842, 595)] * 2
    text = text_of(data)
    for words in ("Đăng ký khai sinh cho con", "Các bước", "Nộp hồ sơ.", "Miễn phí", "Soát ngày 23/11/2026"):
        assert words in text, words
    assert "Dành cho tình nguyện viên" not in text and "Soát tên" not in text
    assert codes_of(data) == {"https://thu.example/ho-tich/khai-sinh/"}
    # The first page stands on the right of the sheet, so that it is the front when folded.
    front = pypdfium2.PdfDocument(data)[0].get_textpage()
    assert "Đăng ký khai sinh" in front.get_text_bounded(left=421) and not front.get_text_bounded(right=420).strip()


def test_a_long_guide_flows_to_further_sheets() -> None:
    data = handout(
        "\n## Câu hỏi thường gặp\n\n" + "\n\n".join(f"### Câu {n}?\n\n" + "Trả lời dài. " * 40 for n in range(30))
    )
    assert len(sizes_of(data)) > 2 and len(sizes_of(data)) % 2 == 0
    assert "Câu 29?" in text_of(data)


def test_what_staff_write_is_set_as_words() -> None:
    text = text_of(poster({f"schedule/an-nhon/{SATURDAYS[0]}.yml": f"nghỉ: '{ODD}'\n"}))
    assert '#panic("x") $y$ *đậm*' in text
    assert '#panic("x") $y$' in text_of(handout('\n## Câu hỏi thường gặp\n\nMột #panic("x") $y$ câu.\n'))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert poster() == poster() and handout() == handout()
    assert printing.picture("Thứ Bảy", "Khai sinh", "Một câu") == printing.picture("Thứ Bảy", "Khai sinh", "Một câu")


def test_a_links_picture_is_of_the_size_that_is_asked_for() -> None:
    made = project.outputs(project.read(tree(), ON), site_name="Thứ Bảy", site_url="https://thu.example/")
    pictures = {output.uri: output.content for output in made if output.uri.endswith(".png")}
    names = ("trang", "ho-tich-khai-sinh", "lich-an-nhon")
    assert list(pictures) == [f"assets/anh/{name}.png" for name in names]
    for content in pictures.values():
        assert isinstance(content, bytes)
        picture = PIL.Image.open(io.BytesIO(content))
        assert picture.size == (1200, 630) and len(picture.convert("RGB").getcolors(1 << 20)) > 20


def test_no_text_is_too_long_for_a_links_picture() -> None:
    assert printing.picture("Thứ Bảy", "Đăng ký " * 60, "Một câu dài " * 90).startswith(b"\x89PNG")


def test_the_commands_write_whole_files(project_folder: Callable[..., Path], tmp_path: Path) -> None:
    root, out = project_folder(), tmp_path / "to.pdf"
    for arguments in (["poster", "an-nhon"], ["handout", "ho-tich/khai-sinh"]):
        result = CliRunner().invoke(main, ["-C", str(root), *arguments, "-o", str(out), "--on", "24/11/2026"])
        assert result.exit_code == 0, result.output
        assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    "arguments,says",
    [
        (["poster", "an-nhom"], "“an-nhon”"),
        (["handout", "ho-tich/khai-sin"], "“ho-tich/khai-sinh”"),
        (["poster", "an-nhon", "-o", "/proc/khong/co.pdf"], "Không ghi được"),
    ],
)
def test_wrong_usage_ends_with_2(project_folder: Callable[..., Path], arguments: list[str], says: str) -> None:
    result = CliRunner().invoke(main, ["-C", str(project_folder()), *arguments, "--on", "24/11/2026"])
    assert result.exit_code == 2 and says in result.output
