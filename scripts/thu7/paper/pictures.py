"""What a link shows where it is sent."""

from __future__ import annotations

from thu7.paper.typesetting import rendered, typeset
from thu7.system.memo import remembered


@remembered
def picture(site: str, title: str, summary: str) -> bytes:
    """What a link to a page shows: a PNG of 1200 by 630."""
    return rendered(typeset("picture", {"site": site, "title": title, "summary": summary}), "png")
