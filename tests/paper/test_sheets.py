"""Posters and handouts: real PDFs, rendered, their codes read as a phone reads them."""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import PIL.Image
import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from projects import BASE, MKDOCS, REPOSITORY, own, tree
from thu7 import printing, project, publishing
from thu7.cli.main import main
from thu7.guides.single_source import in_words
from thu7.output import Settings
from thu7.paper import blocks, pictures, posters
from thu7.text import vietnamese

Write = Callable[..., Path]
Files = Mapping[str, str | None]
ON = dt.date(2026, 12, 20)
A4 = (595, 842)
SITE = "https://thu.example/"
ROSTER, GUIDE = "schedule/an-nhon/roster.yml", "guides/ho-tich/khai-sinh.md"
GUIDES = sorted(
    f"{path.parent.name}/{path.stem}"
    for path in (REPOSITORY / "guides").glob("*/*.md")
    if path.stem != "index" and path.parent.name != "viec" and not path.name.endswith(".en.md")
)
ODD = ("#panic()", "$x$", "*đậm*", "_n_", "= Tiêu đề", "[#x]", "\\u{41}", "<b>", "@nhan", "// hết", "W" * 200)


def made(kind: Callable[..., object], name: str, changes: Files | None = None, on: dt.date = ON) -> bytes:
    pdf = kind(project.read(tree(changes), on), name, SITE)
    assert isinstance(pdf, bytes), pdf
    return pdf


def poster(changes: Files | None = None) -> bytes:
    return made(printing.poster, "an-nhon", changes)


def handout(changes: Files | None = None) -> bytes:
    return made(printing.handout, "ho-tich/khai-sinh", changes)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, its spaces and line ends as single spaces."""
    texts = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return [" ".join(re.sub("[\u200b\ufffe]", "", text).split()) for text in texts]


def text_of(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def codes(pdf: bytes) -> list[str]:
    """What a phone reads off the pages, at a screen's resolution."""
    pictures = (page.render(scale=100 / 72).to_pil() for page in pypdfium2.PdfDocument(pdf))
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    return [(round(width), round(height)) for width, height in (p.get_size() for p in pypdfium2.PdfDocument(pdf))]


def guide(body: str, title: str = "Đăng ký khai sinh cho con") -> dict[str, str | None]:
    front = BASE[GUIDE].partition("\n# ")[0]
    return {GUIDE: f"{front}\n# {title}\n\n{body}\n"}


# --- the poster ----------------------------------------------------------------------------------------------------


def test_a_poster_is_one_a4_page_with_what_a_passer_by_needs() -> None:
    pdf = poster()
    assert sizes(pdf) == [A4]
    text = text_of(pdf)
    for word in (
        "Phường An Nhơn",
        "Trước đây: Phường 5 và Phường 6",
        "Sáng thứ Bảy có người giúp bạn",
        "Hộ tịch",
        "Trung tâm Phục vụ hành chính công",
        "1C Nguyễn Văn Lượng",
        "7:30–11:30",
        "hỏi lại phường trước khi đi",
        f"{SITE}lich/an-nhon/",
    ):
        assert word in text, word
    assert "dữ liệu mẫu" not in text
    assert codes(pdf) == [f"{SITE}lich/an-nhon/"]


def test_a_poster_tells_the_next_eight_saturdays_and_why_one_is_closed() -> None:
    first = dt.date(2026, 12, 19)
    days = [first + dt.timedelta(weeks=week) for week in range(12)]
    files = {
        f"schedule/an-nhon/{day}.yml": "phân công: {trưởng ca: [lan], vneid: [minh]}\n"
        for day in days
        if day != dt.date(2027, 2, 6)
    }
    text = text_of(poster(files))
    assert sorted(re.findall(r"\d\d/\d\d/\d{4}", text)) == sorted(map(vietnamese.date, (ON, *days[1:9])))
    assert "06/02/2027 nghỉ: Tết Đinh Mùi" in text


def test_a_poster_without_dates_says_so() -> None:
    text = text_of(poster({"schedule/holidays.yml": "ngày nghỉ: []\n"}))
    assert "Chưa có lịch mới. Hỏi phường trước khi đi." in text


