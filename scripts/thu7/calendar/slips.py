"""Slips of paper to tear off: each volunteer's address as codes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from thu7.calendar import subscribe
from thu7.calendar.feeds import Feed
from thu7.paper.qr_code import qr_svg
from thu7.rota.model import Roster
from thu7.text.markup import document

STYLE = """\
body { font: 12pt/1.4 sans-serif; margin: 1rem auto; max-width: 46rem; padding: 0 1rem; color: #111; background: #fff; }
section { border: 1px dashed #555; padding: 0.8rem 1rem; margin: 0 0 -1px; break-inside: avoid; }
h2 { font-size: 1.15em; margin: 0 0 0.3rem; overflow-wrap: anywhere; }
p { margin: 0.2rem 0; }
ul { display: flex; flex-wrap: wrap; gap: 1.5rem; list-style: none; margin: 0.5rem 0; padding: 0; }
svg { display: block; width: 34mm; height: 34mm; }
code { overflow-wrap: anywhere; font-size: 0.75em; }
@media print { body { margin: 0; max-width: none; } h1, .chi-dan { display: none; } }
"""


def slips(roster: Roster, feeds: Sequence[Feed]) -> str:
    """One page to print and cut: a slip for each volunteer. It stands alone and asks nobody for anything."""
    parts = "\n".join(_slip(feed) for feed in feeds)
    title = f"Phiếu lịch trực, {roster.venue.name}"
    body = f"""<h1>{escape(title)}</h1>
<p class="chi-dan">In trang này, cắt theo đường đứt, đưa từng người. Mỗi phiếu là riêng: ai cầm phiếu thì xem được lịch của người đó.</p>
{parts}"""
    return document(title, ('<meta name="robots" content="noindex">', f"<style>\n{STYLE}</style>"), body)


def _slip(feed: Feed) -> str:
    codes = "\n".join(
        f"<li>{qr_svg(address)}<strong>{phone}</strong></li>"
        for phone, address in (("iPhone", subscribe.webcal(feed.address)), ("Máy khác", feed.page))
    )
    return f"""<section>
<h2>{escape(feed.person.name)}</h2>
<p>Lịch trực thứ Bảy của riêng bạn. Quét mã, thêm một lần, sau này lịch tự đổi.</p>
<ul>
{codes}
</ul>
<p><code>{escape(feed.page)}</code></p>
<p>Đừng đưa phiếu này cho người khác.</p>
</section>"""
