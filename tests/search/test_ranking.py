"""Search: one folding everywhere, what is written for the phone, which guide comes first."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from projects import BASE, REPOSITORY, own, tree
from py_mini_racer import MiniRacer
from thu7 import project, publishing
from thu7.search import engine, index
from thu7.search.engine import Finder
from thu7.search.scripts import ranker as ranker_script
from thu7.text import vietnamese
from thu7.text.problems import errors

HERE = Path(__file__).parent
FOLDING: list[dict[str, Any]] = json.loads((HERE / "folding.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ranker() -> MiniRacer:
    engine = MiniRacer()
    engine.eval(ranker_script())
    return engine


def test_the_phone_and_the_command_fold_alike(ranker: MiniRacer) -> None:
    assert len(FOLDING) > 400
    on_the_phone = json.loads(
        str(ranker.eval(f"JSON.stringify({json.dumps(FOLDING)}.map((row) => thu7Ranker.syllables(row.text)))"))
    )
    for row, phone in zip(FOLDING, on_the_phone, strict=True):
        here = vietnamese.syllables(row["text"])
        assert [word.folded for word in here] == [word["folded"] for word in phone] == row["folded"], row
        assert [word.marked for word in here] == [word["marked"] for word in phone] == row["marked"], row


@dataclass(frozen=True)
class Query:
    text: str
    kind: str
    wanted: tuple[str, ...]


def queries(name: str) -> list[Query]:
    rows = (line.split("\t") for line in (HERE / name).read_text("utf-8").splitlines())
    return [Query(text, kind, tuple(wanted.split(","))) for text, kind, wanted in rows]


@pytest.fixture(scope="module")
def finder() -> Finder:
    """The search of this repository's own site, on a fixed day."""
    assert errors(own().problems) == ()
    return Finder(publishing.search_texts(own()))


def shares(finder: Finder, asked: Sequence[Query]) -> tuple[float, float, int]:
    """How many have the right page first, and among the first three, in percent; and how many find nothing."""
    first = three = empty = 0
    for query in asked:
        found = [page.address.partition("#")[0].strip("/") for page in finder.pages(query.text)]
        first += found[:1] != [] and found[0] in query.wanted
        three += any(page in query.wanted for page in found[:3])
        empty += not found
    return 100 * first / len(asked), 100 * three / len(asked), empty


@pytest.mark.parametrize(
    "name,wanted", [("queries.tsv", (91, 98)), ("blind.tsv", (91, 98)), ("strangers.tsv", (92, 97))]
)
def test_the_right_page_comes_first_for_queries_by_other_people(
    finder: Finder, name: str, wanted: tuple[int, int]
) -> None:
    asked = queries(name)
    assert len(asked) > 200
    first, three, empty = shares(finder, asked)
    assert first >= wanted[0] and three >= wanted[1] and empty == 0, (first, three, empty)


def test_what_no_page_answers_is_said_to_be_unsure_and_what_one_answers_is_not(finder: Finder) -> None:
    beyond = [line.split("\t")[0] for line in (HERE / "beyond.tsv").read_text("utf-8").splitlines()]
    assert len(beyond) >= 120
    assert sum(map(finder.unsure, beyond)) >= 0.8 * len(beyond)
    answered = [query.text for name in ("queries.tsv", "blind.tsv", "strangers.tsv") for query in queries(name)]
    assert sum(map(finder.unsure, answered)) <= 0.02 * len(answered)


def test_exact_words_hold_in_every_way_of_writing_them(finder: Finder) -> None:
    exact = [query for query in queries("queries.tsv") if query.kind in ("exact", "tone", "abbr", "prefix")]
    assert len(exact) > 150
    ways: dict[str, Callable[[str], str]] = {
        "as typed": str,
        "no accents": vietnamese.fold,
        "decomposed": lambda text: unicodedata.normalize("NFD", text),
        "capitals": str.upper,
    }
    for way, written in ways.items():
        first, three, empty = shares(finder, [Query(written(q.text), q.kind, q.wanted) for q in exact])
        assert first >= 95 and three >= 98 and empty == 0, (way, first, three)


def test_phrasings_kept_out_of_the_index_are_found_too(finder: Finder) -> None:
    held = queries("held-out.tsv")
    indexed = {
        vietnamese.fold(line)
        for path in (REPOSITORY / "guides").glob("*/*.cau-hoi.txt")
        for line in path.read_text("utf-8").splitlines()
    }
    assert len(held) > 400 and not indexed & {vietnamese.fold(query.text) for query in held}
    first, three, empty = shares(finder, held)
    # Details and side needs, many of which two pages of the hundred answer, in words that nothing else has.
    assert first >= 62 and three >= 79 and empty <= 2, (first, three, empty)


