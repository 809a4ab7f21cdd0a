"""Guides: front matter into values, and values back into the Markdown of a page with its card and its foot."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from thu7 import clock, wording
from thu7.legal import address
from thu7.model import Guide, LegalText, LifeEvent, Phrasing, Source, Topic
from thu7.problems import Notes, Place
from thu7.reader import Page, Record

WAYS = ("trực tuyến", "trực tiếp", "bưu chính")
THEME_KEYS = ("title", "description", "hide", "icon", "tags", "search", "status", "template")
SECTIONS = (
    "Cần chuẩn bị",
    "Các bước",
    "Lỗi hay gặp",
    "Câu hỏi thường gặp",
    "Khi không làm được",
    "Dành cho tình nguyện viên",
)
FOR_VOLUNTEERS = SECTIONS[-1]
FIGURES = {path.stem: path.read_text("utf-8").strip() for path in (Path(__file__).parent / "figures").glob("*.svg")}
_FIGURE = re.compile(r"<!-- *thu7:hinh +(?P<name>\S+) *-->")


def read_guide(
    topic: str, slug: str, page: Page, texts: Mapping[str, LegalText], phrasings: tuple[Phrasing, ...], notes: Notes
) -> Guide | None:
    """The guide, or None where what its page needs is missing (the problems say what)."""
    front = page.front
    before = len(notes.problems)
    reviewed = front.date("rà soát", required=True)
    review_by = front.date("rà lại trước", required=True)
    if reviewed and review_by and review_by <= reviewed:
        notes.error(front.key_place("rà lại trước"), "order", "Ngày rà lại phải sau ngày rà soát.", "Xem lại hai ngày.")
    _known_figures(page, notes)
    guide = Guide(
        topic=topic,
        slug=slug,
        title=page.title,
        summary=front.text("tóm tắt", required=True, example="Đăng ký khai sinh cho con, trong 60 ngày từ ngày sinh."),
        who=front.text("ai làm", required=True, example="Cha hoặc mẹ"),
        ways=_ways(front, notes),
        fee=front.text("lệ phí", required=True, example="Miễn phí"),
        duration=front.text("thời hạn", required=True, example="Trong ngày"),
        owner=front.text("phụ trách", required=True, example="Tư pháp – hộ tịch"),
        reviewed=reviewed or dt.date.min,
        review_by=review_by or dt.date.max,
        body=page.body,
        place=page.title_place,
        texts=_cited(front, texts, notes),
        sources=_sources(front),
        aliases=front.texts("tên gọi khác"),
        phrasings=phrasings,
        when=front.text("khi nào làm"),
        trip=front.text("có phải đi"),
        result=front.text("kết quả"),
        office=front.text("nơi nhận"),
        procedure=front.text("mã thủ tục"),
        extra=_theme_keys(front),
    )
    front.finish(THEME_KEYS)
    complete = page.title and len(notes.problems) == before
    return guide if complete else None


def _known_figures(page: Page, notes: Notes) -> None:
    for found in _FIGURE.finditer(page.body):
        name = found["name"]
        if name not in FIGURES:
            near = wording.nearest(name, FIGURES)
            hint = f"Có phải là “{near}”?" if near else f"Các hình đang có: {', '.join(sorted(FIGURES))}."
            line = page.body_line + page.body[: found.start()].count("\n")
            notes.error(Place(page.title_place.path, line), "unknown-figure", f"Không có hình “{name}”.", hint)


def read_topic(slug: str, page: Page, notes: Notes) -> Topic:
    """The title page of a folder of guides."""
    front = page.front
    topic = Topic(
        slug, page.title, front.text("tóm tắt"), front.texts("thứ tự"), page.body, page.title_place, _theme_keys(front)
    )
    front.finish(THEME_KEYS)
    return topic


def _ways(front: Record, notes: Notes) -> tuple[str, ...]:
    known = {wording.fold(way): way for way in WAYS}
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


def _cited(front: Record, texts: Mapping[str, LegalText], notes: Notes) -> tuple[LegalText, ...]:
    found = []
    for scalar in front.scalars("căn cứ", required=True, example="[luat-ho-tich-2014]"):
        if scalar.text in texts:
            found.append(texts[scalar.text])
            continue
        near = wording.nearest(scalar.text, texts)
        hint = f"Có phải là “{near}”?" if near else "Thêm văn bản đó vào guides/van-ban.yml."
        notes.error(scalar.place, "unknown-text", f"Không có văn bản nào mang mã “{scalar.text}”.", hint)
    return tuple(found)


def _sources(front: Record) -> tuple[Source, ...]:
    found = []
    for item in front.records("nguồn", required=True, example="- tên: Cổng Dịch vụ công quốc gia"):
        name = item.text("tên", required=True, example="Cổng Dịch vụ công quốc gia, thủ tục 1.001193")
        where = address(item, "địa chỉ")
        read = item.date("xem ngày", required=True)
        item.finish()
        if name and where and read:
            found.append(Source(name, where, read))
    return tuple(found)


def _theme_keys(front: Record) -> tuple[tuple[str, object], ...]:
    values = ((key, front.plain(key)) for key in THEME_KEYS if front.has(key))
    return tuple((key, value) for key, value in values if value not in (None, [], {}))


# --- the page ------------------------------------------------------------------------------------------------------


def guide_page(guide: Guide, today: dt.date, qr: str = "", parts: tuple[tuple[LifeEvent, int], ...] = ()) -> str:
    """The Markdown of a guide as it is published: card, what staff wrote, foot.

    Args:
        qr: the QR code of the page's address as SVG; empty shows none.
        parts: the life events in which the guide is a step, each with the step's number.
    """
    blocks = [
        front_matter(
            {
                "title": guide.title,
                "description": guide.summary,
                "t7": "guide",
                "t7_picture": picture_uri(guide),
                **dict(guide.extra),
            }
        ),
        f"# {guide.title}",
        _notices(guide, today),
        _card(guide),
        _contents(guide.body),
        _with_figures(_for_volunteers_closed(guide.body.strip())),
        _part_of(parts),
        _foot(guide, qr),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def picture_uri(guide: Guide) -> str:
    """Where the picture is that a link to the guide shows."""
    return f"assets/anh/{guide.topic}-{guide.slug}.png"


def topic_page(topic: Topic, guides: Sequence[Guide | LifeEvent]) -> str:
    """The Markdown of a topic's title page, with its guides as cards in their order."""
    front = {"title": topic.title, **({"description": topic.summary} if topic.summary else {}), **dict(topic.extra)}
    rows = [
        f'<a class="t7-the" href="{guide.slug}/"><strong>{_text(guide.title)}</strong> <span>{_text(guide.summary)}</span></a>'
        for guide in in_order(topic, guides)
    ]
    cards = "\n".join(('<div class="t7-luoi">', *rows, "</div>")) if rows else ""
    return "\n\n".join(filter(None, (front_matter(front), f"# {topic.title}", topic.body.strip(), cards))) + "\n"


