"""The phone's own ranker, run here: what a reader would find, before anything is published.

One ranker serves both, so what ``check`` says is what the phone shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from py_mini_racer import MiniRacer

from thu7.search.scripts import ranker


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
        texts: what search reads, from ``index.texts``.
    """

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self._engine = MiniRacer()
        self._engine.eval(ranker())
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
