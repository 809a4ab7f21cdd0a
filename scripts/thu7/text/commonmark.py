"""Markdown as the git hosts' previews read it: CommonMark 0.31 with tables, task lists, ``~~struck~~`` and bare addresses.

Besides, what Material's users are used to: ``!!! note``, ``??? details``, ``{ width=720 }`` behind a picture, ``## Tên {#moc}``.
Pages, handouts, checks, links and search all read these tokens, so what one of them sees as a list is a list for all.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.gfm_autolink.index import _protocol_rule

from thu7.text import vietnamese
from thu7.text.html_tags import COMMENT
from thu7.text.problems import Place

_ELEMENTS = """
a abbr article aside audio b bdi bdo blockquote br button caption cite code col colgroup dd del details dfn div dl dt em
fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label legend li main mark meter nav ol
optgroup option output p path picture pre progress q rp rt ruby s samp search section select small source span strong sub
summary sup svg table tbody td tfoot th thead time tr track u ul use var video wbr
"""
ELEMENTS = frozenset(_ELEMENTS.split())
"""HTML that is meant. Another word in angle brackets, ``<số căn cước>`` or ``<OTP>``, is shown as it stands; so are those
that belong to no page's text (``<link>``, ``<title>``)."""
TITLES = {
    "note": "Ghi chú",
    "info": "Cần biết",
    "tip": "Mẹo",
    "important": "Quan trọng",
    "warning": "Lưu ý",
    "caution": "Cẩn thận",
    "danger": "Cẩn thận",
    "example": "Ví dụ",
    "question": "Câu hỏi",
    "details": "Xem thêm",
}
"""What stands above a ``!!! note``, and above a ``> [!NOTE]``, that has no title of its own."""
Placed = Callable[[str], Place]
"""Gives the place of something that stands in a block, as it was typed."""
AT = "at"
"""In a token's ``meta``: where in the text of its block a link, a picture or a tag begins."""
_WIDE = "\u00a0\u2002-\u200a\u202f\u3000"
BULLET = re.compile("[•◦‣⁃∙·▪▫■□●○◆◇►➢➤❖\uf000-\uf0ff]\ufe0f?")
"""What Word and Zalo put in front of the items of a list."""
_FROM_WORD = re.compile(
    rf"(?P<indent>[ \t{_WIDE}]*(?:>[ \t]?)*)"
    rf"(?:(?P<bullet>{BULLET.pattern}|[o§üvØ](?=\t))"
    rf"|(?P<dash>[–—−‒―‐‑])(?=[ \t{_WIDE}])"
    rf"|(?P<mark>[-+]|\d{{1,9}}[.)]|#{{1,6}})(?=[ \t{_WIDE}]))[ \t{_WIDE}]*(?=\S)"
)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""What no reader sees and what parts addresses and marks all the same; the joiner inside an emoji stays."""
_BOX = re.compile(r"(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]*(?: +[a-z][\w-]*)*(?: +[\"“][^\"”]*[\"”])?\s*\Z", re.A)
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_MARKDOWN_INSIDE = re.compile(r"(<[a-z][^<>]*?)\s+markdown(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]*))?(?=[\s>])", re.I)
_BEHIND_A_HEADING = re.compile(r"\s*(\{:?[^{}]*\})\s*\Z")


@lru_cache(512)
def parse(text: str) -> Sequence[Token]:
    """The tokens of Markdown without its front matter. They are shared: nobody changes them."""
    return tuple(_PARSER.parse(text))


def html(text: str, to: Callable[[str], str] = str) -> str:
    """Markdown as HTML.

    Args:
        to: gives the address for the target of a link or a picture, as it is written.
    """
    # The renderer wants a list of its own; the tokens stay as they are.
    return str(_PARSER.renderer.render(list(parse(text)), _PARSER.options, {"to": to}))


def plain(children: Sequence[Token]) -> str:
    """What a reader reads of a block's text, without marks and tags."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(plain(child.children or ()))
    return "".join(parts).strip()


