"""JSON Schemas (2020-12) of files, from the very functions that read them: a reader is run on a record that keeps what it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import yaml

from thu7.text.kinds import Kind, any_spelling, listed
from thu7.text.problems import Notes, Place
from thu7.text.records import Record, Scalar, Value

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOWHERE = Place("")
_TEXT = ("string", "number", "boolean")
"""What YAML of other programs makes of one text: 28 is a number there, ``true`` a truth."""


def schema(read: Callable[[Record, Notes], object], title: str, address: str = "") -> Schema:
    """What a file's reader takes, as a schema with descriptions and examples.

    Args:
        read: reads the file's record; it is run once, and once more for each other answer on which it goes on.
        address: where the schema will stand; empty where that is not known.
    """
    runs = list(_runs(lambda record: read(record, record.notes)))
    head = {"$schema": DIALECT} | ({"$id": address} if address else {}) | {"title": title}
    made = _object(runs, "")
    return head | made | ({} if "allOf" in made else {"type": ["object", "null"]})


def _runs(read: Callable[[Asked], object]) -> Iterator[Asked]:
    first = Asked()
    read(first)
    yield first
    for answers in first.others():
        again = Asked(answers)
        read(again)
        yield again


@dataclass(frozen=True)
class _Key:
    """One key as it was asked for; what it holds is told once where it stands is known."""

    schema: Callable[[str], Schema]
    required: bool = False


@dataclass(frozen=True)
class _Decision:
    """A key by whose value the reader goes on: the values that are tried, each with the pattern of those that do the same."""

    tried: tuple[tuple[str, str], ...]


class Asked(Record):
    """A record that stands for all: each getter answers with its own example and keeps what it was told of the key."""

    def __init__(self, answers: Mapping[str, int] | None = None) -> None:
        super().__init__({}, _NOWHERE, Notes(), {})
        self.answers = answers or {}
        self.asked: dict[str, _Key] = {}
        self.decisions: dict[str, _Decision] = {}
        self.free: Schema | None = None
        """What stands under keys of staff's own choice."""

    def others(self) -> Iterator[Mapping[str, int]]:
        """The answers that were not given, one key at a time."""
        for key, decision in self.decisions.items():
            for number in range(1, len(decision.tried)):
                yield {key: number}

    def key_place(self, key: str) -> Place:
        return _NOWHERE

    def has(self, key: str) -> bool:
        return True

    def is_text(self, key: str) -> bool:
        return True

    def said(self, key: str) -> Scalar:
        return _scalar("")

    def scalar(
        self, key: str, *, required: bool = False, example: str = "", about: str = "", kinds: tuple[Kind[str], ...] = ()
    ) -> Scalar | None:
        made = _text("|".join(kind.pattern for kind in kinds), kinds[0].bounds if kinds else None, required) | _told(
            about, required, example
        )
        self._asked(key, made, required)
        if len(kinds) > 1:
            self.decisions[key] = _Decision(tuple((kind.example, kind.pattern) for kind in kinds))
        return _scalar(kinds[self.answers.get(key, 0)].example if kinds else example)

    def parsed(
        self, key: str, kind: Kind[Any], *, required: bool = False, about: str = "", decides: bool = False
    ) -> Any:
        self._asked(key, _of_kind(kind, required) | _told(about, required, *kind.examples), required)
        if decides:
            self.decisions[key] = _Decision((("", ""), (kind.example, kind.pattern)))
        return None if decides and not self.answers.get(key) else kind.parse(kind.example)

    def scalars(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> tuple[Scalar, ...]:
        self._asked(
            key,
            _list(_text("", None, required), _text("", None, False), required) | _told(about, required, example),
            required,
        )
        return (_scalar(example.strip("[]")),)

    def values(
        self, key: str, kind: Kind[Any], *, required: bool = False, together: bool = False, about: str = ""
    ) -> tuple[tuple[Scalar, Any], ...]:
        pattern = listed(kind) if together else kind.pattern
        one, item = (_text(pattern, kind.bounds, must, kind.choices) for must in (required, False))
        made = _list(one, item, required) | _told(about, required, f"[{', '.join(kind.choices or kind.examples)}]")
        self._asked(key, made | _refusal(kind), required)
        return ((_scalar(kind.example), kind.parse(kind.example)),)

    def records(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> Iterator[Record]:
        runs: list[Asked] = []
        told = _told(about, required, example)

        def made(pointer: str) -> Schema:
            item = _object(runs, f"{pointer}/items")
            item["type"] = ["object", "null"]
            kinds = ["array", "object"] + ([] if required else ["null", "string"])
            one = {"if": {"type": "object"}, "then": {"$ref": f"#{pointer}/items"}}
            empty = {"minItems": 1, "contains": {"type": "object"}} if required else {"pattern": r"^\s*$"}
            return told | {"type": kinds, "items": item} | one | empty

        self.asked[key] = _Key(made, required)
        first = Asked()
        yield first
        runs.append(first)
        for answers in first.others():
            again = Asked(answers)
            yield again
            runs.append(again)

    def record(self, key: str, *, required: bool = False, example: str = "", about: str = "") -> Record | None:
        inner = Asked()
        told = _told(about, required)

        def made(pointer: str) -> Schema:
            types = ["object"] if required else ["object", "null", "string"]
            return told | _object([inner], pointer) | {"type": types} | ({} if required else {"pattern": r"^\s*$"})

        self.asked[key] = _Key(made, required)
        return inner

    def plain(self, key: str) -> object:
        self._asked(key, {}, False)
        return None

    def free_entries(
        self, keys: Kind[object] | None = None, values: Kind[object] | None = None, *, many: bool = False
    ) -> tuple[tuple[Scalar, Value], ...]:
        text = _of_kind(values, True) if values else _text("", None, False)
        value = _list(text, text, False) if many else text
        named = {f"^{_whole(keys.pattern)}$": value} if keys else {}
        self.free = (
            {"patternProperties": named, "additionalProperties": False} if keys else {"additionalProperties": value}
        )
        return ((_scalar(keys.example if keys else "vneid"), _scalar(values.example if values else "lan")),)

    def finish(self, allowed: Any = ()) -> None:
        for key in allowed:
            if key not in self.asked:
                self._asked(key, {}, False)

    def _asked(self, key: str, made: Schema, required: bool) -> None:
        self.asked[key] = _Key(lambda _: made, required)


def _scalar(text: str) -> Scalar:
    return Scalar(text, _NOWHERE)


def _whole(pattern: str) -> str:
    """The pattern of the whole of a text, spaces around it left aside."""
    return rf"\s*(?:{pattern})\s*"


def _text(pattern: str, bounds: tuple[float, float] | None, required: bool, choices: tuple[str, ...] = ()) -> Schema:
    """One text; what is empty counts as not there."""
    empty: tuple[str, ...] = () if required else ("null",)
    if not pattern:
        return {"type": [*_TEXT, *empty]} | ({"pattern": r"\S"} if required else {})
    made: Schema = {"pattern": f"^{_whole(pattern)}$" if required else rf"^{_whole(f'(?:{pattern})?')}$"}
    if bounds:
        halves = bounds[0] % 1 > 0
        kinds: tuple[str, ...] = ("number",) if halves else ("integer",)
        made |= {"minimum": bounds[0], "maximum": bounds[1]} | ({"multipleOf": 0.5} if halves else {})
    else:
        kinds = tuple(name for name, said in (("integer", "12"), ("boolean", "true")) if re.fullmatch(pattern, said))
        made |= {"minimum": 0} if "integer" in kinds else {}
    return {"type": ["string", *kinds, *empty]} | made | ({"examples": list(choices)} if choices else {})


def _of_kind(kind: Kind[Any], required: bool) -> Schema:
    return _text(kind.pattern, kind.bounds, required, kind.choices) | _refusal(kind)


def _refusal(kind: Kind[Any]) -> Schema:
    """What editors that know the word say of another form."""
    return {"patternErrorMessage": f"Phải là {kind.name}. {kind.refused('…')[1]}"}


def _list(one: Schema, item: Schema, required: bool) -> Schema:
    """A list of texts, or one text where it is of one. Each of a schema's words speaks of one type alone, so both can stand together."""
    full = {"minItems": 1, "contains": {"type": list(_TEXT), "pattern": r"\S"}} if required else {}
    return one | {"type": [*one["type"], "array"], "items": item} | full


def _told(about: str, required: bool, *examples: str) -> Schema:
    words = ". ".join(filter(None, (about, "Bắt buộc" if required else "")))
    shown = [yaml.load(one, yaml.BaseLoader) for one in examples if one and not one.startswith("(")]
    return ({"description": f"{words}."} if words else {}) | ({"examples": shown} if shown else {})


def _object(runs: list[Asked], pointer: str) -> Schema:
    """What was asked of one record in all its runs."""
    keys: dict[str, _Key] = {}
    for run in runs:
        for key, one in run.asked.items():
            if key not in keys or not one.required:
                keys[key] = one
    if any(run.free for run in runs):
        return {"type": "object"} | next(run.free for run in runs if run.free)
    places = {key: f"{pointer}/properties/{quote(key)}" for key in keys}
    always = [key for key in keys if all(key in run.asked and run.asked[key].required for run in runs)]
    branches = [
        {"if": _answered(key, decision.tried, number), "then": _narrowed(run, keys, always)}
        for key, decision in runs[0].decisions.items()
        for number, run in zip(
            range(len(decision.tried)), (runs[0], *(r for r in runs if key in r.answers)), strict=True
        )
    ]
    rules = [*map(_there, always), *branches]
    return {
        "type": "object",
        "properties": {key: one.schema(places[key]) for key, one in keys.items()},
        "patternProperties": {_key(key): {"$ref": f"#{places[key]}"} for key in keys},
        "additionalProperties": False,
    } | ({"allOf": rules} if rules else {})


def _narrowed(run: Asked, keys: Mapping[str, _Key], always: list[str]) -> Schema:
    """What one answer asks for beyond the others."""
    asked = {key: one for key, one in run.asked.items() if one.required and key not in always}
    must = [_there(key) | {"patternProperties": {_key(key): one.schema("")}} for key, one in asked.items()]
    other = [key for key in keys if key not in run.asked]
    only = {"propertyNames": {"pattern": "|".join(_key(key) for key in run.asked)}} if other else {}
    return ({"allOf": must} if must else {}) | only


def _answered(key: str, tried: tuple[tuple[str, str], ...], number: int) -> Schema:
    """Whether a key has the answer of this number; one that is empty is the answer of a key that is not there."""
    pattern = tried[number][1]
    if not pattern:
        return {"patternProperties": {_key(key): {"type": ["null", "string"], "pattern": r"^\s*$"}}}
    return {"not": {"patternProperties": {_key(key): {"not": _text(pattern, None, True)}}}}


def _key(key: str) -> str:
    return f"^{_whole(any_spelling(key))}$"


def _there(key: str) -> Schema:
    """That a key is there, however it is typed; editors name the spelling of the manual."""
    return {"anyOf": [{"required": [key]}, {"not": {"propertyNames": {"not": {"pattern": _key(key)}}}}]}
