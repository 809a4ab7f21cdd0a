"""Whether everyday names lead to their page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from thu7.guides.model import Article
from thu7.search.engine import first
from thu7.text import links, vietnamese
from thu7.text.problems import Problem, Severity


def strayed(pages: Sequence[Article], texts: Mapping[str, Any]) -> Iterator[Problem]:
    """Everyday names that lead a reader to another page first; of a name that two pages share the rules tell already.

    Args:
        texts: what search reads, from ``index.texts``.
    """
    shared = Counter(vietnamese.fold(name) for page in pages for name in (page.title, *page.aliases))
    names = [(page, alias) for page in pages for alias in page.aliases if shared[vietnamese.fold(alias)] == 1]
    titles = {links.address(page.uri): page.title for page in pages}
    for (page, alias), found in zip(names, first(json.dumps(texts), tuple(alias for _, alias in names)), strict=True):
        if found != links.address(page.uri):
            message = f"Gõ “{alias}” thì “{titles.get(found, found)}” hiện ra trước bài này."
            hint = "Thêm chữ cho rõ việc của bài này, hoặc chuyển tên đó sang bài kia."
            yield Problem(page.place, "alias-strays", message, hint, Severity.WARNING)
