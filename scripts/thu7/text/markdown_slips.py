"""Slips in Markdown that it reads as something else without a word: marks that make no list, links that are none, tags that swallow text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from thu7.text import commonmark
from thu7.text.html_tags import without_comments
from thu7.text.outline import is_closed
from thu7.text.problems import Place, Problem, Severity

_NO_BREAK = "\u00a0\u2007\u202f"
_DASH = re.compile(rf"[–—−‒―‐‑][\s{_NO_BREAK}]+(?=\S)")
_NO_BREAK_MARK = re.compile(rf"(?P<mark>\*)[ \t]*[{_NO_BREAK}]")
_TIGHT_MARK = re.compile(r"(?P<mark>-|\d{1,2}[.)])(?=[^\W\d_])")
_TIGHT_HEADING = re.compile(r"(?P<mark>#{2,6})(?=[^\W_#])")
# Marks of a list in office papers and in posts; one alone may be the text's own.
_IN_OFFICE = re.compile(
    r"(?:(?:\(?(?:[a-zđ]|\d{1,2}|[ivx]{1,4})(?:[.)/:](?=\s)|\))|bước\s+\d{1,2}\s*[.:)-]?|\d\ufe0f?\u20e3)\s*|"
    r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?\s*)(?=\S)",
    re.I,
)
_BROKEN_LINK = re.compile(r"!?\[[^\[\]\n]*\][ \t]?\([^)\n]*(?P<inside>\)|\Z)|\]\(")
ENOUGH = 20
"""How many slips of one kind a paragraph is told of."""
_TARGET = re.compile(r"\.(?:md|png|jpe?g|webp|svg|pdf)\b|https?:|/\)")
_LEFT_ATTRIBUTES = re.compile(r"\s*\{:?[^{}\n]*[=.#][^{}\n]*\}")
_ONLY_ALONE = frozenset(("br", "col", "hr", "img", "input", "source", "track", "wbr", "path", "use"))
_ENDS_OF_ITSELF = frozenset(("dd", "dt", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr", "colgroup"))  # fmt: skip
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*?(?P<alone>/)?>")


def slips(path: str, text: str, first_line: int = 1) -> Iterator[Problem]:
    """What stands in a page otherwise than its writer meant.

    Args:
        text: Markdown without front matter.
        first_line: the line of the file on which ``text`` begins.
    """
    tokens = commonmark.parse(text)
    lines = text.split("\n")
    for number, token in enumerate(tokens):
        if not token.map:
            continue
        line = first_line + token.map[0]
        if token.type == "inline":
            if tokens[number - 1].type == "paragraph_open":
                yield from _no_list(path, token, line)
            yield from _no_link(path, lines, token, first_line)
        elif token.type == "code_block":
            hint = "Bỏ các dấu cách ở đầu dòng. Trong danh sách, thụt bằng chữ của mục ở trên."
            message = "Dòng thụt vào bốn dấu cách trở lên hiện thành khung chữ máy."
            yield _warning(Place(path, line), "indented", message, hint)
        elif token.type == "fence" and not is_closed(token, lines):
            message = f"Khung mở bằng “{token.markup}” chưa đóng: mọi thứ ở dưới thành chữ máy."
            yield _warning(Place(path, line), "not-closed", message, f"Thêm một dòng {token.markup} ở cuối khung.")
        elif token.type == "html_block" and token.content.rfind("<!--") > token.content.rfind("-->"):
            message = "Ghi chú mở bằng “<!--” chưa đóng: mọi thứ ở dưới không hiện ra."
            yield Problem(Place(path, line), "not-closed", message, "Thêm --> ở cuối ghi chú.")
    yield from _open_tags(path, lines, tokens, first_line)


def _no_list(path: str, token: Token, line: int) -> Iterator[Problem]:
    """Lines of a paragraph that were meant as items, or as a heading."""
    found = token.content.split("\n")
    office = [number for number, text in enumerate(found) if _IN_OFFICE.match(text)]
    dashes = [number for number, text in enumerate(found) if _DASH.match(text)]
    for number, text in enumerate(found):
        place = Place(path, line + number)
        if tight := _TIGHT_HEADING.match(text):
            hint = f"Thêm một dấu cách, như: {tight['mark']} {text.lstrip('#')[:30]}"
            yield _warning(place, "no-heading", f"“{tight['mark']}” viết sát chữ nên không thành mục.", hint)
        elif mark := _NO_BREAK_MARK.match(text):
            message = "Sau “*” là dấu cách không ngắt (hay có khi chép từ Word), nên dòng này không thành danh sách."
            yield _warning(place, "no-list", message, f"Viết dấu - và một dấu cách, như: - {text[mark.end() :][:30]}")
        elif (mark := _DASH.match(text)) and len(dashes) > 1:
            message = f"“{mark[0].strip()}” ở đầu dòng không làm thành danh sách."
            yield _warning(place, "no-list", message, f"Viết dấu - và một dấu cách, như: - {text[mark.end() :][:30]}")
        elif (mark := _TIGHT_MARK.match(text)) and (number == 0 or _TIGHT_MARK.match(found[number - 1])):
            rest = text[mark.end() :][:30]
            message = f"“{mark['mark']}” viết sát chữ nên dòng này không thành danh sách."
            yield _warning(place, "no-list", message, f"Thêm một dấu cách, như: {mark['mark']} {rest}")
        elif len(office) > 1 and number in office:
            mark = _IN_OFFICE.match(text)
            assert mark, "the line is among those that match"
            message = f"“{mark[0].strip()}” ở đầu dòng không làm thành danh sách: các dòng hiện nối liền nhau."
            rest = text[mark.end() :][:30]
            hint = f"Chừa một dòng trống ở trên rồi viết như: 1. {rest} hoặc: - {rest}"
            yield _warning(place, "no-list", message, hint)


def _no_link(path: str, lines: Sequence[str], token: Token, first_line: int) -> Iterator[Problem]:
    """What was meant as a link, as attributes or as bold, and stands in the text as it was typed."""

    def place(written: str) -> Place:
        line, column = commonmark.place_in(lines, token, max(token.content.find(written), 0))
        return Place(path, first_line + line, column)

    children = token.children or []
    for before, child in zip([None, *children], children, strict=False):
        if child.type != "text":
            continue
        for broken in itertools.islice(_BROKEN_LINK.finditer(child.content), ENOUGH):
            typed = token.content.find(broken[0])
            if (
                typed < 0
                or token.content[:typed].endswith("\\")
                or (" (" in broken[0] and not _TARGET.search(broken[0]))
            ):
                continue  # written so that it is none
            what = "Hình" if broken[0].startswith("!") else "Liên kết"
            message = f"{what} “{broken[0][:60]}” không thành {what.lower()}."
            hint = "Giữa ] và ( không có dấu cách. Tên tệp có dấu cách: đổi tên tệp, như: ![Tờ khai](to-khai.png)"
            yield Problem(place(broken[0]), "no-link", message, hint)
        if before and before.type in ("image", "link_close") and (left := _LEFT_ATTRIBUTES.match(child.content)):
            hint = "Viết sát dấu ), như: ![Tờ khai](to-khai.png){ width=720 }"
            yield _warning(place(left[0]), "no-attributes", f"“{left[0].strip()}” hiện ra như chữ thường.", hint)
        if "**" in child.content:
            hint = "Viết sát chữ ở cả hai đầu, như: **Nộp hồ sơ**"
            message = "“**” hiện ra như chữ thường, không làm chữ đậm."
            yield _warning(place(child.content), "no-bold", message, hint)


def _warning(place: Place, code: str, message: str, hint: str) -> Problem:
    return Problem(place, code, message, hint, Severity.WARNING)


def _open_tags(path: str, lines: Sequence[str], tokens: Sequence[Token], first_line: int) -> Iterator[Problem]:
    """Words in angle brackets that HTML takes for tags: they are not shown, and what follows may look otherwise."""
    opened: list[tuple[str, Place]] = []
    for token in tokens:
        parts = [(token, 0)] if token.type == "html_block" else []
        if token.type == "inline":
            inline = (child for child in token.children or () if child.type == "html_inline")
            parts = [(child, int(child.meta.get(commonmark.AT, 0))) for child in inline]
        for part, at in parts:
            for tag in _TAG.finditer(without_comments(part.content)):
                name = tag["name"].lower()
                if name in _ONLY_ALONE or name in _ENDS_OF_ITSELF or tag["alone"]:
                    continue
                line, column = commonmark.place_in(lines, token, at + tag.start())
                if not tag["end"]:
                    opened.append((name, Place(path, first_line + line, column)))
                elif name in (names := [one for one, _ in opened]):
                    del opened[len(names) - 1 - names[::-1].index(name)]
    for name, place in opened:
        message = f"“<{name}>” được hiểu là thẻ HTML, nên không hiện ra."
        yield Problem(place, "open-tag", message, f"Nếu là chữ cần gõ, viết: &lt;{name}&gt; hoặc ({name}).")
