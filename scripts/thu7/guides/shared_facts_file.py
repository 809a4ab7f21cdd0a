"""``guides/dung-chung.yml``: what several guides say, written once and brought in by name: ``{{cong-dan-so}}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from thu7.guides.model import LegalText, SharedFact
from thu7.guides.readability import CARD
from thu7.text import vietnamese
from thu7.text.front_matter import Page
from thu7.text.markdown import blocks, sentences
from thu7.text.problems import Notes, Place, Problem, warning
from thu7.text.records import Record, Scalar
from thu7.text.vietnamese import SLUG

MARK = re.compile(r"\{\{ *(?P<code>[^{}\n]*?) *\}\}")
"""Jinja's and MyST's way of writing a value by its name."""


def read_shared_facts(record: Record, texts: Mapping[str, LegalText], notes: Notes) -> dict[str, SharedFact]:
    """The facts by code."""
    facts: dict[str, SharedFact] = {}
    for item in record.records("dùng chung"):
        code = item.scalar("mã", required=True, example="ban-sao-ho-tich")
        sentence = item.text("câu", required=True, example="8.000 đồng mỗi bản sao")
        text = item.scalar("căn cứ")
        signs = item.texts("nhận ra")
        item.finish()
        if text and text.text not in texts:
            near = vietnamese.nearest(text.text, texts)
            hint = f"Có phải là “{near}”?" if near else "Thêm văn bản đó vào guides/van-ban.yml."
            notes.error(text.place, "unknown-text", f"Không có văn bản nào mang mã “{text.text}”.", hint)
        if code is None:
            continue
        if not SLUG.fullmatch(code.text):
            hint = "Viết bằng chữ thường không dấu, số và gạch nối, như: ban-sao-ho-tich"
            notes.error(code.place, "bad-code", f"“{code.text}” không dùng làm mã được.", hint)
        elif code.text in facts:
            line = facts[code.text].place.line
            notes.error(code.place, "double-code", f"Mã “{code.text}” đã có ở dòng {line}.", "Đặt một mã khác.")
        elif MARK.search(sentence):
            hint = "Viết câu đó ra ở đây."
            notes.error(code.place, "bad-value", "Câu dùng chung không gọi câu khác bằng {{ }}.", hint)
        else:
            facts[code.text] = SharedFact(code.text, sentence, code.place, text.text if text else "", signs)
    record.finish()
    return facts


def with_facts(page: Page, facts: Mapping[str, SharedFact], notes: Notes) -> Page:
    """The page with every ``{{name}}`` as the sentence it stands for, lines unchanged; what has no name here is a problem."""
    notes.problems.extend(_unknown(page, facts))
    notes.problems.extend(_in_other_words(page, facts))

    def filled(text: str) -> str:
        return MARK.sub(lambda mark: facts[mark["code"]].sentence if mark["code"] in facts else mark[0], text)

    return replace(page, front=page.front.mapped(filled), title=filled(page.title), body=filled(page.body))


def _unknown(page: Page, facts: Mapping[str, SharedFact]) -> Iterator[Problem]:
    lines = [(text, Place(page.title_place.path, page.body_line + number)) for number, text in enumerate(page.body.split("\n"))]
    for text, place in (*((scalar.text, scalar.place) for scalar in page.front.every_text()), *lines):
        for mark in MARK.finditer(text):
            if mark["code"] not in facts:
                near = vietnamese.nearest(mark["code"], facts)
                hint = f"Có phải là “{near}”?" if near else "Thêm mã đó vào guides/dung-chung.yml, hoặc viết câu ra."
                yield Problem(place, "unknown-fact", f"Không có câu dùng chung nào mang mã “{mark['code']}”.", hint)


def _in_other_words(page: Page, facts: Mapping[str, SharedFact]) -> Iterator[Problem]:
    """Sentences that say a shared fact without bringing it in: the day it changes, they would stay."""
    signs = {fact: [vietnamese.fold(sign) for sign in fact.signs] for fact in facts.values() if fact.signs}
    for text, place in _said(page):
        for sentence in sentences(text):
            folded = vietnamese.fold(sentence)
            for fact, words in signs.items():
                if all(word in folded for word in words) and fact.code not in {m["code"] for m in MARK.finditer(sentence)}:
                    message = f"Câu này nói lại bằng lời khác: “{fact.sentence}”."
                    yield warning(place, "fact-twice", message, f"Viết {{{{{fact.code}}}}} ở chỗ đó, để luật đổi thì sửa một nơi.")


def _said(page: Page) -> Iterator[tuple[str, Place]]:
    for key in CARD:
        entry = page.front.entries.get(vietnamese.fold(key))
        if entry and isinstance(entry[1], Scalar):
            yield entry[1].text, entry[1].place
    for block in blocks(page.title_place.path, page.body, page.body_line):
        yield block.text, block.place
