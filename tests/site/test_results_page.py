"""``/ket-qua/``: what came of Saturdays, for all to see."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json

import pytest
from projects import BASE, tree
from thu7 import docs_pages, project, publishing

ON = dt.date(2026, 12, 27)
FULL = """có mặt: [lan, minh]
lượt người: 34
trực tuyến: 21
trực tiếp: 6
chỉ hỏi: 7
theo lĩnh vực: {hộ tịch: 14, đất đai: 3, vneid: 6}
hài lòng: {có: 25, không: 1}
ghi chú: Bà Tư Hẻm 12 khen
"""
DAYS = ("2026-11-28", "2026-12-05", "2026-12-12", "2026-12-19")
ROSTER = BASE["schedule/an-nhon/roster.yml"]


def outputs(files: dict[str, str]) -> dict[str, str]:
    read = project.read(tree(files), ON)
    assert [p.message for p in read.problems if p.severity.name == "ERROR"] == []
    made = {one.uri: one.content for one in publishing.pages(read, "https://thu.example/")}
    home = docs_pages.filled(read, "<!-- thu7:ket-qua -->")
    return {uri: text if isinstance(text, str) else text.decode("utf-8-sig") for uri, text in made.items()} | {
        "home": home
    }


def held(days: tuple[str, ...] = DAYS, text: str = FULL) -> dict[str, str]:
    return {f"schedule/an-nhon/{day}.ket-qua.yml": text for day in days}


def test_numbers_stand_in_words_as_a_drawing_and_in_a_table() -> None:
    made = outputs(held())
    for page in (made["ket-qua.md"], made["ket-qua/an-nhon.md"]):
        assert "Từ 28/11/2026 đến 19/12/2026: 4 buổi, 136 lượt người." in page
        assert "Cả thời gian: 84 trên 108 hồ sơ nộp trực tuyến, 78\u00a0%." in page
        assert "100 trên 104 phiếu ghi hài lòng, 96\u00a0%." in page
        assert page.count("<svg aria-hidden") == page.count("<figcaption>") == 4
        assert '<th scope="row">12/2026</th><td data-cot="Lượt người">102</td>' in page
        assert '<th scope="row">Hộ tịch</th><td data-cot="Lượt người">56</td>' in page
    assert '<a href="an-nhon/">Phường An Nhơn</a>' in made["ket-qua.md"]
    assert '<th scope="row">19/12/2026</th><td data-cot="Lượt người">34</td>' in made["ket-qua/an-nhon.md"]


def test_nobody_and_nothing_said_of_them_is_published() -> None:
    for uri, text in outputs(held()).items():
        if uri.startswith("ket-qua"):
            assert not [word for word in ("Lan", "lan", "Minh", "minh", "Bà Tư", "Hẻm") if word in text.split()], uri
            assert "Bà Tư" not in text


def test_few_people_in_a_field_are_told_nowhere_by_their_number() -> None:
    made = outputs(held(DAYS[:1]))
    assert "dưới 5" in made["ket-qua/an-nhon.md"]
    row = next(csv.DictReader(io.StringIO(made["ket-qua/an-nhon.csv"])))
    told = json.loads(made["ket-qua/moi-phuong.json"])
    assert row["đất đai"] == told["buổi"][0]["đất đai"] == "dưới 5" and row["vneid"] == "6" and row["chứng thực"] == ""
    assert told["giấy phép"] == "CC BY 4.0" and told["buổi"][0]["lượt người"] == 34


def test_few_cannot_be_reckoned_from_the_sums() -> None:
    days = {
        f"schedule/an-nhon/{day}.ket-qua.yml": f"lượt người: 40\ntheo lĩnh vực: {{cư trú: {count}}}\n"
        for day, count in zip(DAYS, (6, 3, 7, 5), strict=True)
    }
    made = outputs(days)
    for page in (made["ket-qua.md"], made["ket-qua/an-nhon.md"]):
        assert '<th scope="row">Cư trú</th><td data-cot="Lượt người">19–22</td>' in page and ">21<" not in page


def test_a_name_that_a_table_would_reckon_with_is_text() -> None:
    roster = ROSTER.replace("tên: Phường An Nhơn", 'tên: "=1+1"')
    row = next(
        csv.DictReader(io.StringIO(outputs({"schedule/an-nhon/roster.yml": roster, **held()})["ket-qua/an-nhon.csv"]))
    )
    assert row["phường"] == "'=1+1"


@pytest.mark.parametrize(("days", "said"), [(DAYS[:3], False), (DAYS, True)])
def test_other_pages_say_it_in_a_line_from_four_saturdays_on(days: tuple[str, ...], said: bool) -> None:
    made, line = outputs(held(days)), "Từ 11/2026: 136 lượt người, 78\u00a0% hồ sơ nộp trực tuyến."
    for page in (made["home"], made["lich/an-nhon.md"]):
        assert (line in page) == said
        assert ("lượt người" in page) == said


def test_samples_are_marked_and_count_only_where_there_is_nothing_else() -> None:
    sample = f"dữ liệu mẫu: có\n{ROSTER}"
    alone = outputs({"schedule/an-nhon/roster.yml": sample, **held()})
    assert "dữ liệu mẫu" in alone["ket-qua.md"] and "dữ liệu mẫu" in alone["ket-qua/an-nhon.md"]
    assert "(dữ liệu mẫu)" in alone["home"] and "(dữ liệu mẫu)" in alone["lich/an-nhon.md"]
    real = ROSTER.replace("Phường An Nhơn", "Phường Hạnh Thông").replace("1C Nguyễn Văn Lượng", "306 Nguyễn Văn Nghi")
    both = outputs(
        {
            "schedule/an-nhon/roster.yml": sample,
            "schedule/hanh-thong/roster.yml": real,
            "schedule/hanh-thong/2026-12-05.ket-qua.yml": "lượt người: 8\n",
            **held(),
        }
    )
    assert "1 buổi, 8 lượt người" in both["ket-qua.md"] and "dữ liệu mẫu" not in both["ket-qua.md"]
    assert "An Nhơn" not in both["ket-qua/moi-phuong.csv"] and "An Nhơn" in both["ket-qua/an-nhon.csv"]


def test_without_results_it_says_so_and_there_are_no_numbers() -> None:
    made = outputs({})
    assert "Chưa có buổi nào ghi kết quả." in made["ket-qua.md"]
    assert [uri for uri in made if uri.startswith("ket-qua")] == ["ket-qua.md"]


def test_what_is_not_known_is_named() -> None:
    held_only = {f"schedule/an-nhon/{day}.yml": "phân công: {trưởng ca: [lan]}\n" for day in DAYS[:2]}
    made = outputs(held_only | {"schedule/an-nhon/2026-12-12.ket-qua.yml": "lượt người: 8\n"})
    assert "Chưa có số của 2 buổi đã mở: Phường An Nhơn, 28/11/2026; Phường An Nhơn, 05/12/2026." in made["ket-qua.md"]
    assert "28/11/2026, 05/12/2026" in made["ket-qua/an-nhon.md"].replace(";", ",")
    assert '<td data-cot="Trực tuyến">chưa đếm</td>' in made["ket-qua/an-nhon.md"]


def test_a_year_of_saturdays_is_a_light_page() -> None:
    days = tuple((dt.date(2026, 1, 3) + dt.timedelta(weeks=week)).isoformat() for week in range(51))
    made = outputs({**{f"schedule/an-nhon/{day}.yml": "phân công: {}\n" for day in days}, **held(days)})
    for uri in ("ket-qua.md", "ket-qua/an-nhon.md"):
        assert len(gzip.compress(made[uri].encode(), 6)) < 6_000
        for drawing in made[uri].split("<figure")[1:]:
            assert len(gzip.compress(drawing.split("</figure>")[0].encode(), 6)) < 4_000
