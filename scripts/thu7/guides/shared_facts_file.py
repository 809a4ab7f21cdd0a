"""``guides/dung-chung.yml``: what several guides say, written once and brought in by name: ``{{cong-dan-so}}``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from thu7.guides import legal_texts_file
from thu7.guides.model import LegalText, SharedFact
from thu7.guides.shared_facts import MARK
from thu7.text.front_matter import Page
from thu7.text.problems import Notes, Problem, warning
from thu7.text.records import Record
from thu7.text.vietnamese import SLUG


def unused(facts: Mapping[str, SharedFact], pages: Iterable[Page]) -> Iterator[Problem]:
    """Sentences that no page brings in: they would be kept up for nobody."""
    used = {mark["code"] for page in pages for text, _ in page.every_text() for mark in MARK.finditer(text)}
    for fact in facts.values():
        if fact.code not in used:
            yield warning(
                fact.place, "fact-unused", f"Chưa bài nào gọi {{{{{fact.code}}}}}.", "Gọi ở bài nói điều đó, hoặc xóa."
            )


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
            notes.error(text.place, "unknown-text", *legal_texts_file.unknown(text.text, texts))
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
