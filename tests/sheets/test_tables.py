"""Files as secretaries have them: every kind that is read, and every kind that is refused with a sentence."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from thu7.sheets import tables
from thu7.sheets.tables import Read, Row
from thu7.text.problems import Problem, Severity


def book(fill: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(made)
    made.close()
    return out.getvalue()


def rows(name: str, data: bytes) -> tuple[Row, ...]:
    read = tables.read(name, data)
    assert isinstance(read, Read), read
    return read.tables[0].rows


def remarks(name: str, data: bytes) -> list[str]:
    read = tables.read(name, data)
    assert isinstance(read, Read) and all(one.severity is Severity.WARNING for one in read.remarks)
    return [one.code for one in read.remarks]


def _mixed(made: Any) -> None:
    sheet = made.add_worksheet("Danh sách")
    sheet.write("A1", "  Họ và\u00a0tên ")
    sheet.write("B1", "Ngày")
    sheet.write("A3", "Nguyê\u0303n Thị Lan")
    sheet.write_datetime("B3", dt.datetime(2026, 12, 5, 7, 30), made.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write("C3", 2)
    sheet.write_boolean("D3", True)
    sheet.write_formula("E3", '="bận"&" 12/12"', None, "bận 12/12")
    sheet.write("A4", "Trần Quang Minh")
    sheet.write_blank("A900", None, made.add_format({"bg_color": "#FF0000"}))


def test_a_workbook_is_read_as_it_is_shown() -> None:
    found = rows("a.xlsx", book(_mixed))
    assert found == (
        Row(1, ("Họ và tên", "Ngày")),
        Row(3, ("Nguyễn Thị Lan", dt.date(2026, 12, 5), 2.0, True, "bận 12/12")),
        Row(4, ("Trần Quang Minh",)),
    )
    assert [found[1].text(n) for n in range(6)] == ["Nguyễn Thị Lan", "05/12/2026", "2", "x", "bận 12/12", ""]


def test_what_stands_in_a_merged_cell_stands_in_all_its_rows() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:A2", "Lan")
        sheet.write("B1", "05/12")
        sheet.write("B2", "12/12")

    assert rows("a.xlsx", book(fill)) == (Row(1, ("Lan", "05/12")), Row(2, ("Lan", "12/12")))


def test_one_value_merged_over_columns_stands_in_all_of_them() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write("A1", "Lan")
        sheet.merge_range("B1:D2", "bận")
        sheet.write("A2", "Minh")

    said = ("bận", "bận", "bận")
    assert rows("a.xlsx", book(fill)) == (Row(1, ("Lan", *said)), Row(2, ("Minh", *said)))


def test_the_time_of_a_moment_is_kept_beside_its_day() -> None:
    assert rows("a.xlsx", book(_mixed))[1].clock == {1: dt.time(7, 30)}


def test_wide_letters_are_letters_and_signs_lose_their_style() -> None:
    assert rows("a.csv", "Ｌａｎ,０５／１２,✔\ufe0f\n".encode())[0].cells == ("Lan", "05/12", "✔")


def test_half_a_million_cells_are_read_in_a_moment() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        for row in range(4_900):
            for column in range(100):
                sheet.write_number(row, column, row)

    data = book(fill)
    start = time.process_time()
    assert len(rows("a.xlsx", data)) == 4_900 and time.process_time() - start < 4


def test_hidden_sheets_and_macros_are_told() -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("A").write("A1", "Họ tên")
        hidden = made.add_worksheet("Kín")
        hidden.write("A1", "Lương")
        hidden.hide()

    plain = book(fill)
    assert [one.sheet for one in tables.read("a.xlsx", plain).tables] == ["A"]  # type: ignore[union-attr]
    assert remarks("a.xlsx", plain) == ["hidden-sheet"]
    with_macros = io.BytesIO(plain)
    with zipfile.ZipFile(with_macros, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"not run")
    assert "macros" in remarks("a.xlsm", with_macros.getvalue())


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_whatever_parts_its_cells_and_however_it_is_written(sign: str, encoding: str) -> None:
    text = f'Họ và tên{sign}Ngày bận\r\n"Lê Thị Hoa"{sign}"05/12{"," if sign == "," else ";"} 12/12"\r\n'
    assert [row.text(0) for row in rows("a.csv", text.encode(encoding))] == ["Họ và tên", "Lê Thị Hoa"]
    assert remarks("a.csv", text.encode(encoding)) == []


def test_windows_1258_is_read_with_a_warning() -> None:
    text = "Ho\u0323 tên;Nga\u0300y bâ\u0323n\nLê Thi\u0323 Hoa;05/12\n"
    assert rows("a.csv", text.encode("cp1258"))[1].text(0) == "Lê Thị Hoa"
    assert remarks("a.csv", text.encode("cp1258")) == ["encoding"]


def _at_the_end(made: Any) -> None:
    sheet = made.add_worksheet()
    sheet.write(0, 0, "Họ tên")
    sheet.write(1_048_575, 16_383, "x")


def _hidden(made: Any) -> None:
    made.add_worksheet("Trống").activate()
    sheet = made.add_worksheet("Kín")
    sheet.write("A1", "Họ tên")
    sheet.hide()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.MOST_UNPACKED + 1))
    return out.getvalue()


def _long() -> bytes:
    return "\n".join(f"Người {n}" for n in range(tables.MOST_ROWS + 2)).encode()


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "open in Excel": ("~$a.xlsx", lambda: b"x", "~$"),
    "old Excel": ("a.xls", lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, ".xls"),
    "with a password": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "mật khẩu"),
    "damaged": ("a.xlsx", lambda: b"PK\x03\x04 no more", "hỏng"),
    "no workbook in the zip": ("a.xlsx", lambda: _zip({"a.txt": b"x"}), "hỏng"),
    "a page of the web by that name": ("a.xlsx", lambda: b"<html>", "không thấy bảng"),
    "a picture": ("a.png", lambda: b"\x89PNG\r\n", "không thấy bảng"),
    "zip bomb": ("a.xlsx", _bomb, "40 MB"),
    "text too big": ("a.csv", lambda: b"a," * (tables.MOST_TEXT // 2 + 1), "5 MB"),
    "nothing in it": ("a.csv", lambda: b"\n ,,\n", "trống"),
    "all of it hidden": ("a.xlsx", lambda: book(lambda made: _hidden(made)), "đang ẩn"),
    "too big": ("a.csv", lambda: b"a" * (tables.MOST_BYTES + 1), "20 MB"),
    "too long": ("a.csv", _long, "5000 hàng"),
    "a quote that is not closed": (
        "a.csv",
        lambda: b'a,"' + b"x" * 200_000,
        "kh\u00f4ng t\u00e1ch \u0111\u01b0\u1ee3c",
    ),
    "a cell at the end of the sheet": ("a.xlsx", lambda: book(lambda made: _at_the_end(made)), "quá xa"),
    "a sheet that never closes its cells": (
        "a.xlsx",
        lambda: _zip({"xl/worksheets/a.xml": b'<c r="A1"' * 900_000}),
        "hỏng",
    ),
    "bytes": ("a.csv", lambda: b"a\x00b\x81\x90", "không phải bảng"),
}


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_told_in_a_sentence(case: str) -> None:
    name, make, said = REFUSED[case]
    found = tables.read(name, make())
    assert isinstance(found, Problem) and said in found.message + str(found.hint), found
    assert found.hint and found.place.path == name