def in_order(topic: Topic, guides: Sequence[Guide | LifeEvent]) -> tuple[Guide | LifeEvent, ...]:
    """The topic's guides: first those it names, then the others by title."""
    rank = {slug: i for i, slug in enumerate(topic.order)}
    own = (guide for guide in guides if guide.topic == topic.slug)
    return tuple(sorted(own, key=lambda guide: (rank.get(guide.slug, len(rank)), wording.collation(guide.title))))


def front_matter(values: Mapping[str, object]) -> str:
    """Front matter that MkDocs and other generators read."""
    return f"---\n{yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=1000)}---"


def card_rows(guide: Guide) -> tuple[tuple[str, str], ...]:
    """What a reader wants to know first: label and value, the value empty where the guide does not say."""
    return (
        ("Ai làm", guide.who),
        ("Khi nào làm", guide.when),
        ("Làm ở đâu", wording.capitalized(wording.joined(guide.ways))),
        ("Có phải đi không", guide.trip or ("Có thể không: làm trực tuyến được" if WAYS[0] in guide.ways else "Có")),
        ("Nơi nhận", guide.office),
        ("Lệ phí", guide.fee),
        ("Thời hạn", guide.duration),
        ("Nhận được gì", guide.result),
        ("Mã thủ tục", guide.procedure),
    )


def _card(guide: Guide) -> str:
    cells = "\n".join(
        f"<div><dt>{label}</dt> <dd>{_text(value)}</dd></div>" for label, value in card_rows(guide) if value
    )
    return f'<dl class="t7-tom-tat" aria-label="Tóm tắt">\n{cells}\n</dl>'


