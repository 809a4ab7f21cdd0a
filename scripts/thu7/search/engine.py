"""The phone's own ranker, run here: what a reader would find, before anything is published.

One ranker serves both, so what ``check`` says is what the phone shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thu7.search.scripts import ranker
from thu7.system import limits

_RESERVED = 2**41
"""Bytes of addresses that V8 may set aside when it starts. With fewer it ends the whole process, and nothing can be caught."""


def missing() -> str:
    """Why the engine cannot run on this machine; empty where it can."""
    allowed = limits.address_space()
    if allowed is not None and allowed < _RESERVED:
        return "máy này giới hạn bộ nhớ ảo (ulimit -v)"
    try:
        import py_mini_racer  # noqa: F401  # its library is loaded with it
    except (ImportError, OSError):
        return "máy này thiếu thư viện mini-racer"
    return ""


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
        from py_mini_racer import MiniRacer  # where it cannot be, ``missing`` says so

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
