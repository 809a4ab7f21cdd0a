"""The phone's own ranker, run here: what a reader would find, before anything is published.

One ranker serves both, so what ``check`` says is what the phone shows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from py_mini_racer import MiniRacer

from thu7 import links, wording
from thu7.model import Guide, LifeEvent
from thu7.problems import Problem, Severity
from thu7.webfiles import script


@dataclass(frozen=True)
class Found:
    """One line of the list that a reader sees."""

    address: str
    """From the site's root, with the heading's anchor where the answer stands below one."""
    title: str
    said: str
    """The sentence that fits best."""


class Finder:
    """Answers questions as the search box does.

    Args:
        texts: what search reads, from ``searching.texts``.
    """

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self._engine = MiniRacer()
        self._engine.eval(script("ranker.js"))
        self._engine.eval(f"var index = thu7Ranker.create({json.dumps(texts)}); thu7Ranker.learn(index);")

    def pages(self, question: str) -> tuple[Found, ...]:
        """What is found, the best first; empty where nothing is."""
        answer = json.loads(str(self._engine.eval(f"JSON.stringify(thu7Ranker.answer(index, {json.dumps(question)}))")))
        return tuple(Found(page["address"], page["title"], "".join(page["said"])) for page in answer["pages"])

    def first(self, questions: Sequence[str]) -> list[str]:
        """For each question the address of what is found first; empty where nothing is."""
        listed = f"{json.dumps(list(questions))}.map((question) => thu7Ranker.find(index, question, 1)"
        found = self._engine.eval(f"JSON.stringify({listed}.map((found) => index.pages[found.page].u)[0] || ''))")
        return [str(address) for address in json.loads(str(found))]


def strayed(pages: Sequence[Guide | LifeEvent], finder: Finder) -> Iterator[Problem]:
    """Everyday names that lead a reader to another page first; of a name that two pages share the rules tell already."""
    shared = Counter(wording.fold(name) for page in pages for name in (page.title, *page.aliases))
    names = [(page, alias) for page in pages for alias in page.aliases if shared[wording.fold(alias)] == 1]
    titles = {links.address(page.uri): page.title for page in pages}
    for (page, alias), first in zip(names, finder.first([alias for _, alias in names]), strict=True):
        if first != links.address(page.uri):
            message = f"Gõ “{alias}” thì “{titles.get(first, first)}” hiện ra trước bài này."
            hint = "Thêm chữ cho rõ việc của bài này, hoặc chuyển tên đó sang bài kia."
            yield Problem(page.place, "alias-strays", message, hint, Severity.WARNING)
