"""That a page is shown as it last was right, and why: below its title, where whoever reads it looks first."""

from __future__ import annotations

import datetime as dt
import re

from thu7.text import vietnamese

_TITLE = re.compile(r"(?m)^(?:# .+|<h1>.*</h1>)$")


def on_wards(page: str, since: dt.date | None) -> str:
    """A ward's page with what is to be known of it; as it is where ``since`` is None."""
    return _noted(
        page,
        since,
        "Lịch này là bản ngày {}. Bản mới hơn còn chỗ viết sai nên chưa lên trang. Hỏi phường trước khi đi.",
    )


def on_guides(page: str, since: dt.date | None) -> str:
    """The same of a guide, a life event, a topic."""
    return _noted(page, since, "Bài này là bản ngày {}. Bản sửa sau đó còn chỗ viết sai nên chưa lên trang.")


def on_english(page: str, since: dt.date | None) -> str:
    """The same of a page in English."""
    return _noted(page, since, "This page is as of {}. A later version has a mistake in it and is not shown yet.")


def _noted(page: str, since: dt.date | None, said: str) -> str:
    if since is None:
        return page
    note = f'<p class="t7-luu-y" role="note">{said.format(vietnamese.date(since))}</p>'
    return _TITLE.sub(lambda title: f"{title[0]}\n\n{note}", page, count=1)
