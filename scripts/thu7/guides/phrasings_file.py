"""The ways of asking that stand beside a guide, one a line, into values."""

from __future__ import annotations

from thu7.guides.model import Phrasing
from thu7.system.memo import remembered
from thu7.text import vietnamese
from thu7.text.problems import Notes, Place, Problem

ENDING = ".cau-hoi.txt"
"""What the name of a guide's phrasings ends with: ``khai-sinh.cau-hoi.txt`` stands beside ``khai-sinh.md``."""
LONGEST = 20
"""Syllables of a phrasing; nobody types more."""


def read_phrasings(path: str, text: str, notes: Notes) -> tuple[Phrasing, ...]:
    """One phrasing a line, in their order; empty lines and those that begin with ``#`` do not count."""
    found, problems = _read(path, text)
    notes.problems.extend(problems)
    return found


@remembered
def _read(path: str, text: str) -> tuple[tuple[Phrasing, ...], tuple[Problem, ...]]:
    notes = Notes()
    found: dict[str, Phrasing] = {}
    for number, line in enumerate(text.split("\n"), 1):
        said = vietnamese.nfc(line)
        if not said or said.startswith("#"):
            continue
        place, words = Place(path, number, 1), vietnamese.syllables(said)
        key, size = " ".join(word.folded for word in words), len(words)
        if not key:
            notes.warn(place, "bad-value", f"“{said}” không có chữ nào để tìm.", "Viết như: làm giấy khai sinh cho con")
        elif size > LONGEST:
            notes.warn(place, "long-phrasing", f"Câu dài {size} chữ.", f"Viết tối đa {LONGEST} chữ, như người ta gõ.")
        elif key in found:
            notes.warn(place, "double-phrasing", f"“{said}” đã có ở dòng {found[key].place.line}.", "Xóa một dòng.")
        else:
            found[key] = Phrasing(said, place)
    return tuple(found.values()), tuple(notes.problems)


def guide_of(path: str) -> str:
    """The page beside which a file of phrasings stands."""
    return f"{path.removesuffix(ENDING)}.md"
