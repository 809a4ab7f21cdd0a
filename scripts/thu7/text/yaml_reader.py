"""YAML into records.

Only PyYAML's composer is used. Anchors, aliases and tags are refused: they surprise people who are no programmers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from thu7.text import vietnamese, yaml_slips
from thu7.text.problems import Notes, Place
from thu7.text.records import Record, Scalar, Sequence, Value

_DEEPEST = 50
"""Levels of lists and keys inside each other."""
_CONTROL = ("Tệp có ký tự điều khiển không đọc được.", "Xóa ký tự lạ rồi gõ lại dòng đó.")
_NO_LETTER = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What only an escape such as ``"\\ud800"`` can bring in: control characters, and halves of characters, which cannot be written."""
_IN_QUOTES = re.compile(r'([\[{,:]\s)"[^"\\\n]*"')
"""Where everybody takes it for a sign of the text: most addresses stand so."""
_IN_TEXT = re.compile(r"(?m)^([^\[\]{}\n]*\w[^\[\]{}\n]*)\[\?\]")
"""Our mark of a single source, in a text without brackets: where it stands in a list after all, both loaders refuse it."""
_QUESTION = re.compile(r"(?m)(?:^|[\s\[{,:-])\?")
"""A question mark at a word's beginning."""
_Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
_FAST: _Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_yaml(path: str, text: str, notes: Notes, *, first_line: int = 1) -> Record | None:
    """The mapping in ``text``, or None and a problem. ``first_line`` is where the text begins in its file."""
    found_before = len(notes.problems)
    notes.problems.extend(yaml_slips.odd_spaces(path, text, first_line))
    notes.problems.extend(yaml_slips.names_bare(path, text, first_line))
    if len(notes.problems) > found_before:
        return None
    try:
        node = _composed(path, text, first_line, notes)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if isinstance(error, yaml.reader.ReaderError):
            before = text[: int(error.position)]
            place = Place(path, before.count("\n") + first_line, len(before) - before.rfind("\n"))
        else:
            place = Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path)
        slip = yaml_slips.behind(path, text, mark.line, first_line) if mark else None
        if slip:
            notes.problems.append(slip)
        else:
            notes.error(place, "yaml", *_syntax_sentence(error, text, mark))
        return None
    except (ValueError, OverflowError):  # an escape that names no letter: "\\U00110000"
        before = text[: escape.start()] if (escape := _NO_LETTER.search(text)) else ""
        notes.error(Place(path, before.count("\n") + first_line, len(before) - before.rfind("\n")), "yaml", *_CONTROL)
        return None
    except RecursionError:
        notes.error(Place(path), "yaml", "Tệp lồng quá nhiều tầng, không đọc được.", "Mỗi khóa chỉ cần một hai tầng.")
        return None
    if len(notes.problems) > found_before:
        return None
    if node is None:
        return Record({}, Place(path, first_line, 1), notes, {})
    notes.problems.extend(yaml_slips.cut_off(path, text, first_line))
    value = _value(node, path, first_line, notes)
    if not isinstance(value, Record):
        notes.error(
            Place(path, first_line, 1),
            "not-record",
            "Tệp phải gồm các dòng “khóa: giá trị”.",
            "Viết như: tên: Phường An Nhơn",
        )
        return None
    return value


def read_among(path: str, texts: Mapping[str, str], notes: Notes) -> Record | None:
    """The mapping in one of these files; None where there is no such file, or a problem."""
    return read_yaml(path, texts[path], notes) if path in texts else None


def _asks_oddly(text: str) -> bool:
    """Whether YAML may take a question mark for a sign of its own: at a word's beginning, or inside brackets."""
    if "?" not in text:
        return False
    text = _IN_TEXT.sub(r"\1", _IN_QUOTES.sub(r"\1", text))
    depth = 0
    for sign in re.findall(r"[\[\]{}?]", text):
        if sign == "?" and depth:
            return True
        depth = max(0, depth + (sign in "[{") - (sign in "]}"))
    return bool(_QUESTION.search(text))