@pytest.mark.parametrize("ward", ["an-hoi-dong", "an-nhon"])
def test_the_repositorys_posters_name_nobody_and_tell_that_they_are_samples(ward: str) -> None:
    pdf = printing.poster(own(), ward, SITE)
    assert isinstance(pdf, bytes)
    text = text_of(pdf)
    assert sizes(pdf) == [A4] and codes(pdf) == [f"{SITE}lich/{ward}/"]
    assert posters.SAMPLE in text
    assert len(set(re.findall(r"\d\d/\d\d/\d{4}", text)) - {"26/11/2026"}) == 8
    names = [person.name for roster in own().schedule.rosters.values() for person in roster.volunteers]
    assert [name for name in names if name in text] == []


@pytest.mark.parametrize("odd", ODD, ids=[word[:10] for word in ODD])
def test_odd_words_stand_on_the_poster_as_they_were_written(odd: str) -> None:
    fields = {"tên: Phường An Nhơn": "tên", "nơi: Trung tâm Phục vụ hành chính công": "nơi"}
    fields["địa chỉ: 1C Nguyễn Văn Lượng"] = "địa chỉ"
    roster = BASE[ROSTER]
    for old, key in fields.items():
        assert old in roster
        roster = roster.replace(old, f"{key}: '{odd} a'")
    pdf = poster({ROSTER: roster})
    assert sizes(pdf) == [A4]
    assert bare(text_of(pdf)).count(bare(odd)) >= 3


def test_pictures_among_the_letters_leave_no_boxes() -> None:
    pdf = poster({ROSTER: BASE[ROSTER].replace("Phường An Nhơn", "'🙂 Phường 👩‍👧 An Nhơn ❤️'")})
    assert "Phường An Nhơn ❤ Trước đây" in text_of(pdf)


def test_a_poster_of_very_long_words_stays_on_one_page() -> None:
    long = "Trung tâm Phục vụ hành chính công phường " * 5
    roster = BASE[ROSTER].replace("nơi: ", f"đường đi: {long}\n  mang theo: {long}\n  nơi: {long}")
    pdf = poster({ROSTER: roster})
    assert sizes(pdf) == [A4] and codes(pdf) == [f"{SITE}lich/an-nhon/"]


# --- the handout ---------------------------------------------------------------------------------------------------


def test_a_handout_is_one_folded_sheet_with_the_guide_in_its_order() -> None:
    pdf = handout()
    assert sizes(pdf) == [A4[::-1]] * 2
    outside, inside = pages(pdf)
    for word in ("Đăng ký khai sinh cho con", "Ai làm Cha hoặc mẹ", "Lệ phí Miễn phí", f"{SITE}ho-tich/khai-sinh/"):
        assert word in outside, word
    for word in ("Soát ngày 23/11/2026", "Phường An Nhơn, 7:30–11:30", f"{SITE}lich/"):
        assert word in outside, word
    assert "Mở đầu." in inside and "Các bước 1. Nộp hồ sơ." in inside
    assert codes(pdf) == [f"{SITE}ho-tich/khai-sinh/"]


@pytest.mark.parametrize("name", GUIDES)
def test_the_repositorys_handouts_hold_all_but_questions_and_the_volunteers_section(name: str) -> None:
    (found,) = (guide for guide in own().library.guides if guide.uri == f"{name}.md")
    pdf = printing.handout(own(), name, SITE)
    assert isinstance(pdf, bytes)
    assert sizes(pdf) == [A4[::-1]] * 2
    assert codes(pdf) == [f"{SITE}{name}/"]
    text = bare(text_of(pdf))
    section = ""
    for line in found.body.splitlines():
        section = line[3:] if line.startswith("## ") else section
        printed = section not in ("Câu hỏi thường gặp", "Dành cho tình nguyện viên")
        plain = in_words(re.sub(r"\[([^]]*)\]\([^)]*\)|\*\*|^(?:#+|-|\d+\.) +", r"\1", line)).strip()
        for words in plain.strip("|").split("|") if plain.startswith("|") else (plain,):
            if words.strip(" -") and not words.startswith("<!--"):
                assert (bare(words) in text) == printed or (not printed and len(words) < 40), line


@pytest.mark.parametrize(
    "heading",
    [
        "## Dành cho tình nguyện viên",
        "##  dành cho TÌNH NGUYỆN VIÊN  ##",
        "### Dành cho tình nguyện viên:",
        "Dành cho tình nguyện viên\n---",
        "## **Dành cho tình nguyện viên** {#tnv}",
    ],
)
def test_the_volunteers_section_stays_out_however_its_heading_is_written(heading: str) -> None:
    found = blocks.without_volunteers(
        blocks.blocks(f"## Các bước\n\n1. Một\n\n{heading}\n\n- Kín\n\n#### Nhỏ\n\nKín\n\n## Sau\n\nHở\n")
    )
    text = str(found)
    assert "Kín" not in text and "Hở" in text and "Một" in text