def test_every_guide_and_life_event_has_its_phrasings() -> None:
    for path in (REPOSITORY / "guides").glob("*/*.md"):
        if path.name != "index.md":
            lines = path.with_suffix(".cau-hoi.txt").read_text("utf-8").splitlines()
            assert (40 if path.name.endswith(".en.md") else 60) <= len(lines) <= 100, path


@pytest.mark.parametrize(
    "typed,first",
    [
        ("phường 6", "lich/an-nhon/"),
        ("phuong 15", "lich/an-hoi-dong/"),
        ("An Nhơn", "lich/an-nhon/"),
        ("nđ 120", "van-ban/#nd-120-2025"),
        ("120/2025/NĐ-CP", "van-ban/#nd-120-2025"),
        ("luật hộ tịch", "van-ban/#luat-ho-tich-2014"),
        ("1.001193", "ho-tich/khai-sinh/"),
        ("CT07", "vneid/xac-nhan-cu-tru/"),
        ("ct 07", "vneid/xac-nhan-cu-tru/"),
        ("giấy CT-07 xin ở đâu", "vneid/xac-nhan-cu-tru/"),
        ("CT01", "cu-tru/dang-ky-tam-tru/"),
        ("ct 01", "cu-tru/dang-ky-tam-tru/"),
        ("ct-1", "cu-tru/dang-ky-tam-tru/"),
        ("mẫu CT-01", "cu-tru/dang-ky-tam-tru/"),
        ("ct 01 thường trú", "cu-tru/dang-ky-thuong-tru/"),
        ("ct 01 tạm trú", "cu-tru/dang-ky-tam-tru/"),
        ("thủ tục 1.001193", "ho-tich/khai-sinh/"),
        ("số 1.001193", "ho-tich/khai-sinh/"),
        ("1.001193.000.00.00.H29", "ho-tich/khai-sinh/"),
        ("mất cccd", "viec/mat-dien-thoai-giay-to/"),
        ("rot can cuoc", "viec/mat-dien-thoai-giay-to/"),
        ("cccd mất rồi", "viec/mat-dien-thoai-giay-to/"),
        ("bố mất", "viec/nguoi-than-qua-doi/"),
        ("mất giấy khai sinh", "ho-tich/trich-luc/"),
        ("mat hon thu", "ho-tich/trich-luc/"),
        ("mã 1.014749", "an-sinh/that-nghiep/"),
        ("tt 53", "van-ban/#tt-53-2025"),
        ("nđ 69/2024", "van-ban/#nd-69-2024"),
        ("ÐĂNG KÝ KHAI SINH", "ho-tich/khai-sinh/"),
        ("𝐤𝐡𝐚𝐢 𝐬𝐢𝐧𝐡", "ho-tich/khai-sinh/"),
        ("birth certificate", "ho-tich/khai-sinh-nuoc-ngoai.en/"),
        ("temporary residence", "cu-tru/dang-ky-tam-tru/"),
        ("driving licence", "giao-thong/doi-giay-phep-lai-xe/"),
        ("unemployment", "an-sinh/that-nghiep/"),
        ("lịch thứ bảy an nhơn", "lich/an-nhon/"),
        ("khai sinh phường 5", "ho-tich/khai-sinh/"),
        ("ba tôi mất", "viec/nguoi-than-qua-doi/"),
        ("me mat", "viec/nguoi-than-qua-doi/"),
        ("thứ bảy phường có làm không", "lich/"),
        ("khai sinh", "ho-tich/khai-sinh/"),
        ("khaisinh", "ho-tich/khai-sinh/"),
        ("ddawng kys keets hoon", "ho-tich/ket-hon/"),
        ("d9ang7 ky1 ket61 hon6", "ho-tich/ket-hon/"),
        ("đăng ký th", "cu-tru/dang-ky-thuong-tru/"),
        ("sinh con", "viec/sinh-con/"),
    ],
)
def test_names_numbers_and_slips_lead_to_their_page(finder: Finder, typed: str, first: str) -> None:
    found = finder.pages(typed)[0].address
    assert (found if "#" in first else found.partition("#")[0]) == first


def test_anchors_of_results_stand_in_the_pages(finder: Finder) -> None:
    asked = ("thứ bảy có làm mức 2 không", "ai được miễn lệ phí thường trú", "quá 60 ngày rồi thì sao")
    for question in asked:
        address = finder.pages(question)[0].address
        page, _, anchor = address.partition("#")
        text = (REPOSITORY / "guides" / f"{page.strip('/')}.md").read_text("utf-8")
        headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("### ")]
        assert anchor in map(vietnamese.slug, headings), address


