"""Changes one value in a staff file and leaves every other byte as it is: comments, order, blank lines, line ends.

A library that loads and dumps YAML with its comments (ruamel.yaml) sets indents, quotes and line breaks anew; staff would see
changes in places that nobody touched. PyYAML's composer tells where each value stands, and that is all this needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from thu7.text import vietnamese

_PLAIN = re.compile(r"(?!null$)[^\W_][\w /.()–-]*")
"""What needs no quotes in YAML, read as this project reads it."""


@dataclass(frozen=True)
class Item:
    """A step of a path: the item of a list whose ``key`` says ``text``, both compared folded."""

    key: str
    text: str


Path = tuple[str | Item, ...]
"""The way to a value from a file's top: keys, compared folded, and items of lists; the last step is a key."""


def put(text: str, path: Path, value: str) -> str:
    """The text with one value set.

    Raises:
        ValueError: there is no such place, or the file is written in a way in which this cannot be done safely.
    """
    return only(text, path, *put_step(text, path, value))


def put_step(text: str, path: Path, value: str) -> tuple[str, object]:
    """The text with one value set, nothing made sure, and the value that then stands there."""
    mapping, key = _parent(text, path), str(path[-1])
    if mapping is None:
        raise ValueError(f"no place for {key}")
    old = _value(mapping, key)
    new = quoted(value)
    changed = _append(text, mapping, f"{quoted(key)}: {new}") if old is None else _replace(text, old, new)
    return changed, value


def put_list(text: str, path: Path, items: Sequence[str]) -> str:
    """The text with one list set; the block around it, if it is missing, becomes the file's first.

    Raises:
        ValueError: as ``put``.
    """
    return only(text, path, *put_list_step(text, path, items))


def put_list_step(text: str, path: Path, items: Sequence[str]) -> tuple[str, object]:
    """The same for ``put_list``."""
    mapping, key = _parent(text, path), str(path[-1])
    if mapping is not None:
        changed = _put(text, mapping, key, items)
    elif len(path) == 2:
        changed = _put_block(text, str(path[0]), key, items)
    else:
        raise ValueError(f"no place for {key}")
    return changed, list(items)


def extend_list(text: str, path: Path, items: Sequence[str]) -> str:
    """The text with more items in one list, behind those that stand there; one value alone becomes a list.

    Raises:
        ValueError: as ``put``.
    """
    return only(text, path, *extend_step(text, path, items))


def extend_step(text: str, path: Path, items: Sequence[str]) -> tuple[str, object]:
    """The same for ``extend_list``."""
    mapping, key = _parent(text, path), str(path[-1])
    if mapping is None:
        raise ValueError(f"no place for {key}")
    value = _value(mapping, key)
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value] if value and value.value else []
    if nodes and isinstance(value, yaml.SequenceNode) and not value.flow_style:
        at, indent = _end_of_line(text, _end(value)), " " * value.start_mark.column
        changed = text[:at] + "".join(f"{_newline(text)}{indent}- {quoted(item)}" for item in items) + text[at:]
    elif nodes and isinstance(value, yaml.SequenceNode):
        # Behind the last item, so that remarks and line ends inside the brackets stay.
        at = _end(nodes[-1])
        changed = text[:at] + "".join(f", {quoted(item)}" for item in items) + text[at:]
    else:
        standing = [text[node.start_mark.index : node.end_mark.index] for node in nodes]
        changed = _put(text, mapping, key, [*standing, *map(quoted, items)], raw=True)
    return changed, [*(node.value for node in nodes), *items]


def append_item(text: str, path: Path, entries: Mapping[str, str | Sequence[str]]) -> str:
    """The text with one more mapping at the end of a list, written as those that stand there; a list that is missing becomes the file's last.

    Raises:
        ValueError: as ``put``.
    """
    mapping, key = _parent(text, path), str(path[-1])
    value = _value(mapping, key) if mapping is not None else None
    lines = [
        f"{name}: {quoted(told) if isinstance(told, str) else _flow(told, raw=False)}" for name, told in entries.items()
    ]
    newline = _newline(text)
    if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
        at, indent = _end_of_line(text, _end(value)), " " * value.start_mark.column
        item = f"{newline}{indent}- " + f"{newline}{indent}  ".join(lines)
        changed = text[:at] + item + text[at:]
    elif value is not None and not value.value and mapping is not None and not mapping.flow_style:
        # An empty list in brackets, or nothing at all, behind its key: the list begins on the next line.
        before, indent = text[: value.start_mark.index].rstrip(" "), " " * (mapping.value[0][0].start_mark.column + 2)
        item = f"{newline}{indent}- " + f"{newline}{indent}  ".join(lines)
        changed = before + item + text[value.end_mark.index :]
    elif value is None and len(path) == 1 and not (mapping and mapping.flow_style):
        before = text if not text or text.endswith("\n") else text + newline
        changed = f"{before}{quoted(key)}:{newline}  - " + f"{newline}    ".join(lines) + newline
    else:
        raise ValueError(f"no list of blocks at {key}")
    standing = plain_of(value) if value is not None else []
    standing = standing if isinstance(standing, list) else []
    item_plain = {
        vietnamese.fold(name): told if isinstance(told, str) else list(told) for name, told in entries.items()
    }
    return only(text, path, changed, [*standing, item_plain])


