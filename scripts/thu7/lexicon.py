"""What people say and how: ``guides/tu-vung.yml`` and the phrasings beside each guide, into values."""

from __future__ import annotations

from collections.abc import Mapping

from thu7 import wording
from thu7.model import Lexicon, Phrasing, Saying
from thu7.problems import Notes, Place
from thu7.reader import Record, Scalar, Sequence, Value

ENDING = ".cau-hoi.txt"
"""What the name of a guide's phrasings ends with: ``khai-sinh.cau-hoi.txt`` stands beside ``khai-sinh.md``."""
LONGEST = 20
"""Syllables of a phrasing; nobody types more."""
SHORT, PLAIN = "viết tắt", "lời thường"
_EXAMPLES = {SHORT: "cccd: căn cước công dân", PLAIN: "sanh: sinh"}


def read_lexicon(record: Record, notes: Notes) -> Lexicon:
    """The two lists; what cannot be used is a problem and left out."""
    found = {name: _sayings(name, record, notes) for name in (SHORT, PLAIN)}
    record.finish()
    return Lexicon(found[SHORT], found[PLAIN])


def _sayings(name: str, record: Record, notes: Notes) -> tuple[Saying, ...]:
    listed = record.record(name)
    found: dict[str, Saying] = {}
    for key, value in listed.free_entries() if listed else ():
        said, meant = _key(key.text), tuple(item.text for item in _texts(value))
        example = f"Viết như: {_EXAMPLES[name]}"
        if not said:
            notes.error(key.place, "bad-value", f"“{key.text}” không có chữ nào để tìm.", example)
        elif not meant or not all(map(_key, meant)):
            notes.error(key.place, "empty", f"“{key.text}” chưa có nghĩa.", example)
        elif said in map(_key, meant):
            notes.error(key.place, "bad-value", f"“{key.text}” lấy chính nó làm nghĩa.", example)
        elif said in found:
            line = found[said].place.line
            notes.error(
                key.place, "double-key", f"“{key.text}” đã có ở dòng {line}.", "Gộp nghĩa vào một dòng: [một, hai]"
            )
        else:
            found[said] = Saying(said, meant, key.place)
    return tuple(found.values())


def _texts(value: Value) -> tuple[Scalar, ...]:
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(item for item in items if isinstance(item, Scalar) and item.text)


def _key(text: str) -> str:
    return " ".join(syllable.folded for syllable in wording.syllables(text))


def read_phrasings(path: str, text: str, notes: Notes) -> tuple[Phrasing, ...]:
    """One phrasing a line, in their order; empty lines and those that begin with ``#`` do not count."""
    found: dict[str, Phrasing] = {}
    for number, line in enumerate(text.split("\n"), 1):
        said = wording.nfc(line)
        if not said or said.startswith("#"):
            continue
        place, words = Place(path, number, 1), wording.syllables(said)
        key, size = " ".join(word.folded for word in words), len(words)
        if not key:
            notes.warn(place, "bad-value", f"“{said}” không có chữ nào để tìm.", "Viết như: làm giấy khai sinh cho con")
        elif size > LONGEST:
            notes.warn(place, "long-phrasing", f"Câu dài {size} chữ.", f"Viết tối đa {LONGEST} chữ, như người ta gõ.")
        elif key in found:
            notes.warn(place, "double-phrasing", f"“{said}” đã có ở dòng {found[key].place.line}.", "Xóa một dòng.")
        else:
            found[key] = Phrasing(said, place)
    return tuple(found.values())


def guide_of(path: str) -> str:
    """The page beside which a file of phrasings stands."""
    return f"{path.removesuffix(ENDING)}.md"


def meanings(sayings: tuple[Saying, ...]) -> Mapping[str, list[str]]:
    """The sayings as the ranker reads them: folded words to what they mean."""
    return {saying.said: list(saying.meant) for saying in sayings}