def test_no_personal_data_and_no_volunteer_reaches_the_phone() -> None:
    secret_name = "Nguyễn Thị Kín"
    changes = {
        "schedule/an-nhon/roster.yml": BASE["schedule/an-nhon/roster.yml"].replace("Trần Quang Minh", secret_name)
    }
    read = project.read(tree(changes), dt.date(2026, 11, 24))
    (finder_file,) = (content for name, (_, content) in published(read).items() if name == "finder.js")
    assert secret_name not in finder_file.decode() and "Phường An Nhơn" in finder_file.decode()


def test_the_same_guides_give_the_same_bytes() -> None:
    first, again = (published(project.read(tree(), dt.date(2026, 11, 24))) for _ in range(2))
    assert first == again
    changed = project.read(tree({"guides/ho-tich/khai-sinh.cau-hoi.txt": "giấy cho bé\n"}), dt.date(2026, 11, 24))
    assert published(changed)["finder.js"][0] != first["finder.js"][0]
    assert published(changed)["thu7.js"] == first["thu7.js"]


def published(read: project.Project) -> dict[str, tuple[str, bytes]]:
    return publishing.published_assets(publishing.search_texts(read))


def test_the_phone_reads_back_what_was_learnt(ranker: MiniRacer) -> None:
    learnt = engine.learn(index.lessons(own().library, own().schedule))
    assert learnt and len(learnt["terms"]) > 1000
    ranker.eval(f"var made = thu7Ranker.create({json.dumps(publishing.search_texts(own()))})")
    told = "Array.from(made.model, ([term, one]) => [term, one.pages, one.values])"
    on_the_phone = {
        term: (pages, values) for term, pages, values in json.loads(str(ranker.eval(f"JSON.stringify({told})")))
    }
    assert on_the_phone.keys() == {term for term, _, _ in learnt["terms"]}
    for term, _, weights in learnt["terms"]:
        pages, values = on_the_phone[term]
        assert pages == weights[::2] and values == pytest.approx([learnt["step"] * one for one in weights[1::2]]), term


def test_more_words_than_one_letter_can_number_come_back_whole(ranker: MiniRacer) -> None:
    syllables = [a + b for a in "bcdghklmnpqrstvx" for b in ("a", "e", "o", "u", "an", "en", "on", "un", "at", "et")]
    names = [" ".join(syllables[i : i + 8]) for i in range(0, len(syllables), 8)]
    guide = BASE["guides/ho-tich/khai-sinh.md"].replace("---\n", f"---\ntên gọi khác: [{', '.join(names)}]\n", 1)
    read = project.read(tree({"guides/ho-tich/khai-sinh.md": guide}), dt.date(2026, 11, 24))
    ranker.eval(f"var made = thu7Ranker.create({json.dumps(publishing.search_texts(read))})")
    keys = json.loads(str(ranker.eval("JSON.stringify(made.passages.map((one) => one.key))")))
    assert set(names) <= set(keys)


def test_what_is_said_to_volunteers_is_no_answer_for_citizens() -> None:
    guide = BASE["guides/ho-tich/khai-sinh.md"] + "\n### Máy ở bàn hư thì sao?\n\nĐổi máy.\n"
    read = project.read(tree({"guides/ho-tich/khai-sinh.md": guide}), dt.date(2026, 11, 24))
    columns = publishing.search_texts(read)["columns"]
    assert columns["h"][columns["u"].index("ho-tich/khai-sinh/")] == ["Có phải đi không?"]


def test_short_forms_and_everyday_words_are_other_ways_to_say_it(ranker: MiniRacer) -> None:
    texts = {
        "words": "",
        "columns": {"u": ["a/", "b/", "c/"], "t": ["Đăng ký khai sinh", "Xin giấy độc thân", "Xem hồ sơ"]},
        "short": {"dt": ["điện thoại", "độc thân"], "hs": ["hồ sơ"]},
        "plain": {"chua vo": ["độc thân"]},
        "topics": [],
    }
    ranker.eval(f"var small = thu7Ranker.create({json.dumps(texts)})")

    def first(question: str) -> str:
        return str(
            ranker.eval(f"(thu7Ranker.answer(small, {json.dumps(question)}).pages[0] || {{address: ''}}).address")
        )

    assert [first(typed) for typed in ("dt", "giấy chưa vợ", "hs", "đt", "xem h")] == ["b/", "b/", "c/", "b/", "c/"]
