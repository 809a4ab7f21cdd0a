"""Names one a line, days behind them: what a chat gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thu7.sheets import heads
from thu7.sheets.cells import Cells, Said
from thu7.sheets.days import saturdays_in
from thu7.sheets.mapping_file import BUSY
from thu7.sheets.tables import Table, place_of, shown

_LINE = re.compile(
    r"[\W\d_]*(?P<name>[^\W\d_][^\d:;,(\t]*?)\s*(?:$|[:;,(\t–-]\s*(?P<rest>.*)|(?P<late>(?:bận|rảnh|nghỉ|vắng|\d).*))$",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\+84|0)[ .]?\d(?:[ .-]?\d){7,8}(?!\d)")
LONGEST = 500
"""Letters of a line: what is longer is no line of a list."""


def lines(table: Table, cells: Cells) -> Iterator[tuple[str, Said, str]]:
    """Each name with what its line says and where it stands; the days are those away, where it says so."""
    if any(len({shown(cell) for cell in row.cells if shown(cell)}) > 2 for row in table.rows):
        first = ", ".join(f"“{shown(cell)}”" for cell in table.rows[0].cells if shown(cell))
        about = f"Không thấy cột họ tên; hàng đầu có {first}"
        cells.findings.open(about, "Đặt tên cột là “Họ và tên”.", place_of(table.sheet, table.rows[0]))
        return
    for row in table.rows:
        line, where = " ".join(shown(cell) for cell in row.cells).strip(), place_of(table.sheet, row)
        if len(line) > LONGEST:
            about = f"Dòng dài hơn {LONGEST} chữ, không phải một người và những ngày bận"
            cells.findings.open(about, "Mỗi dòng một người, như: Lan: bận 05/12/2026", where)
            continue
        bare = _TELEPHONE.sub("", line).strip()
        if bare != line:
            cells.findings.passed.append(f"{where}: có số điện thoại, máy không đọc.")
            line = bare
        parts = _LINE.match(line)
        if not parts:
            cells.findings.passed.append(f"{where}: “{line}” không có tên.")
            continue
        name, rest = parts["name"].strip(), (parts["rest"] or parts["late"] or "").strip(" ()")
        days = saturdays_in(rest, cells.among, cells.today)
        twice = len(re.findall(r"\b(?:bận|nghỉ|vắng|rảnh)\b", line.lower())) > 1
        if rest and (twice or heads.kind(rest) != BUSY):
            about = f"Không rõ {name} bận hay rảnh: “{rest}”"
            cells.findings.open(about, f"Viết lại như: {name}: bận 05/12/2026", where)
        elif not rest or cells.is_clear(rest, BUSY, bool(days.saturdays), where, rest):
            yield name, Said(busy=frozenset(days.saturdays)), where
