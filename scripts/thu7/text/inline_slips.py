"""Slips in Markdown inside a block: links that are none, bold that is none, signs that are eaten, words taken for HTML."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from thu7.text import commonmark
from thu7.text.html_tags import tags, without_comments
from thu7.text.problems import Place, Problem, Severity, shortened, warning

ENOUGH = 20
"""How many slips of one kind a paragraph is told of."""
_PICTURE = r"(?:png|jpe?g|webp|svg|gif)"
_BROKEN_LINK = re.compile(
    r"[!！]?[\[【](?P<text>[^\[\]【】\n]*)[\]】](?P<gap>[ \t]?:?[ \t]?)[(（{](?P<target>[^()（）\n]*)(?P<end>[)）}]?)"
    r"|(?P<early>\]\()"
    r"|\((?P<first>[^()\n]*)\)\[(?P<second>[^\[\]\n]+)\]"
    r"|\[(?P<reference>[^\[\]\n]+)\]\[(?P<number>[^\[\]\n]*)\]"
)
_TARGET = re.compile(rf"\.(?:md|pdf|html?|{_PICTURE})\b|https?:|\.vn\b", re.I)
_PATH = re.compile(r"(?<![\w/.-])(?:\.{1,2}/[\w./-]+|[\w-]+\.md)\b")
_LEFT_ATTRIBUTES = re.compile(r"\s*[{｛]:?[^{}｛｝\n]*[=.#][^{}｛｝\n]*[}｝]?")
_BLANKS_TO_FILL = re.compile(r"_{2,}")
_ONLY_ALONE = frozenset(("br", "col", "hr", "img", "input", "source", "track", "wbr", "path", "use"))
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*?)(?P<alone>/)?>")
_RUNS = frozenset(("script", "iframe", "object", "embed", "base", "meta", "link", "style", "frame", "frameset", "applet", "math", "foreignobject", "title", "html", "body", "head"))  # fmt: skip
_BAD_SCHEME = re.compile(r"(?:javascript|vbscript|data|file):")
_UNKNOWN_TAG = re.compile(r"</?(?:font|center|o:p|style|script|iframe|marquee|span|strike|big|tt|meta|link|title|body|html)\b[^<>\n]*>|<!DOCTYPE[^<>\n]*>", re.I)  # fmt: skip


def slips(path: str, lines: Sequence[str], block: Token, first_line: int) -> Iterator[Problem]:
    """What stands in a block's text otherwise than its writer meant.

    Args:
        lines: those of the page.
        first_line: the line of the file on which the page begins.
    """

    def place(written: str) -> Place:
        line, column = commonmark.place_in(lines, block, max(block.content.find(written), 0))
        return Place(path, first_line + line, column)

    children = block.children or []
    if "](" in block.content or "]\n(" in block.content:
        yield from _parted(block, place)
    for before, child, after in zip([None, *children], children, [*children[1:], None], strict=False):
        if child.type == "text":
            yield from _no_link(block, child.content, place)
            yield from _no_attributes(before, child.content, place)
            yield from _no_bold(block, before, child.content, place)
            for found in _UNKNOWN_TAG.finditer(child.content):
                message = f"Thẻ “{found[0]}” không dùng ở đây, nên hiện ra như chữ."
                yield warning(place(found[0]), "unknown-tag", message, "Xóa thẻ này. Chữ đậm thì viết: **chữ đậm**")
        elif child.type in ("strong_open", "em_open"):
            yield from _eaten(before, child, after, place)
        elif child.type == "link_open":
            yield from _no_picture(before, child, place)
        elif child.type == "html_inline" and child.content.startswith("<!--") and "<!--" in child.content[4:]:
            message = "Ghi chú mở bằng “<!--” chưa đóng trước ghi chú sau: mọi thứ ở giữa không hiện ra."
            yield Problem(place(child.content), "not-closed", message, "Thêm --> ở cuối ghi chú này.")


def _parted(block: Token, place: commonmark.Placed) -> Iterator[Problem]:
    for found in re.finditer(r"\[[^\[\]\n]*\]\n\((?P<target>[^()\n]*)\)", block.content):
        if _TARGET.search(found["target"]):
            message = f"Liên kết “{shortened(found[0])}” không thành liên kết: ] và ( nằm ở hai dòng."
            yield Problem(place(found[0]), "no-link", message, "Viết ] và ( liền nhau trên một dòng.")


def _no_link(block: Token, text: str, place: commonmark.Placed) -> Iterator[Problem]:
    told = False
    for found in itertools.islice(_BROKEN_LINK.finditer(text), ENOUGH):
        typed = block.content.find(found[0])
        if typed < 0 or block.content[:typed].endswith("\\"):
            continue  # written so that it is none
        target = found["target"] or found["second"] or ""
        if hint := _why_no_link(found, target):
            what = "Hình" if found[0].startswith(("!", "！")) else "Liên kết"
            message = f"{what} “{shortened(found[0])}” không thành {what.lower()}."
            yield Problem(place(found[0]), "no-link", message, hint)
            told = True
    if not told and (found_path := _PATH.search(text)):
        message = f"“{found_path[0]}” hiện ra như chữ, không thành liên kết."
        yield warning(place(found_path[0]), "no-link", message, f"Viết như: [cài VNeID]({found_path[0]})")


def _why_no_link(found: re.Match[str], target: str) -> str:
    """What mends a link that is none; empty where it was not meant as one."""
    if found["early"]:
        return "Thiếu dấu [ ở trước chữ, hoặc dấu ) ở sau địa chỉ. Viết như: [cài VNeID](../vneid/cai-dat.md)"
    if found["reference"]:
        known = re.fullmatch(r"\d+", found["number"] or "-")
        return (
            f"Thêm ở cuối trang một dòng: [{found['number']}]: https://…, hoặc viết địa chỉ trong ( )." if known else ""
        )
    if found["first"] is not None:
        return f"Ngoặc bị đảo. Viết như: [{found['first']}]({found['second']})" if _TARGET.search(target) else ""
    if found[0].endswith("](") and not target:
        return "Địa chỉ có dấu cách, hoặc thiếu dấu ). Viết liền một mạch, như: [cài VNeID](../vneid/cai-dat.md)"
    tight = (not found["gap"] and found[0][-1] in ")(") or "](" in found[0]
    if not (tight and target) and not _TARGET.search(target):
        return ""
    if not found["end"]:
        return "Thiếu dấu ) ở sau địa chỉ, hoặc dấu ) nằm ở dòng dưới."
    if "[" not in found[0] or "](" not in found[0]:
        return "Dùng ngoặc thường, ] và ( sát nhau, như: [cài VNeID](../vneid/cai-dat.md)"
    if re.search(r"\s", target.strip()):
        return "Địa chỉ có dấu cách: bỏ dấu cách. Tên tệp có dấu cách thì đổi tên tệp, như: to-khai.png"
    return "Viết như: [cài VNeID](../vneid/cai-dat.md), hình thì: ![Tờ khai](to-khai.png)"


def _no_attributes(before: Token | None, text: str, place: commonmark.Placed) -> Iterator[Problem]:
    if before and before.type in ("image", "link_close") and (left := _LEFT_ATTRIBUTES.match(text)):
        message = f"“{shortened(left[0].strip())}” hiện ra như chữ thường."
        hint = "Viết sát dấu ), chỉ dùng chữ và số, như: ![Tờ khai](to-khai.png){ width=720 }"
        yield warning(place(left[0]), "no-attributes", message, hint)


def _no_bold(block: Token, before: Token | None, text: str, place: commonmark.Placed) -> Iterator[Problem]:
    if before and before.type == "em_close" and text.startswith("*"):
        message = "Hai đầu chữ đậm không bằng nhau, nên thành chữ nghiêng và dư dấu *."
        yield warning(place(text[:12]), "no-bold", message, "Viết hai dấu * ở cả hai đầu, như: **Nộp hồ sơ**")
        return
    found = re.search(r"(?<!\*)\*\*(?!\*)", text)
    if not found or "\\*" in block.content:
        return
    if re.search(r"\*\*[^*\n]*[^\s*]\*\*(?=\w)", text):
        hint = "Chừa một dấu cách sau ** thứ hai, như: **Ghi chú:** nộp"
    elif text.count("**") == 1:
        hint = "Thiếu ** ở đầu kia, như: **Nộp hồ sơ**"
    else:
        hint = "Giữa ** và chữ không có dấu cách, như: **Nộp hồ sơ**"
    yield warning(
        place(text[found.start() : found.start() + 12]),
        "no-bold",
        "“**” hiện ra như chữ thường, không làm chữ đậm.",
        hint,
    )


def _eaten(before: Token | None, opening: Token, after: Token | None, place: commonmark.Placed) -> Iterator[Problem]:
    """Signs of the text's own that are read as emphasis, and are not shown."""
    left = before.content[-1:] if before and before.type == "text" else ""
    right = after.content if after and after.type == "text" else ""
    mark = opening.markup
    if (
        (left.isdigit() and right[:1].isdigit())
        or (left == "(" and right.startswith(")"))
        or (mark[0] == "_" and not right.strip(" /-."))
    ):
        message = f"Dấu “{mark}” ở đây làm chữ nghiêng hay đậm, nên không hiện ra."
        hint = f"Viết \\{mark[0]} thay cho {mark[0]}. Phép nhân viết: 3 × 4. Chỗ điền viết: ……"
        yield warning(place(f"{left}{mark}{right}"[:8]), "eaten", message, hint)