def test_a_long_guide_takes_another_sheet_and_no_letter_is_under_11_points() -> None:
    steps = "\n".join(f"{n}. Bước {n}: điền mẫu điện tử theo giấy tờ rồi đọc lại từng dòng." for n in range(1, 121))
    pdf = handout(guide(f"## Các bước\n\n{steps}\n\n## Lỗi hay gặp\n\n- Ảnh mờ.\n"))
    assert sizes(pdf) == [A4[::-1]] * 4
    outside, *_ = pages(pdf)
    assert "Ảnh mờ." in outside and "Ai làm" in outside
    text = text_of(pdf)
    assert all(f"Bước {n}:" in text for n in range(1, 121))
    assert min(heights(pdf)) >= 11 - 0.01


def heights(pdf: bytes) -> list[float]:
    """The size of every letter on the sheets, in points."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        found += [pypdfium2.raw.FPDFText_GetFontSize(text, n) for n in range(text.count_chars())]
    return [size for size in found if size > 1]


@pytest.mark.parametrize("odd", ODD, ids=[word[:10] for word in ODD])
def test_odd_words_stand_on_the_handout_as_they_were_written(odd: str) -> None:
    # In a guide's body Markdown has its say first, so code keeps the words as they are.
    changes = guide(f"## Cần chuẩn bị\n\n- Giấy `{odd}`\n\n## Các bước\n\n1. Nộp.\n")
    front = str(changes[GUIDE]).replace("ai làm: Cha hoặc mẹ", f"ai làm: '{odd} a'")
    pdf = handout({GUIDE: front})
    assert bare(text_of(pdf)).count(bare(odd)) >= 2


def test_markdown_becomes_plain_blocks() -> None:
    text = """Mở [đầu](../x.md) **đậm**.

1. Ba
    - Con
2. Bốn

| A | B |
|---|---|
| 1 | 2 |

![Ảnh thẻ](a.png)

<OTP>

!!! note "Nhớ"
    Mang thẻ.
