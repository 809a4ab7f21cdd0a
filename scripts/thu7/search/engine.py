"""The phone's own ranker, run here: what a reader would find, before anything is published; and what it learns, once a build.

One ranker serves both, so what ``check`` says is what the phone shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thu7.search import coding
from thu7.search.scripts import learner, ranker, reasons
from thu7.system import limits
from thu7.system.memo import remembered
from thu7.text import vietnamese

REASONS = 3
"""What is told of one page."""
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


def learn(lessons: Mapping[str, Any]) -> dict[str, Any] | None:
    """What there is to learn of all texts, as ``assets/learner.js`` says it; nothing where the engine cannot run.

    It takes some seconds, so it is kept on this machine by all that it depends on.

    Args:
        lessons: from ``index.lessons``.
    """
    return None if missing() else json.loads(_learnt(ranker() + learner(), json.dumps(lessons)))


def _learn(script: str, lessons: str) -> str:
    from py_mini_racer import MiniRacer

    engine = MiniRacer()
    engine.eval(script)
    return str(engine.eval(f"JSON.stringify(thu7Learner.learn({lessons}))"))


_learnt = remembered(_learn, alone=True)


@dataclass(frozen=True)
class Found:
    """One line of the list that a reader sees."""

    address: str
    """From the site's root, with the heading's anchor where the answer stands below one."""
    title: str
    said: str
    """The sentence that fits best."""


@dataclass(frozen=True)
class Reason:
    """What spoke for a page."""

    kind: str
    """``code``: its own number; ``whole``, ``near``: one of its names or headings; ``learnt``: words that were learnt to mean it."""
    text: str


class Finder:
    """Answers questions as the search box does.

    Args:
        texts: what search reads, from ``index.texts``.
    """

    def __init__(self, texts: Mapping[str, Any]) -> None:
        from py_mini_racer import MiniRacer  # where it cannot be, ``missing`` says so

        self._engine = MiniRacer()
        self._engine.eval(ranker() + reasons())
        self._words = str(texts["words"])
        self._engine.eval(f"var index = thu7Ranker.create({json.dumps(texts)});")

    def pages(self, question: str) -> tuple[Found, ...]:
        """What is found, the best first; empty where nothing is."""
        answer = json.loads(str(self._engine.eval(f"JSON.stringify(thu7Ranker.answer(index, {json.dumps(question)}))")))
        return tuple(Found(page["address"], page["title"], "".join(page["said"])) for page in answer["pages"])

    def unsure(self, question: str) -> bool:
        """Whether a reader is told that nothing fits well."""
        return bool(self._engine.eval(f"thu7Ranker.answer(index, {json.dumps(question)}).weak"))

    def reasons(self, question: str, pages: int = 2) -> tuple[tuple[Reason, ...], ...]:
        """For the first pages the three things that spoke most for each, the strongest first."""
        asked = json.dumps(question)
        found = f"thu7Ranker.find(index, {asked}, {pages}).map((one) => thu7Reasons(index, {asked}, one))"
        listed = json.loads(str(self._engine.eval(f"JSON.stringify({found})")))
        spelled = coding.spelling((question, self._words))
        return tuple(_strongest(page, spelled) for page in listed)

    def first(self, questions: Sequence[str]) -> tuple[str, ...]:
        """For each question the address of what is found first; empty where nothing is."""
        listed = f"{json.dumps(list(questions))}.map((question) => thu7Ranker.find(index, question, 1)"
        found = self._engine.eval(f"JSON.stringify({listed}.map((found) => index.pages[found.page].u)[0] || ''))")
        return tuple(str(address) for address in json.loads(str(found)))


@remembered
def first(texts: str, questions: tuple[str, ...]) -> tuple[str, ...]:
    """What ``Finder.first`` gives, of texts as JSON: without a start of the engine where they were asked before."""
    return Finder(json.loads(texts)).first(questions)


def _strongest(found: Sequence[tuple[str, str, float]], spelled: Mapping[str, str]) -> tuple[Reason, ...]:
    """Three of them; words that stand in one that is stronger already say nothing more."""
    kept: list[Reason] = []
    for kind, text, _ in found:
        said = " ".join(spelled.get(word, word) for word in text.split()) if kind == "learnt" else text
        if not any(
            f" {vietnamese.fold(said)} " in f" {vietnamese.fold(reason.text)} "
            for reason in kept
            if reason.kind == kind
        ):
            kept.append(Reason(kind, said))
    return tuple(kept[:REASONS])
