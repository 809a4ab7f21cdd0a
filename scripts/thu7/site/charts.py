"""Small drawings of numbers, as SVG that takes its look from the page around it.

The libraries that draw charts for Python bring scripts, fixed colours or tens of kilobytes each; a row of bars is a few lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_LABEL, _BAR, _ROW, _HEIGHT, _WIDTH = 94, 140, 30, 20, 300
"""Units of the drawing: the label's column, the longest bar, from row to row, a bar's height, the whole width."""


def bars(sentence: str, rows: Sequence[tuple[str, int, str]], most: int = 0) -> str:
    """A bar a row, its label before and its value behind it; the sentence says the same to those who do not see it.

    Args:
        rows: label, length (0 or more), the value as text.
        most: the length of a bar that fills its place; 0 takes the longest.
    """
    full = most or max((length for _, length, _ in rows), default=0) or 1
    drawn = "".join(
        _row(10 + _ROW * number, _BAR * length // full, label, said)
        for number, (label, length, said) in enumerate(rows)
    )
    height = 6 + _ROW * len(rows)
    return (
        f'<figure class="t7-hinh">\n<figcaption>{escape(sentence)}</figcaption>\n'
        f'<svg aria-hidden="true" viewBox="0 0 {_WIDTH} {height}">{drawn}</svg>\n</figure>'
    )


def _row(y: int, length: int, label: str, said: str) -> str:
    text = y + _HEIGHT - 5
    return (
        f'<text y="{text}">{escape(label)}</text>'
        f'<path class="d" d="M{_LABEL} {y}h{max(length, 1)}v{_HEIGHT}h-{max(length, 1)}z"/>'
        f'<text class="b" x="{_LABEL + length + 6}" y="{text}">{escape(said)}</text>'
    )