def put_entry(text: str, block: str, key: str, value: str) -> str:
    """The text with one entry in a block of the file's top; a block that is missing or empty is made.

    Raises:
        ValueError: as ``put``.
    """
    root = root_of(text)
    found = _value(root, block) if root is not None else None
    if isinstance(found, yaml.MappingNode):
        return put(text, (block, key), value)
    if found is not None and found.value:
        raise ValueError(f"{block} is no block")
    at = len(text.rstrip("\r\n")) if found is None else _end_of_line(text, found.start_mark.index)
    newline, head = _newline(text), "" if found is not None else f"{_newline(text)}{quoted(block)}:"
    changed = f"{text[:at]}{head}{newline}  {quoted(key)}: {quoted(value)}{text[at:]}"
    return only(text, (block, key), changed, value)


def drop(text: str, keys: Sequence[str]) -> str:
    """The text without these keys of its top, and the lines that are theirs.

    Raises:
        ValueError: as ``put``.
    """
    root = root_of(text)
    gone = set(map(vietnamese.fold, keys))
    if root is None or root.flow_style:
        raise ValueError("no lines of its own")
    changed = text
    for key, value in reversed(root.value):
        if vietnamese.fold(key.value) in gone:
            end = _end_of_line(text, max(_end(value), key.end_mark.index))
            behind = end + len(_newline(text)) if end < len(text) else end
            changed = changed[: key.start_mark.index] + changed[behind:]
    before, after = plain_of(root), plain_of(root_of(changed))
    if not isinstance(before, dict) or {name: said for name, said in before.items() if name not in gone} != after:
        raise ValueError("another value would change")
    return changed


# --- where things stand --------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)  # a change reads its file several times
def root_of(text: str) -> yaml.MappingNode | None:
    """What a file holds, with its places."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise ValueError("no mapping")
    return node


def _parent(text: str, path: Path) -> yaml.MappingNode | None:
    """The mapping in which the last key of a path stands or may be put; None where there is none yet."""
    node: yaml.Node | None = root_of(text)
    for step in path[:-1]:
        if isinstance(step, Item):
            node = next((one for one in _items(node) if _says(one, step)), None)
            if node is None:
                raise ValueError(f"nothing says {step.text}")
        else:
            node = _value(node, step) if isinstance(node, yaml.MappingNode) else None
    return node if isinstance(node, yaml.MappingNode) else None


def _value(mapping: yaml.MappingNode, key: str) -> yaml.Node | None:
    wanted = vietnamese.fold(key)
    return next((value for name, value in mapping.value if vietnamese.fold(name.value) == wanted), None)


def _says(node: yaml.Node, item: Item) -> bool:
    found = _value(node, item.key) if isinstance(node, yaml.MappingNode) else None
    return isinstance(found, yaml.ScalarNode) and vietnamese.fold(found.value) == vietnamese.fold(item.text)


def _items(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """The items of a list; one value where a list is meant is a list of one."""
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


def _put_block(text: str, block: str, key: str, items: Sequence[str]) -> str:
    """A block with one list, in a file that has none yet."""
    root, newline = root_of(text), _newline(text)
    entry = f"{quoted(key)}: {_flow(items, raw=False)}"
    if root is None:
        before = text if not text or text.endswith("\n") else text + newline
        return f"{before}{block}:{newline}  {entry}{newline}"
    empty = _value(root, block)
    if empty is None:
        if root.flow_style:
            return _append(text, root, f"{block}: {{{entry}}}")
        at = root.start_mark.index
        return f"{text[:at]}{block}:{newline}  {entry}{newline}{text[at:]}"
    start = empty.start_mark.index
    if root.flow_style or start != _end(empty):
        return _replace(text, empty, f"{{{entry}}}")
    at = _end_of_line(text, start)
    return f"{text[:at]}{newline}  {entry}{text[at:]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


# --- what must not change ------------------------------------------------------------------------------------------


def only(text: str, path: Path, changed: str, value: object) -> str:
    """The changed text, where the value at the path is all that changed."""
    if with_value(plain_of(root_of(text)), path, value) != plain_of(root_of(changed)):
        raise ValueError("another value would change")
    return changed


def plain_of(node: yaml.Node | None) -> object:
    """A node's values, its keys folded; of a key that stands twice the last counts."""
    if isinstance(node, yaml.MappingNode):
        return {vietnamese.fold(key.value): plain_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_of(item) for item in node.value]
    return node.value if node else {}


def with_value(values: object, path: Path, new: object) -> object:
    """The values with the one at the path set."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, Item):
        listed = values if isinstance(values, list) else [values]
        at = next(i for i, one in enumerate(listed) if _plainly_says(one, step))
        set_ = [with_value(one, rest, new) if i == at else one for i, one in enumerate(listed)]
        return set_ if isinstance(values, list) else set_[0]
    known = values if isinstance(values, dict) else {}
    return {**known, vietnamese.fold(step): with_value(known.get(vietnamese.fold(step)), rest, new)}


def _plainly_says(values: object, item: Item) -> bool:
    said = values.get(vietnamese.fold(item.key)) if isinstance(values, dict) else None
    return isinstance(said, str) and vietnamese.fold(said) == vietnamese.fold(item.text)
