"""``/tim/``: every page by its name, with what people call it. Without JavaScript this is the search."""

from __future__ import annotations

from html import escape

from thu7.guides.library import Library
from thu7.rota.schedule import Schedule
from thu7.search.index import DESK, LAW, Entry, entries
from thu7.site import assets, offline
from thu7.site.wards_page import FEW
from thu7.text import vietnamese
from thu7.text.front_matter import front_matter

TITLE = "Tìm bài hướng dẫn"


def az_page(library: Library, schedule: Schedule) -> str:
    """``/tim/`` as Markdown: every page by its name, with what people call it. Without JavaScript this is the search."""
    listed = sorted(
        (entry for entry in entries(library, schedule) if entry.kind != LAW),
        key=lambda entry: vietnamese.collation(entry.title),
    )
    lines = "\n".join(
        f'<li><a href="../{entry.address}">{escape(entry.title)}</a> <span>{escape(_called(entry))}</span></li>'
        for entry in listed
    )
    front = front_matter({"title": TITLE, "description": "Mọi bài hướng dẫn, xếp theo chữ cái, kèm tên hay gọi."})
    return f"""{front}

# {TITLE}

{BOX}

<h2 id="moi-bai">Mọi bài, từ A đến Z</h2>

{_keeping(schedule)}

<ul class="t7-az">
{lines}
</ul>
"""


def _keeping(schedule: Schedule) -> str:
    """The button that keeps every page on the phone; shown where there is a service worker to do it."""
    wards = " Về lịch thứ Bảy, máy giữ phường bạn đã chọn." if len(schedule.rosters) > FEW else ""
    script = f"../{assets.place_of(assets.KEEP)}"
    return f"""<div hidden>
<p>Hay mất mạng? Giữ sẵn mọi bài, lúc nào cũng mở được.{wards}</p>
<button type="button" class="t7-nut" data-nap="{script}" data-khoa="giu">Giữ mọi bài trong máy ({offline.SIZE})</button>
<p data-t7="giu" aria-live="polite"></p>
</div>"""


BOX = """<form class="t7-tim" role="search">
<input type="search" name="q" data-t7="o-tim" aria-label="Gõ việc cần làm, có dấu hay không dấu đều được" placeholder="khai sinh, quên mật khẩu…" autocomplete="off">
<button class="t7-nut">Tìm</button>
</form>"""


NAMES = 4
"""How many of the names that people use stand behind a page's own: more would make the list heavy."""


def _called(entry: Entry) -> str:
    return entry.summary if entry.kind == DESK else ", ".join(entry.names[:NAMES]) or entry.summary
