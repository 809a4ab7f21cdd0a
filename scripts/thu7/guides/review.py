"""What staff read again: which guides are due, and a sheet with all of a guide that can be wrong, for whoever can see it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thu7.guides.card import card_rows, marked_rows
from thu7.guides.guide_checks import ENDS_SOON
from thu7.guides.library import Library
from thu7.guides.model import Article, Guide
from thu7.guides.sections import PREPARE, QUESTIONS, STEPS, is_for_volunteers
from thu7.guides.single_source import MARK, in_words
from thu7.guides.truth_checks import OLD
from thu7.text import vietnamese
from thu7.text.markdown import blocks, sentences

SOON = dt.timedelta(days=30)
"""How long before its day a guide is due for reading again."""
SCREENS = "Màn hình và nút: mở máy ra mới thấy"
WARD = "Tiền, ngày giờ, nơi nhận: hỏi ở phường"
LAW = "Ai làm, giấy tờ, mã: so với nguồn"
_SEEN_AT_THE_WARD = ("Lệ phí", "Thời hạn", "Nơi nhận", "Làm ở đâu", "Có phải đi không")
_MONEY_OR_HOURS = re.compile(r"đồng(?!\s+(?:ý|thời))|\d+\s+(?:ngày|giờ)|\d+[:h]\d\d")
_HARD = re.compile(r"\d|https?://|\w+\.(?:gov\.)?vn\b")
"""What a machine can tell to be a fact: numbers, dates, codes, addresses."""
_NEEDED = re.compile(r"\b(?:không|khỏi) (?:cần|phải|được|kèm|nộp|mang)\b|\bphải\b|\bđược\b|\bbắt buộc\b", re.I)
"""Words of rights and duties: what laws change most often."""


@dataclass(frozen=True)
class Due:
    """A guide to be read again, and why."""

    guide: Guide
    reasons: tuple[str, ...]
    depending: int
    """How many pages lead to it."""


@dataclass(frozen=True)
class Item:
    """One thing to look at: what the guide says, where, and by which of its sources (numbers from 1; none where it does not tell)."""

    said: str
    line: int | None
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """All of a guide that can be wrong, what only staff can see first."""

    guide: Guide
    groups: tuple[tuple[str, tuple[Item, ...]], ...]


def due(library: Library, today: dt.date) -> list[Due]:
    """The guides to be read again, by owner, those first to which most pages lead."""
    depending = library.depending()
    found = [
        Due(guide, reasons, depending[guide.uri])
        for guide in library.guides
        if (reasons := tuple(_reasons(guide, today)))
    ]
    return sorted(found, key=lambda one: (vietnamese.collation(one.guide.owner), -one.depending, one.guide.uri))


def _reasons(guide: Guide, today: dt.date) -> Iterator[str]:
    for one in guide.wrong:
        yield f"phải sửa: {one.text}"
    if guide.review_by < today:
        yield f"quá ngày rà lại {vietnamese.date(guide.review_by)}"
    elif guide.review_by <= today + SOON:
        yield f"phải rà lại trước {vietnamese.date(guide.review_by)}"
    for text in guide.texts:
        if text.until and text.until <= today + ENDS_SOON:
            yield f"{text.number} hết hiệu lực sau {vietnamese.date(text.until)}"
        if text.unread:
            yield f"{text.number} chưa đọc hết bản ký"
    if old := [source for source in guide.sources if today - source.read > OLD]:
        yield f"{len(old)} nguồn xem đã quá {OLD.days} ngày"
    told = (guide.body, *(value for _, value in marked_rows(guide)))
    if marked := sum(len(MARK.findall(text)) for text in told):
        yield f"{marked} điều mới theo một nguồn"


def due_text(found: Sequence[Due]) -> str:
    """The list as text: the texts that somebody must open, then a paragraph for each owner."""
    citing = Counter(text for one in found for text in one.guide.texts if text.unread)
    lines = ["Văn bản phải mở bản ký để đọc"] if citing else []
    lines += [f"  {text.number}: {text.unread} ({count} bài dựa vào)" for text, count in citing.most_common()]
    owner = None
    for one in found:
        if one.guide.owner != owner:
            owner = one.guide.owner
            lines.append(f"\n{owner}")
        pages = f"{one.depending} trang dẫn tới" if one.depending else "chưa trang nào dẫn tới"
        lines.append(f"  {one.guide.topic}/{one.guide.slug}: {one.guide.title} ({pages})")
        lines += [f"    - {reason}" for reason in one.reasons]
    return "\n".join(lines).strip("\n")


def sheet(guide: Guide) -> Sheet:
    """Everything of a guide that can be wrong."""
    groups: dict[str, list[Item]] = {SCREENS: [], WARD: [], LAW: []}
    for label, value in card_rows(guide):
        if value:
            group = WARD if label in _SEEN_AT_THE_WARD else LAW
            groups[group].append(Item(f"{label}: {value}", None, _told_by(guide, value)))
    asked = ""
    for block in blocks("", guide.body, (guide.place.line or 0) + 1):
        if is_for_volunteers(block.section) or block.kind == "heading":
            asked = block.text if block.level > 2 and _is(block.section, QUESTIONS) else ""
            continue
        named = block.kind == "numbered" and _is(block.section, STEPS)
        for sentence in (block.text,) if named else sentences(block.text):
            if named:
                group = SCREENS
            elif _MONEY_OR_HOURS.search(sentence):
                group = WARD
            elif (
                _is(block.section, PREPARE)
                or _HARD.search(sentence)
                or _NEEDED.search(sentence)
                or MARK.search(sentence)
            ):
                group = LAW
            else:
                continue
            said = f"{asked} {sentence}" if asked else sentence
            groups[group].append(Item(in_words(said), block.place.line, _told_by(guide, sentence)))
    return Sheet(guide, tuple((name, tuple(items)) for name, items in groups.items() if items))


def _is(heading: str, section: str) -> bool:
    return vietnamese.fold(heading) == vietnamese.fold(section)


def _told_by(guide: Guide, sentence: str) -> tuple[int, ...]:
    """The sources that a sentence names itself: by the number of a text, a procedure's code, or the name of a paper."""
    folded = vietnamese.fold(sentence)
    return tuple(
        number for number, source in enumerate(guide.sources, 1) if any(part in folded for part in _names(source.name))
    )