def place_in(lines: Sequence[str], block: Token, at: int) -> tuple[int, int]:
    """The line, counted from 0, and the column, counted from 1, of what stands at ``at`` in the text of a block.

    Args:
        lines: those of the page.
    """
    start = block.content.rfind("\n", 0, at) + 1
    end = block.content.find("\n", at)
    end = len(block.content) if end < 0 else end
    line = (block.map[0] if block.map else 0) + block.content.count("\n", 0, at)
    # In a list or a quotation the block's text ends with its line, and stands behind a mark that it does not have.
    before = len(lines[line].rstrip()) - (end - start)
    if before < 0 or not lines[line].startswith(block.content[start : start + 30], before):
        before = max(lines[line].find(block.content[start:end]), 0)  # in a table
    return line, before + at - start + 1


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens of blocks and of the text inside them, in order."""
    for token in tokens:
        yield token
        yield from flat(token.children or ())


# --- how the parser differs from the library's own -----------------------------------------------------------------


def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"tasklists": True, "alerts": True}).enable(["table", "strikethrough"])
    made.use(admon_plugin).use(attrs_plugin).use(gfm_autolink_plugin)
    made.disable("gfm_autolink_email")
    made.inline.ruler.at("gfm_autolink_protocol", _address)
    for name, rule in (("link", link), ("image", image), ("autolink", autolink), ("html_inline", html_inline)):
        made.inline.ruler.at(name, _placed(_meant(rule) if rule is html_inline else rule))
    made.block.ruler.at("html_block", _meant_block, {"alt": ["paragraph", "reference", "blockquote"]})
    made.block.ruler.at("admonition", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    made.core.ruler.before("block", "from_word", _from_word)
    made.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    made.core.ruler.push("finish", _finish)
    # A scheme that must not be is named by the check of links; left as text, it would only look odd.
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    for name in ("html_block", "html_inline"):
        made.add_render_rule(name, _html_as_meant)
    for name in ("link_open", "image"):
        made.add_render_rule(name, _leading_on)
    # The page's script puts a box that can be ticked, the handout one of ink: no third one from here.
    made.add_render_rule("list_item_open", RendererHTML.renderToken)
    return made


def _from_word(state: StateCore) -> None:
    """Bullets and spaces as Word gives them become Markdown's, and what is not seen goes: nobody sees the difference where they edit.

    A dash may be the text's own, so it makes an item only below an empty line, a colon or another item.
    """
    fence = ""
    lines = _UNSEEN.sub("", state.src).split("\n")
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence or mark:
            ends = fence and line.strip(" \t>").startswith(fence) and not line.strip(f" \t>{fence[0]}")
            fence = "" if ends else fence or (mark["fence"] if mark else "")
            continue
        found = _FROM_WORD.match(line)
        before = lines[number - 1].strip() if number else ""
        if not found or (found["dash"] and before and not before.endswith(":") and not before.startswith("- ")):
            continue
        if found["mark"] and not re.search(f"[{_WIDE}]", found[0]):
            continue  # as it should be
        indent = re.sub(f"[{_WIDE}]", " ", found["indent"])
        below = "  " if found["bullet"] in ("o", "§") and re.match(r"\s*- ", lines[number - 1]) else ""
        lines[number] = f"{indent}{below}{found['mark'] or '-'} {line[found.end() :]}"
    state.src = "\n".join(lines)


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``!!! note`` and ``??? note`` where they have a body; a sentence that begins with three signs is one."""
    head = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    below = next((line for line in range(start + 1, end) if not state.isEmpty(line)), None)
    if not _BOX.match(head) or below is None or state.sCount[below] < state.sCount[start] + 4:
        return False
    return admonition(state, start, end, silent)


def _address(state: StateInline, silent: bool) -> bool:
    """A bare address; the library looks back from every colon over all the text, so it is only asked behind a scheme."""
    return state.pending.endswith(("http", "https")) and _protocol_rule(state, silent)


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, and its first token of its own knows where it begins."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[before:]:
            if token.type in ("link_open", "image", "html_inline"):
                token.meta.setdefault(AT, start)
                break
        return True

    return placed


