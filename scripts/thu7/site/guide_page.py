"""A guide as the Markdown of its page: card, what staff wrote, foot."""

from __future__ import annotations

import datetime as dt
from html import escape

from thu7.guides import expiry
from thu7.guides.card import marked_rows
from thu7.guides.confidence import Level, confidence
from thu7.guides.figures import FIGURE_MARK, FIGURES
from thu7.guides.model import SIGNPOST, Guide, LegalText, LifeEvent, Source
from thu7.guides.sections import FOR_VOLUNTEERS, is_for_volunteers
from thu7.guides.single_source import REASON, linked
from thu7.site import structured_data
from thu7.text import outline, vietnamese
from thu7.text.front_matter import front_matter


def guide_page(
    guide: Guide,
    today: dt.date,
    qr: str = "",
    parts: tuple[tuple[LifeEvent, int], ...] = (),
    english: str = "",
    helped: bool = True,
    address: str = "",
) -> str:
    """The Markdown of a guide as it is published: card, what staff wrote, foot.

    Args:
        qr: the QR code of the page's address as SVG; empty shows none.
        parts: the life events in which the guide is a step, each with the step's number.
        english: the link to the page in English; empty where there is none.
        helped: whether the Saturday desk helps with it, or only says where to go.
        address: the page's whole address, where the site's is known.
    """
    blocks = [
        front_matter(
            {
                "title": guide.title,
                "description": guide.summary,
                "t7": "guide",
                "t7_picture": picture_uri(guide),
                "t7_data": structured_data.of_guide(guide, address),
                **({"t7_lang": "vi", "t7_other": f"{guide.topic}/{guide.slug}.en/"} if english else {}),
                **dict(guide.extra),
            }
        ),
        f"# {guide.title}",
        english,
        clock(guide, today),
        _signpost(guide),
        _how_sure(guide),
        _card(guide),
        _contents(guide.body),
        linked(_with_figures(_for_volunteers_closed(guide.body))),
        _part_of(parts),
        _foot(guide, qr, helped),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def picture_uri(guide: Guide) -> str:
    """Where the picture is that a link to the guide shows."""
    return f"assets/anh/{guide.topic}-{guide.slug}.png"


def _card(guide: Guide) -> str:
    cells = "\n".join(
        f"<div><dt>{label}</dt> <dd>{linked(escape(value))}</dd></div>" for label, value in marked_rows(guide) if value
    )
    return f'<dl class="t7-tom-tat" aria-label="Tóm tắt">\n{cells}\n</dl>'


def _signpost(guide: Guide) -> str:
    """What kind of page this is, where it is no whole guide."""
    if guide.kind != SIGNPOST:
        return ""
    day = vietnamese.date(guide.reviewed)
    return f'<p class="t7-chi-duong"><strong>Trang chỉ đường.</strong> Trang này chỉ đúng cửa để hỏi, không chỉ từng bước. Đọc ngày {day}.</p>'


def _how_sure(guide: Guide) -> str:
    """How sure the guide is, and where the reason stands."""
    found = confidence(guide)
    if guide.wrong:
        return '<p class="t7-luu-y">Có chỗ trong bài nay đã khác, đang sửa. Hỏi lại phường trước khi đi.</p>'
    look = "t7-do-tin" if found.level >= Level.OFFICE else "t7-do-tin t7-hoi-lai"
    marks = ' Chỗ có dấu <span class="t7-mot-nguon">?</span> mới theo một nguồn.' if found.marked else ""
    return f'<p class="{look}"><a href="#{REASON}">{escape(found.sentence)}</a>{marks}</p>'


def _reason(guide: Guide) -> str:
    """Why the guide is as sure as it says, beside its sources."""
    found = confidence(guide)
    lines = [WHY[found.level]]
    if found.marked:
        lines.append("Dấu ? đứng sau điều mới đọc thấy ở một nguồn. Nếu phải đi vì điều đó, hãy hỏi phường trước.")
    if unread := [escape(text.number) for text in guide.texts if text.unread]:
        lines.append(f"Chưa ai đọc hết bản ký: {vietnamese.joined(unread)}.")
    return "\n".join(f"<p>{line}</p>" for line in lines)


WHY = {
    Level.TEXT: "Người soát đã đọc văn bản gốc hoặc bản chép nguyên văn của nó.",
    Level.OFFICE: "Người soát đã đọc trang của cơ quan nhà nước, chưa đối chiếu văn bản gốc.",
    Level.PRESS: "Người soát mới đọc các bài báo, chưa thấy trang của cơ quan hay văn bản gốc.",
    Level.ONE_SOURCE: "Điều chính của bài mới đọc thấy ở một nguồn. Hỏi nơi nhận trước khi đi.",
}
"""Why a guide is as sure as its head says."""


def _contents(body: str) -> str:
    """The way to the sections, and what can be done with the page where there is JavaScript."""
    headings = [section.heading for section in outline.sections(body) if section.heading]
    links = "\n".join(
        f'<li><a href="#{heading.anchor}">{escape(heading.text)}</a></li>'
        for heading in headings
        if not is_for_volunteers(heading.text)
    )
    return f"""<nav aria-label="Trên trang này"><ul class="muc-luc">
{links}
</ul></nav>

<p class="t7-hang-nut" data-t7="cong-cu">
<button type="button" class="t7-nut t7-nut-phu" data-t7="gui">Gửi cho người khác</button>
<button type="button" class="t7-nut t7-nut-phu" data-t7="in">In ra giấy</button>
<button type="button" class="t7-nut t7-nut-phu" data-t7="doc">Đọc to</button>
</p>"""


def clock(guide: Guide, today: dt.date, *, english: bool = False) -> str:
    """What the law's clock says. Only today's sentence is seen; the phone turns the clock on by its own date."""
    now = expiry.notice(guide, today)
    lines = [
        f'<p class="{"t7-luu-y" if told.grave else "t7-soat"}" data-ngay="{told.since}"{"" if told == now else " hidden"}>{escape(told.english if english else told.sentence)}</p>'
        for told in expiry.notices(guide)
    ]
    return "\n".join(('<div data-t7="dong-ho" role="note">', *lines, "</div>"))


def _for_volunteers_closed(body: str) -> str:
    """The section for volunteers inside a closed ``details``; it is the last by the house's order, wherever it stands."""
    kept, closed = [], []
    for section in outline.sections(outline.closed(body)):
        if section.heading and is_for_volunteers(section.heading.text):
            head = f'<details class="t7-tinh-nguyen">\n<summary>{FOR_VOLUNTEERS}</summary>'
            closed.append(f"{head}\n\n{section.body.strip()}\n\n</details>")
        else:
            kept.append(section.whole)
    return "\n\n".join(part.strip("\n") for part in (*kept, *closed) if part.strip())


def _with_figures(body: str) -> str:
    """Our own drawings where staff ask for one by name; they stand inside the page, so they follow its colours."""
    return FIGURE_MARK.sub(lambda found: f'<figure class="t7-hinh">{FIGURES[found["name"]]}</figure>', body)


def _part_of(parts: tuple[tuple[LifeEvent, int], ...]) -> str:
    """The way back to the person's whole situation."""
    lines = [
        f'<li><a href="../../viec/{event.slug}/">{escape(event.title)}</a>, bước {number}</li>'
        for event, number in parts
    ]
    head = '<nav class="t7-thuoc" aria-label="Thuộc việc">\n<p><strong>Bài này là một bước trong:</strong></p>\n<ul>'
    return "\n".join((head, *lines, "</ul>\n</nav>")) if lines else ""


def _foot(guide: Guide, qr: str, helped: bool) -> str:
    texts = "\n".join(f"<li>{_legal_line(text)}</li>" for text in guide.texts)
    sources = "\n".join(
        f'<li><a href="{escape(source.address)}">{escape(source.name)}</a>, {_days(source)}</li>'
        for source in guide.sources
    )
    aliases = f"<p>Còn gọi là: {escape(vietnamese.joined(guide.aliases[:NAMES]))}.</p>\n" if guide.aliases else ""
    desk = (
        "Còn vướng? Sáng thứ Bảy có tình nguyện viên giúp bạn."
        if helped
        else "Việc này không làm ở bàn thứ Bảy. Tình nguyện viên chỉ bạn đúng nơi để đến."
    )
    return f"""<aside class="t7-ho-tro" aria-label="Sáng thứ Bảy có người giúp">
<p><strong>{desk}</strong></p>
<p><a class="t7-nut" href="../../lich/">Xem lịch thứ Bảy</a></p>
</aside>

<footer class="t7-chan">
<h2 id="nguon">Nguồn và ngày soát</h2>
<p>Soát ngày {vietnamese.date(guide.reviewed)}{_reviewer(guide)}. Rà lại trước {vietnamese.date(guide.review_by)}. Phụ trách: {escape(guide.owner)}.</p>
{aliases}<section class="t7-mang">
<h3 id="{REASON}">Trang này chắc tới đâu</h3>
{_reason(guide)}
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


NAMES = 4
"""How many of the names that people use a page repeats; search knows them all."""


def _reviewer(guide: Guide) -> str:
    return f", {escape(guide.reviewer)} đã đối chiếu" if guide.reviewer else ""


def _days(source: Source) -> str:
    out = f"đăng ngày {vietnamese.date(source.published)}, " if source.published else ""
    return f"{out}xem ngày {vietnamese.date(source.read)}"


def _legal_line(text: LegalText) -> str:
    """A text leads to its place among the legal texts, where its source stands: a page need not repeat long addresses."""
    days = expiry.in_force(text)
    link = f'<a href="../../van-ban/#{text.code}">{escape(text.name)}</a>'
    return f"{link} ({escape(text.number)}){f', {days}' if days else ''}"