def _composed(path: str, text: str, first_line: int, notes: Notes) -> yaml.Node | None:
    """The text's nodes, by the fast loader; what it refuses the plain one reads once more, for it says better what is wrong."""
    # The fast loader lets Tabs and some question marks pass, on which other programs that read the file would stumble.
    if "\t" not in text and not _asks_oddly(text):
        found_before = len(notes.problems)
        try:
            _refuse_references(path, text, first_line, notes, _FAST)
            return yaml.compose(text, Loader=_FAST)
        except yaml.YAMLError:
            del notes.problems[found_before:]
    _refuse_references(path, text, first_line, notes, yaml.SafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _refuse_references(path: str, text: str, first_line: int, notes: Notes, loader: _Loader) -> None:
    """Note anchors, aliases and tags. Too many levels are refused before the fast loader would overflow the stack on them."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise RecursionError
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if (anchor or tag) and event.start_mark:
            sign = f"*{anchor}" if isinstance(event, yaml.AliasEvent) else f"&{anchor}" if anchor else str(tag)
            place = Place(path, event.start_mark.line + first_line, event.start_mark.column + 1)
            notes.error(
                place,
                "yaml-reference",
                f"Không dùng dấu “{sign}” trong tệp này.",
                'Nếu là chữ thường, đặt trong ngoặc kép, viết như: "&chữ"',
            )


def _syntax_sentence(error: yaml.YAMLError, text: str, mark: yaml.Mark | None) -> tuple[str, str]:
    """PyYAML's complaint in words for people who never heard of YAML."""
    complaint = str(getattr(error, "problem", "") or error)
    line = text.split("\n")[mark.line] if mark and mark.line < text.count("\n") + 1 else ""
    if "\t" in line.rstrip() or "'\\t'" in complaint:
        return "Dòng này có phím Tab.", "Thụt đầu dòng bằng hai dấu cách, không dùng phím Tab."
    if "mapping values are not allowed" in complaint:
        return (
            "Có hai dấu hai chấm trong một dòng, hoặc dòng thụt sai.",
            'Đặt phần có dấu hai chấm trong ngoặc kép, viết như: ghi chú: "Lưu ý: mang thẻ"',
        )
    if "special characters are not allowed" in complaint:
        return _CONTROL
    if "expected the node content" in complaint or "could not find expected ':'" in complaint:
        return "Không hiểu dòng này: thiếu dấu hai chấm, hoặc một dấu ngoặc chưa đóng.", "Viết như: tên: Phường An Nhơn"
    if "cannot start any token" in complaint:
        return (
            "Giá trị bắt đầu bằng một ký hiệu không được phép.",
            'Đặt giá trị trong ngoặc kép, viết như: ghi chú: "@ sảnh chính"',
        )
    return (
        "Không hiểu được từ chỗ này: có thể thụt dòng sai, thiếu dấu hai chấm hoặc ngoặc chưa đóng.",
        "So với dòng đúng ngay phía trên.",
    )


def _value(node: yaml.Node, path: str, first_line: int, notes: Notes) -> Value:
    place = Place(path, node.start_mark.line + first_line, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        plain_null = not node.style and node.value in ("", "~", "null")
        text = "" if plain_null else vietnamese.plain(node.value)
        # Who put curly quotes around a whole value meant straight ones.
        if not node.style and len(text) > 2 and text[0] == "“" and text[-1] == "”" and not {"“", "”"} & set(text[1:-1]):
            text = text[1:-1].strip()
        if _UNREADABLE.search(text):
            notes.error(place, "yaml", *_CONTROL)
            text = _UNREADABLE.sub("", text)
        return Scalar(text, place)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_value(child, path, first_line, notes) for child in node.value), place)
    entries: dict[str, tuple[Scalar, Value]] = {}
    for key_node, value_node in node.value:
        key = _value(key_node, path, first_line, notes)
        if not isinstance(key, Scalar):
            notes.error(key.place, "not-text", "Khóa phải là một dòng chữ.", "Viết như: tên: Phường An Nhơn")
        elif key.folded in entries:
            earlier = entries[key.folded][0].place.line
            notes.error(
                key.place,
                "double-key",
                f"“{key.text}” viết hai lần; lần đầu ở dòng {earlier}.",
                "Giữ một dòng, xóa dòng kia.",
            )
        else:
            entries[key.folded] = (key, _value(value_node, path, first_line, notes))
    return Record(entries, place, notes, {})
