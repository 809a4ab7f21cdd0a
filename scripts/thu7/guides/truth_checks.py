"""Whether what guides say is still true as far as a machine can tell: old readings, texts nobody cites, pages that differ."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from thu7.guides.library import Library
from thu7.guides.model import Guide, LegalText
from thu7.guides.single_source import MARK
from thu7.text import vietnamese
from thu7.text.markdown import Prose, blocks, sentences
from thu7.text.problems import Problem, warning

OLD = dt.timedelta(days=180)
"""How long a reading of a source holds."""
_CODE = re.compile(r"(?<![\w.])\d\.\d{6}(?![\w.])")
_MONEY = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.\d{3})+|\d+)(?=\s+đồng)")
_TIME = re.compile(r"(?<![\w./])\d+(?=\s+(?:ngày|giờ|tháng)(?!\s*\d))")
_FROM = re.compile(r"\(từ (?:ngày )?(\d{1,2}/\d{1,2}/\d{4})\)")


def read_lately(library: Library, today: dt.date) -> Iterator[Problem]:
    for guide in library.guides:
        for source in guide.sources:
            if today - source.read > OLD:
                message = f"Nguồn “{source.name}” xem ngày {vietnamese.date(source.read)}, đã quá {OLD.days} ngày. Phụ trách: {guide.owner}."
                hint = f"Mở lại nguồn, so với bài, rồi sửa “xem ngày”. Cần tờ đối chiếu: thu7 review {guide.topic}/{guide.slug}"
                yield warning(source.place, "source-old", message, hint)


def texts_cited(library: Library, today: dt.date, handbooks: str) -> Iterator[Problem]:
    """A text that no guide and no handbook names is one that nobody looks at when it ends; what has ended may stand as it is."""
    cited = {text.code for guide in library.guides for text in guide.texts}
    cited |= {text.replaced_by for text in library.texts.values()}
    for text in library.texts.values():
        named = text.code in cited or text.number in handbooks
        if not named and not (text.until and text.until < today):
            message = f"Chưa bài nào viện dẫn “{text.name}” ({text.number})."
            yield warning(
                text.place, "text-uncited", message, f"Ghi {text.code} vào mục “căn cứ” của bài dùng nó, hoặc xóa."
            )


def procedures_agree(library: Library, today: dt.date) -> Iterator[Problem]:
    """One procedure costs and takes the same wherever it is told, on its own page and where others name its code."""
    first: dict[str, Guide] = {}
    for guide in library.guides:
        for code in _CODE.findall(guide.procedure):
            other = first.setdefault(code, guide)
            if other is not guide:
                yield from _differing(guide, other, code)
    for guide in library.guides:
        for block in _said(guide):
            for sentence in sentences(block.text):
                codes = set(_CODE.findall(sentence))
                told = first.get(codes.pop()) if len(codes) == 1 else None
                if told and told is not guide and (extra := _numbers(sentence) - _numbers(_whole(told))):
                    message = f"Câu này ghi {_listed(extra)}; {told.place.path} không ghi như vậy."
                    yield warning(block.place, "differs", message, "Xem nguồn, rồi sửa cho hai trang nói giống nhau.")


def _differing(guide: Guide, other: Guide, code: str) -> Iterator[Problem]:
    for key, mine, theirs, kind in (
        ("lệ phí", guide.fee, other.fee, _MONEY),
        ("thời hạn", guide.duration, other.duration, _TIME),
    ):
        one, two = set(kind.findall(mine)), set(kind.findall(theirs))
        if one and two and not one & two:
            message = f"Thủ tục {code}: “{key}” ở đây là “{mine}”, ở {other.place.path} là “{theirs}”."
            yield warning(guide.place, "differs", message, "Xem nguồn, rồi sửa cho hai trang nói giống nhau.")


def numbers_named_alike(library: Library, today: dt.date) -> Iterator[Problem]:
    """A text named with the day from which it holds: the same day as in the list of texts."""
    days = {text.number: _days(text) for text in library.texts.values()}
    named = {number: _at_the_end(number) for number in days}
    for guide in library.guides:
        for block in _said(guide):
            for found in _FROM.finditer(block.text):
                before = block.text[: found.start()].rstrip()
                number = next((n for n, pattern in named.items() if pattern.search(before)), None)
                if number and days[number] and found[1] not in days[number]:
                    message = f"{number} ở đây ghi từ {found[1]}, ở guides/van-ban.yml là {vietnamese.joined(sorted(days[number]))}."
                    yield warning(block.place, "differs", message, "Xem nguồn, rồi sửa cho hai nơi nói giống nhau.")


def _at_the_end(number: str) -> re.Pattern[str]:
    """A text's number where a sentence breaks off, in full or short: 320/2026/NĐ-CP, 320/2026/NĐ, 320/2026; never inside 1320/2026."""
    short = {number, number.split("-")[0], number.rpartition("/")[0]}
    return re.compile(rf"(?<![\w./])(?:{'|'.join(map(re.escape, sorted(short, key=len, reverse=True)))})\Z")


def single_sources_told(library: Library, today: dt.date) -> Iterator[Problem]:
    """What rests on one source says on which."""
    for guide in library.guides:
        for block in _said(guide):
            for sentence in sentences(block.text):
                if MARK.search(sentence) and "theo" not in vietnamese.fold(sentence).split():
                    hint = "Viết như: Theo Nghị định 320/2026 (từ 28/09/2026), tài khoản tự khóa [?]."
                    yield warning(block.place, "no-reason", "Câu có dấu [?] mà chưa nói theo nguồn nào.", hint)


def _said(guide: Guide) -> Iterator[Prose]:
    yield from blocks(guide.place.path, guide.body, (guide.place.line or 0) + 1)


def _whole(guide: Guide) -> str:
    return "\n".join((guide.fee, guide.duration, guide.when, guide.summary, guide.body))


def _numbers(text: str) -> set[str]:
    return {f"{n} đồng" for n in _MONEY.findall(text)} | {f"{n} ngày, giờ hoặc tháng" for n in _TIME.findall(text)}


def _days(text: LegalText) -> set[str]:
    days = [*filter(None, (text.since,)), *(milestone.date for milestone in text.milestones)]
    return {vietnamese.date(day) for day in days} | set(re.findall(r"\d{2}/\d{2}/\d{4}", text.note))


def _listed(found: Iterable[str]) -> str:
    return vietnamese.joined(sorted(found))


def nothing_left_wrong(library: Library, today: dt.date) -> Iterator[Problem]:
    for guide in library.guides:
        for one in guide.wrong:
            message = f"Đã thấy sai mà chưa sửa: “{one.text}”. Phụ trách: {guide.owner}."
            yield warning(one.place, "to-mend", message, "Sửa bài, rồi xóa dòng này khỏi “phải sửa”.")


RULES = (nothing_left_wrong, read_lately, procedures_agree, numbers_named_alike, single_sources_told)


def check(library: Library, today: dt.date, handbooks: str = "") -> Iterator[Problem]:
    """Every problem that the rules find.

    Args:
        handbooks: the pages of ``docs/``, which name texts by their number.
    """
    yield from texts_cited(library, today, handbooks)
    for rule in RULES:
        yield from rule(library, today)
