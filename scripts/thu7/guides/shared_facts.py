"""Sentences that several guides share, brought in by name: ``{{cong-dan-so}}``; and those that say the same in other words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from thu7.guides.model import SharedFact
from thu7.guides.readability import prose
from thu7.guides.translation_file import ENDING
from thu7.text import vietnamese
from thu7.text.front_matter import Page
from thu7.text.markdown import sentences
from thu7.text.problems import Notes, Problem, warning

MARK = re.compile(r"(?<!\{)\{\{ *(?P<code>[^{}\n]*?) *\}\}(?!\})(?P<stop>\.?)")
"""Jinja's and MyST's way of writing a value by its name."""
_BRACES = re.compile(r"\{+ *(?P<code>[a-z0-9-]+) *(?:\}+|(?=[\s.,;:]|$))")
_ODD_MARK = re.compile(r"\[ +[?？] *\]|\[[?？] +\]|\[？\]|\[[?？]{2,}\]|\[\?(?!\])|\[\?\]\(|(?<=\s)\(\?\)")
"""What was meant as ``[?]``."""


def with_facts(page: Page, facts: Mapping[str, SharedFact], notes: Notes) -> Page:
    """The page with every ``{{name}}`` as the sentence it stands for, lines unchanged; what has no name here is a problem."""
    notes.problems.extend(_unknown(page, facts))
    if not page.title_place.path.endswith(ENDING):  # what is English cannot be brought in
        notes.problems.extend(_in_other_words(page, facts))

    def said(mark: re.Match[str]) -> str:
        if mark["code"] not in facts:
            return mark[0]
        sentence = facts[mark["code"]].sentence
        # A sentence that ends by itself needs no second stop.
        return sentence if mark["stop"] and sentence.endswith(".") else f"{sentence}{mark['stop']}"

    def filled(text: str) -> str:
        return MARK.sub(said, text)

    return replace(page, front=page.front.mapped(filled), title=filled(page.title), body=filled(page.body))


def _unknown(page: Page, facts: Mapping[str, SharedFact]) -> Iterator[Problem]:
    for text, place in page.every_text():
        for near_miss in _BRACES.finditer(MARK.sub("", text)):
            if near_miss["code"] in facts:
                message = f"“{near_miss[0]}” thiếu hay thừa ngoặc, nên hiện nguyên như vậy."
                yield Problem(place, "unknown-fact", message, f"Viết: {{{{{near_miss['code']}}}}}")
        for odd in _ODD_MARK.finditer(text):
            message = f"“{odd[0].strip()}” không phải là dấu của điều mới theo một nguồn."
            yield warning(place, "odd-mark", message, "Viết: [?], ngay trước dấu chấm.")
        for mark in MARK.finditer(text):
            if mark["code"] not in facts:
                near = vietnamese.nearest(mark["code"], facts)
                hint = f"Có phải là “{near}”?" if near else "Thêm mã đó vào guides/dung-chung.yml, hoặc viết câu ra."
                yield Problem(place, "unknown-fact", f"Không có câu dùng chung nào mang mã “{mark['code']}”.", hint)


def _in_other_words(page: Page, facts: Mapping[str, SharedFact]) -> Iterator[Problem]:
    """Sentences that say a shared fact without bringing it in: the day it changes, they would stay."""
    whole = vietnamese.fold(page.body)
    # Almost no page has all signs of a fact anywhere: then no sentence has.
    signs = {
        fact: [_sign(sign) for sign in fact.signs]
        for fact in facts.values()
        if fact.signs and all(vietnamese.fold(sign) in whole for sign in fact.signs)
    }
    if not signs:
        return
    for block in prose(page):
        for sentence in sentences(block.text):
            folded = vietnamese.fold(sentence)
            named = {mark["code"] for mark in MARK.finditer(sentence)}
            for fact, words in signs.items():
                if all(word.search(folded) for word in words) and fact.code not in named:
                    message = f"Câu này nói lại bằng lời khác: “{fact.sentence}”."
                    hint = f"Viết {{{{{fact.code}}}}} ở chỗ đó, để luật đổi thì sửa một nơi."
                    yield warning(block.place, "fact-twice", message, hint)


@functools.cache  # the same few signs for every page
def _sign(sign: str) -> re.Pattern[str]:
    """A sign as whole words: 35.000 is not met in 135.000."""
    return re.compile(rf"(?<![\w.]){re.escape(vietnamese.fold(sign))}(?!\w)")
