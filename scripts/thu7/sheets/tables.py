"""Tables as a secretary has them, into rows of values: ``.xlsx``, ``.csv`` and pasted text.

Workbooks are read with python-calamine: in Rust, at a hundredth of openpyxl's memory, and of a formula it gives what is shown.
Nothing in a workbook is run.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import unicodedata
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from thu7.text import vietnamese
from thu7.text.problems import Place, Problem, warning

Cell = str | float | bool | dt.date
MOST_BYTES, MOST_UNPACKED = 20_000_000, 40_000_000
"""Bytes of a file, and of what a workbook holds when it is unpacked."""
MOST_TEXT = 5_000_000
"""Bytes of a table that is text: each of its cells takes many times as much when it is read."""
MOST_ROWS, MOST_COLUMNS = 5_000, 200
"""Rows that say something, and columns, of one table."""
MOST_AREA = 2_000_000
"""Cells between the outermost ones that say something: a reader makes room for all of them."""
DELIMITERS = ("\t", ";", ",")
# A formula of which nothing was kept that it gives; an empty text is something.
_NOT_WORKED_OUT = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"(?![^<>]*\bt="str")[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_ERROR = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^<>]*\bt="e"')
# Letters as wide as East Asian ones, as some keyboards type them, and the signs that choose how another is drawn.
_WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: 0x20, 0xFE0E: None, 0xFE0F: None}
# A cell that says something, in a sheet's XML.
_SAYS = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*<(?:f|v|is)\b')
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One row: its number in the sheet, from 1, and its cells; an empty cell is an empty text."""

    number: int
    cells: tuple[Cell, ...]
    clock: Mapping[int, dt.time] = field(default_factory=dict, compare=False)
    """The time of day of those cells that are a moment; a date is a day."""

    def text(self, column: int) -> str:
        """A cell as it reads; empty where the row is shorter."""
        return shown(self.cells[column]) if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """One sheet, its empty rows left out."""

    sheet: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Read:
    """The tables of a file, and what whoever sent it should know."""

    tables: tuple[Table, ...]
    remarks: tuple[Problem, ...] = ()


def place_of(sheet: str, row: Row) -> str:
    """Where a row stands, in words."""
    return f"trang {sheet}, hàng {row.number}" if sheet else f"hàng {row.number}"


def shown(cell: Cell) -> str:
    """A cell as people read it: a whole number without a point, a date as it is written here."""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, dt.date):
        return vietnamese.date(cell)
    return cell


def read(name: str, data: bytes) -> Read | Problem:
    """The tables of a file, or why it cannot be read.

    Args:
        name: the file's, for sentences and for its kind.
    """
    found = _read(name, data)
    if isinstance(found, Read) and not any(table.rows for table in found.tables):
        hidden = any(one.code == "hidden-sheet" for one in found.remarks)
        message = "Mọi trang tính có chữ đều đang ẩn." if hidden else "Tệp trống: không có ô nào có chữ."
        return Problem(Place(name), "empty", message, "Bỏ ẩn rồi lưu lại." if hidden else "Xem lại có đúng tệp không.")
    return found


def _read(name: str, data: bytes) -> Read | Problem:
    place, ending = Place(name), PurePath(name).suffix.lower()
    if PurePath(name).name.startswith("~$"):
        hint = "Chọn tệp cùng tên không có ~$ ở đầu."
        return Problem(place, "open-elsewhere", "Đây là tệp tạm mà Excel tạo ra khi bảng đang mở.", hint)
    if len(data) > MOST_BYTES:
        return Problem(place, "too-big", "Tệp lớn hơn 20 MB.", "Chép riêng bảng cần dùng sang một tệp mới.")
    if data.startswith(_OLD_OFFICE):
        message = "Tệp có mật khẩu." if ending in (".xlsx", ".xlsm") else "Đây là dạng Excel cũ (.xls)."
        return Problem(place, "old-format", message, "Mở bằng Excel, chọn Lưu thành, rồi chọn .xlsx không có mật khẩu.")
    if data.startswith(b"PK"):
        return _workbook(name, data)
    if ending in (".xlsx", ".xlsm", ".ods", ".numbers", ".pdf", ".docx", ".png", ".jpg", ".jpeg"):
        hint = "Mở bằng Excel hoặc Google Trang tính, tải xuống dạng .xlsx hoặc .csv."
        return Problem(place, "no-table", "Máy không thấy bảng nào trong tệp này.", hint)
    return _values(name, data)