def _names(name: str) -> list[str]:
    numbers = re.findall(r"\d[\d.]*\d(?:/\d{4})?", name)
    return [vietnamese.fold(part) for part in (name.split(",")[0], *(n for n in numbers if len(n) > 4))]


def sheet_text(made: Sheet) -> str:
    """The sheet as text, for whoever has no printer."""
    guide = made.guide
    lines = [
        f"Tờ đối chiếu: {guide.title} ({guide.topic}/{guide.slug})",
        f"Phụ trách: {guide.owner}. Soát ngày {vietnamese.date(guide.reviewed)}.",
        "",
        "Nguồn:",
        *(
            f"  {n}. {s.name}, xem ngày {vietnamese.date(s.read)}\n     {s.address}"
            for n, s in enumerate(guide.sources, 1)
        ),
        *(f"  Chưa ai đọc bản ký: {t.number}, {t.unread}" for t in guide.texts if t.unread),
    ]
    for name, items in made.groups:
        lines += ["", name]
        for item in items:
            lines.append(f"  [ ] {item.said} {origin(item)}".rstrip())
            lines.append("      Nay là: ______________________________")
    lines += ["", "Xong thì gõ:", *closing(guide)]
    return "\n".join(lines)


def closing(guide: Guide) -> tuple[str, str]:
    """What is typed when the sheet has been filled in: where all is right, and where something is not."""
    command = f'thu7 review {guide.topic}/{guide.slug} --done --by "{guide.owner.replace("–", "-")}"'
    return command, f'{command} --unseen 2,5 --wrong "điều nay khác"'


def origin(item: Item) -> str:
    """Where an item stands, and by which source, in brackets."""
    parts = [f"dòng {item.line}"] if item.line else []
    parts += [f"nguồn {vietnamese.joined([str(number) for number in item.sources])}"] if item.sources else []
    return f"({'; '.join(parts)})" if parts else ""


def wrong_list(article: Article, wrong: Sequence[str], by: str, today: dt.date) -> str:
    """What was found wrong, as a list of tasks that a git host shows with boxes."""
    head = f"Phải sửa {article.title} (guides/{article.uri}), {by} đối chiếu ngày {vietnamese.date(today)}:"
    return "\n".join((head, *(f"- [ ] {one}" for one in wrong)))
