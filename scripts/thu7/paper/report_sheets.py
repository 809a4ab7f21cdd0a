"""A report of what came of Saturdays, to sign and stamp: one A4 page."""

from __future__ import annotations

from collections.abc import Sequence

from thu7.paper.typesetting import pdf, typeset


def report(
    title: str,
    ward: str,
    sentences: Sequence[str],
    drawings: Sequence[tuple[str, Sequence[tuple[str, int, str]]]],
    foot: str,
    sample: str,
) -> bytes:
    """The page as PDF.

    Args:
        sentences: the report, in order.
        drawings: each a title and rows of label, length and the value as text.
        sample: what is said of made-up numbers; empty for real ones.
    """
    data = {
        "title": title,
        "ward": ward,
        "sentences": sentences,
        "drawings": [
            {"title": name, "most": max([length for _, length, _ in rows] + [1]), "rows": rows}
            for name, rows in drawings
        ],
        "foot": foot,
        "sample": sample,
    }
    return pdf(typeset("report", data))