def _workbook(name: str, data: bytes) -> Read | Problem:
    from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

    place = Place(name)
    try:
        unfit, members = _unfit(place, data)
        if unfit:
            return unfit
        workbook = load_workbook(io.BytesIO(data))
        hidden = {m.name for m in workbook.sheets_metadata if m.visible is not SheetVisibleEnum.Visible}
        remarks, tables = [], []
        for sheet in workbook.sheet_names:
            if sheet in hidden:
                message = f"Trang tính “{sheet}” đang ẩn, máy không đọc."
                remarks.append(warning(place, "hidden-sheet", message, "Cần đọc thì bỏ ẩn rồi lưu lại."))
                continue
            found = _table(name, sheet, workbook.get_sheet_by_name(sheet))
            if isinstance(found, Problem):
                return found
            tables.append(found)
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError):
        hint = "Mở bằng Excel, chọn Lưu thành, rồi chọn .xlsx."
        return Problem(place, "damaged", "Tệp hỏng, hoặc không phải bảng tính.", hint)
    if any(member.endswith("vbaProject.bin") for member in members):
        remarks.append(warning(place, "macros", "Tệp có macro. Máy chỉ đọc chữ, không chạy macro.", None))
    return Read(tuple(tables), tuple(remarks))


def _unfit(place: Place, data: bytes) -> tuple[Problem | None, list[str]]:
    """Why a workbook is not even opened, and what it is packed of."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
        names = [member.filename for member in members]
        if sum(member.file_size for member in members) > MOST_UNPACKED:
            hint = "Chép riêng bảng cần dùng sang một tệp mới."
            return Problem(place, "too-big", "Tệp bung ra lớn hơn 40 MB.", hint), names
        for sheet in (name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)):
            xml = packed.read(sheet)
            if _area(xml) > MOST_AREA:
                hint = "Xóa những ô lẻ ở xa bảng, hoặc chép riêng bảng cần dùng sang một tệp mới."
                return Problem(place, "too-wide", "Trong bảng có ô nằm quá xa các ô khác.", hint), names
            if b't="e"' in xml and (found := _ERROR.search(xml)):
                message = f"Ô {found[1].decode()} báo lỗi của Excel, không rõ trong đó là gì."
                return Problem(place, "formula", message, "Sửa hoặc xóa ô ấy, lưu lại, rồi gửi tệp mới."), names
            if b"<f" in xml and (found := _NOT_WORKED_OUT.search(xml)):
                message = f"Ô {found[1].decode()} là công thức chưa tính ra kết quả."
                hint = "Mở bằng Excel hoặc Google Trang tính, lưu lại, rồi gửi tệp mới."
                return Problem(place, "formula", message, hint), names
    return None, names


def _area(xml: bytes) -> int:
    """How many cells lie between the outermost ones that say something."""
    rows, columns = [1_048_577, 0], [16_385, 0]
    known: dict[bytes, int] = {}
    for match in _SAYS.finditer(xml):
        row, letters = int(match[2]), match[1]
        column = known.setdefault(letters, _number(letters))
        rows = [min(rows[0], row), max(rows[1], row)]
        columns = [min(columns[0], column), max(columns[1], column)]
    return max(0, rows[1] - rows[0] + 1) * max(0, columns[1] - columns[0] + 1)


def _number(letters: bytes) -> int:
    """A column's number from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _table(name: str, sheet: str, found: object) -> Table | Problem:
    rows: list[Row] = []
    start = found.start or (0, 0)  # type: ignore[attr-defined]  # calamine's sheet
    for number, cells in enumerate(found.iter_rows(), start[0] + 1):  # type: ignore[attr-defined]
        kept = _kept((*[""] * start[1], *cells))
        if kept:
            clock = {n: cell.time() for n, cell in enumerate(cells, start[1]) if isinstance(cell, dt.datetime)}
            rows.append(Row(number, kept, clock))
        if len(rows) > MOST_ROWS or len(kept) > MOST_COLUMNS:
            return _too_many(name, sheet)
    filled = _filled(rows, found.merged_cell_ranges or ())  # type: ignore[attr-defined]
    return _too_many(name, sheet) if filled is None else Table(sheet, filled)


