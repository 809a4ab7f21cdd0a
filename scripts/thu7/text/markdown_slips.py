"""Slips in Markdown that it reads as something else without a word: here those of whole blocks, in ``inline_slips`` those inside.

None of it stands in the way of publishing but what takes words from the reader: a comment that swallows what follows it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from thu7.system.memo import remembered
from thu7.text import commonmark, inline_slips
from thu7.text.html_tags import COMMENT
from thu7.text.outline import is_closed
from thu7.text.problems import Place, Problem, Severity, shortened, warning

_HEADING = re.compile(r"(?P<mark>#{2,6})(?=[^\W_#])")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]?[a-z][a-z-]*(?:[ \t]+[\"“][^\"”]*[\"”])?[ \t]*\Z")
_NO_BREAK = "\u00a0\u2007\u202f"
# A good mark; where it makes no item it stands too deep, or a list would have to begin with 1.
_MARK = re.compile(r"(?:[-+*]|\d{1,2}[.)])[ \t]+(?=\S)")
_TIGHT = re.compile(r"(?:[-+–―]|\d{1,2}[.)])(?=[^\W\d_]|\[[ xX]?\])|\*(?=[^\W\d_])(?![^*]*\*)")
_TICK = re.compile(r"\[[ xXvV]?\][ \t]+(?=\S)")
_ARROW = re.compile(rf"(?:[–—−‒―‐‑]|=>|->|-\)|\*(?=[{_NO_BREAK}]))[\s{_NO_BREAK}]*(?=\S)")
# What office papers and posts put in front of items; one alone may be the text's own.
_OFFICE = re.compile(
    r"(?:\(?[a-zđ](?:\.(?=\s)|\)|/(?=\s))|[ivx]{1,4}[.)/](?=\s)"
    r"|\(?\d{1,2}(?:\.\d{1,2})*[ ]?(?:[.)/:、）．](?=\s|\*|[^\W\d_])|[-–](?=\s))|[０-９]+\W"
    r"|(?:bước|b|câu|mục|điều|khoản|phần|ý|cách|trường hợp|lần)\s*\d{1,3}\s*[.:)–-]"
    r"|[\u2460-\u24ff\u2776-\u2793]|\d\ufe0f?\u20e3"
    r"|[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?)\s*(?=\S)",
    re.I,
)
_LABEL = re.compile(r"(?P<name>[^\W_][^:|]{0,29}):\s+\S")
_CELLS = re.compile(r"(?<!\\)\|")
_TABS, _GAPS = re.compile(r"\S\t+\S"), re.compile(r"\S {3,}\S")
_BREAK = re.compile(r"(?:  |\\|<br ?/?>)\Z")
_KNOWN_COMMENT = re.compile(r"<!-- *thu7:(?:hinh +\S+|lich|so|ket-qua) *-->")


@remembered
def slips(path: str, text: str, first_line: int = 1, *, titled: bool = False) -> tuple[Problem, ...]:
    """What stands in a page otherwise than its writer meant.

    Args:
        text: Markdown without front matter, and without the title where ``titled``.
        first_line: the line of the file on which ``text`` begins.
    """
    return tuple(_slips(path, text, first_line, titled))


def _slips(path: str, text: str, first_line: int, titled: bool) -> Iterator[Problem]:
    tokens, lines = commonmark.parse(text), text.split("\n")
    inside: list[str] = []
    columns = 0
    for number, token in enumerate(tokens):
        if token.nesting == -1 and inside:
            inside.pop()
        if token.map:
            place = Place(path, first_line + token.map[0])
            before = tokens[number - 1]
            if token.type == "inline":
                if before.type == "paragraph_open":
                    yield from _lines(place, token, lines, "list_item_open" in inside)
                yield from inline_slips.slips(path, lines, token, first_line)
            elif token.type == "heading_open":
                yield from _heading(place, token, tokens[number + 1], titled)
            elif token.type == "blockquote_open":
                yield from _quote(place, lines[token.map[0]])
            elif token.type == "table_open":
                row = itertools.takewhile(lambda one: one.type != "tr_close", itertools.islice(tokens, number, None))
                columns = sum(one.type == "th_open" for one in row)
            elif token.type == "tr_open":
                yield from _row(place, lines[token.map[0]], columns)
            elif token.type == "list_item_open" and tokens[number + 1].type == "list_item_close":
                yield warning(
                    place, "no-list", "Mục này trống: chữ của nó phải nằm cùng dòng.", "Viết như: 1. Mở cổng."
                )
            elif token.type == "ordered_list_open" and _begins_again(tokens, number):
                message = "Danh sách đánh số lại từ 1, vì hình ở trên không nằm trong mục trước nó."
                yield warning(place, "begins-again", message, "Thụt dòng có hình vào cho thẳng chữ của mục ở trên.")
            elif token.type in ("code_block", "fence", "html_block"):
                yield from _frame(place, token, lines)
        if token.nesting == 1:
            inside.append(token.type)
    for number, line in enumerate(lines):
        if re.match(r" {0,3}\[[^\[\]]+\]:[ \t]*\(", line):
            message = f"“{shortened(line)}” không hiện ra: máy hiểu là địa chỉ đặt ở cuối trang."
            yield warning(
                Place(path, first_line + number),
                "no-link",
                message,
                "Bỏ dấu : giữa ] và ( , như: [cài VNeID](../vneid/cai-dat.md)",
            )
    yield from inline_slips.unsafe(path, lines, tokens, first_line)
    yield from inline_slips.open_tags(path, lines, tokens, first_line)


# --- paragraphs ----------------------------------------------------------------------------------------------------


def _lines(place: Place, token: Token, page: Sequence[str], in_list: bool) -> Iterator[Problem]:
    """Lines of a paragraph that were meant as items, as a heading, a table or a box."""
    found = [line.lstrip(f" \t{_NO_BREAK}") for line in token.content.split("\n")]
    if _BOX.match(found[0]):
        hint = "Thụt các dòng trong khung vào bốn dấu cách, như: !!! note rồi dòng dưới:     Nhớ mang thẻ."
        yield warning(place, "no-box", f"“{shortened(found[0])}” chưa thành khung.", hint)
    yield from _no_table(place, found)
    for number, line in enumerate(found):
        if commonmark.BULLET.fullmatch(line.strip()):
            yield warning(
                _below(place, number),
                "no-list",
                f"“{line.strip()}” đứng một mình, không thành mục.",
                "Viết cùng dòng với chữ, như: - Tờ khai",
            )
    bare = [line.lstrip("*_") if line.startswith(("**", "__")) else line for line in found]
    strong = [n for n, line in enumerate(found) if n and (_MARK.match(line) or _TIGHT.match(line) or _TICK.match(line))]
    office = [n for n, line in enumerate(bare) if _OFFICE.match(line) or _ARROW.match(line)]
    for number, line in enumerate(found):
        here = _below(place, number)
        above = found[number - 1].rstrip() if number else ""
        joined = number > 0 and not _BREAK.search(found[number - 1])
        alone = not joined and not (number + 1 in office and not _BREAK.search(line))
        if tight := _HEADING.match(line):
            hint = f"Thêm một dấu cách, như: {tight['mark']} {shortened(line.lstrip('#'))}"
            yield warning(here, "no-heading", f"“{tight['mark']}” viết sát chữ nên không thành mục.", hint)
        elif not number and (mark := _TIGHT.match(line) or _TICK.match(line)):
            yield _no_item(here, mark[0], line[mark.end() :], in_list)
        elif (
            joined
            and number in strong
            and (
                in_list or above.endswith(":") or len(strong) > 1 or re.match(r" {4}|\t", _source(page, token, number))
            )
        ):
            mark = _MARK.match(line) or _TIGHT.match(line) or _TICK.match(line)
            assert mark, "the line is among those that match"
            yield _no_item(here, mark[0], line[mark.end() :], in_list)
        elif (
            number in office
            and not alone
            and (len(office) > 1 or (joined and in_list and not _source(page, token, number)[:1].isspace()))
        ):
            mark = _OFFICE.match(bare[number]) or _ARROW.match(bare[number])
            assert mark, "the line is among those that match"
            yield _no_item(here, mark[0], bare[number][mark.end() :], in_list)
        elif (
            joined
            and in_list
            and above.endswith((".", "!", "?", ";", ":"))
            and not _source(page, token, number)[:1].isspace()
        ):
            message = f"“{shortened(line)}” dính vào mục ở trên, hiện liền một dòng."
            yield warning(here, "glued", message, "Chừa một dòng trống ở trên, hoặc thụt vào nếu nó thuộc mục đó.")
        elif not in_list and (joined or (number + 1 < len(found) and not _BREAK.search(line))) and _is_label(line):
            neighbours = ([found[number - 1]] if joined else []) + found[number + 1 : number + 2]
            if any(map(_is_label, neighbours)):
                message = f"“{shortened(line)}” và dòng kề nó hiện nối liền nhau."
                yield warning(here, "joined", message, f"Mỗi dòng một mục, như: - {shortened(line)}")


def _below(place: Place, lines: int) -> Place:
    return Place(place.path, (place.line or 0) + lines)


def _is_label(line: str) -> bool:
    found = _LABEL.match(line)
    return (
        found is not None and (found["name"][0].isupper() or found["name"][0].isdigit()) and "http" not in found["name"]
    )


def _source(page: Sequence[str], paragraph: Token, number: int) -> str:
    assert paragraph.map, "a paragraph has its lines"
    return page[paragraph.map[0] + number]


def _no_item(place: Place, mark: str, rest: str, in_list: bool) -> Problem:
    shown = mark.strip(f" \t{_NO_BREAK}") or mark
    message = f"“{shown}” ở đầu dòng không làm thành một mục của danh sách."
    item = f"- {shortened(rest.lstrip(' *_')).rstrip('.')}"
    if in_list:
        hint = f"Mục riêng thì viết như: {item}. Mục con thì thụt vào cho thẳng chữ của mục ở trên."
    elif _MARK.match(mark + "x"):
        hint = "Chừa một dòng trống ở trên, và bỏ dấu cách thừa ở đầu dòng."
    else:
        hint = f"Viết mỗi dòng như: {item}"
    return warning(place, "no-list", message, hint)


# --- headings, quotations, tables ----------------------------------------------------------------------------------


def _heading(place: Place, opening: Token, inside: Token, titled: bool) -> Iterator[Problem]:
    name = shortened(inside.content)
    if opening.markup in ("-", "="):
        message = f"Dòng “{opening.markup * 3}” ngay dưới “{name}” biến chữ ấy thành đề mục lớn."
        yield warning(
            place, "underlined", message, f"Là đề mục thì viết: ## {name}. Không thì chừa một dòng trống ở giữa."
        )
    elif not inside.content.strip() and opening.tag != "h1":  # a page without a title is told of
        yield warning(place, "no-heading", "Đề mục này trống.", "Viết tên mục cùng dòng, như: ## Các bước")
    elif titled and opening.tag == "h1":
        message = f"“# {name}” thành tên thứ hai của trang."
        yield warning(
            place, "second-title", message, f"Là đề mục thì viết: ## {name}. Là chữ thường thì viết: \\# {name}"
        )


def _quote(place: Place, line: str) -> Iterator[Problem]:
    if found := re.match(r"\s*>[ \t]?(?P<rest>=|\d)", line):
        message = f"“>{found['rest']}” ở đầu dòng thành lời trích, dấu > không hiện ra."
        yield warning(place, "no-sign", message, "Viết bằng chữ, như: trên 14 tuổi, từ 14 tuổi.")


def _row(place: Place, line: str, columns: int) -> Iterator[Problem]:
    cells = line.strip().strip(">").strip()
    count = len(_CELLS.split(cells.removeprefix("|").removesuffix("|")))
    if not _CELLS.search(cells):
        message = f"“{shortened(cells)}” nằm liền dưới bảng nên thành một hàng của bảng."
        yield warning(place, "row", message, "Chừa một dòng trống ở trên.")
    elif count > columns:
        message = f"Hàng này có {count} ô mà bảng có {columns} cột: ô thừa không hiện ra."
        yield warning(place, "row", message, "Bỏ dấu | thừa. Cần hiện dấu ấy thì viết: \\|")
    elif count < columns:
        yield warning(
            place,
            "row",
            f"Hàng này có {count} ô mà bảng có {columns} cột.",
            "Mỗi hàng của bảng viết trên một dòng, đủ ô.",
        )


def _no_table(place: Place, found: Sequence[str]) -> Iterator[Problem]:
    hint = "Dòng thứ hai của bảng phải là gạch, đủ cột, như: | Giấy tờ | Số bản | rồi |---|---|"
    piped = [n for n, line in enumerate(found) if len(_CELLS.findall(line)) > 1 and line.startswith("|")]
    if piped or re.match(r"\+[-=+]{3,}\s*\Z", found[0]):
        where = _below(place, piped[0] if piped else 0)
        yield warning(where, "no-table", "Các dấu | ở đây không thành bảng.", hint)
    for pattern, what in ((_TABS, "dấu Tab"), (_GAPS, "nhiều dấu cách")):
        columns = [n for n, line in enumerate(found) if pattern.search(line)]
        if len(columns) > 1:
            message = f"Các cột cách nhau bằng {what} hiện nối liền nhau, không thành bảng."
            yield warning(_below(place, columns[0]), "no-table", message, hint)
            return


def _begins_again(tokens: Sequence[Token], number: int) -> bool:
    """Whether a numbered list begins with 1 behind another one with nothing but pictures between them."""
    if tokens[number].attrs.get("start", 1) != 1:
        return False
    back = number - 1
    while (
        back > 0
        and tokens[back].level >= tokens[number].level
        and tokens[back].type in ("paragraph_open", "paragraph_close", "inline")
    ):
        children = tokens[back].children or []
        if any(child.type != "image" for child in children):
            return False
        back -= 1
    return back < number - 1 and tokens[back].type == "ordered_list_close"


# --- frames, comments and HTML -------------------------------------------------------------------------------------


def _frame(place: Place, token: Token, lines: Sequence[str]) -> Iterator[Problem]:
    if token.type == "code_block":
        hint = "Bỏ các dấu cách ở đầu dòng. Trong danh sách, thụt bằng chữ của mục ở trên."
        yield warning(place, "indented", "Dòng thụt vào bốn dấu cách trở lên hiện thành khung chữ máy.", hint)
    elif token.type == "fence":
        if not is_closed(token, lines):
            message = f"Khung mở bằng “{shortened(token.markup)}” chưa đóng: mọi thứ ở dưới thành chữ máy."
            hint = f"Thêm một dòng {shortened(token.markup)} ở cuối khung."
            yield warning(place, "not-closed", message, hint)
    else:
        yield from comments(place, token.content)
        bare = COMMENT.sub("", token.content)
        if re.search(r"\*\*\w|\w\]\(", bare):
            message = "Trong thẻ HTML, ** và [..](..) hiện ra như đã gõ."
            yield warning(place, "in-html", message, "Chừa một dòng trống sau thẻ mở và trước thẻ đóng.")


def comments(place: Place, content: str) -> Iterator[Problem]:
    """What is wrong with the comments in a piece of HTML: what is not closed hides all up to the next one's end."""
    for found in re.finditer(r"<!--(?P<said>.*?)(?P<end>-->|\Z)", content, re.S):
        here = _below(place, content.count("\n", 0, found.start()))
        if not found["end"]:
            message = "Ghi chú mở bằng “<!--” chưa đóng: mọi thứ ở dưới không hiện ra."
            yield Problem(here, "not-closed", message, "Thêm --> ở cuối ghi chú.", Severity.ERROR)
        elif "<!--" in found["said"] or re.search(r"\n#{1,6} ", found["said"]):
            message = "Ghi chú mở bằng “<!--” chưa đóng trước mục sau: mọi thứ ở giữa không hiện ra."
            yield Problem(here, "not-closed", message, "Thêm --> ở cuối ghi chú này.", Severity.ERROR)
        elif found["said"].lstrip().startswith("thu7:") and not _KNOWN_COMMENT.fullmatch(found[0]):
            hint = "Viết như: <!-- thu7:hinh quay-lai --> (hình), <!-- thu7:lich -->, <!-- thu7:so --> hoặc <!-- thu7:ket-qua -->"
            yield warning(here, "no-figure", f"Máy không hiểu “{shortened(found[0])}”.", hint)
