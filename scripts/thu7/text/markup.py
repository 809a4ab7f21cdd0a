"""HTML pages that stand alone: what no theme is put around."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def document(title: str, head: Iterable[str], body: str) -> str:
    """A whole page in Vietnamese.

    Args:
        title: plain text.
        head: further lines of the head, as HTML.
        body: HTML.
    """
    lines = "".join(f"{line}\n" for line in head)
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(title)}</title>
{lines}</head>
<body>
{body}
</body>
</html>
"""
