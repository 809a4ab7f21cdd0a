"""What makes a page hard to read: each rule measures, and says what to write instead. All of it is advice, no error.

Sentences are counted in syllables, which Vietnamese writes apart. Button names (bold) and quoted words are left as their
owners wrote them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from thu7.guides.sections import STEPS
from thu7.system.memo import remembered
from thu7.text import links, vietnamese
from thu7.text.front_matter import Page
from thu7.text.markdown import NAME, QUOTED, UPPER, Prose, blocks, sentences, words
from thu7.text.problems import Place, Problem, warning
from thu7.text.records import Scalar

WORDS, SENTENCES = 25, 4
"""The longest sentence, in syllables, and the longest paragraph, in sentences."""
CARD = ("tóm tắt", "ai làm", "khi nào làm", "có phải đi", "nơi nhận", "lệ phí", "thời hạn", "kết quả")
"""The keys of the front matter that readers see, in the order in which they see them."""
EMPTY_LINKS = frozenset(
    map(vietnamese.fold, ("tại đây", "ở đây", "đây", "bấm vào đây", "bấm đây", "nhấn vào đây", "xem thêm", "link", "liên kết", "click"))
)  # fmt: skip
PLAINER = {
    "bằng hình thức": "bằng",
    "căn cứ vào": "theo",
    "có nghĩa vụ": "phải",
    "có trách nhiệm": "phải",
    "cơ quan có thẩm quyền": "tên cơ quan đó",
    "cung cấp": "đưa, cho",
    "đề nghị cấp": "xin",
    "đối với": "với, hoặc bỏ",
    "được ban hành": "có từ ngày",
    "được cấp bởi": "do … cấp",
    "được coi là": "là",
    "được quy định tại": "ghi ở",
    "được thực hiện": "làm",
    "được tiến hành": "làm",
    "được tiếp nhận": "nhận",
    "được yêu cầu": "phải",
    "hoàn thiện hồ sơ": "bổ sung hồ sơ",
    "kể từ ngày": "từ ngày",
    "kể từ khi": "từ khi",
    "khi có nhu cầu": "khi cần",
    "nêu trên": "nhắc lại điều đó",
    "nhằm": "để",
    "sẽ bị từ chối tiếp nhận": "không được nhận",
    "theo quy định của pháp luật": "tên văn bản, hoặc bỏ",
    "thông qua việc": "bằng cách",
    "thực hiện việc": "động từ đứng một mình",
    "thuộc thẩm quyền của": "do … làm",
    "tiến hành": "làm",
    "trong trường hợp": "nếu",
    "vui lòng": "bỏ",
    "xuất trình": "đưa",
}
"""Office phrases, passive ones first of all, and what people say instead."""
ACTIONS = (
    "áp", "báo", "bấm", "bật", "cài", "chạm", "chờ", "chọn", "chụp", "đánh dấu", "đăng ký", "đăng nhập", "đặt", "đến", "điền",
    "đính kèm", "đọc", "đợi", "đưa", "ghi", "gọi", "gõ", "gửi", "hỏi", "in", "kéo", "kiểm tra", "ký", "lưu", "mang", "mở",
    "nhập", "nhấn", "nộp", "quay lại", "quét", "so", "soát", "tải", "thoát", "tích", "tìm", "trả", "vào", "viết", "xác nhận",
)  # fmt: skip
NAMES = frozenset(("OK", "TP", "PDF", "QR", "SIM", "CH", "MB", "GB", "CC", "BY", "MIT"))
"""Capitals that people read as a word, and parts of names: CH Play, CC BY 4.0."""
_OFFICE = re.compile(rf"(?<!\w)({'|'.join(sorted(map(re.escape, PLAINER), key=len, reverse=True))})(?!\w)", re.I)
_CAPITALS = re.compile(rf"(?<![\w/.-])[{UPPER}]{{2,}}(?![\w/-])")
_ACTION = re.compile(rf"(?:^|[.;,]\s+|\bvà\s+|\bhoặc\s+)(?:{'|'.join(map(re.escape, ACTIONS))})(?!\w)", re.I)
_THEN = re.compile(r"(?<!\w)(?:rồi|sau đó|tiếp theo|đồng thời)(?!\w)", re.I)


def unreadable(page: Page, text: str, sections: Sequence[str] = ()) -> Iterator[Problem]:
    """What to write otherwise in one page, in no order.

    Args:
        text: the whole file, for what can stand anywhere in it.
        sections: the headings that the page should have.
    """
    path = page.title_place.path
    card = tuple((block.text, block.place.line, block.place.column) for block in _card(page))
    yield from _of_language(path, card, page.body, page.body_line)
    yield from _links(page)
    yield from letters(path, text)
    yield from _missing(page, prose(page), sections)


@remembered
def _of_language(
    path: str, card: tuple[tuple[str, int | None, int | None], ...], body: str, first_line: int
) -> tuple[Problem, ...]:
    """What the values of a page's card and its blocks say otherwise than people do."""
    told = [_on_card(text, Place(path, line, column)) for text, line, column in card]
    read = (*told, *blocks(path, body, first_line))
    found: list[Problem] = []
    for block in read:
        found += (*_long(block), *_official(block), *(_two_actions(block) if _is_step(block) else ()))
    return (*found, *_abbreviations(read))


def _is_step(block: Prose) -> bool:
    return block.kind == "numbered" and vietnamese.fold(block.section) == vietnamese.fold(STEPS)


# --- a page into blocks --------------------------------------------------------------------------------------------


