"""Changes one value in a staff file and leaves every other byte as it is: comments, order, blank lines, line ends.

A library that loads and dumps YAML with its comments (ruamel.yaml) sets indents, quotes and line breaks anew; staff would see
changes in places that nobody touched. PyYAML's composer tells where each value stands, and that is all this needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from thu7 import wording

ASSIGNMENTS, PEOPLE, CODE, AWAY, ISSUE = "phân công", "tình nguyện viên", "mã", "bận", "lần cấp"
_PLAIN = re.compile(r"(?!null$)[^\W_][\w /.()–-]*")
"""What needs no quotes in YAML, read as this project reads it."""


def assigned(text: str, roles: Mapping[str, Sequence[str]]) -> str:
    """A Saturday's file with these people in these roles; the other roles and keys stay.

    Raises:
        ValueError: the file is written in a way in which this cannot be done safely.
    """
    changed = text
    for role, codes in roles.items():
        block = _value(_root(changed), ASSIGNMENTS)
        if not isinstance(block, yaml.MappingNode):
            changed = _put_block(changed, role, codes)
        else:
            changed = _put(changed, block, role, codes)
    wanted = {wording.fold(role): list(codes) for role, codes in roles.items()}
    before, after = _plain(_root(text)), _plain(_root(changed))
    given = {**_mapping(before.pop(wording.fold(ASSIGNMENTS), {})), **wanted}
    if (before, given) != (after, _mapping(after.pop(wording.fold(ASSIGNMENTS), {}))):
        raise ValueError("another value would change")
    return changed


def away(text: str, code: str, periods: Sequence[str]) -> str:
    """A roster with these days added to somebody's ``bận``.

    Raises:
        ValueError: nobody goes by that code, or the file is written in a way in which this cannot be done safely.
    """
    person = _person(_root(text), code)
    value = _value(person, AWAY)
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value] if value and value.value else []
    if nodes and isinstance(value, yaml.SequenceNode) and not value.flow_style:
        at, indent = _end_of_line(text, _end(value)), " " * value.start_mark.column
        changed = text[:at] + "".join(f"{_newline(text)}{indent}- {period}" for period in periods) + text[at:]
    else:
        items = [text[node.start_mark.index : node.end_mark.index] for node in nodes]
        changed = _put(text, person, AWAY, [*items, *periods], raw=True)
    return _only(text, changed, code, AWAY, [*(node.value for node in nodes), *periods])


def reissued(text: str, code: str, number: int) -> str:
    """A roster with somebody's ``lần cấp`` set to a number.

    Raises:
        ValueError: nobody goes by that code, or the file is written in a way in which this cannot be done safely.
    """
    person = _person(_root(text), code)
    value = _value(person, ISSUE)
    new = str(number)
    changed = _append(text, person, f"{ISSUE}: {new}") if value is None else _replace(text, value, new)
    return _only(text, changed, code, ISSUE, new)


# --- where things stand --------------------------------------------------------------------------------------------


def _root(text: str) -> yaml.MappingNode | None:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise ValueError("no mapping")
    return node


def _value(mapping: yaml.MappingNode | None, key: str) -> yaml.Node | None:
    entries = mapping.value if mapping else ()
    return next((value for name, value in entries if wording.fold(name.value) == wording.fold(key)), None)


def _person(root: yaml.MappingNode | None, code: str) -> yaml.MappingNode:
    people = _value(root, PEOPLE)
    for person in _items(people):
        if isinstance(person, yaml.MappingNode):
            found = _value(person, CODE)
            if found is not None and wording.fold(found.value) == code:
                return person
    raise ValueError(f"nobody goes by {code}")


def _items(node: yaml.Node | None) -> Iterator[yaml.Node]:
    return iter(node.value if isinstance(node, yaml.SequenceNode) else filter(None, (node,)))


def _end(node: yaml.Node) -> int:
    """Where the last character of a value stands; what a block's own mark takes in after it is left out."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _end_of_line(text: str, index: int) -> int:
    found = re.compile(r"\r?\n|\Z").search(text, index)
    return found.start() if found else len(text)


