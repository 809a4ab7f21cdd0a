"""``guides/tu-vung.yml``: what people say and what they mean by it."""

from __future__ import annotations

from collections.abc import Mapping

from thu7.guides.model import Lexicon, Phrasing, Saying
from thu7.text import vietnamese
from thu7.text.problems import Notes
from thu7.text.records import Record, Scalar, Sequence, Value

SHORT, PLAIN, BEYOND = "viết tắt", "lời thường", "không có bài"
_EXAMPLES = {SHORT: "cccd: căn cước công dân", PLAIN: "sanh: sinh"}


def read_lexicon(record: Record, notes: Notes) -> Lexicon:
    """The three lists; what cannot be used is a problem and left out."""
    found = {name: _sayings(name, record, notes) for name in (SHORT, PLAIN)}
    beyond = tuple(Phrasing(item.text, item.place) for item in record.scalars(BEYOND, example="- đăng ký thi bằng lái"))
    record.finish()
    return Lexicon(found[SHORT], found[PLAIN], beyond)


def _sayings(name: str, record: Record, notes: Notes) -> tuple[Saying, ...]:
    listed = record.record(name)
    found: dict[str, Saying] = {}
    for key, value in listed.free_entries() if listed else ():
        said, meant = search_key(key.text), tuple(item.text for item in _texts(value))
        example = f"Viết như: {_EXAMPLES[name]}"
        if not said:
            notes.error(key.place, "bad-value", f"“{key.text}” không có chữ nào để tìm.", example)
        elif not meant or not all(map(search_key, meant)):
            notes.error(key.place, "empty", f"“{key.text}” chưa có nghĩa.", example)
        elif said in map(search_key, meant):
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


def search_key(text: str) -> str:
    """The words of a text as search compares them."""
    return " ".join(syllable.folded for syllable in vietnamese.syllables(text))


def meanings(sayings: tuple[Saying, ...]) -> Mapping[str, list[str]]:
    """The sayings as the ranker reads them: folded words to what they mean."""
    return {saying.said: list(saying.meant) for saying in sayings}
