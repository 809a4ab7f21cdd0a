"""What a link shows where it is sent."""

from __future__ import annotations

from functools import cache

from thu7.paper.typesetting import rendered, typeset


@cache
def picture(site: str, title: str, summary: str) -> bytes:
    """What a link to a page shows: a PNG of 1200 by 630. Kept, for a preview asks for all of them at each change of a file."""
    return rendered(typeset("picture", {"site": site, "title": title, "summary": summary}), "png")
