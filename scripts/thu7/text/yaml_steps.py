"""Many values of one staff file changed at once: the file is read once, so two hundred people take a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thu7.text.yaml_edit import Path, extend_step, only, plain_of, put_list_step, put_step, root_of, with_value


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


@dataclass(frozen=True)
class Step:
    """One of several changes: a text is put, a list is put, or, with ``more``, a list is extended."""

    path: Path
    value: str | tuple[str, ...]
    more: bool = False

    def done(self, text: str) -> tuple[str, object]:
        """The text with this step alone, and the value that then stands there."""
        if isinstance(self.value, str):
            return put_step(text, self.path, self.value)
        return (extend_step if self.more else put_list_step)(text, self.path, self.value)


def several(text: str, steps: Sequence[Step]) -> str:
    """The text with many values set, read once: two hundred people take a moment. No two steps are for one value.

    Raises:
        ValueError: as ``put``.
    """
    spans, expected = [], plain_of(root_of(text))
    for step in steps:
        changed, new = step.done(text)
        expected = with_value(expected, step.path, new)
        start = _alike(text, changed)
        tail = _alike(text[start:][::-1], changed[start:][::-1])
        spans.append((start, len(text) - tail, changed[start : len(changed) - tail]))
    parts, at = [], 0
    for start, end, new in sorted(spans, key=lambda span: span[:2]):
        parts += [text[at:start], new]
        at = max(at, end)
    changed = "".join((*parts, text[at:]))
    try:
        together = plain_of(root_of(changed)) == expected
    except ValueError:
        together = False
    if not together:  # two of them meet at one place: then one after the other
        for step in steps:
            text = only(text, step.path, *step.done(text))
        return text
    return changed
