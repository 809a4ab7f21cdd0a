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
    "họ": ("ho", "ho dem", "ho va ten dem", "ho lot", "ho va ten lot", "last name"),
    "mssv": ("mssv", "ma so sinh vien", "ma sinh vien", "ma so", "ma sv", "ma so sv", "student id"),
    "lớp": ("lop", "lop hoc", "class"),
    "trường": ("truong", "truong hoc", "don vi", "khoa/truong", "school", "university"),
}
_SUMS = ("cong", "tong", "tong cong", "tong so", "total")
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


def lacking(tables: Sequence[Table]) -> list[str]:
    """The columns that schools read and that the table has not."""
    found = next(
        (columns for table in tables for row in table.rows[:HEAD_WITHIN] if "tên" in (columns := _columns(row))), {}
    )
    return [name for kind, name in (("mssv", "MSSV"), ("lớp", "Lớp"), ("trường", "Trường")) if kind not in found]


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
    by_key = {person.key: person for person in people}
    found: dict[str, Student] = {}
    problems: list[Problem] = []
    for row in rows:
        cells = {kind: vietnamese.plain(shown(row.cells[at])) for kind, at in columns.items() if at < len(row.cells)}
        said, code = " ".join(filter(None, (cells.pop("họ", ""), cells.get("tên", "")))), cells.get("mã", "")
        cells["tên"] = said
        if (not said and not code) or vietnamese.fold(said) in _SUMS:
            continue
        where = place_of(sheet, row)
        named = [by_key[full_key(ward, code)]] if full_key(ward, code) in by_key else _called(said, people)
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


def _called(said: str, people: Sequence[Volunteer]) -> list[Volunteer]:
    """Who bears a name: as it is written; one written without any accent may be anybody's who has it so."""
    exact = [
        one for one in people if vietnamese.house_tones(one.name.casefold()) == vietnamese.house_tones(said.casefold())
    ]
    if exact or not said.isascii():
        return exact
    return [one for one in people if vietnamese.fold(one.name) == vietnamese.fold(said)]


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
    if said and named[0] not in _called(said, [named[0]]):
        return f"Mã “{code}” là của {named[0].name}, không phải {said}.", "Sửa mã hoặc tên cho khớp."
    return None
