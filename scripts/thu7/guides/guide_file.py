"""A guide's file into its value."""

from __future__ import annotations

from collections.abc import Mapping

from thu7.guides.article_file import read_article
from thu7.guides.card import WAYS
from thu7.guides.confidence import KINDS
from thu7.guides.figures import FIGURE_MARK, FIGURES
from thu7.guides.model import SIGNPOST, Guide, LegalText, Phrasing, Source
from thu7.text import vietnamese
from thu7.text.front_matter import Page
from thu7.text.problems import Notes, Place
from thu7.text.records import Record

THEME_KEYS = ("title", "description", "hide", "icon", "tags", "search", "status")


def read_guide(
    topic: str, slug: str, page: Page, texts: Mapping[str, LegalText], phrasings: tuple[Phrasing, ...], notes: Notes
) -> Guide | None:
    """The guide, or None where what its page needs is missing (the problems say what)."""
    front = page.front
    before = len(notes.problems)
    example = "Đăng ký khai sinh cho con, trong 60 ngày từ ngày sinh."
    kind = front.parsed("loại", _page_kind, f"loại trang: {SIGNPOST}, hoặc bỏ dòng này", SIGNPOST) or ""
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
        who=front.text("ai làm", required=True, example="Cha hoặc mẹ"),
        ways=_ways(front, notes),
        fee=front.text("lệ phí", required=whole, example="Miễn phí"),
        duration=front.text("thời hạn", required=whole, example="Trong ngày"),
        texts=_cited(front, texts, notes, required=whole),
        sources=_sources(front),
        when=front.text("khi nào làm"),
        reviewer=front.text("soát bởi"),
        trip=front.text("có phải đi"),
        result=front.text("kết quả"),
        office=front.text("nơi nhận", required=not whole, example="Chi nhánh Văn phòng đăng ký đất đai"),
        procedure=front.text("mã thủ tục"),
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


def _ways(front: Record, notes: Notes) -> tuple[str, ...]:
    known = {vietnamese.fold(way): way for way in WAYS}
    found = []
    for scalar in front.scalars("làm ở đâu", required=True, example="[trực tuyến, trực tiếp]"):
        if scalar.folded in known:
            found.append(known[scalar.folded])
        else:
            notes.error(
                scalar.place,
                "bad-value",
                f"“{scalar.text}” không phải là cách làm.",
                f"Chọn trong: {', '.join(WAYS)}. Viết như: làm ở đâu: [trực tuyến, trực tiếp]",
            )
    return tuple(found)


def _cited(front: Record, texts: Mapping[str, LegalText], notes: Notes, *, required: bool) -> tuple[LegalText, ...]:
    found = []
    for scalar in front.scalars("căn cứ", required=required, example="[luat-ho-tich-2014]"):
        if scalar.text in texts:
            found.append(texts[scalar.text])
            continue
        near = vietnamese.nearest(scalar.text, texts)
        hint = f"Có phải là “{near}”?" if near else "Thêm văn bản đó vào guides/van-ban.yml."
        notes.error(scalar.place, "unknown-text", f"Không có văn bản nào mang mã “{scalar.text}”.", hint)
    return tuple(found)


def _page_kind(text: str) -> str | None:
    return SIGNPOST if vietnamese.fold(text) == vietnamese.fold(SIGNPOST) else None


def _kind(text: str) -> str | None:
    return {vietnamese.fold(kind): kind for kind in KINDS}.get(vietnamese.fold(text))


def _sources(front: Record) -> tuple[Source, ...]:
    found = []
    for item in front.records("nguồn", required=True, example="- tên: Cổng Dịch vụ công quốc gia"):
        name = item.text("tên", required=True, example="Cổng Dịch vụ công quốc gia, thủ tục 1.001193")
        where = item.web_address("địa chỉ")
        read = item.date("xem ngày", required=True)
        published = item.date("đăng ngày")
        kind = item.parsed("loại", _kind, f"loại nguồn: {vietnamese.joined(KINDS)}", KINDS[0]) or ""
        item.finish()
        if name and where and read:
            found.append(Source(name, where, read, item.key_place("xem ngày"), published, kind))
    return tuple(found)


def theme_keys(front: Record) -> tuple[tuple[str, object], ...]:
    """MkDocs' own keys, as they stand; those that say nothing are left out."""
    values = ((key, front.plain(key)) for key in THEME_KEYS if front.has(key))
    return tuple((key, value) for key, value in values if value not in (None, [], {}))
