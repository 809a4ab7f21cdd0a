"""A list of students who ask for a certificate, from a table that is read once and never kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thu7.rota.model import Volunteer
from thu7.rota.roster_file import code_in, full_key
from thu7.sheets.tables import Row, Table, place_of, shown
from thu7.text import vietnamese
from thu7.text.problems import Place, Problem

HEADS = {
    "mã": ("ma", "ma tinh nguyen vien", "ma tnv", "code"),
    "tên": ("ho va ten", "ho ten", "ho va ten sinh vien", "ten", "name", "full name"),
    "mssv": ("mssv", "ma so sinh vien", "ma sinh vien", "ma so", "student id"),
    "lớp": ("lop", "lop hoc", "class"),
    "trường": ("truong", "truong hoc", "don vi", "khoa/truong", "school", "university"),
}
MOST, LONGEST, HEAD_WITHIN = 1000, 80, 20
"""Students in one file, letters of one cell, rows within which the head stands."""


@dataclass(frozen=True)
class Student:
    """Who asks, and what their school wants to read."""

    person: Volunteer
    name: str
    number: str
    group: str
    """Lớp."""
    school: str


def students(
    name: str, tables: Sequence[Table], people: Sequence[Volunteer], ward: str
) -> tuple[tuple[Student, ...], tuple[Problem, ...]]:
    """Everybody in the list, each a volunteer of the ward; what cannot be told apart is a problem.

    Args:
        name: the file's, for sentences.
        people: whoever serves at the ward.
    """
    place = Place(name)
    for table in tables:
        for at, row in enumerate(table.rows[:HEAD_WITHIN]):
            columns = _columns(row)
            if "tên" in columns:
                rows = table.rows[at + 1 :]
                if len(rows) > MOST:
                    hint = "Tách thành nhiều tệp, hoặc xóa những dòng không cần."
                    return (), (
                        Problem(place, "too-many", f"Bảng có {len(rows)} người, máy nhận tối đa {MOST}.", hint),
                    )
                return _read(place, table.sheet, rows, columns, people, ward)
    hint = "Hàng đầu ghi: Họ và tên, MSSV, Lớp, Trường. Thêm cột Mã khi hai người trùng tên."
    return (), (Problem(place, "no-head", "Không thấy cột họ và tên trong bảng.", hint),)


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        said = vietnamese.fold(shown(cell)).strip(" .:*")
        for kind, words in HEADS.items():
            if said in words:
                found.setdefault(kind, at)
    return found


def _read(
    place: Place, sheet: str, rows: Sequence[Row], columns: Mapping[str, int], people: Sequence[Volunteer], ward: str
) -> tuple[tuple[Student, ...], tuple[Problem, ...]]:
    by_name: dict[str, list[Volunteer]] = {}
    for person in people:
        by_name.setdefault(vietnamese.fold(person.name), []).append(person)
    by_key = {person.key: person for person in people}
    found: dict[str, Student] = {}
    problems: list[Problem] = []
    for row in rows:
        cells = {kind: vietnamese.plain(shown(row.cells[at])) for kind, at in columns.items() if at < len(row.cells)}
        said, code = cells.get("tên", ""), cells.get("mã", "")
        if not said and not code:
            continue
        where = place_of(sheet, row)
        named = (
            [by_key[full_key(ward, code)]] if full_key(ward, code) in by_key else by_name.get(vietnamese.fold(said), [])
        )
        wrong = _wrong(cells, code, named, ward, people)
        if wrong is None and named[0].key in found:
            wrong = (f"“{said or code}” đứng hai lần trong bảng.", "Mỗi người một hàng. Xóa hàng thừa.")
        if wrong:
            problems.append(Problem(place, "student", f"{wrong[0]} ({where})", wrong[1]))
            continue
        person = named[0]
        found[person.key] = Student(
            person, person.name, cells.get("mssv", ""), cells.get("lớp", ""), cells.get("trường", "")
        )
    if not found and not problems:
        problems.append(Problem(place, "empty", "Bảng không có ai.", "Mỗi người một hàng, dưới hàng tên cột."))
    return tuple(found.values()), tuple(problems)


def _wrong(
    cells: Mapping[str, str], code: str, named: Sequence[Volunteer], ward: str, people: Sequence[Volunteer]
) -> tuple[str, str] | None:
    """Why a row cannot be taken, and what helps."""
    said = cells.get("tên", "")
    if any(len(cell) > LONGEST for cell in cells.values()):
        return f"“{said[:30]}…”: một ô dài hơn {LONGEST} chữ.", "Chỉ ghi tên, số, lớp, trường."
    if code and not any(person.key == full_key(ward, code) for person in people):
        near = vietnamese.nearest(code, (code_in(ward, person.key) for person in people))
        return f"Không có ai mang mã “{code}”.", f"Có phải là “{near}”?" if near else "Xem mã trong roster.yml."
    if len(named) > 1:
        codes = vietnamese.joined([code_in(ward, person.key) for person in named])
        return f"“{said}” là tên của {len(named)} người.", f"Thêm cột Mã vào bảng, ghi một trong các mã: {codes}"
    if not named:
        near = vietnamese.nearest(said, (person.name for person in people))
        hint = f"Có phải là “{near}”?" if near else "Ghi đúng họ và tên như trong roster.yml, hoặc thêm cột Mã."
        return f"Không có ai tên “{said}” trong danh sách của phường.", hint
    if said and vietnamese.fold(said) != vietnamese.fold(named[0].name):
        return f"Mã “{code}” là của {named[0].name}, không phải {said}.", "Sửa mã hoặc tên cho khớp."
    return None