"""
    plain = {"kind": "paragraph"}
    assert blocks.blocks(text) == [
        {**plain, "runs": [("Mở ", False), ("đầu", False), (" ", False), ("đậm", True), (".", False)]},
        {
            "kind": "ordered",
            "items": [
                [
                    {**plain, "runs": [("Ba", False)]},
                    {"kind": "unordered", "items": [[{**plain, "runs": [("Con", False)]}]]},
                ],
                [{**plain, "runs": [("Bốn", False)]}],
            ],
        },
        {**plain, "runs": [("A", True), (" ", False), ("– ", False), ("B", True)]},
        {**plain, "runs": [("1", False), (" ", False), ("– ", False), ("2", False)]},
        {**plain, "runs": [("(hình: Ảnh thẻ)", False)]},
        {**plain, "runs": [("<OTP>", False)]},
        {**plain, "runs": [("Nhớ", False)]},
        {**plain, "runs": [("Mang thẻ.", False)]},
    ]


def test_a_handout_tells_when_the_law_has_moved_on() -> None:
    text = text_of(made(printing.handout, "ho-tich/khai-sinh", on=dt.date(2027, 3, 2)))
    assert "Trang này đã quá ngày rà lại (28/02/2027)." in text


# --- both ----------------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes() -> None:
    assert poster() == poster()
    assert handout() == handout()
    assert pictures.picture("Thứ Bảy", "Khai sinh", "Một câu") == pictures.picture("Thứ Bảy", "Khai sinh", "Một câu")


def test_the_letters_come_with_the_package_and_all_of_them_are_well_made() -> None:
    for pdf in (poster(), handout()):
        fonts = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z0-9]+)", pdf))
        # Its Bold puts marks in wrong places: ẳ, Ễ, Ậ.
        assert fonts and fonts <= {b"LibertinusSerif", b"LibertinusSerif-Regular", b"LibertinusSerif-Semibold"}


def test_every_vietnamese_letter_is_printed() -> None:
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    letters = [vietnamese.nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones] + ["đ"]
    words = " ".join(letters + [letter.upper() for letter in letters])
    pdf = handout(guide(f"## Các bước\n\n1. {words}\n2. **{words}**\n"))
    assert bare(text_of(pdf)).count(bare(words)) == 2


# --- pictures ----------------------------------------------------------------------------------------------------------


def test_a_links_picture_is_of_the_size_that_is_asked_for() -> None:
    made = publishing.outputs(
        project.read(tree(), dt.date(2026, 11, 24)), Settings(site_name="Thứ Bảy", site_url="https://thu.example/")
    )
    pictures = {output.uri: output.content for output in made if output.uri.endswith(".png")}
    names = ("trang", "ho-tich-khai-sinh", "lich-an-nhon")
    assert list(pictures) == [f"assets/anh/{name}.png" for name in names]
    for content in pictures.values():
        assert isinstance(content, bytes)
        picture = PIL.Image.open(io.BytesIO(content))
        assert picture.size == (1200, 630) and len(picture.convert("RGB").getcolors(1 << 20)) > 20


def test_no_text_is_too_long_for_a_links_picture() -> None:
    assert pictures.picture("Thứ Bảy", "Đăng ký " * 60, "Một câu dài " * 90).startswith(b"\x89PNG")


# --- the commands --------------------------------------------------------------------------------------------------


def thu7(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *map(str, arguments)])


def test_the_commands_write_their_file(project_folder: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project_folder()
    monkeypatch.chdir(tmp_path)
    for arguments, name in (
        (("poster", "an-nhon"), "poster-an-nhon.pdf"),
        (("handout", "ho-tich/khai-sinh"), "handout-ho-tich-khai-sinh.pdf"),
        (("poster", "an-nhon", "-o", "giay/to.pdf"), "giay/to.pdf"),
    ):
        result = thu7(root, *arguments, "--on", "24/11/2026")
        assert (result.exit_code, result.output) == (0, f"Đã tạo {name}\n")
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "arguments,told",
    [
        (("poster", "an-nhom"), "Có phải là “an-nhon”?"),
        (("poster", "Phường 6"), "Có phải là “an-nhon”?"),
        (("poster", "../an-nhon"), "an-nhon"),
        (("poster", "zzzzzz"), "thu7 new ward"),
        (("handout", "khai-sinh"), "Có phải là “ho-tich/khai-sinh”?"),
        (("handout", "ho-tich/khai-sin"), "Có phải là “ho-tich/khai-sinh”?"),
        (("handout", "làm giấy khai sinh"), "Có phải là “ho-tich/khai-sinh”?"),
        (("handout", "qqqqqq"), "thu7 new guide"),
        (("poster", "an-nhon", "-o", "guides"), "là thư mục"),
        (("poster",), "Ghi tên phường"),
        (("poster", "an-nhon", "--doors"), "Ghi tên phường"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_ends_with_2_and_writes_nothing(
    project_folder: Write, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    root = project_folder()
    monkeypatch.chdir(root)
    before = sorted(root.rglob("*"))
    result = thu7(root, *arguments)
    assert result.exit_code == 2 and told in result.output, result.output
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("arguments", [("poster", "an-nhon"), ("handout", "ho-tich/khai-sinh")], ids=" ".join)
def test_no_paper_without_the_sites_address_nor_from_a_project_with_errors(
    project_folder: Write, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    root = project_folder()
    monkeypatch.chdir(root)
    (root / "mkdocs.yml").write_text(MKDOCS.replace(f"site_url: {SITE}\n", ""), "utf-8")
    result = thu7(root, *arguments)
    assert result.exit_code == 2 and "site_url" in result.output
    project_folder({"schedule/an-nhon/2026-11-28.yml": "phân công: {trưởng ca: [lam], vneid: [minh]}\n"})
    assert thu7(root, *arguments, "--on", "24/11/2026").exit_code == 1
    assert list(root.rglob("*.pdf")) == []


def test_the_address_on_a_poster_is_a_link_and_is_copied_as_it_stands() -> None:
    host = "https://tenmienratdaicuamotphuong.thu7.example.gov.vn/thumucratdai/"
    made_poster = printing.poster(project.read(tree(), ON), "an-nhon", host)
    assert isinstance(made_poster, bytes)
    document = pypdfium2.PdfDocument(made_poster)
    assert f"{host}lich/an-nhon/" in document[0].get_textpage().get_text_bounded().replace("\r\n", "")
    place, link = ctypes.c_int(0), pypdfium2.raw.FPDF_LINK()
    assert pypdfium2.raw.FPDFLink_Enumerate(document[0].raw, place, link)
    said = ctypes.create_string_buffer(200)
    pypdfium2.raw.FPDFAction_GetURIPath(document.raw, pypdfium2.raw.FPDFLink_GetAction(link), said, 200)
    assert said.value.decode() == f"{host}lich/an-nhon/"
