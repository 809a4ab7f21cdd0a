"""Letters that were lost, or came in another encoding: what shows on a page is not what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thu7.text.problems import Place, Problem, Severity

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_LOST = "\ufffd"
# UTF-8 that was read as Windows-1252 and saved again: “Ã ” for à, “á»‹” for ị, “Æ°” for ư, “Ä‘” for đ.
_TWICE = re.compile(
    r"Ã[\u0080-\u00bf\u0192\u02c6\u2018-\u203a\u20ac\u2122]|á[º»][^\s\w]?|Æ[°¡]|Ä[\u2018\u2019\u0090\u0091ƒ‘’]|â€"
)
# VNI writes a vowel and its marks as two letters (“Leâ Thò”), which Vietnamese never has.
_VNI = re.compile(r"[aA][âãáàåäëüê]|[eE][âãáàåäëü]|[oO][âåäê]|[uUyY][øûåäëüï]|[aeoAEO][øïöûÿÂ]|[öï][ôøùõû]")
# TCVN3 keeps small letters with marks where Latin-1 has large ones and signs (“NguyÔn ThÞ”).
_TCVN3 = re.compile(r"[a-z][µ¶¸¹¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÝÞß]")
_KINDS = ((_TWICE, "UTF-8 đọc hai lần"), (_VNI, "VNI"), (_TCVN3, "TCVN3"))


def broken_letters(path: str, text: str) -> Iterator[Problem]:
    """A problem for each line with such letters; a lost one is an error, one of another encoding may be meant."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not path.endswith((".yml", ".yaml")) and (control := _CONTROL.search(line)):  # YAML refuses them itself
            place = Place(path, number, control.start() + 1)
            yield Problem(place, "control", "Dòng này có ký tự điều khiển, không ai thấy.", "Xóa và gõ lại đoạn này.")
            continue
        if _LOST in line:
            place = Place(path, number, line.index(_LOST) + 1)
            yield Problem(place, "lost-letter", "Dòng này có chữ bị mất (�).", "Gõ lại chữ đó bằng bảng mã Unicode.")
            continue
        for pattern, name in _KINDS:
            if found := pattern.search(line):
                word = next(word for word in re.finditer(r"\S+", line) if word.start() <= found.start() < word.end())
                message = f"“{word[0]}” trông như chữ của bảng mã khác ({name})."
                hint = "Gõ lại chữ này bằng bảng mã Unicode."
                yield Problem(Place(path, number, word.start() + 1), "other-encoding", message, hint, Severity.WARNING)
                break