def prose(page: Page) -> tuple[Prose, ...]:
    """What readers see of a page: the values of its card, then its blocks."""
    return (*_card(page), *blocks(page.title_place.path, page.body, page.body_line))


def _card(page: Page) -> Iterator[Prose]:
    for key in CARD:
        entry = page.front.entries.get(vietnamese.fold(key))
        if entry and isinstance(entry[1], Scalar):
            yield _on_card(entry[1].text, entry[1].place)


def _on_card(text: str, place: Place) -> Prose:
    return Prose(text, QUOTED.sub(NAME, text), place, "card")


# --- rules ---------------------------------------------------------------------------------------------------------


def _long(block: Prose) -> Iterator[Problem]:
    found = sentences(block.text)
    for sentence in found:
        if (count := words(sentence)) > WORDS:
            message = f"Câu dài {count} chữ: “{_start(sentence)}”."
            yield warning(block.place, "long-sentence", message, f"Tách thành câu ngắn, tối đa {WORDS} chữ.")
    if len(found) > SENTENCES and block.kind in ("paragraph", "numbered") and not _is_step(block):
        message = f"Đoạn có {len(found)} câu."
        yield warning(block.place, "long-paragraph", message, f"Tách đoạn, tối đa {SENTENCES} câu mỗi đoạn.")


def _official(block: Prose) -> Iterator[Problem]:
    for found in _OFFICE.finditer(block.free):
        plain = PLAINER[found[0].lower()]
        yield warning(block.place, "office-word", f"“{found[0]}” là lời công văn.", f"Viết: {plain}.")


def _two_actions(block: Prose) -> Iterator[Problem]:
    if _THEN.search(block.free) or len(_ACTION.findall(block.free)) > 1:
        message = f"Bước này có hơn một việc: “{_start(block.text)}”."
        yield warning(block.place, "two-actions", message, "Mỗi bước một việc: tách thành hai bước.")


def _abbreviations(read: Sequence[Prose]) -> Iterator[Problem]:
    """Each abbreviation at its first standing, unless its long form stands there."""
    seen = set(NAMES)
    for block in read:
        for found in _CAPITALS.finditer(block.text):
            if found[0] in seen or _is_word(block.text, found):
                continue
            seen.add(found[0])
            before, after = block.text[: found.start()], block.text[found.end() :]
            if not (before.endswith("(") or after.startswith(" (")):
                hint = f"Viết lần đầu như: tên đầy đủ ({found[0]})"
                yield warning(block.place, "abbreviation", f"“{found[0]}” chưa được viết đầy đủ.", hint)


def _is_word(text: str, found: re.Match[str]) -> bool:
    """Whether capitals are a word that is only written large, or a number: KHÔNG, MANG THEO, XXI."""
    marked = vietnamese.fold(found[0]) != found[0].lower().replace("đ", "d")
    beside = re.search(rf"[{UPPER}]{{2,}} \Z", text[: found.start()]) or re.match(
        rf" [{UPPER}]{{2,}}(?!\w)", text[found.end() :]
    )
    return marked or beside is not None or re.fullmatch(r"[IVXLC]+", found[0]) is not None


def _links(page: Page) -> Iterator[Problem]:
    for link in links.links(page.title_place.path, page.body, page.body_line):
        if link.image and not link.text:
            hint = "Viết như: ![Màn hình đăng nhập VNeID](dang-nhap.png)"
            yield warning(link.place, "no-alternative", f"Hình “{link.target}” chưa có lời mô tả.", hint)
        elif not link.image and (not link.text or vietnamese.fold(link.text).strip(" .:*_") in EMPTY_LINKS):
            hint = "Viết nơi mà liên kết dẫn tới, như: [cài VNeID](../vneid/cai-dat.md)"
            yield warning(link.place, "link-text", f"Chữ “{link.text}” không nói liên kết dẫn tới đâu.", hint)


@remembered
def letters(path: str, text: str) -> tuple[Problem, ...]:
    """Tones that stand on the other vowel, and letters whose accents are characters of their own."""
    return tuple(_letters(path, text))


def _letters(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        for found in re.finditer(r"\S+", line):
            if found[0].isascii():
                continue
            word = unicodedata.normalize("NFC", found[0])
            place = Place(path, number, found.start() + 1)
            if word != found[0]:
                hint = "Gõ lại chữ này bằng bảng mã Unicode dựng sẵn."
                yield warning(place, "decomposed", f"“{word}” có dấu rời khỏi chữ.", hint)
            bare = re.sub(r"https?://\S+", "", word)
            if (expected := vietnamese.house_tones(bare)) != bare:
                trimmed = [part.strip('.,;:!?()“”"[]*') for part in (bare, expected)]
                yield warning(
                    place, "tone-mark", f"“{trimmed[0]}” đặt dấu thanh khác các trang khác.", f"Viết: {trimmed[1]}"
                )


def _missing(page: Page, read: Sequence[Prose], sections: Sequence[str]) -> Iterator[Problem]:
    present = {vietnamese.fold(block.text) for block in read if block.kind == "heading"}
    missing = [name for name in sections if vietnamese.fold(name) not in present]
    if missing:
        named = vietnamese.joined([f"“{name}”" for name in missing])
        yield warning(page.title_place, "missing-section", f"Trang chưa có phần {named}.", f"Viết như: ## {missing[0]}")


def _start(sentence: str) -> str:
    listed = sentence.rstrip(".").split()
    return " ".join(listed[:8]) + (" …" if len(listed) > 8 else "")
