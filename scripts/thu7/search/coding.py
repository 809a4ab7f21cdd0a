"""What was learnt, in letters for the phone: whole numbers in one or two letters each, which gzip then packs.

``assets/ranker.js`` reads it back (``numbers``, ``learnt``); ``assets/learner.js`` says what the parts are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from thu7.system.memo import remembered
from thu7.text import vietnamese

# Printable ASCII without the quote and the backslash, which JSON would double. The last of them open a number of two letters.
DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\")
ALONE = 66
MARKED = "="
"""Opens a term that has its marks, in what the learner gives."""


def coded(numbers: Iterable[int]) -> str:
    """Numbers, the small ones in one letter."""
    return "".join(map(_number, numbers))


def _number(value: int) -> str:
    if value < ALONE:
        return DIGITS[value]
    high, low = divmod(value - ALONE, len(DIGITS))
    if ALONE + high >= len(DIGITS):
        raise ValueError("a number that two letters cannot hold")
    return DIGITS[ALONE + high] + DIGITS[low]


def listed(names: Iterable[str], texts: Iterable[str], learnt: Mapping[str, Any] | None) -> list[str]:
    """The words that names and what was learnt are written with, the frequent ones first.

    Args:
        names: texts that are sent as numbers of words.
        texts: every text that was learnt from: how a term's word is spelled.
        learnt: what ``engine.learn`` gave.
    """
    spelled = _taught(tuple(texts))
    levels: dict[str, int] = {}
    found = {term: level for term, level, _ in learnt["terms"]} if learnt else {}
    levels.update((spelled[term], level) for term, level in found.items() if term.startswith(MARKED))
    for name in names:
        for word in vietnamese.spelled(name):
            levels.setdefault(word, 0)
    folded = {vietnamese.syllables(word)[0].folded for word in levels}
    for form in sorted({form for term in found if not term.startswith(MARKED) for form in term.split()} - folded):
        levels[spelled[form]] = found.get(form, 0)
    return sorted(levels, key=lambda word: (-levels[word], word))


def spelling(texts: Iterable[str]) -> dict[str, str]:
    """How the terms of one word are written: as in the first text that has them."""
    found: dict[str, str] = {}
    for text in texts:
        for word, forms in zip(vietnamese.spelled(text), vietnamese.syllables(text), strict=True):
            found.setdefault(f"{MARKED}{forms.marked}", word)
            found.setdefault(forms.folded, word)
    return found


_taught = remembered(spelling)
"""For the same texts of every page, build after build."""


def packed(learnt: Mapping[str, Any], words: Sequence[str]) -> dict[str, Any]:
    """What was learnt, as the phone reads it.

    Its terms stand in a fixed order: each folded form of a word, at its first; each word with its marks; the pairs. For each there is a
    row of gaps between pages, and one letter for how often it is met; the weights stand together.

    Args:
        learnt: what ``engine.learn`` gave.
        words: what ``listed`` gave.
    """
    forms = [vietnamese.syllables(word)[0] for word in words]
    folded = list(dict.fromkeys(form.folded for form in forms))
    numbers = {form: number for number, form in enumerate(folded)}
    found = {term: (level, told) for term, level, told in learnt["terms"]}
    pairs = sorted(
        (term for term in found if " " in term),
        key=lambda pair: (-found[pair][0], [numbers[word] for word in pair.split()]),
    )
    order = [*folded, *(f"{MARKED}{form.marked}" for form in forms), *pairs]
    rows, levels, values = [], [], []
    for term in order:
        level, told = found.pop(term, (0, []))
        pages, weights = told[::2], told[1::2]
        rows.append(coded(page - before - 1 for before, page in zip((-1, *pages), pages, strict=False)))
        levels.append(level)
        values += [weight + learnt["most"] for weight in weights]
    return {
        "pages": learnt["pages"],
        "texts": learnt["texts"],
        "most": learnt["most"],
        "step": learnt["step"],
        "pairs": coded(numbers[word] for pair in pairs for word in pair.split()),
        "levels": "".join(DIGITS[level] for level in levels),
        "rows": " ".join(rows),
        "values": "".join(DIGITS[value] for value in values),
    }
