"""``/di-dau/``: for every procedure the door behind which it is done, from the guides' ``nơi nhận``."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from thu7.guides.card import WAYS
from thu7.guides.doors import ELSEWHERE, behind_each
from thu7.guides.model import Guide
from thu7.site import assets
from thu7.text.front_matter import front_matter

TITLE = "Việc này làm ở đâu?"
DESCRIPTION = "Mỗi việc làm ở cửa nào: phường, công an, xuất nhập cảnh, đất đai, thuế, công chứng, việc làm."
URI = "di-dau.md"


def doors_page(guides: Iterable[Guide]) -> str:
    """``/di-dau/`` as Markdown: the doors, and behind each its procedures. It reads without JavaScript; with it, a word filters."""
    behind = behind_each(guides)
    ways = "\n".join(f'<li><a href="#{door.slug}">{escape(door.name)}</a></li>' for door in behind)
    parts = []
    for door, own in behind.items():
        lines = "\n".join(_line(guide, told=door is ELSEWHERE) for guide in own)
        parts.append(f'<h2 id="{door.slug}">{escape(door.name)}</h2>\n<ul class="t7-cua">\n{lines}\n</ul>')
    blocks = (
        front_matter({"title": TITLE, "description": DESCRIPTION}),
        f"# {TITLE}",
        "Nhiều việc không làm ở phường. Tìm việc của bạn, xem đúng cửa rồi hãy đi. Việc nộp được trên mạng thì chưa cần đi.",
        _filter(),
        f'<nav aria-label="Các cửa"><ul class="muc-luc">\n{ways}\n</ul></nav>',
        *parts,
    )
    return "\n\n".join(blocks) + "\n"


def _filter() -> str:
    return f'<p class="t7-loc" hidden><label for="loc">Gõ việc cần làm</label> <input type="search" id="loc" autocomplete="off" data-nap="../{assets.place_of(assets.DOORS)}"> <span role="status"></span></p>'


def _line(guide: Guide, *, told: bool) -> str:
    online = " Nộp trên mạng được." if WAYS[0] in guide.ways else ""
    where = f" {escape(guide.office)}." if told else ""
    names = escape(" ".join(guide.aliases))
    title = f'<a href="../{guide.topic}/{guide.slug}/">{escape(guide.title)}</a>'
    return f'<li data-ten="{names}">{title}<span>{where}{online}</span></li>'