def _kept(cells: Iterable[object]) -> tuple[Cell, ...]:
    """A row's values up to the last that says something."""
    kept = [_cell(cell) for cell in cells]
    while kept and kept[-1] == "":
        kept.pop()
    return tuple(kept)


def _cell(cell: object) -> Cell:
    if isinstance(cell, str):
        plain = cell.isascii() and cell.isprintable()
        return " ".join(cell.split()) if plain else vietnamese.plain(cell.translate(_WIDE))
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, float) and not math.isfinite(cell):
        return ""
    if isinstance(cell, (bool, float, dt.date)):
        return cell
    return float(cell) if isinstance(cell, int) else ""


def _filled(rows: list[Row], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[Row, ...] | None:
    """What stands in a merged cell stands in all its rows and columns: one name beside two rows means both, one “bận” over four days all four.

    None where that would be more cells than a table may have.
    """
    numbers, cells_of = [row.number for row in rows], [list(row.cells) for row in rows]
    room = MOST_AREA
    for (top, left), (bottom, right) in merged:
        first, last = bisect_left(numbers, top + 1), bisect_right(numbers, bottom + 1)
        if first == last or numbers[first] != top + 1 or left >= len(cells_of[first]) or cells_of[first][left] == "":
            continue
        value, end = cells_of[first][left], min(right, MOST_COLUMNS - 1)
        room -= (last - first) * (end - left + 1)
        if room < 0:
            return None
        for own in cells_of[first:last]:
            own.extend([""] * (end + 1 - len(own)))
            own[left : end + 1] = [value] * (end + 1 - left)
    pairs = zip(rows, cells_of, strict=True)
    return tuple(Row(row.number, tuple(cells), row.clock) for row, cells in pairs)


def _values(name: str, data: bytes) -> Read | Problem:
    """A table as text: tabs, semicolons or commas between its cells, in one of the encodings that Vietnamese programs write."""
    place, remarks = Place(name), []
    if len(data) > MOST_TEXT:
        return Problem(place, "too-big", "Tệp chữ lớn hơn 5 MB.", "Chép riêng phần cần dùng sang một tệp mới.")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = unicodedata.normalize("NFC", data.decode("cp1258"))
        except UnicodeDecodeError:
            text = "\0"
        message = "Tệp không phải UTF-8. Máy đọc theo Windows-1258; xem lại tên có dấu."
        remarks.append(warning(place, "encoding", message, "Lưu lại dạng CSV UTF-8 thì chắc hơn."))
    if "\0" in text:
        hint = "Mở bằng Excel, chọn Lưu thành, rồi chọn .xlsx hoặc CSV UTF-8."
        return Problem(place, "no-text", "Tệp này không phải bảng, cũng không phải chữ.", hint)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pasted = name == "-" or name.lower().endswith(".txt")  # there a quote is a quote
    listed: Iterable[list[str]] = (
        (line.split("\t") for line in text.split("\n"))
        if pasted
        else csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    )
    rows = []
    try:
        for number, cells in enumerate(listed, 1):
            kept = _kept(cells)
            if kept:
                rows.append(Row(number, kept))
            if len(rows) > MOST_ROWS or len(kept) > MOST_COLUMNS:
                return _too_many(name, "")
    except csv.Error:
        hint = "Có lẽ một dấu ngoặc kép chưa đóng. Mở bằng Excel, chọn Lưu thành, rồi chọn .xlsx."
        return Problem(place, "damaged", "Máy không tách được các ô của bảng này.", hint)
    return Read((Table("", tuple(rows)),), tuple(remarks))


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of cells, more than one."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def fit(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if sign in line]
        return (max((counts.count(count) for count in set(counts)), default=0), max(counts, default=0))

    return max(DELIMITERS, key=fit)


def _too_many(name: str, sheet: str) -> Problem:
    where = f"Trang tính “{sheet}”" if sheet else "Bảng"
    message = f"{where} dài hơn {MOST_ROWS} hàng hoặc {MOST_COLUMNS} cột có chữ."
    return Problem(Place(name), "too-many", message, "Chép riêng phần cần dùng sang một tệp mới.")