# --- what is put there ---------------------------------------------------------------------------------------------


def quoted(text: str) -> str:
    """A text as YAML reads it back; quotes only where they are needed."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _flow(items: Sequence[str], raw: bool) -> str:
    return f"[{', '.join(items if raw else map(quoted, items))}]"


def _put(text: str, mapping: yaml.MappingNode, key: str, items: Sequence[str], raw: bool = False) -> str:
    """``key: [items]`` in a mapping, in the place of what stands there or behind its last entry."""
    value = _value(mapping, key)
    if value is None:
        return _append(text, mapping, f"{quoted(key)}: {_flow(items, raw)}")
    if isinstance(value, yaml.SequenceNode) and not value.flow_style and value.value:
        return text[: value.start_mark.index] + _dashes(text, value, items, raw) + text[_end(value) :]
    return _replace(text, value, _flow(items, raw))


def _replace(text: str, value: yaml.Node, new: str) -> str:
    """Another value in the place of one; behind a bare colon a space comes first."""
    start = value.start_mark.index
    return f"{text[:start]}{'' if text[start - 1 : start].isspace() else ' '}{new}{text[_end(value) :]}"


def _dashes(text: str, value: yaml.SequenceNode, items: Sequence[str], raw: bool) -> str:
    """The items as the list they replace is written, a dash each."""
    if not items:
        # At the column of its key an empty list would be no value of it.
        return "  []"
    indent = " " * value.start_mark.column
    return f"{_newline(text)}{indent}".join(f"- {item if raw else quoted(item)}" for item in items)


def _append(text: str, mapping: yaml.MappingNode, entry: str) -> str:
    if mapping.flow_style:
        if not mapping.value:
            at = mapping.start_mark.index + 1
            return text[:at] + entry + text[at:]
        at = _end(mapping.value[-1][1])
        return f"{text[:at]}, {entry}{text[at:]}"
    at = _end_of_line(text, _end(mapping.value[-1][1]))
    return f"{text[:at]}{_newline(text)}{' ' * mapping.value[0][0].start_mark.column}{entry}{text[at:]}"


def _put_block(text: str, role: str, codes: Sequence[str]) -> str:
    """``phân công`` with one role, in a file that has none yet."""
    root, newline = _root(text), _newline(text)
    entry = f"{quoted(role)}: {_flow(codes, raw=False)}"
    empty = _value(root, ASSIGNMENTS)
    if root is None:
        before = text if not text or text.endswith("\n") else text + newline
        return f"{before}{ASSIGNMENTS}:{newline}  {entry}{newline}"
    if empty is None:
        if root.flow_style:
            return _append(text, root, f"{ASSIGNMENTS}: {{{entry}}}")
        at = root.start_mark.index
        return f"{text[:at]}{ASSIGNMENTS}:{newline}  {entry}{newline}{text[at:]}"
    start = empty.start_mark.index
    if root.flow_style or start != _end(empty):
        return _replace(text, empty, f"{{{entry}}}")
    at = _end_of_line(text, start)
    return f"{text[:at]}{newline}  {entry}{text[at:]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


# --- what must not change ------------------------------------------------------------------------------------------


def _only(text: str, changed: str, code: str, key: str, value: object) -> str:
    """The changed roster, where one key of one person is all that changed."""
    before, after = _plain(_root(text)), _plain(_root(changed))
    _list_of(before, code)[wording.fold(key)] = value
    if before != after:
        raise ValueError("another value would change")
    return changed


def _plain(node: yaml.Node | None) -> dict[str, object]:
    return _mapping(_values(node) if node else {})


def _values(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {wording.fold(key.value): _values(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_values(item) for item in node.value]
    return node.value


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list_of(root: dict[str, object], code: str) -> dict[str, object]:
    people = root[wording.fold(PEOPLE)]
    listed = [_mapping(person) for person in (people if isinstance(people, list) else [people])]
    return next(person for person in listed if wording.fold(str(person.get(wording.fold(CODE)))) == code)