def _is_meant(text: str, start: int) -> bool:
    named = _NAME.match(text, start)
    return named[1].lower() in ELEMENTS if named else text.startswith("<!--", start)


def _meant(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def meant(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] == "<" and _is_meant(state.src, state.pos) and rule(state, silent)

    return meant


def _meant_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return _is_meant(state.src, state.bMarks[start] + state.tShift[start]) and html_block(state, start, end, silent)


def _heading_attributes(state: StateCore) -> None:
    """``## Tên {#moc}``: Python-Markdown's form, in which staff name a place that other pages lead to."""
    for opening, inside in itertools.pairwise(state.tokens):
        found = _BEHIND_A_HEADING.search(inside.content) if opening.type == "heading_open" else None
        if not found:
            continue
        try:
            _, given = parse_attributes(found[1].replace("{:", "{", 1))
        except ParseError:
            continue
        opening.attrs.update({key: value for key, value in given.items() if key in ("id", "class")})
        inside.content = inside.content[: found.start()]


def _finish(state: StateCore) -> None:
    tokens = state.tokens
    used = {str(token.attrs["id"]) for token in flat(tokens) if "id" in token.attrs}
    for token, inside in itertools.pairwise(tokens):
        if token.type == "heading_open" and "id" not in token.attrs:
            token.attrs["id"] = _unique(vietnamese.slug(plain(inside.children or ())), used)
    folds = []
    for number, token in enumerate(tokens):
        if token.type == "admonition_open":
            # ``??? note`` folds away, ``???+`` is open at first; the class names are Material's.
            kind, folds_away = token.meta["tag"], token.markup.startswith("?")
            folds.append(folds_away)
            token.attrs["class"] = f"{'' if folds_away else 'admonition '}{kind}"
            if folds_away:
                token.tag = "details"
                token.attrs |= {"open": "open"} if token.markup.endswith("+") else {}
            _titled(tokens, number, kind)
        elif token.type in ("admonition_title_open", "admonition_title_close") and folds[-1]:
            token.tag, token.attrs = "summary", {}
        elif token.type == "admonition_close" and folds.pop():
            token.tag = "details"
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            # As the git hosts do: a style in a tag is what the site's policy forbids.
            token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
        elif token.type == "alert_open":
            token.attrs["class"] = f"admonition {token.info.lower()}"
            tokens[number + 1].attrs["class"] = "admonition-title"
            _titled(tokens, number, token.info)


def _titled(tokens: Sequence[Token], number: int, kind: str) -> None:
    """Give a block without a title of its own one in Vietnamese; Word's quotes around one are no part of it."""
    title = tokens[number + 2]
    if title.type == "inline" and title.content[:1] == "“":
        title.content = title.content.strip("“”")
        title.children = [Token("text", "", 0, content=title.content)]
    if title.type == "inline" and title.content == kind.title() and kind.lower() in TITLES:
        title.content = TITLES[kind.lower()]
        title.children = [Token("text", "", 0, content=title.content)]


def _unique(slug: str, used: set[str]) -> str:
    """As MkDocs has always counted: the second of a name is ``ten_1``."""
    name, count = slug, 0
    while not name or name in used:
        count += 1
        name = f"{slug}_{count}"
    used.add(name)
    return name


def _html_as_meant(
    self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    """HTML without comments, which are for who edits, and without the word by which Python-Markdown is let in."""
    return _MARKDOWN_INSIDE.sub(r"\1", COMMENT.sub("", tokens[number].content))


def _leading_on(
    self: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    token = tokens[number]
    key = "src" if token.type == "image" else "href"
    leading = replace(token, attrs={**token.attrs, key: env["to"](str(token.attrs[key]))})
    if token.type == "image":
        return RendererHTML.image(self, [leading], 0, options, env)
    return self.renderToken([leading], 0, options, env)


_PARSER = _made()