def _no_picture(before: Token | None, opening: Token, place: commonmark.Placed) -> Iterator[Problem]:
    target = str(opening.attrs.get("href", ""))
    if (
        before
        and before.type == "text"
        and re.search(r"(?:！|! )\Z", before.content)
        and re.search(rf"\.{_PICTURE}\Z", target, re.I)
    ):
        message = f"“{target}” thành liên kết, không thành hình."
        yield warning(
            place(before.content[-2:] + "["),
            "no-picture",
            message,
            f"Viết ! thường, sát dấu [, như: ![Tờ khai]({target})",
        )


def unsafe(path: str, lines: Sequence[str], tokens: Sequence[Token], first_line: int) -> Iterator[Problem]:
    """HTML and attributes that run something, send readers' words away, or that the site's policy keeps from working."""
    for block in tokens:
        for token in (block, *(block.children or ())):
            found: list[tuple[str, dict[str, str], int]] = []
            if token.type in ("html_block", "html_inline"):
                begins = int(token.meta.get(commonmark.AT, 0))
                found = [(tag.name, tag.attributes, begins + tag.at) for tag in tags(token.content)]
            elif token.type in ("image", "link_open"):
                given = {key: str(value) for key, value in token.attrs.items() if key not in ("href", "src")}
                found = [
                    (
                        token.tag,
                        given | dict(token.meta.get("insecure_attrs", {})),
                        int(token.meta.get(commonmark.AT, 0)),
                    )
                ]
            for name, given, at in found:
                if what := _what_is_unsafe(name, given):
                    line, column = commonmark.place_in(lines, block, at)
                    message = f"“{shortened(what)}” không dùng được trên trang này."
                    hint = "Xóa đi. Trang chỉ dùng chữ, hình và liên kết; kiểu dáng do trang lo."
                    yield Problem(Place(path, first_line + line, column), "unsafe-html", message, hint)