def _contents(body: str) -> str:
    """The way to the sections, and what can be done with the page where there is JavaScript."""
    headings = [
        heading for heading in re.findall(r"(?m)^## +(.+?) *$", body) if not _is_for_volunteers(f"## {heading}")
    ]
    links = "\n".join(f'<li><a href="#{wording.slugify(name, "-")}">{_text(name)}</a></li>' for name in headings)
    return f"""<nav aria-label="Trên trang này"><ul class="muc-luc">
{links}
</ul></nav>

<p class="t7-hang-nut" data-t7="cong-cu">
<button type="button" class="t7-nut t7-nut-phu" data-t7="gui">Gửi cho người khác</button>
<button type="button" class="t7-nut t7-nut-phu" data-t7="in">In ra giấy</button>
<button type="button" class="t7-nut t7-nut-phu" data-t7="doc">Đọc to</button>
</p>"""


def _notices(guide: Guide, today: dt.date) -> str:
    """What the law's clock says. Only today's sentence is seen; the phone turns the clock on by its own date."""
    now = clock.notice(guide, today)
    lines = [
        f'<p class="{"t7-luu-y" if told.grave else "t7-soat"}" data-ngay="{told.since}"{"" if told == now else " hidden"}>{_text(told.sentence)}</p>'
        for told in clock.notices(guide)
    ]
    return "\n".join(('<div data-t7="dong-ho" role="note">', *lines, "</div>"))


def _for_volunteers_closed(body: str) -> str:
    """The section for volunteers inside a closed ``details``; it is the last by the house's order, wherever it stands."""
    parts = re.split(r"(?m)^(?=## )", body)
    kept = [part for part in parts if not _is_for_volunteers(part)]
    closed = [
        f'<details class="t7-tinh-nguyen" markdown="1">\n<summary>{FOR_VOLUNTEERS}</summary>\n\n{part.partition(chr(10))[2].strip()}\n\n</details>'
        for part in parts
        if _is_for_volunteers(part)
    ]
    return "\n\n".join(part.strip() for part in (*kept, *closed) if part.strip())


def _with_figures(body: str) -> str:
    """Our own drawings where staff ask for one by name; they stand inside the page, so they follow its colours."""
    return _FIGURE.sub(lambda found: f'<figure class="t7-hinh">{FIGURES[found["name"]]}</figure>', body)


def _is_for_volunteers(part: str) -> bool:
    return part.startswith("## ") and wording.fold(part.partition("\n")[0][3:]) == wording.fold(FOR_VOLUNTEERS)


def _part_of(parts: tuple[tuple[LifeEvent, int], ...]) -> str:
    """The way back to the person's whole situation."""
    lines = [
        f'<li><a href="../../viec/{event.slug}/">{_text(event.title)}</a>, bước {number}</li>'
        for event, number in parts
    ]
    head = '<nav class="t7-thuoc" aria-label="Thuộc việc">\n<p><strong>Bài này là một bước trong:</strong></p>\n<ul>'
    return "\n".join((head, *lines, "</ul>\n</nav>")) if lines else ""


def _foot(guide: Guide, qr: str) -> str:
    texts = "\n".join(f"<li>{_legal_line(text)}</li>" for text in guide.texts)
    sources = "\n".join(
        f'<li><a href="{_text(source.address)}" rel="noopener">{_text(source.name)}</a>, xem ngày {wording.date(source.read)}</li>'
        for source in guide.sources
    )
    aliases = f"<p>Còn gọi là: {_text(wording.joined(guide.aliases))}.</p>\n" if guide.aliases else ""
    return f"""<aside class="t7-ho-tro" aria-label="Sáng thứ Bảy có người giúp">
<p><strong>Còn vướng? Sáng thứ Bảy có tình nguyện viên giúp bạn.</strong></p>
<p><a class="t7-nut" href="../../lich/">Xem lịch thứ Bảy</a></p>
</aside>

<footer class="t7-chan" markdown="0">
<h2 id="nguon">Nguồn và ngày soát</h2>
<p>Soát ngày {wording.date(guide.reviewed)}. Rà lại trước {wording.date(guide.review_by)}. Phụ trách: {_text(guide.owner)}.</p>
{aliases}<section class="t7-mang">
<h3>Căn cứ</h3>
<ul>
{texts}
</ul>
<h3>Nguồn đã đọc</h3>
<ul>
{sources}
</ul>
{f'<figure class="t7-qr">{qr}<figcaption>Quét bằng máy khác để mở trang này</figcaption></figure>' if qr else ""}
</section>
</footer>"""


def _legal_line(text: LegalText) -> str:
    until = f" đến hết {wording.date(text.until)}" if text.until else ""
    name = f'<a href="{_text(text.source)}" rel="noopener">{_text(text.name)}</a>' if text.source else _text(text.name)
    return f"{name} ({_text(text.number)}), hiệu lực từ {wording.date(text.since)}{until}"


def _text(text: str) -> str:
    return html.escape(text, quote=True)
