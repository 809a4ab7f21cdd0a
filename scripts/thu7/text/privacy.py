"""Personal data in any text that staff write or that is published: numbers and addresses that are somebody's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from thu7.text.problems import Place, Problem

_GAP = "[ \\t.\\-–_()·•~*\u00a0\u200b\u200c\u200d\u2010-\u2015\u2060\u2212]{0,2}"
_NOT_IN_WORD = r"(?<![0-9A-Za-z])(?<![0-9]-)"
_MOBILE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00){_GAP}84|84|(?<![0-9]-)0)(?:{_GAP}0)?{_GAP}[35789](?:{_GAP}[0-9]){{8}}(?![0-9])"
)
# In groups of four and three, with a sign that may also part dates and lists.
_GROUPED = re.compile(r"(?<![0-9/.,:])0[35789][0-9]{2}( ?[/,:—] ?| [-–] )[0-9]{3}\1[0-9]{3}(?![0-9])")
_IDENTITY = re.compile(rf"{_NOT_IN_WORD}(?:0[0-9]{{2}}(?:{_GAP}[0-9]){{9}}|[0-9]{{12}})(?![0-9A-Za-z])")
# A name is only looked for where it begins: from each of its letters, a word of 100,000 of them would take minutes.
_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]+(?:[ \t]?(?:@|\(at\)|\[at\])[ \t]?[\w-]+(?:[ \t]?\.[ \t]?[A-Za-z][\w-]*)+"
    r"|\(a\)[\w-]+(?:\.[A-Za-z][\w-]*)+)",
    re.I,
)
# A UUID in an address holds runs of digits by chance.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
# Dates, hours and sums of money: their digits side by side can look like a number that rings somewhere.
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d{2}"
_NO_NUMBER = re.compile(
    rf"(?<!\d){_DAY}(?P<mark>[./-]){_MONTH}(?P=mark){_YEAR}(?!\d)|(?<!\d){_YEAR}-{_MONTH}-{_DAY}(?!\d)"
    r"|(?<![\d:])(?:[01]?\d|2[0-3])(?:h|g|:)[0-5]\d(?![\d:])"
    r"|(?<!\d)\d{1,3}(?:[.,]\d{3})*(?:[.,]000){2}(?!\d)|(?<!\d)\d{1,3}(?:[.,]\d{3})+(?= ?(?:đồng|đ|vnd|vnđ)(?!\w))",
    re.I,
)
_PICTURE = re.compile(r"(?<![\w.%+-])[\w.%+-]+@\d+(?:\.\d+)?x\.(?:png|jpe?g|webp|svg|gif)(?!\w)", re.I)
"""A picture for screens of more pixels: ``mau@2x.png``."""
_LETTER_O = re.compile(r"(?<=\d)[Oo]|(?<![^\W\d_])[Oo](?=[ .-]?\d)")
_SIGN = re.compile(r"[@＠﹫⒜]|[(\[（［⁽₍﹙﹝](?:[aA]|[^\x00-\x7f])")
_DIGIT = re.compile(
    "[\\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289\u1369-\u1371\u19da\U0001f100-\U0001f10a"
    "\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a]"
)
"""Digits in all their clothes, as they are undressed below."""
FEWEST = 5
"""Digits of the shortest number, less those for which a letter O may stand."""
_KINDS = (
    (_EMAIL, "email", "một địa chỉ e-mail"),
    (_MOBILE, "phone", "một số điện thoại di động"),
    (_GROUPED, "phone", "một số điện thoại di động"),
    (_IDENTITY, "identity", "một số định danh 12 chữ số"),
)


def personal_data(path: str, text: str, allowed: Iterable[str] = ()) -> Iterator[Problem]:
    """Mobile numbers, 12-digit identity numbers and e-mail addresses in a text, comments included.

    Args:
        allowed: public numbers that may stand; compared digit by digit.
    """
    public = {_digits(number) for number in allowed}
    for number, line in enumerate(text.split("\n"), start=1):
        if not _may_hold_any(line):
            continue
        plain = unicodedata.normalize("NFKC", line)
        for looks_like in (_UUID, _PICTURE, _NO_NUMBER):
            plain = looks_like.sub(lambda m: "x" * len(m[0]), plain)
        plain = _LETTER_O.sub("0", _DIGIT.sub(lambda m: str(unicodedata.digit(m[0], m[0])), plain))
        for pattern, code, what in _KINDS:
            for match in pattern.finditer(plain):
                if code == "email" or _digits(match[0]) not in public:
                    hint = "Xóa đi. Trang này công khai, không đăng số và địa chỉ riêng của ai."
                    yield Problem(
                        Place(path, number, match.start() + 1), f"personal-{code}", f"Dòng này có {what}.", hint
                    )


def _may_hold_any(line: str) -> bool:
    """Whether a closer look is worth while: almost no line has a sign of an address, or as many digits as the shortest number."""
    return bool(_SIGN.search(line)) or len(_DIGIT.findall(line)) >= FEWEST


def _digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdigit())
