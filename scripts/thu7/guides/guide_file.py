"""A guide's file into its value."""

from __future__ import annotations

from collections.abc import Mapping

from thu7.guides import legal_texts_file
from thu7.guides.article_file import read_article
from thu7.guides.card import WAYS
from thu7.guides.confidence import KINDS
from thu7.guides.figures import FIGURE_MARK, FIGURES
from thu7.guides.model import SIGNPOST, Guide, LegalText, Phrasing, Source
from thu7.text import vietnamese
from thu7.text.front_matter import Page
from thu7.text.kinds import one_of
from thu7.text.problems import Notes, Place
from thu7.text.records import Record

SOURCE_EXAMPLE = '[{tên: Cổng Dịch vụ công quốc gia, địa chỉ: "https://dichvucong.gov.vn/", xem ngày: 26/11/2026}]'
PAGE_KIND = one_of((SIGNPOST,), f"loại trang: {SIGNPOST}, hoặc bỏ dòng này")
SOURCE_KIND = one_of(KINDS, f"loại nguồn: {vietnamese.joined(KINDS)}")
WAY = one_of(WAYS, "cách làm", f"Chọn trong: {', '.join(WAYS)}. Viết như: làm ở đâu: [trực tuyến, trực tiếp]")
_WRONG = "Điều nơi phụ trách thấy sai mà chưa ai sửa"
THEME_KEYS = ("title", "description", "hide", "icon", "tags", "search", "status")


def read_guide(
    topic: str, slug: str, page: Page, texts: Mapping[str, LegalText], phrasings: tuple[Phrasing, ...], notes: Notes
) -> Guide | None:
    """The guide, or None where what its page needs is missing (the problems say what)."""
    front = page.front
    before = len(notes.problems)
    example = "Đăng ký khai sinh cho con, trong 60 ngày từ ngày sinh."
    kind = front.parsed("loại", PAGE_KIND, decides=True, about="“chỉ đường” cho trang chỉ nói phải tới đâu") or ""
    whole = kind != SIGNPOST
    article = read_article(page, phrasings, summary_example=example)
    if article["review_by"] <= article["reviewed"]:
        notes.error(front.key_place("rà lại trước"), "order", "Ngày rà lại phải sau ngày rà soát.", "Xem lại hai ngày.")
    _known_figures(page, notes)
    guide = Guide(
        topic=topic,
        slug=slug,
        **article,
        kind=kind,
        who=front.text("ai làm", required=True, example="Cha hoặc mẹ", about="Ai phải làm, ai làm thay được"),
        ways=_ways(front),
        fee=front.text("lệ phí", required=whole, example="Miễn phí", about="Bao nhiêu tiền, ai được miễn"),
        duration=front.text("thời hạn", required=whole, example="Trong ngày", about="Bao lâu có kết quả"),
        texts=_cited(front, texts, notes, required=whole),
        sources=_sources(front, notes),
        when=front.text("khi nào làm", example="Trong 60 ngày từ ngày sinh", about="Hạn phải làm"),
        wrong=tuple(Phrasing(one.text, one.place) for one in front.scalars("phải sửa", about=_WRONG)),
        reviewer=front.text("soát bởi", example="Tư pháp – hộ tịch", about="Nơi đã soát bài, không ghi tên người"),
        trip=front.text("có phải đi", example="Không, nếu nộp trực tuyến", about="Có phải tới nơi không"),
        result=front.text("kết quả", about="Nhận được gì, ở đâu"),
        office=front.text(
            "nơi nhận", required=not whole, example="Chi nhánh Văn phòng đăng ký đất đai", about="Nơi nhận hồ sơ"
        ),
        procedure=front.text("mã thủ tục", example='"1.001193"', about="Mã trên Cổng Dịch vụ công"),
        extra=theme_keys(front),
    )
    front.finish(THEME_KEYS)
    complete = page.title and len(notes.problems) == before
    return guide if complete else None


def _known_figures(page: Page, notes: Notes) -> None:
    for found in FIGURE_MARK.finditer(page.body):
        name = found["name"]
        if name not in FIGURES:
            near = vietnamese.nearest(name, FIGURES)
            hint = f"Có phải là “{near}”?" if near else f"Các hình đang có: {', '.join(sorted(FIGURES))}."
            line = page.body_line + page.body[: found.start()].count("\n")
            notes.error(Place(page.title_place.path, line), "unknown-figure", f"Không có hình “{name}”.", hint)


def _ways(front: Record) -> tuple[str, ...]:
    return tuple(way for _, way in front.values("làm ở đâu", WAY, required=True, about="Những cách làm được"))


def _cited(front: Record, texts: Mapping[str, LegalText], notes: Notes, *, required: bool) -> tuple[LegalText, ...]:
    found = []
    about = "Mã những văn bản có trong guides/van-ban.yml"
    for scalar in front.scalars("căn cứ", required=required, example="[luat-ho-tich-2014]", about=about):
        if scalar.text in texts:
            found.append(texts[scalar.text])
            continue
        notes.error(scalar.place, "unknown-text", *legal_texts_file.unknown(scalar.text, texts))
    return tuple(found)


def _sources(front: Record, notes: Notes) -> tuple[Source, ...]:
    found = []
    for item in front.records("nguồn", required=True, example=SOURCE_EXAMPLE, about="Đã đọc ở đâu, ngày nào"):
        name = item.text(
            "tên", required=True, example="Cổng Dịch vụ công quốc gia, thủ tục 1.001193", about="Tên của nguồn"
        )
        where = item.web_address("địa chỉ", about="Địa chỉ của trang đã đọc")
        read = item.date("xem ngày", required=True, about="Ngày bạn đọc")
        published = item.date("đăng ngày", about="Ngày nguồn được đăng")
        if published and read and published > read:
            message = f"“đăng ngày” {vietnamese.date(published)} đứng sau “xem ngày” {vietnamese.date(read)}."
            notes.error(item.key_place("đăng ngày"), "order", message, "Xem lại hai ngày.")
        kind = item.parsed("loại", SOURCE_KIND, about="Khi địa chỉ không cho biết đó là nguồn gì") or ""
        item.finish()
        if name and where and read:
            found.append(Source(name, where, read, item.key_place("xem ngày"), published, kind))
    return tuple(found)


def theme_keys(front: Record) -> tuple[tuple[str, object], ...]:
    """MkDocs' own keys, as they stand; those that say nothing are left out."""
    values = ((key, front.plain(key)) for key in THEME_KEYS if front.has(key))
    return tuple((key, value) for key, value in values if value not in (None, [], {}))