def _what_is_unsafe(name: str, given: dict[str, str]) -> str:
    if name in _RUNS:
        return f"<{name}>"
    for key, value in given.items():
        if key.startswith("on") or key in ("style", "srcset", "srcdoc", "ping"):
            return f"{key}=…"
        bare = re.sub(r"[\s\x00-\x20]", "", value).lower()
        if key in ("href", "src", "action", "formaction", "xlink:href", "poster", "data") and _BAD_SCHEME.match(bare):
            return f"{key}={value}"
        if key in ("action", "formaction") and re.match(r"(?:[a-z]+:)?//", bare):
            return f"{key}={value}"
    return "type=password" if name == "input" and given.get("type", "").lower() == "password" else ""


def open_tags(path: str, lines: Sequence[str], tokens: Sequence[Token], first_line: int) -> Iterator[Problem]:
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
                if tag["alone"] or (name in _ONLY_ALONE and (tag["rest"].strip() or name in ("br", "hr", "wbr"))):
                    continue
                line, column = commonmark.place_in(lines, token, at + tag.start())
                if not tag["end"]:
                    opened.append((name, Place(path, first_line + line, column)))
                elif name in (names := [one for one, _ in opened]):
                    del opened[len(names) - 1 - names[::-1].index(name)]
                elif name in commonmark.ELEMENTS or name in ("main", "body", "html"):
                    message = f"Thẻ đóng “</{name}>” không có thẻ mở."
                    place = Place(path, first_line + line, column)
                    yield Problem(place, "open-tag", message, f"Xóa nó, hoặc thêm <{name}> ở trước.", Severity.ERROR)
    for name, place in opened:
        message = f"“<{name}>” được hiểu là thẻ HTML, nên không hiện ra."
        hint = f"Nếu là chữ cần gõ, viết: &lt;{name}&gt; hoặc ({name})."
        yield Problem(place, "open-tag", message, hint, Severity.ERROR)
